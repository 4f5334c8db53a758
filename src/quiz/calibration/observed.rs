//! What was seen of an item, against what its curve expects.

use super::curve::Curve;
use super::em::{Pattern, logs};
use super::grid::Grid;
use super::{Calibration, Response, Responses};

/// Persons are put into so many groups at most, from the weakest to the strongest.
pub const GROUPS_MAX: usize = 6;
/// A smaller group's share says little: with 8, its standard error is up to 0.18.
pub const GROUP_MIN: usize = 8;

/// Persons alike in what their other answers tell of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Group {
    pub persons: u64,
    /// Where the curve expects what it expects of this group: a group is on the curve when it was observed as expected.
    pub ability: f64,
    /// Mean probability of a right answer, over what each person's ability may be given the other answers.
    pub expected: f64,
    /// Share that was right.
    pub observed: f64,
}

/// Groups of the persons who answered this item, by their other answers; none where the item has no curve or too few
/// answered.
pub fn observed(calibration: &Calibration, responses: &Responses, item: usize) -> Vec<Group> {
    let Some(curve) = calibration.items.get(item).and_then(super::CalibratedItem::curve) else { return Vec::new() };
    let grid = Grid::normal();
    let curves: Vec<Option<Curve>> = calibration.items.iter().map(super::CalibratedItem::curve).collect();
    let known: Vec<Curve> = curves.iter().map(|curve| curve.unwrap_or(Curve { slope: 0.0, intercept: 0.0 })).collect();
    let logs = logs(&known, &grid);
    let rights: Vec<f64> = grid.points.iter().map(|point| curve.right(*point)).collect();
    let mut persons: Vec<(f64, bool)> = Vec::new();
    for (_, given) in &responses.persons {
        let Some(own) = given.iter().find(|answer| answer.item == item) else { continue };
        let others = |answer: &&Response| answer.item != item && curves.get(answer.item).is_some_and(Option::is_some);
        let pattern = Pattern { answers: given.iter().filter(others).copied().collect(), persons: 1.0 };
        let (posterior, _) = grid.posterior(&pattern, &logs);
        persons.push((posterior.iter().zip(&rights).map(|(share, right)| share * right).sum(), own.right));
    }
    persons.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let groups = (persons.len() / GROUP_MIN).min(GROUPS_MAX);
    (0..groups)
        .map(|nth| {
            let group = &persons[persons.len() * nth / groups..persons.len() * (nth + 1) / groups];
            let count = group.len() as f64;
            let expected = group.iter().map(|(expected, _)| expected).sum::<f64>() / count;
            let observed = group.iter().filter(|(_, right)| *right).count() as f64 / count;
            let ability = (libm::log(expected / (1.0 - expected)) - curve.intercept) / curve.slope;
            Group { persons: group.len() as u64, ability, expected, observed }
        })
        .collect()
}
