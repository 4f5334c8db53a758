//! A roll of certificates to be checked at once: codes with names beside them, as CSV, a workbook or pasted lines.
//!
//! The first row may name the columns; without names the column with the first code in it is taken. Nothing is computed:
//! a formula in the place of a code is told and not read.

mod columns;
#[cfg(test)]
mod tests;

use crate::ids::typed_code;
use crate::quiz::csv_rows::rows_before;
use crate::quiz::exchange::{Row, Trouble, bare, decoded, is_workbook, quoted, sheet};
use columns::Columns;
use std::collections::BTreeMap;

/// The largest file that is read, in bytes.
pub const FILE_MAX: usize = 4 << 20;
/// The most rows that are checked in one go.
pub const ROWS_MAX: usize = 2_000;
/// Characters of a check code.
pub const CODE_CHARS: usize = 12;
/// The last row whose number is kept when a roll is written.
const LINES_MAX: u64 = 100_000;
/// The most characters of a cell that are kept.
const CELL_MAX_CHARS: usize = 60;

/// Why nothing of a file can be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RollFault {
    #[error("this is neither a workbook nor UTF-8, UTF-16 or GB18030 text")]
    Encoding,
    #[error("{0}")]
    Workbook(Trouble),
    #[error("row {0}: a quoted cell is not closed")]
    OpenQuote(u64),
    #[error("there is no row in it")]
    Empty,
    /// The columns there are.
    #[error("no column of check codes; the first row has {0:?}")]
    NoCodes(Vec<String>),
}

/// What stands in the place of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Twelve characters, as they are stored.
    Code,
    /// Something else.
    NoCode,
    /// A formula of a spreadsheet; it was not computed.
    Formula,
    /// The code of the row with this number again.
    Again(u64),
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// As spreadsheets count.
    pub row: u64,
    /// As it was written.
    pub given: String,
    /// The code as it is stored, where it is one.
    pub code: String,
    /// The name beside it, as it was written.
    pub who: String,
    pub reading: Reading,
}

/// A roll as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roll {
    pub entries: Vec<Entry>,
    /// Rows behind [`ROWS_MAX`], which were not read.
    pub left_out: usize,
}

/// Reads a file.
///
/// # Errors
/// When nothing in it can be read, with what to mend.
pub fn read(bytes: &[u8]) -> Result<Roll, RollFault> {
    if is_workbook(bytes) {
        let (rows, told) = sheet(bytes).map_err(RollFault::Workbook)?;
        let is_formula = |row: u64, column: usize| {
            told.iter().any(|fault| {
                matches!(&fault.trouble, Trouble::FormulaValue(cell) if fault.line == row && columns::of_cell(cell) == Some(column))
            })
        };
        return roll(&rows, is_formula);
    }
    read_text(&decoded(bytes).ok_or(RollFault::Encoding)?)
}

/// Reads pasted lines or CSV; cells are parted by commas, tabs or semicolons.
///
/// # Errors
/// As [`read`].
pub fn read_text(text: &str) -> Result<Roll, RollFault> {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let separator = ['\t', ',', ';'].into_iter().find(|one| first.contains(*one)).unwrap_or(',');
    let (rows, open) = rows_before(text, separator);
    match open {
        Some(open) => Err(RollFault::OpenQuote(open.row)),
        None => roll(&rows, |_, _| false),
    }
}

fn roll(rows: &[Row], is_formula: impl Fn(u64, usize) -> bool) -> Result<Roll, RollFault> {
    let (_, first) = rows.first().ok_or(RollFault::Empty)?;
    let columns =
        Columns::read(rows).ok_or_else(|| RollFault::NoCodes(first.iter().map(|cell| cut(cell)).collect()))?;
    let rows = if columns.named { &rows[1..] } else { rows };
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    let mut entries = Vec::new();
    for (row, cells) in rows.iter().take(ROWS_MAX) {
        let cell = |column: usize| cells.get(column).map(|cell| bare(cell.trim())).unwrap_or_default();
        let given = cell(columns.code);
        let code = typed_code(given);
        let reading = if given.starts_with('=') || is_formula(*row, columns.code) {
            Reading::Formula
        } else if code.len() != CODE_CHARS {
            Reading::NoCode
        } else {
            match seen.get(&code) {
                Some(before) => Reading::Again(*before),
                None => Reading::Code,
            }
        };
        if reading == Reading::Code {
            seen.insert(code.clone(), *row);
        }
        let who = columns.who.map(|column| cut(cell(column))).unwrap_or_default();
        entries.push(Entry { row: *row, given: cut(given), code, who, reading });
    }
    Ok(Roll { left_out: rows.len().saturating_sub(ROWS_MAX), entries })
}

/// The rows as CSV that [`read_text`] reads back with the same numbers.
pub fn write<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> String {
    let mut out = String::new();
    let mut line = 1;
    for entry in entries {
        if line == 1 && entry.row > 1 {
            out.push_str("查验码,姓名\n");
            line += 1;
        }
        while line < entry.row.min(LINES_MAX) {
            out.push('\n');
            line += 1;
        }
        out.push_str(&quoted(&entry.given));
        if !entry.who.is_empty() {
            out.push(',');
            out.push_str(&quoted(&entry.who));
        }
        out.push('\n');
        line += 1;
    }
    out
}

fn cut(cell: &str) -> String {
    cell.trim().chars().take(CELL_MAX_CHARS).collect()
}
