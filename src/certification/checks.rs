//! What may be wrong with a standard, before anyone is examined by it.

use super::standard::{MEASURES, Part, Requirement, Standard};
use std::collections::BTreeSet;

/// A fault of a standard.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum StandardFault {
    #[error("`{0}` is empty")]
    Empty(&'static str),
    #[error("tier {0} is not from 1 to 3")]
    Tier(u64),
    #[error("`{0}` must be at least 1")]
    Zero(&'static str),
    #[error("a later retake waits {later} h, the first {first} h: it must not be shorter")]
    Retake { first: u64, later: u64 },
    #[error("the standard is its own prerequisite")]
    OwnPrerequisite,
    #[error("no criteria")]
    NoCriteria,
    #[error("{part:?}.{id}: no such measure")]
    UnknownMeasure { part: Part, id: String },
    #[error("{part:?}.{id}: the unit is not that of the measure")]
    Unit { part: Part, id: String },
    #[error("{part:?}.{id}: there twice")]
    Duplicate { part: Part, id: String },
    #[error("{part:?}.{id}: {what}")]
    Figures { part: Part, id: String, what: &'static str },
    #[error("{0:?} has criteria, but the exam has no such part")]
    PartMissing(Part),
    #[error("the exam has a part {0:?}, but no criterion is measured in it")]
    PartUnused(Part),
    #[error("Quiz.{0}: no quiz of the exam measures it")]
    QuizMissing(String),
    #[error("the quiz for {0} asks nothing")]
    EmptyQuiz(String),
}

impl Standard {
    /// Every fault of the standard by itself. Whether passages, plans and topics exist is for the content's checks.
    pub fn checks(&self) -> Vec<StandardFault> {
        let mut faults = Vec::new();
        for (name, text) in [("id", &self.id), ("title", &self.title), ("title_en", &self.title_en)] {
            if text.trim().is_empty() {
                faults.push(StandardFault::Empty(name));
            }
        }
        if !(1..=3).contains(&self.tier) {
            faults.push(StandardFault::Tier(self.tier));
        }
        for (name, number) in [("version", self.version), ("valid_months", self.valid_months)] {
            if number == 0 {
                faults.push(StandardFault::Zero(name));
            }
        }
        if self.retake.later_hours < self.retake.first_hours {
            faults.push(StandardFault::Retake { first: self.retake.first_hours, later: self.retake.later_hours });
        }
        if self.prerequisites.contains(&self.id) {
            faults.push(StandardFault::OwnPrerequisite);
        }
        self.check_criteria(&mut faults);
        self.check_exam(&mut faults);
        faults
    }

    fn check_criteria(&self, faults: &mut Vec<StandardFault>) {
        if self.criteria.is_empty() {
            faults.push(StandardFault::NoCriteria);
        }
        let mut seen = BTreeSet::new();
        for requirement in &self.criteria {
            let (part, id) = (requirement.part, requirement.id.clone());
            if !seen.insert((part, requirement.id.as_str())) {
                faults.push(StandardFault::Duplicate { part, id: id.clone() });
            }
            let measured_in = if part == Part::Wide { Part::Shift } else { part };
            match MEASURES.iter().find(|(part, measure, _)| *part == measured_in && *measure == id) {
                None => faults.push(StandardFault::UnknownMeasure { part, id: id.clone() }),
                Some((_, _, unit)) if *unit != requirement.unit => {
                    faults.push(StandardFault::Unit { part, id: id.clone() });
                }
                Some(_) => {}
            }
            faults.extend(wrong_figures(requirement).map(|what| StandardFault::Figures { part, id, what }));
        }
    }

    fn check_exam(&self, faults: &mut Vec<StandardFault>) {
        let there = [
            (Part::Typing, self.exam.typing.is_some()),
            (Part::Quiz, !self.exam.quiz.is_empty()),
            (Part::Shift, self.exam.shift.is_some()),
            (Part::Wide, self.exam.wide.is_some()),
        ];
        for (part, there) in there {
            let wanted = self.criteria.iter().any(|requirement| requirement.part == part);
            if wanted && !there {
                faults.push(StandardFault::PartMissing(part));
            }
            if there && !wanted {
                faults.push(StandardFault::PartUnused(part));
            }
        }
        if let Some(typing) = &self.exam.typing {
            if typing.passages.is_empty() {
                faults.push(StandardFault::Empty("exam.typing.passages"));
            }
            if typing.minutes == 0 {
                faults.push(StandardFault::Zero("exam.typing.minutes"));
            }
        }
        for requirement in self.criteria.iter().filter(|requirement| requirement.part == Part::Quiz) {
            if !self.exam.quiz.iter().any(|quiz| quiz.criterion == requirement.id) && !self.exam.quiz.is_empty() {
                faults.push(StandardFault::QuizMissing(requirement.id.clone()));
            }
        }
        for quiz in &self.exam.quiz {
            if quiz.minutes == 0 {
                faults.push(StandardFault::Zero("exam.quiz.minutes"));
            }
            if quiz.blueprint.iter().map(|line| line.count).sum::<u64>() == 0 {
                faults.push(StandardFault::EmptyQuiz(quiz.criterion.clone()));
            }
        }
        for part in [&self.exam.shift, &self.exam.wide].into_iter().flatten() {
            if part.plans.is_empty() || part.plans.iter().any(|plan| plan.trim().is_empty()) {
                faults.push(StandardFault::Empty("exam plan"));
            }
        }
    }
}

fn wrong_figures(requirement: &Requirement) -> Option<&'static str> {
    let Requirement { floor, threshold, weight, less_is_better, .. } = requirement;
    if ![floor, threshold, weight].into_iter().all(|figure| figure.is_finite()) {
        return Some("a figure is no number");
    }
    if *weight < 0.0 {
        return Some("the weight is negative");
    }
    // Nothing is better than none, and than all: there floor and threshold may be one.
    match less_is_better {
        true if floor < threshold => Some("less is better, so the floor lies above the threshold"),
        false if floor > threshold => Some("the floor lies above the threshold"),
        _ => None,
    }
}
