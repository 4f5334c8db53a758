//! The language by tables and by chance; findings in conversations written by hand.

mod conversations;
mod dry_run;
mod language;
mod predicates;
mod starter;

use super::*;
use crate::language::{Context, read};
use crate::simulation::event::{Action, Body, CloseReason, Event, LeaveReason, Mode, Opening, Outcome, Post};
use crate::simulation::report::WindowReport;

const START_MS: u64 = 1_000_000;

/// A shift with one window, written as a script. A line is `SECONDS WHO TEXT`: `b` a buyer's line that waits, `t` one
/// that does not, `a` the agent's (read as in a shift), `d` an action in JSON, `l` the buyer leaves, `e` the shift
/// ends and how.
fn log(script: &str) -> Vec<Event> {
    let opening = Opening {
        seed: "1".into(),
        plan: "p".into(),
        mode: Mode::Exam,
        post: Post::Aftersales,
        content: "c".into(),
        engine: 1,
    };
    let arrived = Body::BuyerArrived {
        window: 1,
        name: "买家".into(),
        shop: "s".into(),
        scenario: "x".into(),
        product: None,
        order: None,
    };
    let mut bodies = vec![(0, Body::ShiftOpened(opening)), (0, arrived)];
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let mut parts = line.splitn(3, ' ');
        let at_s: u64 = parts.next().unwrap().parse().unwrap();
        let (who, text) = (parts.next().unwrap(), parts.next().unwrap_or_default());
        let body = match who {
            "b" | "t" => Body::BuyerSaid { window: 1, text: text.into(), card: None, waits: who == "b" },
            "a" => Body::AgentSaid { window: 1, text: text.into(), acts: read(text, &Context::default()), engine: 1 },
            "d" => {
                let action: Action = serde_json::from_str(text).unwrap();
                Body::AgentActed { window: 1, action, outcome: Outcome::Done }
            }
            "l" => Body::BuyerLeft {
                window: 1,
                reason: if text == "done" { LeaveReason::Done } else { LeaveReason::OutOfPatience },
            },
            _ => Body::ShiftClosed { reason: if text == "ended" { CloseReason::Ended } else { CloseReason::TimeUp } },
        };
        bodies.push((at_s, body));
    }
    let event = |(seq, (at_s, body))| Event { seq, at_ms: START_MS + at_s * 1_000, cause: None, client_id: None, body };
    (1..).zip(bodies).map(event).collect()
}

/// The number of the first line with this text.
fn seq_of(log: &[Event], part: &str) -> u64 {
    let holds = |event: &&Event| match &event.body {
        Body::BuyerSaid { text, .. } | Body::AgentSaid { text, .. } => text.contains(part),
        _ => false,
    };
    log.iter().find(holds).unwrap_or_else(|| panic!("nobody says {part}")).seq
}

fn report() -> WindowReport {
    WindowReport {
        window: 1,
        scenario: "x".into(),
        post: Post::Aftersales,
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

/// A set of one rule of −1 point.
fn rule(when: &str, scope: Scope) -> RuleSet {
    let rule = Rule {
        id: "r".into(),
        when: parse(when).unwrap_or_else(|error| panic!("{when}: {error}")),
        points: -1,
        severity: Severity::Fault,
        scope,
        explanation: "x".into(),
        better: "y".into(),
    };
    RuleSet { id: "s".into(), title: "s".into(), version: 1, rules: vec![rule] }
}

/// The lines at which a condition holds, for each the lines it rests on.
fn hits(when: &str, scope: Scope, log: &[Event], report: &WindowReport) -> Vec<Vec<u64>> {
    apply(&rule(when, scope), log, std::slice::from_ref(report)).into_iter().map(|finding| finding.seqs).collect()
}
