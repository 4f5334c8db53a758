//! Buyers met by scripted agents.

use super::agents::{Conduct, play};
use super::event::Body;
use super::tape::{Tape, VIRTUAL_START_MS};
use crate::content::{Content, Files, check};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// The manual's own examples in their little shop, with the shipped buyers' lines.
fn examples() -> Arc<Content> {
    static CONTENT: OnceLock<Arc<Content>> = OnceLock::new();
    let load = || {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut files = Files::read(&root.join("tests/simulation/content")).unwrap();
        files.0.extend(
            Files::read(&root.join("content")).unwrap().0.into_iter().filter(|(path, _)| path.starts_with("buyers/")),
        );
        let checked = check(&files);
        assert!(checked.faults.is_empty(), "{:#?}", checked.faults);
        Arc::new(checked.content)
    };
    Arc::clone(CONTENT.get_or_init(load))
}

/// A log as a chat, seconds from the start before each line.
pub(super) fn transcript(tape: &Tape) -> String {
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
                    serde_json::to_string(action).unwrap(),
                    serde_json::to_string(outcome).unwrap()
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

#[test]
fn print_all() {
    let content = examples();
    for id in content.scenarios.keys() {
        for conduct in [
            Conduct::Perfect,
            Conduct::Silent,
            Conduct::Evasive,
            Conduct::Rude,
            Conduct::WrongFact,
            Conduct::OverGenerous,
        ] {
            for seed in ["1", "2"] {
                println!("=== {id} {conduct:?} {seed}");
                println!("{}", transcript(&play(&content, id, seed, conduct, None).unwrap()));
            }
        }
    }
}
