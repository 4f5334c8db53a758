//! One item's classical figures, as Moodle's quiz statistics define them ("Quiz statistics calculations",
//! docs.moodle.org), as fractions where Moodle prints percentages.

use super::flag::{self, Flag};
use super::moments::{deviation, efficiency, mean, pearson};
use serde::Serialize;

/// One person's mark on an item.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// 0 to 1.
    pub mark: f64,
    /// What the person got for the rest of the test, in any unit that is the same for all; `None` where there was
    /// no rest.
    pub rest: Option<f64>,
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
    /// Standard deviation of the marks, with n − 1.
    pub sd: Option<f64>,
    /// What random answers get on average; unknown from a table of marks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guess: Option<f64>,
    /// Persons.
    #[serde(skip)]
    pub answers: u64,
    pub flags: Vec<Flag>,
}

impl ItemFigures {
    /// The figures of one item from a mark a person.
    pub fn of(name: &str, marks: &[Mark], guess: Option<f64>) -> Self {
        let all: Vec<f64> = marks.iter().map(|one| one.mark).collect();
        let (own, rest): (Vec<f64>, Vec<f64>) =
            marks.iter().filter_map(|one| one.rest.map(|rest| (one.mark, rest))).unzip();
        let mut figures = Self {
            name: name.to_owned(),
            facility: mean(&all),
            discrimination: pearson(&own, &rest),
            efficiency: efficiency(&own, &rest),
            sd: deviation(&all),
            guess,
            answers: marks.len() as u64,
            flags: Vec::new(),
        };
        figures.flags = flag::of_figures(&figures);
        figures
    }
}
