//! What a statement, its values and its rows are, alike on both databases.

use super::StorageError;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{ColumnIndex, Decode, Type};

/// One SQL statement, known to the test that prepares them all: SQLite's text and PostgreSQL's, which differ in
/// nothing but the lock on the rows that are read. Only [`statements!`] makes one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Statement(pub(super) &'static str, pub(super) &'static str);

/// PostgreSQL's text: with `locking`, the rows stay locked until the transaction ends. On SQLite a transaction that
/// writes has locked everything already.
macro_rules! postgres_text {
    ($sql:expr) => {
        $sql
    };
    ($sql:expr, locking) => {
        concat!($sql, " for no key update")
    };
}

/// Declares a noun's statements and lists them in `ALL`.
macro_rules! statements {
    ($($name:ident = $sql:expr $(, $lock:ident)?;)+) => {
        $(const $name: $crate::storage::statement::Statement = $crate::storage::statement::Statement(
            $sql,
            $crate::storage::statement::postgres_text!($sql $(, $lock)?),
        );)+
        /// Every statement of this file, by name.
        pub(super) const ALL: &[(&str, $crate::storage::statement::Statement)] =
            &[$((stringify!($name), $name)),+];
    };
}

/// A value to bind: the schema knows only texts and whole numbers.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(Option<String>),
    Int(Option<i64>),
}

/// The values of a statement, in the order of `$1`, `$2` …
macro_rules! values {
    ($($value:expr),* $(,)?) => {
        [$($crate::storage::statement::Value::from($value)),*]
    };
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(Some(text.to_owned()))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(Some(text))
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(Some(text.clone()))
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Int(Some(i64::try_from(number).unwrap_or(i64::MAX)))
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Int(Some(i64::from(number)))
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Self::Int(Some(i64::from(truth)))
    }
}

impl From<Option<u64>> for Value {
    fn from(number: Option<u64>) -> Self {
        Self::Int(number.map(|number| i64::try_from(number).unwrap_or(i64::MAX)))
    }
}

impl<'a, T: ?Sized> From<Option<&'a T>> for Value
where
    Value: From<&'a T>,
{
    fn from(value: Option<&'a T>) -> Self {
        value.map_or(Self::Text(None), Self::from)
    }
}

impl From<Option<String>> for Value {
    fn from(text: Option<String>) -> Self {
        Self::Text(text)
    }
}

/// A row of either database.
pub(super) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

fn cell<'r, R, T>(row: &'r R, column: &'static str) -> Result<T, StorageError>
where
    R: sqlx::Row,
    T: Decode<'r, R::Database> + Type<R::Database>,
    &'static str: ColumnIndex<R>,
{
    row.try_get(column).map_err(StorageError::from)
}

impl Row {
    pub(super) fn text(&self, column: &'static str) -> Result<Option<String>, StorageError> {
        match self {
            Self::Sqlite(row) => cell(row, column),
            Self::Postgres(row) => cell(row, column),
        }
    }

    pub(super) fn int(&self, column: &'static str) -> Result<Option<i64>, StorageError> {
        match self {
            Self::Sqlite(row) => cell(row, column),
            Self::Postgres(row) => cell(row, column),
        }
    }

    pub(super) fn get<T: Column>(&self, column: &'static str) -> Result<T, StorageError> {
        T::read(self, column)
    }
}

