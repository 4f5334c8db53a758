//! Calibration: how hard items are, on one scale with how able persons are, whatever items each person had.
//!
//! The two-parameter logistic model and its special case with a common slope (Rasch), by marginal maximum likelihood:
//! abilities are standard normal, item parameters are found by the EM algorithm (Bock & Aitkin, Marginal maximum
//! likelihood estimation of item parameters, Psychometrika 46 (1981) 443–459). `mirt`'s "Rasch", with slope 1 and a free
//! variance, is the same model: its standard deviation is the common slope here, its intercepts are these.

mod curve;
mod em;
mod grid;
mod information;
#[cfg(test)]
pub(in crate::quiz) mod lsat6;
mod observed;
mod person;
mod symmetric;
#[cfg(test)]
mod tests;

pub use curve::Curve;
pub use observed::{Group, observed};
pub use person::{Ability, ability};

use em::{Fit, Pattern};
use grid::Grid;
use serde::Serialize;
use std::collections::BTreeMap;

/// Items of one calibration at most.
pub const ITEMS_MAX: usize = 500;
/// Fewest items: with fewer, slope and spread cannot be told apart.
pub const ITEMS_MIN: usize = 2;
pub const ITEMS_MIN_2PL: usize = 3;
/// Answers an item should have before its Rasch difficulty is looked at: known to about ±1 logit then (Linacre,
/// Sample size and item calibration stability, Rasch Measurement Transactions 7:4 (1994) 328).
pub const RASCH_ANSWERS: u64 = 30;
/// Answers before slopes of their own are worth having (De Ayala, The Theory and Practice of Item Response Theory,
/// 2009, ch. 5).
pub const TWO_PARAMETER_ANSWERS: u64 = 500;
/// A slope nearer to 0 has no difficulty.
const FLAT: f64 = 1e-3;

/// What is estimated of each item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Model {
    /// A difficulty each, one slope for all.
    #[serde(rename = "rasch")]
    Rasch,
    /// A difficulty and a slope each.
    #[serde(rename = "2pl")]
    TwoParameter,
}

/// One answer of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Response {
    /// Place in [`Responses::items`].
    pub item: usize,
    pub right: bool,
}

/// Who answered what; persons may have had different items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Responses {
    pub items: Vec<String>,
    /// Name and answers, each item once at most.
    pub persons: Vec<(String, Vec<Response>)>,
}

/// Items and persons on one scale: persons have mean 0 and standard deviation 1.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Calibration {
    pub model: Model,
    pub log_likelihood: f64,
    /// Passes over the answers, and whether they came to rest.
    pub iterations: u64,
    pub converged: bool,
    pub items: Vec<CalibratedItem>,
    /// Those who answered anything.
    pub persons: Vec<Placed>,
}

/// One item: a right answer has probability 1 / (1 + exp(−(slope × ability + intercept))). `None` where nobody or
/// everybody was right: its place is beyond what these persons can tell.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CalibratedItem {
    pub name: String,
    pub answers: u64,
    pub slope: Option<f64>,
    pub slope_se: Option<f64>,
    pub intercept: Option<f64>,
    pub intercept_se: Option<f64>,
    /// The ability at which half are right: −intercept / slope.
    pub difficulty: Option<f64>,
    pub difficulty_se: Option<f64>,
}

impl CalibratedItem {
    /// Its characteristic curve.
    pub fn curve(&self) -> Option<Curve> {
        Some(Curve { slope: self.slope?, intercept: self.intercept? })
    }
}

/// A person on the scale.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Placed {
    pub name: String,
    #[serde(flatten)]
    pub ability: Ability,
}

/// Calibrates. `None` where it cannot be done: fewer than two persons, too few or too many items that vary, or no
/// likelihood.
pub fn calibrate(responses: &Responses, model: Model) -> Option<Calibration> {
    let varying = varying(responses);
    let least = if model == Model::Rasch { ITEMS_MIN } else { ITEMS_MIN_2PL };
    if responses.persons.len() < 2 || !(least..=ITEMS_MAX).contains(&varying.len()) {
        return None;
    }
    let patterns = patterns(responses, &varying);
    let grid = Grid::normal();
    let mut fit = Fit::start(&patterns, varying.len(), model);
    let (iterations, converged) = fit.run(&grid);
    let (log_likelihood, curves) = (fit.log_likelihood(&grid), fit.curves());
    if !log_likelihood.is_finite() {
        return None;
    }
    let errors = information::errors(&patterns, &curves, model, &grid);
    let mut answers = vec![0; responses.items.len()];
    for response in responses.persons.iter().flat_map(|(_, given)| given) {
        if let Some(count) = answers.get_mut(response.item) {
            *count += 1;
        }
    }
    let items = responses
        .items
        .iter()
        .zip(answers)
        .enumerate()
        .map(|(at, (name, answers))| {
            let place = varying.get(&at).copied();
            let error = place.and_then(|place| errors.as_ref().and_then(|errors| errors.get(place)));
            item(name, answers, place.and_then(|place| curves.get(place)), error)
        })
        .collect();
    let persons = responses.persons.iter().filter(|(_, given)| !given.is_empty());
    let placed = persons.map(|(name, given)| {
        let known = given.iter().filter_map(|one| Some((*curves.get(*varying.get(&one.item)?)?, one.right)));
        Placed { name: name.clone(), ability: ability(&known.collect::<Vec<_>>()) }
    });
    Some(Calibration { model, log_likelihood, iterations, converged, items, persons: placed.collect() })
}

/// The items that some but not all had right, by their place, with their place among these.
fn varying(responses: &Responses) -> BTreeMap<usize, usize> {
    let mut seen = vec![[false; 2]; responses.items.len()];
    for response in responses.persons.iter().flat_map(|(_, given)| given) {
        if let Some(seen) = seen.get_mut(response.item) {
            seen[usize::from(response.right)] = true;
        }
    }
    let both = seen.iter().enumerate().filter(|(_, seen)| **seen == [true; 2]).map(|(item, _)| item);
    both.enumerate().map(|(place, item)| (item, place)).collect()
}

/// Persons who answered alike count once, with a weight.
fn patterns(responses: &Responses, varying: &BTreeMap<usize, usize>) -> Vec<Pattern> {
    let mut counted: BTreeMap<Vec<Response>, f64> = BTreeMap::new();
    for (_, given) in &responses.persons {
        let place = |one: &Response| Some(Response { item: *varying.get(&one.item)?, right: one.right });
        let mut known: Vec<Response> = given.iter().filter_map(place).collect();
        known.sort_unstable();
        known.dedup_by_key(|one| one.item);
        if !known.is_empty() {
            *counted.entry(known).or_default() += 1.0;
        }
    }
    counted.into_iter().map(|(answers, persons)| Pattern { answers, persons }).collect()
}

fn item(name: &str, answers: u64, curve: Option<&Curve>, error: Option<&information::Errors>) -> CalibratedItem {
    let sloped = curve.filter(|curve| curve.slope.abs() > FLAT);
    CalibratedItem {
        name: name.to_owned(),
        answers,
        slope: curve.map(|curve| curve.slope),
        slope_se: error.map(|error| error.slope),
        intercept: curve.map(|curve| curve.intercept),
        intercept_se: error.map(|error| error.intercept),
        difficulty: sloped.map(Curve::difficulty),
        difficulty_se: sloped.zip(error).map(|(_, error)| error.difficulty),
    }
}
