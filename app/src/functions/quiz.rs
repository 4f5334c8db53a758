//! Keeping each answer of a quiz as it is given, and handing the sheet in.

use super::FunctionError;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use miaohui::quiz::{Answer, Question};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A quiz as the browser sees it: no keys.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    pub attempt: String,
    pub questions: Vec<Question>,
    /// Answers kept so far, by question number.
    pub answers: BTreeMap<u64, Answer>,
    /// Seconds left by the server's clock; none: no limit.
    pub left_s: Option<u64>,
    /// One question after the other, the next one by the answers so far.
    #[serde(default)]
    pub is_placement: bool,
}

/// What is kept of a finished quiz.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QuizResult {
    /// Mean mark, 0 to 1.
    pub share: f64,
    /// Mark of each question, 0 to 1.
    pub marks: Vec<f64>,
    /// Of a placement: what share of the whole bank is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<miaohui::quiz::placement::Known>,
}

/// What a quiz attempt is made of; stays on the server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QuizForm {
    /// The set, or the standard's criterion.
    pub title: String,
    pub limit_s: Option<u64>,
    pub form: miaohui::quiz::Form,
}

/// Keeps one answer. When this returns, it is on disk.
#[server(endpoint = "save_answer", input = Json)]
pub async fn save_answer(attempt: String, number: u64, answer: Answer) -> Result<(), FunctionError> {
    use miaohui::{clock::now_ms, storage};

    let (state, visitor) = super::door()?;
    let user = &visitor.require(miaohui::accounts::Permission::Practise)?.id;
    let kept = storage::Json::of(&answer)?;
    let id = miaohui::ids::AttemptId(attempt);
    if number > 0 && state.storage.save_answer(&id, user, number, &kept, now_ms()).await? {
        return Ok(());
    }
    // Why not is asked only now: answers come by the thousand.
    let (.., form) = own(id.0).await?;
    Err(if number == 0 || number > form.form.places.len() as u64 {
        FunctionError::BadInput
    } else {
        FunctionError::Closed
    })
}

/// Until so long after its end an answer is kept: the road takes time.
#[cfg(feature = "ssr")]
pub const GRACE_MS: u64 = 5_000;

/// What is kept so far, by question number: another tab may have answered meanwhile.
#[server(endpoint = "kept_answers", input = Json)]
pub async fn kept_answers(attempt: String) -> Result<BTreeMap<u64, Answer>, FunctionError> {
    let (state, _, kept, _) = own(attempt).await?;
    if kept.state == miaohui::storage::AttemptState::Finished {
        return Err(FunctionError::Closed);
    }
    Ok(answers(&state.storage, &kept.id).await?)
}

/// Hands the sheet in: marks the kept answers. Returns the address to go to.
#[server(endpoint = "finish_quiz", input = Json)]
pub async fn finish_quiz(attempt: String) -> Result<String, FunctionError> {
    use miaohui::{clock::now_ms, storage};

    let (state, visitor, kept, form) = own(attempt).await?;
    let user = visitor.user.ok_or(FunctionError::SignIn)?;
    let answers = answers(&state.storage, &kept.id).await?;
    let marks: Vec<f64> = (1_u64..)
        .zip(&form.form.places)
        .map(|(number, place)| answers.get(&number).map_or(0.0, |answer| place.mark(answer)))
        .collect();
    let result = QuizResult { share: form.form.mark(&answers).unwrap_or(0.0), marks: marks.clone(), known: None };
    let (data, result) = (storage::Json::of(&answers)?, storage::Json::of(&result)?);
    if !state.storage.finish_attempt(&kept.id, &user.id, &data, &result, now_ms()).await? {
        return Err(FunctionError::Closed);
    }
    if kept.exam_id.is_none() {
        wrong(&state.storage, &user.id, &form, &answers, &marks).await?;
    }
    Ok(match kept.exam_id {
        Some(exam) => format!("/exam/{exam}"),
        None => format!("/quiz/{}/review", kept.id),
    })
}

/// The set of what is due for review, as tasks and old attempts name it.
#[cfg(feature = "ssr")]
pub const REVIEW: &str = "review";

/// What was answered and not right is asked again from tomorrow on.
#[cfg(feature = "ssr")]
pub(super) async fn wrong(
    storage: &miaohui::storage::Storage,
    user: &miaohui::ids::UserId,
    form: &QuizForm,
    answers: &BTreeMap<u64, Answer>,
    marks: &[f64],
) -> Result<(), miaohui::storage::StorageError> {
    use miaohui::{clock::now_ms, quiz::memory::in_days, storage::NewMiss};
    let given = (1_u64..).zip(&form.form.places).zip(marks);
    let misses: Vec<NewMiss> = given
        .filter(|((number, _), mark)| **mark < 1.0 && answers.get(number).is_some_and(|answer| !answer.is_open()))
        .map(|((_, place), _)| &place.item)
        .filter(|item| item.kind.is_marked())
        .map(|item| NewMiss { item: item.id.clone(), product: item.product.clone(), seq: None })
        .collect();
    let now = now_ms();
    storage.note_misses(user, None, &misses, in_days(now, 1), now).await
}

/// The visitor's own open attempt.
#[cfg(feature = "ssr")]
async fn own(
    attempt: String,
) -> Result<
    (crate::server::state::AppState, crate::server::visitor::Visitor, miaohui::storage::Attempt, QuizForm),
    FunctionError,
> {
    use miaohui::{accounts::Permission, ids::AttemptId, storage::Drill};
    let (state, visitor) = super::door()?;
    let user = visitor.require(Permission::Practise)?.id.clone();
    let kept = state.storage.attempt(&AttemptId(attempt)).await?;
    let kept = kept.filter(|kept| kept.user_id == user && kept.kind == Drill::Quiz).ok_or(FunctionError::NotFound)?;
    let form = kept.form.read()?;
    state.heard_at_exam(kept.exam_id.as_ref(), &visitor.session_id()).await?;
    Ok((state, visitor, kept, form))
}

/// The answers kept so far, by question number.
#[cfg(feature = "ssr")]
pub async fn answers(
    storage: &miaohui::storage::Storage,
    attempt: &miaohui::ids::AttemptId,
) -> Result<BTreeMap<u64, Answer>, miaohui::storage::StorageError> {
    let mut answers = BTreeMap::new();
    for kept in storage.answers(attempt).await? {
        if let Ok(number) = kept.item.parse() {
            answers.insert(number, kept.answer.read()?);
        }
    }
    Ok(answers)
}
