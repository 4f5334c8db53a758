//! Classical item analysis, as Moodle's quiz statistics define it: of a table of marks (`miaohui item-stats`), and of
//! sittings at different forms (a trainer's page).

mod distractors;
mod figures;
pub mod flag;
mod guess;
mod moments;
mod sittings;
mod table;
#[cfg(test)]
mod tests;

pub use distractors::OptionFigures;
pub use figures::{ItemFigures, Mark};
pub use flag::Flag;
pub use guess::guess;
pub use sittings::{ItemReport, Sittings};
pub use table::{StatsFault, Table};

use super::calibration::{self, Calibration, Model, Response, Responses};
use moments::{NOTHING, covariance, mean};
use serde::Serialize;

/// The analysis of one test.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ItemStats {
    /// Persons.
    pub n: u64,
    /// Cronbach's alpha.
    pub alpha: Option<f64>,
    /// Standard error of measurement, in score points: sd × √(1 − alpha), sd with n − 1.
    pub sem: Option<f64>,
    /// Mean sum of marks, in score points.
    pub mean: Option<f64>,
    /// Standard deviation of the sums, with n − 1.
    pub sd: Option<f64>,
    /// √(1 − alpha): how much of the spread is chance (Moodle's error ratio, as a fraction).
    pub error_ratio: Option<f64>,
    pub items: Vec<ItemFigures>,
    /// Where one was asked for and can be computed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calibration: Option<Calibrated>,
}

/// What was made of the wish for a calibration: `null` where the table does not allow one.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Calibrated(pub Option<Calibration>);

/// Reads the table and answers in JSON; with a model, also its calibration.
///
/// # Errors
/// The first fault of the table.
pub fn item_stats(csv: &str, calibrate: Option<Model>) -> Result<String, StatsFault> {
    let table = Table::read(csv)?;
    let mut stats = analyse(&table);
    if let Some(model) = calibrate {
        if table.items.len() > calibration::ITEMS_MAX {
            return Err(StatsFault::TooManyItems { items: table.items.len() });
        }
        stats.calibration = Some(Calibrated(calibration::calibrate(&responses(&table), model)));
    }
    // Numbers, text and null: nothing that JSON could refuse.
    Ok(serde_json::to_string(&stats).unwrap_or_default())
}

/// The classical figures of a table.
pub fn analyse(table: &Table) -> ItemStats {
    let totals = table.totals();
    let total_variance = covariance(&totals, &totals);
    let several = total_variance.filter(|variance| *variance > NOTHING && table.columns.len() > 1);
    let alpha = several.map(|variance| {
        let k = table.columns.len() as f64;
        let items: f64 = table.columns.iter().filter_map(|column| covariance(column, column)).sum();
        k / (k - 1.0) * (1.0 - items / variance)
    });
    let sd = total_variance.map(|variance| variance.max(0.0).sqrt());
    let error_ratio = alpha.map(|alpha| (1.0 - alpha).max(0.0).sqrt());
    let rest = |total: f64| (table.columns.len() > 1).then_some(total);
    let items = table
        .items
        .iter()
        .zip(&table.columns)
        .map(|(name, column)| {
            let mark = |(own, total): (&f64, &f64)| Mark { mark: *own, rest: rest(total - own) };
            let marks: Vec<Mark> = column.iter().zip(&totals).map(mark).collect();
            ItemFigures::of(name, &marks, None)
        })
        .collect();
    ItemStats {
        n: table.persons.len() as u64,
        alpha,
        sem: error_ratio.zip(sd).map(|(ratio, sd)| ratio * sd),
        mean: mean(&totals),
        sd,
        error_ratio,
        items,
        calibration: None,
    }
}

/// A table as a calibration takes it: right is the full mark.
pub fn responses(table: &Table) -> Responses {
    let of = |person: usize| {
        table.columns.iter().enumerate().map(move |(item, column)| Response { item, right: column[person] >= 1.0 })
    };
    let persons = table.persons.iter().enumerate().map(|(at, name)| (name.clone(), of(at).collect())).collect();
    Responses { items: table.items.clone(), persons }
}
