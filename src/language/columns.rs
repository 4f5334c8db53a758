//! Trains the columns of the model from labelled examples. Only + − × ÷ on `f32`, which every machine rounds alike:
//! every machine makes the same bytes.
//!
//! One linear column a label. A reply has a label if one of its clauses has (multiple instances, Andrews et al. 2003);
//! each step is passive-aggressive (PA-I, Crammer et al. 2006) and the weights are averaged (Freund and Schapire 1999).

use super::features::Seen;
use super::labels::{COLUMNS, DENIAL, RED};
use super::train::{Gold, Shuffle};
use std::collections::BTreeMap;

const EPOCHS: usize = 10;
/// The longest step.
const STEP_MAX: f32 = 0.02;
/// Rarer features are left out.
const SEEN_MIN: u32 = 3;
/// A whole reply's feature counts half for each clause.
const WHOLE: f32 = 0.5;
/// A weight of 1 in the model's bytes.
const SCALE: f32 = 256.0;

/// A feature is kept whose weight for some label is this much, in the bytes' steps.
const TELLING: u8 = 20;

/// One clause of an example: the rows of its features, and how long its vector is.
struct Instance {
    twisted: bool,
    rows: Vec<u32>,
    squares: f32,
}

struct Example<'a> {
    whole: Vec<u32>,
    clauses: Vec<Instance>,
    gold: &'a Gold,
}

/// Weights and their moments, row by row.
struct Learner {
    weights: Vec<f32>,
    moments: Vec<f32>,
    step: f32,
}

/// The columns for [`super::model`]: the number of features as little-endian `u32`, the features sorted, then a row of
/// `i8` weights for each, and the bias last.
pub fn columns(examples: &[(&Seen, &Gold)]) -> Vec<u8> {
    let mut times: BTreeMap<u32, u32> = BTreeMap::new();
    for (seen, _) in examples {
        let mut all: Vec<u32> = seen.clauses.iter().flatten().chain(&seen.whole).copied().collect();
        all.sort_unstable();
        all.dedup();
        for feature in all {
            *times.entry(feature).or_default() += 1;
        }
    }
    let kept: Vec<u32> =
        times.into_iter().filter(|(_, times)| *times >= SEEN_MIN).map(|(feature, _)| feature).collect();
    let examples: Vec<Example> = examples.iter().map(|(seen, gold)| example(seen, gold, &kept)).collect();
    let weights: Vec<i8> = learn(&examples, kept.len() + 1).into_iter().map(|weight| (weight * SCALE) as i8).collect();
    let (rows, bias) = weights.split_at(kept.len() * COLUMNS);
    let telling = |row: &[i8]| row.iter().any(|weight| weight.unsigned_abs() >= TELLING);
    let rows: Vec<_> = kept.iter().zip(rows.chunks(COLUMNS)).filter(|(_, row)| telling(row)).collect();
    let mut bytes = u32::try_from(rows.len()).unwrap_or(0).to_le_bytes().to_vec();
    bytes.extend(rows.iter().flat_map(|(feature, _)| feature.to_le_bytes()));
    bytes.extend(rows.iter().flat_map(|(_, row)| *row).chain(bias).flat_map(|weight| weight.to_le_bytes()));
    bytes
}

fn example<'a>(seen: &Seen, gold: &'a Gold, kept: &[u32]) -> Example<'a> {
    let rows = |features: &[u32]| -> Vec<u32> {
        let row = |feature| kept.binary_search(feature).ok().and_then(|row| u32::try_from(row).ok());
        features.iter().filter_map(row).collect()
    };
    let whole = rows(&seen.whole);
    let clauses = seen.clauses.iter().zip(&seen.twisted).map(|(features, twisted)| {
        let mut rows = rows(features);
        rows.push(u32::try_from(kept.len()).unwrap_or(0));
        let squares = rows.len() as f32 + whole.len() as f32 * WHOLE * WHOLE;
        Instance { twisted: *twisted, rows, squares }
    });
    Example { clauses: clauses.collect(), whole, gold }
}

/// Averaged weights, row by row, the bias last.
fn learn(examples: &[Example], rows: usize) -> Vec<f32> {
    let (weights, moments) = (vec![0.0; rows * COLUMNS], vec![0.0; rows * COLUMNS]);
    let mut learner = Learner { weights, moments, step: 1.0 };
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut shuffle = Shuffle::default();
    for _ in 0..EPOCHS {
        shuffle.shuffle(&mut order);
        for example in order.iter().map(|index| &examples[*index]) {
            learner.learn(example);
        }
    }
    learner.weights.iter().zip(&learner.moments).map(|(weight, moment)| weight - moment / learner.step).collect()
}

impl Learner {
    fn learn(&mut self, example: &Example) {
        let mut shared = [0_f32; COLUMNS];
        self.add_rows(&example.whole, WHOLE, &mut shared);
        let of_clause = |clause: &Instance| {
            let mut scores = shared;
            self.add_rows(&clause.rows, 1.0, &mut scores);
            scores
        };
        let scores: Vec<[f32; COLUMNS]> = example.clauses.iter().map(of_clause).collect();
        let best = |column: usize| {
            let mut best = (f32::MIN, 0);
            for (clause, scores) in scores.iter().enumerate() {
                if scores[column] > best.0 {
                    best = (scores[column], clause);
                }
            }
            best
        };
        for (column, wanted) in (RED..).zip(&example.gold.red) {
            let (score, clause) = best(column);
            self.step_to(example, clause, column, score, *wanted);
        }
        // Of a line that was written for its red lines nothing else is known.
        let wanted = example.gold.wanted.iter().filter(|_| !example.gold.only_red);
        for (column, wanted) in wanted.enumerate() {
            let (score, clause) = best(column);
            self.step_to(example, clause, column, score, *wanted);
        }
        for (topic, denied) in &example.gold.denied {
            let (_, clause) = best(*topic);
            let Some(scores) = scores.get(clause).filter(|_| !example.clauses[clause].twisted) else { continue };
            self.step_to(example, clause, DENIAL, scores[DENIAL], *denied);
        }
        self.step += 1.0;
    }

    /// Moves a column so far that the clause's score stands on its side of the margin, or as far as a step goes.
    fn step_to(&mut self, example: &Example, clause: usize, column: usize, score: f32, wanted: bool) {
        let sign = if wanted { 1.0 } else { -1.0 };
        let loss = 1.0 - sign * score;
        let Some(clause) = example.clauses.get(clause).filter(|_| loss > 0.0) else { return };
        let size = sign * (loss / clause.squares).min(STEP_MAX);
        let own = clause.rows.iter().map(|row| (*row, size));
        let whole: &[u32] = if column == DENIAL { &[] } else { &example.whole };
        for (row, size) in own.chain(whole.iter().map(|row| (*row, size * WHOLE))) {
            let at = row as usize * COLUMNS + column;
            self.weights[at] += size;
            self.moments[at] += size * self.step;
        }
    }

    fn add_rows(&self, rows: &[u32], by: f32, scores: &mut [f32; COLUMNS]) {
        for row in rows {
            let row = &self.weights[*row as usize * COLUMNS..];
            for column in 0..COLUMNS {
                scores[column] += row[column] * by;
            }
        }
    }
}
