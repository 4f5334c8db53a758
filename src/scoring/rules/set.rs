//! A rule set: what a trainer writes into `content/rules/<id>.toml`.

use super::condition::Condition;
use super::error::ParseError;
use super::parse::parse;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Rules of one set.
pub const RULES_MAX: usize = 100;
/// A rule takes or gives at most so many points.
pub const POINTS_MAX: i32 = 100;

/// Rules with a name and a version. With `C = String` as it is written, its conditions not yet read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleSet<C = Condition> {
    pub id: String,
    pub title: String,
    /// Counts the changes, from 1.
    pub version: u64,
    #[serde(default = "Vec::new", rename = "rule")]
    pub rules: Vec<Rule<C>>,
}

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule<C = Condition> {
    /// ASCII, unique in its set: two versions of a set are compared by it.
    pub id: String,
    /// The condition under which it hits.
    pub when: C,
    /// Below 0 it takes, above 0 it gives.
    pub points: i32,
    pub severity: Severity,
    pub scope: Scope,
    /// Why it matters, in the trainee's words.
    pub explanation: String,
    /// A better wording; due where points are taken.
    #[serde(default)]
    pub better: String,
}

/// How grave a hit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Note,
    Fault,
    Serious,
}

/// At which lines the condition is asked, and how often it may hit. (How far around such a line it looks is the
/// condition's own business: `within`, `after`, `before`, `anywhere`.)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The agent's first line.
    FirstMessage,
    /// The agent's last line or action, in a conversation that was not cut off.
    Last,
    /// Any line; the first that hits counts for the conversation.
    Any,
    /// Each line that hits.
    Each,
}

/// A fault of a rule set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleFault {
    #[error("`{0}` is empty; fill it in")]
    Empty(&'static str),
    #[error("the version is 0; count from 1")]
    NoVersion,
    #[error("{0} rules; at most {RULES_MAX} make a set")]
    TooMany(usize),
    #[error("the id `{0}` is not of small letters, digits and `-`; mend it")]
    Id(String),
    #[error("the id `{0}` is taken; every rule has its own")]
    Duplicate(String),
    #[error("{0} points; a rule takes or gives 1 to {POINTS_MAX}")]
    Points(i32),
    #[error("points are taken and no better wording is shown; write `better`")]
    NoBetter,
    #[error("points are given and the severity is {0:?}; praise is a `note`")]
    Praise(Severity),
    #[error("{0}; see \"Rules of trainers\" in content/README.md")]
    When(#[from] ParseError),
}

/// A fault with the rule and the key it is at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFaultAt {
    /// Place among the rules, from 0; `None`: the set's own.
    pub rule: Option<usize>,
    pub key: &'static str,
    pub fault: RuleFault,
}

impl<C> RuleSet<C> {
    /// Every fault but those of the conditions.
    pub fn checks(&self) -> Vec<RuleFaultAt> {
        let mut faults = Vec::new();
        let mut own = |key, fault| faults.push(RuleFaultAt { rule: None, key, fault });
        for (key, text) in [("id", &self.id), ("title", &self.title)] {
            if text.trim().is_empty() {
                own(key, RuleFault::Empty(key));
            }
        }
        if self.version == 0 {
            own("version", RuleFault::NoVersion);
        }
        if self.rules.is_empty() {
            own("id", RuleFault::Empty("rule"));
        }
        if self.rules.len() > RULES_MAX {
            own("id", RuleFault::TooMany(self.rules.len()));
        }
        let mut seen = BTreeSet::new();
        for (at, rule) in self.rules.iter().enumerate() {
            let mut found = rule.checks();
            if !seen.insert(rule.id.as_str()) {
                found.push(("id", RuleFault::Duplicate(rule.id.clone())));
            }
            faults.extend(found.into_iter().map(|(key, fault)| RuleFaultAt { rule: Some(at), key, fault }));
        }
        faults
    }
}

impl<C> Rule<C> {
    fn checks(&self) -> Vec<(&'static str, RuleFault)> {
        let mut faults = Vec::new();
        let plain = |character: char| character.is_ascii_lowercase() || character.is_ascii_digit() || character == '-';
        if self.id.is_empty() || !self.id.chars().all(plain) {
            faults.push(("id", RuleFault::Id(self.id.clone())));
        }
        if self.points == 0 || self.points.unsigned_abs() > POINTS_MAX.unsigned_abs() {
            faults.push(("points", RuleFault::Points(self.points)));
        }
        if self.explanation.trim().is_empty() {
            faults.push(("explanation", RuleFault::Empty("explanation")));
        }
        if self.points < 0 && self.better.trim().is_empty() {
            faults.push(("points", RuleFault::NoBetter));
        }
        if self.points > 0 && self.severity != Severity::Note {
            faults.push(("severity", RuleFault::Praise(self.severity)));
        }
        faults
    }
}

impl RuleSet<String> {
    /// Reads the conditions.
    ///
    /// # Errors
    /// Every fault of the set, in order of its rules.
    pub fn read(self) -> Result<RuleSet, Vec<RuleFaultAt>> {
        let mut faults = self.checks();
        let mut rules = Vec::with_capacity(self.rules.len());
        for (at, rule) in self.rules.into_iter().enumerate() {
            match parse(&rule.when) {
                Ok(when) => rules.push(rule.with(when)),
                Err(error) => faults.push(RuleFaultAt { rule: Some(at), key: "when", fault: error.into() }),
            }
        }
        if faults.is_empty() {
            return Ok(RuleSet { id: self.id, title: self.title, version: self.version, rules });
        }
        faults.sort_by_key(|fault| fault.rule);
        Err(faults)
    }
}

impl Rule<String> {
    fn with(self, when: Condition) -> Rule {
        let Self { id, when: _, points, severity, scope, explanation, better } = self;
        Rule { id, when, points, severity, scope, explanation, better }
    }
}
