//! Whether a person may sit an exam now: one attempt at a time, prerequisites, and the wait after a failure.

use super::standard::Standard;
use crate::clock::UnixMs;

const HOUR_MS: u64 = 3_600_000;

/// What a person brings to the door.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// Another exam of this standard is under way or waits for its decision.
    pub underway: bool,
    /// When exams of this standard were handed in or given up that were not passed, since the last that was.
    pub failures_ms: Vec<UnixMs>,
    /// Standards a certificate is held of that is valid now.
    pub held: Vec<String>,
}

/// Why not yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotYet {
    Underway,
    /// Retake rule: not before this time.
    Before(UnixMs),
    /// A valid certificate of this standard is needed first.
    Prerequisite(String),
}

/// When the exam may be taken again, after failures at these times; `None`: at once.
pub fn not_before(standard: &Standard, failures_ms: &[UnixMs]) -> Option<UnixMs> {
    let last_ms = failures_ms.iter().max()?;
    let hours = if failures_ms.len() == 1 { standard.retake.first_hours } else { standard.retake.later_hours };
    Some(last_ms + hours * HOUR_MS)
}

/// Asked at the door, before the ticket is used up.
///
/// # Errors
/// The first reason to wait.
pub fn may_enter(standard: &Standard, past: &Past, now_ms: UnixMs) -> Result<(), NotYet> {
    if past.underway {
        return Err(NotYet::Underway);
    }
    if let Some(missing) = standard.prerequisites.iter().find(|one| !past.held.contains(one)) {
        return Err(NotYet::Prerequisite(missing.clone()));
    }
    match not_before(standard, &past.failures_ms) {
        Some(from_ms) if now_ms < from_ms => Err(NotYet::Before(from_ms)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::standard;
    use super::*;

    #[test]
    fn retakes_wait_a_day_and_then_a_week() {
        let standard = standard();
        let day = 24 * HOUR_MS;
        let check = |failures_ms: &[UnixMs], now_ms: UnixMs, expected: Result<(), NotYet>| {
            let past = Past { failures_ms: failures_ms.to_vec(), ..Past::default() };
            assert_eq!(may_enter(&standard, &past, now_ms), expected, "{failures_ms:?} at {now_ms}");
        };
        check(&[], 0, Ok(()));
        check(&[1_000], 1_000 + day - 1, Err(NotYet::Before(1_000 + day)));
        check(&[1_000], 1_000 + day, Ok(()));
        check(&[1_000 + day, 1_000], 1_000 + 2 * day, Err(NotYet::Before(1_000 + 8 * day)));
        check(&[1_000 + day, 1_000], 1_000 + 8 * day, Ok(()));
    }

    #[test]
    fn one_at_a_time_and_the_lower_tier_first() {
        let mut standard = standard();
        standard.prerequisites = vec!["PS-1".to_owned()];
        let check = |past: Past, expected: Result<(), NotYet>| assert_eq!(may_enter(&standard, &past, 5), expected);
        let held = vec!["PS-1".to_owned()];
        check(Past { held: held.clone(), ..Past::default() }, Ok(()));
        check(Past::default(), Err(NotYet::Prerequisite("PS-1".to_owned())));
        check(Past { underway: true, held, failures_ms: vec![1] }, Err(NotYet::Underway));
    }
}
