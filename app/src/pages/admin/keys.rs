//! `/admin/keys`: the issuer's keys, rotated and disowned; and the registers of disowned ones, for anybody.

use crate::i18n::*;
use crate::islands::glyph::Glyph;
use crate::pages::frame::Frame;
use crate::server::{dates, document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    Form,
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    certification::keys::{self, DisownError, IssuingKey, KeyError, Keyring},
    clock::now_ms,
};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::Arc};

/// What the last action says on the page.
#[derive(Default, Deserialize)]
pub struct Said {
    #[serde(default)]
    said: String,
    #[serde(default)]
    key: String,
}

/// Why a key is given up, and that this is meant.
#[derive(Deserialize)]
pub struct Disowning {
    reason: String,
    #[serde(default)]
    sure: String,
}

/// `GET /admin/keys`
///
/// # Errors
/// When the visitor is no administrator, or the database does not answer.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(said): Query<Said>,
) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::ManageAccounts)?.clone();
    let locale = visitor.locale;
    let keyring = state.keys.now();
    let issued = keys::issued_by(&state.storage, state.keys.dir()).await.map_err(|error| logged(&error))?;
    let notice = notice(locale, &keyring, &said);
    Ok(Document::new(locale, td_string!(locale, keys.title).to_string(), move || {
        view! {
            <Frame locale=locale here="/admin" user=Some(user)>
                <main id="main" class="page stack-5">
                    <div>
                        <h1>{td_string!(locale, keys.title)}</h1>
                        <p class="muted">{td_string!(locale, keys.lead)}</p>
                    </div>
                    {notice.map(|(class, words)| view! { <p class=class role="status">{words}</p> })}
                    <List locale=locale keyring=keyring.clone() issued=issued />
                    {if keyring.has_root() {
                        view! {
                            <form method="post" action="/admin/keys" class="panel row">
                                <p class="grow">{td_string!(locale, keys.rotate_text)}</p>
                                <button type="submit">{td_string!(locale, keys.rotate)}</button>
                            </form>
                        }.into_any()
                    } else {
                        view! { <p class="notice"><Glyph icon=icondata::LuKeyRound />{td_string!(locale, keys.no_root)}</p> }.into_any()
                    }}
                    <p><a href="/admin">{td_string!(locale, keys.back)}</a></p>
                </main>
            </Frame>
        }
        .into_any()
    }))
}

fn notice(locale: Locale, keyring: &Keyring, said: &Said) -> Option<(&'static str, String)> {
    // Only a key there is: the address is the visitor's to write.
    let key = keyring.issuing().iter().find(|key| key.id == said.key).map(|key| key.id.clone());
    match (said.said.as_str(), key) {
        ("rotated", Some(key)) => Some(("notice good", td_string!(locale, keys.said_rotated, key = key).to_string())),
        ("disowned", Some(key)) => Some(("notice good", td_string!(locale, keys.said_disowned, key = key).to_string())),
        ("unsure", _) => Some(("notice bad", td_string!(locale, keys.not_sure).to_string())),
        _ => None,
    }
}

#[component]
fn List(locale: Locale, keyring: Arc<Keyring>, issued: BTreeMap<String, u64>) -> impl IntoView {
    let in_use = keyring.in_use().map(|key| key.id.clone()).unwrap_or_default();
    let newest_first = keyring.issuing().iter().rev().cloned();
    let rows = newest_first.map(|key| {
        let (count, used) = (issued.get(&key.id).copied().unwrap_or_default(), key.id == in_use);
        view! { <Row locale=locale key=key used=used count=count may=keyring.has_root() /> }
    });
    view! { <ul class="rows">{rows.collect_view()}</ul> }
}

