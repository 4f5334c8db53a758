//! Whether the exam a standard names can be held with the content there is.

use super::standard::Standard;
use crate::content::Content;
use crate::quiz::{Item, TooFew, draw};
use crate::typing::graphemes;

/// A passage must last a candidate of so many times the threshold's speed.
const FASTER: f64 = 2.0;
/// Passages an exam picks from may differ by so much in difficulty: not at all.
const SAME_DIFFICULTY: u64 = 0;

/// Something a standard names that is not there, or not enough.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ReferenceFault {
    #[error("no passage {0}")]
    Passage(String),
    #[error("passages differ in difficulty: {0} to {1}")]
    Difficulty(u64, u64),
    #[error("passage {id} has {has} characters; {needs} are needed for a fast candidate")]
    Short { id: String, has: u64, needs: u64 },
    #[error("no plan {0}")]
    Plan(String),
    #[error("no standard {0}, a prerequisite")]
    Prerequisite(String),
    #[error("quiz {criterion}: {fault}")]
    Quiz { criterion: String, fault: TooFew },
}

/// Every fault of a standard's references. `bank` is [`crate::quiz::bank()`] of the same content.
pub fn references(standard: &Standard, content: &Content, bank: &[Item]) -> Vec<ReferenceFault> {
    let mut faults = Vec::new();
    typing(standard, content, &mut faults);
    for quiz in &standard.exam.quiz {
        let asked: Vec<Item> = bank.iter().filter(|item| quiz.asks_about(item, content)).cloned().collect();
        if let Err(fault) = draw(&asked, &quiz.blueprint, "check") {
            faults.push(ReferenceFault::Quiz { criterion: quiz.criterion.clone(), fault });
        }
    }
    let parts = [&standard.exam.shift, &standard.exam.wide].into_iter().flatten();
    for plan in parts.flat_map(|part| &part.plans).filter(|plan| !content.plans.contains_key(*plan)) {
        faults.push(ReferenceFault::Plan(plan.clone()));
    }
    for id in standard.prerequisites.iter().filter(|id| !content.standards.contains_key(*id)) {
        faults.push(ReferenceFault::Prerequisite(id.clone()));
    }
    faults
}

fn typing(standard: &Standard, content: &Content, faults: &mut Vec<ReferenceFault>) {
    let Some(typing) = &standard.exam.typing else { return };
    let threshold_cpm = standard.criteria.iter().find(|c| c.id == "score_cpm").map_or(0.0, |c| c.threshold);
    let needs = (threshold_cpm * FASTER * typing.minutes as f64) as u64;
    let mut difficulties = Vec::new();
    for id in &typing.passages {
        let Some(passage) = content.passages.get(id) else {
            faults.push(ReferenceFault::Passage(id.clone()));
            continue;
        };
        difficulties.push(passage.difficulty);
        let has = graphemes(&passage.text).len() as u64;
        if has < needs {
            faults.push(ReferenceFault::Short { id: id.clone(), has, needs });
        }
    }
    if let (Some(least), Some(most)) = (difficulties.iter().min(), difficulties.iter().max())
        && most - least > SAME_DIFFICULTY
    {
        faults.push(ReferenceFault::Difficulty(*least, *most));
    }
}
