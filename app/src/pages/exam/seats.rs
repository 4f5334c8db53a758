//! `/invigilation`: who has a ticket or sits, and that somebody checked the person at the seat.

use super::super::{frame::Frame, standards};
use crate::i18n::*;
use crate::islands::glyph::Glyph;
use crate::pages::trainer::tickets::accommodation_name;
use crate::server::{dates, document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    extract::{Path, State},
    response::Redirect,
};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    certification::conditions::Conditions,
    clock::now_ms,
    ids::ExamId,
    storage::{ExamState, Role, Sitting, User},
};

/// A trainer sees the own classes, examiners and administrators all.
async fn sittings(state: &AppState, user: &User) -> Result<Vec<Sitting>, ApiError> {
    let trainer = (user.role == Role::Trainer).then_some(&user.id);
    Ok(state.storage.sittings(trainer).await?)
}

/// `GET /invigilation`
///
/// # Errors
/// When the visitor invigilates nothing.
pub async fn page(State(state): State<AppState>, visitor: Visitor) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::ScheduleExams)?.clone();
    let locale = visitor.locale;
    let here = if user.role == Role::Trainer { "/trainer" } else { "/examiner" };
    let mut seats = Vec::new();
    for one in sittings(&state, &user).await? {
        let conditions: Conditions = one.conditions.read()?;
        seats.push((one, conditions));
    }
    let content = state.content.clone();
    Ok(Document::new(locale, td_string!(locale, exam.seats).to_string(), move || {
        let empty = seats.is_empty();
        let rows = seats
            .into_iter()
            .map(|(one, conditions)| {
                let title = content.standards.get(&one.standard_id).map(|standard| standards::title(locale, standard));
                view! { <Seat locale=locale one=one conditions=conditions title=title.unwrap_or_default() /> }
            })
            .collect_view();
        view! {
            <Frame locale=locale here=here user=Some(user)>
                <main id="main" class="page stack-5">
                    <div><h1>{td_string!(locale, exam.seats)}</h1><p class="muted">{td_string!(locale, exam.seats_text)}</p></div>
                    {empty.then(|| view! { <div class="empty"><p><em>{td_string!(locale, exam.seats_none)}</em></p><p>{td_string!(locale, exam.seats_none_more)}</p></div> })}
                    <ul class="rows" hidden=empty>{rows}</ul>
                </main>
            </Frame>
        }
        .into_any()
    }))
}

#[component]
fn Seat(locale: Locale, one: Sitting, conditions: Conditions, title: String) -> impl IntoView {
    let open = one.state == ExamState::Open;
    let state = if open { td_string!(locale, exam.state_open) } else { td_string!(locale, exam.state_ticketed) };
    let since = dates::minute(one.started_ms.unwrap_or(one.created_ms));
    let agreed: Vec<String> = conditions.accommodations.iter().map(|one| accommodation_name(locale, *one)).collect();
    let comma = if locale == Locale::zh { "、" } else { ", " };
    let button = if conditions.invigilated { "primary" } else { "" };
    view! {
        <li>
            <div class="grow">
                <p><em>{one.display_name}</em>" "<span class="muted">{one.login}</span></p>
                <small>{one.standard_id}" "{title}" · "{since}</small>
                {(!agreed.is_empty()).then(|| view! { <p><small>{td_string!(locale, exam.agreed)}": "{agreed.join(comma)}</small></p> })}
            </div>
            <span class="tag">{state.to_string()}</span>
            {match one.checked_ms {
                Some(at_ms) => view! {
                    <span class="with-icon good-ink"><Glyph icon=icondata::LuUserCheck />{td_string!(locale, exam.seat_checked, who = one.checked_by.unwrap_or_default(), when = dates::minute(at_ms))}</span>
                }.into_any(),
                None => view! {
                    <form method="post" action=format!("/invigilation/{}", one.id)><button class=button type="submit">{td_string!(locale, exam.seat_check)}</button></form>
                }.into_any(),
            }}
        </li>
    }
}

/// `POST /invigilation/{exam}`: the person at the seat is who the ticket says. No document's number is asked for.
///
/// # Errors
/// When the exam is not the visitor's to invigilate, was checked before, or is over.
pub async fn check(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Redirect, ApiError> {
    let user = visitor.require(Permission::ScheduleExams)?.clone();
    let exam = ExamId(id);
    if !sittings(&state, &user).await?.iter().any(|one| one.id == exam) {
        return Err(ApiError::NotFound);
    }
    if state.storage.check_person(&exam, &user.id, now_ms()).await? {
        Ok(Redirect::to("/invigilation"))
    } else {
        Err(ApiError::Conflict)
    }
}
