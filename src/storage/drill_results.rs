//! Finished drills as lists need them: without what was handed in, which may be megabytes.

use super::statement::{record, statements, values};
use super::{Drill, Json, LIST_MAX, Storage, StorageError};
use crate::clock::UnixMs;
use crate::ids::{AttemptId, CohortId, ExamId, UserId};

/// Results of a class looked at for a comparison, the newest.
pub const CLASS_RESULTS_MAX: u32 = 2_000;

statements! {
    OF_USER = "select id, target, exam_id, form, result, finished_ms from attempts
        where user_id = $1 and kind = $2 and state = 'finished' order by finished_ms desc, id limit $3";
    OF_COHORT = "select a.user_id, a.result, a.finished_ms from attempts a
        join cohort_members m on m.user_id = a.user_id
        where m.cohort_id = $1 and a.kind = $2 and a.state = 'finished' and a.finished_ms >= $3
        order by a.finished_ms desc, a.id limit $4";
}

record! {
    /// One finished drill of a person.
    #[derive(Clone, Debug)]
    pub struct DrillResult {
        pub id: AttemptId,
        pub target: String,
        pub exam_id: Option<ExamId>,
        pub form: Json,
        pub result: Option<Json>,
        pub finished_ms: Option<UnixMs>,
    }
}

record! {
    /// One finished drill in a class.
    #[derive(Clone, Debug)]
    pub struct ClassDrillResult {
        pub user_id: UserId,
        pub result: Option<Json>,
        pub finished_ms: Option<UnixMs>,
    }
}

impl Storage {
    /// A person's finished drills of a kind, newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn drill_results(&self, user: &UserId, kind: Drill) -> Result<Vec<DrillResult>, StorageError> {
        self.database.all(OF_USER, &values![user, kind, LIST_MAX]).await
    }

    /// What a class finished since a moment, newest first, at most [`CLASS_RESULTS_MAX`].
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn class_drill_results(
        &self,
        cohort: &CohortId,
        kind: Drill,
        since_ms: UnixMs,
    ) -> Result<Vec<ClassDrillResult>, StorageError> {
        self.database.all(OF_COHORT, &values![cohort, kind, since_ms, CLASS_RESULTS_MAX]).await
    }
}
