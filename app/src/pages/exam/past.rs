//! What a candidate brings to the door: exams before, certificates now.

use crate::server::{error::ApiError, state::AppState};
use miaohui::{
    certification::entry::Past,
    clock::UnixMs,
    ids::UserId,
    storage::{CertificateRow, CertificateState, ExamRow, ExamState, Outcome},
};

/// A person's past with one standard.
///
/// # Errors
/// When the database does not answer.
pub async fn past(state: &AppState, user: &UserId, standard: &str, now_ms: UnixMs) -> Result<Past, ApiError> {
    let exams = state.storage.exams_of(user).await?;
    let certificates = state.storage.certificates_of(user).await?;
    Ok(from(&exams, &certificates, standard, now_ms))
}

/// Valid now: neither suspended, revoked nor expired.
pub fn is_valid(certificate: &CertificateRow, now_ms: UnixMs) -> bool {
    certificate.state == CertificateState::Valid && now_ms <= certificate.valid_until_ms
}

/// `exams` newest first, as storage gives them.
fn from(exams: &[ExamRow], certificates: &[CertificateRow], standard: &str, now_ms: UnixMs) -> Past {
    let of_it = || exams.iter().filter(|exam| exam.standard_id == standard);
    let failed = |exam: &&ExamRow| exam.outcome == Some(Outcome::Refused) || exam.state == ExamState::Abandoned;
    Past {
        underway: of_it().any(|exam| matches!(exam.state, ExamState::Open | ExamState::Submitted)),
        failures_ms: of_it()
            .take_while(|exam| exam.outcome != Some(Outcome::Certified))
            .filter(failed)
            .filter_map(|exam| exam.started_ms.and(exam.submitted_ms))
            .collect(),
        held: certificates.iter().filter(|one| is_valid(one, now_ms)).map(|one| one.standard_id.clone()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exam(standard: &str, state: ExamState, submitted_ms: Option<UnixMs>, outcome: Option<Outcome>) -> ExamRow {
        ExamRow {
            id: "e".into(),
            user_id: "u".into(),
            login: String::new(),
            display_name: String::new(),
            standard_id: standard.to_owned(),
            standard_version: "1".to_owned(),
            state,
            created_ms: 0,
            started_ms: submitted_ms.map(|_| 1),
            submitted_ms,
            decided_ms: None,
            outcome,
            certificate_id: None,
        }
    }

    #[test]
    fn only_failures_since_the_last_pass_make_wait() {
        let refused = |at_ms| exam("PS-1", ExamState::Decided, Some(at_ms), Some(Outcome::Refused));
        let exams = [
            exam("PS-1", ExamState::Ticketed, None, None),
            exam("IS-1", ExamState::Decided, Some(9), Some(Outcome::Refused)),
            exam("PS-1", ExamState::Abandoned, Some(8), None),
            refused(7),
            exam("PS-1", ExamState::Decided, Some(6), Some(Outcome::Certified)),
            refused(5),
        ];
        let past = from(&exams, &[], "PS-1", 10);
        assert_eq!((past.underway, past.failures_ms.as_slice()), (false, &[8, 7][..]));
        assert!(from(&[exam("PS-1", ExamState::Submitted, Some(3), None)], &[], "PS-1", 10).underway);
    }

    #[test]
    fn a_prerequisite_is_held_until_it_expires_or_is_taken() {
        let certificate = |state, valid_until_ms| CertificateRow {
            id: "c".into(),
            user_id: "u".into(),
            holder_name: String::new(),
            check_code: String::new(),
            standard_id: "PS-1".to_owned(),
            standard_version: "1".to_owned(),
            issued_ms: 0,
            valid_until_ms,
            state,
            reason: None,
        };
        let check = |state, valid_until_ms, held: bool| {
            let past = from(&[], &[certificate(state, valid_until_ms)], "PS-2", 10);
            assert_eq!(!past.held.is_empty(), held, "{state} {valid_until_ms}");
        };
        check(CertificateState::Valid, 10, true);
        check(CertificateState::Valid, 9, false);
        check(CertificateState::Suspended, 99, false);
        check(CertificateState::Revoked, 99, false);
    }
}
