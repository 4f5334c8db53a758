//! Trains the model from labelled examples when the program is built. Only + − × ÷ on `f32`, which every machine rounds
//! alike: every machine makes the same bytes.
//!
//! One linear column a label. A reply has a label if one of its clauses has (multiple instances, Andrews et al. 2003);
//! each step is passive-aggressive (PA-I, Crammer et al. 2006) and the weights are averaged (Freund and Schapire 1999).

use super::clause;
use super::features::{Seen, features};
use super::labels::{COLUMNS, held_out, kind_column, topic_column};
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
    wanted: [bool; COLUMNS],
}

/// The model for [`super::model`]: the number of rows as little-endian `u32`, their sorted `u32` feature hashes, then a
/// row of `i8` weights for each, and the bias last; `sources` hold labelled examples, one a line.
pub fn train(sources: &[String]) -> Vec<u8> {
    let lines = sources.iter().flat_map(|source| source.lines()).filter(|line| !line.starts_with("//"));
    let texts: Vec<(Seen, [bool; COLUMNS])> = lines
        .filter_map(|line| line.split_once('\t'))
        .filter(|(text, _)| !held_out(text))
        .map(|(text, acts)| (seen(text), columns(acts)))
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
    let examples: Vec<Example> = texts.into_iter().map(|(seen, wanted)| example(&seen, wanted, &kept)).collect();
    let weights = learn(&examples, kept.len() + 1);
    let mut bytes = u32::try_from(kept.len()).unwrap_or(0).to_le_bytes().to_vec();
    bytes.extend(kept.iter().flat_map(|feature| feature.to_le_bytes()));
    bytes.extend(weights.iter().map(|weight| ((weight * SCALE) as i8).to_le_bytes()[0]));
    bytes
}

fn seen(text: &str) -> Seen {
    let text = normalise(text).text;
    let clauses = clause::clauses(&text);
    let spans: Vec<pattern::Span> = clauses.iter().map(|clause| clause.span).collect();
    features(&text, &clauses, &speaking(&text, &clauses, &pattern::find(&text, &spans)))
}

fn example(seen: &Seen, wanted: [bool; COLUMNS], kept: &[u32]) -> Example {
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
    Example { clauses: clauses.collect(), whole, wanted }
}

/// Averaged weights, row by row, the bias last.
fn learn(examples: &[Example], rows: usize) -> Vec<f32> {
    let mut weights = vec![0_f32; rows * COLUMNS];
    let mut moments = vec![0_f32; rows * COLUMNS];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = 12_345_u64;
    let mut step = 1_f32;
    for _ in 0..EPOCHS {
        for last in (1..order.len()).rev() {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(last, (random >> 33) as usize % (last + 1));
        }
        for example in order.iter().map(|index| &examples[*index]) {
            learn_one(example, step, &mut weights, &mut moments);
            step += 1.0;
        }
    }
    weights.iter().zip(&moments).map(|(weight, moment)| weight - moment / step).collect()
}

fn learn_one(example: &Example, step: f32, weights: &mut [f32], moments: &mut [f32]) {
    let mut shared = [0_f32; COLUMNS];
    add_rows(&example.whole, WHOLE, weights, &mut shared);
    // The clause with the best score of each column.
    let mut best = [(f32::MIN, 0_usize); COLUMNS];
    for (index, clause) in example.clauses.iter().enumerate() {
        let mut scores = shared;
        add_rows(&clause.rows, 1.0, weights, &mut scores);
        for column in 0..COLUMNS {
            if scores[column] > best[column].0 {
                best[column] = (scores[column], index);
            }
        }
    }
    for column in 0..COLUMNS {
        let (score, index) = best[column];
        let sign = if example.wanted[column] { 1.0 } else { -1.0 };
        let Some(clause) = example.clauses.get(index) else { continue };
        let loss = 1.0 - sign * score;
        if loss > 0.0 {
            let size = sign * (loss / clause.squares).min(STEP_MAX);
            let own = clause.rows.iter().map(|row| (*row, size));
            for (row, size) in own.chain(example.whole.iter().map(|row| (*row, size * WHOLE))) {
                let at = row as usize * COLUMNS + column;
                weights[at] += size;
                moments[at] += size * step;
            }
        }
    }
}

fn add_rows(rows: &[u32], by: f32, weights: &[f32], scores: &mut [f32; COLUMNS]) {
    for row in rows {
        let row = &weights[*row as usize * COLUMNS..];
        for column in 0..COLUMNS {
            scores[column] += row[column] * by;
        }
    }
}

fn columns(acts: &str) -> [bool; COLUMNS] {
    let mut wanted = [false; COLUMNS];
    for act in acts.split_whitespace() {
        let mut parts = act.split(':');
        let kind = parts.next().and_then(|name| serde_json::from_value(name.into()).ok()).and_then(kind_column);
        let topic = parts.next().and_then(|name| serde_json::from_value(name.into()).ok()).and_then(topic_column);
        for column in kind.into_iter().chain(topic) {
            wanted[column] = true;
        }
    }
    wanted
}
