//! Logging in, making accounts and changing passwords: what the pages call.

use super::hasher::{Hasher, HasherError};
use super::password::{
    LoginNameFault, PASSWORD_MAX_BYTES, PasswordFault, login_name, one_time_password, password_rules,
};
use super::throttle::Throttle;
use crate::clock::UnixMs;
use crate::ids::{self, UserId};
use crate::storage::{Json, NewAudit, NewUser, Role, Storage, StorageError, User};
use std::sync::Arc;

/// Where [`Accounts::practice_kept_days`] is kept.
const PRACTICE_KEPT: &str = "practice_kept_days";
/// No shorter than a month's course, no longer than ten years.
pub const PRACTICE_KEPT_DAYS: std::ops::RangeInclusive<u64> = 30..=3_650;
const DAY_MS: u64 = 24 * 3600 * 1000;

/// Most characters of a person's name.
pub const NAME_MAX_CHARS: usize = 40;

/// Why somebody is not let in.
#[derive(Debug, thiserror::Error)]
pub enum LoginError {
    /// Login or password; which of them is not told.
    #[error("login or password is wrong")]
    Wrong,
    #[error("too many wrong passwords; wait {seconds} s")]
    Wait { seconds: u64 },
    /// Told only to who knows the password.
    #[error("this account is disabled")]
    Disabled,
    #[error("too many people are logging in; try again in a moment")]
    Busy,
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why an account was not made or changed.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    #[error(transparent)]
    Login(#[from] LoginNameFault),
    #[error(transparent)]
    Password(#[from] PasswordFault),
    #[error("a name has 1 to {NAME_MAX_CHARS} characters")]
    Name,
    #[error("this login is taken")]
    Taken,
    #[error("the old password is wrong")]
    WrongPassword,
    #[error("too many people are logging in; try again in a moment")]
    Busy,
    #[error(transparent)]
    Storage(StorageError),
}

impl From<StorageError> for AccountError {
    fn from(error: StorageError) -> Self {
        if error.is_conflict("users_login") { Self::Taken } else { Self::Storage(error) }
    }
}

impl From<getrandom::Error> for AccountError {
    fn from(error: getrandom::Error) -> Self {
        Self::Storage(error.into())
    }
}

impl From<HasherError> for AccountError {
    fn from(error: HasherError) -> Self {
        match error {
            HasherError::Busy => Self::Busy,
            HasherError::Fault => Self::Storage(StorageError::Fault(error.to_string())),
        }
    }
}

/// The accounts of an installation. Cheap to clone.
#[derive(Clone)]
pub struct Accounts {
    pub(super) storage: Storage,
    pub(super) hasher: Hasher,
    throttle: Arc<Throttle>,
}

impl Accounts {
    /// Accounts in this storage.
    ///
    /// # Errors
    /// When the hashing threads cannot be started.
    pub fn start(storage: Storage) -> Result<Self, HasherError> {
        Ok(Self { storage, hasher: Hasher::start()?, throttle: Arc::default() })
    }

    /// The account that login and password belong to. The caller puts its id into a session with
    /// a new session id.
    ///
    /// # Errors
    /// Why nobody is let in.
    pub async fn log_in(&self, login: &str, password: &str, address: &str, now_ms: UnixMs) -> Result<User, LoginError> {
        // What can be no login is nobody's: same work, same answer.
        let login = login_name(login).unwrap_or_default();
        self.throttle
            .ask(&login, address, now_ms)
            .map_err(|wait_ms| LoginError::Wait { seconds: wait_ms.div_ceil(1_000) })?;
        let user = self.storage.user_by_login(&login).await?;
        let hash = user.as_ref().and_then(|user| user.password.as_deref());
        let password = if password.len() > PASSWORD_MAX_BYTES { "" } else { password };
        let same = self.hasher.verify(password, hash).await.map_err(|error| match error {
            HasherError::Busy => {
                self.throttle.untried(&login, address, now_ms);
                LoginError::Busy
            }
            HasherError::Fault => StorageError::Fault(error.to_string()).into(),
        })?;
        match user {
            Some(user) if same => {
                self.throttle.right(&login, address, now_ms);
                if user.disabled_ms.is_some() { Err(LoginError::Disabled) } else { Ok(user) }
            }
            _ => Err(LoginError::Wrong),
        }
    }

    /// Makes an account.
    ///
    /// # Errors
    /// What is wrong with login, name or password, or that the login is taken.
    pub async fn create(
        &self,
        login: &str,
        display_name: &str,
        password: &str,
        role: Role,
        must_change: bool,
        now_ms: UnixMs,
    ) -> Result<UserId, AccountError> {
        let new = self.prepared(login, display_name, password, role, must_change).await?;
        Ok(self.storage.create_user(&new, now_ms).await?)
    }

    /// Makes an account with a printed password that must be changed first; returns both.
    ///
    /// # Errors
    /// What is wrong with login or name, or that the login is taken.
    pub async fn create_with_slip(
        &self,
        login: &str,
        display_name: &str,
        role: Role,
        now_ms: UnixMs,
    ) -> Result<(UserId, String), AccountError> {
        let password = one_time_password()?;
        let id = self.create(login, display_name, &password, role, true, now_ms).await?;
        Ok((id, password))
    }

    /// A guest, for three minutes at the desk.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn create_guest(&self, now_ms: UnixMs) -> Result<UserId, AccountError> {
        let new = NewUser {
            login: format!("guest-{}", ids::random()?),
            display_name: "游客".to_owned(),
            password: None,
            role: Role::Guest,
            must_change: false,
        };
        Ok(self.storage.create_user(&new, now_ms).await?)
    }

    /// Changes a person's own password and ends the other sessions.
    ///
    /// # Errors
    /// [`AccountError::WrongPassword`], or what is wrong with the new one.
    pub async fn change_password(
        &self,
        user: &User,
        old: &str,
        new: &str,
        kept_session: Option<&str>,
    ) -> Result<(), AccountError> {
        password_rules(new, &user.login)?;
        if !self.hasher.verify(old, user.password.as_deref()).await? {
            return Err(AccountError::WrongPassword);
        }
        let hash = self.hasher.hash(new).await?;
        self.storage.set_password(&user.id, &hash, false).await?;
        self.storage.end_sessions(&user.id, kept_session).await?;
        Ok(())
    }

    /// Gives a person a printed password that must be changed first, and ends all sessions.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn reset_password(&self, user: &UserId) -> Result<String, AccountError> {
        let password = one_time_password()?;
        let hash = self.hasher.hash(&password).await?;
        self.storage.set_password(user, &hash, true).await?;
        self.storage.end_sessions(user, None).await?;
        Ok(password)
    }

