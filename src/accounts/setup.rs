//! The first admin: whoever reads the server's own output.

use super::login::{AccountError, Accounts};
use crate::clock::UnixMs;
use crate::ids::{self, UserId};
use crate::storage::Role;
use sha2::{Digest, Sha256};

/// Why the first admin was not made.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    #[error("the set-up code is not the one this server printed")]
    WrongToken,
    #[error("there is an admin already")]
    Done,
    #[error(transparent)]
    Account(#[from] AccountError),
}

/// Drawn at the server's start and printed there; never stored, never sent.
pub struct SetupToken {
    token: String,
}

impl SetupToken {
    /// Draws a token.
    ///
    /// # Errors
    /// When the operating system has no random bytes to give.
    pub fn draw() -> Result<Self, getrandom::Error> {
        Ok(Self { token: ids::random()? })
    }

    /// For the server to print.
    pub fn reveal(&self) -> &str {
        &self.token
    }

    /// Compared by hash, so that time tells nothing of the token.
    fn is(&self, given: &str) -> bool {
        Sha256::digest(&self.token) == Sha256::digest(given.trim())
    }
}

impl Accounts {
    /// Makes the installation's first admin, once.
    ///
    /// # Errors
    /// A wrong token, an admin before this one, or what is wrong with the account.
    pub async fn create_first_admin(
        &self,
        token: &SetupToken,
        given: &str,
        login: &str,
        display_name: &str,
        password: &str,
        now_ms: UnixMs,
    ) -> Result<UserId, SetupError> {
        if !token.is(given) {
            return Err(SetupError::WrongToken);
        }
        let new = self.prepared(login, display_name, password, Role::Admin, false).await?;
        self.storage.create_first_admin(&new, now_ms).await.map_err(AccountError::from)?.ok_or(SetupError::Done)
    }
}
