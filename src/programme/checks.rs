//! What a programme may not ask for.

use super::{Planned, TaskKind};
use crate::content::Content;

/// Most tasks of one programme: four a day for a month, and some.
pub const TASKS_MAX: usize = 150;
/// The quiz sets a task may name: those of `/quiz`.
pub const QUIZ_SETS: [&str; 4] = ["products", "rules", "mixed", "placement"];
/// Longest task.
const MINUTES_MAX: u64 = 240;
/// Most tries.
const TRIES_MAX: u64 = 99;
/// Most percent, characters a minute or items that may be required.
const REQUIRED_MAX: u64 = 400;
/// Percent have an end.
const PERCENT_MAX: u64 = 100;

/// What is wrong with a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlannedFault {
    #[error("is due before it opens; move one of the dates")]
    DueBefore,
    #[error("there is no such target; choose another")]
    NoTarget,
    #[error("takes between 1 and {MINUTES_MAX} minutes")]
    Minutes,
    #[error("asks for more than can be reached")]
    Required,
    #[error("allows between 1 and {TRIES_MAX} tries")]
    Tries,
    #[error("a programme has at most {TASKS_MAX} tasks")]
    TooMany,
}

/// Everything wrong with these tasks, by place.
pub fn checks(content: &Content, tasks: &[Planned]) -> Vec<(usize, PlannedFault)> {
    let mut faults = Vec::new();
    for (at, task) in tasks.iter().enumerate() {
        let mut fault = |is: bool, fault| faults.extend(is.then_some((at, fault)));
        fault(at >= TASKS_MAX, PlannedFault::TooMany);
        fault(task.due_day < task.day, PlannedFault::DueBefore);
        fault(!is_there(content, task), PlannedFault::NoTarget);
        fault(!(1..=MINUTES_MAX).contains(&task.minutes), PlannedFault::Minutes);
        fault(task.tries.is_some_and(|tries| !(1..=TRIES_MAX).contains(&tries)), PlannedFault::Tries);
        let most = if matches!(task.kind, TaskKind::Shift | TaskKind::Quiz) { PERCENT_MAX } else { REQUIRED_MAX };
        fault(task.required.is_some_and(|required| !(1..=most).contains(&required)), PlannedFault::Required);
    }
    faults
}

fn is_there(content: &Content, task: &Planned) -> bool {
    let target = task.target.as_str();
    match task.kind {
        TaskKind::Shift => content.plans.get(target).is_some_and(|plan| !plan.exam),
        TaskKind::Typing => content.passages.contains_key(target),
        TaskKind::Quiz => QUIZ_SETS.contains(&target),
        TaskKind::Review => target == "due",
        TaskKind::Exam => content.standards.contains_key(target),
    }
}
