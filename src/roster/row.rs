//! One row of a list.

use super::column::{Column, Header};
use super::{CLASS_MAX_CHARS, RowTrouble};
use crate::accounts::{NAME_MAX_CHARS, login_name};
use serde::{Deserialize, Serialize};

/// A person of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub row: u64,
    /// Normalised by `accounts::login_name`.
    pub login: String,
    pub name: String,
    /// The class by name; empty: the class the list is for.
    #[serde(default)]
    pub class: String,
}

impl Entry {
    /// # Errors
    /// The first thing that is wrong.
    pub(super) fn read(header: &Header, row: u64, cells: &[String]) -> Result<Self, RowTrouble> {
        let cell = |column| header.cell(column, cells);
        let (login, name, class) = (cell(Column::Login), cell(Column::Name), cell(Column::Class));
        Self { row, login: login.to_owned(), name: name.to_owned(), class: class.to_owned() }.checked()
    }

    /// The entry as it may be kept; also for what came back from a form.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn checked(mut self) -> Result<Self, RowTrouble> {
        for text in [&self.login, &self.name, &self.class] {
            if text.starts_with(['=', '@']) {
                return Err(RowTrouble::Formula(text.clone()));
            }
            if text.contains('\u{fffd}') || text.contains("锟斤") {
                return Err(RowTrouble::Broken(text.clone()));
            }
        }
        if self.login.is_empty() {
            return Err(RowTrouble::NoLogin);
        }
        if self.name.is_empty() {
            return Err(RowTrouble::NoName);
        }
        if is_shortened(&self.login) {
            return Err(RowTrouble::Shortened(self.login));
        }
        match login_name(&self.login) {
            Ok(login) => self.login = login,
            Err(_) => return Err(RowTrouble::Login(self.login)),
        }
        let characters = |text: &str| text.chars().count();
        if characters(&self.name) > NAME_MAX_CHARS || self.name.chars().any(char::is_control) {
            return Err(RowTrouble::Name(self.name));
        }
        if characters(&self.class) > CLASS_MAX_CHARS || self.class.chars().any(char::is_control) {
            return Err(RowTrouble::Class(self.class));
        }
        Ok(self)
    }
}

/// `2.02311E+11`: a spreadsheet made a long number short, and the end of it is lost.
fn is_shortened(login: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let Some((mantissa, exponent)) = login.split_once(['E', 'e']) else { return false };
    exponent.strip_prefix('+').is_some_and(digits) && mantissa.split('.').all(digits)
}
