//! What a trainer asks a class or a person to do (任务), and how far each has come.

use super::statement::{record, statements, stored_enum, values};
use super::{Json, LIST_MAX, Storage, StorageError};
use crate::clock::UnixMs;
use crate::ids::{self, AssignmentId, CohortId, UserId};

statements! {
    ASSIGN = "insert into assignments
        (id, cohort_id, user_id, kind, target, title, due_ms, created_by, created_ms)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    ASSIGNMENT = "select id, cohort_id, user_id, kind, target, title, due_ms, created_by,
        created_ms from assignments where id = $1";
    OF_COHORT = "select id, cohort_id, user_id, kind, target, title, due_ms, created_by,
        created_ms from assignments where cohort_id = $1 order by created_ms desc limit $2";
    MADE_BY = "select id, cohort_id, user_id, kind, target, title, due_ms, created_by,
        created_ms from assignments where created_by = $1 order by created_ms desc limit $2";
    // One query for today's page: own assignments and those of own classes, each with how often
    // it was begun and finished.
    FOR_USER = "select a.id, a.kind, a.target, a.title, a.due_ms, a.created_ms,
        u.display_name as trainer_name,
        (select count(*) from shifts s where s.assignment_id = a.id and s.user_id = $1)
        + (select count(*) from attempts t where t.assignment_id = a.id and t.user_id = $1)
        + (select count(*) from exams e where e.assignment_id = a.id and e.user_id = $1)
            as begun,
        (select count(*) from shifts s where s.assignment_id = a.id and s.user_id = $1
            and s.state = 'closed')
        + (select count(*) from attempts t where t.assignment_id = a.id and t.user_id = $1
            and t.state = 'finished')
        + (select count(*) from exams e where e.assignment_id = a.id and e.user_id = $1
            and e.state in ('submitted', 'decided')) as finished
        from assignments a join users u on u.id = a.created_by
        where a.user_id = $1 or a.cohort_id in
            (select m.cohort_id from cohort_members m join cohorts c on c.id = m.cohort_id
             where m.user_id = $1 and c.archived_ms is null)
        order by case when a.due_ms is null then 1 else 0 end, a.due_ms, a.created_ms desc
        limit $2";
    MAY_DO = "select a.id, a.cohort_id, a.user_id, a.kind, a.target, a.title, a.due_ms,
        a.created_by, a.created_ms from assignments a
        where a.id = $1 and (a.user_id = $2 or a.cohort_id in
            (select m.cohort_id from cohort_members m where m.user_id = $2))";
    // Each person the assignment is for, with each try; persons without a try have one empty row.
    RESULTS = "select p.id as user_id, p.login, p.display_name, w.done_id, w.started_ms,
        w.finished_ms, w.result
        from (select u.id, u.login, u.display_name from users u
              where u.id in (select m.user_id from cohort_members m
                             join assignments a on a.cohort_id = m.cohort_id where a.id = $1)
                 or u.id in (select a.user_id from assignments a where a.id = $1)) p
        left join
            (select s.user_id, s.id as done_id, s.started_ms, s.closed_ms as finished_ms,
                s.score as result from shifts s where s.assignment_id = $1
             union all
             select t.user_id, t.id, t.started_ms, t.finished_ms, t.result
                from attempts t where t.assignment_id = $1
             union all
             select e.user_id, e.id, e.created_ms, e.submitted_ms, null
                from exams e where e.assignment_id = $1) w
        on w.user_id = p.id order by p.login, w.started_ms limit $2";
    WITHDRAW = "delete from assignments where id = $1";
}

stored_enum! {
    /// What an assignment asks for; its `target` is the id of that in content.
    pub enum Kind {
        /// A shift by plan.
        Shift = "shift",
        /// A typing drill on a passage.
        Typing = "typing",
        /// A quiz by blueprint.
        Quiz = "quiz",
        /// An exam by standard.
        Exam = "exam",
    }
}

