//! Buyers met by scripted agents.

use super::agents::{Conduct, play};
use super::event::Body;
use super::tape::{Tape, VIRTUAL_START_MS};
use crate::content::{Content, Files, check};
use proptest::prelude::*;
use std::collections::BTreeMap;
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
        checked.content
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

/// The shipped content.
fn shipped() -> Arc<Content> {
    static CONTENT: OnceLock<Arc<Content>> = OnceLock::new();
    let load = || check(&Files::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content")).unwrap()).content;
    Arc::clone(CONTENT.get_or_init(load))
}

const CONDUCTS: [Conduct; 6] =
    [Conduct::Perfect, Conduct::Silent, Conduct::Evasive, Conduct::Rude, Conduct::WrongFact, Conduct::OverGenerous];

/// What holds of every buyer, whatever the agent does.
fn holds_always(tape: &Tape) -> Result<(), TestCaseError> {
    prop_assert!(tape.shift.closed.is_some(), "the buyer never ends\n{}", transcript(tape));
    let mut said: BTreeMap<(u32, &str), u32> = BTreeMap::new();
    for event in &tape.events {
        if let Body::BuyerSaid { window, text, .. } = &event.body {
            prop_assert!(!text.trim().is_empty(), "an empty line\n{}", transcript(tape));
            prop_assert!(!text.contains(['{', '}']), "an unfilled line\n{}", transcript(tape));
            *said.entry((*window, text)).or_insert(0) += 1;
        }
    }
    let often = said.iter().find(|(_, times)| **times > 2);
    prop_assert!(often.is_none(), "said too often: {often:?}\n{}", transcript(tape));
    let again = tape.refold().unwrap();
    prop_assert!(again == tape.shift, "folded again the log gives another state");
    Ok(())
}

fn one(scenario: &str, seed: &str, conduct: Conduct) -> Result<(), TestCaseError> {
    let content = shipped();
    let tape = play(&content, scenario, seed, conduct, None).unwrap();
    holds_always(&tape)?;
    let report = &tape.shift.reports()[0];
    match conduct {
        Conduct::Perfect => {
            prop_assert!(report.resolved, "not resolved\n{}", transcript(&tape));
            prop_assert!(report.satisfaction >= 4.0, "not satisfied\n{}", transcript(&tape));
        }
        Conduct::WrongFact => {
            prop_assert!(!report.resolved, "wrong facts taken\n{}", transcript(&tape));
            prop_assert!(report.facts.iter().all(|fact| !fact.right), "{:?}\n{}", report.facts, transcript(&tape));
        }
        Conduct::Silent | Conduct::Evasive | Conduct::Rude => {
            prop_assert!(!report.resolved, "resolved by {conduct:?}\n{}", transcript(&tape));
        }
        Conduct::OverGenerous => {}
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn buyers_hold_their_rules(seed in 0_u64..1_000_000) {
        for scenario in shipped().scenarios.keys() {
            for conduct in CONDUCTS {
                one(scenario, &seed.to_string(), conduct)?;
            }
        }
    }
}

/// All six agents with three seeds each, in one readable line a case.
#[test]
fn good_agents_content_buyers_and_bad_ones_do_not() {
    let content = shipped();
    let mut table = String::new();
    for conduct in CONDUCTS {
        let tapes: Vec<Tape> = content
            .scenarios
            .keys()
            .flat_map(|id| ["1", "2", "3"].map(|seed| play(&content, id, seed, conduct, None).unwrap()))
            .collect();
        let reports: Vec<_> = tapes.iter().flat_map(|tape| tape.shift.reports()).collect();
        let resolved = reports.iter().filter(|report| report.resolved).count();
        let mean = reports.iter().map(|report| report.satisfaction).sum::<f64>() / reports.len() as f64;
        let _ = writeln!(table, "{conduct:?}: {resolved}/{} resolved, satisfaction {mean:.2}", reports.len());
    }
    println!("{table}");
}

fn snapshot(scenario: &str, conduct: Conduct) -> String {
    let tape = play(&examples(), scenario, "7", conduct, None).unwrap();
    transcript(&tape)
}

#[test]
fn three_talks_read_like_talks() {
    insta::assert_snapshot!("presale_perfect", snapshot("presale-first-steps", Conduct::Perfect));
    insta::assert_snapshot!("presale_wrong_fact", snapshot("presale-first-steps", Conduct::WrongFact));
    insta::assert_snapshot!("in_sale_silent", snapshot("in-sale-change-address", Conduct::Silent));
    insta::assert_snapshot!("aftersales_perfect", snapshot("aftersales-sole-open", Conduct::Perfect));
}
