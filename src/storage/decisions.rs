//! What examiners find about an exam, and the decision once enough of them agree; with it the certificate, in one
//! transaction. Who may not decide is refused here too, whatever the page asked.

use super::appeals;
use super::audit::{NewAudit, write_entry};
use super::certificates::{NewCertificate, write_certificate};
use super::database::Transaction;
use super::exams::ExamState;
use super::statement::{record, statements, stored_enum, values};
use super::{Json, LIST_MAX, Storage, StorageError};
use crate::clock::UnixMs;
use crate::ids::{self, CohortId, ExamId, UserId};
use serde_json::json;

/// The round after an appeal.
const APPEALED: u64 = 2;
/// A person who trains the candidate does not decide, whether the class goes on or was put away.
const OWN_CLASS: &str = "own_class";

statements! {
    // Whoever has the exam's row decides next.
    LOCK = "select user_id, state from exams where id = $1", locking;
    TRAINS = "select c.id from cohorts c join cohort_members m on m.cohort_id = c.id
        where c.trainer_id = $1 and m.user_id = $2 limit 1";
    DECIDE = "insert into decisions (id, exam_id, round, examiner_id, outcome, reason, measured,
        at_ms) values ($1, $2, $3, $4, $5, $6, $7, $8)";
    OPINE = "insert into opinions (exam_id, round, nr, examiner_id, outcome, reason, dismissed,
        measured, at_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    SET_DECIDED = "update exams set state = 'decided', decided_ms = $2
        where id = $1 and state = 'submitted'";
    RENEW = "insert into renewals (certificate_id, renews)
        select $1, c.id from certificates c where c.user_id = $2 and c.standard_id = $3
            and c.id <> $4 and c.state <> 'revoked' order by c.issued_ms desc limit 1";
    OF_EXAM = "select d.id, d.exam_id, d.round, d.examiner_id, u.display_name as examiner_name,
        d.outcome, d.reason, d.measured, d.at_ms
        from decisions d join users u on u.id = d.examiner_id
        where d.exam_id = $1 order by d.round limit $2";
    OPINIONS = "select o.exam_id, o.round, o.nr, o.examiner_id, u.display_name as examiner_name,
        o.outcome, o.reason, o.dismissed, o.at_ms
        from opinions o join users u on u.id = o.examiner_id
        where o.exam_id = $1 order by o.round, o.nr limit $2";
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
        /// 1 for the first decision, 2 after an appeal.
        pub round: u64,
        /// Whose opinion settled it.
        pub examiner_id: UserId,
        pub examiner_name: String,
        pub outcome: Outcome,
        pub reason: String,
        /// The assessment the examiner had before them.
        pub measured: Json,
        pub at_ms: UnixMs,
    }
}

record! {
    /// What one examiner found.
    #[derive(Clone, Debug)]
    pub struct Opinion {
        pub exam_id: ExamId,
        pub round: u64,
        /// From 1 within the round.
        pub nr: u64,
        pub examiner_id: UserId,
        pub examiner_name: String,
        pub outcome: Outcome,
        pub reason: String,
        /// Red lines found to be none.
        pub dismissed: Json,
        pub at_ms: UnixMs,
    }
}

record! {
    struct Locked { user_id: UserId, state: ExamState, }
}

record! {
    #[expect(dead_code, reason = "its presence is the answer")]
    struct Present { id: CohortId, }
}

/// What an examiner finds.
#[derive(Clone, Debug)]
pub struct NewOpinion {
    pub exam: ExamId,
    pub examiner: UserId,
    pub outcome: Outcome,
    pub reason: String,
    /// Red lines found to be none.
    pub dismissed: Json,
    pub measured: Json,
    /// Agreeing opinions that settle a first decision: two where the standard wants four eyes, else one.
    pub agreeing: u64,
}

/// What became of an opinion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// The decision is made.
    Settled,
    /// Another examiner is to look.
    Waits,
}

