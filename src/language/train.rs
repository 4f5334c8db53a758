//! Trains the model from labelled examples when the program is built. Only + − × ÷ on `f32`, which every machine rounds
//! alike: every machine makes the same bytes.
//!
//! One linear column a label. A reply has a label if one of its clauses has (multiple instances, Andrews et al. 2003);
//! each step is passive-aggressive (PA-I, Crammer et al. 2006) and the weights are averaged (Freund and Schapire 1999).

use super::clause;
use super::features::{Seen, features};
use super::labels::{COLUMNS, DENIAL, LABELS, held_out, kind_column, topic_column};
use super::normalise::normalise;
use super::pattern;
use super::speaking::speaking;
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

/// One clause of an example: the rows of its features, and how long its vector is.
struct Instance {
    rows: Vec<u32>,
    squares: f32,
}

struct Example {
    whole: Vec<u32>,
    clauses: Vec<Instance>,
    gold: Gold,
}

/// What the labels of an example say.
struct Gold {
    wanted: [bool; LABELS],
    /// The columns of the topics of which yes or no is said, and whether it is no.
    denied: Vec<(usize, bool)>,
}

/// Weights and their moments, row by row.
struct Learner {
    weights: Vec<f32>,
    moments: Vec<f32>,
    step: f32,
}

/// The model for [`super::model`]: the number of features as little-endian `u32`, the features sorted, then a row of
/// `i8` weights for each, and the bias last; `source` holds labelled examples, one a line.
pub fn train(source: &str) -> Vec<u8> {
    let texts: Vec<(Seen, Gold)> = source
        .lines()
        .filter(|line| !line.starts_with("//"))
        .filter_map(|line| line.split_once('\t'))
        .filter(|(text, _)| !held_out(text))
        .map(|(text, acts)| (seen(text), gold(acts)))
        .collect();
    let mut times: BTreeMap<u32, u32> = BTreeMap::new();
    for (seen, _) in &texts {
        let mut all: Vec<u32> = seen.clauses.iter().flatten().chain(&seen.whole).copied().collect();
        all.sort_unstable();
        all.dedup();
        for feature in all {
            *times.entry(feature).or_default() += 1;
        }
    }
    let kept: Vec<u32> =
        times.into_iter().filter(|(_, times)| *times >= SEEN_MIN).map(|(feature, _)| feature).collect();
    let examples: Vec<Example> = texts.into_iter().map(|(seen, gold)| example(&seen, gold, &kept)).collect();
    let mut bytes = u32::try_from(kept.len()).unwrap_or(0).to_le_bytes().to_vec();
    bytes.extend(kept.iter().flat_map(|feature| feature.to_le_bytes()));
    let weights = learn(&examples, kept.len() + 1);
    bytes.extend(weights.iter().map(|weight| ((weight * SCALE) as i8).to_le_bytes()[0]));
    bytes
}

fn seen(text: &str) -> Seen {
    let text = normalise(text).text;
    let clauses = clause::clauses(&text);
    let spans: Vec<pattern::Span> = clauses.iter().map(|clause| clause.span).collect();
    features(&text, &clauses, &speaking(&text, &clauses, &pattern::find(&text, &spans)))
}

fn example(seen: &Seen, gold: Gold, kept: &[u32]) -> Example {
    let rows = |features: &[u32]| -> Vec<u32> {
        let row = |feature| kept.binary_search(feature).ok().and_then(|row| u32::try_from(row).ok());
        features.iter().filter_map(row).collect()
    };
    let whole = rows(&seen.whole);
    let clauses = seen.clauses.iter().map(|features| {
        let mut rows = rows(features);
        rows.push(u32::try_from(kept.len()).unwrap_or(0));
        let squares = rows.len() as f32 + whole.len() as f32 * WHOLE * WHOLE;
        Instance { rows, squares }
    });
    Example { clauses: clauses.collect(), whole, gold }
}

/// Averaged weights, row by row, the bias last.
fn learn(examples: &[Example], rows: usize) -> Vec<f32> {
    let (weights, moments) = (vec![0.0; rows * COLUMNS], vec![0.0; rows * COLUMNS]);
    let mut learner = Learner { weights, moments, step: 1.0 };
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = 12_345_u64;
    for _ in 0..EPOCHS {
        for last in (1..order.len()).rev() {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(last, (random >> 33) as usize % (last + 1));
        }
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
        for (column, wanted) in example.gold.wanted.iter().enumerate() {
            let (score, clause) = best(column);
            self.step_to(example, clause, column, score, *wanted);
        }
        for (topic, denied) in &example.gold.denied {
            let (_, clause) = best(*topic);
            let Some(scores) = scores.get(clause) else { continue };
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
        for (row, size) in own.chain(example.whole.iter().map(|row| (*row, size * WHOLE))) {
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

fn gold(acts: &str) -> Gold {
    let mut gold = Gold { wanted: [false; LABELS], denied: Vec::new() };
    for act in acts.split_whitespace() {
        let mut parts = act.split(':');
        let kind = parts.next().and_then(|name| serde_json::from_value(name.into()).ok()).and_then(kind_column);
        let topic = parts.next().and_then(|name| serde_json::from_value(name.into()).ok()).and_then(topic_column);
        for column in kind.into_iter().chain(topic) {
            gold.wanted[column] = true;
        }
        gold.denied.extend(topic.zip(parts.next().map(|sign| sign == "deny")));
    }
    gold
}
