//! A month of training (培训计划): laid out from a template, bent, moved; and how far everybody is. Pure.

mod agenda;
mod checks;
mod distance;
mod standing;
#[cfg(test)]
mod tests;

pub use agenda::{Place, Span};
pub use checks::{PlannedFault, QUIZ_SETS, TASKS_MAX, checks};
pub use distance::{Distance, Newest, Readiness, distances, readiness, tells_of};
pub use standing::{Standing, Try, reached, standing};

use serde::{Deserialize, Serialize};

/// A month as content lays it out, loaded from `content/programmes/<id>.toml`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    pub id: String,
    pub title: String,
    pub title_en: String,
    /// The standard it leads to.
    pub standard: String,
    /// `[[task]]`, in order.
    pub task: Vec<TemplateTask>,
}

/// One task of a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateTask {
    /// From 1.
    pub week: u64,
    /// Of the week, from 1.
    pub day: u64,
    pub kind: TaskKind,
    /// Plan, passage, quiz set or standard; of a review `due`.
    pub target: String,
    /// How long it takes.
    pub minutes: u64,
    /// See [`Planned::required`].
    #[serde(default)]
    pub required: Option<u64>,
    #[serde(default)]
    pub tries: Option<u64>,
    /// Days until it is due, after its own.
    #[serde(default)]
    pub days: u64,
}

/// What a task asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskKind {
    Shift,
    Typing,
    Quiz,
    Review,
    Exam,
}

impl TaskKind {
    /// Every kind, in the order they are offered.
    pub const ALL: [Self; 5] = [Self::Shift, Self::Typing, Self::Quiz, Self::Review, Self::Exam];

    /// The word it is stored and sent as.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Shift => "shift",
            Self::Typing => "typing",
            Self::Quiz => "quiz",
            Self::Review => "review",
            Self::Exam => "exam",
        }
    }
}

/// One task of a programme on its day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    pub kind: TaskKind,
    pub target: String,
    /// The day it opens, counted from 1970-01-01 in Beijing.
    pub day: u64,
    /// The day at whose end it is due.
    pub due_day: u64,
    pub minutes: u64,
    /// What a try must reach: percent of a quiz or shift, characters a minute of typing, items of a review.
    pub required: Option<u64>,
    /// Tries allowed; `None`: any number.
    pub tries: Option<u64>,
}

/// Days of a week.
pub const WEEK: u64 = 7;

/// A template's tasks, its first day being `first`, in order of their days.
pub fn lay(template: &Template, first: u64) -> Vec<Planned> {
    let mut tasks: Vec<Planned> = template
        .task
        .iter()
        .map(|task| {
            let day = first + (task.week.max(1) - 1) * WEEK + task.day.max(1) - 1;
            Planned {
                kind: task.kind,
                target: task.target.clone(),
                day,
                due_day: day + task.days,
                minutes: task.minutes,
                required: task.required,
                tries: task.tries,
            }
        })
        .collect();
    tasks.sort_by_key(|task| task.day);
    tasks
}

/// All tasks so many days later, or earlier below 0; `None` where one would come before all days.
pub fn moved(tasks: &[Planned], by: i64) -> Option<Vec<Planned>> {
    tasks
        .iter()
        .map(|task| {
            let (day, due_day) = (task.day.checked_add_signed(by)?, task.due_day.checked_add_signed(by)?);
            Some(Planned { day, due_day, ..task.clone() })
        })
        .collect()
}

/// The week of a programme a day lies in, from 1.
pub fn week_of(first: u64, day: u64) -> u64 {
    day.saturating_sub(first) / WEEK + 1
}
