//! Quick phrases a person made for their own use.

use super::statement::{record, statements, values};
use super::{Storage, StorageError};
use crate::clock::UnixMs;
use crate::ids::{self, UserId};

/// Phrases a person can keep; more would no longer be quick.
pub const OWN_PHRASES_MAX: u32 = 200;

statements! {
    PHRASES = "select id, category, text from own_phrases where user_id = $1 order by at_ms, id limit $2";
    ADD = "insert into own_phrases (id, user_id, category, text, at_ms)
        select $1, $2, $3, $4, cast($5 as bigint) where (select count(*) from own_phrases where user_id = $6) < $7";
    CHANGE = "update own_phrases set category = $3, text = $4 where id = $1 and user_id = $2";
    REMOVE = "delete from own_phrases where id = $1 and user_id = $2";
}

record! {
    /// A phrase of one's own.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct OwnPhrase {
        pub id: String,
        /// What it is for, a word or two.
        pub category: String,
        pub text: String,
    }
}

impl Storage {
    /// A person's phrases, in the order they were made.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn own_phrases(&self, user: &UserId) -> Result<Vec<OwnPhrase>, StorageError> {
        self.database.all(PHRASES, &values![user, OWN_PHRASES_MAX]).await
    }

    /// Adds a phrase; whether there was room for it.
    ///
    /// # Errors
    /// When there is no such user, or the database does not answer.
    pub async fn add_own_phrase(
        &self,
        user: &UserId,
        category: &str,
        text: &str,
        now_ms: UnixMs,
    ) -> Result<bool, StorageError> {
        let row = values![ids::random()?, user, category, text, now_ms, user, OWN_PHRASES_MAX];
        Ok(self.database.run(ADD, &row).await? == 1)
    }

    /// Changes one of the person's own phrases; whether there is such a one.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn change_own_phrase(
        &self,
        user: &UserId,
        id: &str,
        category: &str,
        text: &str,
    ) -> Result<bool, StorageError> {
        Ok(self.database.run(CHANGE, &values![id, user, category, text]).await? == 1)
    }

    /// Removes one of the person's own phrases.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn remove_own_phrase(&self, user: &UserId, id: &str) -> Result<(), StorageError> {
        self.database.run(REMOVE, &values![id, user]).await.map(drop)
    }
}
