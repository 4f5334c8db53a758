//! What people are to be asked about again: one row a person and item, with the day it is due. The question in hand and
//! the answers given are in `review_answers`.

use super::statement::{record, statements, values};
use super::{Json, Storage, StorageError};
use crate::clock::UnixMs;
use crate::ids::{ShiftId, UserId};
use crate::quiz::memory::study::STUDIED_MAX;
use crate::quiz::memory::{Memory, Rating, Scheduler, Stage, Studied};

statements! {
    MISS = "insert into reviews
        (user_id, item, product, due_ms, misses, missed_shift, missed_seq, missed_ms)
        values ($1, $2, $3, $4, 1, $5, $6, $7)
        on conflict (user_id, item) do update set
            due_ms = case when reviews.due_ms < excluded.due_ms then reviews.due_ms else excluded.due_ms end,
            misses = reviews.misses + 1, missed_shift = excluded.missed_shift,
            missed_seq = excluded.missed_seq, missed_ms = excluded.missed_ms";
    DUE = "select item, product, due_ms, memory, misses, missed_shift, missed_seq, missed_ms, reviewed_ms
        from reviews where user_id = $1 and due_ms < $2 order by due_ms, missed_ms desc, item limit $3";
    TAKE_UP = "insert into reviews (user_id, item, product, due_ms, misses, missed_ms)
        values ($1, $2, $3, $4, 0, $4) on conflict (user_id, item) do nothing";
    COUNT = "select count(*) as n from reviews where user_id = $1";
    REVIEW = "select item, product, due_ms, memory, misses, missed_shift, missed_seq, missed_ms, reviewed_ms
        from reviews where user_id = $1 and item = $2";
    PUT_BACK = "delete from reviews where user_id = $1 and misses = 0 and memory is null";
    STUDIED = "select item, product, due_ms, memory, misses, missed_shift, missed_seq, missed_ms, reviewed_ms
        from reviews where user_id = $1 order by missed_ms, item limit $2";
}

record! {
    /// An item a person is to be asked about.
    #[derive(Clone, Debug)]
    pub struct Review {
        pub item: String,
        pub product: Option<String>,
        pub due_ms: UnixMs,
        /// The scheduler's own; none: never asked.
        pub memory: Option<Json>,
        /// Times it was missed, at the desk or in a quiz; 0: taken up to be learned.
        pub misses: u64,
        /// Where it was missed last at the desk.
        pub missed_shift: Option<ShiftId>,
        pub missed_seq: Option<u64>,
        /// When it was missed last, or taken up.
        pub missed_ms: UnixMs,
        pub reviewed_ms: Option<UnixMs>,
    }
}

record! {
    struct Count { n: u64, }
}

/// A miss to be noted.
#[derive(Clone, Debug)]
pub struct NewMiss {
    pub item: String,
    pub product: Option<String>,
    /// The shift's line; none: not at the desk.
    pub seq: Option<u64>,
}

impl Review {
    /// Whether it was missed and not asked about since.
    pub fn is_missed(&self) -> bool {
        self.misses > 0 && self.reviewed_ms.is_none_or(|reviewed_ms| reviewed_ms < self.missed_ms)
    }

    /// As the scheduler takes it. What was known and is missed since is forgotten as by a wrong answer.
    pub fn studied(&self) -> Studied {
        let memory = Memory::read(self.memory.as_ref().map(|json| json.0.as_str()), self.reviewed_ms);
        let missed = self.is_missed();
        let memory = if missed && memory.trace.stage == Stage::Review {
            memory.answered(&Scheduler::default(), Rating::Again, self.missed_ms).0
        } else {
            memory
        };
        Studied { item: self.item.clone(), memory, due_ms: self.due_ms, missed }
    }
}

impl Storage {
    /// Notes what a person missed in a shift or, without one, in a quiz: due at `due_ms` or sooner where it was due
    /// already; all or nothing.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] `reference` when person or shift is not there.
    pub async fn note_misses(
        &self,
        user: &UserId,
        shift: Option<&ShiftId>,
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

    /// Takes up items (each with its product) to be learned; what is under review already stays as it is. Returns how
    /// many are new; beyond [`STUDIED_MAX`] none is.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] `reference` when there is no such person.
    pub async fn take_up(
        &self,
        user: &UserId,
        items: &[(String, Option<String>)],
        now_ms: UnixMs,
    ) -> Result<u64, StorageError> {
        let mut transaction = self.database.begin().await?;
        let before: Option<Count> = transaction.one(COUNT, &values![user]).await?;
        let room = u64::from(STUDIED_MAX).saturating_sub(before.map_or(0, |count| count.n));
        let mut taken = 0;
        for (item, product) in items {
            if taken == room {
                break;
            }
            taken += transaction.run(TAKE_UP, &values![user, item, product.clone(), now_ms]).await?;
        }
        transaction.commit().await?;
        Ok(taken)
    }

    /// Puts back what was taken up and never asked.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn put_back(&self, user: &UserId) -> Result<u64, StorageError> {
        self.database.run(PUT_BACK, &values![user]).await
    }

    /// One item a person has under review.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn review(&self, user: &UserId, item: &str) -> Result<Option<Review>, StorageError> {
        self.database.one(REVIEW, &values![user, item]).await
    }

    /// All a person has under review, in the order it was missed or taken up.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn reviews_of(&self, user: &UserId) -> Result<Vec<Review>, StorageError> {
        self.database.all(STUDIED, &values![user, STUDIED_MAX]).await
    }
}