/// Read from one column of a row.
pub(super) trait Column: Sized {
    fn read(row: &Row, column: &'static str) -> Result<Self, StorageError>;
}

fn empty(column: &str) -> StorageError {
    StorageError::Fault(format!("column {column} is empty"))
}

impl Column for Option<String> {
    fn read(row: &Row, column: &'static str) -> Result<Self, StorageError> {
        row.text(column)
    }
}

impl Column for String {
    fn read(row: &Row, column: &'static str) -> Result<Self, StorageError> {
        row.text(column)?.ok_or_else(|| empty(column))
    }
}

impl Column for Option<u64> {
    fn read(row: &Row, column: &'static str) -> Result<Self, StorageError> {
        row.int(column)?
            .map(|number| u64::try_from(number).map_err(|_| StorageError::Fault(format!("column {column} is below 0"))))
            .transpose()
    }
}

impl Column for u64 {
    fn read(row: &Row, column: &'static str) -> Result<Self, StorageError> {
        Option::<u64>::read(row, column)?.ok_or_else(|| empty(column))
    }
}

impl Column for u32 {
    fn read(row: &Row, column: &'static str) -> Result<Self, StorageError> {
        u32::try_from(u64::read(row, column)?).map_err(|_| StorageError::Fault(format!("column {column} is too great")))
    }
}

impl Column for bool {
    fn read(row: &Row, column: &'static str) -> Result<Self, StorageError> {
        Ok(u64::read(row, column)? != 0)
    }
}

/// Made from a whole row; [`record!`] writes it.
pub(super) trait Record: Sized {
    fn from_row(row: &Row) -> Result<Self, StorageError>;
}

/// A struct whose fields are columns of the same name.
macro_rules! record {
    ($(#[$meta:meta])* $vis:vis struct $name:ident {
        $($(#[$field_meta:meta])* $field_vis:vis $field:ident: $type:ty,)+
    }) => {
        $(#[$meta])*
        $vis struct $name { $($(#[$field_meta])* $field_vis $field: $type,)+ }

        impl $crate::storage::statement::Record for $name {
            fn from_row(
                row: &$crate::storage::statement::Row,
            ) -> Result<Self, $crate::storage::StorageError> {
                Ok(Self { $($field: row.get(stringify!($field))?,)+ })
            }
        }
    };
}

/// An enum stored as one word.
macro_rules! stored_enum {
    ($(#[$meta:meta])* pub enum $name:ident {
        $($(#[$variant_meta:meta])* $variant:ident = $word:literal,)+
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$variant_meta])* #[serde(rename = $word)] $variant,)+ }

        impl $name {
            /// Every value, in order.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word it is stored and sent as.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The value of a word.
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl From<$name> for $crate::storage::statement::Value {
            fn from(value: $name) -> Self { Self::from(value.as_str()) }
        }

        impl $crate::storage::statement::Column for Option<$name> {
            fn read(
                row: &$crate::storage::statement::Row,
                column: &'static str,
            ) -> Result<Self, $crate::storage::StorageError> {
                row.text(column)?
                    .map(|word| $name::parse(&word).ok_or_else(|| {
                        $crate::storage::StorageError::Fault(
                            format!("column {column} holds “{word}”"))
                    }))
                    .transpose()
            }
        }

        impl $crate::storage::statement::Column for $name {
            fn read(
                row: &$crate::storage::statement::Row,
                column: &'static str,
            ) -> Result<Self, $crate::storage::StorageError> {
                row.get::<Option<$name>>(column)?.ok_or_else(|| {
                    $crate::storage::StorageError::Fault(format!("column {column} is empty"))
                })
            }
        }
    };
}

macro_rules! id_columns {
    ($($name:ident),+) => {$(
        impl From<&$crate::ids::$name> for Value {
            fn from(id: &$crate::ids::$name) -> Self { Self::Text(Some(id.0.clone())) }
        }

        impl Column for $crate::ids::$name {
            fn read(row: &Row, column: &'static str) -> Result<Self, StorageError> {
                Ok(Self(String::read(row, column)?))
            }
        }

        impl Column for Option<$crate::ids::$name> {
            fn read(row: &Row, column: &'static str) -> Result<Self, StorageError> {
                Ok(row.text(column)?.map($crate::ids::$name))
            }
        }
    )+};
}

id_columns!(UserId, ShiftId, CohortId, AssignmentId, ProgrammeId, ImportId, AttemptId, ExamId, CertificateId);

pub(super) use {postgres_text, record, statements, stored_enum, values};
