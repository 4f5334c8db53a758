//! What is kept of one person: given out whole, and forgotten.

use super::audit::{NewAudit, write_entry};
use super::backup::rows::{Cell, Dump};
use super::statement::{record, statements, values};
use super::{Json, RestoreFault, Storage, StorageError};
use crate::clock::UnixMs;
use crate::ids::UserId;
use serde_json::{Map, Value, json};

statements! {
    OPEN = "select count(*) as n from shifts where user_id = $1 and state = 'open'";
    // What a certificate stands on stays while the certificate does: its exam, and what was done in it.
    FORGET_SHIFTS = "delete from shifts where user_id = $1 and (exam_id is null
        or exam_id not in (select exam_id from certificates where user_id = $1))";
    FORGET_ATTEMPTS = "delete from attempts where user_id = $1 and (exam_id is null
        or exam_id not in (select exam_id from certificates where user_id = $1))";
    FORGET_EXAMS = "delete from exams where user_id = $1
        and id not in (select exam_id from certificates where user_id = $1)";
    FORGET_TASKS = "delete from assignments where user_id = $1";
    FORGET_CLASSES = "delete from cohort_members where user_id = $1";
    FORGET_LISTS = "delete from roster_rows where user_id = $1";
    FORGET_REVIEWS = "delete from reviews where user_id = $1";
    FORGET_GOALS = "delete from review_goals where user_id = $1";
    FORGET_CARDS = "delete from review_cards where user_id = $1";
    FORGET_ANSWERS = "delete from review_answers where user_id = $1";
    FORGET_SETTINGS = "delete from desk_settings where user_id = $1";
    FORGET_PHRASES = "delete from own_phrases where user_id = $1";
    FORGET_SHARES = "delete from certificate_shares
        where certificate_id in (select id from certificates where user_id = $1)";
    FORGET_KEYS = "delete from api_keys where user_id = $1";
    FORGET_WATCHED = "delete from watched_certificates where user_id = $1";
    FORGET_NAME = "update certificates set holder_name = '', disclosure = 'code' where user_id = $1";
    // The person's own words; that there was an appeal, and how it ended, belongs to the decision.
    FORGET_WORDS = "update appeals set reason = '' where exam_id in (select id from exams where user_id = $1)";
    FORGET_USER = "update users set login = $2, display_name = $3, password = null, locale = null, disabled_ms = $4
        where id = $1 and role <> 'admin'";
    OLD_SHIFTS = "delete from shifts where state = 'closed' and exam_id is null and closed_ms < $1";
    OLD_ATTEMPTS = "delete from attempts where state = 'finished' and exam_id is null and finished_ms < $1";
}

record! {
    struct Count { n: u64, }
}

/// Table, which of its rows are the person's (`$1`), and in which order.
const THEIRS: &[(&str, &str, &str)] = &[
    ("users", "id = $1", "id"),
    ("cohort_members", "user_id = $1", "cohort_id"),
    ("roster_rows", "user_id = $1", "import_id"),
    ("assignments", "user_id = $1", "id"),
    ("exams", "user_id = $1", "id"),
    ("exam_notes", "exam_id in (select id from exams where user_id = $1)", "exam_id, nr"),
    ("decisions", "exam_id in (select id from exams where user_id = $1)", "id"),
    ("opinions", "exam_id in (select id from exams where user_id = $1)", "exam_id, round, nr"),
    ("appeals", "exam_id in (select id from exams where user_id = $1)", "exam_id"),
    ("shifts", "user_id = $1", "started_ms, id"),
    ("events", "shift_id in (select id from shifts where user_id = $1)", "shift_id, seq"),
    ("window_notes", "shift_id in (select id from shifts where user_id = $1)", "shift_id, number"),
    ("attempts", "user_id = $1", "id"),
    ("attempt_answers", "attempt_id in (select id from attempts where user_id = $1)", "attempt_id, item"),
    ("certificates", "user_id = $1", "id"),
    ("certificate_states", "certificate_id in (select id from certificates where user_id = $1)", "certificate_id, nr"),
    ("certificate_shares", "certificate_id in (select id from certificates where user_id = $1)", "id"),
    ("watched_certificates", "user_id = $1", "share_id"),
    ("api_keys", "user_id = $1", "id"),
    ("own_phrases", "user_id = $1", "id"),
    ("desk_settings", "user_id = $1", "user_id"),
    ("reviews", "user_id = $1", "item"),
    ("review_goals", "user_id = $1", "user_id"),
    ("review_answers", "user_id = $1", "card_id"),
];
/// Secrets of the installation, which are nobody's data.
const SECRET: &[&str] = &["password", "ticket_hash", "key_hash"];

