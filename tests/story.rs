//! One story told to both databases: a school sets up, a trainee practises and sits an exam, an
//! examiner decides, the admin revokes.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod databases;

use databases::{Fresh, each};
use miaohui::accounts::{AccountError, Accounts, DEMO_ACCOUNTS, DemoTask, LoginError, SetupToken};
use miaohui::ids::{self, CertificateId, UserId};
use miaohui::simulation::event::{Body, Cause, CloseReason, Event, Mode, Opening, Post};
use miaohui::storage::{
    Append, AttemptState, CertificateState, Disclosure, Drill, ExamState, Json, Kind, NewAssignment, NewAttempt,
    NewCertificate, NewDecision, NewExam, NewShift, Outcome, Role, ShiftState, Storage, StorageError, Whom,
};
use serde_json::json;
use sqlx::{Connection as _, Row as _};
use std::sync::Arc;
use tower_sessions::SessionStore as _;
use tower_sessions::session::{Id, Record};

const NOON: u64 = 1_794_000_000_000;

#[tokio::test(flavor = "multi_thread")]
async fn every_statement_is_one_both_databases_take() {
    for Fresh { name, storage, .. } in each().await {
        let refused = storage.refused_statements().await;
        assert!(refused.is_empty(), "{name}: {refused:#?}");
        assert!(Storage::statement_count() > 70);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn both_migrations_make_the_same_tables() {
    let mut shapes = Vec::new();
    for Fresh { name, url, storage, .. } in each().await {
        let mut shape: Vec<(String, String, bool)> = Vec::new();
        if name == "sqlite" {
            let mut connection = sqlx::SqliteConnection::connect(&url).await.unwrap();
            let rows = sqlx::query(
                "select t.name as t, c.name as c, c.\"notnull\" as n from sqlite_master t,
                 pragma_table_info(t.name) c where t.type = 'table'",
            )
            .fetch_all(&mut connection)
            .await
            .unwrap();
            shape.extend(rows.iter().map(|row| (row.get("t"), row.get("c"), row.get::<i64, _>("n") == 1)));
        } else {
            let mut connection = sqlx::PgConnection::connect(&url).await.unwrap();
            let rows = sqlx::query(
                "select table_name::text as t, column_name::text as c, is_nullable = 'NO' as n
                 from information_schema.columns where table_schema = 'public'",
            )
            .fetch_all(&mut connection)
            .await
            .unwrap();
            shape.extend(rows.iter().map(|row| (row.get("t"), row.get("c"), row.get("n"))));
        }
        shape.retain(|(table, ..)| !table.starts_with("_sqlx"));
        shape.sort();
        assert!(shape.len() > 100, "{name}: {shape:?}");
        shapes.push(shape);
        storage.close().await;
    }
    if let [sqlite, postgres] = shapes.as_slice() {
        assert_eq!(sqlite, postgres);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_story() {
    for Fresh { name, storage, url, .. } in each().await {
        eprintln!("— {name}");
        let accounts = Accounts::start(storage.clone()).unwrap();
        let people = set_up(&accounts, &storage).await;
        sessions(&storage, &people).await;
        practice(&storage, &people).await;
        exam(&storage, &people).await;
        audit_breaks_where_it_was_changed(name, &storage, &url).await;
        storage.close().await;
    }
}

struct People {
    admin: UserId,
    trainer: UserId,
    trainee: UserId,
    examiner: UserId,
}

async fn set_up(accounts: &Accounts, storage: &Storage) -> People {
    assert!(storage.needs_first_admin().await.unwrap());
    let token = SetupToken::draw().unwrap();
    let first = accounts.create_first_admin(&token, "guessed", "root", "周敏", "kuaidi-2026", NOON).await;
    assert!(first.is_err());
    let given = token.reveal().to_owned();
    let admin = accounts.create_first_admin(&token, &given, "Root", "周敏", "kuaidi-2026", NOON).await.unwrap();
    assert!(!storage.needs_first_admin().await.unwrap());
    let second = accounts.create_first_admin(&token, &given, "second", "周敏", "kuaidi-2026", NOON).await;
    assert!(second.is_err());

    let (trainer, slip) = accounts.create_with_slip("he.jing", "何静", Role::Trainer, NOON).await.unwrap();
    assert!(storage.user(&trainer).await.unwrap().unwrap().must_change);
    let trainee = accounts.create("lin.xiaoan", "林小安", "kuaidi-2026", Role::Trainee, false, NOON).await.unwrap();
    let examiner = accounts.create("shen", "沈国栋", "kuaidi-2026", Role::Examiner, false, NOON).await.unwrap();
    let taken = accounts.create("LIN.xiaoan", "林", "kuaidi-2026", Role::Trainee, false, NOON).await;
    assert!(matches!(taken, Err(AccountError::Taken)), "{taken:?}");

    let user = accounts.log_in(" Lin.Xiaoan", "kuaidi-2026", "10.0.0.1", NOON).await.unwrap();
    assert_eq!(user.id, trainee);
    assert_eq!(user.role, Role::Trainee);
    let wrong = accounts.log_in("lin.xiaoan", "kuaidi-2027", "10.0.0.1", NOON).await;
    assert!(matches!(wrong, Err(LoginError::Wrong)), "{wrong:?}");
    let nobody = accounts.log_in("nobody", "kuaidi-2026", "10.0.0.1", NOON).await;
    assert!(matches!(nobody, Err(LoginError::Wrong)), "{nobody:?}");
    storage.set_disabled(&trainee, Some(NOON)).await.unwrap();
    let disabled = accounts.log_in("lin.xiaoan", "kuaidi-2026", "10.0.0.1", NOON).await;
    assert!(matches!(disabled, Err(LoginError::Disabled)), "{disabled:?}");
    storage.set_disabled(&trainee, None).await.unwrap();

    let user = storage.user(&trainer).await.unwrap().unwrap();
    accounts.change_password(&user, &slip, "jiaoshi-2026", None).await.unwrap();
    assert!(!storage.user(&trainer).await.unwrap().unwrap().must_change);

    let guest = accounts.create_guest(NOON).await.unwrap();
    assert_eq!(storage.users(None).await.unwrap().len(), 4, "guests are in no list");
    assert_eq!(storage.users(Some(Role::Trainee)).await.unwrap().len(), 1);
    assert_eq!(storage.forget_guests(NOON + 1).await.unwrap(), 1);
    assert!(storage.user(&guest).await.unwrap().is_none());
    People { admin, trainer, trainee, examiner }
}

async fn sessions(storage: &Storage, people: &People) {
    let expiry_date = time::OffsetDateTime::now_utc() + time::Duration::hours(1);
    let mut record = Record { id: Id::default(), data: Default::default(), expiry_date };
    record.data.insert("user".to_owned(), json!(people.trainee.0));
    storage.create(&mut record).await.unwrap();
    let first = record.id;
    // An id that is taken is drawn again.
    storage.create(&mut record).await.unwrap();
    assert_ne!(record.id, first);
    let loaded = storage.load(&record.id).await.unwrap().unwrap();
    assert_eq!(loaded.data, record.data);
    assert_eq!(loaded.expiry_date.unix_timestamp(), expiry_date.unix_timestamp());

    let now_ms = u64::try_from(expiry_date.unix_timestamp()).unwrap() * 1_000 - 3_600_000;
    let kept = record.id.to_string();
    assert!(storage.session_stands(&kept, &people.trainee, now_ms).await.unwrap());
    assert!(!storage.session_stands(&kept, &people.trainer, now_ms).await.unwrap());
    assert_eq!(storage.end_sessions(&people.trainee, Some(&kept)).await.unwrap(), 1);
    assert!(storage.load(&first).await.unwrap().is_none());
    assert_eq!(storage.end_sessions(&people.trainee, None).await.unwrap(), 1);
    // A request that was under way when the session was ended does not bring it back.
    storage.save(&record).await.unwrap();
    assert!(storage.load(&record.id).await.unwrap().is_none());

    record.expiry_date = time::OffsetDateTime::now_utc() - time::Duration::seconds(1);
    storage.create(&mut record).await.unwrap();
    assert!(storage.load(&record.id).await.unwrap().is_none(), "expired");
    assert_eq!(storage.sweep_sessions(now_ms + 1_000).await.unwrap(), 1);
    storage.delete(&record.id).await.unwrap();
}

fn opening(plan: &str) -> Opening {
    Opening {
        seed: "18446744073709551615".to_owned(),
        plan: plan.to_owned(),
        mode: Mode::Practice,
        post: Post::Presale,
        content: "hash".to_owned(),
        engine: 1,
    }
}

fn event(seq: u64, client_id: Option<&str>, body: Body) -> Event {
    let cause = client_id.is_none().then_some(Cause { seq, index: 1 });
    Event { seq, at_ms: NOON + seq, cause, client_id: client_id.map(str::to_owned), body }
}

async fn practice(storage: &Storage, people: &People) {
    let cohort = storage.create_cohort("一班", &people.trainer, Some("join-1"), NOON).await.unwrap();
    let again = storage.create_cohort("二班", &people.trainer, Some("join-1"), NOON).await;
    assert!(again.unwrap_err().is_conflict("cohorts_join_code"));
    let found = storage.cohort_by_join_code("join-1").await.unwrap().unwrap();
    assert_eq!(found.id, cohort);
    assert!(storage.join_cohort(&cohort, &people.trainee, NOON).await.unwrap());
    assert!(!storage.join_cohort(&cohort, &people.trainee, NOON).await.unwrap(), "once is enough");
    let stranger = storage.join_cohort(&cohort, &UserId::from("nobody"), NOON).await;
    assert!(stranger.unwrap_err().is_conflict("reference"));
    assert_eq!(storage.cohorts_of_trainer(&people.trainer).await.unwrap()[0].member_count, 1);
    assert_eq!(storage.cohorts_of_member(&people.trainee).await.unwrap()[0].trainer_name, "何静");
    assert_eq!(storage.members(&cohort).await.unwrap()[0].login, "lin.xiaoan");
    assert!(storage.trains(&people.trainer, &people.trainee).await.unwrap());
    assert!(!storage.trains(&people.examiner, &people.trainee).await.unwrap());

    let new = NewAssignment {
        whom: Whom::Cohort(cohort.clone()),
        kind: Kind::Shift,
        target: "first-day".to_owned(),
        title: "第一天".to_owned(),
        due_ms: Some(NOON + 86_400_000),
        created_by: people.trainer.clone(),
    };
    let task = storage.assign(&new, NOON).await.unwrap();
    let undated = NewAssignment { whom: Whom::User(people.trainee.clone()), kind: Kind::Typing, due_ms: None, ..new };
    let typing_task = storage.assign(&undated, NOON).await.unwrap();
    let today = storage.assigned_to(&people.trainee).await.unwrap();
    let order: Vec<_> = today.iter().map(|task| (&task.id, task.begun, task.finished)).collect();
    assert_eq!(order, [(&task, 0, 0), (&typing_task, 0, 0)], "dated ones first");
    assert!(storage.assigned_to(&people.trainer).await.unwrap().is_empty());
    assert!(storage.assignment_for(&task, &people.trainee).await.unwrap().is_some());
    assert!(storage.assignment_for(&task, &people.examiner).await.unwrap().is_none());

    shift_log(storage, people, &task).await;
    typing(storage, people, &typing_task).await;

    let today = storage.assigned_to(&people.trainee).await.unwrap();
    let done: Vec<_> = today.iter().map(|task| (task.begun, task.finished)).collect();
    assert_eq!(done, [(1, 1), (1, 1)]);
    let results = storage.assignment_results(&task).await.unwrap();
    assert_eq!(results.len(), 1);
    assert_eq!(results[0].result.as_ref().unwrap().0, r#"{"points":71.5}"#);
    storage.withdraw_assignment(&typing_task).await.unwrap();
    assert_eq!(storage.assigned_to(&people.trainee).await.unwrap().len(), 1);
    assert_eq!(storage.attempts_of(&people.trainee, Drill::Typing).await.unwrap().len(), 1);
}

async fn shift_log(storage: &Storage, people: &People, task: &miaohui::ids::AssignmentId) {
    let new = NewShift {
        user: people.trainee.clone(),
        assignment: Some(task.clone()),
        exam: None,
        opening: opening("first-day"),
    };
    let shift = storage.create_shift(&new, NOON).await.unwrap();
    let free = NewShift { assignment: None, ..new.clone() };
    let other = storage.create_shift(&free, NOON - 1).await.unwrap();
    let stored = storage.shift(&shift).await.unwrap().unwrap();
    assert_eq!(stored.opening.read::<Opening>().unwrap(), opening("first-day"));
    assert_eq!(storage.take_shift(&shift).await.unwrap().unwrap().epoch, 1);
    assert_eq!(storage.take_shift(&shift).await.unwrap().unwrap().epoch, 2);

    // 75 events: one chunk of 64, one of 8, three single ones.
    let said = |nr: u64| Body::BuyerSaid { window: 1, text: format!("在吗？{nr}"), card: None, waits: true };
    let mut events = vec![event(1, None, Body::ShiftOpened(opening("first-day")))];
    events.extend((2..=75).map(|nr| event(nr, Some(&format!("c{nr}")), said(nr))));
    let results = storage
        .append(&[Append { shift: shift.clone(), events: events.iter().cloned().map(Arc::new).collect() }])
        .await;
    assert!(results.iter().all(Result::is_ok), "{results:?}");
    assert_eq!(storage.events_after(&shift, 0).await.unwrap(), events);
    assert_eq!(storage.events_after(&shift, 73).await.unwrap(), events[73..]);
    assert_eq!(storage.last_seq(&shift).await.unwrap(), 75);

    // A stale holder numbers 75 again, and a repeat has a known client id: only they are refused.
    let stale = Append { shift: shift.clone(), events: vec![Arc::new(event(75, None, said(0)))] };
    let good = Append { shift: other.clone(), events: vec![Arc::new(event(1, Some("c2"), said(1)))] };
    let results = storage.append(&[stale, good]).await;
    assert!(results[0].as_ref().unwrap_err().is_conflict("events_shift_id_seq"), "{results:?}");
    assert!(results[1].is_ok());
    assert_eq!(storage.last_seq(&other).await.unwrap(), 1);
    let repeat = Append { shift: shift.clone(), events: vec![Arc::new(event(76, Some("c2"), said(0)))] };
    let results = storage.append(&[repeat]).await;
    let refused = results[0].as_ref().unwrap_err();
    assert!(refused.is_conflict("events_shift_id_client_id"), "{results:?}");

    let closed = Body::ShiftClosed { reason: CloseReason::Finished };
    let last = Append { shift: shift.clone(), events: vec![Arc::new(event(76, None, closed))] };
    assert!(storage.append(&[last]).await[0].is_ok());
    let score = Json(r#"{"points":71.5}"#.to_owned());
    assert_eq!(storage.open_shifts().await.unwrap().len(), 2);
    assert!(storage.close_shift(&shift, &score, NOON + 9).await.unwrap());
    assert!(!storage.close_shift(&shift, &Json("{}".to_owned()), NOON + 10).await.unwrap(), "frozen");
    let stored = storage.shift(&shift).await.unwrap().unwrap();
    assert_eq!((stored.state, stored.score), (ShiftState::Closed, Some(score)));
    assert!(storage.take_shift(&shift).await.unwrap().is_none());
    let score = Json("{}".to_owned());
    storage.close_shift(&other, &score, NOON + 11).await.unwrap();
    let own = storage.shifts_of(&people.trainee).await.unwrap();
    assert_eq!(own.iter().map(|row| &row.id).collect::<Vec<_>>(), [&shift, &other]);
}

async fn typing(storage: &Storage, people: &People, task: &miaohui::ids::AssignmentId) {
    let new = NewAttempt {
        user: people.trainee.clone(),
        kind: Drill::Typing,
        target: "greeting".to_owned(),
        assignment: Some(task.clone()),
        exam: None,
        content_hash: "hash".to_owned(),
        form: Json(r#"{"minutes":1}"#.to_owned()),
    };
    let attempt = storage.begin_attempt(&new, NOON).await.unwrap();
    let open = storage.open_attempt(&people.trainee, Drill::Typing, "greeting").await.unwrap();
    assert_eq!(open.unwrap().id, attempt);
    let answer = |text: &str| Json(text.to_owned());
    let keep = |user, text| {
        let (storage, attempt) = (storage.clone(), attempt.clone());
        async move { storage.save_answer(&attempt, user, "q1", &text, NOON).await.unwrap() }
    };
    assert!(keep(&people.trainee, answer("1")).await);
    assert!(keep(&people.trainee, answer("2")).await);
    assert!(!keep(&people.trainer, answer("3")).await, "not theirs");
    let kept = storage.answers(&attempt).await.unwrap();
    assert_eq!((kept.len(), kept[0].answer.0.as_str()), (1, "2"));
    let (data, result) = (answer("[]"), answer(r#"{"score_cpm":71.0}"#));
    let finish = |user| {
        let (storage, attempt) = (storage.clone(), attempt.clone());
        let (data, result) = (data.clone(), result.clone());
        async move { storage.finish_attempt(&attempt, user, &data, &result, NOON).await.unwrap() }
    };
    assert!(!finish(&people.trainer).await, "not theirs");
    assert!(finish(&people.trainee).await);
    assert!(!finish(&people.trainee).await, "once");
    assert!(!keep(&people.trainee, answer("4")).await, "finished");
    let stored = storage.attempt(&attempt).await.unwrap().unwrap();
    assert_eq!((stored.state, stored.result), (AttemptState::Finished, Some(result)));
}

async fn exam(storage: &Storage, people: &People) {
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
    let decision = NewDecision {
        exam: id.clone(),
        examiner: people.examiner.clone(),
        outcome: Outcome::Certified,
        reason: "全部达标".to_owned(),
        measured: Json("{}".to_owned()),
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
        ["valid", "suspended", "valid", "revoked"]
    );
    assert_eq!(storage.not_valid().await.unwrap(), [(7, CertificateState::Revoked)]);
    let stored = storage.certificate(&stored.id).await.unwrap().unwrap();
    assert_eq!(stored.reason.as_deref(), Some("代考"));
    assert_eq!(storage.certificates_of(&people.trainee).await.unwrap().len(), 1);
    assert_eq!(storage.certificates().await.unwrap().len(), 1);
    let about = storage.audit_about(&stored.id.0).await.unwrap();
    assert_eq!(about.iter().map(|entry| entry.action.as_str()).collect::<Vec<_>>(), ["suspend", "restore", "revoke"]);
    assert_eq!(storage.verify_audit().await.unwrap(), Ok(4));
}

/// All or nothing: a decision whose certificate cannot be written leaves no trace.
async fn second_certificate_with_the_same_code(storage: &Storage, people: &People, mut decision: NewDecision) {
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

fn certificate_of(exam: &miaohui::ids::ExamId, people: &People, check_code: &str, status_index: u64) -> NewCertificate {
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
        valid_until_ms: NOON + 1,
        status_index,
    }
}

/// Whoever writes to the database beside the program is found out.
async fn audit_breaks_where_it_was_changed(name: &str, storage: &Storage, url: &str) {
    for (tampering, seq) in [
        ("update audit set payload = '{}' where seq = 2", 2),
        ("delete from audit where seq = 4", 4),
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
        assert_eq!(storage.verify_audit().await.unwrap(), Ok(4));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demonstration_is_laid_once_and_never_over_a_school() {
    let tasks = [DemoTask { kind: Kind::Shift, target: "first-day", title: "第一天" }];
    for Fresh { storage, .. } in each().await {
        let accounts = Accounts::start(storage.clone()).unwrap();
        accounts.lay_demo(&tasks, NOON).await.unwrap();
        accounts.lay_demo(&tasks, NOON).await.unwrap();
        assert_eq!(storage.users(None).await.unwrap().len(), DEMO_ACCOUNTS.len());
        for account in DEMO_ACCOUNTS {
            let user = accounts.log_in(account.login, account.password, "::1", NOON).await.unwrap();
            assert_eq!(user.role, account.role);
        }
        let trainee = storage.user_by_login("trainee").await.unwrap().unwrap();
        assert_eq!(storage.assigned_to(&trainee.id).await.unwrap().len(), 1);
    }
    for Fresh { storage, .. } in each().await {
        let accounts = Accounts::start(storage.clone()).unwrap();
        let token = SetupToken::draw().unwrap();
        let given = token.reveal().to_owned();
        accounts.create_first_admin(&token, &given, "root", "周敏", "kuaidi-2026", NOON).await.unwrap();
        let refused = accounts.lay_demo(&tasks, NOON).await;
        assert!(matches!(refused, Err(AccountError::Storage(StorageError::Conflict { .. }))));
        assert!(!accounts.is_demo().await.unwrap());
    }
}
