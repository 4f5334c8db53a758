//! Standard errors from the observed information: the expected complete information less the variance of the complete
//! score, over persons' posteriors (Louis, Finding the observed information matrix when using the EM algorithm, Journal
//! of the Royal Statistical Society B 44 (1982) 226–233).

use super::Model;
use super::curve::Curve;
use super::em::{Pattern, logs};
use super::grid::Grid;
use super::symmetric::Symmetric;

/// Products that may be summed: some seconds. A larger calibration has no standard errors.
const WORK_MAX: u64 = 6_000_000_000;

/// Standard errors of one item.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Errors {
    pub slope: f64,
    pub intercept: f64,
    /// Of −intercept / slope, by the delta method.
    pub difficulty: f64,
}

/// By item; `None` where the information cannot be inverted or is too large to sum.
pub fn errors(patterns: &[Pattern], curves: &[Curve], model: Model, grid: &Grid) -> Option<Vec<Errors>> {
    let slopes = if model == Model::Rasch { 1 } else { curves.len() };
    let slope_of = |item: usize| if model == Model::Rasch { 0 } else { item };
    let size = slopes + curves.len();
    let work = patterns.iter().map(|pattern| (2 * pattern.answers.len() as u64).pow(2) * grid.points.len() as u64);
    if work.sum::<u64>() + (size as u64).pow(3) > WORK_MAX {
        return None;
    }
    let rights: Vec<Vec<f64>> =
        curves.iter().map(|curve| grid.points.iter().map(|point| curve.right(*point)).collect()).collect();
    let logs = logs(curves, grid);
    let mut information = Symmetric::zero(size);
    for pattern in patterns {
        let (posterior, _) = grid.posterior(pattern, &logs);
        let mut places: Vec<usize> = pattern.answers.iter().map(|answer| slope_of(answer.item)).collect();
        places.dedup();
        let first_intercept = places.len();
        places.extend(pattern.answers.iter().map(|answer| slopes + answer.item));
        let mut mean = vec![0.0; places.len()];
        for ((at, point), share) in grid.points.iter().enumerate().zip(&posterior) {
            let mut score = vec![0.0; places.len()];
            for (nth, answer) in pattern.answers.iter().enumerate() {
                let right = rights[answer.item][at];
                let surplus = f64::from(u8::from(answer.right)) - right;
                let own_slope = if model == Model::Rasch { 0 } else { nth };
                score[own_slope] += surplus * point;
                score[first_intercept + nth] = surplus;
                let weight = pattern.persons * share * right * (1.0 - right);
                let (slope, intercept) = (places[own_slope], places[first_intercept + nth]);
                information.add(slope, slope, weight * point * point);
                information.add(intercept, slope, weight * point);
                information.add(intercept, intercept, weight);
            }
            information.add_product(&places, &score, -pattern.persons * share);
            for (mean, score) in mean.iter_mut().zip(&score) {
                *mean += share * score;
            }
        }
        information.add_product(&places, &mean, pattern.persons);
    }
    let variance = information.inverse()?;
    let of = |(item, curve): (usize, &Curve)| {
        let (slope, intercept) = (slope_of(item), slopes + item);
        let (of_slope, of_intercept) = (variance.at(slope, slope), variance.at(intercept, intercept));
        let shared = variance.at(intercept, slope);
        let b = curve.difficulty();
        let of_difficulty = (of_intercept + b * b * of_slope + 2.0 * b * shared) / (curve.slope * curve.slope);
        let error = |variance: f64| variance.max(0.0).sqrt();
        Errors { slope: error(of_slope), intercept: error(of_intercept), difficulty: error(of_difficulty) }
    };
    Some(curves.iter().enumerate().map(of).collect())
}
