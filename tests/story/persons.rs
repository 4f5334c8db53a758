//! What is kept of a person is given out whole, and forgotten.

use super::databases::Fresh;
use super::{NOON, People};
use miaohui::storage::{CertificateState, Disclosure, Drill, ShiftState, StorageError};
use sqlx::{Connection as _, Row as _};

/// Tables that name a person and hold nothing of theirs to be given out: who is signed in, the question in hand.
const NOT_GIVEN: &[&str] = &["sessions", "review_cards"];

pub async fn persons(fresh: &Fresh, people: &People) {
    let storage = &fresh.storage;
    let data = storage.personal_data(&people.trainee).await.unwrap();
    let rows = |table: &str| data[table].as_array().map_or(0, Vec::len);
    for table in ["users", "shifts", "events", "attempts", "attempt_answers", "exams", "certificates", "reviews"] {
        assert!(rows(table) > 0, "{table}: nothing of what the story left");
    }
    let user = &data["users"][0];
    assert_eq!((user["login"].as_str(), user["password"].is_null()), (Some("lin.xiaoan"), true));
    assert!(data["shifts"][0]["opening"].is_object(), "JSON is given as JSON");
    for table in of_a_person(fresh).await {
        let given = data.get(&table).is_some() || NOT_GIVEN.contains(&table.as_str());
        assert!(given, "{table} names a person, and is neither given out nor left out on purpose");
    }

    let forgotten = storage.forget_person(&people.admin, &people.admin, NOON).await;
    assert!(matches!(forgotten, Err(StorageError::Conflict { what }) if what == "admin"));
    let open: Vec<_> = storage.shifts_of(&people.trainee).await.unwrap();
    for shift in open.iter().filter(|shift| shift.state == ShiftState::Open) {
        let refused = storage.forget_person(&people.trainee, &people.admin, NOON).await;
        assert!(matches!(refused, Err(StorageError::Conflict { what }) if what == "open_shift"));
        let epoch = storage.shift(&shift.id).await.unwrap().unwrap().epoch;
        storage.close_shift(&shift.id, epoch, &miaohui::storage::Json("{}".to_owned()), NOON).await.unwrap();
    }
    let certificates = storage.certificates_of(&people.trainee).await.unwrap();
    storage.forget_person(&people.trainee, &people.admin, NOON).await.unwrap();
    let after = storage.personal_data(&people.trainee).await.unwrap();
    for table in ["reviews", "cohort_members", "own_phrases", "desk_settings", "review_answers"] {
        assert_eq!(after[table].as_array().map(Vec::len), Some(0), "{table}");
    }
    assert!(!after.to_string().contains("林小安") && !after.to_string().contains("lin.xiaoan"));
    for one in certificates {
        let kept = storage.certificate(&one.id).await.unwrap().unwrap();
        assert_eq!((kept.holder_name.as_str(), kept.disclosure), ("", Disclosure::Code));
        assert!(kept.state != CertificateState::Valid || storage.exam(&kept.exam_id).await.unwrap().is_some());
    }
    let left = storage.attempts_of(&people.trainee, Drill::Typing).await.unwrap();
    assert!(left.iter().all(|attempt| attempt.exam_id.is_some()), "practice is gone, evidence is not");
    assert!(storage.verify_audit().await.unwrap().is_ok());
    assert!(storage.user_by_login("lin.xiaoan").await.unwrap().is_none());
    assert!(storage.forget_practice(NOON * 2).await.is_ok());
}

async fn of_a_person(fresh: &Fresh) -> Vec<String> {
    let (sqlite, postgres) = (
        "select m.name as t from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table' and c.name = 'user_id'",
        "select table_name::text as t from information_schema.columns
         where table_schema = 'public' and column_name = 'user_id'",
    );
    if fresh.name == "sqlite" {
        let mut connection = sqlx::SqliteConnection::connect(&fresh.url).await.unwrap();
        sqlx::query(sqlite).fetch_all(&mut connection).await.unwrap().iter().map(|row| row.get("t")).collect()
    } else {
        let mut connection = sqlx::PgConnection::connect(&fresh.url).await.unwrap();
        sqlx::query(postgres).fetch_all(&mut connection).await.unwrap().iter().map(|row| row.get("t")).collect()
    }
}
