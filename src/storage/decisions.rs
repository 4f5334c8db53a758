//! An examiner's decision about an exam; with it the certificate, in one transaction.

use super::audit::{NewAudit, write_entry};
use super::certificates::{NewCertificate, write_certificate};
use super::statement::{record, statements, stored_enum, values};
use super::{Json, LIST_MAX, Storage, StorageError};
use crate::clock::UnixMs;
use crate::ids::{self, ExamId, UserId};
use serde_json::json;

statements! {
    DECIDE = "insert into decisions (id, exam_id, round, examiner_id, outcome, reason, measured,
        at_ms) values ($1, $2, $3, $4, $5, $6, $7, $8)";
    SET_DECIDED = "update exams set state = 'decided', decided_ms = $2
        where id = $1 and state = 'submitted'";
    OF_EXAM = "select d.id, d.exam_id, d.round, d.examiner_id, u.display_name as examiner_name,
        d.outcome, d.reason, d.measured, d.at_ms
        from decisions d join users u on u.id = d.examiner_id
        where d.exam_id = $1 order by d.round limit $2";
}

stored_enum! {
    /// What an examiner decided.
    pub enum Outcome {
        Certified = "certified",
        Refused = "refused",
    }
}

record! {
    /// A decision.
    #[derive(Clone, Debug)]
    pub struct Decision {
        pub id: String,
        pub exam_id: ExamId,
        /// 1 for the first decision, then appeals.
        pub round: u64,
        pub examiner_id: UserId,
        pub examiner_name: String,
        pub outcome: Outcome,
        pub reason: String,
        /// The assessment the examiner had before them.
        pub measured: Json,
        pub at_ms: UnixMs,
    }
}

/// What an examiner decides.
#[derive(Clone, Debug)]
pub struct NewDecision {
    pub exam: ExamId,
    pub examiner: UserId,
    pub outcome: Outcome,
    pub reason: String,
    pub measured: Json,
}

impl Storage {
    /// Writes the first decision about a submitted exam, the certificate it grants, and the audit
    /// entry, all or nothing. That the examiner does not train the trainee is the caller's to ask
    /// ([`Storage::trains`]).
    ///
    /// # Errors
    /// [`StorageError::Conflict`] `exam_state` when the exam does not wait for a decision;
    /// `certificates_check_code` or `certificates_status_index` when the caller must draw another.
    pub async fn decide(
        &self,
        new: &NewDecision,
        certificate: Option<&NewCertificate>,
        now_ms: UnixMs,
    ) -> Result<(), StorageError> {
        let mut transaction = self.database.begin().await?;
        if transaction.run(SET_DECIDED, &values![&new.exam, now_ms]).await? == 0 {
            return Err(StorageError::Conflict { what: "exam_state".to_owned() });
        }
        transaction
            .run(
                DECIDE,
                &values![
                    ids::random()?,
                    &new.exam,
                    1_u32,
                    &new.examiner,
                    new.outcome,
                    &new.reason,
                    &new.measured,
                    now_ms,
                ],
            )
            .await?;
        if let Some(certificate) = certificate {
            write_certificate(&mut transaction, certificate, &new.examiner, now_ms).await?;
        }
        let payload = Json::of(&json!({
            "outcome": new.outcome,
            "certificate": certificate.map(|certificate| &certificate.id),
        }))?;
        let entry = NewAudit { actor: Some(&new.examiner), action: "decide", object: &new.exam.0, payload };
        write_entry(&mut transaction, &entry, now_ms).await?;
        transaction.commit().await
    }

    /// The decisions about an exam, in order.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn decisions(&self, exam: &ExamId) -> Result<Vec<Decision>, StorageError> {
        self.database.all(OF_EXAM, &values![exam, LIST_MAX]).await
    }
}
