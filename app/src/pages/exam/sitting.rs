//! `/exam/{id}`: the parts of a sitting, beginning each, handing in.

use super::{appeal, begin, measured::Parts, past::past};
use crate::functions::typing::TypingResult;
use crate::i18n::*;
use crate::pages::{frame::Frame, standards};
use crate::server::{dates, document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    extract::{Path, Query, State},
    response::Redirect,
};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    certification::{
        conditions::Conditions,
        entry::not_before,
        standard::{Part, Standard},
    },
    clock::{UnixMs, now_ms},
    ids::ExamId,
    storage::{AttemptState, Decision, Exam, ExamState, Outcome, ShiftState, User},
};
use serde::Deserialize;

/// One part as the page lists it.
struct Listed {
    title: String,
    /// Last part of the address that begins it.
    key: String,
    /// Where it goes on, when begun.
    address: Option<String>,
    done: bool,
}

/// The visitor's own exam with its standard.
async fn own(state: &AppState, visitor: &Visitor, id: String) -> Result<(User, Exam, Standard), ApiError> {
    let user = visitor.require(Permission::SitExam)?.clone();
    let exam = state.storage.exam(&ExamId(id)).await?.filter(|exam| exam.user_id == user.id);
    let exam = exam.filter(|exam| exam.state != ExamState::Ticketed).ok_or(ApiError::NotFound)?;
    let standard = state.content.standards.get(&exam.standard_id).cloned().ok_or(ApiError::NotFound)?;
    Ok((user, exam, standard))
}

/// What the last action says on the page.
#[derive(Default, Deserialize)]
pub struct Said {
    #[serde(default)]
    said: String,
}

/// When the standard's exam may be taken again, where that lies ahead.
async fn again(state: &AppState, user: &User, standard: &Standard) -> Result<Option<UnixMs>, ApiError> {
    let now = now_ms();
    let past = past(state, &user.id, &standard.id, now).await?;
    Ok(not_before(standard, &past.failures_ms).filter(|at_ms| *at_ms > now))
}

/// `GET /exam/{id}`
///
/// # Errors
/// When it is not the visitor's, or not entered yet.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(said): Query<Said>,
) -> Result<Document, ApiError> {
    let locale = visitor.locale;
    let (user, exam, standard) = own(&state, &visitor, id).await?;
    let parts = Parts::of(&state, &exam.id).await?;
    let listed = listed(locale, &standard, &parts);
    let conditions: Conditions = exam.conditions.read()?;
    let complete = parts.complete(&standard, &conditions);
    state.heard_at_exam(Some(&exam.id), &visitor.session_id()).await?;
    let decisions = state.storage.decisions(&exam.id).await?;
    let appeal = state.storage.appeal_of(&exam.id).await?;
    let again_ms = again(&state, &user, &standard).await?;
    let row = state.storage.exams_of(&user.id).await?.into_iter().find(|row| row.id == exam.id);
    let certificate = row.and_then(|row| row.certificate_id);
    let title = standards::title(locale, &standard);
    Ok(Document::new(locale, title.clone(), move || {
        let open = exam.state == ExamState::Open;
        let unchecked = conditions.invigilated && exam.checked_ms.is_none();
        let here = format!("/exam/{}", exam.id);
        view! {
            <Frame locale=locale here="/exam" user=Some(user)>
                <main id="main" class="page reading stack-5">
                    <div><h1>{title}</h1><p class="muted">{standard.id.clone()}" · "{td_string!(locale, standard.version, n = standard.version)}</p></div>
                    {match exam.state {
                        ExamState::Submitted => Some(view! { <p class="notice">{td_string!(locale, exam.waiting)}</p> }.into_any()),
                        ExamState::Decided => decisions.last().cloned().map(|decision| view! { <Decided locale=locale decision=decision certificate=certificate.map(|id| id.to_string()) again_ms=again_ms /> }.into_any()),
                        ExamState::Open if unchecked => Some(view! { <p class="notice">{td_string!(locale, exam.seat_waits)}</p> }.into_any()),
                        _ => None,
                    }}
                    <ol class="rows">
                        {listed.into_iter().map(|part| view! {
                            <li>
                                <span class="grow">{part.title}</span>
                                {if part.done {
                                    view! { <span class="tag good">{td_string!(locale, exam.part_done)}</span> }.into_any()
                                } else if !open {
                                    ().into_any()
                                } else if let Some(address) = part.address {
                                    view! { <a class="button primary" href=address>{td_string!(locale, exam.part_resume)}</a> }.into_any()
                                } else {
                                    view! { <form method="post" action=format!("{here}/{}", part.key)><button class="primary" type="submit">{td_string!(locale, exam.part_begin)}</button></form> }.into_any()
                                }}
                            </li>
                        }).collect_view()}
                    </ol>
                    {open.then(|| view! {
                        <form method="post" action=format!("{here}/submit") class="stack">
                            <p class="muted">{td_string!(locale, exam.submit_text)}</p>
                            <button class="primary" type="submit" disabled=!complete>{td_string!(locale, exam.submit)}</button>
                            {(!complete).then(|| view! { " "<small>{td_string!(locale, exam.not_all)}</small> })}
                        </form>
                    })}
                    {appeal::section(locale, &exam.id, &decisions, appeal, said.said == "reason", now_ms())}
                </main>
            </Frame>
        }
        .into_any()
    }))
}

