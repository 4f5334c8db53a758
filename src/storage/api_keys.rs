//! Keys with which an employer's programs check certificates. Only a hash is kept: a key is shown once.

use super::statement::{record, statements, values};
use super::{Storage, StorageError};
use crate::clock::UnixMs;
use crate::ids::{self, UserId};
use sha2::{Digest as _, Sha256};

/// Keys in use a person may have.
pub const API_KEYS_MAX: u32 = 10;
/// Keys shown, revoked ones among them.
const LISTED_MAX: u32 = 50;
/// What every key begins with, so that one that leaked is recognised.
const PREFIX: &str = "mhk_";
/// Characters of a key that are kept, to tell keys apart.
const ENDING_CHARS: usize = 4;
/// That a key is in use is written down at most so often.
const USED_EVERY_MS: u64 = 60_000;

statements! {
    MAKE = "insert into api_keys (id, user_id, name, key_hash, ending, made_ms)
        select $1, u.id, $3, $4, $5, cast($6 as bigint) from users u where u.id = $2
        and (select count(*) from api_keys k where k.user_id = u.id and k.revoked_ms is null) < $7";
    OF_USER = "select id, name, ending, made_ms, used_ms, revoked_ms from api_keys
        where user_id = $1 order by made_ms desc, id limit $2";
    REVOKE = "update api_keys set revoked_ms = $3 where id = $1 and user_id = $2 and revoked_ms is null";
    BEARER = "select k.id, k.user_id from api_keys k join users u on u.id = k.user_id
        where k.key_hash = $1 and k.revoked_ms is null and u.disabled_ms is null";
    USED = "update api_keys set used_ms = $2 where id = $1 and (used_ms is null or used_ms < $3)";
}

record! {
    /// A key as its owner sees it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ApiKey {
        pub id: String,
        /// The owner's word for it.
        pub name: String,
        /// Its last characters.
        pub ending: String,
        pub made_ms: UnixMs,
        /// Last used, to the minute.
        pub used_ms: Option<u64>,
        pub revoked_ms: Option<u64>,
    }
}

record! {
    /// Whose key a request carries.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Bearer {
        /// The key's id.
        pub id: String,
        pub user_id: UserId,
    }
}

fn hash(key: &str) -> String {
    ids::base32(&Sha256::digest(key))
}

impl Storage {
    /// Makes a key and returns it, for the only time; `None` when there are [`API_KEYS_MAX`] in use.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn make_api_key(
        &self,
        user: &UserId,
        name: &str,
        now_ms: UnixMs,
    ) -> Result<Option<String>, StorageError> {
        let key = format!("{PREFIX}{}", ids::random()?);
        let ending = &key[key.len() - ENDING_CHARS..];
        let row = values![ids::random()?, user, name, hash(&key), ending, now_ms, API_KEYS_MAX];
        Ok((self.database.run(MAKE, &row).await? == 1).then_some(key))
    }

    /// A person's keys, newest first, revoked ones too.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn api_keys(&self, user: &UserId) -> Result<Vec<ApiKey>, StorageError> {
        self.database.all(OF_USER, &values![user, LISTED_MAX]).await
    }

    /// Revokes a person's own key; whether it was one in use.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn revoke_api_key(&self, id: &str, user: &UserId, now_ms: UnixMs) -> Result<bool, StorageError> {
        Ok(self.database.run(REVOKE, &values![id, user, now_ms]).await? == 1)
    }

    /// Whose key this is, written down as used; `None` when it is nobody's, revoked, or its owner disabled.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn api_key_bearer(&self, key: &str, now_ms: UnixMs) -> Result<Option<Bearer>, StorageError> {
        let bearer: Option<Bearer> = self.database.one(BEARER, &values![hash(key)]).await?;
        if let Some(bearer) = &bearer {
            let row = values![&bearer.id, now_ms, now_ms.saturating_sub(USED_EVERY_MS)];
            self.database.run(USED, &row).await?;
        }
        Ok(bearer)
    }
}
