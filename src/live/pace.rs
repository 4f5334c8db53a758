//! How many commands a shift takes: more are told when to come again, nobody is cut off.

use crate::clock::UnixMs;

/// Commands that may come at once: a keyboard flicking through sixty windows.
const BURST: u64 = 60;
/// One more is earned in so long.
const EARN_MS: u64 = 50;

/// A bucket of commands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    left: u64,
    earned_ms: UnixMs,
}

impl Pace {
    pub(super) fn new(now_ms: UnixMs) -> Self {
        Self { left: BURST, earned_ms: now_ms }
    }

    /// Takes one command.
    ///
    /// # Errors
    /// In how many milliseconds there will be room.
    pub(super) fn take(&mut self, now_ms: UnixMs) -> Result<(), u64> {
        let earned = now_ms.saturating_sub(self.earned_ms) / EARN_MS;
        if self.left.saturating_add(earned) >= BURST {
            self.left = BURST;
            self.earned_ms = now_ms;
        } else {
            self.left += earned;
            self.earned_ms += earned * EARN_MS;
        }
        if self.left == 0 {
            return Err((self.earned_ms + EARN_MS).saturating_sub(now_ms));
        }
        self.left -= 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{BURST, EARN_MS, Pace};

    #[test]
    fn a_burst_passes_and_then_one_at_a_time() {
        let mut pace = Pace::new(1_000);
        for _ in 0..BURST {
            assert_eq!(pace.take(1_000), Ok(()));
        }
        assert_eq!(pace.take(1_000), Err(EARN_MS));
        assert_eq!(pace.take(1_020), Err(EARN_MS - 20));
        assert_eq!(pace.take(1_000 + EARN_MS), Ok(()));
        assert_eq!(pace.take(1_000 + EARN_MS), Err(EARN_MS));
        let mut passed = 0;
        for _ in 0..2 * BURST {
            passed += u64::from(pace.take(100_000).is_ok());
        }
        assert_eq!(passed, BURST, "a long rest earns no more than a burst");
    }

    #[test]
    fn a_clock_set_back_does_not_stop_it() {
        let mut pace = Pace::new(1_000_000);
        assert_eq!(pace.take(1_000), Ok(()));
    }
}
