//! `/employer/keys`: keys with which the employer's programs call `POST /api/v1/verify`.

use super::super::frame::Frame;
use super::ways;
use crate::i18n::*;
use crate::server::{
    dates, document::Document, error::ApiError, limits::KEY_A_MINUTE, state::AppState, visitor::Visitor,
};
use axum::{
    Form,
    extract::{Path, State},
    http::StatusCode,
    response::Redirect,
};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    certification::did,
    clock::now_ms,
    storage::{API_KEYS_MAX, ApiKey},
};
use serde::Deserialize;

/// The most characters of a key's name.
const NAME_MAX_CHARS: usize = 60;

/// A new key.
#[derive(Deserialize)]
pub struct Named {
    name: String,
}

/// `GET /employer/keys`
///
/// # Errors
/// When the visitor is no employer, or the database does not answer.
pub async fn page(State(state): State<AppState>, visitor: Visitor) -> Result<Document, ApiError> {
    whole(&state, visitor, None, None).await
}

/// `POST /employer/keys`: makes a key and shows it, this once.
///
/// # Errors
/// When the visitor is no employer, or the database does not answer.
pub async fn make(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(named): Form<Named>,
) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::EmployerTools)?.clone();
    let locale = visitor.locale;
    let name: String = named.name.trim().chars().take(NAME_MAX_CHARS).collect();
    let wrong = if name.is_empty() {
        td_string!(locale, employer.key_unnamed).to_string()
    } else {
        match state.storage.make_api_key(&user.id, &name, now_ms()).await? {
            Some(key) => return whole(&state, visitor, Some(key), None).await,
            None => td_string!(locale, employer.keys_full, limit = API_KEYS_MAX).to_string(),
        }
    };
    Ok(whole(&state, visitor, None, Some(wrong)).await?.status(StatusCode::UNPROCESSABLE_ENTITY))
}

/// `POST /employer/keys/{id}/revoke`
///
/// # Errors
/// When the key is not the visitor's or revoked already.
pub async fn revoke(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Redirect, ApiError> {
    let user = visitor.require(Permission::EmployerTools)?;
    if state.storage.revoke_api_key(&id, &user.id, now_ms()).await? {
        Ok(Redirect::to("/employer/keys"))
    } else {
        Err(ApiError::Conflict)
    }
}

async fn whole(
    state: &AppState,
    visitor: Visitor,
    made: Option<String>,
    wrong: Option<String>,
) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::EmployerTools)?.clone();
    let locale = visitor.locale;
    let keys = state.storage.api_keys(&user.id).await?;
    let origin = did::public_origin(&state.origin);
    let title = td_string!(locale, employer.keys).to_string();
    Ok(Document::new(locale, title.clone(), move || {
        let shown = made.clone().unwrap_or_else(|| "mhk_…".to_owned());
        let example = format!(
            "curl -H 'Authorization: Bearer {shown}' \\\n  --data-binary @certificate.json \\\n  {origin}/api/v1/verify"
        );
        view! {
            <Frame locale=locale here="/employer" user=Some(user) told=visitor.told>
                <main id="main" class="page stack-5">
                    <div><h1>{title}</h1><p class="muted">{td_string!(locale, employer.keys_text, limit = KEY_A_MINUTE.get())}</p></div>
                    {ways(locale, "/employer/keys", visitor.told)}
                    {made.map(|key| view! {
                        <div class="notice good" role="status">
                            <div class="grow">
                                <p><b>{td_string!(locale, employer.key_made)}</b></p>
                                <input class="address" readonly=true value=key aria-label=td_string!(locale, employer.key).to_string() />
                            </div>
                        </div>
                    })}
                    <form method="post" action="/employer/keys" class="ticket">
                        <div class="field">
                            <label for="name">{td_string!(locale, employer.key_name)}</label>
                            <input id="name" name="name" required=true maxlength=NAME_MAX_CHARS.to_string() autocomplete="off" />
                            <p class="hint">{td_string!(locale, employer.key_name_hint)}</p>
                            {wrong.map(|words| view! { <p class="wrong" role="alert">{words}</p> })}
                        </div>
                        <button class="primary" type="submit">{td_string!(locale, employer.key_make)}</button>
                    </form>
                    {list(locale, keys)}
                    <section class="stack">
                        <h2>{td_string!(locale, employer.example)}</h2>
                        <pre class="example" tabindex="0">{example}</pre>
                        <p><a href="/api/openapi.json">{td_string!(locale, employer.description)}</a></p>
                    </section>
                </main>
            </Frame>
        }
        .into_any()
    }))
}

fn list(locale: Locale, keys: Vec<ApiKey>) -> AnyView {
    if keys.is_empty() {
        return view! { <p class="empty">{td_string!(locale, employer.no_keys)}</p> }.into_any();
    }
    view! { <ul class="rows">{keys.into_iter().map(|key| row(locale, key)).collect_view()}</ul> }.into_any()
}

fn row(locale: Locale, key: ApiKey) -> AnyView {
    let used = match key.used_ms {
        Some(used) => td_string!(locale, employer.key_used, when = dates::minute(used)).to_string(),
        None => td_string!(locale, employer.key_unused).to_string(),
    };
    let made = td_string!(locale, employer.key_since, date = dates::day(key.made_ms)).to_string();
    let end = match key.revoked_ms {
        Some(at) => {
            let words = td_string!(locale, employer.key_revoked, date = dates::day(at)).to_string();
            view! { <span class="tag bad">{words}</span> }.into_any()
        }
        None => view! {
            <form method="post" action=format!("/employer/keys/{}/revoke", key.id)>
                <button class="danger" type="submit">{td_string!(locale, employer.key_revoke)}</button>
            </form>
        }
        .into_any(),
    };
    view! {
        <li>
            <div class="grow"><p><em>{key.name}</em>" "<code>{format!("…{}", key.ending)}</code></p><small>{made}" · "{used}</small></div>
            {end}
        </li>
    }
    .into_any()
}
