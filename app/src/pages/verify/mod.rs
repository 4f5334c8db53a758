//! `/verify`: by code, file or pasted text; the same for machines at `POST /api/v1/verify`; and what
//! other verifiers need of us.

use super::{certificate::checked, frame::Frame, setup::Field};
use crate::i18n::*;
use crate::server::{document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    Json,
    body::Bytes,
    extract::{Multipart, Path, Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;
use miaohui::certification::{
    did,
    verify::{State as Verified, Verdict},
};
use serde::Deserialize;

/// The largest file that is looked at.
pub const FILE_MAX: usize = 256 * 1024;

/// A code typed into the form.
#[derive(Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    code: String,
}

/// `GET /verify`, with `?code=…` the way to the certificate.
///
/// # Errors
/// When the database does not answer.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, ApiError> {
    let locale = visitor.locale;
    if asked.code.trim().is_empty() {
        return Ok(whole(visitor, String::new(), None, None, None).into_response());
    }
    let plain: String = asked.code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    match state.storage.certificate_by_code(&plain).await? {
        Some(certificate) => Ok(Redirect::to(&format!("/c/{}", certificate.id)).into_response()),
        None => {
            let wrong = td_string!(locale, verify.no_code).to_string();
            Ok(whole(visitor, asked.code, Some(wrong), None, None).status(StatusCode::NOT_FOUND).into_response())
        }
    }
}

/// `POST /verify`: a file or pasted text.
///
/// # Errors
/// When the form cannot be read or the database does not answer.
pub async fn submit(
    State(state): State<AppState>,
    visitor: Visitor,
    mut form: Multipart,
) -> Result<Response, ApiError> {
    let locale = visitor.locale;
    let mut given: Vec<u8> = Vec::new();
    while let Some(field) = form.next_field().await.map_err(|_| ApiError::BadInput)? {
        let bytes = field.bytes().await.map_err(|_| ApiError::BadInput)?;
        if !bytes.trim_ascii().is_empty() {
            given = bytes.to_vec();
        }
    }
    if given.is_empty() || given.len() > FILE_MAX {
        let wrong = td_string!(locale, verify.empty).to_string();
        return Ok(whole(visitor, String::new(), None, Some(wrong), None)
            .status(StatusCode::UNPROCESSABLE_ENTITY)
            .into_response());
    }
    let verdict = checked(&state, &given).await?;
    Ok(whole(visitor, String::new(), None, None, Some(verdict)).into_response())
}

/// `POST /api/v1/verify`: the credential as the body, the verdict as JSON.
///
/// # Errors
/// When the body is too large or the database does not answer.
pub async fn api(State(state): State<AppState>, body: Bytes) -> Result<Response, ApiError> {
    if body.len() > FILE_MAX {
        return Err(ApiError::BadInput);
    }
    Ok(Json(checked(&state, &body).await?).into_response())
}

/// `GET /.well-known/did.json`
pub async fn did_document(State(state): State<AppState>) -> Response {
    let document = state.keys.did_document(&did::from_origin(&state.origin));
    ([(header::CONTENT_TYPE, "application/did+json")], format!("{document:#}")).into_response()
}

/// `GET /credentials/status/{number}`
///
/// # Errors
/// When there is no such list.
pub async fn status_list(State(state): State<AppState>, Path(number): Path<u32>) -> Result<Response, ApiError> {
    let list = state.status.now(&state).await?.remove(&number).ok_or(ApiError::NotFound)?;
    Ok(([(header::CONTENT_TYPE, "application/vc")], list).into_response())
}

fn whole(
    visitor: Visitor,
    code: String,
    wrong_code: Option<String>,
    wrong_file: Option<String>,
    verdict: Option<Verdict>,
) -> Document {
    let locale = visitor.locale;
    Document::new(locale, td_string!(locale, verify.title).to_string(), move || {
        view! {
            <Frame locale=locale here="/verify" user=visitor.user>
                <main id="main" class="page narrow stack-5">
                    <div><h1>{td_string!(locale, verify.title)}</h1><p class="muted">{td_string!(locale, verify.lead)}</p></div>
                    {verdict.map(|verdict| view! { <Result locale=locale verdict=verdict /> })}
                    <form method="get" action="/verify" class="stack">
                        <Field name="code" label=td_string!(locale, verify.code) hint=td_string!(locale, verify.code_hint) value=code wrong=wrong_code required=true />
                        <button class="primary" type="submit">{td_string!(locale, verify.check)}</button>
                    </form>
                    <form method="post" action="/verify" enctype="multipart/form-data" class="stack">
                        <div class="field">
                            <label for="file">{td_string!(locale, verify.file)}</label>
                            <input id="file" name="file" type="file" accept=".json,.jwt,.svg,.txt" />
                            <p class="hint">{td_string!(locale, verify.file_hint)}</p>
                        </div>
                        <div class="field">
                            <label for="paste">{td_string!(locale, verify.paste)}</label>
                            <textarea id="paste" name="paste" rows="4"></textarea>
                            {wrong_file.map(|words| view! { <p class="wrong" role="alert">{words}</p> })}
                        </div>
                        <button type="submit">{td_string!(locale, verify.check)}</button>
                    </form>
                </main>
            </Frame>
        }
        .into_any()
    })
}

#[component]
fn Result(locale: Locale, verdict: Verdict) -> impl IntoView {
    let words = match verdict.state {
        Verified::Valid => td_string!(locale, verify.state_valid),
        Verified::Expired => td_string!(locale, verify.state_expired),
        Verified::Suspended => td_string!(locale, verify.state_suspended),
        Verified::Revoked => td_string!(locale, verify.state_revoked),
        Verified::Tampered => td_string!(locale, verify.state_tampered),
        Verified::UnknownIssuer => td_string!(locale, verify.state_unknown),
        Verified::Unchecked => td_string!(locale, verify.state_unchecked),
    };
    let class = if verdict.state == Verified::Valid { "notice good" } else { "notice bad" };
    view! {
        <section class="stack" role="status">
            <p class=class><b>{words.to_string()}</b></p>
            <table>
                <caption class="visually-hidden">{td_string!(locale, verify.checks)}</caption>
                <tbody>
                    {verdict.checks.into_iter().map(|check| {
                        let mark = match check.ok { Some(true) => "✓", Some(false) => "✗", None => "–" };
                        view! { <tr><td>{mark}</td><td><code>{check.name}</code></td><td class="muted">{check.detail}</td></tr> }
                    }).collect_view()}
                </tbody>
            </table>
        </section>
    }
}