#[component]
fn Decided(locale: Locale, decision: Decision, certificate: Option<String>, again_ms: Option<UnixMs>) -> impl IntoView {
    match (decision.outcome, certificate) {
        (Outcome::Certified, Some(id)) => view! {
            <p class="notice good"><span>{td_string!(locale, exam.certified)}</span>" "<a href=format!("/c/{id}")>{td_string!(locale, exam.see_certificate)}</a></p>
        }
        .into_any(),
        _ => view! {
            <div class="notice bad stack">
                <p>{td_string!(locale, exam.outcome_refused, reason = decision.reason)}</p>
                {again_ms.map(|at_ms| view! { <p>{td_string!(locale, exam.again_from, when = dates::minute(at_ms))}</p> })}
            </div>
        }
        .into_any(),
    }
}

fn listed(locale: Locale, standard: &Standard, parts: &Parts) -> Vec<Listed> {
    let mut listed = Vec::new();
    if let Some(part) = &standard.exam.typing {
        let kept = parts.typing.as_ref();
        listed.push(Listed {
            title: td_string!(locale, exam.part_typing, n = part.minutes).to_string(),
            key: "typing".to_owned(),
            address: kept.map(|one| format!("/drills/attempt/{}", one.id)),
            done: kept.is_some_and(|one| one.state == AttemptState::Finished),
        });
    }
    for part in &standard.exam.quiz {
        let kept = parts.quiz.get(&part.criterion);
        listed.push(Listed {
            title: td_string!(locale, exam.part_quiz, title = quiz_title(locale, &part.criterion)).to_string(),
            key: part.criterion.clone(),
            address: kept.map(|one| format!("/quiz/{}", one.id)),
            done: kept.is_some_and(|one| one.state == AttemptState::Finished),
        });
    }
    let desks = [("shift", Part::Shift, &standard.exam.shift), ("wide", Part::Wide, &standard.exam.wide)];
    for (key, part, given) in desks {
        let Some(given) = given else { continue };
        let kept = parts.shift(Some(given));
        listed.push(Listed {
            title: td_string!(locale, exam.part_shift, title = standards::part_name(locale, part)).to_string(),
            key: key.to_owned(),
            address: kept.map(|one| format!("/desk/{}", one.id)),
            done: kept.is_some_and(|one| one.state == ShiftState::Closed),
        });
    }
    listed
}

/// A quiz by the criterion it measures.
pub fn quiz_title(locale: Locale, criterion: &str) -> String {
    match criterion {
        "products_known" => td_string!(locale, exam.quiz_products_known).to_string(),
        "rules_known" => td_string!(locale, exam.quiz_rules_known).to_string(),
        other => other.to_owned(),
    }
}

/// `POST /exam/{id}/{part}`: begins a part, or goes on with it.
///
/// # Errors
/// When the exam is not the visitor's or not open, or there is no such part.
pub async fn begin(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((id, key)): Path<(String, String)>,
) -> Result<Redirect, ApiError> {
    let (user, exam, standard) = own(&state, &visitor, id).await?;
    if exam.state != ExamState::Open {
        return Err(ApiError::Conflict);
    }
    let parts = Parts::of(&state, &exam.id).await?;
    let part = listed(visitor.locale, &standard, &parts).into_iter().find(|part| part.key == key);
    if let Some(address) = part.ok_or(ApiError::NotFound)?.address {
        return Ok(Redirect::to(&address));
    }
    let address = match (&standard.exam.typing, standard.exam.quiz.iter().find(|part| part.criterion == key)) {
        (Some(part), _) if key == "typing" => begin::begin_typing(&state, &user, &exam, part).await?,
        (_, Some(part)) => begin::begin_quiz(&state, visitor.locale, &user, &exam, part).await?,
        _ => {
            let part = if key == "wide" { &standard.exam.wide } else { &standard.exam.shift };
            let part = part.as_ref().ok_or(ApiError::NotFound)?;
            begin::begin_shift(&state, &user, &exam, &standard, part).await?
        }
    };
    Ok(Redirect::to(&address))
}

/// `POST /exam/{id}/submit`: hands in; from here on an examiner decides.
///
/// # Errors
/// When a part is not finished, or the exam is not the visitor's or not open.
pub async fn submit(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Redirect, ApiError> {
    let (_, exam, standard) = own(&state, &visitor, id).await?;
    let parts = Parts::of(&state, &exam.id).await?;
    let conditions: Conditions = exam.conditions.read()?;
    if !parts.complete(&standard, &conditions) {
        return Err(ApiError::Conflict);
    }
    if !state.storage.submit_exam(&exam.id, now_ms()).await? {
        return Err(ApiError::Conflict);
    }
    if let Some(typed) = parts.typed()? {
        note_typing(&state, &exam, &typed).await?;
    }
    if conditions.invigilated && exam.checked_ms.is_none() {
        state.storage.note_exam(&exam.id, "seat_unchecked", "", now_ms()).await?;
    }
    Ok(Redirect::to(&format!("/exam/{}", exam.id)))
}

/// What an examiner should know of how it was typed; none of it decides.
async fn note_typing(state: &AppState, exam: &Exam, typed: &TypingResult) -> Result<(), ApiError> {
    let now = now_ms();
    for flag in &typed.measures.flags {
        let kind = serde_json::to_string(flag).unwrap_or_default();
        state.storage.note_exam(&exam.id, kind.trim_matches('"'), "typing", now).await?;
    }
    for kind in &typed.notes {
        state.storage.note_exam(&exam.id, kind, "typing", now).await?;
    }
    if typed.measures.blurs > 0 {
        state.storage.note_exam(&exam.id, "focus_lost", &typed.measures.blurs.to_string(), now).await?;
    }
    Ok(())
}
