//! A rule set on a shift.

use super::condition::Side;
use super::eval::{Truth, eval};
use super::set::{Rule, RuleSet, Scope, Severity};
use super::view::View;
use crate::scoring::shift::desk::{Desk, Part};
use crate::simulation::event::{Event, Window};
use crate::simulation::report::WindowReport;
use serde::{Deserialize, Serialize};

/// A rule hits one conversation at most so often.
pub const HITS_MAX: usize = 20;

/// A rule that hit, with the lines it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule's id.
    pub rule: String,
    pub window: Window,
    /// The line it hit: where a click leads.
    pub seq: u64,
    /// Every line it rests on, that one too, in order.
    pub seqs: Vec<u64>,
    pub points: i32,
    pub severity: Severity,
    pub explanation: String,
    pub better: String,
}

/// What the rules find in a shift, by conversation and line. Changes no score; equal input gives equal findings.
pub fn apply(rules: &RuleSet, log: &[Event], reports: &[WindowReport]) -> Vec<Finding> {
    let desk = Desk::of(reports, log);
    let mut findings = Vec::new();
    for conversation in &desk.conversations {
        let view = View::of(&desk, conversation);
        let before = findings.len();
        for rule in &rules.rules {
            findings.extend(hits(rule, &view));
        }
        findings[before..].sort_by_key(|finding: &Finding| finding.seq);
    }
    findings
}

fn hits(rule: &Rule, view: &View<'_>) -> Vec<Finding> {
    let truths = eval(&rule.when, view);
    let found = places(rule.scope, view).into_iter().filter_map(|at| match truths.get(at) {
        Some(Truth::Yes(on)) => Some(finding(rule, view, at, on)),
        _ => None,
    });
    found.take(if rule.scope == Scope::Each { HITS_MAX } else { 1 }).collect()
}

/// The lines at which a rule is asked.
fn places(scope: Scope, view: &View<'_>) -> Vec<usize> {
    let said = |at: &usize| matches!(view.lines[*at].part, Part::Agent { .. });
    let own = |at: &usize| view.lines[*at].side() == Side::Agent;
    let mut all = 0..view.lines.len();
    match scope {
        Scope::FirstMessage => all.find(said).into_iter().collect(),
        Scope::Last => all.rev().find(own).filter(|at| !view.cut_off(view.lines[*at].at_ms)).into_iter().collect(),
        Scope::Any | Scope::Each => all.collect(),
    }
}

fn finding(rule: &Rule, view: &View<'_>, at: usize, on: &[usize]) -> Finding {
    let seq = view.lines[at].part.seq();
    let mut seqs: Vec<u64> = on.iter().map(|place| view.lines[*place].part.seq()).chain([seq]).collect();
    seqs.sort_unstable();
    seqs.dedup();
    Finding {
        rule: rule.id.clone(),
        window: view.conversation.window,
        seq,
        seqs,
        points: rule.points,
        severity: rule.severity,
        explanation: rule.explanation.clone(),
        better: rule.better.clone(),
    }
}
