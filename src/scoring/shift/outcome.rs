//! What came of the conversations: needs, facts, authority, promises, what the buyers felt.

use super::desk::{Desk, Part, SURE};
use super::finding::{Finding, at, mean, seconds};
use crate::language::act::{ActKind, Topic};
use crate::scoring::Evidence;
use crate::scoring::clocks::share;
use crate::simulation::event::Action;
use crate::simulation::report::{CareReport, NeedReport, WindowReport};
use std::collections::BTreeSet;

/// A topic as its label in content.
fn label(topic: Topic) -> Option<String> {
    serde_json::to_value(topic).ok()?.as_str().map(str::to_owned)
}

/// End state right, and everything said that must be said.
pub fn resolved(desk: &Desk<'_>) -> Finding {
    let mut evidence = Vec::new();
    let (mut done, mut all) = (0, 0);
    for (conversation, report) in desk.judged() {
        all += 1;
        if report.resolved {
            done += 1;
            continue;
        }
        let before = evidence.len();
        let open = report.needs.iter().filter(|need| need.met_seq.is_none());
        evidence.extend(open.filter_map(unmet));
        if !report.end_state_right {
            let changed = |part: &&Part<'_>| matches!(part, Part::Done { action, .. } if changes_order(action));
            let last = conversation.parts.iter().rev().find(changed).map(Part::seq);
            evidence.push(at(last.unwrap_or_else(|| conversation.last_agent_seq()), "end_state_wrong"));
        }
        if evidence.len() == before {
            evidence.push(at(conversation.last_agent_seq(), "not_resolved"));
        }
    }
    Finding::figure(share(done, all), evidence)
}

/// An answer that did not settle it, or the question nobody answered.
fn unmet(need: &NeedReport) -> Option<Evidence> {
    let (seq, rule) = match need.first_useful_seq {
        Some(seq) => (seq, "need_half_met"),
        None => (need.asked_seq?, "need_unmet"),
    };
    Some(Evidence { detail: label(need.topic), better: Some(need.better.clone()), ..at(seq, rule) })
}

fn changes_order(action: &Action) -> bool {
    !matches!(
        action,
        Action::ProductCard { .. }
            | Action::RequestEvidence { .. }
            | Action::Ask { .. }
            | Action::Invite { .. }
            | Action::Hold
            | Action::Release
    )
}

/// Facts stated as the catalogue or the order has them; unsure readings are left out. Who states none loses nothing
/// where a case was resolved without, and gains nothing by dodging every question.
pub fn facts_right(desk: &Desk<'_>) -> Finding {
    let facts: Vec<_> = reports(desk).flat_map(|report| &report.facts).filter(|fact| fact.confidence >= SURE).collect();
    let wrong: Vec<_> = facts.iter().filter(|fact| !fact.right).collect();
    let evidence = wrong
        .iter()
        .map(|fact| Evidence {
            detail: Some(fact.stated.clone()),
            better: Some(fact.truth.clone()),
            ..at(fact.seq, "wrong_fact")
        })
        .collect();
    let finding = Finding::of_due(facts.len() - wrong.len(), facts.len(), evidence);
    Finding { nothing_due: finding.nothing_due && reports(desk).any(|report| report.resolved), ..finding }
}

/// Windows in which the agent stayed within the post: no refused or excessive sums, no guarantee the page does
/// not give, no superlative advertising law forbids.
pub fn authority(desk: &Desk<'_>) -> Finding {
    let mut evidence = Vec::new();
    let (mut kept, mut all) = (0, 0);
    for conversation in &desk.conversations {
        if conversation.parts.iter().all(|part| matches!(part, Part::Buyer { .. })) && conversation.report.is_none() {
            continue;
        }
        let above = conversation.report.map_or(&[][..], |report| &report.authority);
        let mut found: BTreeSet<(u64, &str)> = above.iter().map(|seq| (*seq, "above_authority")).collect();
        for (seq, _, acts) in conversation.agent_lines() {
            for act in acts.iter().filter(|act| act.confidence >= SURE) {
                match act.kind {
                    ActKind::Overpromise => _ = found.insert((seq, "overpromise")),
                    ActKind::Absolute => _ = found.insert((seq, "absolute_wording")),
                    _ => {}
                }
            }
        }
        let spoke = conversation.parts.iter().any(|part| !matches!(part, Part::Buyer { .. }));
        all += usize::from(spoke || !found.is_empty());
        kept += usize::from(spoke && found.is_empty());
        evidence.extend(found.into_iter().map(|(seq, rule)| at(seq, rule)));
    }
    Finding::of_due(kept, all, evidence)
}

