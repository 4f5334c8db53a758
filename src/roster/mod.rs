//! A list of trainees (名单) read from a paste or a file: good rows, and what is wrong with the others.
//!
//! Only account, name and class are read: nothing else about a student is needed here. Nothing is written.

mod column;
mod row;
#[cfg(test)]
mod tests;
mod trouble;

pub use row::Entry;
pub use trouble::{Column, RowTrouble, RowWord};

use crate::quiz::exchange::{self, Trouble};
use column::Header;
use std::collections::BTreeMap;

/// The largest file that is read, in bytes.
pub const FILE_MAX: u64 = 4 << 20;
/// The most rows one list may have: two programmes.
pub const ROWS_MAX: usize = 2_000;
/// Most characters of a class's name.
pub const CLASS_MAX_CHARS: usize = 40;

/// What was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// In the order of the file.
    pub entries: Vec<Entry>,
    /// By row; a row at fault is not among the entries.
    pub faults: Vec<RowWord>,
    /// What is to be looked at; the rows are among the entries.
    pub notes: Vec<RowWord>,
    /// Columns that were not read, by name.
    pub left_out: Vec<String>,
}

/// Reads a list. The header may be in Chinese or English, or be missing: then account and name are told apart by how they
/// are written. Rows count from 1, the header being row 1 where there is one.
pub fn read(bytes: &[u8]) -> Reading {
    let (rows, file_faults) = exchange::rows(bytes);
    let mut reading = Reading::default();
    for fault in file_faults {
        match fault.trouble {
            // The value last computed was read; whether it is right, the row shows.
            Trouble::FormulaValue(cell) => reading.note(fault.line, RowTrouble::Computed(cell)),
            Trouble::TooManyItems => reading.fault(fault.line, RowTrouble::TooManyRows),
            trouble => reading.fault(fault.line, RowTrouble::File(trouble)),
        }
    }
    let Some((first, rest)) = rows.split_first() else { return reading };
    let (header, rows) = match Header::read(&first.1) {
        Some(header) => (header, rest),
        None => (Header::guessed(&first.1), rows.as_slice()),
    };
    reading.left_out.clone_from(&header.left_out);
    if let Some(missing) = header.missing() {
        reading.fault(first.0, RowTrouble::NoColumn(missing));
        return reading;
    }
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    for (number, cells) in rows {
        if reading.entries.len() + reading.faults.len() >= ROWS_MAX {
            reading.fault(*number, RowTrouble::TooManyRows);
            break;
        }
        match Entry::read(&header, *number, cells) {
            Err(trouble) => reading.fault(*number, trouble),
            Ok(entry) => match seen.get(&entry.login) {
                Some(before) => reading.fault(*number, RowTrouble::Twice { login: entry.login, row: *before }),
                None => {
                    seen.insert(entry.login.clone(), *number);
                    reading.entries.push(entry);
                }
            },
        }
    }
    reading.same_names();
    reading.faults.sort_by_key(|fault| fault.row);
    reading
}

impl Reading {
    fn fault(&mut self, row: u64, trouble: RowTrouble) {
        self.faults.push(RowWord { row, trouble });
    }

    fn note(&mut self, row: u64, trouble: RowTrouble) {
        self.notes.push(RowWord { row, trouble });
    }

    /// Two accounts of one name may be two persons, or one who is there twice: a person must look.
    fn same_names(&mut self) {
        let mut first: BTreeMap<String, u64> = BTreeMap::new();
        let mut same = Vec::new();
        for entry in &self.entries {
            let before = *first.entry(entry.name.split_whitespace().collect()).or_insert(entry.row);
            if before != entry.row {
                let trouble = RowTrouble::SameName { name: entry.name.clone(), row: before };
                same.push(RowWord { row: entry.row, trouble });
            }
        }
        self.notes.extend(same);
        self.notes.sort_by_key(|note| note.row);
    }
}