impl Storage {
    /// Everything kept of a person, table by table: `{"users": [{…}], "shifts": [{…}], …}`. What is kept as JSON is
    /// given as JSON.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn personal_data(&self, user: &UserId) -> Result<Value, StorageError> {
        let mut dump = Dump::begin(&self.database).await?;
        let mut all = Map::new();
        for (table, theirs, order) in THEIRS {
            let mut columns = dump.columns(table).await?;
            columns.retain(|column| !SECRET.contains(&column.as_str()));
            let mut rows = Vec::new();
            let theirs = dump.rows(table, &columns, order, Some((theirs, &user.0)), |cells| {
                let named = columns.iter().cloned().zip(cells.iter().map(told));
                rows.push(Value::Object(named.collect()));
                Ok(())
            });
            theirs.await.map_err(|fault| match fault {
                RestoreFault::Storage(error) => error,
                other => StorageError::Fault(other.to_string()),
            })?;
            all.insert((*table).to_owned(), Value::Array(rows));
        }
        Ok(Value::Object(all))
    }

    /// Forgets a person: what they did is deleted, their name and login are blanked, they are signed out for good. Their
    /// certificates stand with what they rest on, without a name; the audit log knows a pseudonym only.
    ///
    /// # Errors
    /// [`StorageError::Conflict`] `open_shift` while they are at a desk, `admin` for an administrator.
    pub async fn forget_person(&self, user: &UserId, by: &UserId, now_ms: UnixMs) -> Result<(), StorageError> {
        let mut transaction = self.database.begin().await?;
        let open: Option<Count> = transaction.one(OPEN, &values![user]).await?;
        if open.is_some_and(|open| open.n > 0) {
            return Err(StorageError::Conflict { what: "open_shift".to_owned() });
        }
        for statement in [
            FORGET_SHIFTS,
            FORGET_ATTEMPTS,
            FORGET_EXAMS,
            FORGET_TASKS,
            FORGET_CLASSES,
            FORGET_LISTS,
            FORGET_REVIEWS,
            FORGET_GOALS,
            FORGET_CARDS,
            FORGET_ANSWERS,
            FORGET_SETTINGS,
            FORGET_PHRASES,
            FORGET_WATCHED,
            FORGET_SHARES,
            FORGET_KEYS,
            FORGET_NAME,
            FORGET_WORDS,
        ] {
            transaction.run(statement, &values![user]).await?;
        }
        // Logins have no colon: nobody takes this one.
        let login = format!("forgotten:{}", user.0);
        if transaction.run(FORGET_USER, &values![user, login, "—", now_ms]).await? == 0 {
            return Err(StorageError::Conflict { what: "admin".to_owned() });
        }
        let entry =
            NewAudit { actor: Some(by), action: "person_forgotten", object: &user.0, payload: Json::of(&json!({}))? };
        write_entry(&mut transaction, &entry, now_ms).await?;
        transaction.commit().await?;
        self.certificates_changed();
        self.end_sessions(user, None).await.map(drop)
    }

    /// Deletes practice that ended before a time: shifts with their logs, drills and quizzes. What belongs to an exam
    /// stays. How many were deleted.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn forget_practice(&self, before_ms: UnixMs) -> Result<u64, StorageError> {
        let shifts = self.database.run(OLD_SHIFTS, &values![before_ms]).await?;
        Ok(shifts + self.database.run(OLD_ATTEMPTS, &values![before_ms]).await?)
    }
}

fn told(cell: &Cell) -> Value {
    match cell {
        Cell::Null => Value::Null,
        Cell::Int(number) => Value::from(*number),
        Cell::Text(text) if text.starts_with(['{', '[']) => {
            serde_json::from_str(text).unwrap_or_else(|_| Value::from(text.clone()))
        }
        Cell::Text(text) => Value::from(text.clone()),
    }
}
