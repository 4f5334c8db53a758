//! Chance keyed by (seed, buyer, cause): no stream is shared, so the order of draws elsewhere changes nothing.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use sha2::{Digest, Sha256};

/// A source of draws for one buyer at one cause.
pub struct Chance(ChaCha8Rng);

impl Chance {
    /// `cause` is the sequence number of the event that causes the draws; 0 before any.
    pub fn keyed(seed: &str, buyer: u32, cause: u64) -> Self {
        let mut hash = Sha256::new();
        hash.update(seed.as_bytes());
        hash.update([0]);
        hash.update(buyer.to_le_bytes());
        hash.update(cause.to_le_bytes());
        Self(ChaCha8Rng::from_seed(hash.finalize().into()))
    }

    /// 0 to `n` − 1; 0 where `n` is 0.
    pub fn below(&mut self, n: u64) -> u64 {
        let wide = u128::from(self.0.next_u64()) * u128::from(n);
        u64::try_from(wide >> 64).unwrap_or(0)
    }

    /// `low` to `high`, both possible.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// True `percent` times in a hundred.
    pub fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of them; `None` of none.
    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let at = self.below(u64::try_from(all.len()).unwrap_or(0));
        all.get(usize::try_from(at).unwrap_or(0))
    }

    /// In a random order (Fisher and Yates).
    pub fn shuffle<T>(&mut self, all: &mut [T]) {
        for last in (1..all.len()).rev() {
            let other = self.below(u64::try_from(last + 1).unwrap_or(1));
            all.swap(last, usize::try_from(other).unwrap_or(0));
        }
    }

    /// An exponentially distributed number of mean 1,000,000 (inverse transform; `libm` for the same result everywhere).
    pub fn exponential_millionths(&mut self) -> u64 {
        // 53 bits into (0, 1].
        let unit = ((self.0.next_u64() >> 11) + 1) as f64 / 9_007_199_254_740_992.0;
        (-libm::log(unit) * 1_000_000.0) as u64
    }
}
