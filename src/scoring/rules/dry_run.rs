//! What a changed rule set would do to past shifts, before it is saved. Nothing is stored.

use super::apply::apply;
use super::set::RuleSet;
use crate::simulation::event::{Event, Window};
use crate::simulation::report::WindowReport;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Lines listed of one rule, newly hit or no longer hit; the numbers count all.
pub const PLACES_MAX: usize = 200;

/// A shift that is over.
#[derive(Clone, Copy, Debug)]
pub struct PastShift<'a> {
    pub id: &'a str,
    pub log: &'a [Event],
    pub reports: &'a [WindowReport],
}

/// A line of a past shift.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    pub shift: String,
    pub window: Window,
    pub seq: u64,
}

/// What the change does to one rule; rules are the same by their id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleChange {
    pub rule: String,
    pub hits_before: usize,
    pub hits_after: usize,
    /// Points over all shifts.
    pub points_before: i64,
    pub points_after: i64,
    pub newly_hit: Vec<Place>,
    pub no_longer_hit: Vec<Place>,
}

/// One entry for each rule, in the new set's order, then those it drops.
pub fn dry_run(old: &RuleSet, new: &RuleSet, shifts: &[PastShift<'_>]) -> Vec<RuleChange> {
    let (before, after) = (hits(old, shifts), hits(new, shifts));
    let dropped = old.rules.iter().filter(|rule| new.rules.iter().all(|kept| kept.id != rule.id));
    let none = BTreeMap::new();
    let change = |id: &String| {
        let was = before.get(id).unwrap_or(&none);
        let is = after.get(id).unwrap_or(&none);
        RuleChange {
            rule: id.clone(),
            hits_before: was.len(),
            hits_after: is.len(),
            points_before: was.values().sum(),
            points_after: is.values().sum(),
            newly_hit: only_in(is, was),
            no_longer_hit: only_in(was, is),
        }
    };
    new.rules.iter().chain(dropped).map(|rule| change(&rule.id)).collect()
}

/// Place → points.
type Hits = BTreeMap<Place, i64>;

fn hits(rules: &RuleSet, shifts: &[PastShift<'_>]) -> BTreeMap<String, Hits> {
    let mut all: BTreeMap<String, Hits> = BTreeMap::new();
    for shift in shifts {
        for finding in apply(rules, shift.log, shift.reports) {
            let place = Place { shift: shift.id.to_owned(), window: finding.window, seq: finding.seq };
            all.entry(finding.rule).or_default().insert(place, i64::from(finding.points));
        }
    }
    all
}

fn only_in(these: &Hits, those: &Hits) -> Vec<Place> {
    these.keys().filter(|place| !those.contains_key(*place)).take(PLACES_MAX).cloned().collect()
}
