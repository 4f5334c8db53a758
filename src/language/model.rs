//! The trained part: how far each clause of a reply has each label. Made by `train.rs` when the program is built.

use super::features::Seen;
use super::labels::COLUMNS;
use std::sync::LazyLock;

static BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/understanding.bin"));

/// A score of 1: a training example's margin.
pub const ONE: i32 = 512;

/// The scores of one clause, a column a label, in parts of [`ONE`].
pub type Scores = [i32; COLUMNS];

struct Model {
    /// Rows by their feature, as an open hash table; row `u32::MAX` is none.
    slots: Vec<(u32, u32)>,
    weights: Vec<Row>,
}

/// The weights of one feature in one line of the cache, of whole steps for the processor.
#[repr(align(64))]
struct Row([i8; WIDTH]);

/// Columns, filled up to whole steps.
const WIDTH: usize = COLUMNS.next_multiple_of(16);

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let (count, rest) =
        BYTES.split_first_chunk::<4>().map_or((0, BYTES), |(head, rest)| (u32::from_le_bytes(*head), rest));
    let (features, weights) = rest.split_at((count as usize * 4).min(rest.len()));
    let mut slots = vec![(0, u32::MAX); (count as usize * 2 + 1).next_power_of_two()];
    for (row, feature) in (0..).zip(features.as_chunks::<4>().0) {
        let feature = u32::from_le_bytes(*feature);
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
    Model { slots, weights: weights.as_chunks::<COLUMNS>().0.iter().map(row).collect() }
});

impl Model {
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
        let mut sum = [0_i16; WIDTH];
        for row in features.iter().filter_map(|feature| self.row(*feature)) {
            for (sum, weight) in sum.iter_mut().zip(&row.0) {
                *sum = sum.saturating_add(i16::from(*weight));
            }
        }
        sum
    }
}

/// The scores of each clause.
pub fn scores(seen: &Seen) -> Vec<Scores> {
    let model = &*MODEL;
    let mut shared: Scores = [0; COLUMNS];
    for (score, sum) in shared.iter_mut().zip(model.sum(&seen.whole)) {
        *score = i32::from(sum);
    }
    for (score, bias) in shared.iter_mut().zip(model.weights.last().into_iter().flat_map(|row| row.0)) {
        *score += 2 * i32::from(bias);
    }
    let of_clause = |features: &Vec<u32>| {
        let mut scores = shared;
        for (score, sum) in scores.iter_mut().zip(model.sum(features)) {
            *score += 2 * i32::from(sum);
        }
        scores
    };
    seen.clauses.iter().map(of_clause).collect()
}
