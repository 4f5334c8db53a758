//! Shifts: whose, opened with what, open or closed, and the frozen score. Their logs: `events`.

use super::statement::{Value, record, statements, stored_enum, values};
use super::{Json, LIST_MAX, Storage, StorageError};
use crate::clock::UnixMs;
use crate::ids::{self, AssignmentId, ExamId, ShiftId, UserId};
use crate::simulation::event::Opening;
use std::collections::BTreeMap;

statements! {
    CREATE = "insert into shifts
        (id, user_id, assignment_id, exam_id, plan, opening, state, started_ms)
        values ($1, $2, $3, $4, $5, $6, 'open', $7)";
    SHIFT = "select id, user_id, assignment_id, exam_id, plan, opening, state, epoch, started_ms,
        closed_ms, score, forked_from, forked_seq from shifts where id = $1";
    OF_USER = "select s.id, s.user_id, u.login, u.display_name, s.assignment_id, s.exam_id,
        s.plan, s.state, s.started_ms, s.closed_ms, s.score
        from shifts s join users u on u.id = s.user_id
        where s.user_id = $1 order by s.started_ms desc limit $2";
    OF_EXAM = "select s.id, s.user_id, u.login, u.display_name, s.assignment_id, s.exam_id,
        s.plan, s.state, s.started_ms, s.closed_ms, s.score
        from shifts s join users u on u.id = s.user_id
        where s.exam_id = $1 order by s.started_ms limit $2";
    OPEN = "select s.id, s.user_id, u.login, u.display_name, s.assignment_id, s.exam_id,
        s.plan, s.state, s.started_ms, s.closed_ms, s.score
        from shifts s join users u on u.id = s.user_id
        where s.state = 'open' order by s.started_ms limit $1";
    ORPHANS_IN_EXAMS = "select id from shifts where state = 'open' and exam_id is not null
        and (holder is null or holder not in (select id from nodes where beat_ms >= $1))
        order by started_ms limit $2";
    OPEN_SINCE = "select id from shifts where state = 'open' and started_ms < $1
        order by started_ms limit $2";
    TAKE = "update shifts set epoch = epoch + 1, holder = $2 where id = $1 and state = 'open'
        returning id, user_id, assignment_id, exam_id, plan, opening, state, epoch, started_ms,
        closed_ms, score, forked_from, forked_seq";
    AT_PLAN = "select s.id, s.user_id, u.login, u.display_name, s.assignment_id, s.exam_id,
        s.plan, s.state, s.started_ms, s.closed_ms, s.score
        from shifts s join users u on u.id = s.user_id
        where s.user_id = $1 and s.plan = $2 and s.state = 'closed' and s.exam_id is null
        and s.forked_from is null order by s.started_ms desc limit $3";
    OF_CLASS_AT_PLAN = "select s.user_id, s.score from shifts s
        where s.plan = $2 and s.state = 'closed' and s.exam_id is null and s.forked_from is null
        and s.user_id in (select other.user_id from cohort_members me
            join cohort_members other on other.cohort_id = me.cohort_id
            join cohorts c on c.id = me.cohort_id
            where me.user_id = $1 and c.archived_ms is null)
        order by s.started_ms desc limit $3";
    CLOSE = "update shifts set state = 'closed', closed_ms = $2, score = $3, holder = null
        where id = $1 and state = 'open' and epoch = $4";
}

stored_enum! {
    /// Whether a shift still goes on.
    pub enum ShiftState {
        Open = "open",
        Closed = "closed",
    }
}

record! {
    /// A shift.
    #[derive(Clone, Debug)]
    pub struct Shift {
        pub id: ShiftId,
        pub user_id: UserId,
        pub assignment_id: Option<AssignmentId>,
        pub exam_id: Option<ExamId>,
        pub plan: String,
        /// An [`Opening`].
        pub opening: Json,
        pub state: ShiftState,
        /// Counts who has held the shift in memory; a stale holder's number is lower.
        pub epoch: u64,
        pub started_ms: UnixMs,
        pub closed_ms: Option<UnixMs>,
        /// Frozen when the shift closed, with the versions it was made by.
        pub score: Option<Json>,
        /// The finished shift this one begins from again, and the first of its events that is not in this log.
        pub forked_from: Option<ShiftId>,
        pub forked_seq: Option<u64>,
    }
}

record! {
    /// A shift as a list shows it.
    #[derive(Clone, Debug)]
    pub struct ShiftRow {
        pub id: ShiftId,
        pub user_id: UserId,
        pub login: String,
        pub display_name: String,
        pub assignment_id: Option<AssignmentId>,
        pub exam_id: Option<ExamId>,
        pub plan: String,
        pub state: ShiftState,
        pub started_ms: UnixMs,
        pub closed_ms: Option<UnixMs>,
        pub score: Option<Json>,
    }
}

