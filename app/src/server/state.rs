//! What every handler shares, and how it is opened.

use super::{
    bank::Bank, config::ServeArgs, difficulties::Difficulties, presence::Presence, shadows::Shadows,
    status::StatusLists, workshop::Workshop,
};
use crate::pages::certificate::kept::KeptPages;
use anyhow::Context as _;
use miaohui::{
    accounts::{Accounts, DEMO_ACCOUNTS, DemoAccount, DemoTask, SWEEP_INTERVAL_MS, SetupToken},
    certification::keys::KeyCabinet,
    clock::now_ms,
    content::{self, Content, Files},
    live::Live,
    storage::{Kind, Storage},
};
use std::sync::Arc;

/// Cheap to clone; all clones share the same parts.
#[derive(Clone)]
pub struct AppState {
    /// Public address without a trailing slash.
    pub origin: Arc<str>,
    pub storage: Storage,
    pub accounts: Accounts,
    pub content: Arc<Content>,
    pub bank: Bank,
    pub difficulties: Difficulties,
    /// The same content as files, for those who write it.
    pub workshop: Workshop,
    pub live: Live,
    /// Veterans' shifts.
    pub shadows: Shadows,
    pub keys: Arc<KeyCabinet>,
    /// Who is at which exam.
    pub presence: Presence,
    pub status: StatusLists,
    /// Certificates' pages as last made.
    pub kept: KeptPages,
    /// What the first admin must show; `None` when there was one at the start.
    pub setup_token: Option<Arc<SetupToken>>,
    /// Accounts of the demonstration school, shown on the login page.
    pub demo: &'static [DemoAccount],
}

/// The demonstration class's tasks.
const DEMO_TASKS: &[DemoTask<'static>] = &[
    DemoTask { kind: Kind::Shift, target: "first-day", title: "第一天：三个窗口" },
    DemoTask { kind: Kind::Typing, target: "opening-01", title: "打字：客服回复" },
    DemoTask { kind: Kind::Quiz, target: "mixed", title: "商品与规则小测" },
];

impl AppState {
    /// Opens database, keys and content, and resumes what was running.
    ///
    /// # Errors
    /// What cannot be opened, with the mend.
    pub async fn open(args: &ServeArgs) -> anyhow::Result<Self> {
        std::fs::create_dir_all(&args.data)
            .with_context(|| format!("cannot make the data folder {}", args.data.display()))?;
        let (content, files) = load_content(args)?;
        let content = Arc::new(content);
        let storage = Storage::open(&args.database_url()).await?;
        storage.hear_other_nodes();
        let accounts = Accounts::start(storage.clone())?;
        if args.demo {
            accounts.lay_demo(DEMO_TASKS, now_ms()).await?;
        } else if accounts.is_demo().await? && !args.listen.ip().is_loopback() {
            anyhow::bail!(
                "this database holds the demonstration accounts: listen on 127.0.0.1, or use another --data folder"
            );
        }
        let demo = if accounts.is_demo().await? { DEMO_ACCOUNTS } else { &[] };
        let setup_token = if storage.needs_first_admin().await? { Some(Arc::new(SetupToken::draw()?)) } else { None };
        let keys = Arc::new(KeyCabinet::open(&args.data, now_ms())?);
        let live = Live::start(storage.clone(), content.clone());
        tokio::spawn(sweeping(accounts.clone()));
        Ok(Self {
            origin: args.origin().into(),
            storage,
            accounts,
            content,
            bank: Bank::default(),
            difficulties: Difficulties::default(),
            workshop: Workshop::new(files),
            live,
            presence: Presence::default(),
            shadows: Shadows::default(),
            keys,
            status: StatusLists::default(),
            kept: KeptPages::default(),
            setup_token,
            demo,
        })
    }

    /// The items in use.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn items(&self) -> Result<Arc<[miaohui::quiz::Item]>, miaohui::storage::StorageError> {
        self.bank.items(&self.storage, &self.content).await
    }

    /// The school's name as it stands on pages and certificates.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn school(&self) -> Result<String, super::error::ApiError> {
        Ok(self.accounts.school_name().await?.unwrap_or_else(|| "秒回".to_owned()))
    }
}

/// Deletes expired sessions and forgotten guests, again and again.
async fn sweeping(accounts: Accounts) {
    let mut every = tokio::time::interval(std::time::Duration::from_millis(SWEEP_INTERVAL_MS));
    loop {
        every.tick().await;
        if let Err(error) = accounts.sweep(now_ms()).await {
            tracing::warn!(%error, "sweeping sessions and guests");
        }
    }
}

fn load_content(args: &ServeArgs) -> anyhow::Result<(Content, Files)> {
    let files = match &args.content {
        Some(folder) => Files::read(folder),
        None => Ok(Files::shipped()),
    };
    files.and_then(|files| Ok((content::load(&files)?, files))).map_err(|faults| {
        let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
        anyhow::anyhow!("the content cannot be used; mend these and start again:\n{}", lines.join("\n"))
    })
}
