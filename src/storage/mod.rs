//! The database: the only place with SQL. Every statement is written once and runs on SQLite and
//! on PostgreSQL: ids and JSON are text, times are whole milliseconds, truth is 0 or 1.
//!
//! Methods are named in the field's words and take the time as a parameter. What is not there is
//! `None`; a [`StorageError`] is something the caller has to tell the user about.

mod api_keys;
mod appeals;
mod assignments;
mod attempts;
mod audit;
mod backup;
mod certificate_history;
mod certificates;
mod checkpoint;
mod cohorts;
mod database;
mod decisions;
mod desk_settings;
mod drill_results;
mod error;
mod events;
mod exam_queue;
mod exams;
mod forks;
mod items;
mod json;
mod marks;
mod nodes;
mod notices;
mod own_phrases;
mod persons;
mod presence;
mod programmes;
mod review_answers;
mod reviews;
mod roster;
mod scenarios;
mod sessions;
mod settings;
mod shares;
mod shifts;
mod statement;
mod tries;
mod users;
mod watched;
mod window_notes;

pub use api_keys::{API_KEYS_MAX, ApiKey, Bearer};
pub use appeals::{Appeal, MAY_APPEAL};
pub use assignments::{Assigned, Assignment, Kind, NewAssignment, Terms, Whom};
pub use attempts::{ANALYSED_MAX, Answer, Attempt, AttemptState, Drill, FinishedQuiz, NewAttempt};
pub use audit::{AuditEntry, AuditFault, NewAudit};
pub use backup::{Backup, RestoreFault};
pub use certificate_history::{HistoryEntry, Renewal};
pub use certificates::{Certificate, CertificateRow, CertificateState, Disclosure, NewCertificate, StateChange};
pub use cohorts::{Cohort, CohortRow, Member};
pub use decisions::{Decision, Given, NewOpinion, Opinion, Outcome};
pub use desk_settings::DeskSettings;
pub use drill_results::{CLASS_RESULTS_MAX, ClassDrillResult, DrillResult};
pub use error::StorageError;
pub use events::{Append, Appended};
pub use exam_queue::{ExamPlan, QueuedExam, Sitting};
pub use exams::{Exam, ExamNote, ExamRow, ExamState, NewExam};
pub use forks::{Fork, NewFork};
pub use items::{ItemVersionRow, ItemsMark, SCHOOL_ITEMS_MAX, SchoolItem};
pub use json::Json;
pub use marks::{GivenMark, HalfMarked};
pub use notices::Notice;
pub use own_phrases::{OWN_PHRASES_MAX, OwnPhrase};
pub use presence::{PRESENCE_CHARS, PRESENCE_MS, Presence};
pub use programmes::Programme;
pub use review_answers::{Rated, ReviewAnswer, ReviewCard};
pub use reviews::{NewMiss, Review};
pub use roster::{Enrolled, Enrolment, ImportRow, KnownLogin, NewEnrolment, NewRoster};
pub use scenarios::{NewScenarioVersion, ScenarioDraft, ScenarioVersion, ScenarioVersionRow};
pub use sessions::SESSION_USER;
pub use shares::{SHARES_MAX, Share};
pub use shifts::{ClassScore, NewShift, Shift, ShiftRow, ShiftState};
pub use tries::{AssignmentResult, NewestResult, OwnTry};
pub use users::{NewUser, Role, User};
pub use watched::{Condition, EXPIRES_SOON_MS, WATCHED_MAX, Watched};
pub use window_notes::{NewWindowNote, WindowNote};

use database::Database;
use statement::Statement;
use std::sync::{Arc, atomic::AtomicU64};

/// At most so many rows on one list screen.
pub const LIST_MAX: u32 = 500;

/// An open database. Cheap to clone; all clones share its connections.
#[derive(Clone, Debug)]
pub struct Storage {
    database: Database,
    notices: tokio::sync::broadcast::Sender<Notice>,
    /// Changes of certificates through this and its clones.
    certificate_changes: Arc<AtomicU64>,
}

impl Storage {
    /// Opens `sqlite:PATH` (made when missing) or `postgres://…` and brings its tables up to date.
    ///
    /// # Errors
    /// [`StorageError::Unavailable`] for a bad address or a database that does not answer,
    /// [`StorageError::Fault`] when the tables cannot be brought up to date.
    pub async fn open(url: &str) -> Result<Self, StorageError> {
        let (notices, _) = tokio::sync::broadcast::channel(notices::WAITING_MAX);
        Ok(Self { database: Database::open(url).await?, notices, certificate_changes: Arc::default() })
    }

    /// Whether other servers may use the same database.
    pub fn is_shared(&self) -> bool {
        matches!(self.database, Database::Postgres(_))
    }

    /// Ends every connection after what runs has ended.
    pub async fn close(&self) {
        self.database.close().await;
    }

    /// Has the database take every statement the program knows, without running one; returns the
    /// names of those it refuses, each with its reason.
    pub async fn refused_statements(&self) -> Vec<(String, StorageError)> {
        let mut refused = Vec::new();
        for (noun, statements) in STATEMENTS {
            for (name, statement) in *statements {
                if let Err(error) = self.database.prepare(*statement).await {
                    refused.push((format!("{noun}::{name}"), error));
                }
            }
        }
        refused
    }

    /// How many statements [`Storage::refused_statements`] tries.
    pub fn statement_count() -> usize {
        STATEMENTS.iter().map(|(_, statements)| statements.len()).sum()
    }
}

/// Every noun's statements.
const STATEMENTS: &[(&str, &[(&str, Statement)])] = &[
    ("api_keys", api_keys::ALL),
    ("appeals", appeals::ALL),
    ("assignments", assignments::ALL),
    ("attempts", attempts::ALL),
    ("audit", audit::ALL),
    ("certificate_history", certificate_history::ALL),
    ("certificates", certificates::ALL),
    ("cohorts", cohorts::ALL),
    ("decisions", decisions::ALL),
    ("desk_settings", desk_settings::ALL),
    ("drill_results", drill_results::ALL),
    ("events", events::ALL),
    ("exam_queue", exam_queue::ALL),
    ("exams", exams::ALL),
    ("marks", marks::ALL),
    ("nodes", nodes::ALL),
    ("own_phrases", own_phrases::ALL),
    ("presence", presence::ALL),
    ("programmes", programmes::ALL),
    ("forks", forks::ALL),
    ("items", items::ALL),
    ("persons", persons::ALL),
    ("review_answers", review_answers::ALL),
    ("reviews", reviews::ALL),
    ("roster", roster::ALL),
    ("scenarios", scenarios::ALL),
    ("sessions", sessions::ALL),
    ("settings", settings::ALL),
    ("shares", shares::ALL),
    ("shifts", shifts::ALL),
    ("tries", tries::ALL),
    ("users", users::ALL),
    ("watched", watched::ALL),
    ("window_notes", window_notes::ALL),
];
