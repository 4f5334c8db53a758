//! Shifts that begin again from a line of a finished one: their logs begin with the other's events.

use super::statement::{Value, record, statements, values};
use super::{Json, LIST_MAX, ShiftState, Storage, StorageError};
use crate::clock::UnixMs;
use crate::ids::{self, ShiftId, UserId};
use crate::simulation::event::{Event, Opening};

statements! {
    CREATE = "insert into shifts
        (id, user_id, plan, opening, state, started_ms, forked_from, forked_seq)
        values ($1, $2, $3, $4, 'open', $5, $6, $7)";
    COPY = "insert into events (shift_id, seq, at_ms, client_id, body)
        select $1, seq, at_ms, client_id, body from events where shift_id = $2 and seq < $3";
    MARK = "insert into events (shift_id, seq, at_ms, client_id, body)
        values ($1, $2, $3, null, $4)";
    OF_SHIFT = "select id, state, started_ms, forked_seq, score from shifts
        where forked_from = $1 order by started_ms desc limit $2";
}

record! {
    /// Another future of a shift.
    #[derive(Clone, Debug)]
    pub struct Fork {
        pub id: ShiftId,
        pub state: ShiftState,
        pub started_ms: UnixMs,
        pub forked_seq: u64,
        pub score: Option<Json>,
    }
}

/// What another future is made of.
#[derive(Clone, Debug)]
pub struct NewFork {
    pub user: UserId,
    /// As the other shift was opened.
    pub opening: Opening,
    pub from: ShiftId,
    /// The first event of the other log that is not in this one.
    pub before_seq: u64,
    /// What follows the copied events, numbered after them.
    pub marks: Vec<Event>,
}

impl Storage {
    /// Makes an open shift whose log begins with another's events, at once or not at all.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] `forked_seq` when the other log has no such event, `reference` when user or shift
    /// is not there.
    pub async fn fork_shift(&self, new: &NewFork, now_ms: UnixMs) -> Result<ShiftId, StorageError> {
        let id = ShiftId(ids::random()?);
        let opening = Json::of(&new.opening)?;
        let values: [Value; 7] =
            values![&id, &new.user, &new.opening.plan, &opening, now_ms, &new.from, new.before_seq];
        let mut transaction = self.database.begin().await?;
        transaction.run(CREATE, &values).await?;
        let copied = transaction.run(COPY, &values![&id, &new.from, new.before_seq]).await?;
        if copied == 0 || copied + 1 != new.before_seq {
            return Err(StorageError::Conflict { what: "forked_seq".to_owned() });
        }
        for mark in &new.marks {
            let body = Json::of(&mark.body)?;
            transaction.run(MARK, &values![&id, mark.seq, mark.at_ms, &body]).await?;
        }
        transaction.commit().await?;
        Ok(id)
    }

    /// The other futures of a shift, newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn forks_of(&self, shift: &ShiftId) -> Result<Vec<Fork>, StorageError> {
        self.database.all(OF_SHIFT, &values![shift, LIST_MAX]).await
    }
}
