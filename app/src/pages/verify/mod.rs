//! `/verify`: by code, by a holder who is there, by file, pasted text or camera; the same for machines at `POST /api/v1/verify`.
//!
//! A dropped file is checked in the browser, by the same code as wasm, which only then travels. Without a script the form
//! posts the file here.

pub mod api;
pub mod present;
#[cfg(test)]
mod tests;
pub mod wire;

use super::{certificate::checked, frame::Frame, setup::Field};
use crate::i18n::*;
use crate::islands::{
    Part,
    glyph::Glyph,
    verify::{About, Found},
};
use crate::server::{document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    extract::{Multipart, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;
use miaohui::{
    certification::{did, verify::Verdict},
    ids::typed_code,
    storage::PRESENCE_CHARS,
};
use serde::Deserialize;

/// The largest file that is looked at.
pub const FILE_MAX: usize = 256 * 1024;
/// The page's own script.
const SCRIPT: &str = include_str!("page.js");

/// A code typed into the form.
#[derive(Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    code: String,
}

/// What the page shows besides its forms.
#[derive(Default)]
struct Shown {
    code: String,
    wrong_code: Option<String>,
    once: String,
    wrong_once: Option<String>,
    wrong_file: Option<String>,
    verdict: Option<(Verdict, Option<About>)>,
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
        return Ok(whole(&state, visitor, Shown::default()).into_response());
    }
    let code = typed_code(&asked.code);
    if code.len() == PRESENCE_CHARS {
        // Reading a page must not use a code up.
        let wrong_code = Some(td_string!(locale, verify.is_once).to_string());
        return Ok(whole(&state, visitor, Shown { once: asked.code, wrong_code, ..Shown::default() }).into_response());
    }
    match state.storage.certificate_by_code(&code).await? {
        Some(certificate) => Ok(Redirect::to(&format!("/c/{}", certificate.id)).into_response()),
        None => {
            let wrong_code = Some(td_string!(locale, verify.no_code).to_string());
            let shown = Shown { code: asked.code, wrong_code, ..Shown::default() };
            Ok(whole(&state, visitor, shown).status(StatusCode::NOT_FOUND).into_response())
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
        let wrong = if given.is_empty() { td_string!(locale, verify.empty) } else { td_string!(locale, verify.large) };
        let shown = Shown { wrong_file: Some(wrong.to_string()), ..Shown::default() };
        return Ok(whole(&state, visitor, shown).status(StatusCode::UNPROCESSABLE_ENTITY).into_response());
    }
    let verdict = checked(&state, &given).await?;
    let about = About::read(&given);
    Ok(whole(&state, visitor, Shown { verdict: Some((verdict, about)), ..Shown::default() }).into_response())
}

fn whole(state: &AppState, visitor: Visitor, shown: Shown) -> Document {
    let locale = visitor.locale;
    let given = Given::of(state, locale);
    Document::new(locale, td_string!(locale, verify.title).to_string(), move || {
        view! {
            <Frame locale=locale here="/verify" user=visitor.user told=visitor.told>
                <main id="main" class="page check stack-5">
                    <div><h1>{td_string!(locale, verify.title)}</h1><p class="muted">{td_string!(locale, verify.lead)}</p></div>
                    <div id="found">
                        {shown.verdict.map(|(verdict, about)| view! { <Found locale=locale verdict=verdict about=about /> })}
                    </div>
                    <form method="get" action="/verify" class="stack">
                        <Field name="code" label=td_string!(locale, verify.code) hint=td_string!(locale, verify.code_hint) value=shown.code wrong=shown.wrong_code required=true />
                        <button class="primary" type="submit">{td_string!(locale, verify.check)}</button>
                    </form>
                    {camera(locale)}
                    <form method="post" action="/verify/present" class="panel stack">
                        <h2>{td_string!(locale, verify.present)}</h2>
                        <Field name="once" label=td_string!(locale, verify.once) hint=td_string!(locale, verify.once_hint) value=shown.once wrong=shown.wrong_once required=true />
                        <button type="submit">{td_string!(locale, verify.see)}</button>
                    </form>
                    {files(locale, given, shown.wrong_file)}
                </main>
            </Frame>
        }
        .into_any()
    })
    .script(Part::Verify, SCRIPT)
}

/// What the script is given.
struct Given {
    did: String,
    origin: String,
    words: String,
}

impl Given {
    fn of(state: &AppState, locale: Locale) -> Self {
        macro_rules! words {
            ($($name:literal = $key:ident),+) => {
                serde_json::json!({ $($name: td_string!(locale, verify.$key).to_string()),+ })
            };
        }
        let words = words!(
            "checking" = checking,
            "large" = large,
            "failed" = failed,
            "no_qr" = no_qr,
            "foreign" = foreign,
            "refused" = camera_refused,
            "no_camera" = no_camera,
            "hold" = hold
        );
        let origin = did::public_origin(&state.origin);
        let did = state.keys.did_document(&did::from_origin(&state.origin)).to_string();
        Self { did, origin, words: words.to_string() }
    }
}

/// Shown by the script, where there is one.
fn camera(locale: Locale) -> AnyView {
    view! {
        <div id="scan-box" class="stack" hidden=true>
            <button id="scan" type="button"><Glyph icon=icondata::LuScanQrCode />{td_string!(locale, verify.scan)}</button>
            <video id="scan-view" hidden=true playsinline="" muted=true aria-label=td_string!(locale, verify.scan_view).to_string()></video>
            <div id="scan-said" role="status"></div>
        </div>
    }
    .into_any()
}

fn files(locale: Locale, given: Given, wrong: Option<String>) -> AnyView {
    let described = if wrong.is_some() { "file-hint file-wrong" } else { "file-hint" };
    view! {
        <form id="file-form" method="post" action="/verify" enctype="multipart/form-data" class="panel stack drop"
            data-did=given.did data-origin=given.origin data-words=given.words data-max=FILE_MAX.to_string()
            data-english=(locale == Locale::en).to_string()>
            <h2>{td_string!(locale, verify.by_file)}</h2>
            <p id="drop-hint" hidden=true class="muted">{td_string!(locale, verify.drop)}</p>
            <div class="field">
                <label for="file">{td_string!(locale, verify.file)}</label>
                <input id="file" name="file" type="file" accept=".json,.jwt,.svg,.png,.jpg,.jpeg,.webp,.txt" aria-describedby=described />
                <p id="file-hint" class="hint">{td_string!(locale, verify.file_hint)}</p>
            </div>
            <div class="field">
                <label for="paste">{td_string!(locale, verify.paste)}</label>
                <textarea id="paste" name="paste" rows="4"></textarea>
                {wrong.map(|words| view! { <p id="file-wrong" class="wrong" role="alert">{words}</p> })}
            </div>
            <button type="submit">{td_string!(locale, verify.check)}</button>
        </form>
    }
    .into_any()
}
