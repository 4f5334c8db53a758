//! Who chose which option of an item.

use super::super::answer::Answer;
use super::super::form::Place;
use super::super::item::{Item, Kind};
use super::moments::mean;
use serde::Serialize;
use std::collections::BTreeMap;

/// Rows of a table at most: items with fresh numbers have fresh options too. Then only the most chosen ones are told.
pub const OPTIONS_MAX: usize = 12;

/// An option and those who chose it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OptionFigures {
    pub text: String,
    pub right: bool,
    /// Persons it was put before.
    pub seen: u64,
    pub chosen: u64,
    /// `chosen` / `seen`.
    pub share: Option<f64>,
    /// Mean rest score of those who chose it.
    pub mean_rest: Option<f64>,
}

/// Answers to one item, option by option. An option is its text: the same item may have other distractors in another
/// bank.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    options: BTreeMap<Chosen, Tally>,
    /// In the order the item has them, as far as it was seen.
    order: Vec<Chosen>,
}

/// What can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Chosen {
    Option(String),
    Truth(bool),
}

#[derive(Clone, Debug, Default)]
struct Tally {
    right: bool,
    seen: u64,
    chosen: u64,
    rest: Vec<f64>,
}

impl Choices {
    /// Counts one person's answer to the item as it was shown; items without options count nothing.
    pub fn count(&mut self, place: &Place, answer: Option<&Answer>, rest: Option<f64>) {
        let ticked = match answer.map(|answer| place.own(answer)) {
            Some(Answer::Options(own)) => own,
            _ => Vec::new(),
        };
        for (at, (option, right)) in (0_u64..).zip(offered(&place.item)) {
            let chosen = match (&option, answer) {
                (Chosen::Truth(truth), Some(Answer::Truth(said))) => truth == said,
                (Chosen::Option(_), _) => ticked.contains(&at),
                _ => false,
            };
            if !self.options.contains_key(&option) {
                self.order.push(option.clone());
            }
            let tally = self.options.entry(option).or_default();
            tally.right = right;
            tally.seen += 1;
            if chosen {
                tally.chosen += 1;
                tally.rest.extend(rest);
            }
        }
    }

    /// The table, in the order of the item's options; of more than [`OPTIONS_MAX`] the most chosen, most first.
    pub fn table(&self, name: impl Fn(bool) -> String) -> Vec<OptionFigures> {
        let row = |option: &Chosen| {
            let tally = self.options.get(option)?;
            let text = match option {
                Chosen::Option(text) => text.clone(),
                Chosen::Truth(truth) => name(*truth),
            };
            Some(OptionFigures {
                text,
                right: tally.right,
                seen: tally.seen,
                chosen: tally.chosen,
                share: (tally.seen > 0).then(|| tally.chosen as f64 / tally.seen as f64),
                mean_rest: mean(&tally.rest),
            })
        };
        let mut rows: Vec<OptionFigures> = self.order.iter().filter_map(row).collect();
        if rows.len() > OPTIONS_MAX {
            rows.sort_by(|a, b| b.chosen.cmp(&a.chosen).then_with(|| a.text.cmp(&b.text)));
            rows.truncate(OPTIONS_MAX);
        }
        rows
    }
}

/// What an item offers, and whether it is right.
fn offered(item: &Item) -> Vec<(Chosen, bool)> {
    if item.kind == Kind::Boolean {
        return [true, false].map(|truth| (Chosen::Truth(truth), item.truth == Some(truth))).into();
    }
    if !matches!(item.kind, Kind::Single | Kind::Multiple) {
        return Vec::new();
    }
    item.options.iter().map(|option| (Chosen::Option(option.text.clone()), option.right)).collect()
}
