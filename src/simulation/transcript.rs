//! A finished talk as a person reads it.

use super::event::Body;
use super::tape::{Tape, VIRTUAL_START_MS};
use std::fmt::Write as _;

/// The log as a chat, seconds from the start before each line (`·`: the buyer waits for no answer to it), then a line a
/// buyer: resolved, satisfaction, needs met.
pub fn transcript(tape: &Tape) -> String {
    let mut out = String::new();
    for event in &tape.events {
        let at = (event.at_ms - VIRTUAL_START_MS) / 1_000;
        let line = match &event.body {
            Body::BuyerSaid { text, card, waits, .. } => {
                let card = card.as_ref().map(|id| format!(" ⟦{id}⟧")).unwrap_or_default();
                format!("买家{} {text}{card}", if *waits { "" } else { "·" })
            }
            Body::AgentSaid { text, .. } => format!("    客服 {text}"),
            Body::AgentActed { action, outcome, .. } => {
                format!(
                    "    客服 [{}] {}",
                    serde_json::to_string(action).unwrap_or_default(),
                    serde_json::to_string(outcome).unwrap_or_default()
                )
            }
            Body::AnswerCame { who, text, .. } => format!("    ({}) {text}", who.name()),
            Body::BuyerLeft { reason, .. } => format!("—— 买家离开 {reason:?}"),
            Body::Rated { stars, .. } => format!("—— 评分 {stars}"),
            _ => continue,
        };
        let _ = writeln!(out, "{at:>4} {line}");
    }
    for report in tape.shift.reports() {
        let met: Vec<&str> =
            report.needs.iter().filter(|need| need.met_seq.is_some()).map(|need| need.id.as_str()).collect();
        let _ = writeln!(out, "解决 {} · 满意度 {:.1} · 已答 {}", report.resolved, report.satisfaction, met.join(" "));
    }
    out
}
