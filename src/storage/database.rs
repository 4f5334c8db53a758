//! The two databases behind one face: opening, migrating, running a statement on either.

use super::StorageError;
use super::checkpoint;
use super::statement::{Record, Row, Statement, Value};
use log::LevelFilter;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::postgres::{PgArguments, PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{Executor as _, Postgres, SqlSafeStr as _, Sqlite};
use std::str::FromStr as _;
use std::time::Duration;

/// Connections that only read, on SQLite.
const SQLITE_READERS: u32 = 4;
/// Connections on PostgreSQL.
const POSTGRES_CONNECTIONS: u32 = 16;
/// A caller waits this long for a connection before it is told the database is busy.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);
/// The pages a thousand logs end on stay in the writer's memory: KiB, as SQLite counts it.
const SQLITE_WRITER_CACHE: &str = "-32768";
/// SQLite waits this long for a lock that another process holds (a backup, the command line).
const SQLITE_BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Each with its number, name, SQLite's text and PostgreSQL's, by the name of its files.
macro_rules! migrations {
    ($($number:literal $name:literal $file:literal),+ $(,)?) => {
        &[$((
            $number,
            $name,
            include_str!(concat!("../../migrations/sqlite/", $file, ".sql")),
            include_str!(concat!("../../migrations/postgres/", $file, ".sql")),
        )),+]
    };
}

const MIGRATIONS: &[(i64, &str, &str, &str)] = migrations![
    1 "first" "0001_first",
    2 "scenario_versions" "0002_scenario_versions",
    3 "desk" "0003_desk",
    4 "after_the_shift" "0004_after_the_shift",
    5 "nodes" "0005_nodes",
    6 "items" "0006_items",
    7 "memory" "0007_memory",
    8 "finished" "0008_finished",
    9 "keys" "0009_keys",
    10 "the_check" "0010_the_check",
    11 "decide" "0011_decide",
    12 "answer_bounds" "0012_answer_bounds",
    13 "school" "0013_school",
];

#[derive(Clone, Debug)]
pub(super) enum Database {
    /// SQLite has one writer; its transactions begin IMMEDIATE, so that none fails half-way.
    Sqlite {
        readers: SqlitePool,
        writer: SqlitePool,
    },
    Postgres(PgPool),
}

impl Database {
    /// Opens the database at `sqlite:…` or `postgres://…` and brings its tables up to date.
    pub(super) async fn open(url: &str) -> Result<Self, StorageError> {
        if url.starts_with("sqlite:") {
            Self::open_sqlite(url).await
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Self::open_postgres(url).await
        } else {
            Err(StorageError::Unavailable("the database address must begin with sqlite: or postgres://".to_owned()))
        }
    }

    async fn open_sqlite(url: &str) -> Result<Self, StorageError> {
        if url.contains(":memory:") || url.contains("mode=memory") {
            return Err(StorageError::Unavailable(
                "a database in memory loses what was acknowledged; name a file".to_owned(),
            ));
        }
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(SQLITE_BUSY_TIMEOUT)
            .statement_cache_capacity(256);
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_slow_level(LevelFilter::Off)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
            .connect_with(options.clone().pragma("cache_size", SQLITE_WRITER_CACHE).pragma("wal_autocheckpoint", "0"))
            .await?;
        migrator(|migration| migration.2).run(&writer).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(SQLITE_READERS)
            .acquire_slow_level(LevelFilter::Off)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .test_before_acquire(false)
            .connect_with(options.clone().pragma("query_only", "on"))
            .await?;
        tokio::spawn(checkpoint::keep(readers.clone(), options.get_filename().to_owned()));
        Ok(Self::Sqlite { readers, writer })
    }

    async fn open_postgres(url: &str) -> Result<Self, StorageError> {
        let pool = PgPoolOptions::new()
            .max_connections(POSTGRES_CONNECTIONS)
            .acquire_slow_level(LevelFilter::Off)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .connect_with(PgConnectOptions::from_str(url)?)
            .await?;
        migrator(|migration| migration.3).run(&pool).await?;
        Ok(Self::Postgres(pool))
    }

    /// The number of the newest migration there is.
    pub(super) fn newest_migration() -> i64 {
        MIGRATIONS.iter().map(|migration| migration.0).max().unwrap_or_default()
    }

    /// Every row of a reading statement.
    pub(super) async fn all<T: Record>(&self, statement: Statement, values: &[Value]) -> Result<Vec<T>, StorageError> {
        let rows: Vec<Row> = match self {
            Self::Sqlite { readers, .. } => {
                on_sqlite(statement, values).fetch_all(readers).await?.into_iter().map(Row::Sqlite).collect()
            }
            Self::Postgres(pool) => {
                on_postgres(statement, values).fetch_all(pool).await?.into_iter().map(Row::Postgres).collect()
            }
        };
        rows.iter().map(T::from_row).collect()
    }

    /// The one row of a reading statement, if there is one.
    pub(super) async fn one<T: Record>(
        &self,
        statement: Statement,
        values: &[Value],
    ) -> Result<Option<T>, StorageError> {
        let row = match self {
            Self::Sqlite { readers, .. } => {
                on_sqlite(statement, values).fetch_optional(readers).await?.map(Row::Sqlite)
            }
            Self::Postgres(pool) => on_postgres(statement, values).fetch_optional(pool).await?.map(Row::Postgres),
        };
        row.as_ref().map(T::from_row).transpose()
    }

    /// One writing statement in a transaction of its own; how many rows it touched.
    pub(super) async fn run(&self, statement: Statement, values: &[Value]) -> Result<u64, StorageError> {
        match self {
            Self::Sqlite { writer, .. } => Ok(on_sqlite(statement, values).execute(writer).await?.rows_affected()),
            Self::Postgres(pool) => Ok(on_postgres(statement, values).execute(pool).await?.rows_affected()),
        }
    }

    /// Begins a writing transaction; dropped without [`Transaction::commit`] it leaves nothing.
    pub(super) async fn begin(&self) -> Result<Transaction, StorageError> {
        Ok(match self {
            Self::Sqlite { writer, .. } => Transaction::Sqlite(writer.begin_with("begin immediate").await?),
            Self::Postgres(pool) => Transaction::Postgres(pool.begin().await?),
        })
    }

    /// Asks the database to take a statement without running it.
    pub(super) async fn prepare(&self, statement: Statement) -> Result<(), StorageError> {
        match self {
            Self::Sqlite { writer, .. } => {
                writer.acquire().await?.prepare(statement.0.into_sql_str()).await?;
            }
            Self::Postgres(pool) => {
                pool.acquire().await?.prepare(statement.1.into_sql_str()).await?;
            }
        }
        Ok(())
    }

    /// Ends every connection, after what runs has ended.
    pub(super) async fn close(&self) {
        match self {
            Self::Sqlite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

/// A writing transaction on either database.
pub(super) enum Transaction {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

impl Transaction {
    pub(super) async fn one<T: Record>(
        &mut self,
        statement: Statement,
        values: &[Value],
    ) -> Result<Option<T>, StorageError> {
        let row = match self {
            Self::Sqlite(transaction) => {
                let connection: &mut SqliteConnection = transaction;
                on_sqlite(statement, values).fetch_optional(connection).await?.map(Row::Sqlite)
            }
            Self::Postgres(transaction) => {
                let connection: &mut PgConnection = transaction;
                on_postgres(statement, values).fetch_optional(connection).await?.map(Row::Postgres)
            }
        };
        row.as_ref().map(T::from_row).transpose()
    }

    pub(super) async fn all<T: Record>(
        &mut self,
        statement: Statement,
        values: &[Value],
    ) -> Result<Vec<T>, StorageError> {
        let rows: Vec<Row> = match self {
            Self::Sqlite(transaction) => {
                let connection: &mut SqliteConnection = transaction;
                on_sqlite(statement, values).fetch_all(connection).await?.into_iter().map(Row::Sqlite).collect()
            }
            Self::Postgres(transaction) => {
                let connection: &mut PgConnection = transaction;
                on_postgres(statement, values).fetch_all(connection).await?.into_iter().map(Row::Postgres).collect()
            }
        };
        rows.iter().map(T::from_row).collect()
    }

    pub(super) async fn run(&mut self, statement: Statement, values: &[Value]) -> Result<u64, StorageError> {
        match self {
            Self::Sqlite(transaction) => {
                let connection: &mut SqliteConnection = transaction;
                Ok(on_sqlite(statement, values).execute(connection).await?.rows_affected())
            }
            Self::Postgres(transaction) => {
                let connection: &mut PgConnection = transaction;
                Ok(on_postgres(statement, values).execute(connection).await?.rows_affected())
            }
        }
    }

    pub(super) async fn commit(self) -> Result<(), StorageError> {
        match self {
            Self::Sqlite(transaction) => transaction.commit().await?,
            Self::Postgres(transaction) => transaction.commit().await?,
        }
        Ok(())
    }
}

/// One statement with its values, for a database that can bind texts and whole numbers.
macro_rules! bound {
    ($sql:expr, $values:ident) => {
        $values.iter().fold(sqlx::query($sql), |query, value| match value {
            Value::Text(text) => query.bind(text.clone()),
            Value::Int(number) => query.bind(*number),
        })
    };
}

fn on_sqlite(statement: Statement, values: &[Value]) -> sqlx::query::Query<'static, Sqlite, SqliteArguments> {
    bound!(statement.0, values)
}

fn on_postgres(statement: Statement, values: &[Value]) -> sqlx::query::Query<'static, Postgres, PgArguments> {
    bound!(statement.1, values)
}

fn migrator(text: impl Fn(&(i64, &'static str, &'static str, &'static str)) -> &'static str) -> Migrator {
    Migrator::with_migrations(
        MIGRATIONS
            .iter()
            .map(|migration| {
                Migration::new(
                    migration.0,
                    migration.1.into(),
                    MigrationType::Simple,
                    text(migration).into_sql_str(),
                    false,
                )
            })
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::MIGRATIONS;

    #[test]
    fn every_migration_that_lies_there_is_run() {
        for database in ["sqlite", "postgres"] {
            let folder = format!("{}/migrations/{database}", env!("CARGO_MANIFEST_DIR"));
            let mut files: Vec<String> = std::fs::read_dir(folder)
                .unwrap()
                .map(|file| file.unwrap().file_name().to_string_lossy().into_owned())
                .collect();
            files.sort();
            let run: Vec<String> =
                MIGRATIONS.iter().map(|(number, name, ..)| format!("{number:04}_{name}.sql")).collect();
            assert_eq!(run, files);
        }
    }
}
