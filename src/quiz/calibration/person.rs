//! Where a person stands.

use super::Response;
use super::curve::Curve;
use super::em::{Pattern, logs};
use super::grid::Grid;
use serde::Serialize;

/// The expected ability given the answers (EAP), and the standard deviation of what it may be.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Ability {
    /// On the scale of the calibration: mean 0, standard deviation 1.
    pub ability: f64,
    pub se: f64,
}

/// The ability of a person who gave these answers; of nobody's answers, the mean of all persons.
pub fn ability(answers: &[(Curve, bool)]) -> Ability {
    let grid = Grid::normal();
    let curves: Vec<Curve> = answers.iter().map(|(curve, _)| *curve).collect();
    let given = answers.iter().enumerate().map(|(item, (_, right))| Response { item, right: *right });
    let pattern = Pattern { answers: given.collect(), persons: 1.0 };
    let (posterior, _) = grid.posterior(&pattern, &logs(&curves, &grid));
    let mean: f64 = grid.points.iter().zip(&posterior).map(|(point, share)| point * share).sum();
    let variance: f64 =
        grid.points.iter().zip(&posterior).map(|(point, share)| (point - mean) * (point - mean) * share).sum();
    Ability { ability: mean, se: variance.max(0.0).sqrt() }
}