record! {
    /// An assignment.
    #[derive(Clone, Debug)]
    pub struct Assignment {
        pub id: AssignmentId,
        pub cohort_id: Option<CohortId>,
        pub user_id: Option<UserId>,
        pub kind: Kind,
        pub target: String,
        pub title: String,
        pub due_ms: Option<UnixMs>,
        pub created_by: UserId,
        pub created_ms: UnixMs,
    }
}

record! {
    /// An assignment as the person who has it sees it.
    #[derive(Clone, Debug)]
    pub struct Assigned {
        pub id: AssignmentId,
        pub kind: Kind,
        pub target: String,
        pub title: String,
        pub due_ms: Option<UnixMs>,
        pub created_ms: UnixMs,
        pub trainer_name: String,
        /// Tries begun.
        pub begun: u64,
        /// Tries brought to an end.
        pub finished: u64,
    }
}

record! {
    /// One person's one try at an assignment; nothing in it when there was none.
    #[derive(Clone, Debug)]
    pub struct AssignmentResult {
        pub user_id: UserId,
        pub login: String,
        pub display_name: String,
        /// The shift's, attempt's or exam's id.
        pub done_id: Option<String>,
        pub started_ms: Option<UnixMs>,
        pub finished_ms: Option<UnixMs>,
        /// A shift's score or an attempt's result.
        pub result: Option<Json>,
    }
}

/// Whom an assignment is for.
#[derive(Clone, Debug)]
pub enum Whom {
    Cohort(CohortId),
    User(UserId),
}

/// What a trainer asks for.
#[derive(Clone, Debug)]
pub struct NewAssignment {
    pub whom: Whom,
    pub kind: Kind,
    /// Id in content: plan, passage, blueprint or standard.
    pub target: String,
    pub title: String,
    pub due_ms: Option<UnixMs>,
    pub created_by: UserId,
}

impl Storage {
    /// Assigns something.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] `reference` when the class or the person is not there.
    pub async fn assign(&self, new: &NewAssignment, now_ms: UnixMs) -> Result<AssignmentId, StorageError> {
        let id = AssignmentId(ids::random()?);
        let (cohort, user) = match &new.whom {
            Whom::Cohort(cohort) => (Some(cohort), None),
            Whom::User(user) => (None, Some(user)),
        };
        self.database
            .run(
                ASSIGN,
                &values![&id, cohort, user, new.kind, &new.target, &new.title, new.due_ms, &new.created_by, now_ms,],
            )
            .await?;
        Ok(id)
    }

    /// The assignment with this id.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn assignment(&self, id: &AssignmentId) -> Result<Option<Assignment>, StorageError> {
        self.database.one(ASSIGNMENT, &values![id]).await
    }

    /// The assignment with this id, if it is for this person.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn assignment_for(&self, id: &AssignmentId, user: &UserId) -> Result<Option<Assignment>, StorageError> {
        self.database.one(MAY_DO, &values![id, user]).await
    }

    /// What a class was asked to do, newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn assignments_of_cohort(&self, cohort: &CohortId) -> Result<Vec<Assignment>, StorageError> {
        self.database.all(OF_COHORT, &values![cohort, LIST_MAX]).await
    }

    /// What a trainer asked for, newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn assignments_by(&self, trainer: &UserId) -> Result<Vec<Assignment>, StorageError> {
        self.database.all(MADE_BY, &values![trainer, LIST_MAX]).await
    }

    /// What a person has to do, the most pressing first, with how far it has come.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn assigned_to(&self, user: &UserId) -> Result<Vec<Assigned>, StorageError> {
        self.database.all(FOR_USER, &values![user, LIST_MAX]).await
    }

    /// Everybody the assignment is for with every try, by login and time; at most [`LIST_MAX`].
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn assignment_results(&self, id: &AssignmentId) -> Result<Vec<AssignmentResult>, StorageError> {
        self.database.all(RESULTS, &values![id, LIST_MAX]).await
    }

    /// Takes an assignment back; what was done for it stays with those who did it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn withdraw_assignment(&self, id: &AssignmentId) -> Result<(), StorageError> {
        self.database.run(WITHDRAW, &values![id]).await.map(drop)
    }
}
