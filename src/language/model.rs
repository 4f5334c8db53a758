//! The trained part: what a clause does that no cue knows. The model is made by `train.rs` when the program is built.

use super::act::{ActKind, Topic};
use super::features::features;
use super::labels::{ACTS, COLUMNS, TOPICS};
use std::sync::LazyLock;

static BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/understanding.bin"));

/// Scores below this are a guess that is not made.
const SCORE_MIN: i64 = 12;
/// A score this far above is as sure as the model gets.
const SCORE_SURE: i64 = 120;

struct Model {
    features: Vec<u32>,
    weights: &'static [u8],
}

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let (count, rest) =
        BYTES.split_first_chunk::<4>().map_or((0, BYTES), |(head, rest)| (u32::from_le_bytes(*head), rest));
    let at = (count as usize * 4).min(rest.len());
    let (words, _) = rest[..at].as_chunks::<4>();
    Model { features: words.iter().map(|word| u32::from_le_bytes(*word)).collect(), weights: &rest[at..] }
});

/// What the model takes a text for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guess {
    pub kind: ActKind,
    pub topic: Option<Topic>,
    /// 0.5 to 0.75: a guess is never as sure as a cue.
    pub confidence: f32,
}

/// The likeliest act and topic of a clause; `None` where nothing stands out.
pub fn guess(text: &str) -> Option<Guess> {
    let scores = scores(text);
    let (acts, topics) = scores.split_at(ACTS.len());
    let (kind, score) = best(acts)?;
    let kind = serde_json::from_value(ACTS[kind].into()).ok()?;
    let topic = best(topics).and_then(|(topic, _)| serde_json::from_value(TOPICS[topic].into()).ok());
    let above = (score.min(SCORE_SURE) - SCORE_MIN) * 25 / (SCORE_SURE - SCORE_MIN);
    let hundredths = u8::try_from(50 + above).unwrap_or(50);
    Some(Guess { kind, topic, confidence: f32::from(hundredths) / 100.0 })
}

fn best(scores: &[i64]) -> Option<(usize, i64)> {
    let mut best: Option<(usize, i64)> = None;
    for (index, score) in scores.iter().enumerate().filter(|(_, score)| **score >= SCORE_MIN) {
        if best.is_none_or(|(_, top)| top < *score) {
            best = Some((index, *score));
        }
    }
    best
}

fn scores(text: &str) -> [i64; COLUMNS] {
    let mut scores = [0; COLUMNS];
    let rows =
        features(text).into_iter().filter_map(|feature| MODEL.features.binary_search(&feature).ok()).map(|row| row + 1);
    for row in std::iter::once(0).chain(rows) {
        let weights = MODEL.weights.get(row * COLUMNS..(row + 1) * COLUMNS).unwrap_or_default();
        for (score, weight) in scores.iter_mut().zip(weights) {
            *score += i64::from(i8::from_le_bytes([*weight]));
        }
    }
    scores
}
