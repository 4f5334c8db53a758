//! `POST /exam/{id}/appeal`, and what the candidate's result page says of it.

use crate::i18n::*;
use crate::islands::glyph::Glyph;
use crate::server::{dates, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    Form,
    extract::{Path, State},
    response::Redirect,
};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    certification::appeal::{REASON_MAX_CHARS, in_time, until},
    clock::{UnixMs, now_ms},
    ids::ExamId,
    storage::{Appeal, Decision, MAY_APPEAL, Outcome, StorageError},
};
use serde::Deserialize;

/// Why the decision is not right.
#[derive(Deserialize)]
pub struct Filed {
    #[serde(default)]
    reason: String,
}

/// `POST /exam/{id}/appeal`
///
/// # Errors
/// When the exam is not the visitor's, or the reason too long.
pub async fn file(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(given): Form<Filed>,
) -> Result<Redirect, ApiError> {
    let user = visitor.require(Permission::SitExam)?;
    let exam = ExamId(id);
    state.storage.exam(&exam).await?.filter(|kept| kept.user_id == user.id).ok_or(ApiError::NotFound)?;
    let reason = given.reason.trim();
    if reason.chars().count() > REASON_MAX_CHARS {
        return Err(ApiError::BadInput);
    }
    if reason.is_empty() {
        return Ok(Redirect::to(&format!("/exam/{exam}?said=reason#appeal")));
    }
    match state.storage.appeal(&exam, &user.id, reason, now_ms()).await {
        Ok(()) => Ok(Redirect::to(&format!("/exam/{exam}#appeal"))),
        // The page says which of them it is.
        Err(StorageError::Conflict { what }) if MAY_APPEAL.contains(&what.as_str()) => {
            Ok(Redirect::to(&format!("/exam/{exam}#appeal")))
        }
        Err(error) => Err(error.into()),
    }
}

/// The appeal's state, or the form where there may be one; nothing where nothing was refused.
pub fn section(
    locale: Locale,
    exam: &ExamId,
    decisions: &[Decision],
    appeal: Option<Appeal>,
    wants_reason: bool,
    now: UnixMs,
) -> AnyView {
    let Some(first) = decisions.first().filter(|first| first.outcome == Outcome::Refused) else {
        return ().into_any();
    };
    let inner = match appeal {
        Some(appeal) => told(locale, &appeal, decisions),
        None if in_time(first.at_ms, now) => form(locale, exam, first.at_ms, wants_reason),
        None => {
            view! { <p class="muted">{td_string!(locale, exam.appeal_late, date = dates::day(until(first.at_ms)))}</p> }
                .into_any()
        }
    };
    view! { <section id="appeal" class="stack"><h2>{td_string!(locale, exam.appeal)}</h2>{inner}</section> }.into_any()
}

fn told(locale: Locale, appeal: &Appeal, decisions: &[Decision]) -> AnyView {
    let filed = dates::minute(appeal.filed_ms);
    let answer = decisions.iter().find(|one| one.round == 2).map(|one| one.reason.clone()).unwrap_or_default();
    let (icon, class, words) = match appeal.changed {
        None => (icondata::LuHourglass, "notice", td_string!(locale, exam.appeal_open, when = filed).to_string()),
        Some(0) => (icondata::LuMinus, "notice bad", td_string!(locale, exam.appeal_upheld).to_string()),
        Some(_) => (icondata::LuCheck, "notice good", td_string!(locale, exam.appeal_changed).to_string()),
    };
    view! {
        <p class=class><Glyph icon=icon /><span>{words}{(!answer.is_empty()).then(|| format!(" {answer}"))}</span></p>
        <dl class="pairs"><dt>{td_string!(locale, exam.appeal_yours)}</dt><dd>{appeal.reason.clone()}</dd></dl>
    }
    .into_any()
}

fn form(locale: Locale, exam: &ExamId, decided_ms: UnixMs, wants_reason: bool) -> AnyView {
    view! {
        <form method="post" action=format!("/exam/{exam}/appeal") class="panel stack">
            <p>{td_string!(locale, exam.appeal_text, date = dates::day(until(decided_ms)))}</p>
            <div class="field">
                <label for="appeal-reason">{td_string!(locale, exam.appeal_reason)}</label>
                <textarea id="appeal-reason" name="reason" rows="4" maxlength=REASON_MAX_CHARS required aria-describedby=wants_reason.then_some("appeal-wrong")></textarea>
                {wants_reason.then(|| view! { <p class="wrong" role="alert" id="appeal-wrong">{td_string!(locale, exam.appeal_reason_needed)}</p> })}
            </div>
            <button type="submit">{td_string!(locale, exam.appeal_file)}</button>
        </form>
    }
    .into_any()
}
