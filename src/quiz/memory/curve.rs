//! How one person forgets: FSRS's stabilities, read through a curve fitted to the person's own answers.
//!
//! FSRS's weights are the average of many learners and of one shape of curve. Near an exam it matters what this
//! person keeps without asking, so the shape and the pace are chosen by likelihood from a small grid.

/// Shapes: the exponent of the power curve. 0.5 is FSRS-5's; the last falls nearly as an exponential does.
const SHAPES: [f64; 3] = [0.5, 1.0, 4.0];
/// Paces: what stabilities are multiplied by.
const PACES: [f64; 8] = [0.3, 0.42, 0.6, 0.8, 1.0, 1.4, 2.0, 3.0];
/// What must speak for another pace before it is believed: the logarithm's square times this, in log likelihood.
const PACE_PRIOR: f64 = 4.0;
/// … and for another shape.
const SHAPE_PRIOR: f64 = 3.0;
/// A single answer proves nothing for certain: slips and guesses.
const SURE: f64 = 0.98;
/// The latest answers that are looked at.
pub const ANSWERS_MAX: usize = 1_000;

/// A curve of forgetting: `(1 + c·days / (pace·stability))^-shape`, with `c` such that after `pace·stability` days
/// nine of ten are remembered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Curve {
    shape: f64,
    pace: f64,
    /// 0.9^(-1/shape) - 1
    factor: f64,
}

impl Default for Curve {
    /// FSRS-5's own.
    fn default() -> Self {
        Self::new(SHAPES[0], 1.0)
    }
}

/// An answer after at least a night, as far as forgetting goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Asked {
    /// Since it was asked before.
    pub days: u64,
    /// What FSRS thought before this answer; above 0.
    pub stability: f64,
    pub right: bool,
}

impl Curve {
    fn new(shape: f64, pace: f64) -> Self {
        Self { shape, pace, factor: libm::pow(0.9, -1.0 / shape) - 1.0 }
    }

    /// The chance to remember after so many days.
    pub fn recall(&self, days: u64, stability: f64) -> f64 {
        libm::pow(1.0 + self.factor * days as f64 / (self.pace * stability), -self.shape)
    }

    /// The likeliest curve of the grid for these answers; FSRS's own when there are none.
    pub fn fit(answers: &[Asked]) -> Self {
        let mut best = (f64::NEG_INFINITY, Self::default());
        for shape in SHAPES {
            for pace in PACES {
                let curve = Self::new(shape, pace);
                let away = libm::log(pace);
                let prior = PACE_PRIOR * away * away + if shape == SHAPES[0] { 0.0 } else { SHAPE_PRIOR };
                let likelihood = answers.iter().rev().take(ANSWERS_MAX).fold(-prior, |sum, one| {
                    let recall = curve.recall(one.days, one.stability).clamp(1.0 - SURE, SURE);
                    sum + libm::log(if one.right { recall } else { 1.0 - recall })
                });
                if likelihood > best.0 {
                    best = (likelihood, curve);
                }
            }
        }
        best.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quiz::chance::Chance;
    use crate::quiz::memory::Scheduler;

    #[test]
    fn without_answers_it_is_the_schedulers_curve() {
        let (curve, scheduler) = (Curve::fit(&[]), Scheduler::default());
        for (days, stability) in [(0, 1.0), (1, 0.4), (3, 3.0), (30, 7.5), (300, 15.0)] {
            assert!((curve.recall(days, stability) - scheduler.curve(days, stability)).abs() < 1e-9);
        }
    }

    #[test]
    fn who_forgets_faster_or_slower_is_found_out() {
        for (shape, pace) in [(0.5, 0.42), (0.5, 2.0), (4.0, 1.0), (4.0, 0.3)] {
            let truth = Curve::new(shape, pace);
            let mut chance = Chance::new("curve", &format!("{shape} {pace}"));
            let answers: Vec<Asked> = (0..600)
                .map(|nr| {
                    let (days, stability) = (1 + nr % 12, 1.0 + (nr % 7) as f64);
                    let right = (chance.below(1_000_000) as f64) < truth.recall(days, stability) * 1e6;
                    Asked { days, stability, right }
                })
                .collect();
            let found = Curve::fit(&answers);
            for days in [2, 5, 10] {
                let (found, truth) = (found.recall(days, 3.0), truth.recall(days, 3.0));
                assert!((found - truth).abs() < 0.06, "shape {shape}, pace {pace}, {days} days: {found} for {truth}");
            }
        }
    }
}
