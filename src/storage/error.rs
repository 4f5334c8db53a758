//! What can go wrong with the database. That something is not there is an `Option`, no error.

/// A database error, by what the caller can do about it.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// A rule of uniqueness or reference stands against it; nothing was written.
    #[error("conflict: {what}")]
    Conflict {
        /// The rule: table and columns (`users_login`), or `reference`.
        what: String,
    },
    /// The database cannot be reached or is busy; trying again may help.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// The database or what is stored in it is not as the program expects.
    #[error("storage fault: {0}")]
    Fault(String),
}

impl StorageError {
    /// Whether this is the conflict named `what`.
    pub fn is_conflict(&self, named: &str) -> bool {
        matches!(self, Self::Conflict { what } if what == named)
    }
}

impl From<sqlx::Error> for StorageError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(database) if database.is_unique_violation() => {
                Self::Conflict { what: rule(database.as_ref()) }
            }
            sqlx::Error::Database(database) if database.is_foreign_key_violation() => {
                Self::Conflict { what: "reference".to_owned() }
            }
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => Self::Unavailable(error.to_string()),
            // SQLite's 5 and 6 (busy, locked), PostgreSQL's classes 08, 53, 57 and its deadlocks.
            sqlx::Error::Database(database)
                if database.code().is_some_and(|code| {
                    matches!(code.as_ref(), "5" | "6" | "40001" | "40P01")
                        || (code.len() == 5 && ["08", "53", "57"].iter().any(|class| code.starts_with(class)))
                }) =>
            {
                Self::Unavailable(error.to_string())
            }
            _ => Self::Fault(error.to_string()),
        }
    }
}

impl From<sqlx::migrate::MigrateError> for StorageError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        Self::Fault(format!("the tables cannot be brought up to date: {error}"))
    }
}

impl From<getrandom::Error> for StorageError {
    fn from(error: getrandom::Error) -> Self {
        Self::Unavailable(format!("no random bytes: {error}"))
    }
}

/// The name of the broken rule. PostgreSQL gives it; SQLite gives the columns, of which the
/// migrations make the name (`users.login` → `users_login`).
fn rule(error: &dyn sqlx::error::DatabaseError) -> String {
    if let Some(name) = error.constraint() {
        return name.to_owned();
    }
    let message = error.message();
    let columns = message.rsplit(": ").next().unwrap_or(message);
    let mut name = String::new();
    for (nr, column) in columns.split(", ").enumerate() {
        let (table, column) = column.split_once('.').unwrap_or(("", column));
        if nr == 0 {
            name.push_str(table);
        }
        name.push('_');
        name.push_str(column);
    }
    name
}
