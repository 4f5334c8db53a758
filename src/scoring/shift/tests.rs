//! Logs written by hand, and what they score.

mod clocks;
mod courtesy;
mod outcome;
mod played;
mod reference_agents;

use super::*;
use crate::certification::standard::Unit;
use crate::language::act::{Act, ActKind, Topic};
use crate::simulation::event::{
    Action, CloseReason, Invitation, LeaveReason, Mode, Opening, Outcome, Post, Refusal, Window,
};
use crate::simulation::report::{CareReport, FactReport, NeedReport, PromiseReport};

const START_MS: u64 = 1_000_000;

fn standard() -> Standard {
    let criteria = [
        ("first_30s_rate", Unit::Share, 0.0, 0.8, 8.0),
        ("average_response_s", Unit::S, 180.0, 40.0, 8.0),
        ("three_minute_rate", Unit::Share, 0.5, 0.9, 5.0),
        ("answer_s", Unit::S, 300.0, 90.0, 8.0),
        ("longest_wait_s", Unit::S, 600.0, 180.0, 2.0),
        ("width", Unit::Windows, 0.0, 2.0, 3.0),
        ("resolved", Unit::Share, 0.0, 0.75, 15.0),
        ("facts_right", Unit::Share, 0.5, 0.95, 10.0),
        ("authority", Unit::Share, 0.0, 1.0, 5.0),
        ("courtesy", Unit::Share, 0.0, 0.75, 10.0),
        ("selling", Unit::Share, 0.0, 0.75, 3.0),
        ("care", Unit::Share, 0.0, 0.75, 5.0),
        ("last_word_rate", Unit::Share, 0.0, 0.95, 2.0),
        ("promise_kept_rate", Unit::Share, 0.0, 0.8, 4.0),
        ("satisfaction", Unit::Stars, 1.0, 4.2, 8.0),
        ("abandonment", Unit::Share, 0.5, 0.05, 4.0),
    ];
    let text = "id='PS-1'\ntitle='t'\ntitle_en='t'\npost='presale'\ntier=1\nversion=1\nvalid_months=12\n\
                retake={first_hours=24,later_hours=168}\nexam={shift={plans=['p']}}\ncriteria=[]";
    let mut standard: Standard = toml::from_str(text).unwrap();
    standard.criteria = criteria
        .into_iter()
        .map(|(id, unit, floor, threshold, weight)| Requirement {
            id: id.into(),
            part: Part::Shift,
            name: id.into(),
            name_en: id.into(),
            unit,
            floor,
            threshold,
            weight,
            less_is_better: floor > threshold,
            must: true,
        })
        .collect();
    assert_eq!(standard.checks(), []);
    standard
}

/// A log being written. Times are seconds from the shift's start.
struct Log {
    events: Vec<Event>,
}

impl Log {
    fn new(mode: Mode) -> Self {
        let opening =
            Opening { seed: "1".into(), plan: "p".into(), mode, post: Post::Presale, content: "c".into(), engine: 1 };
        let mut log = Self { events: vec![] };
        log.add(0, Body::ShiftOpened(opening));
        log
    }

    fn add(&mut self, at_s: u64, body: Body) -> u64 {
        let seq = self.events.len() as u64 + 1;
        let at_ms = START_MS + at_s * 1000;
        assert!(self.events.last().is_none_or(|event| event.at_ms <= at_ms), "out of order at {at_s}");
        self.events.push(Event { seq, at_ms, cause: None, client_id: None, body });
        seq
    }

    fn arrive(&mut self, at_s: u64, window: Window) -> u64 {
        let body = Body::BuyerArrived {
            window,
            name: "买家".into(),
            shop: "s".into(),
            scenario: "x".into(),
            product: None,
            order: None,
        };
        self.add(at_s, body)
    }

    fn ask(&mut self, at_s: u64, window: Window, text: &str) -> u64 {
        self.add(at_s, Body::BuyerSaid { window, text: text.into(), card: None, waits: true })
    }

    fn thank(&mut self, at_s: u64, window: Window, text: &str) -> u64 {
        self.add(at_s, Body::BuyerSaid { window, text: text.into(), card: None, waits: false })
    }

    fn say(&mut self, at_s: u64, window: Window, text: &str, acts: &[ActKind]) -> u64 {
        let acts = acts.iter().map(|kind| Act::plain(*kind)).collect();
        self.add(at_s, Body::AgentSaid { window, text: text.into(), acts, engine: 1 })
    }

    fn act(&mut self, at_s: u64, window: Window, action: Action) -> u64 {
        self.add(at_s, Body::AgentActed { window, action, outcome: Outcome::Done })
    }

    fn leave(&mut self, at_s: u64, window: Window, reason: LeaveReason) -> u64 {
        self.add(at_s, Body::BuyerLeft { window, reason })
    }

    fn close(&mut self, at_s: u64, reason: CloseReason) {
        self.add(at_s, Body::ShiftClosed { reason });
    }
}

fn report(window: Window) -> WindowReport {
    WindowReport {
        window,
        scenario: "x".into(),
        post: Post::Presale,
        resolved: true,
        needs: vec![],
        facts: vec![],
        care: vec![],
        selling: vec![],
        promises: vec![],
        end_state_right: true,
        authority: vec![],
        satisfaction: 5.0,
        was_angry: false,
        abandoned: false,
        ended: true,
    }
}

fn need(topic: Topic, asked: u64, useful: Option<u64>, met: Option<u64>, better: &str) -> NeedReport {
    let id = format!("{topic:?}").to_lowercase();
    NeedReport { id, topic, asked_seq: Some(asked), met_seq: met, first_useful_seq: useful, better: better.into() }
}

fn fact(seq: u64, right: bool, stated: &str, truth: &str) -> FactReport {
    let (stated, truth) = (stated.into(), truth.into());
    FactReport { seq, topic: Topic::Size, right, confidence: 0.95, stated, truth, grave: false }
}

/// The criterion `id` of a log and its reports.
fn measured(id: &str, log: &Log, reports: &[WindowReport]) -> Criterion {
    score(&standard(), reports, &log.events).criteria.into_iter().find(|criterion| criterion.id == id).unwrap()
}

fn rules(criterion: &Criterion) -> Vec<(u64, &str)> {
    criterion.evidence.iter().map(|evidence| (evidence.seq, evidence.rule.as_str())).collect()
}
