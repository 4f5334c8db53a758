//! What people are to be asked about again: one row a person and item, with the day it is due.

use super::statement::{record, statements, values};
use super::{Json, Storage, StorageError};
use crate::clock::UnixMs;
use crate::ids::{ShiftId, UserId};

statements! {
    MISS = "insert into reviews
        (user_id, item, product, due_ms, misses, missed_shift, missed_seq, missed_ms)
        values ($1, $2, $3, $4, 1, $5, $6, $7)
        on conflict (user_id, item) do update set
            due_ms = case when reviews.due_ms < excluded.due_ms then reviews.due_ms else excluded.due_ms end,
            memory = null, misses = reviews.misses + 1, missed_shift = excluded.missed_shift,
            missed_seq = excluded.missed_seq, missed_ms = excluded.missed_ms";
    DUE = "select item, product, due_ms, memory, misses, missed_shift, missed_seq, missed_ms, reviewed_ms
        from reviews where user_id = $1 and due_ms < $2 order by due_ms, missed_ms desc, item limit $3";
    LOAD = "select count(case when due_ms < $2 then 1 end) as today, count(case when due_ms < $3 then 1 end) as both_days
        from reviews where user_id = $1";
    ANSWERED = "update reviews set memory = $3, due_ms = $4, reviewed_ms = $5 where user_id = $1 and item = $2";
}

record! {
    /// An item a person is to be asked about.
    #[derive(Clone, Debug)]
    pub struct Review {
        pub item: String,
        pub product: Option<String>,
        pub due_ms: UnixMs,
        /// The scheduler's own.
        pub memory: Option<Json>,
        pub misses: u64,
        /// Where it was missed last.
        pub missed_shift: Option<ShiftId>,
        pub missed_seq: Option<u64>,
        pub missed_ms: UnixMs,
        pub reviewed_ms: Option<UnixMs>,
    }
}

record! {
    struct Load { today: u64, both_days: u64, }
}

/// A miss to be noted.
#[derive(Clone, Debug)]
pub struct NewMiss {
    pub item: String,
    pub product: Option<String>,
    pub seq: u64,
}

impl Storage {
    /// Notes what a person missed in a shift, due at `due_ms` or sooner where it was due already; all or nothing.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] `reference` when person or shift is not there.
    pub async fn note_misses(
        &self,
        user: &UserId,
        shift: &ShiftId,
        misses: &[NewMiss],
        due_ms: UnixMs,
        now_ms: UnixMs,
    ) -> Result<(), StorageError> {
        if misses.is_empty() {
            return Ok(());
        }
        let mut transaction = self.database.begin().await?;
        for miss in misses {
            let values = values![user, &miss.item, miss.product.clone(), due_ms, shift, miss.seq, now_ms];
            transaction.run(MISS, &values).await?;
        }
        transaction.commit().await
    }

    /// What is due before a time, the longest due first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn reviews_due(&self, user: &UserId, before_ms: UnixMs, limit: u32) -> Result<Vec<Review>, StorageError> {
        self.database.all(DUE, &values![user, before_ms, limit]).await
    }

    /// How many items are due before one time, and how many between it and another.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn review_load(
        &self,
        user: &UserId,
        today_ms: UnixMs,
        tomorrow_ms: UnixMs,
    ) -> Result<(u64, u64), StorageError> {
        let load: Option<Load> = self.database.one(LOAD, &values![user, today_ms, tomorrow_ms]).await?;
        Ok(load.map_or((0, 0), |load| (load.today, load.both_days - load.today)))
    }

    /// Keeps what the scheduler made of an answer; nothing where the item is not under review.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn reviewed(
        &self,
        user: &UserId,
        item: &str,
        memory: &Json,
        due_ms: UnixMs,
        now_ms: UnixMs,
    ) -> Result<(), StorageError> {
        self.database.run(ANSWERED, &values![user, item, memory, due_ms, now_ms]).await.map(drop)
    }
}
