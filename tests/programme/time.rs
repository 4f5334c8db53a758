//! Latencies in microseconds, and when agents do things.

use super::Fault;
use hdrhistogram::Histogram;
use std::time::Duration;

/// Latencies up to a minute, to three digits.
pub fn histogram() -> Result<Histogram<u64>, Fault> {
    Ok(Histogram::new_with_bounds(1, 60_000_000, 3)?)
}

pub fn note(into: &mut Histogram<u64>, took: Duration) {
    into.saturating_record(u64::try_from(took.as_micros()).unwrap_or(u64::MAX));
}

#[expect(clippy::cast_precision_loss, reason = "microseconds of at most a minute")]
pub fn quantile_ms(of: &Histogram<u64>, quantile: f64) -> f64 {
    of.value_at_quantile(quantile) as f64 / 1_000.0
}

/// Numbers that look random and are the same in every run (SplitMix64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A pause of a Poisson stream with this mean.
    #[expect(clippy::cast_precision_loss, reason = "53 bits are what is wanted")]
    pub fn pause(&mut self, mean: Duration) -> Duration {
        let uniform = ((self.roll() >> 11) as f64 + 1.0) / (1_u64 << 53) as f64;
        mean.mul_f64(-uniform.ln())
    }
}
