//! Items in the formats of other tools: GIFT, Moodle XML, Aiken, tables.
//!
//! A file is read whole from memory: a caller refuses one above [`FILE_MAX`] before. Nothing is expanded, fetched or
//! evaluated: entities of XML are those five, a formula is never computed.

mod aiken;
mod banked;
mod embedded;
mod encoding;
mod gift;
mod html;
mod imported;
mod moodle_xml;
mod number;
mod table;
#[cfg(test)]
mod tests;
mod trouble;

pub use banked::{banked, unbanked};
pub use encoding::decoded;
pub use imported::{Imported, ImportedAnswer};
pub use table::{Row, bare, harmless, is_workbook, quoted, sheet};
pub use trouble::{FileFault, Trouble};

use crate::quiz::Kind;
use serde_json::json;
use std::collections::BTreeMap;

/// The largest file that is read, in bytes.
pub const FILE_MAX: u64 = 20 << 20;
/// The most items one file may bring.
pub const ITEMS_MAX: usize = 5_000;
/// The most answers one item may have.
pub const ANSWERS_MAX: usize = 50;

/// A format that is read; all but Aiken are written too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Gift,
    MoodleXml,
    Aiken,
    /// Also a workbook (`.xlsx`).
    Csv,
}

impl Format {
    /// What a file is by its name, else by how it begins.
    pub fn guess(name: &str, bytes: &[u8]) -> Self {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref() {
            Some("gift") => return Self::Gift,
            Some("xml") => return Self::MoodleXml,
            Some("csv" | "xlsx" | "xls" | "tsv") => return Self::Csv,
            _ => {}
        }
        let Some(text) = encoding::decoded(bytes) else { return Self::Csv };
        let is_key = |line: &str| aiken::key(line.trim()).is_some();
        if text.trim_start().starts_with('<') {
            Self::MoodleXml
        } else if text.lines().any(is_key) && !text.contains('{') {
            Self::Aiken
        } else if text.contains('{') || text.contains("::") {
            Self::Gift
        } else {
            Self::Csv
        }
    }
}

/// What a file gave: the good items, and what is wrong with the others.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Import {
    pub items: Vec<Imported>,
    pub faults: Vec<FileFault>,
}

impl Import {
    fn fault(&mut self, line: u64, trouble: Trouble) {
        self.faults.push(FileFault::new(line, trouble));
    }

    /// Takes an item in or names what is wrong with it; no more than [`ITEMS_MAX`]. False: no more is taken.
    fn take(&mut self, item: Result<Imported, FileFault>) -> bool {
        match item {
            Ok(item) if self.items.len() == ITEMS_MAX => {
                self.fault(item.line, Trouble::TooManyItems);
                return false;
            }
            Ok(item) if item.answers.len() > ANSWERS_MAX => self.fault(item.line, Trouble::TooManyAnswers),
            Ok(mut item) => {
                // Rights that nobody matches come last, as the bank has them.
                if item.kind == Kind::Matching {
                    item.answers.sort_by_key(|one| one.text.is_empty());
                }
                self.items.push(item);
            }
            Err(fault) => self.faults.push(fault),
        }
        // Each item may be at fault once, and a few more.
        self.faults.len() < 2 * ITEMS_MAX
    }

    /// The JSON of `miaohui import-items --json`.
    pub fn json(&self) -> serde_json::Value {
        let faults: Vec<_> = self
            .faults
            .iter()
            .map(|fault| json!({ "line": fault.line, "message": fault.trouble.to_string() }))
            .collect();
        json!({ "items": self.items, "faults": faults })
    }
}

/// The rows of any table, CSV or workbook, in any of the encodings, and what could not be read of it. Cells may be parted
/// by commas, tabs, semicolons, full-width commas, or, where there are none of these, by blanks.
pub fn rows(bytes: &[u8]) -> (Vec<Row>, Vec<FileFault>) {
    if table::is_workbook(bytes) {
        return table::sheet(bytes).unwrap_or_else(|trouble| (Vec::new(), vec![FileFault::new(1, trouble)]));
    }
    match encoding::decoded(bytes) {
        Some(text) => table::text_rows(&text),
        None => (Vec::new(), vec![FileFault::new(encoding::bad_line(bytes), Trouble::Encoding)]),
    }
}

/// Reads a file. Items at fault are left out and named; the others are there.
pub fn read(format: Format, bytes: &[u8]) -> Import {
    let mut import = if format == Format::Csv && table::is_workbook(bytes) {
        table::read_workbook(bytes)
    } else if let Some(text) = encoding::decoded(bytes) {
        let text = text.as_str();
        match format {
            Format::Gift => gift::read(text),
            Format::MoodleXml => moodle_xml::read(text),
            Format::Aiken => aiken::read(text),
            Format::Csv => table::read(text),
        }
    } else {
        let mut import = Import::default();
        import.fault(encoding::bad_line(bytes), Trouble::Encoding);
        import
    };
    name_once(&mut import);
    import.faults.sort_by_key(|fault| fault.line);
    import
}

/// A name used before in the same category: the second is left out, and both places are told.
fn name_once(import: &mut Import) {
    let mut seen: BTreeMap<(String, String), u64> = BTreeMap::new();
    let mut twice = Vec::new();
    import.items.retain(|item| {
        if item.name == Imported::name_of(&item.prompt) {
            return true;
        }
        let line = *seen.entry((item.category.clone(), item.name.clone())).or_insert(item.line);
        if line != item.line {
            twice.push(FileFault::new(item.line, Trouble::DuplicateName { name: item.name.clone(), line }));
        }
        line == item.line
    });
    import.faults.extend(twice);
}

/// Writes items; what the format cannot hold is left out and named.
pub fn write(format: Format, items: &[Imported]) -> (String, Vec<Trouble>) {
    match format {
        Format::Gift => gift::write(items),
        Format::MoodleXml => (moodle_xml::write(items), Vec::new()),
        Format::Csv | Format::Aiken => (table::write(items), Vec::new()),
    }
}