record! {
    /// A classmate's finished shift, for the class's middle.
    #[derive(Clone, Debug)]
    pub struct ClassScore {
        pub user_id: UserId,
        pub score: Option<Json>,
    }
}

record! {
    struct Known { id: ShiftId, }
}

/// What a shift is made of.
#[derive(Clone, Debug)]
pub struct NewShift {
    pub user: UserId,
    pub assignment: Option<AssignmentId>,
    pub exam: Option<ExamId>,
    pub opening: Opening,
}

impl Storage {
    /// Makes an open shift with an empty log; `live` writes the log's first event.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] `reference` when user, assignment or exam is not there.
    pub async fn create_shift(&self, new: &NewShift, now_ms: UnixMs) -> Result<ShiftId, StorageError> {
        let id = ShiftId(ids::random()?);
        let opening = Json::of(&new.opening)?;
        let values: [Value; 7] =
            values![&id, &new.user, new.assignment.as_ref(), new.exam.as_ref(), &new.opening.plan, &opening, now_ms,];
        self.database.run(CREATE, &values).await?;
        Ok(id)
    }

    /// The shift with this id.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn shift(&self, id: &ShiftId) -> Result<Option<Shift>, StorageError> {
        self.database.one(SHIFT, &values![id]).await
    }

    /// A person's shifts, newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn shifts_of(&self, user: &UserId) -> Result<Vec<ShiftRow>, StorageError> {
        self.database.all(OF_USER, &values![user, LIST_MAX]).await
    }

    /// A person's finished practice shifts of a plan, newest first; not those that begin from another's line.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn shifts_at_plan(&self, user: &UserId, plan: &str, limit: u32) -> Result<Vec<ShiftRow>, StorageError> {
        self.database.all(AT_PLAN, &values![user, plan, limit]).await
    }

    /// Finished practice shifts of a plan by everybody of a person's classes, the person included, newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn class_at_plan(&self, user: &UserId, plan: &str) -> Result<Vec<ClassScore>, StorageError> {
        self.database.all(OF_CLASS_AT_PLAN, &values![user, plan, LIST_MAX]).await
    }

    /// An exam's shifts, in order.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn shifts_of_exam(&self, exam: &ExamId) -> Result<Vec<ShiftRow>, StorageError> {
        self.database.all(OF_EXAM, &values![exam, LIST_MAX]).await
    }

    /// Shifts that go on, the oldest first; at most [`LIST_MAX`].
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn open_shifts(&self) -> Result<Vec<ShiftRow>, StorageError> {
        self.database.all(OPEN, &values![LIST_MAX]).await
    }

    /// Exams' shifts that go on and that no node has held since a time, the oldest first, at most `limit`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn orphaned_exam_shifts(&self, beat_since_ms: UnixMs, limit: u32) -> Result<Vec<ShiftId>, StorageError> {
        let known: Vec<Known> = self.database.all(ORPHANS_IN_EXAMS, &values![beat_since_ms, limit]).await?;
        Ok(known.into_iter().map(|known| known.id).collect())
    }

    /// Shifts that go on since before a time, the oldest first, at most `limit`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn shifts_open_since(&self, before_ms: UnixMs, limit: u32) -> Result<Vec<ShiftId>, StorageError> {
        let known: Vec<Known> = self.database.all(OPEN_SINCE, &values![before_ms, limit]).await?;
        Ok(known.into_iter().map(|known| known.id).collect())
    }

    /// Takes open shifts into a node's memory under the next epoch of each: who held one before can write no more.
    /// In the ids' order; `None` where one is closed or not there.
    ///
    /// # Errors
    /// When the database does not answer; then none was taken.
    pub async fn take_shifts(&self, ids: &[ShiftId], node: &str) -> Result<Vec<Option<Shift>>, StorageError> {
        let mut transaction = self.database.begin().await?;
        // In the order in which a batch of events locks them, so that two nodes never wait for each other.
        let mut taken: BTreeMap<&ShiftId, Option<Shift>> = ids.iter().map(|id| (id, None)).collect();
        for (id, shift) in &mut taken {
            *shift = transaction.one(TAKE, &values![*id, node]).await?;
        }
        transaction.commit().await?;
        Ok(ids.iter().map(|id| taken.get(id).cloned().flatten()).collect())
    }

    /// Closes a shift that is held under this epoch with its score, once; whether this call did it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn close_shift(
        &self,
        id: &ShiftId,
        epoch: u64,
        score: &Json,
        now_ms: UnixMs,
    ) -> Result<bool, StorageError> {
        Ok(self.database.run(CLOSE, &values![id, now_ms, score, epoch]).await? == 1)
    }
}
