//! What an exam has measured so far, part by part, and held against its standard.

use crate::functions::{quiz::QuizResult, typing::TypingResult};
use crate::server::{error::ApiError, state::AppState};
use miaohui::{
    certification::{
        assess::{Assessment, Results, assess},
        standard::Standard,
    },
    ids::ExamId,
    live::FrozenScore,
    scoring::Score,
    storage::{Attempt, AttemptState, Drill, ShiftRow, ShiftState},
};
use std::collections::BTreeMap;

/// The parts of one exam as they lie in storage.
pub struct Parts {
    pub typing: Option<Attempt>,
    /// By criterion.
    pub quiz: BTreeMap<String, Attempt>,
    /// By plan.
    pub shifts: BTreeMap<String, ShiftRow>,
}

impl Parts {
    /// Reads them.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(state: &AppState, exam: &ExamId) -> Result<Self, ApiError> {
        let mut parts = Self { typing: None, quiz: BTreeMap::new(), shifts: BTreeMap::new() };
        for attempt in state.storage.attempts_of_exam(exam).await? {
            match attempt.kind {
                Drill::Typing => parts.typing = Some(attempt),
                Drill::Quiz => {
                    parts.quiz.insert(attempt.target.clone(), attempt);
                }
            }
        }
        for shift in state.storage.shifts_of_exam(exam).await? {
            parts.shifts.insert(shift.plan.clone(), shift);
        }
        Ok(parts)
    }

    /// Every part the standard asks for is finished.
    pub fn complete(&self, standard: &Standard) -> bool {
        let finished = |attempt: Option<&Attempt>| attempt.is_some_and(|one| one.state == AttemptState::Finished);
        let plans = [&standard.exam.shift, &standard.exam.wide].into_iter().flatten();
        (standard.exam.typing.is_none() || finished(self.typing.as_ref()))
            && standard.exam.quiz.iter().all(|part| finished(self.quiz.get(&part.criterion)))
            && plans
                .into_iter()
                .all(|part| self.shifts.get(&part.plan).is_some_and(|one| one.state == ShiftState::Closed))
    }

    /// Held against the standard.
    ///
    /// # Errors
    /// When what is stored cannot be read.
    pub fn assess(&self, standard: &Standard) -> Result<Assessment, ApiError> {
        let typing: Option<TypingResult> =
            self.typing.as_ref().and_then(|one| one.result.as_ref()).map(miaohui::storage::Json::read).transpose()?;
        let mut quiz = BTreeMap::new();
        for (criterion, attempt) in &self.quiz {
            if let Some(result) = &attempt.result {
                quiz.insert(criterion.clone(), result.read::<QuizResult>()?.share);
            }
        }
        let score = |plan: Option<&str>| -> Result<Option<Score>, ApiError> {
            let shift = plan.and_then(|plan| self.shifts.get(plan));
            let frozen: Option<FrozenScore> =
                shift.and_then(|one| one.score.as_ref()).map(miaohui::storage::Json::read).transpose()?;
            Ok(frozen.map(|frozen| frozen.score))
        };
        let shift = score(standard.exam.shift.as_ref().map(|part| part.plan.as_str()))?;
        let wide = score(standard.exam.wide.as_ref().map(|part| part.plan.as_str()))?;
        let results = Results {
            typing: typing.as_ref().map(|one| &one.measures),
            quiz,
            shift: shift.as_ref(),
            wide: wide.as_ref(),
            typing_waived: false,
            dismissed: Vec::new(),
        };
        Ok(assess(standard, &results))
    }
}
