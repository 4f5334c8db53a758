//! A table as a file: CSV or a workbook, with nothing in it that a spreadsheet would compute.

use super::error::ApiError;
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use miaohui::quiz::exchange::{harmless, quoted};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// Columns of a workbook are so wide: a name, a title.
const COLUMN_CHARS: f64 = 16.0;
/// The longest name a sheet may have.
const NAME_MAX_CHARS: usize = 31;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Text(String),
    Number(f64),
    Empty,
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Option<f64>> for Cell {
    /// To one place: nobody reads more.
    fn from(number: Option<f64>) -> Self {
        number.map_or(Self::Empty, |number| Self::Number((number * 10.0).round() / 10.0))
    }
}

impl From<Option<u64>> for Cell {
    fn from(number: Option<u64>) -> Self {
        number.map_or(Self::Empty, |number| Self::Number(number as f64))
    }
}

/// A table with a header.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    pub header: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

/// The two kinds of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    Csv,
    Xlsx,
}

impl FileKind {
    /// By the end of an address: `results.csv`.
    pub fn of(file: &str) -> Option<Self> {
        match file.rsplit_once('.')?.1 {
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }
}

impl Sheet {
    /// As an answer that is saved as a file of this name (without its end).
    ///
    /// # Errors
    /// [`ApiError::Fault`] when the workbook cannot be written.
    pub fn answer(&self, kind: FileKind, name: &str) -> Result<Response, ApiError> {
        let encoded: String = form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>().replace('+', "%20");
        let (end, mime) = match kind {
            FileKind::Csv => ("csv", "text/csv; charset=utf-8"),
            FileKind::Xlsx => ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        };
        let attachment = format!("attachment; filename=\"miaohui.{end}\"; filename*=UTF-8''{encoded}.{end}");
        let headers = [(header::CONTENT_TYPE, mime.to_owned()), (header::CONTENT_DISPOSITION, attachment)];
        let body = match kind {
            FileKind::Csv => self.csv().into_bytes(),
            FileKind::Xlsx => self.workbook(name).map_err(|error| {
                tracing::error!(%error, "a workbook was not written");
                ApiError::Fault
            })?,
        };
        Ok((headers, body).into_response())
    }

    /// With a byte order mark: without it spreadsheets take it for another encoding.
    fn csv(&self) -> String {
        let line = |cells: Vec<String>| format!("{}\r\n", cells.join(","));
        let mut out = format!("\u{feff}{}", line(self.header.iter().map(|name| quoted(name)).collect()));
        for row in &self.rows {
            out.push_str(&line(
                row.iter()
                    .map(|cell| match cell {
                        Cell::Text(text) => quoted(text),
                        Cell::Number(number) => number.to_string(),
                        Cell::Empty => String::new(),
                    })
                    .collect(),
            ));
        }
        out
    }

    fn workbook(&self, name: &str) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        // A sheet's name may hold less than a class's.
        let plain: String = name.chars().filter(|one| !"[]:*?/\\'".contains(*one)).take(NAME_MAX_CHARS).collect();
        sheet.set_name(if plain.is_empty() { "1" } else { &plain })?;
        let bold = Format::new().set_bold();
        for (column, title) in (0_u16..).zip(&self.header) {
            sheet.write_string_with_format(0, column, title, &bold)?;
            sheet.set_column_width(column, COLUMN_CHARS)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        for (row, cells) in (1_u32..).zip(&self.rows) {
            for (column, cell) in (0_u16..).zip(cells) {
                match cell {
                    // Text in a workbook is no formula; saved as CSV from there it would be one.
                    Cell::Text(text) => sheet.write_string(row, column, harmless(text))?,
                    Cell::Number(number) => sheet.write_number(row, column, *number)?,
                    Cell::Empty => continue,
                };
            }
        }
        book.save_to_buffer()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        let text = |text: &str| Cell::Text(text.to_owned());
        Sheet {
            header: vec!["姓名".to_owned(), "成绩".to_owned()],
            rows: vec![
                vec![text("=HYPERLINK(\"x\")"), Cell::Number(-1.5)],
                vec![text("林,小安"), Cell::Empty],
                vec![text("@SUM(1)"), text("+86")],
            ],
        }
    }

    #[test]
    fn nothing_computes() {
        let csv = sheet().csv();
        assert_eq!(csv, "\u{feff}姓名,成绩\r\n\"'=HYPERLINK(\"\"x\"\")\",-1.5\r\n\"林,小安\",\r\n'@SUM(1),'+86\r\n");
    }

    #[test]
    fn a_workbook_reads_back() {
        let Ok(bytes) = sheet().workbook("一班/成绩[1]") else { panic!("no workbook") };
        let (rows, faults) = miaohui::quiz::exchange::rows(&bytes);
        assert!(faults.is_empty(), "{faults:?}");
        let cells: Vec<Vec<&str>> = rows.iter().map(|(_, row)| row.iter().map(String::as_str).collect()).collect();
        assert_eq!(cells[0], ["姓名", "成绩"]);
        assert_eq!(cells[1], ["'=HYPERLINK(\"x\")", "-1.5"]);
        assert_eq!(cells[3], ["'@SUM(1)", "'+86"]);
    }
}
