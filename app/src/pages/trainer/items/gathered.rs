//! All a trainer's classes answered, analysed.

use crate::functions::quiz::{QuizForm, QuizResult};
use crate::i18n::*;
use crate::server::{error::ApiError, state::AppState};
use miaohui::{
    ids::UserId,
    quiz::{
        Answer,
        calibration::{self, Calibration, Model, RASCH_ANSWERS, Responses, TWO_PARAMETER_ANSWERS, calibrate},
        item_stats::{ItemReport, Sittings},
    },
    storage::{FinishedQuiz, StorageError},
};
use std::collections::BTreeMap;

/// What the pages show.
pub struct Gathered {
    pub attempts: usize,
    pub persons: u64,
    /// By id.
    pub reports: Vec<ItemReport>,
    /// What was calibrated, and how; `None` where too few answered.
    pub responses: Responses,
    pub calibration: Option<Calibration>,
}

impl Gathered {
    /// Reads and analyses, away from the threads that serve the desks.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(state: &AppState, locale: Locale, trainer: &UserId) -> Result<Self, ApiError> {
        let quizzes = state.storage.quizzes_of_trainer(trainer).await?;
        let work = tokio::task::spawn_blocking(move || Self::analysed(locale, &quizzes));
        work.await.map_err(|error| {
            tracing::error!(%error, "item analysis");
            ApiError::Fault
        })
    }

    fn analysed(locale: Locale, quizzes: &[FinishedQuiz]) -> Self {
        let mut sittings = Sittings::default();
        // The oldest first: a person's first answer counts.
        for quiz in quizzes.iter().rev() {
            // A quiz of an older shape than today's is left out, not the whole page.
            match read(quiz) {
                Ok(Some((form, answers, marks))) => sittings.take(&quiz.user_id.0, &form.form, &answers, &marks),
                Ok(None) => {}
                Err(error) => tracing::warn!(%error, attempt = %quiz.id, "a quiz cannot be analysed"),
            }
        }
        let truth = |truth| match truth {
            true => td_string!(locale, items.truth).to_string(),
            false => td_string!(locale, items.falsehood).to_string(),
        };
        let reports = sittings.reports(truth);
        let responses = sittings.responses(RASCH_ANSWERS, calibration::ITEMS_MAX);
        let mut answers = vec![0; responses.items.len()];
        for answer in responses.persons.iter().flat_map(|(_, given)| given) {
            answers[answer.item] += 1;
        }
        let enough = !answers.is_empty() && answers.iter().all(|count| *count >= TWO_PARAMETER_ANSWERS);
        let model = if enough { Model::TwoParameter } else { Model::Rasch };
        let calibration = calibrate(&responses, model);
        Self { attempts: quizzes.len(), persons: sittings.person_count(), reports, responses, calibration }
    }
}

type Sat = (QuizForm, BTreeMap<u64, Answer>, Vec<f64>);

fn read(quiz: &FinishedQuiz) -> Result<Option<Sat>, StorageError> {
    let (Some(data), Some(result)) = (&quiz.data, &quiz.result) else { return Ok(None) };
    let result: QuizResult = result.read()?;
    Ok(Some((quiz.form.read()?, data.read()?, result.marks)))
}
