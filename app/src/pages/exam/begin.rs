//! Beginning a part of an exam: which form is drawn is nobody's choice.

use super::sitting::quiz_title;
use crate::functions::{
    quiz::{GRACE_MS, QuizForm},
    typing::TypingForm,
};
use crate::i18n::Locale;
use crate::server::{bank::asked, error::ApiError, opening::opening, state::AppState};
use miaohui::{
    certification::{
        conditions::Conditions,
        standard::{QuizPart, ShiftPart, Standard, TypingPart},
    },
    clock::now_ms,
    ids, quiz,
    simulation::event::Mode,
    storage::{Drill, Exam, Json, NewAttempt, NewShift, User},
};

fn seed() -> Result<String, ApiError> {
    ids::random().map_err(|_| ApiError::Fault)
}

/// Begins the typing part; where it goes on.
///
/// # Errors
/// When content lacks a passage, or the database does not answer.
pub async fn begin_typing(state: &AppState, user: &User, exam: &Exam, part: &TypingPart) -> Result<String, ApiError> {
    let pick = quiz::chance::Chance::new(&seed()?, "passage").below(part.passages.len().max(1) as u64);
    let id = part.passages.get(usize::try_from(pick).unwrap_or_default()).ok_or(ApiError::Fault)?;
    let passage = state.content.passages.get(id).ok_or(ApiError::Fault)?;
    let form = TypingForm {
        text: passage.text.trim_end().to_owned(),
        title: passage.title.clone(),
        limit_s: Some(part.minutes * 60),
        ..TypingForm::default()
    };
    let attempt = attempt(state, user, exam, Drill::Typing, id, Json::of(&form)?);
    let id = state.storage.begin_attempt(&attempt, now_ms()).await?;
    Ok(format!("/drills/attempt/{id}"))
}

/// Begins a quiz; where it goes on.
///
/// # Errors
/// When the bank is too small, or the database does not answer.
pub async fn begin_quiz(
    state: &AppState,
    locale: Locale,
    user: &User,
    exam: &Exam,
    part: &QuizPart,
) -> Result<String, ApiError> {
    let bank = state.items().await?;
    let bank: Vec<quiz::Item> = bank.iter().filter(|item| part.asks_about(item, &state.content)).cloned().collect();
    let conditions: Conditions = exam.conditions.read()?;
    let seed = seed()?;
    let expected = state.difficulties.known(&state.storage, now_ms()).await?;
    let drawn = quiz::equal_forms::equal_form(&bank, &part.blueprint, &expected, &seed).map_err(|error| {
        tracing::error!(%error, exam = %exam.id, "exam form");
        ApiError::Fault
    })?;
    if !drawn.is_equal() {
        tracing::warn!(exam = %exam.id, off = drawn.off(), "the bank is too small for forms of equal difficulty");
    }
    let form = asked(&state.content, drawn.form, &seed);
    let form = QuizForm {
        title: quiz_title(locale, &part.criterion),
        limit_s: Some(conditions.quiz_seconds(part.minutes)),
        form,
    };
    let attempt = NewAttempt {
        questions: Some(form.form.places.len() as u64),
        limit_ms: form.limit_s.map(|limit_s| limit_s * 1000 + GRACE_MS),
        ..attempt(state, user, exam, Drill::Quiz, &part.criterion, Json::of(&form)?)
    };
    let id = state.storage.begin_attempt(&attempt, now_ms()).await?;
    Ok(format!("/quiz/{id}"))
}

fn attempt(state: &AppState, user: &User, exam: &Exam, kind: Drill, target: &str, form: Json) -> NewAttempt {
    NewAttempt {
        user: user.id.clone(),
        kind,
        target: target.to_owned(),
        assignment: None,
        exam: Some(exam.id.clone()),
        content_hash: state.content.hash.clone(),
        form,
        questions: None,
        limit_ms: None,
    }
}

/// Begins a shift with one of the part's forms; where it goes on.
///
/// # Errors
/// When content lacks the plan, or the database does not answer.
pub async fn begin_shift(
    state: &AppState,
    user: &User,
    exam: &Exam,
    standard: &Standard,
    part: &ShiftPart,
) -> Result<String, ApiError> {
    let plan = part.drawn(&seed()?).ok_or(ApiError::Fault)?;
    let shift = NewShift {
        user: user.id.clone(),
        assignment: None,
        exam: Some(exam.id.clone()),
        opening: opening(&state.content, plan, Mode::Exam, Some(standard.post))?,
    };
    let id = state.live.open(&shift).await?;
    Ok(format!("/desk/{id}"))
}
