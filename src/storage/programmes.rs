//! Months laid out for classes (培训计划): a trainer's draft, and what it became.

use super::assignments::{ASSIGN_ONE, assigned};
use super::statement::{record, statements, values};
use super::{Json, NewAssignment, Storage, StorageError};
use crate::clock::UnixMs;
use crate::ids::{self, AssignmentId, CohortId, ProgrammeId, UserId};
use crate::programme::Planned;

/// Programmes of one class that are listed.
const PROGRAMMES_MAX: u32 = 50;

statements! {
    CREATE = "insert into programmes (id, cohort_id, title, standard_id, tasks, version, created_ms)
        values ($1, $2, $3, $4, $5, 1, $6)";
    PROGRAMME = "select id, cohort_id, title, standard_id, tasks, version, assigned_ms, created_ms
        from programmes where id = $1";
    OF_COHORT = "select id, cohort_id, title, standard_id, tasks, version, assigned_ms, created_ms
        from programmes where cohort_id = $1 order by created_ms desc, id limit $2";
    CHANGE = "update programmes set title = $3, standard_id = $4, tasks = $5, version = version + 1
        where id = $1 and version = $2 and assigned_ms is null";
    CLAIM = "update programmes set assigned_ms = $3, version = version + 1
        where id = $1 and version = $2 and assigned_ms is null";
    MOVE = "update programmes set tasks = $3, version = version + 1
        where id = $1 and version = $2 and assigned_ms is not null";
    MOVE_LATER = "update assignments set due_ms = due_ms + $2, open_ms = open_ms + $2 where programme_id = $1";
    MOVE_EARLIER = "update assignments set due_ms = due_ms - $2, open_ms = open_ms - $2 where programme_id = $1";
    WITHDRAW_TASKS = "delete from assignments where programme_id = $1
        and not exists (select 1 from shifts s where s.assignment_id = assignments.id)
        and not exists (select 1 from attempts t where t.assignment_id = assignments.id)
        and not exists (select 1 from exams e where e.assignment_id = assignments.id)";
    DELETE = "delete from programmes where id = $1";
    // The standard that a person's newest assigned programme leads to.
    AIMED_AT = "select p.standard_id from programmes p join cohort_members m on m.cohort_id = p.cohort_id
        join cohorts c on c.id = p.cohort_id
        where m.user_id = $1 and m.archived_ms is null and c.archived_ms is null and p.assigned_ms is not null
        order by p.assigned_ms desc, p.id limit 1";
}

record! {
    /// A programme.
    #[derive(Clone, Debug)]
    pub struct Programme {
        pub id: ProgrammeId,
        pub cohort_id: CohortId,
        pub title: String,
        /// What it leads to.
        pub standard_id: String,
        /// A list of [`Planned`].
        pub tasks: Json,
        /// Counts changes, so that of two persons the later is told.
        pub version: u64,
        /// When its tasks were assigned; `None`: a draft.
        pub assigned_ms: Option<UnixMs>,
        pub created_ms: UnixMs,
    }
}

record! {
    struct Aim { standard_id: String, }
}

impl Storage {
    /// Keeps a new draft.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] `reference` when the class is not there.
    pub async fn create_programme(
        &self,
        cohort: &CohortId,
        title: &str,
        standard: &str,
        tasks: &[Planned],
        now_ms: UnixMs,
    ) -> Result<ProgrammeId, StorageError> {
        let id = ProgrammeId(ids::random()?);
        self.database.run(CREATE, &values![&id, cohort, title, standard, &Json::of(&tasks)?, now_ms]).await?;
        Ok(id)
    }

    /// The programme with this id.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn programme(&self, id: &ProgrammeId) -> Result<Option<Programme>, StorageError> {
        self.database.one(PROGRAMME, &values![id]).await
    }

    /// A class's programmes, newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn programmes_of(&self, cohort: &CohortId) -> Result<Vec<Programme>, StorageError> {
        self.database.all(OF_COHORT, &values![cohort, PROGRAMMES_MAX]).await
    }

    /// Changes a draft; `false` where somebody changed or assigned it since `programme` was read.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn change_programme(&self, programme: &Programme) -> Result<bool, StorageError> {
        let Programme { id, title, standard_id, tasks, version, .. } = programme;
        Ok(self.database.run(CHANGE, &values![id, *version, title, standard_id, tasks]).await? == 1)
    }

    /// Makes a draft's tasks assignments, all at once; `false` as [`Storage::change_programme`].
    ///
    /// # Errors
    /// When the database does not answer; then nothing was assigned.
    pub async fn assign_programme(
        &self,
        id: &ProgrammeId,
        version: u64,
        tasks: &[NewAssignment],
        now_ms: UnixMs,
    ) -> Result<bool, StorageError> {
        let mut transaction = self.database.begin().await?;
        if transaction.run(CLAIM, &values![id, version, now_ms]).await? == 0 {
            return Ok(false);
        }
        for task in tasks {
            let task_id = AssignmentId(ids::random()?);
            transaction.run(ASSIGN_ONE, &assigned(&task_id, task, Some(id), now_ms)).await?;
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// Moves an assigned programme with all its tasks; `tasks` are those of the programme as they lie then. `false` as
    /// [`Storage::change_programme`].
    ///
    /// # Errors
    /// When the database does not answer; then nothing was moved.
    pub async fn move_programme(
        &self,
        id: &ProgrammeId,
        version: u64,
        tasks: &[Planned],
        by_ms: i64,
    ) -> Result<bool, StorageError> {
        let mut transaction = self.database.begin().await?;
        if transaction.run(MOVE, &values![id, version, &Json::of(&tasks)?]).await? == 0 {
            return Ok(false);
        }
        let moving = if by_ms < 0 { MOVE_EARLIER } else { MOVE_LATER };
        transaction.run(moving, &values![id, by_ms.unsigned_abs()]).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Takes a programme back: tasks that nobody has begun go, the others stay as single ones.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn withdraw_programme(&self, id: &ProgrammeId) -> Result<(), StorageError> {
        let mut transaction = self.database.begin().await?;
        transaction.run(WITHDRAW_TASKS, &values![id]).await?;
        transaction.run(DELETE, &values![id]).await?;
        transaction.commit().await
    }

    /// The standard that a person's newest programme leads to.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn aimed_at(&self, user: &UserId) -> Result<Option<String>, StorageError> {
        let aim: Option<Aim> = self.database.one(AIMED_AT, &values![user]).await?;
        Ok(aim.map(|aim| aim.standard_id))
    }
}
