//! What must be heard at once, by every connection of every node: within a process by a channel, between the nodes of
//! one PostgreSQL by its NOTIFY. A notice may be heard twice; a missed one is made good by whoever asks the database.

use super::database::Database;
use super::{Storage, StorageError};
use crate::ids::UserId;
use serde::{Deserialize, Serialize};
use sqlx::postgres::{PgListener, PgPool};
use std::time::Duration;
use tokio::sync::broadcast;

/// Notices that may wait for a slow listener; one that is later is told so.
pub(super) const WAITING_MAX: usize = 1_024;
const CHANNEL: &str = "miaohui";
/// After a lost connection the listener comes back after so long.
const AGAIN: Duration = Duration::from_secs(1);

/// Something that happened in the database and cannot wait.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// Sessions of this person were ended: connections ask whether theirs still stands.
    SessionsEnded(UserId),
}

impl Storage {
    /// Notices from now on.
    pub fn notices(&self) -> broadcast::Receiver<Notice> {
        self.notices.subscribe()
    }

    /// Hears the notices of other nodes from now on. Must be called within a tokio runtime; on SQLite there are none.
    pub fn hear_other_nodes(&self) {
        if let Database::Postgres(pool) = &self.database {
            tokio::spawn(hear(pool.clone(), self.notices.clone()));
        }
    }

    /// Tells every connection of every node.
    ///
    /// # Errors
    /// When the database does not answer; this process has heard it all the same.
    pub(super) async fn announce(&self, notice: Notice) -> Result<(), StorageError> {
        if let Database::Postgres(pool) = &self.database {
            let text = super::Json::of(&notice)?.0;
            sqlx::query("select pg_notify($1, $2)").bind(CHANNEL).bind(text).execute(pool).await?;
        }
        // Nobody listens: nobody has to be told.
        let _none = self.notices.send(notice);
        Ok(())
    }
}

async fn hear(pool: PgPool, notices: broadcast::Sender<Notice>) {
    while !pool.is_closed() {
        if let Err(error) = listen(&pool, &notices).await
            && !pool.is_closed()
        {
            tracing::warn!(%error, "notices of other nodes are not heard; trying again");
        }
        tokio::time::sleep(AGAIN).await;
    }
}

async fn listen(pool: &PgPool, notices: &broadcast::Sender<Notice>) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.ignore_pool_close_event(false);
    listener.listen(CHANNEL).await?;
    loop {
        let heard = listener.recv().await?;
        match serde_json::from_str(heard.payload()) {
            Ok(notice) => {
                let _none = notices.send(notice);
            }
            Err(error) => tracing::warn!(%error, "a notice of another node cannot be read"),
        }
    }
}