#[component]
fn Row(locale: Locale, key: IssuingKey, used: bool, count: u64, may: bool) -> impl IntoView {
    let (class, state) = match (&key.disowned, used) {
        (Some(_), _) => ("tag bad", td_string!(locale, keys.disowned).to_string()),
        (None, true) => ("tag good", td_string!(locale, keys.in_use).to_string()),
        (None, false) => ("tag", td_string!(locale, keys.rotated).to_string()),
    };
    let about = key.disowned.as_ref().map(|one| format!("{} · {}", dates::minute(one.at_ms), one.reason));
    let reason_id = format!("reason-{}", key.id);
    let register = key.disowned.as_ref().map(|_| format!("/credentials/register/{}", key.id));
    view! {
        <li>
            <div class="grow">
                <p><code>{key.id.clone()}</code>" "<span class=class>{state}</span></p>
                <small>{td_string!(locale, keys.since)}" "{dates::minute(key.created_ms)}" · "{td_string!(locale, keys.issued)}" "{td_string!(locale, keys.certificates, n = count)}</small>
                {about.map(|words| view! { <br /><small>{words}</small> })}
                {(may && key.disowned.is_none()).then(|| view! {
                    <details>
                        <summary>{td_string!(locale, keys.disown)}</summary>
                        <form method="post" action=format!("/admin/keys/{}", key.id) class="panel stack">
                            <h2>{td_string!(locale, keys.disown_title, key = key.id.clone())}</h2>
                            <p>{td_string!(locale, keys.disown_text, n = count)}</p>
                            {used.then(|| view! { <p>{td_string!(locale, keys.disown_in_use)}</p> })}
                            <div class="field">
                                <label for=reason_id.clone()>{td_string!(locale, keys.reason)}</label>
                                <input id=reason_id.clone() name="reason" required maxlength=keys::REASON_MAX_CHARS.to_string() autocomplete="off" />
                            </div>
                            <label class="row"><input type="checkbox" name="sure" value="yes" required />{td_string!(locale, keys.sure)}</label>
                            <button class="danger" type="submit">{td_string!(locale, keys.disown)}</button>
                        </form>
                    </details>
                })}
            </div>
            {register.map(|address| view! { <a href=address>{td_string!(locale, keys.register)}</a> })}
        </li>
    }
}

/// `POST /admin/keys`: a new key in use.
///
/// # Errors
/// When the visitor is no administrator, or the root is elsewhere.
pub async fn rotate(State(state): State<AppState>, visitor: Visitor) -> Result<Redirect, ApiError> {
    let user = visitor.require(Permission::ManageAccounts)?;
    let key = keys::rotate(&state.storage, state.keys.dir(), Some(&user.id), now_ms()).await.map_err(refused)?;
    Ok(Redirect::to(&format!("/admin/keys?said=rotated&key={key}")))
}

/// `POST /admin/keys/{id}`: gives a key up.
///
/// # Errors
/// When the visitor is no administrator, there is no such key, it was disowned before, or the root is elsewhere.
pub async fn disown(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(given): Form<Disowning>,
) -> Result<Redirect, ApiError> {
    let user = visitor.require(Permission::ManageAccounts)?;
    if given.sure != "yes" {
        return Ok(Redirect::to("/admin/keys?said=unsure"));
    }
    let dir = state.keys.dir();
    match keys::disown(&state.storage, dir, &id, &given.reason, Some(&user.id), now_ms()).await {
        Ok(_) => Ok(Redirect::to(&format!("/admin/keys?said=disowned&key={id}"))),
        Err(DisownError::Key(KeyError::Reason)) => Ok(Redirect::to("/admin/keys?said=unsure")),
        Err(fault) => Err(refused(fault)),
    }
}

/// `GET /credentials/register/{key}`: what a disowned key had issued, signed by the root.
///
/// # Errors
/// When there is no such key, or it is not disowned.
pub async fn register(State(state): State<AppState>, Path(key): Path<String>) -> Result<Response, ApiError> {
    let register = state.keys.now().register(&key).map(str::to_owned).ok_or(ApiError::NotFound)?;
    Ok(([(header::CONTENT_TYPE, "application/jwt")], register).into_response())
}

fn refused(fault: DisownError) -> ApiError {
    match fault {
        DisownError::Key(KeyError::Unknown(_)) => ApiError::NotFound,
        DisownError::Key(KeyError::Disowned(_) | KeyError::NoRoot) => ApiError::Conflict,
        fault => logged(&fault),
    }
}

fn logged(fault: &DisownError) -> ApiError {
    tracing::error!(%fault, "keys");
    ApiError::Fault
}
