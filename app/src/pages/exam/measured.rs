//! What an exam has measured so far, part by part, and held against its standard.

use crate::functions::{quiz::QuizResult, typing::TypingResult};
use crate::server::{error::ApiError, state::AppState};
use miaohui::{
    certification::{
        assess::{Assessment, RedLineFound, Results, assess},
        conditions::{Accommodation, Conditions},
        standard::{ShiftPart, Standard},
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
    /// In the order they were begun.
    pub shifts: Vec<ShiftRow>,
}

impl Parts {
    /// Reads them.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(state: &AppState, exam: &ExamId) -> Result<Self, ApiError> {
        let mut parts = Self { typing: None, quiz: BTreeMap::new(), shifts: Vec::new() };
        for attempt in state.storage.attempts_of_exam(exam).await? {
            match attempt.kind {
                Drill::Typing => parts.typing = Some(attempt),
                Drill::Quiz => {
                    parts.quiz.insert(attempt.target.clone(), attempt);
                }
            }
        }
        parts.shifts = state.storage.shifts_of_exam(exam).await?;
        Ok(parts)
    }

    /// The shift of a part: that of the form that was drawn.
    pub fn shift(&self, part: Option<&ShiftPart>) -> Option<&ShiftRow> {
        let part = part?;
        self.shifts.iter().find(|shift| part.has(&shift.plan))
    }

    /// Every part the standard asks for is finished; a waived typing part may be left out.
    pub fn complete(&self, standard: &Standard, conditions: &Conditions) -> bool {
        let finished = |attempt: Option<&Attempt>| attempt.is_some_and(|one| one.state == AttemptState::Finished);
        let typed = match &self.typing {
            None => standard.exam.typing.is_none() || conditions.has(Accommodation::TypingWaived),
            begun => finished(begun.as_ref()),
        };
        let shifts = [&standard.exam.shift, &standard.exam.wide].into_iter().flatten();
        typed
            && standard.exam.quiz.iter().all(|part| finished(self.quiz.get(&part.criterion)))
            && shifts.into_iter().all(|part| self.shift(Some(part)).is_some_and(|one| one.state == ShiftState::Closed))
    }

    /// Held against the standard, without the red lines an examiner found to be none.
    ///
    /// # Errors
    /// When what is stored cannot be read.
    pub fn assess(
        &self,
        standard: &Standard,
        conditions: &Conditions,
        dismissed: &[RedLineFound],
    ) -> Result<Assessment, ApiError> {
        let typing = self.typed()?;
        let mut quiz = BTreeMap::new();
        for (criterion, attempt) in &self.quiz {
            if let Some(result) = &attempt.result {
                quiz.insert(criterion.clone(), result.read::<QuizResult>()?.share);
            }
        }
        let shift = self.score(standard.exam.shift.as_ref())?;
        let wide = self.score(standard.exam.wide.as_ref())?;
        let results = Results {
            typing: typing.as_ref().map(|one| &one.measures),
            quiz,
            shift: shift.as_ref(),
            wide: wide.as_ref(),
            typing_waived: conditions.has(Accommodation::TypingWaived),
            dismissed: dismissed.to_vec(),
        };
        Ok(assess(standard, &results))
    }

    /// The frozen score of a part's shift.
    ///
    /// # Errors
    /// When what is stored cannot be read.
    pub fn score(&self, part: Option<&ShiftPart>) -> Result<Option<Score>, ApiError> {
        let kept = self.shift(part).and_then(|one| one.score.as_ref());
        let frozen: Option<FrozenScore> = kept.map(miaohui::storage::Json::read).transpose()?;
        Ok(frozen.map(|frozen| frozen.score))
    }

    /// What the typing part measured.
    ///
    /// # Errors
    /// When what is stored cannot be read.
    pub fn typed(&self) -> Result<Option<TypingResult>, ApiError> {
        let kept = self.typing.as_ref().and_then(|one| one.result.as_ref());
        Ok(kept.map(miaohui::storage::Json::read).transpose()?)
    }
}
