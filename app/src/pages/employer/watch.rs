//! `/employer/watch`: certificates whose holders made a link, and what became of them since.

use super::super::{
    certificate::{grouped, masked},
    frame::Frame,
};
use super::ways;
use crate::i18n::*;
use crate::server::{dates, document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    Form,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    clock::now_ms,
    storage::{Condition, Disclosure, WATCHED_MAX, Watched},
};
use serde::Deserialize;

/// The most characters of a note.
const NOTE_MAX_CHARS: usize = 60;

/// A link to be watched.
#[derive(Deserialize)]
pub struct Added {
    /// The holder's link, or what stands behind `/s/`.
    link: String,
    #[serde(default)]
    note: String,
}

/// What is to become of an entry.
#[derive(Deserialize)]
pub struct Change {
    what: String,
}

/// `GET /employer/watch`
///
/// # Errors
/// When the visitor is no employer, or the database does not answer.
pub async fn page(State(state): State<AppState>, visitor: Visitor) -> Result<Document, ApiError> {
    whole(&state, visitor, String::new(), None).await
}

/// `POST /employer/watch`
///
/// # Errors
/// When the visitor is no employer, or the database does not answer.
pub async fn add(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(added): Form<Added>,
) -> Result<Response, ApiError> {
    let user = visitor.require(Permission::EmployerTools)?;
    let link = added.link.trim();
    let share = link.rsplit('/').next().unwrap_or_default();
    let note: String = added.note.trim().chars().take(NOTE_MAX_CHARS).collect();
    if state.storage.watch(&user.id, share, &note, now_ms()).await? {
        return Ok(Redirect::to("/employer/watch").into_response());
    }
    let locale = visitor.locale;
    let watched = state.storage.watched(&user.id).await?;
    if watched.iter().any(|one| one.share_id == share) {
        return Ok(Redirect::to("/employer/watch").into_response());
    }
    let wrong = if watched.len() >= WATCHED_MAX as usize {
        td_string!(locale, employer.watch_full, limit = WATCHED_MAX).to_string()
    } else {
        td_string!(locale, employer.watch_no_link).to_string()
    };
    let document = whole(&state, visitor, added.link, Some(wrong)).await?;
    Ok(document.status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
}

/// `POST /employer/watch/{share}`: the news was seen, or the entry is not wanted any more.
///
/// # Errors
/// When the visitor is no employer, or there is no such entry.
pub async fn change(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(share): Path<String>,
    Form(change): Form<Change>,
) -> Result<Redirect, ApiError> {
    let user = visitor.require(Permission::EmployerTools)?;
    let done = match change.what.as_str() {
        "stop" => state.storage.stop_watching(&user.id, &share).await?,
        // What was shown is what was seen: it may have changed since.
        word => match Condition::parse(word) {
            Some(seen) => state.storage.note_watched(&user.id, &share, seen).await?,
            None => return Err(ApiError::BadInput),
        },
    };
    if done { Ok(Redirect::to("/employer/watch")) } else { Err(ApiError::NotFound) }
}

async fn whole(state: &AppState, visitor: Visitor, link: String, wrong: Option<String>) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::EmployerTools)?.clone();
    let locale = visitor.locale;
    let now = now_ms();
    let mut watched = state.storage.watched(&user.id).await?;
    watched.sort_by_key(|one| !one.is_news(now));
    let title = td_string!(locale, employer.watch).to_string();
    Ok(Document::new(locale, title.clone(), move || {
        view! {
            <Frame locale=locale here="/employer" user=Some(user) told=visitor.told>
                <main id="main" class="page stack-5">
                    <div><h1>{title}</h1><p class="muted">{td_string!(locale, employer.watch_text)}</p></div>
                    {ways(locale, "/employer/watch", visitor.told)}
                    <form method="post" action="/employer/watch" class="panel make-share">
                        <div class="field">
                            <label for="link">{td_string!(locale, employer.watch_link)}</label>
                            <input id="link" name="link" required=true value=link autocomplete="off" />
                            {wrong.map(|words| view! { <p class="wrong" role="alert">{words}</p> })}
                        </div>
                        <div class="field">
                            <label for="note">{td_string!(locale, employer.watch_note)}</label>
                            <input id="note" name="note" maxlength=NOTE_MAX_CHARS.to_string() autocomplete="off" />
                        </div>
                        <button class="primary" type="submit">{td_string!(locale, employer.watch_go)}</button>
                    </form>
                    {list(locale, now, watched)}
                </main>
            </Frame>
        }
        .into_any()
    }))
}

fn list(locale: Locale, now: u64, watched: Vec<Watched>) -> AnyView {
    if watched.is_empty() {
        return view! { <p class="empty">{td_string!(locale, employer.watch_none)}</p> }.into_any();
    }
    view! { <ul class="rows">{watched.into_iter().map(|one| row(locale, now, one)).collect_view()}</ul> }.into_any()
}

fn row(locale: Locale, now: u64, one: Watched) -> AnyView {
    let condition = one.condition(now);
    let news = one.is_news(now);
    let until = dates::day(one.valid_until_ms);
    let (tag, words) = match condition {
        Condition::Good => ("tag good", td_string!(locale, verify.state_valid).to_string()),
        Condition::Soon => ("tag bad", td_string!(locale, employer.soon, date = until.clone()).to_string()),
        Condition::Expired => ("tag bad", td_string!(locale, verify.state_expired).to_string()),
        Condition::Suspended => ("tag bad", td_string!(locale, verify.state_suspended).to_string()),
        Condition::Revoked => ("tag bad", td_string!(locale, verify.state_revoked).to_string()),
        Condition::Withdrawn => ("tag", td_string!(locale, employer.withdrawn).to_string()),
    };
    let form = |what: &'static str, class: &'static str, words: String| {
        view! {
            <form method="post" action=format!("/employer/watch/{}", one.share_id)>
                <input type="hidden" name="what" value=what />
                <button class=class type="submit">{words}</button>
            </form>
        }
    };
    let seen = news.then(|| form(condition.as_str(), "", td_string!(locale, employer.noted).to_string()));
    let stop = form("stop", "plain", td_string!(locale, employer.watch_stop).to_string());
    let since = td_string!(locale, employer.watch_since, date = dates::day(one.added_ms)).to_string();
    let about = if condition == Condition::Withdrawn {
        // Taken back is taken back: neither name nor page is shown any more.
        view! { <p><em>{note(locale, &one.note)}</em></p><small>{since}</small> }.into_any()
    } else {
        let holder = match one.disclosure {
            Disclosure::Full => one.holder_name.clone(),
            Disclosure::Partial => masked(&one.holder_name),
            Disclosure::Code => grouped(&one.check_code),
        };
        let reason = one.reason.clone().filter(|reason| !reason.is_empty());
        let reason = reason.map(|reason| format!(" · {}", td_string!(locale, employer.reason_is, reason = reason)));
        view! {
            <p><a href=format!("/c/{}", one.certificate_id)><em>{holder}</em></a>" "<span class="muted">{one.note.clone()}</span></p>
            <small>{one.standard_id.clone()}" · "{td_string!(locale, employer.until)}" "{until}" · "{since}{reason}</small>
        }
        .into_any()
    };
    view! {
        <li class=if news { "news" } else { "" }>
            <div class="grow">{about}</div>
            <span class=tag>{words}</span>
            {seen}
            {stop}
        </li>
    }
    .into_any()
}

fn note(locale: Locale, note: &str) -> String {
    if note.is_empty() { td_string!(locale, employer.unnamed).to_string() } else { note.to_owned() }
}
