//! A whole school in one file, from either database into either: gzipped lines of JSON, verified by hash.
//!
//! The first line says what the file is, each further one is a row `["table", [values …]]`, the last one counts and
//! hashes the rows. Keys are not in it: they stay in the data folder, and are to be kept elsewhere.

pub(super) mod rows;

use super::database::Database;
use super::{Storage, StorageError};
use crate::clock::UnixMs;
use flate2::{Compression, read::MultiGzDecoder, write::GzEncoder};
use rows::{Cell, Digest, Dump, Target};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read, Seek, SeekFrom, Write};

/// The form of the file.
const FORM: u64 = 1;
/// The longest line: a row with a whole log or form in it.
const LINE_MAX: u64 = 64 << 20;

/// Every table that is kept, those first that others refer to, each with the order its rows are written in.
const TABLES: &[(&str, &str)] = &[
    ("settings", "key"),
    ("users", "created_ms, id"),
    ("cohorts", "id"),
    ("cohort_members", "cohort_id, user_id"),
    ("programmes", "id"),
    ("assignments", "id"),
    ("roster_imports", "id"),
    ("roster_rows", "import_id, user_id"),
    ("exams", "id"),
    ("exam_notes", "exam_id, nr"),
    // A fork begins after the shift it is a fork of.
    ("shifts", "started_ms, id"),
    ("events", "shift_id, seq"),
    ("attempts", "id"),
    ("attempt_answers", "attempt_id, item"),
    ("decisions", "id"),
    ("certificates", "id"),
    ("certificate_states", "certificate_id, nr"),
    ("opinions", "exam_id, round, nr"),
    ("appeals", "exam_id"),
    ("marks", "exam_id, examiner_id, criterion"),
    ("renewals", "certificate_id"),
    ("certificate_shares", "id"),
    ("api_keys", "id"),
    ("watched_certificates", "user_id, share_id"),
    ("audit", "seq"),
    ("audit_head", "id"),
    ("scenario_versions", "id"),
    ("window_notes", "shift_id, number"),
    ("own_phrases", "id"),
    ("desk_settings", "user_id"),
    ("reviews", "user_id, item"),
    ("review_goals", "user_id"),
    ("review_cards", "user_id"),
    ("review_answers", "user_id, card_id"),
    ("school_items", "id"),
    ("item_versions", "id, version"),
];
/// Tables of the moment: who is signed in, which servers run, who is shown to be there.
const LEFT_OUT: &[&str] = &["sessions", "nodes", "presence_codes"];

#[derive(Serialize, Deserialize)]
struct Header {
    /// [`FORM`].
    miaohui_backup: u64,
    /// The newest migration of the database it is of.
    migration: i64,
    at_ms: UnixMs,
    /// Table → its columns, in the order of each row's values.
    tables: BTreeMap<String, Vec<String>>,
}

#[derive(Serialize, Deserialize)]
struct Trailer {
    rows: u64,
    hash: String,
}

/// What was written or restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    pub rows: u64,
    /// The sum of the rows' SHA-256, in hex: their order does not matter.
    pub hash: String,
}

/// Why a file cannot be restored; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum RestoreFault {
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error("the file cannot be read: {0}")]
    Io(#[from] std::io::Error),
    #[error("line {line}: {what}")]
    Line { line: u64, what: String },
    #[error("the file was made by a newer version (migration {0}); update this one first")]
    Newer(i64),
    #[error("the file is not whole or was changed: it holds {found}, its last line says {said}")]
    Hash { found: String, said: String },
    #[error(
        "this database is in use ({0} accounts); restore into an empty data folder, or replace everything with --replace"
    )]
    InUse(u64),
    #[error("what was written does not read as the file does; nothing was kept")]
    NotSame,
}

impl Storage {
    /// Every table that is backed up, or left out on purpose.
    pub fn backed_up_tables() -> Vec<&'static str> {
        TABLES.iter().map(|(table, _)| *table).chain(LEFT_OUT.iter().copied()).collect()
    }
}

impl RestoreFault {
    /// Whether the file is at fault, not the database.
    pub fn is_of_file(&self) -> bool {
        matches!(self, Self::Line { .. } | Self::Newer(_) | Self::Hash { .. })
    }
}

impl Storage {
    /// Writes everything down as it stands at one moment, while others go on working.
    ///
    /// # Errors
    /// When the database does not answer, or the file cannot be written.
    pub async fn back_up(&self, out: impl Write, now_ms: UnixMs) -> Result<Backup, RestoreFault> {
        let mut dump = Dump::begin(&self.database).await?;
        let mut tables = BTreeMap::new();
        for (table, _) in TABLES {
            tables.insert((*table).to_owned(), dump.columns(table).await?);
        }
        let header = Header { miaohui_backup: FORM, migration: Database::newest_migration(), at_ms: now_ms, tables };
        let mut out = GzEncoder::new(out, Compression::default());
        writeln!(out, "{}", text(&header)?)?;
        let mut digest = Digest::default();
        for (table, order) in TABLES {
            let columns = &header.tables[*table];
            dump.rows(table, columns, order, None, |cells| {
                let line = text(&(table, cells))?;
                digest.add(&line);
                writeln!(out, "{line}")?;
                Ok(())
            })
            .await?;
        }
        let backup = digest.done();
        writeln!(out, "{}", text(&Trailer { rows: backup.rows, hash: backup.hash.clone() })?)?;
        out.finish()?.flush()?;
        Ok(backup)
    }

