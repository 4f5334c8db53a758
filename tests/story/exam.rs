//! An exam, its decision and certificate, and what the audit log keeps of it.

use super::{NOON, People, check};
use miaohui::accounts::Accounts;
use miaohui::ids::{self, CertificateId, ExamId};
use miaohui::storage::{
    CertificateState, Disclosure, ExamState, Json, NewCertificate, NewExam, NewOpinion, Outcome, Storage,
};
use sqlx::Connection as _;

/// Five about accounts, three about lists, six about the exam and its certificate, the rest about the other exams.
const AUDITED: u64 = EXAM_AUDITED + super::decide::AUDITED;
const EXAM_AUDITED: u64 = 14;

pub async fn exam(storage: &Storage, accounts: &Accounts, people: &People) {
    let new = NewExam {
        user: people.trainee.clone(),
        standard_id: "tier-1".to_owned(),
        standard_version: "1".to_owned(),
        assignment: None,
        ticket_hash: "ticket".to_owned(),
        conditions: Json("{}".to_owned()),
    };
    let id = storage.create_exam(&new, NOON).await.unwrap();
    assert!(storage.create_exam(&new, NOON).await.unwrap_err().is_conflict("exams_ticket_hash"));
    let enter = |user| async move { storage.enter_exam("ticket", user, NOON).await.unwrap() };
    assert!(enter(&people.trainer).await.is_none(), "another's ticket");
    assert_eq!(enter(&people.trainee).await.unwrap().state, ExamState::Open);
    assert!(enter(&people.trainee).await.is_none(), "used up");
    storage.note_exam(&id, "paste", "q3", NOON).await.unwrap();
    storage.note_exam(&id, "focus_lost", "12", NOON).await.unwrap();
    let notes = storage.exam_notes(&id).await.unwrap();
    assert_eq!(notes.iter().map(|note| note.nr).collect::<Vec<_>>(), [1, 2]);

    let certificate = certificate_of(&id, people, "code00000001", 7);
    let decision = NewOpinion {
        exam: id.clone(),
        examiner: people.examiner.clone(),
        outcome: Outcome::Certified,
        reason: "全部达标".to_owned(),
        dismissed: Json("[]".to_owned()),
        measured: Json("{}".to_owned()),
        agreeing: 1,
    };
    let early = storage.decide(&decision, Some(&certificate), NOON).await;
    assert!(early.unwrap_err().is_conflict("exam_state"));
    assert!(storage.submit_exam(&id, NOON + 1).await.unwrap());
    assert_eq!(storage.exams_in(ExamState::Submitted).await.unwrap().len(), 1);
    storage.decide(&decision, Some(&certificate), NOON + 2).await.unwrap();
    let late = storage.decide(&decision, None, NOON + 3).await;
    assert!(late.unwrap_err().is_conflict("exam_state"));
    assert_eq!(storage.decisions(&id).await.unwrap()[0].examiner_name, "沈国栋");
    let row = &storage.exams_of(&people.trainee).await.unwrap()[0];
    assert_eq!((row.outcome, &row.certificate_id), (Some(Outcome::Certified), &Some(certificate.id.clone())));

    second_certificate_with_the_same_code(storage, people, decision).await;

    let stored = storage.certificate_by_code("code00000001").await.unwrap().unwrap();
    assert_eq!((stored.state, &stored.credential), (CertificateState::Valid, &certificate.credential));
    assert!(storage.set_disclosure(&stored.id, &people.trainee, Disclosure::Code).await.unwrap());
    assert!(!storage.set_disclosure(&stored.id, &people.admin, Disclosure::Full).await.unwrap());
    check::check(storage, accounts, people, &stored.id).await;
    let set = |state, reason, at_ms| {
        let (id, admin) = (stored.id.clone(), &people.admin);
        async move { storage.set_certificate_state(&id, state, reason, admin, at_ms).await.unwrap() }
    };
    assert!(set(CertificateState::Suspended, Some("申诉中"), NOON + 4).await);
    assert!(set(CertificateState::Valid, None, NOON + 5).await);
    assert!(set(CertificateState::Revoked, Some("代考"), NOON + 6).await);
    assert!(!set(CertificateState::Valid, None, NOON + 7).await, "revoked is for good");
    let history = storage.certificate_states(&stored.id).await.unwrap();
    assert_eq!(
        history.iter().map(|change| change.state.as_str()).collect::<Vec<_>>(),
        ["valid", "suspended", "valid", "suspended", "valid", "revoked"]
    );
    assert_eq!(storage.not_valid().await.unwrap(), [(7, CertificateState::Revoked)]);
    let stored = storage.certificate(&stored.id).await.unwrap().unwrap();
    assert_eq!(stored.reason.as_deref(), Some("代考"));
    assert_eq!(storage.certificates_of(&people.trainee).await.unwrap().len(), 1);
    assert_eq!(storage.certificates().await.unwrap().len(), 1);
    let about = storage.audit_about(&stored.id.0).await.unwrap();
    assert_eq!(
        about.iter().map(|entry| entry.action.as_str()).collect::<Vec<_>>(),
        ["suspend", "restore", "suspend", "restore", "revoke"]
    );
    assert_eq!(storage.verify_audit().await.unwrap(), Ok(EXAM_AUDITED));
}

