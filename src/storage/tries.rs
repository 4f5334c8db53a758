//! Tries at assignments, and a person's newest results: what results, readiness and today's page are made of.

use super::statement::{record, statements, values};
use super::{Json, Kind, Storage, StorageError};
use crate::clock::UnixMs;
use crate::ids::{AssignmentId, CohortId, UserId};
use std::collections::BTreeMap;

/// Tries of one assignment that are looked at: a whole programme, some times.
const TRIES_MAX: u32 = 10_000;

statements! {
    // Each person the assignment is for, with each try; persons without a try have one empty row.
    RESULTS = "select p.id as user_id, p.login, p.display_name, w.done_id, w.started_ms,
        w.finished_ms, w.result,
        (select count(*) from review_answers r join assignments a on a.id = $1
            where a.kind = 'review' and r.user_id = p.id and r.at_ms >= coalesce(a.open_ms, a.created_ms)
            and (a.due_ms is null or r.at_ms <= a.due_ms)) as reviewed,
        (select count(*) from review_answers r join assignments a on a.id = $1
            where a.kind = 'review' and r.user_id = p.id and r.at_ms >= coalesce(a.open_ms, a.created_ms)) as reviewed_in_all
        from (select u.id, u.login, u.display_name from users u
              where u.id in (select m.user_id from cohort_members m
                             join assignments a on a.cohort_id = m.cohort_id where a.id = $1 and m.archived_ms is null)
                 or u.id in (select a.user_id from assignments a where a.id = $1)) p
        left join
            (select s.user_id, s.id as done_id, s.started_ms, s.closed_ms as finished_ms,
                s.score as result from shifts s where s.assignment_id = $1
             union all
             select t.user_id, t.id, t.started_ms, t.finished_ms, t.result
                from attempts t where t.assignment_id = $1
             union all
             select e.user_id, e.id, e.created_ms, e.submitted_ms, null
                from exams e join assignments a on a.id = $1 where e.assignment_id = $1
                or (a.kind = 'exam' and e.assignment_id is null and e.standard_id = a.target
                    and e.created_ms >= a.created_ms)) w
        on w.user_id = p.id order by p.login, w.started_ms limit $2";
    HANDED_IN = "select a.id,
        (select count(distinct s.user_id) from shifts s where s.assignment_id = a.id and s.state = 'closed')
        + (select count(distinct t.user_id) from attempts t where t.assignment_id = a.id and t.state = 'finished')
        + (select count(distinct e.user_id) from exams e join cohort_members m on m.user_id = e.user_id
            where a.kind = 'exam' and m.cohort_id = $1 and e.state in ('submitted', 'decided')
            and (e.assignment_id = a.id or (e.assignment_id is null and e.standard_id = a.target
                and e.created_ms >= a.created_ms)))
        + (select count(distinct r.user_id) from review_answers r join cohort_members m on m.user_id = r.user_id
            where a.kind = 'review' and m.cohort_id = $1 and r.at_ms >= coalesce(a.open_ms, a.created_ms)
            and (a.due_ms is null or r.at_ms <= a.due_ms) and (a.user_id is null or a.user_id = r.user_id)) as people
        from assignments a where a.cohort_id = $1 or (a.user_id is not null and a.user_id in
            (select m.user_id from cohort_members m where m.cohort_id = $1))";
    // Finished tries of a person at assignments that ask for something.
    OF_USER = "select s.assignment_id, 'shift' as kind, s.closed_ms as finished_ms, s.score as result
            from shifts s join assignments a on a.id = s.assignment_id
            where s.user_id = $1 and s.state = 'closed' and a.required is not null
        union all
        select t.assignment_id, t.kind, t.finished_ms, t.result
            from attempts t join assignments a on a.id = t.assignment_id
            where t.user_id = $1 and t.state = 'finished' and a.required is not null";
    NEWEST_OF_USER = "select a.user_id, a.kind, a.target, a.finished_ms, a.result from attempts a
            where a.user_id = $1 and a.state = 'finished' and a.exam_id is null
            and a.finished_ms = (select max(b.finished_ms) from attempts b where b.user_id = a.user_id
                and b.kind = a.kind and (b.kind = 'typing' or b.target = a.target)
                and b.state = 'finished' and b.exam_id is null)
        union all
        select s.user_id, 'shift', s.plan, s.closed_ms, s.score from shifts s
            where s.user_id = $1 and s.state = 'closed' and s.exam_id is null and s.forked_from is null
            and s.closed_ms = (select max(o.closed_ms) from shifts o where o.user_id = s.user_id
                and o.plan = s.plan and o.state = 'closed' and o.exam_id is null and o.forked_from is null)";
    NEWEST_OF_COHORT = "select a.user_id, a.kind, a.target, a.finished_ms, a.result from attempts a
            join cohort_members m on m.user_id = a.user_id
            where m.cohort_id = $1 and m.archived_ms is null and a.state = 'finished' and a.exam_id is null
            and a.finished_ms = (select max(b.finished_ms) from attempts b where b.user_id = a.user_id
                and b.kind = a.kind and (b.kind = 'typing' or b.target = a.target)
                and b.state = 'finished' and b.exam_id is null)
        union all
        select s.user_id, 'shift', s.plan, s.closed_ms, s.score from shifts s
            join cohort_members m on m.user_id = s.user_id
            where m.cohort_id = $1 and m.archived_ms is null
            and s.state = 'closed' and s.exam_id is null and s.forked_from is null
            and s.closed_ms = (select max(o.closed_ms) from shifts o where o.user_id = s.user_id
                and o.plan = s.plan and o.state = 'closed' and o.exam_id is null and o.forked_from is null)";
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
        /// Of a review: items reviewed from its opening until it was due.
        pub reviewed: u64,
        /// And until now.
        pub reviewed_in_all: u64,
    }
}