    /// Puts a file in the place of everything: read whole and verified first, written in one transaction, read back
    /// and verified again. Everybody has to sign in anew, and a server that holds a shift loses it.
    ///
    /// # Errors
    /// See [`RestoreFault`]; then everything is as it was.
    pub async fn restore(&self, mut file: impl Read + Seek, replace: bool) -> Result<Backup, RestoreFault> {
        let (header, wanted) = verify(&mut file)?;
        file.seek(SeekFrom::Start(0))?;
        let mut target = Target::begin(&self.database).await?;
        let accounts = target.count("users").await?;
        if accounts > 0 && !replace {
            return Err(RestoreFault::InUse(accounts));
        }
        for table in LEFT_OUT.iter().chain(TABLES.iter().rev().map(|(table, _)| table)) {
            target.clear(table).await?;
        }
        let mut waiting: (String, Vec<Vec<Cell>>) = (String::new(), Vec::new());
        let mut lines = Lines::new(&mut file);
        let _header = lines.next()?;
        while let Some((line, written)) = lines.next()? {
            let Some((table, cells)) = row(line, &written)? else { break };
            let full = waiting.1.len() >= rows::ROWS_AT_ONCE;
            if waiting.0 != table || full {
                target.insert(&waiting.0, header.tables.get(&waiting.0), &waiting.1).await?;
                waiting = (table, Vec::new());
            }
            waiting.1.push(cells);
        }
        target.insert(&waiting.0, header.tables.get(&waiting.0), &waiting.1).await?;
        let mut digest = Digest::default();
        for (table, order) in TABLES {
            if let Some(columns) = header.tables.get(*table) {
                target
                    .rows(table, columns, order, |cells| {
                        digest.add(&text(&(table, cells))?);
                        Ok(())
                    })
                    .await?;
            }
        }
        let found = digest.done();
        if found != wanted {
            return Err(RestoreFault::NotSame);
        }
        target.let_go_of_shifts().await?;
        target.commit().await?;
        Ok(found)
    }
}

/// Reads a file through: its header, and that it is whole.
fn verify(file: impl Read) -> Result<(Header, Backup), RestoreFault> {
    let mut lines = Lines::new(file);
    let first = lines.next()?.map(|(_, text)| text).unwrap_or_default();
    let header: Header = serde_json::from_str(&first)
        .map_err(|_| RestoreFault::Line { line: 1, what: "this is no backup of Miaohui".to_owned() })?;
    if header.miaohui_backup != FORM || header.migration > Database::newest_migration() {
        return Err(RestoreFault::Newer(header.migration));
    }
    let mut digest = Digest::default();
    while let Some((line, text)) = lines.next()? {
        let Some((table, cells)) = row(line, &text)? else {
            let said: Trailer =
                serde_json::from_str(&text).map_err(|error| RestoreFault::Line { line, what: error.to_string() })?;
            let (found, said) = (digest.done(), Backup { rows: said.rows, hash: said.hash });
            if found != said || lines.next()?.is_some() {
                return Err(RestoreFault::Hash { found: found.words(), said: said.words() });
            }
            return Ok((header, found));
        };
        let columns = header.tables.get(&table);
        let known = TABLES.iter().any(|(known, _)| *known == table);
        if !known || columns.is_none_or(|columns| columns.len() != cells.len()) {
            return Err(RestoreFault::Line { line, what: format!("the row does not fit table {table:?}") });
        }
        digest.add(&text);
    }
    Err(RestoreFault::Hash { found: digest.done().words(), said: "nothing: it is cut off".to_owned() })
}

impl Backup {
    fn words(&self) -> String {
        format!("{} rows, {}", self.rows, self.hash)
    }
}

fn text(value: &impl Serialize) -> Result<String, RestoreFault> {
    serde_json::to_string(value).map_err(|error| RestoreFault::Storage(StorageError::Fault(error.to_string())))
}

/// A row; none for the last line.
fn row(line: u64, text: &str) -> Result<Option<(String, Vec<Cell>)>, RestoreFault> {
    if text.starts_with('{') {
        return Ok(None);
    }
    serde_json::from_str(text).map(Some).map_err(|error| RestoreFault::Line { line, what: error.to_string() })
}

/// The file's lines, numbered from 1.
struct Lines<R: Read> {
    reader: BufReader<MultiGzDecoder<R>>,
    line: u64,
}

impl<R: Read> Lines<R> {
    fn new(file: R) -> Self {
        Self { reader: BufReader::new(MultiGzDecoder::new(file)), line: 0 }
    }

    fn next(&mut self) -> Result<Option<(u64, String)>, RestoreFault> {
        let mut bytes = Vec::new();
        self.line += 1;
        let fault = |what: String| RestoreFault::Line { line: self.line, what };
        let read = (&mut self.reader).take(LINE_MAX).read_until(b'\n', &mut bytes);
        if read.map_err(|error| fault(format!("this is no whole gzip file: {error}")))? == 0 {
            return Ok(None);
        }
        if bytes.pop() != Some(b'\n') {
            return Err(fault("the line is cut off or too long".to_owned()));
        }
        String::from_utf8(bytes).map(|text| Some((self.line, text))).map_err(|_| fault("not UTF-8 text".to_owned()))
    }
}
