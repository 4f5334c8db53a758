//! Each exam plan worked through by the modelled person of its standard, who must pass, and by one a fifth slower, who
//! must not: otherwise plan or threshold is at fault.

use crate::certification::standard::{Part, Requirement, Standard};
use crate::content::bundle::Content;
use crate::content::fault::Fault;
use crate::scoring::shift::score_part;
use crate::simulation::person::{Pace, Person};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Shifts whose mean is judged: one alone is luck.
const SEEDS: [&str; 3] = ["check-1", "check-2", "check-3"];
const SLOWER_PERCENT: u64 = 20;

pub(super) fn check(content: &Arc<Content>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for standard in content.standards.values() {
        let Some(pace) = standard.exam.person else { continue };
        for (part, given) in [(Part::Shift, &standard.exam.shift), (Part::Wide, &standard.exam.wide)] {
            for plan in given.iter().flat_map(|given| &given.plans) {
                let Some(words) = at_fault(content, standard, part, plan, pace) else { continue };
                faults.push(Fault::new(&format!("standards/{}.toml", standard.id), 1, words));
            }
        }
    }
    faults
}

/// What is wrong with a plan, in words.
fn at_fault(content: &Arc<Content>, standard: &Standard, part: Part, plan: &str, pace: Pace) -> Option<String> {
    let missed = missed(content, standard, part, plan, pace, 0)?;
    if !missed.is_empty() {
        return Some(format!(
            "plan `{plan}`: a person at the tier's own pace does not pass: {}; let fewer buyers come, or lower a threshold",
            missed.join(", ")
        ));
    }
    (!missed_by_slower(content, standard, part, plan, pace)).then(|| {
        format!(
            "plan `{plan}`: a person {SLOWER_PERCENT} % slower than the tier's passes too; let more buyers come, or raise a threshold"
        )
    })
}

fn missed_by_slower(content: &Arc<Content>, standard: &Standard, part: Part, plan: &str, pace: Pace) -> bool {
    missed(content, standard, part, plan, pace, SLOWER_PERCENT).is_none_or(|missed| !missed.is_empty())
}

/// What such a person misses, in words; `None` where the plan cannot be played.
fn missed(
    content: &Arc<Content>,
    standard: &Standard,
    part: Part,
    plan: &str,
    pace: Pace,
    slower_percent: u64,
) -> Option<Vec<String>> {
    let cpm = standard.criteria.iter().find(|one| one.id == "score_cpm").map_or(60.0, |one| one.threshold) as u64;
    let person = Person { pace, cpm, slower_percent };
    let mut values: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for seed in SEEDS {
        let tape = person.works(content, plan, standard.post, seed).ok()?;
        for criterion in score_part(standard, part, &tape.shift.reports(), &tape.events).criteria {
            values.entry(criterion.id).or_default().extend(criterion.value);
        }
    }
    let mean = |one: &Requirement| {
        let all = values.get(&one.id).filter(|all| !all.is_empty())?;
        Some(all.iter().sum::<f64>() / all.len() as f64)
    };
    let needed = standard.criteria.iter().filter(|one| one.part == part && one.must);
    let failed = needed.filter_map(|one| mean(one).filter(|value| !one.is_met_by(*value)).map(|value| (one, value)));
    Some(failed.map(|(one, value)| format!("{} {value:.2} against {}", one.id, one.threshold)).collect())
}
