//! One scenario played by script in virtual time, and judged.

use super::event::{Action, Body, Event, Mode, Opening, Post, Window};
use super::script::{Cue, CueDeed, ScriptFault, parse};
use super::shift::{ENGINE, SINGLE, Shift};
use super::tape::Tape;
use super::window::Given;
use crate::catalog::Order;
use crate::certification::standard::Standard;
use crate::content::Content;
use crate::language::act::{Act, Topic};
use crate::scoring::{Criterion, RedLine};
use serde::Serialize;
use std::sync::Arc;

/// The only window of a rehearsal.
pub const WINDOW: Window = 1;
/// Effects carried out after the script's end; every buyer is done long before.
const STEPS_MAX: u32 = 10_000;

/// Why nothing can be rehearsed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RehearseError {
    #[error("there is no scenario `{0}`; `miaohui scenarios` lists them")]
    NoScenario(String),
    #[error(transparent)]
    Script(#[from] ScriptFault),
}

/// What became of a rehearsal; its JSON is fixed in `interfaces.md`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rehearsal {
    pub events: Vec<Event>,
    pub end_state: EndReport,
    pub resolved: bool,
    pub satisfaction: f64,
    pub criteria: Vec<Criterion>,
    pub critical_violations: Vec<RedLine>,
}

/// The order and all that was given, as the window ended.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EndReport {
    /// As the scenario wants it.
    pub right: bool,
    pub order: Option<Order>,
    #[serde(flatten)]
    pub given: Given,
}

/// A line of `miaohui scenarios`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Listed {
    pub id: String,
    pub post: Post,
    pub topic: Topic,
    pub difficulty: u8,
    pub title: String,
    pub shop: String,
}

/// All scenarios, by id.
pub fn scenarios(content: &Content) -> Vec<Listed> {
    let listed = |scenario: &super::scenario::Scenario| Listed {
        id: scenario.id.clone(),
        post: scenario.post,
        topic: scenario.topic,
        difficulty: scenario.difficulty,
        title: scenario.title.clone(),
        shop: scenario.shop.clone(),
    };
    content.scenarios.values().map(listed).collect()
}

/// How a rehearsal or the terminal opens its shift.
pub fn single_opening(content: &Content, scenario: &str, seed: &str) -> Opening {
    Opening {
        seed: seed.to_owned(),
        plan: format!("{SINGLE}{scenario}"),
        mode: Mode::Exam,
        post: content.scenarios.get(scenario).map_or(Post::Presale, |scenario| scenario.post),
        content: content.hash.clone(),
        engine: ENGINE,
    }
}

/// Plays `script` against the scenario's buyer and judges it. Equal input gives equal output, byte for byte.
///
/// # Errors
/// An unknown scenario; the first faulty line of the script.
pub fn rehearse(content: &Arc<Content>, scenario: &str, seed: u64, script: &str) -> Result<Rehearsal, RehearseError> {
    Ok(judged(content, played(content, scenario, seed, script)?))
}

/// Plays `script` against the scenario's buyer until the shift is over.
///
/// # Errors
/// An unknown scenario; the first faulty line of the script.
pub fn played(content: &Arc<Content>, scenario: &str, seed: u64, script: &str) -> Result<Tape, RehearseError> {
    let cues = parse(script)?;
    let opening = single_opening(content, scenario, &seed.to_string());
    let missing = |_| RehearseError::NoScenario(scenario.to_owned());
    let mut tape = Tape::open(Arc::clone(content), opening).map_err(missing)?;
    tape.step(tape.shift.now_ms);
    let start_ms = tape.shift.now_ms;
    for Cue { after_ms, deed } in cues {
        let at_ms = start_ms + after_ms;
        // The shift closes after the script's last line, however early the buyer left.
        while !over(&tape.shift) && tape.step(at_ms) {}
        match deed {
            CueDeed::Say(text) => {
                let acts = read(&tape.shift, WINDOW, &text);
                tape.say(at_ms, WINDOW, &text, acts);
            }
            CueDeed::Act(action) => {
                tape.act(at_ms, WINDOW, action);
            }
        }
    }
    if tape.shift.held {
        tape.act(tape.shift.now_ms, WINDOW, Action::Release);
    }
    for _ in 0..STEPS_MAX {
        if !tape.step(u64::MAX) {
            break;
        }
    }
    Ok(tape)
}

/// Nothing but the close of the shift is left.
fn over(shift: &Shift) -> bool {
    shift.windows.get(&WINDOW).is_some_and(|state| state.ended.is_some())
}

/// The acts of a reply in its window.
pub fn read(shift: &Shift, window: Window, text: &str) -> Vec<Act> {
    shift.read(window, text)
}

/// What a finished tape is worth by the post's first standard.
fn judged(content: &Content, tape: Tape) -> Rehearsal {
    let reports = tape.shift.reports();
    let post = tape.shift.opening.post;
    let score = standard(content, post)
        .map(|standard| crate::scoring::shift::score(standard, &reports, &tape.events))
        .unwrap_or_default();
    let report = reports.into_iter().next();
    let state = tape.shift.windows.get(&WINDOW);
    Rehearsal {
        end_state: EndReport {
            right: report.as_ref().is_some_and(|report| report.end_state_right),
            order: state.and_then(|state| state.order.as_deref().cloned()),
            given: state.map(|state| state.given.clone()).unwrap_or_default(),
        },
        resolved: report.as_ref().is_some_and(|report| report.resolved),
        satisfaction: report.map_or(1.0, |report| report.satisfaction),
        criteria: score.criteria,
        critical_violations: score.critical_violations,
        events: tape.events,
    }
}

/// The standard a post is rehearsed by: its own of the lowest tier, or that of aftersales.
pub fn standard(content: &Content, post: Post) -> Option<&Standard> {
    let of = |post: Post| {
        content.standards.values().filter(|standard| standard.post == post).min_by_key(|standard| standard.tier)
    };
    of(post).or_else(|| of(Post::Aftersales))
}

/// The seconds a log ran, for showing.
pub fn ran_s(events: &[Event]) -> u64 {
    let at = |event: Option<&Event>| event.map_or(0, |event| event.at_ms);
    (at(events.iter().rfind(|event| !matches!(event.body, Body::ShiftClosed { .. }))) - at(events.first())) / 1_000
}
