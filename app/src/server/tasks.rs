//! What a task's try is worth, and whether a task may be begun.

use super::{error::ApiError, state::AppState};
use crate::functions::{quiz::QuizResult, typing::TypingResult};
use crate::i18n::*;
use crate::pages::{quiz::set_title, score::totals};
use miaohui::{
    clock::now_ms,
    content::Content,
    ids::{AssignmentId, UserId},
    live::FrozenScore,
    programme::{TaskKind, Try, standing},
    storage::{AssignmentResult, Json, Kind},
};

/// The task a person begins with this, if it is theirs, asks for this, is open, and tries are left.
///
/// # Errors
/// [`ApiError::NotFound`] for a foreign task or one not open yet, [`ApiError::BadInput`] for one that asks for something
/// else, [`ApiError::Conflict`] when all tries are used up.
pub async fn begun_for(
    state: &AppState,
    id: &str,
    user: &UserId,
    kind: Kind,
    target: &str,
) -> Result<Option<AssignmentId>, ApiError> {
    if id.is_empty() {
        return Ok(None);
    }
    let id = AssignmentId(id.to_owned());
    let task = state.storage.assignment_for(&id, user).await?.ok_or(ApiError::NotFound)?;
    if task.kind != kind || task.target != target {
        return Err(ApiError::BadInput);
    }
    if task.open_ms.is_some_and(|open| open > now_ms()) {
        return Err(ApiError::NotFound);
    }
    if let Some(most) = task.tries_max
        && state.storage.assignment_begun(&id, user).await? >= most
    {
        return Err(ApiError::Conflict);
    }
    Ok(Some(id))
}

/// A try's value in the unit of what tasks of its kind ask for: percent, characters a minute.
pub fn value(kind: Kind, result: Option<&Json>) -> Option<f64> {
    let result = result?;
    match kind {
        Kind::Shift => {
            let frozen: FrozenScore = result.read().ok()?;
            let (points, most) = totals(&frozen.score);
            // A red line fails the shift, whatever its points.
            let counts = frozen.score.critical_violations.is_empty() && most > 0;
            Some(if counts { points as f64 / most as f64 * 100.0 } else { 0.0 })
        }
        Kind::Typing => result.read::<TypingResult>().ok()?.measures.score_cpm,
        Kind::Quiz => {
            let quiz: QuizResult = result.read().ok()?;
            // Of a placement the questions are as hard as the person can bear: their share says nothing.
            Some(quiz.known.map_or(quiz.share, |known| known.share) * 100.0)
        }
        Kind::Review | Kind::Exam => None,
    }
}

/// Of a review it is not kept when it was done, only whether that was in time.
const IN_TIME: u64 = 0;
const LATE: u64 = u64::MAX;

/// When something was done, where that is known.
pub fn known_moment(done_ms: Option<u64>) -> Option<u64> {
    done_ms.filter(|at| ![IN_TIME, LATE].contains(at))
}

/// A person's tries, from the rows of one person.
pub fn tries(kind: Kind, required: Option<u64>, rows: &[AssignmentResult]) -> Vec<Try> {
    if kind == Kind::Review {
        // Reviews have no tries: so many items are one, done in time when they were enough before it was due.
        let (in_time, in_all) = rows.first().map_or((0, 0), |row| (row.reviewed, row.reviewed_in_all));
        let needed = required.unwrap_or(1).max(1);
        let late = (in_all >= needed).then_some(LATE);
        let one = Try { finished_ms: (in_time >= needed).then_some(IN_TIME).or(late), value: Some(in_all as f64) };
        return if in_all > 0 { vec![one] } else { Vec::new() };
    }
    let begun = rows.iter().filter(|row| row.done_id.is_some());
    begun.map(|row| Try { finished_ms: row.finished_ms, value: value(kind, row.result.as_ref()) }).collect()
}

/// What is shown of a value or of what is required.
pub fn value_words(locale: Locale, kind: Kind, value: f64) -> String {
    match kind {
        Kind::Shift | Kind::Quiz => format!("{value:.0} %"),
        Kind::Typing => td_string!(locale, trainer.cpm, value = format!("{value:.0}")).to_string(),
        Kind::Review => td_string!(locale, school.items, n = format!("{value:.0}")).to_string(),
        Kind::Exam => String::new(),
    }
}

/// How a task that asks for this target is called, where a trainer gives it no other name.
pub fn title_of(locale: Locale, content: &Content, kind: TaskKind, target: &str) -> String {
    let found = match kind {
        TaskKind::Shift => content.plans.get(target).map(|plan| plan.title.clone()),
        TaskKind::Typing => content.passages.get(target).map(|one| one.title.clone()),
        TaskKind::Quiz => Some(set_title(locale, target)),
        TaskKind::Review => Some(td_string!(locale, school.review_due).to_string()),
        TaskKind::Exam => content
            .standards
            .get(target)
            .map(|one| format!("{} {}", one.id, if locale == Locale::en { &one.title_en } else { &one.title })),
    };
    found.unwrap_or_else(|| target.to_owned())
}

/// The kind a stored one is, and back.
pub fn stored(kind: TaskKind) -> Kind {
    match kind {
        TaskKind::Shift => Kind::Shift,
        TaskKind::Typing => Kind::Typing,
        TaskKind::Quiz => Kind::Quiz,
        TaskKind::Review => Kind::Review,
        TaskKind::Exam => Kind::Exam,
    }
}

/// How long a task takes that names no time of its own.
pub fn minutes(content: &Content, kind: Kind, target: &str) -> u64 {
    /// Ten questions; a passage; a handful of reviews; an exam.
    const USUAL: [(Kind, u64); 4] = [(Kind::Quiz, 8), (Kind::Typing, 5), (Kind::Review, 10), (Kind::Exam, 60)];
    match content.plans.get(target).filter(|_| kind == Kind::Shift) {
        Some(plan) => plan.duration_s.div_ceil(60),
        None => USUAL.iter().find(|(one, _)| *one == kind).map_or(10, |(_, minutes)| *minutes),
    }
}

/// A person's standing with a task, from the rows of that person.
pub fn standing_of(
    kind: Kind,
    required: Option<u64>,
    due_ms: Option<u64>,
    rows: &[AssignmentResult],
    now: u64,
) -> miaohui::programme::Standing {
    standing(&tries(kind, required, rows), required, due_ms, now)
}

#[cfg(test)]
mod tests {
    use crate::functions::placement::PLACEMENT;
    use crate::pages::quiz::SETS;
    use miaohui::programme::QUIZ_SETS;

    #[test]
    fn tasks_name_the_sets_there_are() {
        assert_eq!(QUIZ_SETS.to_vec(), SETS.into_iter().chain([PLACEMENT]).collect::<Vec<_>>());
    }
}
