//! Each scenario played by an agent who does all of it, and by one who does nothing.

use crate::content::bundle::Content;
use crate::content::fault::Fault;
use crate::simulation::agents::{Conduct, play};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Seeds a scenario is played with.
const SEEDS: [&str; 2] = ["check-1", "check-2"];

pub(super) fn check(
    content: &Arc<Content>,
    at_fault: &BTreeMap<String, ()>,
    files: &BTreeMap<String, String>,
) -> Vec<Fault> {
    let mut faults = Vec::new();
    if at_fault
        .keys()
        .any(|file| file == "buyers/lines.toml" || file.ends_with("/shop.toml") || file.ends_with("/products.toml"))
    {
        return faults;
    }
    for (id, file) in files.iter().filter(|(_, file)| !at_fault.contains_key(*file)) {
        for seed in SEEDS {
            if let Some(why) = unfinished(content, id, seed) {
                faults.push(Fault::new(
                    file,
                    1,
                    format!("an agent who does all of it does not resolve this case: {why}"),
                ));
                break;
            }
            if resolves(content, id, seed, Conduct::Silent) {
                faults.push(Fault::new(file, 1, "a silent agent resolves this case; give it a need that must be met"));
                break;
            }
        }
    }
    faults
}

fn resolves(content: &Arc<Content>, id: &str, seed: &str, conduct: Conduct) -> bool {
    let reports = play(content, id, seed, conduct, None).map(|tape| tape.shift.reports()).unwrap_or_default();
    reports.iter().any(|report| report.resolved)
}

/// What the perfect agent could not do, in words.
fn unfinished(content: &Arc<Content>, id: &str, seed: &str) -> Option<String> {
    let tape = match play(content, id, seed, Conduct::Perfect, None) {
        Ok(tape) => tape,
        Err(error) => return Some(error.to_string()),
    };
    let Some(report) = tape.shift.reports().into_iter().next() else { return Some("the buyer never came".to_owned()) };
    if report.resolved {
        return None;
    }
    let unmet: Vec<&str> =
        report.needs.iter().filter(|need| need.met_seq.is_none()).map(|need| need.id.as_str()).collect();
    let undone: Vec<&str> =
        report.care.iter().filter(|duty| duty.done_seq.is_none()).map(|duty| duty.id.as_str()).collect();
    let broken: Vec<&str> =
        tape.shift.windows.values().flat_map(|state| &state.ledger.broken).map(|(id, _)| id.as_str()).collect();
    let mut why = Vec::new();
    if !unmet.is_empty() {
        why.push(format!("needs not met: {} (do `better` and `met_by` say the same?)", unmet.join(", ")));
    }
    if !undone.is_empty() {
        why.push(format!("duties not done: {}", undone.join(", ")));
    }
    if !broken.is_empty() {
        why.push(format!("must_not broken by the right way: {}", broken.join(", ")));
    }
    if !report.end_state_right {
        let refused = if report.authority.is_empty() {
            ""
        } else {
            " (an action was refused: is it beyond the post or the shop's limits?)"
        };
        why.push(format!("the end state cannot be reached{refused}"));
    }
    Some(why.join("; "))
}