/// All or nothing: a decision whose certificate cannot be written leaves no trace.
async fn second_certificate_with_the_same_code(storage: &Storage, people: &People, mut decision: NewOpinion) {
    let new = NewExam {
        user: people.trainee.clone(),
        standard_id: "tier-1".to_owned(),
        standard_version: "1".to_owned(),
        assignment: None,
        ticket_hash: "second".to_owned(),
        conditions: Json("{}".to_owned()),
    };
    decision.exam = storage.create_exam(&new, NOON).await.unwrap();
    storage.enter_exam("second", &people.trainee, NOON).await.unwrap();
    storage.submit_exam(&decision.exam, NOON).await.unwrap();
    for (code, index, rule) in
        [("code00000001", 8, "certificates_check_code"), ("code00000002", 7, "certificates_status_index")]
    {
        let certificate = certificate_of(&decision.exam, people, code, index);
        let refused = storage.decide(&decision, Some(&certificate), NOON).await.unwrap_err();
        assert!(refused.is_conflict(rule), "{refused}");
    }
    assert!(storage.decisions(&decision.exam).await.unwrap().is_empty());
    let exam = storage.exam(&decision.exam).await.unwrap().unwrap();
    assert_eq!(exam.state, ExamState::Submitted);
}

pub fn certificate_of(exam: &ExamId, people: &People, check_code: &str, status_index: u64) -> NewCertificate {
    NewCertificate {
        id: CertificateId(ids::random().unwrap()),
        exam: exam.clone(),
        user: people.trainee.clone(),
        holder_name: "林小安".to_owned(),
        disclosure: Disclosure::Partial,
        check_code: check_code.to_owned(),
        standard_id: "tier-1".to_owned(),
        standard_version: "1".to_owned(),
        summary: Json("{}".to_owned()),
        credential: "{\"proof\":1}".to_owned(),
        issued_ms: NOON,
        valid_until_ms: NOON + 365 * 24 * 3600 * 1000,
        status_index,
        key_id: "key-01234567".to_owned(),
    }
}

/// Whoever writes to the database beside the program is found out.
pub async fn audit_breaks_where_it_was_changed(name: &str, storage: &Storage, url: &str) {
    for (tampering, seq) in [
        ("update audit set payload = '{}' where seq = 3", 3),
        ("update audit set hash = 'x' where seq = 4", 4),
        ("update audit set actor = 'system' where seq = 5", 5),
        ("update audit set seq = 1000 where seq = 6", 7),
        ("delete from audit where seq = 1", 2),
    ] {
        if name == "sqlite" {
            let mut connection = sqlx::SqliteConnection::connect(url).await.unwrap();
            sqlx::query("begin immediate").execute(&mut connection).await.unwrap();
            sqlx::query("create table kept as select * from audit").execute(&mut connection).await.unwrap();
            sqlx::query(sqlx::AssertSqlSafe(tampering)).execute(&mut connection).await.unwrap();
            sqlx::query("commit").execute(&mut connection).await.unwrap();
        } else {
            let mut connection = sqlx::PgConnection::connect(url).await.unwrap();
            sqlx::query("create table kept as select * from audit").execute(&mut connection).await.unwrap();
            sqlx::query(sqlx::AssertSqlSafe(tampering)).execute(&mut connection).await.unwrap();
        }
        let fault = storage.verify_audit().await.unwrap().unwrap_err();
        assert_eq!(fault.seq, seq, "{tampering}: {fault}");
        for restore in ["delete from audit", "insert into audit select * from kept", "drop table kept"] {
            if name == "sqlite" {
                let mut connection = sqlx::SqliteConnection::connect(url).await.unwrap();
                sqlx::query(restore).execute(&mut connection).await.unwrap();
            } else {
                let mut connection = sqlx::PgConnection::connect(url).await.unwrap();
                sqlx::query(restore).execute(&mut connection).await.unwrap();
            }
        }
        assert_eq!(storage.verify_audit().await.unwrap(), Ok(AUDITED + 1));
    }
}
