//! What a programme needs before it can work: people with sessions, shifts, content with a wide plan.

use super::Fault;
use super::agent::Known;
use miaohui::clock::now_ms;
use miaohui::content::{self, Files};
use miaohui::ids::{ShiftId, UserId};
use miaohui::simulation::ENGINE;
use miaohui::simulation::event::{Body, Mode, Opening, Post};
use miaohui::storage::{NewShift, NewUser, Role, SESSION_USER, Storage};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use tower_sessions::SessionStore as _;
use tower_sessions::session::{Id, Record};

/// The plan that fills sixty windows in a quarter of a minute and keeps them full.
pub const PLAN: &str = "bench-sixty";
const PLAN_TEXT: &str = r#"
id = "bench-sixty"
title = "Sixty windows at once"
posts = ["presale"]
windows = 60
buyers = 400
duration_s = 1800
ramp = [[0, 14400], [20, 14400], [25, 7200], [1800, 7200]]
difficulty = [1, 3]
"#;
const SESSION_HOURS: i64 = 2;

/// One agent's place in the programme.
#[derive(Clone, Debug)]
pub struct Place {
    pub user: UserId,
    pub shift: ShiftId,
    /// The session cookie's value.
    pub session: String,
}

pub struct Ground {
    folder: tempfile::TempDir,
    /// Address of the database the server uses.
    pub database: String,
    pub places: Vec<Place>,
}

impl Ground {
    /// `agents` people, each signed in and with a shift that nobody sat down at yet; in an embedded database or the
    /// given one.
    pub async fn lay(agents: usize, database: Option<&str>) -> Result<Self, Fault> {
        // Beside the build, on a disk: a folder in memory would make nothing durable.
        let target = std::env::var("MIAOHUI_BENCH_DIR").unwrap_or_else(|_| "target".to_owned());
        std::fs::create_dir_all(&target)?;
        let folder = tempfile::Builder::new().prefix("bench-").tempdir_in(target)?;
        let embedded = || format!("sqlite:{}", folder.path().join("data/miaohui.db").display());
        let database = database.map_or_else(embedded, str::to_owned);
        let mut ground = Self { folder, database, places: Vec::new() };
        std::fs::create_dir_all(ground.data())?;
        copy(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/content")), &ground.content())?;
        std::fs::write(ground.content().join("plans").join(format!("{PLAN}.toml")), PLAN_TEXT)?;
        let files = Files::read(&ground.content()).map_err(|faults| format!("{faults:?}"))?;
        let hash = content::load(&files).map_err(|faults| format!("{faults:?}"))?.hash;
        let storage = ground.storage().await?;
        for nr in 0..agents {
            let place = place(&storage, nr, &hash).await?;
            ground.places.push(place);
        }
        storage.close().await;
        Ok(ground)
    }

    /// Makes accounts `student0000` and on, all with the same password.
    pub async fn enrol(&self, students: usize, password: &str) -> Result<(), Fault> {
        let storage = self.storage().await?;
        for nr in 0..students {
            let new = NewUser {
                login: format!("student{nr:04}"),
                display_name: format!("学员{nr:04}"),
                password: Some(password.to_owned()),
                role: Role::Trainee,
                must_change: false,
            };
            storage.create_user(&new, now_ms()).await?;
        }
        storage.close().await;
        Ok(())
    }

    /// A trainer's session, and everybody in a class of that trainer.
    pub async fn watched(&self) -> Result<String, Fault> {
        let storage = self.storage().await?;
        let new = NewUser {
            login: "trainer".to_owned(),
            display_name: "何静".to_owned(),
            password: None,
            role: Role::Trainer,
            must_change: false,
        };
        let trainer = storage.create_user(&new, now_ms()).await?;
        let class = storage.create_cohort("一班", &trainer, None, now_ms()).await?;
        for place in &self.places {
            storage.join_cohort(&class, &place.user, now_ms()).await?;
        }
        let session = session(&storage, &trainer).await?;
        storage.close().await;
        Ok(session)
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub fn content(&self) -> PathBuf {
        self.folder.path().join("content")
    }

    /// What is acknowledged and not in the log exactly once, by place; `Err` where a log has a gap.
    pub async fn lost(&self, known: &[Known]) -> Result<u64, Fault> {
        let storage = self.storage().await?;
        let mut lost = 0;
        for (nr, (place, known)) in self.places.iter().zip(known).enumerate() {
            let (mut found, mut after_seq) = (BTreeMap::new(), 0);
            loop {
                let events = storage.events_after(&place.shift, after_seq).await?;
                if events.is_empty() {
                    break;
                }
                for event in events {
                    if event.seq != after_seq + 1 {
                        return Err(format!("a gap in the log of {:?} after {after_seq}", place.shift).into());
                    }
                    after_seq = event.seq;
                    if let (Body::AgentSaid { .. }, Some(id)) = (&event.body, event.client_id) {
                        *found.entry(id).or_insert(0_u32) += 1;
                    }
                }
            }
            let missing = known.acked.iter().filter(|id| found.get(&format!("{nr}-{id}")) != Some(&1));
            lost += u64::try_from(missing.count()).unwrap_or(u64::MAX);
        }
        storage.close().await;
        Ok(lost)
    }

    /// The server's own database.
    pub async fn storage(&self) -> Result<Storage, Fault> {
        Ok(Storage::open(&self.database).await?)
    }
}

async fn session(storage: &Storage, user: &UserId) -> Result<String, Fault> {
    let mut record = Record {
        id: Id::default(),
        data: HashMap::from([(SESSION_USER.to_owned(), serde_json::Value::from(user.0.clone()))]),
        expiry_date: time::OffsetDateTime::now_utc() + time::Duration::hours(SESSION_HOURS),
    };
    storage.create(&mut record).await?;
    Ok(record.id.to_string())
}

async fn place(storage: &Storage, nr: usize, content: &str) -> Result<Place, Fault> {
    let new = NewUser {
        login: format!("agent{nr:04}"),
        display_name: format!("客服{nr:04}"),
        password: None,
        role: Role::Trainee,
        must_change: false,
    };
    let user = storage.create_user(&new, now_ms()).await?;
    let session = session(storage, &user).await?;
    let opening = Opening {
        seed: format!("bench-{nr}"),
        plan: PLAN.to_owned(),
        mode: Mode::Practice,
        post: Post::Presale,
        content: content.to_owned(),
        engine: ENGINE,
    };
    let new = NewShift { user: user.clone(), assignment: None, exam: None, opening };
    let shift = storage.create_shift(&new, now_ms()).await?;
    Ok(Place { user, shift, session })
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
