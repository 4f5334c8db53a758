//! Rows of any table, read and written on either database: the schema knows only texts and whole numbers.

use super::super::StorageError;
use super::super::database::Database;
use super::{Backup, RestoreFault};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use sqlx::{AssertSqlSafe, Column as _, Postgres, Row as _, Sqlite, TypeInfo as _};
use std::fmt::Write as _;

/// Rows one statement reads.
const ROWS_READ: usize = 5_000;
/// Rows one statement writes.
pub(super) const ROWS_AT_ONCE: usize = 64;

/// One value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(in super::super) enum Cell {
    Null,
    Int(i64),
    Text(String),
}

/// The sum of all rows' hashes, modulo 2^256: two databases sort texts differently.
#[derive(Default)]
pub(super) struct Digest {
    rows: u64,
    sum: [u8; 32],
}

impl Digest {
    pub(super) fn add(&mut self, line: &str) {
        self.rows += 1;
        let mut carry = 0_u16;
        for (byte, add) in self.sum.iter_mut().zip(Sha256::digest(line.as_bytes())) {
            carry += u16::from(*byte) + u16::from(add);
            *byte = carry.to_le_bytes()[0];
            carry >>= 8;
        }
    }

    pub(super) fn done(&self) -> Backup {
        let mut hash = String::with_capacity(64);
        for byte in self.sum.iter().rev() {
            // Writing to a String cannot fail.
            let _ = write!(hash, "{byte:02x}");
        }
        Backup { rows: self.rows, hash }
    }
}

/// One moment of a database, being read.
pub(in super::super) enum Dump {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

/// A database being written anew, in one transaction; dropped without [`Target::commit`] it leaves nothing.
pub(super) struct Target(Dump);

/// Reads rows of either database into cells.
macro_rules! cells {
    ($row:expr) => {{
        let row = $row;
        let mut cells = Vec::with_capacity(row.columns().len());
        for column in row.columns() {
            let whole = matches!(column.type_info().name(), "INTEGER" | "INT8");
            cells.push(if whole {
                row.try_get::<Option<i64>, _>(column.ordinal())
                    .map_err(StorageError::from)?
                    .map_or(Cell::Null, Cell::Int)
            } else {
                let text = row.try_get::<Option<String>, _>(column.ordinal()).map_err(StorageError::from)?;
                text.map_or(Cell::Null, Cell::Text)
            });
        }
        cells
    }};
}

/// Runs a statement with values on either database.
macro_rules! write {
    ($transaction:expr, $sql:expr, $cells:expr, $ints:expr) => {{
        let mut query = sqlx::query(AssertSqlSafe($sql));
        for (cell, int) in $cells.zip($ints) {
            query = match (cell, int) {
                (Cell::Text(text), _) => query.bind(text.clone()),
                (Cell::Int(number), _) => query.bind(*number),
                (Cell::Null, true) => query.bind(None::<i64>),
                (Cell::Null, false) => query.bind(None::<String>),
            };
        }
        query.execute(&mut **$transaction).await.map_err(StorageError::from)?;
    }};
}

impl Dump {
    pub(in super::super) async fn begin(database: &Database) -> Result<Self, StorageError> {
        Ok(match database {
            // The first read fixes what is seen.
            Database::Sqlite { readers, .. } => Self::Sqlite(readers.begin().await?),
            Database::Postgres(pool) => {
                Self::Postgres(pool.begin_with("begin isolation level repeatable read read only").await?)
            }
        })
    }

    /// A table's columns.
    pub(in super::super) async fn columns(&mut self, table: &str) -> Result<Vec<String>, StorageError> {
        Ok(self.typed_columns(table).await?.into_iter().map(|(name, _)| name).collect())
    }

    /// A table's columns, each with whether it holds whole numbers.
    async fn typed_columns(&mut self, table: &str) -> Result<Vec<(String, bool)>, StorageError> {
        let columns: Vec<(String, String)> = match self {
            Self::Sqlite(transaction) => {
                sqlx::query_as("select name, lower(type) from pragma_table_info($1) order by name")
                    .bind(table)
                    .fetch_all(&mut **transaction)
                    .await?
            }
            Self::Postgres(transaction) => {
                sqlx::query_as(
                    "select column_name::text, data_type::text from information_schema.columns
                     where table_schema = 'public' and table_name = $1 order by column_name::text collate \"C\"",
                )
                .bind(table)
                .fetch_all(&mut **transaction)
                .await?
            }
        };
        Ok(columns.into_iter().map(|(name, kind)| (name, kind.contains("int"))).collect())
    }

