//! How far two people who mark the same exam, blind to each other, agree: Cohen's kappa; and which exams are marked
//! twice to find out.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What people mark in an exam's shift, beside the machine's value and never instead of it: ids of criteria.
pub const MARKED: &[&str] = &["courtesy", "care"];
/// Marks go from 1 (poor) to this (good).
pub const MARK_MAX: u64 = 5;
/// One exam in so many is marked twice.
const SAMPLE: u64 = 5;
/// Two marks so far apart are a disagreement to talk about.
pub const FAR_APART: u64 = 2;

/// Whether an exam belongs to the sample that is marked twice: by its id, so that nobody chooses.
pub fn in_sample(exam: &str) -> bool {
    let sum = exam.bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
    sum.is_multiple_of(SAMPLE)
}

/// What a disagreement weighs: nothing on the diagonal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weights {
    /// Names without order: any disagreement weighs the same.
    Nominal,
    /// Steps of an order: the square of the distance.
    Quadratic,
}

impl Weights {
    fn of(self, row: usize, column: usize) -> f64 {
        let distance = row.abs_diff(column) as f64;
        match self {
            Self::Nominal => f64::from(u8::from(row != column)),
            Self::Quadratic => distance * distance,
        }
    }
}

/// Agreement of two markers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kappa {
    /// Things both have marked.
    pub pairs: u64,
    /// Share marked alike, 0 to 1.
    pub alike: f64,
    /// 1: always alike, 0: no better than chance. `None` where chance alone would always agree.
    pub kappa: Option<f64>,
}

/// Cohen's kappa of a square table: row, what one marker said; column, what the other said of the same things.
/// `None` for no pairs, or a table that is not square.
///
/// κ = 1 − Σ w·observed / Σ w·expected, where `weight` tells what a disagreement weighs and expected is the product
/// of the margins: J. Cohen, "Weighted kappa", Psychological Bulletin 70 (1968), 213–220; with equal weights it is
/// that of J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20
/// (1960), 37–46.
pub fn kappa_weighted(table: &[Vec<u64>], weight: impl Fn(usize, usize) -> f64) -> Option<Kappa> {
    let size = table.len();
    let pairs: u64 = table.iter().flatten().sum();
    if pairs == 0 || table.iter().any(|row| row.len() != size) {
        return None;
    }
    let all = pairs as f64;
    let rows: Vec<f64> = table.iter().map(|row| row.iter().sum::<u64>() as f64 / all).collect();
    let columns: Vec<f64> =
        (0..size).map(|column| table.iter().map(|row| row[column]).sum::<u64>() as f64 / all).collect();
    let (mut observed, mut expected, mut alike) = (0.0, 0.0, 0_u64);
    for (row, counts) in table.iter().enumerate() {
        for (column, count) in counts.iter().enumerate() {
            observed += weight(row, column) * *count as f64 / all;
            expected += weight(row, column) * rows[row] * columns[column];
        }
        alike += counts[row];
    }
    let kappa = (expected > 0.0).then(|| 1.0 - observed / expected);
    Some(Kappa { pairs, alike: alike as f64 / all, kappa })
}

/// [`kappa_weighted`] of pairs of marks from 1 to `most`; others are left out.
pub fn kappa(pairs: &[(u64, u64)], most: u64, weights: Weights) -> Option<Kappa> {
    let size = usize::try_from(most).ok()?;
    let mut table = vec![vec![0_u64; size]; size];
    let place = |mark: u64| usize::try_from(mark).ok()?.checked_sub(1).filter(|place| *place < size);
    for (one, other) in pairs {
        if let (Some(row), Some(column)) = (place(*one), place(*other)) {
            table[row][column] += 1;
        }
    }
    kappa_weighted(&table, |row, column| weights.of(row, column))
}

/// One person's mark of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub exam: String,
    pub criterion: String,
    pub marker: String,
    pub mark: u64,
}

