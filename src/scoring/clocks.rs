//! The response clocks of `scoring.md`, over any number of windows.

use super::rounds::{Round, Rounds};
use serde::{Deserialize, Serialize};

/// A round counts no longer than this, and an unanswered one counts this.
pub const ROUND_CAP_MS: i64 = 600_000;
/// A first response within this is prompt.
pub const FIRST_RESPONSE_MS: i64 = 30_000;
/// A reply within this is in time.
pub const THREE_MINUTES_MS: i64 = 180_000;

/// The clocks; rates are 0 to 1, `None` where there is no round to measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Clocks {
    pub rounds: u64,
    /// Windows whose first round was answered within 30 s, of the windows with a round.
    pub first_30s_rate: Option<f64>,
    /// Mean over rounds, each capped at 600 s, unanswered = 600 s.
    pub average_response_s: Option<f64>,
    /// Rounds answered within 180 s, of all rounds.
    pub three_minute_rate: Option<f64>,
    /// Capped like the rounds; 0 without rounds.
    pub longest_wait_s: f64,
    /// Windows whose last message is the agent's, of all windows.
    pub last_word_rate: Option<f64>,
    pub windows: u64,
}

/// A round's length as it counts, in milliseconds.
pub fn counted_ms(round: &Round) -> i64 {
    round.answered_ms().map_or(ROUND_CAP_MS, |ms| ms.min(ROUND_CAP_MS))
}

/// Answered, and within `bound_ms`.
pub fn within(round: &Round, bound_ms: i64) -> bool {
    round.answered_ms().is_some_and(|ms| ms <= bound_ms)
}

/// `part` of `whole`; `None` of nothing.
pub fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

impl Clocks {
    pub fn of(windows: &[Rounds]) -> Self {
        let rounds: Vec<&Round> = windows.iter().flat_map(|window| &window.rounds).collect();
        let firsts: Vec<&Round> = windows.iter().filter_map(|window| window.rounds.first()).collect();
        let prompt = firsts.iter().filter(|round| within(round, FIRST_RESPONSE_MS)).count();
        let in_time = rounds.iter().filter(|round| within(round, THREE_MINUTES_MS)).count();
        let sum_ms: i64 = rounds.iter().map(|round| counted_ms(round)).sum();
        let longest_ms = rounds.iter().map(|round| counted_ms(round)).max().unwrap_or(0);
        let last_words = windows.iter().filter(|window| window.last_word()).count();
        let measured = !rounds.is_empty();
        Self {
            rounds: rounds.len() as u64,
            first_30s_rate: share(prompt, firsts.len()),
            average_response_s: measured.then(|| sum_ms as f64 / rounds.len() as f64 / 1000.0),
            three_minute_rate: share(in_time, rounds.len()),
            longest_wait_s: longest_ms as f64 / 1000.0,
            last_word_rate: if measured { share(last_words, windows.len()) } else { None },
            windows: windows.len() as u64,
        }
    }
}
