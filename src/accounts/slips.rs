//! Printed passwords of a whole list: drawn at once, hashed one after the other while the slips are already printed.

use super::login::{AccountError, Accounts};
use super::{HasherError, one_time_password};
use crate::ids::{ImportId, UserId};
use crate::storage::StorageError;
use std::time::Duration;

/// Hashes that are written in one transaction.
const AT_ONCE: usize = 20;
/// So long a hash waits for a place in the queue before it is tried again.
const AGAIN: Duration = Duration::from_millis(200);

/// A person's printed password. It stands nowhere but here and on paper.
#[derive(Clone)]
pub struct Slip {
    pub user: UserId,
    pub password: String,
}

impl Accounts {
    /// Draws a password for each.
    ///
    /// # Errors
    /// When the operating system has no random bytes to give.
    pub fn draw_slips(&self, users: impl IntoIterator<Item = UserId>) -> Result<Vec<Slip>, AccountError> {
        users.into_iter().map(|user| Ok(Slip { user, password: one_time_password()? })).collect()
    }

    /// Hashes the slips of an import's printing in the background and keeps the hashes, unless they were printed again
    /// meanwhile. Whose hash is not kept yet cannot sign in; how many they are, [`crate::storage::Storage::import_row`] says.
    pub fn keep_slips(&self, import: ImportId, printing: u64, slips: Vec<Slip>) {
        let accounts = self.clone();
        tokio::spawn(async move {
            if let Err(error) = accounts.hash_slips(&import, printing, slips).await {
                // Told on the import's page as passwords that are missing; they can be printed again there.
                tracing::error!(%import, %error, "printed passwords were not kept");
            }
        });
    }

    async fn hash_slips(&self, import: &ImportId, printing: u64, slips: Vec<Slip>) -> Result<(), StorageError> {
        for some in slips.chunks(AT_ONCE) {
            let mut hashed = Vec::with_capacity(some.len());
            for slip in some {
                // One at a time: who signs in meanwhile stands before the rest of the list.
                let hash = loop {
                    match self.hasher.hash(&slip.password).await {
                        Err(HasherError::Busy) => tokio::time::sleep(AGAIN).await,
                        other => break other,
                    }
                };
                let hash = hash.map_err(|error| StorageError::Fault(error.to_string()))?;
                hashed.push((slip.user.clone(), hash));
            }
            if !self.storage.keep_slips(import, printing, &hashed).await? {
                return Ok(());
            }
        }
        Ok(())
    }
}
