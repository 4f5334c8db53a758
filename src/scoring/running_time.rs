//! Time that counts: the shift's own, without pauses, the server's downtime and lost connections.

use crate::clock::UnixMs;
use crate::simulation::event::{Body, Event, Mode};

/// So much of lost connections is forgiven in an exam, a shift; beyond it the clocks run on, or pulling the cable
/// would stop them. In practice a lost connection never counts.
pub const LOST_GRACE_MS: u64 = 60_000;

/// Counted milliseconds since the first event, at each event of a log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunningTime {
    at: Vec<(u64, u64)>,
}

impl RunningTime {
    pub fn of(log: &[Event]) -> Self {
        let exam =
            log.iter().any(|event| matches!(&event.body, Body::ShiftOpened(opening) if opening.mode == Mode::Exam));
        let (mut paused, mut down, mut lost) = (false, false, false);
        let mut grace_ms = if exam { LOST_GRACE_MS } else { UnixMs::MAX };
        let mut before_ms: UnixMs = log.first().map_or(0, |event| event.at_ms);
        let mut counted_ms = 0;
        let mut at = Vec::with_capacity(log.len());
        for event in log {
            let passed_ms = event.at_ms.saturating_sub(before_ms);
            before_ms = before_ms.max(event.at_ms);
            if !paused && !down {
                let forgiven_ms = if lost { passed_ms.min(grace_ms) } else { 0 };
                grace_ms -= forgiven_ms;
                counted_ms += passed_ms - forgiven_ms;
            }
            match event.body {
                Body::Paused => paused = true,
                Body::Resumed => paused = false,
                Body::ServerDown => down = true,
                Body::ServerUp => down = false,
                Body::ConnectionLost => lost = true,
                Body::ConnectionRestored => lost = false,
                _ => {}
            }
            at.push((event.seq, counted_ms));
        }
        Self { at }
    }

    /// Counted milliseconds at event `seq`; that of the event before it where the log has a gap.
    pub fn at(&self, seq: u64) -> u64 {
        let place = self.at.partition_point(|(other, _)| *other <= seq);
        place.checked_sub(1).map_or(0, |place| self.at[place].1)
    }

    /// Counted milliseconds at the log's end.
    pub fn end(&self) -> u64 {
        self.at.last().map_or(0, |(_, ms)| *ms)
    }
}
