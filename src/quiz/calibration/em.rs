//! The EM algorithm, with squared steps (SQUAREM, scheme S3: Varadhan & Roland, Simple and globally convergent methods
//! for accelerating the convergence of any EM algorithm, Scandinavian Journal of Statistics 35 (2008) 335–353).

use super::curve::Curve;
use super::grid::Grid;
use super::{Model, Response};

/// At rest when no parameter moves by more in one plain step.
const TOLERANCE: f64 = 1e-7;
/// Passes at most.
const PASSES_MAX: u64 = 1_500;
/// Newton's steps within one maximisation, and the longest of each.
const NEWTON_MAX: usize = 12;
const NEWTON_REST: f64 = 1e-10;
const STEP_MAX: f64 = 1.0;
/// Further out a curve is a step or a line to every person: an item that separates perfectly would run away.
const SLOPE_MAX: f64 = 8.0;
const INTERCEPT_MAX: f64 = 12.0;
/// A maximum this flat has no step.
const FLAT: f64 = 1e-10;

/// Answers that some persons gave alike, sorted by item.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    pub answers: Vec<Response>,
    pub persons: f64,
}

/// Parameters under way: slopes by group of items, then intercepts by item.
pub struct Fit<'a> {
    patterns: &'a [Pattern],
    /// Items that share a slope: all, or each its own.
    groups: Vec<Vec<usize>>,
    slopes: Vec<f64>,
    intercepts: Vec<f64>,
}

/// Expected at one point of the grid: persons who met an item there, and how many of them were right.
type Expected = Vec<[f64; 2]>;

impl<'a> Fit<'a> {
    pub fn start(patterns: &'a [Pattern], items: usize, model: Model) -> Self {
        let groups: Vec<Vec<usize>> = match model {
            Model::Rasch => vec![(0..items).collect()],
            Model::TwoParameter => (0..items).map(|item| vec![item]).collect(),
        };
        let mut met = vec![[0.0; 2]; items];
        for pattern in patterns {
            for answer in &pattern.answers {
                met[answer.item][usize::from(answer.right)] += pattern.persons;
            }
        }
        // An item's log odds: what the intercept is where abilities do not matter.
        let intercepts = met.iter().map(|[wrong, right]| libm::log((right + 0.5) / (wrong + 0.5))).collect();
        Self { patterns, slopes: vec![1.0; groups.len()], groups, intercepts }
    }

    /// Runs until at rest: passes taken, and whether it is.
    pub fn run(&mut self, grid: &Grid) -> (u64, bool) {
        let mut passes = 0;
        while passes < PASSES_MAX {
            let start = self.parameters();
            self.step(grid);
            let first = self.parameters();
            passes += 1;
            if distance(&start, &first) < TOLERANCE {
                let inside = self.slopes.iter().all(|slope| slope.abs() < SLOPE_MAX)
                    && self.intercepts.iter().all(|intercept| intercept.abs() < INTERCEPT_MAX);
                return (passes, inside);
            }
            let plain = self.step(grid);
            let second = self.parameters();
            self.set(&squared(&start, &first, &second));
            let far = self.step(grid);
            passes += 2;
            // `plain` is the likelihood at `first`, which `second` improves on: never go below it.
            if !(far.is_finite() && far >= plain) {
                self.set(&second);
            }
        }
        (passes, false)
    }

    pub fn curves(&self) -> Vec<Curve> {
        let mut curves: Vec<Curve> =
            self.intercepts.iter().map(|intercept| Curve { slope: 1.0, intercept: *intercept }).collect();
        for (group, slope) in self.groups.iter().zip(&self.slopes) {
            for item in group {
                curves[*item].slope = *slope;
            }
        }
        curves
    }

    pub fn log_likelihood(&self, grid: &Grid) -> f64 {
        let logs = logs(&self.curves(), grid);
        self.patterns.iter().map(|pattern| pattern.persons * grid.posterior(pattern, &logs).1).sum()
    }

