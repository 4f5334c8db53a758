//! Quizzes that were handed in, as the library analyses them.

use crate::functions::quiz::{QuizForm, QuizResult};
use miaohui::{
    quiz::{Answer, item_stats::Sittings},
    storage::{FinishedQuiz, StorageError},
};
use std::collections::BTreeMap;

/// Takes them in, given newest first. A quiz that cannot be read is left out and logged, not the whole analysis.
pub fn of(quizzes: &[FinishedQuiz]) -> Sittings {
    let mut sittings = Sittings::default();
    // The oldest first: a person's first answer counts.
    for quiz in quizzes.iter().rev() {
        match read(quiz) {
            Ok(Some((form, answers, marks))) => sittings.take(&quiz.user_id.0, &form.form, &answers, &marks),
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, attempt = %quiz.id, "a quiz cannot be analysed"),
        }
    }
    sittings
}

/// Form, answers by number and marks.
type Sat = (QuizForm, BTreeMap<u64, Answer>, Vec<f64>);

fn read(quiz: &FinishedQuiz) -> Result<Option<Sat>, StorageError> {
    let (Some(data), Some(result)) = (&quiz.data, &quiz.result) else { return Ok(None) };
    let result: QuizResult = result.read()?;
    Ok(Some((quiz.form.read()?, data.read()?, result.marks)))
}
