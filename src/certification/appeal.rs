//! When a decision may be appealed (申诉).

use crate::clock::UnixMs;

/// Days from the decision.
pub const DAYS: u64 = 14;
const DAY_MS: u64 = 24 * 3_600_000;
/// Most characters of an appeal's reason.
pub const REASON_MAX_CHARS: usize = 1_000;

/// The last moment to appeal a decision of this time.
pub fn until(decided_ms: UnixMs) -> UnixMs {
    decided_ms + DAYS * DAY_MS
}

/// Whether a decision of this time may still be appealed.
pub fn in_time(decided_ms: UnixMs, now_ms: UnixMs) -> bool {
    now_ms <= until(decided_ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fourteen_days() {
        assert!(in_time(1_000, 1_000) && in_time(1_000, 1_000 + 14 * DAY_MS));
        assert!(!in_time(1_000, 1_001 + 14 * DAY_MS));
    }
}