    /// One plain step; returns the log-likelihood it started from.
    fn step(&mut self, grid: &Grid) -> f64 {
        let logs = logs(&self.curves(), grid);
        let mut expected: Vec<Expected> = vec![vec![[0.0; 2]; grid.points.len()]; self.intercepts.len()];
        let mut log_likelihood = 0.0;
        for pattern in self.patterns {
            let (posterior, log) = grid.posterior(pattern, &logs);
            log_likelihood += pattern.persons * log;
            for answer in &pattern.answers {
                for (there, share) in expected[answer.item].iter_mut().zip(&posterior) {
                    there[0] += pattern.persons * share;
                    if answer.right {
                        there[1] += pattern.persons * share;
                    }
                }
            }
        }
        for group in 0..self.groups.len() {
            self.maximise(group, &expected, grid);
        }
        log_likelihood
    }

    /// Newton's method for one group: a logistic regression of expected right answers on ability, with an intercept an
    /// item and a common slope. The Hessian is an arrow, so the slope's step is found first.
    fn maximise(&mut self, group: usize, expected: &[Expected], grid: &Grid) {
        for _ in 0..NEWTON_MAX {
            let slope = self.slopes[group];
            let (mut pull, mut bend) = (0.0, 0.0);
            let mut items = Vec::with_capacity(self.groups[group].len());
            for item in &self.groups[group] {
                let curve = Curve { slope, intercept: self.intercepts[*item] };
                let (mut own_pull, mut own_bend, mut shared) = (0.0, 0.0, 0.0);
                for (point, [met, right]) in grid.points.iter().zip(&expected[*item]) {
                    let p = curve.right(*point);
                    let (surplus, weight) = (right - met * p, met * p * (1.0 - p));
                    own_pull += surplus;
                    own_bend += weight;
                    shared += weight * point;
                    pull += surplus * point;
                    bend += weight * point * point;
                }
                items.push((*item, own_pull, own_bend.max(FLAT), shared));
            }
            for (_, own_pull, own_bend, shared) in &items {
                pull -= shared * own_pull / own_bend;
                bend -= shared * shared / own_bend;
            }
            let slope_step = (pull / bend.max(FLAT)).clamp(-STEP_MAX, STEP_MAX);
            self.slopes[group] = (slope + slope_step).clamp(-SLOPE_MAX, SLOPE_MAX);
            let mut longest = slope_step.abs();
            for (item, own_pull, own_bend, shared) in items {
                let step = ((own_pull - shared * slope_step) / own_bend).clamp(-STEP_MAX, STEP_MAX);
                self.intercepts[item] = (self.intercepts[item] + step).clamp(-INTERCEPT_MAX, INTERCEPT_MAX);
                longest = longest.max(step.abs());
            }
            if longest < NEWTON_REST {
                return;
            }
        }
    }

    fn parameters(&self) -> Vec<f64> {
        [self.slopes.as_slice(), self.intercepts.as_slice()].concat()
    }

    fn set(&mut self, parameters: &[f64]) {
        let (slopes, intercepts) = parameters.split_at(self.slopes.len());
        for (own, slope) in self.slopes.iter_mut().zip(slopes) {
            *own = slope.clamp(-SLOPE_MAX, SLOPE_MAX);
        }
        for (own, intercept) in self.intercepts.iter_mut().zip(intercepts) {
            *own = intercept.clamp(-INTERCEPT_MAX, INTERCEPT_MAX);
        }
    }
}

/// ln P of wrong and right, by item and point.
pub fn logs(curves: &[Curve], grid: &Grid) -> Vec<Vec<[f64; 2]>> {
    curves.iter().map(|curve| grid.points.iter().map(|point| curve.logs(*point)).collect()).collect()
}

fn distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

/// Where two steps lead, squared.
fn squared(start: &[f64], first: &[f64], second: &[f64]) -> Vec<f64> {
    let step: Vec<f64> = start.iter().zip(first).map(|(a, b)| b - a).collect();
    let turn: Vec<f64> = first.iter().zip(second).zip(&step).map(|((b, c), step)| c - b - step).collect();
    let length = |values: &[f64]| values.iter().map(|value| value * value).sum::<f64>().sqrt();
    let (long, bent) = (length(&step), length(&turn));
    let alpha = if bent > 0.0 { (-long / bent).min(-1.0) } else { -1.0 };
    let places = start.iter().zip(&step).zip(&turn);
    places.map(|((start, step), turn)| start - 2.0 * alpha * step + alpha * alpha * turn).collect()
}
