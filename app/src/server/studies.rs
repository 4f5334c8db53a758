//! A person's reviews with the bank they are asked from.

use super::{error::ApiError, state::AppState};
use miaohui::{
    clock::UnixMs,
    ids::UserId,
    quiz::{
        Item,
        memory::{self, Answered, Goal, Studied, Study, begin_of, day_of},
    },
    storage::{Assigned, Kind, Review},
};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What is under review, as far as the bank still has it.
pub struct Reviews {
    pub study: Study,
    /// In the order of `study.studied`.
    pub rows: Vec<Review>,
    bank: Arc<[Item]>,
    /// The class's exam the date comes from.
    pub exam: Option<Assigned>,
}

impl Reviews {
    /// # Errors
    /// When the database does not answer.
    pub async fn of(state: &AppState, user: &UserId, now_ms: UnixMs) -> Result<Self, ApiError> {
        let bank = state.items().await?;
        let there: BTreeSet<&str> =
            bank.iter().filter(|item| item.kind.is_marked()).map(|item| item.id.as_str()).collect();
        let mut rows = state.storage.reviews_of(user).await?;
        rows.retain(|row| there.contains(row.item.as_str()));
        let studied: Vec<Studied> = rows.iter().map(Review::studied).collect();
        let answers = state.storage.review_answers(user).await?;
        let exam = class_exam(state.storage.assigned_to(user).await?, now_ms);
        let own = state.storage.review_goal(user).await?;
        let goal = Goal { exam_day: exam.as_ref().and_then(|exam| exam.due_ms).map(day_of).or(own.exam_day), ..own };
        let study = Study::new(studied, &answers, goal, now_ms);
        Ok(Self { study, rows, bank, exam })
    }

    /// What can be asked.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.bank.iter().filter(|item| item.kind.is_marked())
    }

    /// An item of the bank.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items().find(|item| item.id == id)
    }
}

/// The next exam a trainer has set that is not done.
fn class_exam(tasks: Vec<Assigned>, now_ms: UnixMs) -> Option<Assigned> {
    let ahead = |task: &Assigned| task.due_ms.is_some_and(|due_ms| due_ms >= begin_of(day_of(now_ms) + 1));
    tasks
        .into_iter()
        .filter(|task| task.kind == Kind::Exam && task.finished == 0 && ahead(task))
        .min_by_key(|task| task.due_ms)
}

/// Products a person lately failed in review, the latest first: see [`memory::failed_products`].
///
/// # Errors
/// When the database does not answer.
pub async fn failed_products(state: &AppState, user: &UserId, now_ms: UnixMs) -> Result<Vec<String>, ApiError> {
    let answers: Vec<Answered> = state.storage.review_answers(user).await?;
    if answers.is_empty() {
        return Ok(Vec::new());
    }
    let bank = state.items().await?;
    let of = |id: &str| bank.iter().find(|item| item.id == id)?.product.clone();
    Ok(memory::failed_products(&answers, now_ms, of))
}
