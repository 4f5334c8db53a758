//! Seeded chance: the same seed and purpose give the same draws on every machine.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use sha2::{Digest, Sha256};

/// A stream of draws.
pub struct Chance(ChaCha8Rng);

impl Chance {
    /// `purpose` keeps streams of one seed apart, so that one more item does not change the others.
    pub fn new(seed: &str, purpose: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update((seed.len() as u64).to_le_bytes());
        hash.update(seed);
        hash.update(purpose);
        Self(ChaCha8Rng::from_seed(hash.finalize().into()))
    }

    /// From 0 to `below` − 1, each equally likely; 0 when `below` is 0.
    pub fn below(&mut self, below: u64) -> u64 {
        if below == 0 {
            return 0;
        }
        // The remainder that would favour small numbers is drawn again.
        let fair = u64::MAX - u64::MAX % below;
        loop {
            let draw = self.0.next_u64();
            if draw < fair {
                return draw % below;
            }
        }
    }

    /// Fisher–Yates.
    pub fn shuffle<T>(&mut self, values: &mut [T]) {
        for last in (1..values.len()).rev() {
            values.swap(last, self.below(last as u64 + 1) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn fair_and_repeatable() {
        let draw = |seed: &str, purpose: &str| {
            let mut chance = Chance::new(seed, purpose);
            (0..6_000).map(|_| chance.below(6)).collect::<Vec<_>>()
        };
        assert_eq!(draw("s", "a"), draw("s", "a"));
        assert_ne!(draw("s", "a"), draw("s", "b"));
        assert_ne!(draw("sa", ""), draw("s", "a"));
        for face in 0..6 {
            let times = draw("s", "a").into_iter().filter(|draw| *draw == face).count();
            assert!((900..1_100).contains(&times), "{face}: {times}");
        }
    }

    #[test]
    fn shuffling_keeps_everything() {
        let mut values: Vec<u64> = (0..50).collect();
        Chance::new("s", "shuffle").shuffle(&mut values);
        assert_ne!(values, (0..50).collect::<Vec<_>>());
        values.sort_unstable();
        assert_eq!(values, (0..50).collect::<Vec<_>>());
    }
}
