//! `miaohui item-stats`: classical item analysis, as Moodle's quiz statistics define it.

use super::csv_rows::{OpenQuote, csv_rows};
use serde::Serialize;

/// Why a table of answers cannot be analysed. Rows are counted from 1, the header is row 1.
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
}

/// The analysis of one test.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ItemStats {
    /// Persons.
    pub n: u64,
    /// Cronbach's alpha.
    pub alpha: Option<f64>,
    /// Standard error of measurement, in score points: sd × √(1 − alpha), sd with n − 1.
    pub sem: Option<f64>,
    pub items: Vec<ItemFigures>,
}

/// One item's figures; `None` where they cannot be computed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ItemFigures {
    pub name: String,
    /// Mean / the most there is to get, which is 1.
    pub facility: Option<f64>,
    /// Pearson's r of the item with the rest of the test.
    pub discrimination: Option<f64>,
    /// Covariance with the rest / the most it could be with these marks, both sorted.
    pub efficiency: Option<f64>,
}

/// Reads the table and answers in JSON.
///
/// # Errors
/// The first fault of the table.
pub fn item_stats(csv: &str) -> Result<String, StatsFault> {
    let stats = analyse(csv)?;
    // Numbers, text and null: nothing that JSON could refuse.
    Ok(serde_json::to_string(&stats).unwrap_or_default())
}

/// Reads a table: a header row, then a row a person; the first column is the person, each other one an item with 0
/// to 1, blank for an unanswered item, which is worth 0.
///
/// # Errors
/// The first fault of the table.
pub fn analyse(csv: &str) -> Result<ItemStats, StatsFault> {
    let rows = csv_rows(csv)?;
    let Some(((1, header), people)) = rows.split_first() else { return Err(StatsFault::NoHeader) };
    let mut columns: Vec<Vec<f64>> = vec![Vec::with_capacity(people.len()); header.len() - 1];
    for (row, cells) in people {
        if cells.len() != header.len() {
            return Err(StatsFault::Ragged { row: *row, cells: cells.len(), columns: header.len() });
        }
        for ((column, name), cell) in columns.iter_mut().zip(&header[1..]).zip(&cells[1..]) {
            let value = read(cell).ok_or_else(|| StatsFault::Cell {
                row: *row,
                column: name.trim().to_owned(),
                cell: cell.trim().to_owned(),
            })?;
            column.push(value);
        }
    }
    Ok(figures(&header[1..], &columns, people.len()))
}

fn read(cell: &str) -> Option<f64> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Some(0.0);
    }
    cell.parse().ok().filter(|value: &f64| (0.0..=1.0).contains(value))
}

fn figures(names: &[String], columns: &[Vec<f64>], n: usize) -> ItemStats {
    let totals: Vec<f64> = (0..n).map(|person| columns.iter().map(|column| column[person]).sum()).collect();
    let total_variance = covariance(&totals, &totals);
    let alpha = total_variance.filter(|variance| *variance > NOTHING && columns.len() > 1).map(|variance| {
        let k = columns.len() as f64;
        let items: f64 = columns.iter().filter_map(|column| covariance(column, column)).sum();
        k / (k - 1.0) * (1.0 - items / variance)
    });
    let sem = alpha.zip(total_variance).map(|(alpha, variance)| (variance * (1.0 - alpha)).max(0.0).sqrt());
    let items = names
        .iter()
        .zip(columns)
        .map(|(name, column)| {
            let rest: Vec<f64> = totals.iter().zip(column).map(|(total, own)| total - own).collect();
            ItemFigures {
                name: name.trim().to_owned(),
                facility: (n > 0).then(|| column.iter().sum::<f64>() / n as f64),
                discrimination: pearson(column, &rest),
                efficiency: efficiency(column, &rest),
            }
        })
        .collect();
    ItemStats { n: n as u64, alpha, sem, items }
}

/// A variance below this is rounding.
const NOTHING: f64 = 1e-12;

/// Sample covariance, with n − 1; `None` for fewer than two.
fn covariance(a: &[f64], b: &[f64]) -> Option<f64> {
    let n = a.len() as f64;
    if a.len() < 2 {
        return None;
    }
    let (mean_a, mean_b) = (a.iter().sum::<f64>() / n, b.iter().sum::<f64>() / n);
    Some(a.iter().zip(b).map(|(x, y)| (x - mean_a) * (y - mean_b)).sum::<f64>() / (n - 1.0))
}

fn pearson(a: &[f64], b: &[f64]) -> Option<f64> {
    let (own, other) = (covariance(a, a)?, covariance(b, b)?);
    if own <= NOTHING || other <= NOTHING {
        return None;
    }
    Some((covariance(a, b)? / (own * other).sqrt()).clamp(-1.0, 1.0))
}

