//! Points and weights in place of the integral over abilities.

use super::em::Pattern;

/// Equally spaced points from −WIDEST to WIDEST: as many and as wide as `mirt` takes for one dimension.
const POINTS: usize = 61;
const WIDEST: f64 = 6.0;

/// Abilities with the logarithm of the normal density there, summing to 1.
pub struct Grid {
    pub points: Vec<f64>,
    log_weights: Vec<f64>,
}

impl Grid {
    pub fn normal() -> Self {
        let step = 2.0 * WIDEST / (POINTS - 1) as f64;
        let points: Vec<f64> = (0..POINTS).map(|at| at as f64 * step - WIDEST).collect();
        let sum: f64 = points.iter().map(|point| libm::exp(-point * point / 2.0)).sum();
        let log_weights = points.iter().map(|point| -point * point / 2.0 - libm::log(sum)).collect();
        Self { points, log_weights }
    }

    /// The posterior over the points, and the logarithm of the likelihood. `logs` tells ln P of an answer at a point.
    pub fn posterior(&self, pattern: &Pattern, logs: &[Vec<[f64; 2]>]) -> (Vec<f64>, f64) {
        let mut posterior = self.log_weights.clone();
        for answer in &pattern.answers {
            for (sum, log) in posterior.iter_mut().zip(&logs[answer.item]) {
                *sum += log[usize::from(answer.right)];
            }
        }
        let most = posterior.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut sum = 0.0;
        for value in &mut posterior {
            *value = libm::exp(*value - most);
            sum += *value;
        }
        for value in &mut posterior {
            *value /= sum;
        }
        (posterior, most + libm::log(sum))
    }
}
