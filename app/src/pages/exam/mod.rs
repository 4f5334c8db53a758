//! `/exam`: a trainee's exams and the way in by ticket.

pub mod appeal;
mod begin;
pub mod measured;
pub mod past;
pub mod seats;
pub mod sitting;

use self::past::past;
use super::{frame::Frame, setup::Field, standards, trainer::tickets::ticket_hash};
use crate::i18n::*;
use crate::server::{dates, document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    Form,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    certification::entry::{NotYet, may_enter},
    clock::now_ms,
    storage::{ExamRow, ExamState, Outcome},
};
use serde::Deserialize;

/// The ticket as typed.
#[derive(Deserialize)]
pub struct Ticket {
    ticket: String,
}

/// `GET /exam`
///
/// # Errors
/// When the visitor may sit no exam.
pub async fn page(State(state): State<AppState>, visitor: Visitor) -> Result<Document, ApiError> {
    visitor.require(Permission::SitExam)?;
    whole(&state, visitor, String::new(), None).await
}

/// `POST /exam`: enters by a ticket, which is used up.
///
/// # Errors
/// When the visitor may sit no exam, or the database does not answer.
pub async fn enter(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(given): Form<Ticket>,
) -> Result<Response, ApiError> {
    let user = visitor.require(Permission::SitExam)?;
    let (hash, now) = (ticket_hash(&given.ticket), now_ms());
    let not_yet = match state.storage.exam_by_ticket(&hash, &user.id).await? {
        Some(exam) => {
            let standard = state.content.standards.get(&exam.standard_id).ok_or(ApiError::NotFound)?;
            let past = past(&state, &user.id, &exam.standard_id, now).await?;
            may_enter(standard, &past, now).err()
        }
        None => None,
    };
    let wrong = match not_yet {
        Some(why) => not_yet_words(visitor.locale, why),
        None => match state.storage.enter_exam(&hash, &user.id, now).await? {
            Some(exam) => return Ok(Redirect::to(&format!("/exam/{}", exam.id)).into_response()),
            None => td_string!(visitor.locale, exam.bad_ticket).to_string(),
        },
    };
    let page = whole(&state, visitor, given.ticket, Some(wrong)).await?;
    Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}

/// Why the door stays shut, and until when. The ticket is still whole.
pub fn not_yet_words(locale: Locale, why: NotYet) -> String {
    match why {
        NotYet::Underway => td_string!(locale, exam.not_yet_underway).to_string(),
        NotYet::Before(from_ms) => td_string!(locale, exam.not_yet_before, when = dates::minute(from_ms)).to_string(),
        NotYet::Prerequisite(id) => td_string!(locale, exam.not_yet_prerequisite, id = id).to_string(),
    }
}

async fn whole(
    state: &AppState,
    visitor: Visitor,
    ticket: String,
    wrong: Option<String>,
) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::SitExam)?.clone();
    let locale = visitor.locale;
    let exams = state.storage.exams_of(&user.id).await?;
    let content = state.content.clone();
    Ok(Document::new(locale, td_string!(locale, exam.title).to_string(), move || {
        let rows = exams
            .iter()
            .map(|exam| {
                let title = content.standards.get(&exam.standard_id).map_or_else(|| exam.standard_id.clone(), |one| standards::title(locale, one));
                view! {
                    <li>
                        <div class="grow"><p><em>{title}</em></p><small>{exam.standard_id.clone()}" · "{dates::minute(exam.started_ms.unwrap_or(exam.created_ms))}</small></div>
                        <span class=if exam.outcome == Some(Outcome::Certified) { "tag good" } else { "tag" }>{state_words(locale, exam)}</span>
                        {(exam.state != ExamState::Ticketed).then(|| view! { <a class="button" href=format!("/exam/{}", exam.id)>{td_string!(locale, exam.go_on)}</a> })}
                    </li>
                }
            })
            .collect_view();
        view! {
            <Frame locale=locale here="/exam" user=Some(user)>
                <main id="main" class="page stack-5">
                    <div><h1>{td_string!(locale, exam.title)}</h1><p class="muted">{td_string!(locale, exam.lead)}</p></div>
                    <form method="post" action="/exam" class="panel ticket">
                        <Field name="ticket" label=td_string!(locale, exam.ticket) hint=td_string!(locale, exam.ticket_hint) value=ticket wrong=wrong required=true />
                        <button class="primary" type="submit">{td_string!(locale, exam.enter)}</button>
                    </form>
                    <section class="stack">
                        <h2>{td_string!(locale, exam.mine)}</h2>
                        {exams.is_empty().then(|| view! { <div class="empty"><p><em>{td_string!(locale, exam.none)}</em></p><p>{td_string!(locale, exam.none_more)}</p></div> })}
                        <ul class="rows" hidden=exams.is_empty()>{rows}</ul>
                    </section>
                </main>
            </Frame>
        }
        .into_any()
    }))
}

fn state_words(locale: Locale, exam: &ExamRow) -> String {
    match (exam.state, exam.outcome) {
        (_, Some(Outcome::Certified)) => td_string!(locale, exam.certified),
        (_, Some(Outcome::Refused)) => td_string!(locale, exam.refused),
        (ExamState::Ticketed, None) => td_string!(locale, exam.state_ticketed),
        (ExamState::Open, None) => td_string!(locale, exam.state_open),
        (ExamState::Submitted, None) => td_string!(locale, exam.state_submitted),
        (ExamState::Decided, None) => td_string!(locale, exam.state_decided),
        (ExamState::Abandoned, None) => td_string!(locale, exam.state_abandoned),
    }
    .to_string()
}