    /// Gives each row of a table; with `of`, those that a condition on `$1` takes.
    pub(in super::super) async fn rows(
        &mut self,
        table: &str,
        columns: &[String],
        order: &str,
        of: Option<(&str, &str)>,
        mut give: impl FnMut(&[Cell]) -> Result<(), RestoreFault>,
    ) -> Result<(), RestoreFault> {
        let mut read = 0;
        loop {
            let (condition, value) =
                of.map_or((String::new(), None), |(of, value)| (format!("where {of}"), Some(value)));
            let sql = format!(
                "select {} from {table} {condition} order by {order} limit {ROWS_READ} offset {read}",
                quoted(columns)
            );
            let rows: Result<Vec<Vec<Cell>>, StorageError> = match self {
                Self::Sqlite(transaction) => {
                    let query =
                        value.into_iter().fold(sqlx::query(AssertSqlSafe(sql)), |query, value| query.bind(value));
                    let rows = query.fetch_all(&mut **transaction).await;
                    rows.map_err(StorageError::from)?.iter().map(|row| Ok(cells!(row))).collect()
                }
                Self::Postgres(transaction) => {
                    let query =
                        value.into_iter().fold(sqlx::query(AssertSqlSafe(sql)), |query, value| query.bind(value));
                    let rows = query.fetch_all(&mut **transaction).await;
                    rows.map_err(StorageError::from)?.iter().map(|row| Ok(cells!(row))).collect()
                }
            };
            let rows = rows?;
            for cells in &rows {
                give(cells)?;
            }
            read += rows.len();
            if rows.len() < ROWS_READ {
                return Ok(());
            }
        }
    }

    async fn run(&mut self, sql: String, cells: &[&Cell], ints: &[bool]) -> Result<(), StorageError> {
        let ints = ints.iter().copied().cycle();
        match self {
            Self::Sqlite(transaction) => write!(transaction, sql, cells.iter().copied(), ints),
            Self::Postgres(transaction) => write!(transaction, sql, cells.iter().copied(), ints),
        }
        Ok(())
    }
}

impl Target {
    pub(super) async fn begin(database: &Database) -> Result<Self, StorageError> {
        Ok(Self(match database {
            Database::Sqlite { writer, .. } => Dump::Sqlite(writer.begin_with("begin immediate").await?),
            Database::Postgres(pool) => Dump::Postgres(pool.begin().await?),
        }))
    }

    pub(super) async fn count(&mut self, table: &str) -> Result<u64, StorageError> {
        let sql = AssertSqlSafe(format!("select count(*) from {table}"));
        let (count,): (i64,) = match &mut self.0 {
            Dump::Sqlite(transaction) => sqlx::query_as(sql).fetch_one(&mut **transaction).await?,
            Dump::Postgres(transaction) => sqlx::query_as(sql).fetch_one(&mut **transaction).await?,
        };
        Ok(u64::try_from(count).unwrap_or(0))
    }

    pub(super) async fn clear(&mut self, table: &str) -> Result<(), StorageError> {
        self.0.run(format!("delete from {table}"), &[], &[false]).await
    }

    /// Writes rows of a table; columns the file names and the table has not are a fault of the database.
    pub(super) async fn insert(
        &mut self,
        table: &str,
        columns: Option<&Vec<String>>,
        rows: &[Vec<Cell>],
    ) -> Result<(), StorageError> {
        let Some(columns) = columns.filter(|_| !rows.is_empty()) else { return Ok(()) };
        let typed = self.0.typed_columns(table).await?;
        let is_int = |name: &String| typed.iter().find(|(own, _)| own == name).map(|(_, int)| *int);
        let ints: Option<Vec<bool>> = columns.iter().map(is_int).collect();
        let ints = ints.ok_or_else(|| StorageError::Fault(format!("table {table} has other columns than the file")))?;
        let mut sql = format!("insert into {table} ({}) values ", quoted(columns));
        for row in 0..rows.len() {
            let places: Vec<String> = (1..=columns.len()).map(|at| format!("${}", row * columns.len() + at)).collect();
            sql.push_str(if row == 0 { "(" } else { ", (" });
            sql.push_str(&places.join(", "));
            sql.push(')');
        }
        let cells: Vec<&Cell> = rows.iter().flatten().collect();
        self.0.run(sql, &cells, &ints).await
    }

    pub(super) async fn rows(
        &mut self,
        table: &str,
        columns: &[String],
        order: &str,
        give: impl FnMut(&[Cell]) -> Result<(), RestoreFault>,
    ) -> Result<(), RestoreFault> {
        self.0.rows(table, columns, order, None, give).await
    }

    /// Whoever held a shift while everything was replaced holds it no more.
    pub(super) async fn let_go_of_shifts(&mut self) -> Result<(), StorageError> {
        self.0.run("update shifts set epoch = epoch + 1, holder = null".to_owned(), &[], &[false]).await
    }

    pub(super) async fn commit(self) -> Result<(), StorageError> {
        match self.0 {
            Dump::Sqlite(transaction) => transaction.commit().await?,
            Dump::Postgres(transaction) => transaction.commit().await?,
        }
        Ok(())
    }
}

fn quoted(columns: &[String]) -> String {
    let columns: Vec<String> = columns.iter().map(|column| format!("\"{}\"", column.replace('"', ""))).collect();
    columns.join(", ")
}
