//! A shift's score: each criterion of the standard measured on the log, with the lines it rests on.

pub mod courtesy;
pub mod desk;
pub mod finding;
pub mod outcome;
pub mod red_lines;
pub mod response;
pub mod width;

use crate::certification::standard::{Part, Requirement, Standard};
use crate::scoring::{Criterion, Score};
use crate::simulation::event::{Body, Event};
use crate::simulation::report::WindowReport;
use crate::simulation::taken_back::as_read;
use desk::Desk;
use finding::Finding;

/// Scores a shift by the standard's criteria of part `shift`.
pub fn score(standard: &Standard, reports: &[WindowReport], log: &[Event]) -> Score {
    score_part(standard, Part::Shift, reports, log)
}

/// Scores a shift by the standard's criteria of `part` (`shift` or `wide`).
pub fn score_part(standard: &Standard, part: Part, reports: &[WindowReport], log: &[Event]) -> Score {
    let log = &*as_read(log);
    let desk = Desk::of(reports, log);
    let spoke = log.iter().any(|event| matches!(event.body, Body::AgentSaid { .. }));
    let criteria = standard
        .criteria
        .iter()
        .filter(|requirement| requirement.part == part)
        .map(|requirement| criterion(requirement, measure(requirement, &desk), spoke))
        .collect();
    Score { criteria, critical_violations: red_lines::red_lines(&desk) }
}

fn measure(requirement: &Requirement, desk: &Desk<'_>) -> Finding {
    match requirement.id.as_str() {
        "first_30s_rate" => response::first_30s_rate(desk),
        "average_response_s" => response::average_response_s(desk, requirement),
        "three_minute_rate" => response::three_minute_rate(desk),
        "answer_s" => response::answer_s(desk, requirement),
        "longest_wait_s" => response::longest_wait_s(desk),
        "last_word_rate" => response::last_word_rate(desk),
        "width" => width::width(desk),
        "resolved" => outcome::resolved(desk),
        "facts_right" => outcome::facts_right(desk),
        "authority" => outcome::authority(desk),
        "courtesy" => courtesy::courtesy(desk),
        "selling" => outcome::selling(desk),
        "care" => outcome::care(desk),
        "promise_kept_rate" => outcome::promise_kept_rate(desk),
        "satisfaction" => outcome::satisfaction(desk, requirement.threshold),
        "abandonment" => outcome::abandonment(desk),
        _ => Finding::default(),
    }
}

/// Where nothing of the kind was due nothing is lost, unless the agent never said a word.
fn criterion(requirement: &Requirement, finding: Finding, spoke: bool) -> Criterion {
    let (points, met) = match finding.value {
        Some(value) => (requirement.points(value), requirement.is_met_by(value)),
        None if finding.nothing_due && spoke => (requirement.weight, true),
        None => (0.0, false),
    };
    Criterion {
        id: requirement.id.clone(),
        value: finding.value,
        floor: requirement.floor,
        threshold: requirement.threshold,
        weight: requirement.weight,
        points,
        met,
        evidence: finding.evidence,
    }
}

#[cfg(test)]
mod tests;
