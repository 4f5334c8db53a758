//! How far a person is from a standard, by the newest practice: criterion by criterion.

use crate::certification::assess::{Assessed, Results, assess};
use crate::certification::standard::{Part, Standard};
use crate::scoring::Score;
use crate::typing::Measures;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// What a person has last shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Newest {
    pub typing: Option<Measures>,
    /// By criterion: `products_known`, `rules_known`.
    pub quiz: BTreeMap<String, f64>,
    /// Of a shift of few windows, at the standard's post.
    pub shift: Option<Score>,
    /// Of a shift of many.
    pub wide: Option<Score>,
}

/// One criterion: what was shown, and how much of the way that is.
#[derive(Clone, Debug, PartialEq)]
pub struct Distance {
    pub criterion: Assessed,
    /// 0 at the criterion's floor, 1 from its threshold on; `None` where nothing was shown.
    pub share: Option<f64>,
}

/// One person against a standard.
#[derive(Clone, Debug, PartialEq)]
pub struct Readiness {
    pub distances: Vec<Distance>,
    /// Needed criteria that are not met.
    pub missing: usize,
    /// Red lines of the newest shifts.
    pub red_lines: usize,
}

impl Readiness {
    /// Would pass today.
    pub fn is_ready(&self) -> bool {
        self.missing == 0 && self.red_lines == 0
    }

    /// Of the needed criteria: the mean share of the way, what was not shown being 0.
    pub fn share(&self) -> f64 {
        let needed = self.distances.iter().filter(|one| one.criterion.must);
        let (sum, count) = needed.fold((0.0, 0_u64), |(sum, count), one| (sum + one.share.unwrap_or(0.0), count + 1));
        if count == 0 { 0.0 } else { sum / count as f64 }
    }

    /// The readiest first.
    pub fn order(&self, other: &Self) -> Ordering {
        let key = |one: &Self| (!one.is_ready(), one.missing + one.red_lines);
        key(self).cmp(&key(other)).then_with(|| other.share().total_cmp(&self.share()))
    }
}

/// Each criterion of a standard, in its order.
pub fn distances(standard: &Standard, newest: &Newest) -> Vec<Distance> {
    readiness(standard, newest).distances
}

/// A person against a standard.
pub fn readiness(standard: &Standard, newest: &Newest) -> Readiness {
    let results = Results {
        typing: newest.typing.as_ref(),
        quiz: newest.quiz.clone(),
        shift: newest.shift.as_ref(),
        wide: newest.wide.as_ref(),
        typing_waived: false,
        dismissed: Vec::new(),
    };
    let assessment = assess(standard, &results);
    let distances = assessment
        .criteria
        .into_iter()
        .zip(&standard.criteria)
        .map(|(criterion, requirement)| {
            let weight = requirement.weight;
            let way = |value| if weight > 0.0 { requirement.points(value) / weight } else { 0.0 };
            let share = if criterion.met { Some(1.0) } else { criterion.value.map(way) };
            Distance { criterion, share }
        })
        .collect();
    let missing = assessment.missing.len();
    Readiness { distances, missing, red_lines: assessment.red_lines.len() }
}

/// Whether a shift of so many windows at once tells of the part.
pub fn tells_of(part: Part, windows: u64) -> bool {
    /// The shift part of every exam has at most so many windows.
    const NARROW_MAX: u64 = 10;
    match part {
        Part::Shift => windows <= NARROW_MAX,
        Part::Wide => windows > NARROW_MAX,
        Part::Typing | Part::Quiz => false,
    }
}
