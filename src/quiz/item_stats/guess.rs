//! What random answers get.

use super::super::answer::{Answer, mark};
use super::super::item::{Item, Kind};

/// Options of a `multiple` item whose every choice is tried; with more it is not reckoned.
const OPTIONS_MAX: usize = 12;

/// The mean mark of answers at random, each as likely as any other; typed answers are never guessed. `None` where it is
/// not reckoned.
pub fn guess(item: &Item) -> Option<f64> {
    let ticked = |options: Vec<u64>| mark(item, &Answer::Options(options));
    let options = item.options.len() as u64;
    match item.kind {
        Kind::Single => mean((0..options).map(|at| ticked(vec![at]))),
        Kind::Multiple if item.options.len() <= OPTIONS_MAX => {
            let of = |ticks: u64| (0..options).filter(|at| ticks >> at & 1 == 1).collect();
            mean((0..1_u64 << options).map(|ticks| ticked(of(ticks))))
        }
        Kind::Boolean => Some(0.5),
        Kind::Numeric | Kind::Text => Some(0.0),
        // Each left finds its right, and each step its successor, once in so many times.
        Kind::Matching => one_in(item.rights().len()),
        Kind::Ordering => one_in(item.steps.len()),
        Kind::Cloze => mean(item.blanks.iter().map(|blank| one_in(blank.choices.len()).unwrap_or(0.0))),
        Kind::Multiple | Kind::Essay | Kind::Description => None,
    }
}

fn one_in(count: usize) -> Option<f64> {
    (count > 0).then(|| 1.0 / count as f64)
}

fn mean(marks: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = marks.fold((0.0, 0_u64), |(sum, count), mark| (sum + mark, count + 1));
    (count > 0).then(|| sum / count as f64)
}
