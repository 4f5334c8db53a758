//! Width: how many windows were really held at once.

use super::desk::Desk;
use super::finding::{Finding, at, seconds};
use crate::scoring::Evidence;
use crate::scoring::clocks::THREE_MINUTES_MS;
use std::collections::BTreeMap;

/// A width counts when it was held for so long in all; in a shorter shift, for half of it.
pub const HELD_MS: i64 = 600_000;

/// The most windows held at once for ten minutes in all. A window whose buyer has waited more than three minutes is
/// not held until it is answered.
pub fn width(desk: &Desk<'_>) -> Finding {
    let mut changes: BTreeMap<i64, i64> = BTreeMap::new();
    let mut change = |from_ms: i64, to_ms: i64, by: i64| {
        if from_ms < to_ms {
            *changes.entry(from_ms).or_default() += by;
            *changes.entry(to_ms).or_default() -= by;
        }
    };
    let mut evidence = Vec::new();
    for conversation in &desk.conversations {
        let end_ms = conversation.to_ms as i64;
        change(conversation.from_ms as i64, end_ms, 1);
        for round in &conversation.rounds.rounds {
            let until_ms = round.reply.map_or(end_ms, |reply| reply.at_ms).min(end_ms);
            let lost_ms = round.asked.at_ms + THREE_MINUTES_MS;
            if lost_ms < until_ms {
                change(lost_ms, until_ms, -1);
                let detail = Some(seconds(until_ms - round.asked.at_ms));
                evidence.push(Evidence { detail, ..at(round.asked.seq, "window_let_go") });
            }
        }
    }
    let total_ms = desk.time.end() as i64;
    if total_ms == 0 || desk.conversations.is_empty() {
        return Finding::default();
    }
    let mut at_width: BTreeMap<i64, i64> = BTreeMap::new();
    let (mut open, mut since_ms) = (0, 0);
    for (ms, by) in changes {
        *at_width.entry(open).or_default() += ms - since_ms;
        (open, since_ms) = (open + by, ms);
    }
    let wanted_ms = HELD_MS.min(total_ms / 2);
    let mut held_ms = 0;
    let mut widest = 0;
    for (width, ms) in at_width.into_iter().rev() {
        held_ms += ms;
        if held_ms >= wanted_ms {
            widest = width;
            break;
        }
    }
    Finding::figure(Some(widest.max(0) as f64), evidence)
}
