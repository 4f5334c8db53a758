//! The agent's own figures as the shift goes on. Shown only; the score is computed from the log.

/// An unanswered round, and the longest any round counts, as in the clocks of a score.
const ROUND_MAX_MS: u64 = 600_000;
/// The shops' target for the first reply.
const FIRST_MS: u64 = 30_000;

/// Sums over the rounds that are over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    rounds: u64,
    sum_ms: u64,
    firsts: u64,
    firsts_in_time: u64,
}

impl Figures {
    /// A round was answered after `length_ms`; `first`: it was the window's first.
    pub fn round(&mut self, length_ms: u64, first: bool) {
        self.rounds += 1;
        self.sum_ms += length_ms.min(ROUND_MAX_MS);
        if first {
            self.firsts += 1;
            self.firsts_in_time += u64::from(length_ms <= FIRST_MS);
        }
    }

    /// The answer to a round was taken back.
    pub fn undo(&mut self, length_ms: u64, first: bool) {
        self.rounds = self.rounds.saturating_sub(1);
        self.sum_ms = self.sum_ms.saturating_sub(length_ms.min(ROUND_MAX_MS));
        if first {
            self.firsts = self.firsts.saturating_sub(1);
            self.firsts_in_time = self.firsts_in_time.saturating_sub(u64::from(length_ms <= FIRST_MS));
        }
    }

    /// A round that will never be answered.
    pub fn unanswered(&mut self, first: bool) {
        self.round(ROUND_MAX_MS, first);
    }

    /// Share of first replies within 30 s, in whole percent.
    pub fn first_in_time_percent(&self) -> Option<u64> {
        (self.firsts > 0).then(|| self.firsts_in_time * 100 / self.firsts)
    }

    /// Average response in tenths of a second.
    pub fn average_tenths(&self) -> Option<u64> {
        (self.rounds > 0).then(|| self.sum_ms / self.rounds / 100)
    }
}
