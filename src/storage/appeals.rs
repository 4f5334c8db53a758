//! Appeals (申诉) against a refusal: one an exam, decided by another examiner.

use super::audit::{NewAudit, write_entry};
use super::database::Transaction;
use super::decisions::Outcome;
use super::exams::ExamState;
use super::statement::{record, statements, values};
use super::{Json, Storage, StorageError};
use crate::certification::appeal::in_time;
use crate::clock::UnixMs;
use crate::ids::{ExamId, UserId};
use serde_json::json;

/// Conflicts of [`Storage::appeal`] that the candidate can be told about.
pub const MAY_APPEAL: [&str; 3] = ["exam_state", "appeal_late", "appeals_exam_id"];

statements! {
    // The exam's row is held until the appeal is written.
    DECIDED = "select e.user_id, e.state from exams e where e.id = $1", locking;
    NEWEST = "select outcome, at_ms from decisions where exam_id = $1 order by round desc limit 1";
    FILE = "insert into appeals (exam_id, reason, filed_ms) values ($1, $2, $3)";
    APPEAL = "select exam_id, reason, filed_ms, settled_ms, changed from appeals where exam_id = $1";
    OPEN = "select exam_id, reason, filed_ms, settled_ms, changed from appeals
        where exam_id = $1 and settled_ms is null";
    SETTLE = "update appeals set settled_ms = $2, changed = $3 where exam_id = $1 and settled_ms is null";
}

record! {
    /// An appeal.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Appeal {
        pub exam_id: ExamId,
        pub reason: String,
        pub filed_ms: UnixMs,
        pub settled_ms: Option<UnixMs>,
        /// 1: the decision was changed, 0: upheld.
        pub changed: Option<u64>,
    }
}

record! {
    struct Sat { user_id: UserId, state: ExamState, }
}

record! {
    struct Newest { outcome: Outcome, at_ms: UnixMs, }
}

impl Storage {
    /// Files the candidate's appeal against the refusal of an own exam, with its audit entry.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] `exam_state` when there is no refusal of theirs, `appeal_late` after the time for
    /// it, `appeals_exam_id` when there was one before.
    pub async fn appeal(
        &self,
        exam: &ExamId,
        candidate: &UserId,
        reason: &str,
        now_ms: UnixMs,
    ) -> Result<(), StorageError> {
        let conflict = |what: &str| Err(StorageError::Conflict { what: what.to_owned() });
        let mut transaction = self.database.begin().await?;
        let sat: Option<Sat> = transaction.one(DECIDED, &values![exam]).await?;
        if !sat.is_some_and(|sat| sat.user_id == *candidate && sat.state == ExamState::Decided) {
            return conflict("exam_state");
        }
        let newest: Option<Newest> = transaction.one(NEWEST, &values![exam]).await?;
        let Some(newest) = newest else { return conflict("exam_state") };
        let before: Option<Appeal> = transaction.one(APPEAL, &values![exam]).await?;
        if before.is_some() {
            return conflict("appeals_exam_id");
        }
        if newest.outcome != Outcome::Refused {
            return conflict("exam_state");
        }
        if !in_time(newest.at_ms, now_ms) {
            return conflict("appeal_late");
        }
        transaction.run(FILE, &values![exam, reason, now_ms]).await?;
        // The reason may name a person: it stays out of the chain.
        let payload = Json::of(&json!({ "characters": reason.chars().count() }))?;
        let entry = NewAudit { actor: Some(candidate), action: "appeal", object: &exam.0, payload };
        write_entry(&mut transaction, &entry, now_ms).await?;
        transaction.commit().await
    }

    /// The appeal about an exam, if there was one.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn appeal_of(&self, exam: &ExamId) -> Result<Option<Appeal>, StorageError> {
        self.database.one(APPEAL, &values![exam]).await
    }
}

pub(super) async fn is_open(transaction: &mut Transaction, exam: &ExamId) -> Result<bool, StorageError> {
    let open: Option<Appeal> = transaction.one(OPEN, &values![exam]).await?;
    Ok(open.is_some())
}

pub(super) async fn settle(
    transaction: &mut Transaction,
    exam: &ExamId,
    changed: bool,
    now_ms: UnixMs,
) -> Result<(), StorageError> {
    transaction.run(SETTLE, &values![exam, now_ms, changed]).await.map(drop)
}
