//! The trained part: how far each clause of a reply has each label, and how to weigh that beside what cues read. Made by
//! `train.rs` when the program is built.

use super::evidence::{Case, ROWS, WITNESSES};
use super::features::{FEATURES_MAX, Seen};
use super::labels::COLUMNS;
use std::sync::LazyLock;

/// A score of 1: a training example's margin.
pub const ONE: i32 = 512;

/// A weight of 1 of what weighs the scores.
pub const WEIGHT: f32 = 256.0;

/// The scores of one clause, a column a label, in parts of [`ONE`].
pub type Scores = [i32; COLUMNS];

/// Weights, as `train.rs` makes them.
pub struct Model {
    /// A bit for each feature's last bits: most features of a reply were never seen, and this small table says so.
    known: Vec<u64>,
    /// Rows by their feature, as an open hash table; row `u32::MAX` is none.
    slots: Vec<(u32, u32)>,
    weights: Vec<Row>,
    /// What speaks for each case: [`ROWS`] of them.
    judgement: Vec<[i16; WITNESSES]>,
}

/// The weights of one feature in one line of the cache, of whole steps for the processor.
#[repr(align(64))]
struct Row([i8; WIDTH]);

/// Bits of [`Model::known`].
const KNOWN: usize = 1 << 17;

/// Columns, filled up to whole steps.
const WIDTH: usize = COLUMNS.next_multiple_of(16);

static SHIPPED: LazyLock<Model> = LazyLock::new(|| Model::parse(crate::trained::LANGUAGE));

impl Model {
    /// The one that the program was built with.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// The model in these bytes.
    pub fn parse(bytes: &[u8]) -> Self {
        let (count, rest) =
            bytes.split_first_chunk::<4>().map_or((0, bytes), |(head, rest)| (u32::from_le_bytes(*head), rest));
        let (features, rest) = rest.split_at((count as usize * 4).min(rest.len()));
        let (weights, judgement) = rest.split_at(((count as usize + 1) * COLUMNS).min(rest.len()));
        let mut slots = vec![(0, u32::MAX); (count as usize * 2 + 1).next_power_of_two()];
        let mut known = vec![0_u64; KNOWN / 64];
        for (row, feature) in (0..).zip(features.as_chunks::<4>().0) {
            let feature = u32::from_le_bytes(*feature);
            known[feature as usize % KNOWN / 64] |= 1 << (feature % 64);
            let mut at = feature as usize & (slots.len() - 1);
            while slots[at].1 != u32::MAX {
                at = (at + 1) & (slots.len() - 1);
            }
            slots[at] = (feature, row);
        }
        let row = |weights: &[u8; COLUMNS]| {
            let mut row = Row([0; WIDTH]);
            for (own, weight) in row.0.iter_mut().zip(weights) {
                *own = weight.cast_signed();
            }
            row
        };
        let mut judgement = judgement.as_chunks::<2>().0.iter().map(|bytes| i16::from_le_bytes(*bytes));
        let judgement = (0..ROWS).map(|_| [0; WITNESSES].map(|_: i16| judgement.next().unwrap_or(0)));
        let weights = weights.as_chunks::<COLUMNS>().0.iter().map(row).collect();
        Self { judgement: judgement.collect(), known, slots, weights }
    }

    fn row(&self, feature: u32) -> Option<&Row> {
        let mut at = feature as usize & (self.slots.len() - 1);
        loop {
            match self.slots[at] {
                (_, u32::MAX) => return None,
                (known, row) if known == feature => return self.weights.get(row as usize),
                _ => at = (at + 1) & (self.slots.len() - 1),
            }
        }
    }

    /// The sum of the features' rows.
    fn sum(&self, features: &[u32]) -> [i16; WIDTH] {
        // Those that may be known come first, without a branch: no processor guesses which they are.
        let mut likely = [0; FEATURES_MAX];
        let mut count = 0;
        for feature in features.iter().take(FEATURES_MAX) {
            likely[count.min(FEATURES_MAX - 1)] = *feature;
            count += usize::from(self.known[*feature as usize % KNOWN / 64] >> (feature % 64) & 1 == 1);
        }
        let mut sum = [0_i16; WIDTH];
        for row in likely[..count].iter().filter_map(|feature| self.row(*feature)) {
            for (sum, weight) in sum.iter_mut().zip(&row.0) {
                *sum = sum.saturating_add(i16::from(*weight));
            }
        }
        sum
    }

    /// The scores of each clause.
    pub(super) fn scores(&self, seen: &Seen) -> Vec<Scores> {
        let mut shared: Scores = [0; COLUMNS];
        for (score, sum) in shared.iter_mut().zip(self.sum(&seen.whole)) {
            *score = i32::from(sum);
        }
        for (score, bias) in shared.iter_mut().zip(self.weights.last().into_iter().flat_map(|row| row.0)) {
            *score += 2 * i32::from(bias);
        }
        let of_clause = |features: &Vec<u32>| {
            let mut scores = shared;
            for (score, sum) in scores.iter_mut().zip(self.sum(features)) {
                *score += 2 * i32::from(sum);
            }
            scores
        };
        seen.clauses.iter().map(of_clause).collect()
    }

    /// How surely a case is so, in parts of [`ONE`]; below 0 it is not.
    pub(super) fn verdict(&self, case: &Case) -> i32 {
        let row = &self.judgement[case.what.row()];
        row.iter().zip(&case.evidence).map(|(weight, said)| i32::from(*weight) * said).sum::<i32>() / WEIGHT as i32
    }
}
