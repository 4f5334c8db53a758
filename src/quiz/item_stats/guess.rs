//! What random answers get.

use super::super::item::{Item, Kind};

/// More options than this are not reckoned: the powers of two below stay exact.
const OPTIONS_MAX: usize = 40;

/// The mean mark of answers at random: one option of `single`, each option ticked or not of `multiple`, as
/// [`super::super::mark`] marks them. `None` where it is not known for the kind.
pub fn guess(item: &Item) -> Option<f64> {
    let right = item.options.iter().filter(|option| option.right).count();
    let wrong = item.options.len() - right;
    if item.kind == Kind::Boolean {
        Some(0.5)
    } else if item.kind == Kind::Numeric {
        Some(0.0)
    } else if item.kind == Kind::Single && right + wrong > 0 {
        Some(right as f64 / (right + wrong) as f64)
    } else if item.kind == Kind::Multiple && right > 0 && right + wrong <= OPTIONS_MAX {
        Some(ticked_at_random(right, wrong))
    } else {
        None
    }
}

/// Sum over hits h of the right and misses m of the wrong options: both are binomial with 1/2.
fn ticked_at_random(right: usize, wrong: usize) -> f64 {
    let (hits, misses) = (halves(right), halves(wrong));
    let mut sum = 0.0;
    for (h, of_hits) in hits.iter().enumerate() {
        for (m, of_misses) in misses.iter().enumerate() {
            let cost = if wrong == 0 { 0.0 } else { m as f64 / wrong as f64 };
            sum += of_hits * of_misses * (h as f64 / right as f64 - cost).max(0.0);
        }
    }
    sum
}

/// The binomial distribution of `n` throws of a coin.
fn halves(n: usize) -> Vec<f64> {
    let mut row = vec![1.0];
    for _ in 0..n {
        let mut next = vec![0.0; row.len() + 1];
        for (at, value) in row.iter().enumerate() {
            next[at] += value / 2.0;
            next[at + 1] += value / 2.0;
        }
        row = next;
    }
    row
}
