//! When a missed fact is asked about again. A plain ladder of days; what is kept of it is one JSON, so that a
//! scheduler of spaced repetition can take its place.

use crate::clock::UnixMs;
use serde::{Deserialize, Serialize};

/// Days until the next time, by how often it was known in a row.
const LADDER_DAYS: [u64; 5] = [1, 3, 7, 14, 30];
/// Items of one review.
pub const REVIEW_MAX: usize = 20;
const DAY_MS: u64 = 86_400_000;
/// Days begin at midnight in Beijing.
const BEIJING_MS: u64 = 8 * 3_600_000;

/// What is remembered of an item between reviews.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    /// Times it was known in a row.
    pub known: usize,
}

impl Memory {
    /// After an answer; and when it is due next.
    pub fn answered(self, right: bool, now_ms: UnixMs) -> (Self, UnixMs) {
        if !right {
            return (Self::default(), in_days(now_ms, 1));
        }
        let known = self.known + 1;
        (Self { known }, in_days(now_ms, LADDER_DAYS[known.min(LADDER_DAYS.len() - 1)]))
    }
}

/// The beginning of the day so many days from now; with 1 the end of today.
pub fn in_days(now_ms: UnixMs, days: u64) -> UnixMs {
    ((now_ms + BEIJING_MS) / DAY_MS + days) * DAY_MS - BEIJING_MS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_comes_back_later_and_what_is_not_tomorrow() {
        // 2026-11-27 23:50 in Beijing.
        let now_ms = 1_795_794_600_000;
        let midnight = in_days(now_ms, 1);
        assert_eq!(midnight - now_ms, 600_000);
        let mut memory = Memory::default();
        let mut days = Vec::new();
        for right in [true, true, true, true, true, true, false, true] {
            let (next, due_ms) = memory.answered(right, now_ms);
            days.push((due_ms - midnight) / DAY_MS + 1);
            memory = next;
        }
        assert_eq!(days, [3, 7, 14, 30, 30, 30, 1, 3]);
    }
}
