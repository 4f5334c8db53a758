//! Measured against a standard: what is met, what is missing. The decision is an examiner's.

use super::standard::{Part, Requirement, Standard, Unit};
use crate::scoring::{RedLine, Score};
use crate::typing::Measures;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A candidate's results, as far as there are any.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results<'a> {
    pub typing: Option<&'a Measures>,
    /// By criterion (`products_known`, `rules_known`): the form's mark, 0 to 1.
    pub quiz: BTreeMap<String, f64>,
    pub shift: Option<&'a Score>,
    pub wide: Option<&'a Score>,
    /// Agreed before the exam: the typing gate falls away where the shift is passed.
    pub typing_waived: bool,
    /// Red lines an examiner found to be none.
    pub dismissed: Vec<RedLineFound>,
}

/// A red line and the part it was found in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RedLineFound {
    pub part: Part,
    pub act: String,
    pub seq: u64,
}

/// Measured values against thresholds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// Standard and version it was assessed by.
    pub standard: String,
    pub version: u64,
    /// Every needed criterion is met or waived, and no red line stands.
    pub met: bool,
    /// In the standard's order.
    pub criteria: Vec<Assessed>,
    /// The needed criteria that are not met.
    pub missing: Vec<Missing>,
    /// Those not dismissed. In an exam a proposal until an examiner confirms them.
    pub red_lines: Vec<RedLineFound>,
}

/// One criterion, measured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assessed {
    pub part: Part,
    pub id: String,
    pub name: String,
    pub name_en: String,
    pub unit: Unit,
    pub value: Option<f64>,
    /// Where points begin; 0 in what was stored before it was kept.
    #[serde(default)]
    pub floor: f64,
    pub threshold: f64,
    pub less_is_better: bool,
    pub must: bool,
    pub met: bool,
    /// Met or not, it does not stand in the way.
    pub waived: bool,
}

/// A needed criterion that is not met.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Missing {
    pub part: Part,
    pub id: String,
    pub why: Why,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The part was not taken.
    NotTaken,
    /// The part was taken, but gave nothing to measure.
    NothingToMeasure,
    /// The value falls short of the threshold.
    FallsShort,
}

/// Holds results against a standard.
pub fn assess(standard: &Standard, results: &Results<'_>) -> Assessment {
    let mut criteria: Vec<Assessed> = Vec::with_capacity(standard.criteria.len());
    let mut reasons = Vec::with_capacity(standard.criteria.len());
    for requirement in &standard.criteria {
        let (value, met, why) = measured(requirement, results);
        reasons.push(why);
        criteria.push(Assessed {
            part: requirement.part,
            id: requirement.id.clone(),
            name: requirement.name.clone(),
            name_en: requirement.name_en.clone(),
            unit: requirement.unit,
            value,
            floor: requirement.floor,
            threshold: requirement.threshold,
            less_is_better: requirement.less_is_better,
            must: requirement.must,
            met,
            waived: false,
        });
    }
    let red_lines = red_lines(results);
    let at_desk = |part: Part| matches!(part, Part::Shift | Part::Wide);
    let desk_passed = red_lines.is_empty()
        && criteria.iter().any(|criterion| at_desk(criterion.part))
        && criteria.iter().all(|criterion| !at_desk(criterion.part) || criterion.met || !criterion.must);
    for criterion in criteria.iter_mut().filter(|criterion| criterion.part == Part::Typing) {
        criterion.waived = results.typing_waived && desk_passed;
    }
    let missing: Vec<Missing> = criteria
        .iter()
        .zip(reasons)
        .filter(|(criterion, _)| criterion.must && !criterion.met && !criterion.waived)
        .map(|(criterion, why)| Missing { part: criterion.part, id: criterion.id.clone(), why })
        .collect();
    Assessment {
        standard: standard.id.clone(),
        version: standard.version,
        met: missing.is_empty() && red_lines.is_empty() && !criteria.is_empty(),
        criteria,
        missing,
        red_lines,
    }
}

/// Value, whether it meets the requirement, and if not, why.
fn measured(requirement: &Requirement, results: &Results<'_>) -> (Option<f64>, bool, Why) {
    let figure = |value: Option<f64>| match value {
        Some(value) => (Some(value), requirement.is_met_by(value), Why::FallsShort),
        None => (None, false, Why::NothingToMeasure),
    };
    let not_taken = (None, false, Why::NotTaken);
    let of_score = |score: Option<&Score>| {
        let Some(score) = score else { return not_taken };
        match score.criteria.iter().find(|criterion| criterion.id == requirement.id) {
            // Where nothing of the kind was due, the score itself says whether that is good enough.
            Some(criterion) if criterion.value.is_none() => (None, criterion.met, Why::NothingToMeasure),
            Some(criterion) => figure(criterion.value),
            None => (None, false, Why::NothingToMeasure),
        }
    };
    match requirement.part {
        Part::Typing => results.typing.map_or(not_taken, |measures| {
            figure(match requirement.id.as_str() {
                "score_cpm" => measures.score_cpm,
                "speed_cpm" => measures.speed_cpm,
                "accuracy" => measures.accuracy,
                _ => None,
            })
        }),
        Part::Quiz => results.quiz.get(&requirement.id).map_or(not_taken, |value| figure(Some(*value))),
        Part::Shift => of_score(results.shift),
        Part::Wide => of_score(results.wide),
    }
}

fn red_lines(results: &Results<'_>) -> Vec<RedLineFound> {
    let of = |part: Part, score: Option<&Score>| {
        let found = score.map_or(&[][..], |score| &score.critical_violations);
        found.iter().map(|RedLine { act, seq }| RedLineFound { part, act: act.clone(), seq: *seq }).collect::<Vec<_>>()
    };
    let mut all = of(Part::Shift, results.shift);
    all.extend(of(Part::Wide, results.wide));
    all.retain(|found| !results.dismissed.contains(found));
    all
}
