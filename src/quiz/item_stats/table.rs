//! A table of marks: a row a person, a column an item.

use super::super::csv_rows::{OpenQuote, csv_rows};

/// Why a table of marks cannot be analysed. Rows are counted from 1, the header is row 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StatsFault {
    #[error("row 1: the header row is missing")]
    NoHeader,
    #[error(transparent)]
    OpenQuote(#[from] OpenQuote),
    #[error("row {row}: {cells} cells, the header has {columns}")]
    Ragged { row: u64, cells: usize, columns: usize },
    #[error("row {row}, column {column}: {cell:?} is neither blank nor a number from 0 to 1")]
    Cell { row: u64, column: String, cell: String },
    #[error("{items} items: a calibration takes {} at most", crate::quiz::calibration::ITEMS_MAX)]
    TooManyItems { items: usize },
}

/// Marks from 0 to 1: every person has one for every item.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    pub persons: Vec<String>,
    pub items: Vec<String>,
    /// By item, then by person.
    pub columns: Vec<Vec<f64>>,
}

impl Table {
    /// Reads a header row, then a row a person; the first column is the person, each other one an item with 0 to 1,
    /// blank for an unanswered item, which is worth 0.
    ///
    /// # Errors
    /// The first fault of the table.
    pub fn read(csv: &str) -> Result<Self, StatsFault> {
        let rows = csv_rows(csv)?;
        let Some(((1, header), people)) = rows.split_first() else { return Err(StatsFault::NoHeader) };
        let mut columns: Vec<Vec<f64>> = vec![Vec::with_capacity(people.len()); header.len() - 1];
        let mut persons = Vec::with_capacity(people.len());
        for (row, cells) in people {
            if cells.len() != header.len() {
                return Err(StatsFault::Ragged { row: *row, cells: cells.len(), columns: header.len() });
            }
            for ((column, name), cell) in columns.iter_mut().zip(&header[1..]).zip(&cells[1..]) {
                let value = mark(cell).ok_or_else(|| StatsFault::Cell {
                    row: *row,
                    column: name.trim().to_owned(),
                    cell: cell.trim().to_owned(),
                })?;
                column.push(value);
            }
            persons.push(cells[0].trim().to_owned());
        }
        Ok(Self { persons, items: header[1..].iter().map(|name| name.trim().to_owned()).collect(), columns })
    }

    /// Each person's sum.
    pub fn totals(&self) -> Vec<f64> {
        (0..self.persons.len()).map(|person| self.columns.iter().map(|column| column[person]).sum()).collect()
    }
}

fn mark(cell: &str) -> Option<f64> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Some(0.0);
    }
    cell.parse().ok().filter(|value: &f64| (0.0..=1.0).contains(value))
}
