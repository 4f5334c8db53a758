//! What a trainer asks a class or a person to do (任务). How far each has come: `tries`.

use super::statement::{record, statements, stored_enum, values};
use super::{LIST_MAX, Storage, StorageError};
use crate::clock::UnixMs;
use crate::ids::{self, AssignmentId, CohortId, ProgrammeId, UserId};

statements! {
    ASSIGN = "insert into assignments
        (id, cohort_id, user_id, kind, target, title, due_ms, created_by, created_ms, programme_id, open_ms, minutes,
        required, tries_max)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    ASSIGNMENT = "select id, cohort_id, user_id, kind, target, title, due_ms, created_by, created_ms, programme_id,
        open_ms, minutes, required, tries_max, reminded_ms from assignments where id = $1";
    OF_COHORT = "select id, cohort_id, user_id, kind, target, title, due_ms, created_by, created_ms, programme_id,
        open_ms, minutes, required, tries_max, reminded_ms from assignments
        where cohort_id = $1 or (user_id is not null and created_by = $2 and user_id in
            (select m.user_id from cohort_members m where m.cohort_id = $1))
        order by case when due_ms is null then 1 else 0 end, due_ms, created_ms, id limit $3";
    MADE_BY = "select id, cohort_id, user_id, kind, target, title, due_ms, created_by, created_ms, programme_id,
        open_ms, minutes, required, tries_max, reminded_ms from assignments
        where created_by = $1 order by created_ms desc limit $2";
    // One query for today's page: own assignments and those of own classes, each with how often
    // it was begun and finished.
    FOR_USER = "select a.id, a.kind, a.target, a.title, a.due_ms, a.created_ms, a.open_ms, a.minutes, a.required,
        a.tries_max, a.reminded_ms, a.programme_id, u.display_name as trainer_name,
        (select count(*) from shifts s where s.assignment_id = a.id and s.user_id = $1)
        + (select count(*) from attempts t where t.assignment_id = a.id and t.user_id = $1)
        + (select count(*) from exams e where e.assignment_id = a.id and e.user_id = $1)
            as begun,
        (select count(*) from shifts s where s.assignment_id = a.id and s.user_id = $1
            and s.state = 'closed')
        + (select count(*) from attempts t where t.assignment_id = a.id and t.user_id = $1
            and t.state = 'finished')
        + (select count(*) from exams e where e.user_id = $1 and e.state in ('submitted', 'decided')
            and (e.assignment_id = a.id or (a.kind = 'exam' and e.assignment_id is null
                and e.standard_id = a.target and e.created_ms >= a.created_ms))) as finished,
        (select count(*) from review_answers r where a.kind = 'review' and r.user_id = $1
            and r.at_ms >= coalesce(a.open_ms, a.created_ms)) as reviewed
        from assignments a join users u on u.id = a.created_by
        where a.user_id = $1 or a.cohort_id in
            (select m.cohort_id from cohort_members m join cohorts c on c.id = m.cohort_id
             where m.user_id = $1 and m.archived_ms is null and c.archived_ms is null)
        order by case when a.due_ms is null then 1 else 0 end, a.due_ms, a.created_ms desc, a.id
        limit $2";
    MAY_DO = "select a.id, a.cohort_id, a.user_id, a.kind, a.target, a.title, a.due_ms,
        a.created_by, a.created_ms, a.programme_id, a.open_ms, a.minutes, a.required, a.tries_max, a.reminded_ms
        from assignments a
        where a.id = $1 and (a.user_id = $2 or a.cohort_id in
            (select m.cohort_id from cohort_members m where m.user_id = $2 and m.archived_ms is null))";
    BEGUN = "select (select count(*) from shifts s where s.assignment_id = $1 and s.user_id = $2)
        + (select count(*) from attempts t where t.assignment_id = $1 and t.user_id = $2) as n";
    REMIND = "update assignments set reminded_ms = $2 where id = $1";
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
        /// Reviews of what was missed or taken up; the target is `due`.
        Review = "review",
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
        pub programme_id: Option<ProgrammeId>,
        /// Shown from then on; `None`: at once.
        pub open_ms: Option<UnixMs>,
        /// How long it takes.
        pub minutes: Option<u64>,
        /// What a try must reach: percent of a quiz or shift, characters a minute of typing, items of a review.
        pub required: Option<u64>,
        /// Tries allowed; `None`: any number.
        pub tries_max: Option<u64>,
        /// When those who have not done it were last reminded.
        pub reminded_ms: Option<UnixMs>,
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
        pub open_ms: Option<UnixMs>,
        pub minutes: Option<u64>,
        pub required: Option<u64>,
        pub tries_max: Option<u64>,
        pub reminded_ms: Option<UnixMs>,
        pub programme_id: Option<ProgrammeId>,
        pub trainer_name: String,
        /// Tries begun.
        pub begun: u64,
        /// Tries brought to an end.
        pub finished: u64,
        /// Items reviewed since it is open.
        pub reviewed: u64,
    }
}

record! {
    struct Count { n: u64, }
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
    pub terms: Terms,
}

/// Under which conditions; all may be left open.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    pub open_ms: Option<UnixMs>,
    pub minutes: Option<u64>,
    /// See [`Assignment::required`].
    pub required: Option<u64>,
    pub tries_max: Option<u64>,
}

/// An insertion's values.
pub(super) fn assigned(
    id: &AssignmentId,
    new: &NewAssignment,
    programme: Option<&ProgrammeId>,
    now_ms: UnixMs,
) -> [super::statement::Value; 14] {
    let (cohort, user) = match &new.whom {
        Whom::Cohort(cohort) => (Some(cohort), None),
        Whom::User(user) => (None, Some(user)),
    };
    let terms = &new.terms;
    values![
        id,
        cohort,
        user,
        new.kind,
        &new.target,
        &new.title,
        new.due_ms,
        &new.created_by,
        now_ms,
        programme,
        terms.open_ms,
        terms.minutes,
        terms.required,
        terms.tries_max,
    ]
}

/// For programmes, which assign many at once.
pub(super) const ASSIGN_ONE: super::Statement = ASSIGN;

impl Storage {
    /// Assigns something.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] `reference` when the class or the person is not there.
    pub async fn assign(&self, new: &NewAssignment, now_ms: UnixMs) -> Result<AssignmentId, StorageError> {
        let id = AssignmentId(ids::random()?);
        self.database.run(ASSIGN, &assigned(&id, new, None, now_ms)).await?;
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

    /// How often a person has begun an assignment.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn assignment_begun(&self, id: &AssignmentId, user: &UserId) -> Result<u64, StorageError> {
        let count: Option<Count> = self.database.one(BEGUN, &values![id, user]).await?;
        Ok(count.map_or(0, |count| count.n))
    }

    /// What a class, or one of its members by this trainer, was asked to do, by due date.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn assignments_of_cohort(
        &self,
        cohort: &CohortId,
        trainer: &UserId,
    ) -> Result<Vec<Assignment>, StorageError> {
        self.database.all(OF_COHORT, &values![cohort, trainer, LIST_MAX]).await
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

    /// Reminds those who have not done it: their page says so.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn remind(&self, id: &AssignmentId, now_ms: UnixMs) -> Result<(), StorageError> {
        self.database.run(REMIND, &values![id, now_ms]).await.map(drop)
    }

    /// Takes an assignment back; what was done for it stays with those who did it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn withdraw_assignment(&self, id: &AssignmentId) -> Result<(), StorageError> {
        self.database.run(WITHDRAW, &values![id]).await.map(drop)
    }
}
