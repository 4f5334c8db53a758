//! Trains the model from labelled examples when the program is built. Integers only: every machine makes the same bytes.
//!
//! One averaged perceptron with a margin a label (Freund and Schapire 1999; the margin as in Krauth and Mézard 1987).

use super::features::features;
use super::labels::{ACTS, COLUMNS, TOPICS, held_out};
use super::normalise::normalise;
use std::collections::BTreeMap;

const EPOCHS: i64 = 12;
/// An example is learnt until each label's score is this far on the right side.
const MARGIN: i64 = 12;
/// Rarer features are left out.
const SEEN_MIN: u64 = 2;

struct Example {
    rows: Vec<usize>,
    wanted: [bool; COLUMNS],
}

/// The model for [`super::model`]: rows as little-endian `u32` count, then sorted `u32` feature hashes, then rows of
/// `i8` weights, the first row the bias; `source` is `content/language/examples.tsv`.
pub fn train(source: &str) -> Vec<u8> {
    let texts: Vec<(Vec<u32>, [bool; COLUMNS])> = source
        .lines()
        .filter(|line| !line.starts_with("//"))
        .filter_map(|line| line.split_once('\t'))
        .filter(|(text, _)| !held_out(text))
        .map(|(text, acts)| (features(&normalise(text).text), columns(acts)))
        .collect();
    let mut seen: BTreeMap<u32, u64> = BTreeMap::new();
    for feature in texts.iter().flat_map(|(features, _)| features) {
        *seen.entry(*feature).or_default() += 1;
    }
    let kept: Vec<u32> = seen.into_iter().filter(|(_, times)| *times >= SEEN_MIN).map(|(feature, _)| feature).collect();
    let examples: Vec<Example> = texts
        .into_iter()
        .map(|(features, wanted)| {
            // Row 0 is the bias.
            let rows = features.iter().filter_map(|feature| kept.binary_search(feature).ok()).map(|row| row + 1);
            Example { rows: std::iter::once(0).chain(rows).collect(), wanted }
        })
        .collect();
    let weights = perceptron(&examples, kept.len() + 1);
    let largest = weights.iter().map(|weight| weight.abs()).max().unwrap_or(1).max(1);
    let mut bytes = u32::try_from(kept.len()).unwrap_or(0).to_le_bytes().to_vec();
    bytes.extend(kept.iter().flat_map(|feature| feature.to_le_bytes()));
    bytes.extend(weights.iter().map(|weight| i8::try_from(weight * 127 / largest).unwrap_or(0).to_le_bytes()[0]));
    bytes
}

/// Averaged weights, row by row.
fn perceptron(examples: &[Example], rows: usize) -> Vec<i64> {
    let mut weights = vec![0_i64; rows * COLUMNS];
    let mut moments = vec![0_i64; rows * COLUMNS];
    let mut step = 1;
    for epoch in 0..EPOCHS {
        for index in 0..examples.len() {
            // A fixed walk in another order each epoch.
            let example = &examples[(index * 7919 + usize::try_from(epoch).unwrap_or(0) * 104_729) % examples.len()];
            let mut scores = [0_i64; COLUMNS];
            for row in &example.rows {
                for (score, weight) in scores.iter_mut().zip(&weights[row * COLUMNS..]) {
                    *score += weight;
                }
            }
            for (column, (score, wanted)) in scores.iter().zip(&example.wanted).enumerate() {
                let sign = if *wanted { 1 } else { -1 };
                if score * sign < MARGIN {
                    for row in &example.rows {
                        weights[row * COLUMNS + column] += sign;
                        moments[row * COLUMNS + column] += sign * step;
                    }
                }
            }
            step += 1;
        }
    }
    weights.iter().zip(&moments).map(|(weight, moment)| weight * step - moment).collect()
}

fn columns(acts: &str) -> [bool; COLUMNS] {
    let mut wanted = [false; COLUMNS];
    for act in acts.split_whitespace() {
        let mut parts = act.split(':');
        let kind = parts.next().and_then(|name| ACTS.iter().position(|known| *known == name));
        let topic = parts.next().and_then(|name| TOPICS.iter().position(|known| *known == name));
        for column in kind.into_iter().chain(topic.map(|topic| topic + ACTS.len())) {
            wanted[column] = true;
        }
    }
    wanted
}
