//! The servers that share this database, by their heartbeats.

use super::statement::{statements, values};
use super::{Storage, StorageError};
use crate::clock::UnixMs;

statements! {
    BEAT = "insert into nodes (id, beat_ms) values ($1, $2)
        on conflict (id) do update set beat_ms = excluded.beat_ms";
    LEAVE = "delete from nodes where id = $1";
    FORGET = "delete from nodes where beat_ms < $1";
}

impl Storage {
    /// Notes that a node lives.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn beat(&self, node: &str, now_ms: UnixMs) -> Result<(), StorageError> {
        self.database.run(BEAT, &values![node, now_ms]).await.map(drop)
    }

    /// Notes that a node is gone: what it held is free at once.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn leave(&self, node: &str) -> Result<(), StorageError> {
        self.database.run(LEAVE, &values![node]).await.map(drop)
    }

    /// Forgets nodes that were not heard of since a time.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn forget_nodes(&self, before_ms: UnixMs) -> Result<(), StorageError> {
        self.database.run(FORGET, &values![before_ms]).await.map(drop)
    }
}
