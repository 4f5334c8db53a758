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
    weights: &'static [[u8; COLUMNS]],
}

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
    Model { slots, weights: weights.as_chunks::<COLUMNS>().0 }
});

impl Model {
    fn row(&self, feature: u32) -> Option<&[u8; COLUMNS]> {
        let mut at = feature as usize & (self.slots.len() - 1);
        loop {
            match self.slots[at] {
                (_, u32::MAX) => return None,
                (known, row) if known == feature => return self.weights.get(row as usize),
                _ => at = (at + 1) & (self.slots.len() - 1),
            }
        }
    }

    fn add(&self, features: &[u32], by: i32, scores: &mut Scores) {
        for row in features.iter().filter_map(|feature| self.row(*feature)) {
            add_row(row, by, scores);
        }
    }
}

fn add_row(row: &[u8; COLUMNS], by: i32, scores: &mut Scores) {
    for (score, weight) in scores.iter_mut().zip(row) {
        *score += i32::from(weight.cast_signed()) * by;
    }
}

/// The scores of each clause.
pub fn scores(seen: &Seen) -> Vec<Scores> {
    let model = &*MODEL;
    let mut shared = [0; COLUMNS];
    model.add(&seen.whole, 1, &mut shared);
    if let Some(bias) = model.weights.last() {
        add_row(bias, 2, &mut shared);
    }
    let of_clause = |features: &Vec<u32>| {
        let mut scores = shared;
        model.add(features, 2, &mut scores);
        scores
    };
    seen.clauses.iter().map(of_clause).collect()
}
