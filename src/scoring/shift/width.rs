//! Width: how many windows were really held at once.

use super::desk::Desk;
use super::finding::{Finding, at, seconds};
use crate::scoring::Evidence;
use crate::scoring::clocks::THREE_MINUTES_MS;
use std::collections::BTreeMap;

/// A width counts when it was held for so long in all; where buyers were there for less than twice that, for half
/// of the time they were there (who serves them quickly must not lose by it).
pub const HELD_MS: i64 = 600_000;

/// The most windows held at once for ten minutes in all. A window whose buyer has waited more than three minutes is
/// not held until it is answered, and one whose buyer gets no answer not from the question on.
pub fn width(desk: &Desk<'_>) -> Finding {
    let (mut there, mut held) = (Steps::default(), Steps::default());
    let mut evidence = Vec::new();
    for conversation in &desk.conversations {
        let end_ms = conversation.to_ms as i64;
        there.change(conversation.from_ms as i64, end_ms, 1);
        held.change(conversation.from_ms as i64, end_ms, 1);
        for round in &conversation.rounds.rounds {
            let (lost_ms, until_ms) = match round.reply {
                Some(reply) => (round.asked.at_ms + THREE_MINUTES_MS, reply.at_ms.min(end_ms)),
                None => (round.asked.at_ms, end_ms),
            };
            if lost_ms < until_ms {
                held.change(lost_ms, until_ms, -1);
                let detail = Some(seconds(until_ms - round.asked.at_ms));
                evidence.push(Evidence { detail, ..at(round.asked.seq, "window_let_go") });
            }
        }
    }
    let there_ms = there.ms_at_least(1);
    if there_ms == 0 {
        return Finding::default();
    }
    let wanted_ms = HELD_MS.min(there_ms / 2);
    let widest = (1..=desk.conversations.len() as i64).rev().find(|width| held.ms_at_least(*width) >= wanted_ms);
    Finding::figure(Some(widest.unwrap_or(0) as f64), evidence)
}

/// A count over time, by its changes.
#[derive(Default)]
struct Steps(BTreeMap<i64, i64>);

impl Steps {
    fn change(&mut self, from_ms: i64, to_ms: i64, by: i64) {
        if from_ms < to_ms {
            *self.0.entry(from_ms).or_default() += by;
            *self.0.entry(to_ms).or_default() -= by;
        }
    }

    /// How long the count was `least` or more.
    fn ms_at_least(&self, least: i64) -> i64 {
        let (mut count, mut since_ms, mut all_ms) = (0, 0, 0);
        for (ms, by) in &self.0 {
            if count >= least {
                all_ms += ms - since_ms;
            }
            (count, since_ms) = (count + by, *ms);
        }
        all_ms
    }
}