impl Storage {
    /// Writes what an examiner found about an exam that waits, blind to the others; where enough agree, the decision,
    /// the certificate it grants and the end of the appeal; and the audit entry: all or nothing.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] `exam_state` when the exam does not wait for a decision, `own_exam`, `own_class`
    /// when the examiner sat it or trains who did, `decided_before` when they have decided about it already,
    /// `certificate_missing` when the opinion settles it and no certificate was given along;
    /// `certificates_check_code` or `certificates_status_index` when the caller must draw another.
    pub async fn decide(
        &self,
        new: &NewOpinion,
        certificate: Option<&NewCertificate>,
        now_ms: UnixMs,
    ) -> Result<Given, StorageError> {
        let mut transaction = self.database.begin().await?;
        let round = may_decide(&mut transaction, new).await?;
        let opinions: Vec<Opinion> = transaction.all(OPINIONS, &values![&new.exam, LIST_MAX]).await?;
        let given: Vec<&Opinion> = opinions.iter().filter(|one| one.round == round).collect();
        let opinion = values![
            &new.exam,
            round,
            given.len() as u64 + 1,
            &new.examiner,
            new.outcome,
            &new.reason,
            &new.dismissed,
            &new.measured,
            now_ms,
        ];
        transaction.run(OPINE, &opinion).await?;
        let alike = given.iter().filter(|one| one.outcome == new.outcome).count() as u64 + 1;
        let settled = round == APPEALED || alike >= new.agreeing;
        let certificate = if settled { settle(&mut transaction, new, round, certificate, now_ms).await? } else { None };
        let payload = Json::of(&json!({
            "round": round,
            "opinion": given.len() + 1,
            "outcome": new.outcome,
            "settled": settled,
            "certificate": certificate.map(|certificate| &certificate.id),
        }))?;
        let action = if settled { "decide" } else { "opine" };
        let entry = NewAudit { actor: Some(&new.examiner), action, object: &new.exam.0, payload };
        write_entry(&mut transaction, &entry, now_ms).await?;
        transaction.commit().await?;
        Ok(if settled { Given::Settled } else { Given::Waits })
    }

    /// The decisions about an exam, in order.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn decisions(&self, exam: &ExamId) -> Result<Vec<Decision>, StorageError> {
        self.database.all(OF_EXAM, &values![exam, LIST_MAX]).await
    }

    /// What examiners found about an exam, in order.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn opinions(&self, exam: &ExamId) -> Result<Vec<Opinion>, StorageError> {
        self.database.all(OPINIONS, &values![exam, LIST_MAX]).await
    }
}

/// The round the exam waits in, for an examiner who may decide it.
async fn may_decide(transaction: &mut Transaction, new: &NewOpinion) -> Result<u64, StorageError> {
    let conflict = |what: &str| Err(StorageError::Conflict { what: what.to_owned() });
    let exam: Option<Locked> = transaction.one(LOCK, &values![&new.exam]).await?;
    let Some(exam) = exam else { return conflict("exam_state") };
    let round = match exam.state {
        ExamState::Submitted => 1,
        ExamState::Decided if appeals::is_open(transaction, &new.exam).await? => APPEALED,
        _ => return conflict("exam_state"),
    };
    if exam.user_id == new.examiner {
        return conflict("own_exam");
    }
    let trains: Option<Present> = transaction.one(TRAINS, &values![&new.examiner, &exam.user_id]).await?;
    if trains.is_some() {
        return conflict(OWN_CLASS);
    }
    let opinions: Vec<Opinion> = transaction.all(OPINIONS, &values![&new.exam, LIST_MAX]).await?;
    let decisions: Vec<Decision> = transaction.all(OF_EXAM, &values![&new.exam, LIST_MAX]).await?;
    let mut before = opinions.iter().map(|one| &one.examiner_id).chain(decisions.iter().map(|one| &one.examiner_id));
    if before.any(|examiner| *examiner == new.examiner) {
        return conflict("decided_before");
    }
    Ok(round)
}

/// Makes the decision of a round; gives back the certificate that was written.
async fn settle<'a>(
    transaction: &mut Transaction,
    new: &NewOpinion,
    round: u64,
    certificate: Option<&'a NewCertificate>,
    now_ms: UnixMs,
) -> Result<Option<&'a NewCertificate>, StorageError> {
    let decision =
        values![ids::random()?, &new.exam, round, &new.examiner, new.outcome, &new.reason, &new.measured, now_ms,];
    transaction.run(DECIDE, &decision).await?;
    if round == APPEALED {
        // Only a refusal can be appealed.
        appeals::settle(transaction, &new.exam, new.outcome == Outcome::Certified, now_ms).await?;
    } else {
        transaction.run(SET_DECIDED, &values![&new.exam, now_ms]).await?;
    }
    if new.outcome == Outcome::Refused {
        return Ok(None);
    }
    let Some(certificate) = certificate else {
        return Err(StorageError::Conflict { what: "certificate_missing".to_owned() });
    };
    write_certificate(transaction, certificate, &new.examiner, now_ms).await?;
    let renewal = values![&certificate.id, &certificate.user, &certificate.standard_id, &certificate.id];
    transaction.run(RENEW, &renewal).await?;
    Ok(Some(certificate))
}
