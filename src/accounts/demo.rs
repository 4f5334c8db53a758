//! The demonstration school: one account a role, a class, its tasks. Its passwords are public, so
//! the server listens on loopback only while these accounts are there.

use super::login::{AccountError, Accounts};
use crate::clock::UnixMs;
use crate::ids::UserId;
use crate::storage::{Kind, NewAssignment, Role, StorageError, Terms, Whom};

/// Set once the demonstration school is laid out.
const DEMO: &str = "demo";
/// The installation's name, shown on pages and certificates.
const SCHOOL_NAME: &str = "school_name";
const SCHOOL: &str = "示范职业学院";
const COHORT: &str = "电商客服实训一班";
const JOIN_CODE: &str = "demo-2026";
const DUE_AFTER_MS: u64 = 7 * 24 * 3600 * 1000;

/// An account of the demonstration, to be printed.
#[derive(Clone, Copy, Debug)]
pub struct DemoAccount {
    pub login: &'static str,
    pub password: &'static str,
    pub display_name: &'static str,
    pub role: Role,
}

/// One account a role.
pub const DEMO_ACCOUNTS: &[DemoAccount] = &[
    DemoAccount { login: "admin", password: "demo-admin-2026", display_name: "周敏", role: Role::Admin },
    DemoAccount { login: "trainer", password: "demo-trainer-2026", display_name: "何静", role: Role::Trainer },
    DemoAccount { login: "trainee", password: "demo-trainee-2026", display_name: "林小安", role: Role::Trainee },
    DemoAccount { login: "examiner", password: "demo-examiner-2026", display_name: "沈国栋", role: Role::Examiner },
    DemoAccount { login: "employer", password: "demo-employer-2026", display_name: "陈立", role: Role::Employer },
];

/// A task of the demonstration's class; `target` is an id in content.
#[derive(Clone, Copy, Debug)]
pub struct DemoTask<'a> {
    pub kind: Kind,
    pub target: &'a str,
    pub title: &'a str,
}

impl Accounts {
    /// Lays the demonstration school out in an empty installation, and what is missing of it in
    /// its own (a first start may have been cut short).
    ///
    /// # Errors
    /// [`StorageError::Conflict`] `first_admin` where a real installation is: it is not mixed
    /// with public passwords.
    pub async fn lay_demo(&self, tasks: &[DemoTask<'_>], now_ms: UnixMs) -> Result<(), AccountError> {
        if !self.is_demo().await? {
            if !self.storage.needs_first_admin().await? {
                let what = "first_admin".to_owned();
                return Err(AccountError::Storage(StorageError::Conflict { what }));
            }
            self.storage.set(DEMO, "1").await?;
            self.storage.set(SCHOOL_NAME, SCHOOL).await?;
        }
        let (mut trainer, mut trainee) = (None, None);
        for account in DEMO_ACCOUNTS {
            let id = self.demo_account(account, now_ms).await?;
            match account.role {
                Role::Trainer => trainer = id,
                Role::Trainee => trainee = id,
                _ => {}
            }
        }
        let (Some(trainer), Some(trainee)) = (trainer, trainee) else { return Ok(()) };
        if !self.storage.cohorts_of_trainer(&trainer).await?.is_empty() {
            return Ok(());
        }
        let cohort = self.storage.create_cohort(COHORT, &trainer, Some(JOIN_CODE), now_ms).await?;
        self.storage.join_cohort(&cohort, &trainee, now_ms).await?;
        for task in tasks {
            let new = NewAssignment {
                whom: Whom::Cohort(cohort.clone()),
                kind: task.kind,
                target: task.target.to_owned(),
                title: task.title.to_owned(),
                due_ms: Some(now_ms + DUE_AFTER_MS),
                created_by: trainer.clone(),
                terms: Terms::default(),
            };
            self.storage.assign(&new, now_ms).await?;
        }
        Ok(())
    }

    async fn demo_account(&self, account: &DemoAccount, now_ms: UnixMs) -> Result<Option<UserId>, AccountError> {
        if let Some(user) = self.storage.user_by_login(account.login).await? {
            return Ok(Some(user.id));
        }
        let DemoAccount { login, password, display_name, role } = *account;
        let new = self.prepared(login, display_name, password, role, false).await?;
        Ok(match role {
            Role::Admin => self.storage.create_first_admin(&new, now_ms).await?,
            _ => Some(self.storage.create_user(&new, now_ms).await?),
        })
    }

    /// Whether the demonstration's public passwords are in this installation: it must then not
    /// listen beyond loopback.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn is_demo(&self) -> Result<bool, StorageError> {
        Ok(self.storage.setting(DEMO).await?.is_some())
    }

    /// Names the installation.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn set_school_name(&self, name: &str) -> Result<(), StorageError> {
        self.storage.set(SCHOOL_NAME, name).await
    }

    /// The installation's name, for pages and certificates.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn school_name(&self) -> Result<Option<String>, StorageError> {
        self.storage.setting(SCHOOL_NAME).await
    }
}
