//! Days, which begin at midnight in Beijing.

use crate::clock::UnixMs;

const DAY_MS: u64 = 86_400_000;
const BEIJING_MS: u64 = 8 * 3_600_000;

/// The number of a moment's day, counted from 1970-01-01.
pub fn day_of(at_ms: UnixMs) -> u64 {
    (at_ms + BEIJING_MS) / DAY_MS
}

/// The moment a day begins at.
pub fn begin_of(day: u64) -> UnixMs {
    day.saturating_mul(DAY_MS).saturating_sub(BEIJING_MS)
}

/// The beginning of the day so many days from now; with 1 the end of today.
pub fn in_days(now_ms: UnixMs, days: u64) -> UnixMs {
    begin_of(day_of(now_ms) + days)
}
