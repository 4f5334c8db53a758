//! Items a row each: CSV and workbooks, by the header `name,kind,prompt,answer1,fraction1,…` or
//! `名称,题型,题干,选项A,选项B,…,答案`. A formula is never computed.

mod cell;
mod header;
mod key;
mod row;
mod workbook;
mod writing;

pub use cell::{bare, harmless, quoted};
pub use workbook::{is_workbook, read_workbook, sheet};
pub use writing::write;

use super::{FileFault, Import, Trouble};
use crate::quiz::csv_rows::rows_before;
use header::Header;

/// A row with its number; the header is row 1.
pub type Row = (u64, Vec<String>);

/// Reads CSV; cells may also be parted by semicolons or tabs.
pub fn read(text: &str) -> Import {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let separator = [',', '\t', ';'].into_iter().find(|one| header.contains(*one)).unwrap_or(',');
    let (rows, open) = rows_before(text, separator);
    let mut import = items(&rows, true);
    if let Some(open) = open {
        import.fault(open.row, Trouble::OpenQuote);
    }
    import
}

/// The rows of a text, with what is never closed.
pub fn text_rows(text: &str) -> (Vec<Row>, Vec<FileFault>) {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let separator = ['\t', ',', '，', ';', '；'].into_iter().find(|one| first.contains(*one));
    let (rows, open) = match separator {
        Some(separator) => rows_before(text, separator),
        // Blanks of any number and width between words are one.
        None => {
            let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            let rows = (1..).zip(text.lines().map(words)).filter(|(_, cells)| !cells.is_empty()).collect();
            (rows, None)
        }
    };
    (rows, open.map(|open| FileFault::new(open.row, Trouble::OpenQuote)).into_iter().collect())
}

/// Reads rows, the header first. `strict`: a row has as many cells as the header.
fn items(rows: &[Row], strict: bool) -> Import {
    let mut import = Import::default();
    let Some(((first, names), rows)) = rows.split_first() else {
        import.fault(1, Trouble::NoColumn("prompt"));
        return import;
    };
    let header = match Header::read(names) {
        Ok(header) => header,
        Err(trouble) => {
            import.fault(*first, trouble);
            return import;
        }
    };
    for name in &header.unknown {
        import.fault(*first, Trouble::UnknownColumn(name.clone()));
    }
    for (number, cells) in rows {
        if !import.take(row::item(&header, *number, cells, strict)) {
            break;
        }
    }
    import
}
