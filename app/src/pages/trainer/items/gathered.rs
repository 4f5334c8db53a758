//! All a trainer's classes answered, analysed.

use crate::i18n::*;
use crate::server::{error::ApiError, sittings, state::AppState};
use miaohui::{
    ids::UserId,
    quiz::{
        calibration::{self, Calibration, Model, RASCH_ANSWERS, Responses, TWO_PARAMETER_ANSWERS, calibrate},
        item_stats::ItemReport,
    },
    storage::FinishedQuiz,
};
use tokio::sync::Semaphore;

/// Analyses at once: each reads up to twenty million bytes, and they come after the desks.
static AT_ONCE: Semaphore = Semaphore::const_new(1);

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
        let _turn = AT_ONCE.acquire().await.map_err(|_| ApiError::Fault)?;
        let quizzes = state.storage.quizzes_of_trainer(trainer).await?;
        let work = tokio::task::spawn_blocking(move || Self::analysed(locale, &quizzes));
        work.await.map_err(|error| {
            tracing::error!(%error, "item analysis");
            ApiError::Fault
        })
    }

    fn analysed(locale: Locale, quizzes: &[FinishedQuiz]) -> Self {
        let sittings = sittings::of(quizzes);
        let truth = |truth| match truth {
            true => td_string!(locale, analysis.truth).to_string(),
            false => td_string!(locale, analysis.falsehood).to_string(),
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