record! {
    struct HandedIn { id: AssignmentId, people: u64, }
}

record! {
    /// A finished try of one person.
    #[derive(Clone, Debug)]
    pub struct OwnTry {
        pub assignment_id: AssignmentId,
        pub kind: Kind,
        pub finished_ms: Option<UnixMs>,
        pub result: Option<Json>,
    }
}

record! {
    /// A person's newest practice result: one of typing, one a quiz set, one a shift plan.
    #[derive(Clone, Debug)]
    pub struct NewestResult {
        pub user_id: UserId,
        pub kind: Kind,
        /// Passage, set or plan.
        pub target: String,
        pub finished_ms: Option<UnixMs>,
        pub result: Option<Json>,
    }
}

impl Storage {
    /// Everybody the assignment is for with every try, by login and time; at most `TRIES_MAX`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn assignment_results(&self, id: &AssignmentId) -> Result<Vec<AssignmentResult>, StorageError> {
        self.database.all(RESULTS, &values![id, TRIES_MAX]).await
    }

    /// How many persons have finished a try, by assignment of a class or of one of its members; whether it was good
    /// enough is not asked.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn handed_in(&self, cohort: &CohortId) -> Result<BTreeMap<AssignmentId, u64>, StorageError> {
        let rows: Vec<HandedIn> = self.database.all(HANDED_IN, &values![cohort]).await?;
        Ok(rows.into_iter().map(|row| (row.id, row.people)).collect())
    }

    /// A person's finished tries at assignments that ask for a result.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn own_tries(&self, user: &UserId) -> Result<Vec<OwnTry>, StorageError> {
        self.database.all(OF_USER, &values![user]).await
    }

    /// A person's newest practice results.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn newest_results(&self, user: &UserId) -> Result<Vec<NewestResult>, StorageError> {
        self.database.all(NEWEST_OF_USER, &values![user]).await
    }

    /// The newest practice results of everybody in a class.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn newest_results_of_class(&self, cohort: &CohortId) -> Result<Vec<NewestResult>, StorageError> {
        self.database.all(NEWEST_OF_COHORT, &values![cohort]).await
    }
}
