//! A workbook (`.xlsx`): its first sheet, cell by cell. Of a formula the value it last had is read, and that is told.

use super::super::{ANSWERS_MAX, FileFault, ITEMS_MAX, Import, Trouble};
use super::Row;
use calamine::{Data, DataRef, Reader, Xlsx};
use std::io::{Cursor, Read};

/// The most a workbook may unpack to, in bytes: a small file can hold gigabytes of nothing.
const UNPACKED_MAX: u64 = 128 << 20;
/// The most columns that are read: five for each answer, and some.
const COLUMNS_MAX: u32 = 5 * ANSWERS_MAX as u32 + 20;
/// The last row that is read.
const ROWS_MAX: u32 = 2 * ITEMS_MAX as u32;

/// Whether a file is a workbook: a zip archive, or Excel's older format, which is not read.
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0")
}

/// Reads the first sheet.
pub fn read_workbook(bytes: &[u8]) -> Import {
    let mut import = Import::default();
    let mut beside = Import::default();
    let rows = unpacks(bytes, UNPACKED_MAX).and_then(|()| rows(bytes, &mut beside));
    match rows {
        Ok(rows) => {
            import = super::items(&rows, false);
            import.faults.append(&mut beside.faults);
        }
        Err(trouble) => import.fault(1, trouble),
    }
    import
}

/// The first sheet's rows with their numbers, and what is told of single cells: for tables of other things than items.
///
/// # Errors
/// When it is no workbook or unpacks to too much.
pub fn sheet(bytes: &[u8]) -> Result<(Vec<Row>, Vec<FileFault>), Trouble> {
    let mut beside = Import::default();
    let rows = unpacks(bytes, UNPACKED_MAX).and_then(|()| rows(bytes, &mut beside))?;
    Ok((rows, beside.faults))
}

fn broken(error: impl std::fmt::Display) -> Trouble {
    Trouble::Workbook(error.to_string())
}

/// Unpacks all parts once and throws them away, to see how much there is.
fn unpacks(bytes: &[u8], most: u64) -> Result<(), Trouble> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let mut left = most;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(broken)?;
        let read = std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(broken)?;
        left = left.checked_sub(read).ok_or(Trouble::Unpacked(most >> 20))?;
    }
    Ok(())
}

fn rows(bytes: &[u8], import: &mut Import) -> Result<Vec<Row>, Trouble> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let sheet = book.sheet_names().first().cloned().ok_or_else(|| broken("it has no sheet"))?;
    let formulas = formulas(&mut book, &sheet)?;
    let mut rows: Vec<Row> = Vec::new();
    let mut cells = book.worksheet_cells_reader(&sheet).map_err(broken)?;
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let (row, column) = cell.get_position();
        let number = u64::from(row) + 1;
        if row >= ROWS_MAX {
            import.fault(number, Trouble::TooManyItems);
            break;
        }
        if column >= COLUMNS_MAX {
            import.fault(number, Trouble::Wide(COLUMNS_MAX as usize));
            continue;
        }
        let text = text(cell.get_value());
        if text.is_empty() {
            continue;
        }
        if formulas.binary_search(&(row, column)).is_ok() {
            import.fault(number, Trouble::FormulaValue(name(row, column)));
        }
        if rows.last().is_none_or(|(last, _)| *last != number) {
            rows.push((number, Vec::new()));
        }
        if let Some((_, cells)) = rows.last_mut() {
            let column = column as usize;
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            cells[column] = text;
        }
    }
    rows.sort_by_key(|(number, _)| *number);
    Ok(rows)
}

/// Where the formulas stand, sorted.
fn formulas(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<Vec<(u32, u32)>, Trouble> {
    let mut cells = book.worksheet_cells_reader(sheet).map_err(broken)?;
    let mut places = Vec::new();
    while let Some(cell) = cells.next_formula().map_err(broken)? {
        if !cell.get_value().is_empty() {
            places.push(cell.get_position());
        }
    }
    places.sort_unstable();
    Ok(places)
}

/// `C3`.
fn name(row: u32, column: u32) -> String {
    let mut letters = String::new();
    let mut left = column + 1;
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).unwrap_or_default();
        letters.insert(0, char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    format!("{letters}{}", row + 1)
}

fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::Empty => String::new(),
        other => Data::from(other.clone()).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    #[test]
    fn a_small_file_may_not_unpack_to_much() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["a", "b"] {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(&[0; 1 << 20]).unwrap();
        }
        let bytes = zip.finish().unwrap().into_inner();
        assert!(bytes.len() < 10_000);
        assert_eq!(unpacks(&bytes, 2 << 20), Ok(()));
        assert_eq!(unpacks(&bytes, (2 << 20) - 1), Err(Trouble::Unpacked(1)));
    }
}