fn efficiency(item: &[f64], rest: &[f64]) -> Option<f64> {
    let sorted = |values: &[f64]| {
        let mut values = values.to_vec();
        values.sort_by(f64::total_cmp);
        values
    };
    let most = covariance(&sorted(item), &sorted(rest))?;
    (most > NOTHING).then_some(covariance(item, rest)? / most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(got: Option<f64>, expected: f64, places: i32) {
        let got = got.unwrap();
        assert!((got - expected).abs() < 0.5 * 10_f64.powi(-places), "{got}, not {expected}");
    }

    /// Section 6 of the Law School Admission Test (Bock & Lieberman 1970), 1,000 persons: the number of persons by
    /// pattern of five answers, from 00000 to 11111.
    const LSAT6: [usize; 32] = [
        3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15, 10, 29, 14, 81, 3, 28, 15, 80, 16, 56, 21, 173, 11, 61, 28,
        298,
    ];

    #[test]
    fn published_figures_of_the_lsat() {
        let mut csv = String::from("person,q1,q2,q3,q4,q5\n");
        for (pattern, persons) in LSAT6.iter().enumerate() {
            let answers: Vec<String> = (0..5).rev().map(|bit| ((pattern >> bit) & 1).to_string()).collect();
            for _ in 0..*persons {
                csv += &format!("p,{}\n", answers.join(","));
            }
        }
        let stats = analyse(&csv).unwrap();
        assert_eq!(stats.n, 1000);
        near(stats.alpha, 0.295, 3);
        // Facility and corrected item–total correlation, as R's ltm::descript(LSAT) prints them.
        let published = [(0.924, 0.1128), (0.709, 0.1532), (0.553, 0.1728), (0.763, 0.1444), (0.870, 0.1216)];
        for (item, (facility, discrimination)) in stats.items.iter().zip(published) {
            near(item.facility, facility, 3);
            near(item.discrimination, discrimination, 3);
        }
    }

    #[test]
    fn by_hand() {
        // Totals 3, 2, 1, 0: variance 5/3. Items: 3/4, 2/4, 1/4 right: variances 1/4, 1/3, 1/4.
        // alpha = 3/2 × (1 − (5/6)/(5/3)) = 3/4; sem = √(5/3 × 1/4).
        let stats = analyse("who,a,b,c\n1,1,1,1\n2,1,1,\n3,1,0,0\n4,0,0,0\n").unwrap();
        near(stats.alpha, 0.75, 9);
        near(stats.sem, 0.645_497_224_4, 9);
        near(stats.items[0].facility, 0.75, 9);
        // Item a with the rest (2, 1, 0, 0): covariance 1/4, variances 1/4 and 11/12: r = √(3/11).
        near(stats.items[0].discrimination, 0.522_232_967_9, 9);
        near(stats.items[0].efficiency, 1.0, 9);
        // The other way round: someone who missed the easy one got the hard one.
        let stats = analyse("who,a,b\n1,0,1\n2,1,0\n3,1,0.5\n").unwrap();
        near(stats.items[0].discrimination, -0.866_025_403_8, 9);
        near(stats.items[0].efficiency, -1.0, 9);
    }

    #[test]
    fn what_cannot_be_computed_is_null() {
        let check = |csv: &str, expected: &str| assert_eq!(item_stats(csv).unwrap(), expected, "{csv}");
        check(
            "who,a,b\n1,1,0\n",
            r#"{"n":1,"alpha":null,"sem":null,"items":[{"name":"a","facility":1.0,"discrimination":null,"efficiency":null},{"name":"b","facility":0.0,"discrimination":null,"efficiency":null}]}"#,
        );
        check(
            "who,a\n1,1\n2,1\n",
            r#"{"n":2,"alpha":null,"sem":null,"items":[{"name":"a","facility":1.0,"discrimination":null,"efficiency":null}]}"#,
        );
        check("who\n", r#"{"n":0,"alpha":null,"sem":null,"items":[]}"#);
        check(
            "who,a\n",
            r#"{"n":0,"alpha":null,"sem":null,"items":[{"name":"a","facility":null,"discrimination":null,"efficiency":null}]}"#,
        );
    }

    #[test]
    fn faults_name_row_and_column() {
        let check = |csv: &str, expected: &str| assert_eq!(analyse(csv).unwrap_err().to_string(), expected, "{csv}");
        check("", "row 1: the header row is missing");
        check("who,a\n1,1\n2,x\n", "row 3, column a: \"x\" is neither blank nor a number from 0 to 1");
        check("who,a\n1,1.5\n", "row 2, column a: \"1.5\" is neither blank nor a number from 0 to 1");
        check("who,a\n1,nan\n", "row 2, column a: \"nan\" is neither blank nor a number from 0 to 1");
        check("who,a,b\n\n1,1\n", "row 3: 2 cells, the header has 3");
        check("who,a\n\"1,1\n", "row 2: a quoted cell is not closed");
    }
}