/// Selling: a fitting recommendation, an invitation, a reminder to pay, where one was due.
pub fn selling(desk: &Desk<'_>) -> Finding {
    due(reports(desk).flat_map(|report| &report.selling), "selling_missed")
}

/// Care: asks what must be asked, evidence before compensation.
pub fn care(desk: &Desk<'_>) -> Finding {
    due(reports(desk).flat_map(|report| &report.care), "care_missed")
}

fn due<'a>(reports: impl Iterator<Item = &'a CareReport>, rule: &str) -> Finding {
    let reports: Vec<_> = reports.collect();
    let missed: Vec<_> = reports.iter().filter(|report| report.done_seq.is_none()).collect();
    let evidence = missed
        .iter()
        .map(|report| Evidence {
            detail: Some(report.id.clone()),
            better: Some(report.better.clone()),
            ..at(report.due_seq, rule)
        })
        .collect();
    Finding::of_due(reports.len() - missed.len(), reports.len(), evidence)
}

/// Promises kept in the promised time, of those due before the shift's end; in time that counts.
pub fn promise_kept_rate(desk: &Desk<'_>) -> Finding {
    let mut evidence = Vec::new();
    let (mut kept, mut all) = (0, 0);
    for promise in reports(desk).flat_map(|report| &report.promises) {
        let Some(due_ms) = desk.due_ms(promise) else { continue };
        all += 1;
        let detail = Some(seconds((due_ms - desk.time.at(promise.seq)) as i64));
        match promise.kept_seq {
            Some(seq) if desk.time.at(seq) <= due_ms => kept += 1,
            Some(seq) => evidence.push(Evidence { detail, ..at(seq, "promise_late") }),
            None => evidence.push(Evidence { detail, ..at(promise.seq, "promise_forgotten") }),
        }
    }
    Finding::of_due(kept, all, evidence)
}

/// The mean of what the buyers felt when leaving, 1 to 5.
pub fn satisfaction(desk: &Desk<'_>, threshold: f64) -> Finding {
    let judged: Vec<_> = desk.judged().collect();
    let values: Vec<f64> = judged.iter().map(|(_, report)| report.satisfaction).collect();
    let mut unhappy: Vec<_> = judged.iter().filter(|(_, report)| report.satisfaction < threshold).collect();
    unhappy.sort_by(|(a, x), (b, y)| x.satisfaction.total_cmp(&y.satisfaction).then(a.window.cmp(&b.window)));
    let evidence = unhappy
        .into_iter()
        .map(|(conversation, report)| {
            let left_seq = conversation.left.map(|(seq, _)| seq);
            let seq = conversation.rated_seq.or(left_seq).unwrap_or_else(|| conversation.last_agent_seq());
            Evidence { detail: Some(format!("{:.1}", report.satisfaction)), ..at(seq, "unhappy_buyer") }
        })
        .collect();
    Finding::figure(mean(&values), evidence)
}

/// Buyers who left for want of patience, of all.
pub fn abandonment(desk: &Desk<'_>) -> Finding {
    let judged: Vec<_> = desk.judged().collect();
    let gone: Vec<_> = judged.iter().filter(|(_, report)| report.abandoned).collect();
    let evidence = gone
        .iter()
        .map(|(conversation, _)| {
            let waited = conversation.rounds.rounds.iter().find(|round| round.reply.is_none());
            let left = conversation.left.map_or(conversation.arrived_seq, |(seq, _)| seq);
            at(waited.map_or(left, |round| round.asked.seq), "buyer_gave_up")
        })
        .collect();
    Finding::figure(share(gone.len(), judged.len()), evidence)
}

fn reports<'a>(desk: &Desk<'a>) -> impl Iterator<Item = &'a WindowReport> {
    desk.conversations.iter().filter_map(|conversation| conversation.report)
}