    /// Disables an account and ends its sessions, or enables it again; written to the audit log.
    /// The person's sockets hear of it ([`crate::storage::Notice`]) and close.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn set_disabled(
        &self,
        user: &UserId,
        disabled: bool,
        by: &UserId,
        now_ms: UnixMs,
    ) -> Result<(), StorageError> {
        self.storage.set_disabled(user, disabled.then_some(now_ms)).await?;
        if disabled {
            self.storage.end_sessions(user, None).await?;
        }
        let action = if disabled { "disable" } else { "enable" };
        let payload = Json::of(&serde_json::json!({}))?;
        self.storage.audit(&NewAudit { actor: Some(by), action, object: &user.0, payload }, now_ms).await
    }

    /// Gives an account another role and ends its sessions; written to the audit log.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn set_role(&self, user: &UserId, role: Role, by: &UserId, now_ms: UnixMs) -> Result<(), StorageError> {
        self.storage.set_role(user, role).await?;
        self.storage.end_sessions(user, None).await?;
        let payload = Json::of(&serde_json::json!({ "role": role }))?;
        self.storage.audit(&NewAudit { actor: Some(by), action: "set_role", object: &user.0, payload }, now_ms).await
    }

    /// Deletes expired sessions and the guests of yesterday; call it every [`super::SWEEP_INTERVAL_MS`].
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn sweep(&self, now_ms: UnixMs) -> Result<(), StorageError> {
        self.storage.sweep_sessions(now_ms).await?;
        self.storage.forget_guests(now_ms.saturating_sub(super::GUEST_KEPT_MS)).await?;
        if let Some(days) = self.practice_kept_days().await? {
            self.storage.forget_practice(now_ms.saturating_sub(days * DAY_MS)).await?;
        }
        Ok(())
    }

    /// After so many days practice is deleted; `None`: it is kept.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn practice_kept_days(&self) -> Result<Option<u64>, StorageError> {
        let days = self.storage.setting(PRACTICE_KEPT).await?;
        Ok(days.and_then(|days| days.parse().ok()).filter(|days| PRACTICE_KEPT_DAYS.contains(days)))
    }

    /// Sets [`Accounts::practice_kept_days`]; written to the audit log.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn keep_practice(&self, days: Option<u64>, by: &UserId, now_ms: UnixMs) -> Result<(), StorageError> {
        let text = days.map_or_else(String::new, |days| days.to_string());
        self.storage.set(PRACTICE_KEPT, &text).await?;
        let payload = Json::of(&serde_json::json!({ "days": days }))?;
        let entry = NewAudit { actor: Some(by), action: "practice_kept", object: "school", payload };
        self.storage.audit(&entry, now_ms).await
    }

    pub(super) async fn prepared(
        &self,
        login: &str,
        display_name: &str,
        password: &str,
        role: Role,
        must_change: bool,
    ) -> Result<NewUser, AccountError> {
        let login = login_name(login)?;
        let display_name = display_name.trim();
        if !(1..=NAME_MAX_CHARS).contains(&display_name.chars().count()) || display_name.chars().any(char::is_control) {
            return Err(AccountError::Name);
        }
        password_rules(password, &login)?;
        Ok(NewUser {
            login,
            display_name: display_name.to_owned(),
            password: Some(self.hasher.hash(password).await?),
            role,
            must_change,
        })
    }
}