/// Two marks of the same thing by two people, in the order they were given.
pub fn pairs(marks: &[Mark]) -> Vec<(&Mark, &Mark)> {
    let mut by_thing: BTreeMap<(&str, &str), Vec<&Mark>> = BTreeMap::new();
    for mark in marks {
        by_thing.entry((&mark.exam, &mark.criterion)).or_default().push(mark);
    }
    by_thing.into_values().filter_map(|given| two_people(&given)).collect()
}

/// The first mark, and the first one of somebody else.
fn two_people<'a>(given: &[&'a Mark]) -> Option<(&'a Mark, &'a Mark)> {
    let one = *given.first()?;
    let other = given.iter().find(|other| other.marker != one.marker)?;
    Some((one, *other))
}

/// How far a marker's marks lie above those of who marked the same: marker, things, mean difference. Nobody is wrong
/// by it; who drifts from all others is.
pub fn drift(marks: &[Mark]) -> Vec<(String, u64, f64)> {
    let mut sums: BTreeMap<&str, (u64, i64)> = BTreeMap::new();
    for (one, other) in pairs(marks) {
        let above = one.mark.cast_signed() - other.mark.cast_signed();
        for (marker, above) in [(&one.marker, above), (&other.marker, -above)] {
            let sum = sums.entry(marker).or_default();
            sum.0 += 1;
            sum.1 += above;
        }
    }
    sums.into_iter().map(|(marker, (things, sum))| (marker.to_owned(), things, sum as f64 / things as f64)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: Option<f64>, expected: f64) {
        assert!(found.is_some_and(|found| (found - expected).abs() < 5e-4), "{found:?}, not {expected}");
    }

    /// The example of Cohen 1968 (200 patients, three diagnoses), who gives κ = .492 and, with his weights, .348.
    #[test]
    fn as_cohen_published_it() {
        let table = vec![vec![88, 10, 2], vec![14, 40, 6], vec![18, 10, 12]];
        let weights = [[0.0, 1.0, 3.0], [1.0, 0.0, 6.0], [3.0, 6.0, 0.0]];
        let plain = kappa_weighted(&table, |row, column| Weights::Nominal.of(row, column)).unwrap();
        near(plain.kappa, 0.492);
        near(Some(plain.alike), 0.70);
        assert_eq!(plain.pairs, 200);
        near(kappa_weighted(&table, |row, column| weights[row][column]).unwrap().kappa, 0.348);
    }

    #[test]
    fn far_marks_weigh_more_than_near_ones() {
        let near_by = [(1, 1), (2, 3), (3, 3), (4, 5), (5, 5), (2, 2)];
        let far = [(1, 1), (2, 5), (3, 3), (4, 1), (5, 5), (2, 2)];
        let of = |pairs: &[(u64, u64)]| kappa(pairs, MARK_MAX, Weights::Quadratic).unwrap().kappa.unwrap();
        assert!(of(&near_by) > 0.8 && of(&far) < 0.4, "{} {}", of(&near_by), of(&far));
        assert_eq!(kappa(&[(2, 2), (2, 2)], MARK_MAX, Weights::Quadratic).unwrap().kappa, None, "nothing but one mark");
        assert_eq!(kappa(&[], MARK_MAX, Weights::Nominal), None);
        assert_eq!(kappa(&[(0, 9)], MARK_MAX, Weights::Nominal), None, "no such marks");
    }

    #[test]
    fn who_drifts_is_seen() {
        let mark = |exam: &str, marker: &str, mark| Mark {
            exam: exam.to_owned(),
            criterion: "care".to_owned(),
            marker: marker.to_owned(),
            mark,
        };
        let marks =
            [mark("a", "shen", 4), mark("a", "he", 2), mark("b", "he", 3), mark("b", "shen", 4), mark("c", "he", 1)];
        assert_eq!(pairs(&marks).len(), 2);
        assert_eq!(drift(&marks), [("he".to_owned(), 2, -1.5), ("shen".to_owned(), 2, 1.5)]);
    }

    #[test]
    fn about_one_exam_in_five_is_in_the_sample() {
        let drawn = (0..1_000).filter(|number| in_sample(&format!("{number:026}"))).count();
        assert!((150..250).contains(&drawn), "{drawn}");
    }
}
