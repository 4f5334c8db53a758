//! What may be wrong with a row, each with its mend.

use super::{CLASS_MAX_CHARS, ROWS_MAX};
use crate::accounts::NAME_MAX_CHARS;
use crate::quiz::exchange::Trouble;

pub use super::column::Column;

/// Words about a row, the header being row 1.
#[derive(Clone, Debug, PartialEq)]
pub struct RowWord {
    pub row: u64,
    pub trouble: RowTrouble,
}

/// What is wrong, or to be looked at.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum RowTrouble {
    #[error(transparent)]
    File(Trouble),
    #[error("the header names no column for {0:?}; name one 学号 (or login), one 姓名 (or name)")]
    NoColumn(Column),
    #[error("more than {ROWS_MAX} rows; the rest was not read: split the list")]
    TooManyRows,
    #[error("no account; write the student number or another login")]
    NoLogin,
    #[error("no name; write it")]
    NoName,
    #[error("{0:?} cannot be a login; 2 to 64 letters, digits and . _ - @")]
    Login(String),
    #[error("{0:?} is a number that the spreadsheet shortened; make the column text and type it again")]
    Shortened(String),
    #[error("{0:?} is too long for a name, or has characters that cannot be shown; at most {NAME_MAX_CHARS}")]
    Name(String),
    #[error("{0:?} is too long for a class's name; at most {CLASS_MAX_CHARS} characters")]
    Class(String),
    #[error("{0:?} is a formula; write the words")]
    Formula(String),
    #[error("{0:?} was damaged when the file was saved; save it again from the original")]
    Broken(String),
    #[error("the account {login} stands in row {row} already; take one of them out")]
    Twice { login: String, row: u64 },
    #[error("the account {0} is not a trainee's; give the person another login")]
    NotTrainee(String),
    #[error("the account {0} is disabled; have an administrator enable it, or give another login")]
    Disabled(String),
    // To be looked at
    #[error("cell {0} is a formula; its last value was read")]
    Computed(String),
    #[error("{name} stands in row {row} too, with another account; are they two persons?")]
    SameName { name: String, row: u64 },
    #[error("there is this account already, as {0}; it joins the class and nothing else changes")]
    There(String),
}
