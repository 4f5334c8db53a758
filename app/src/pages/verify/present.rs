//! `/verify/present`: the holder is there and shows a one-time code.

use super::super::certificate;
use super::{Shown, whole};
use crate::i18n::*;
use crate::islands::glyph::Glyph;
use crate::server::{dates, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    Form,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;
use miaohui::{clock::now_ms, ids::typed_code};
use serde::Deserialize;

/// The code, as it was typed.
#[derive(Deserialize)]
pub struct Typed {
    once: String,
}

/// `GET /verify/present`: what comes of going back, or of another language; a code is typed on `/verify`.
pub async fn page() -> Redirect {
    Redirect::to("/verify")
}

/// `POST /verify/present`: uses the code up and shows its certificate once.
///
/// # Errors
/// When the database does not answer.
pub async fn submit(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(typed): Form<Typed>,
) -> Result<Response, ApiError> {
    let locale = visitor.locale;
    let now = now_ms();
    let presence = state.storage.use_presence_code(&typed_code(&typed.once), now).await?;
    let certificate = match &presence {
        Some(presence) => state.storage.certificate(&presence.certificate_id).await?,
        None => None,
    };
    let (Some(presence), Some(mut certificate)) = (presence, certificate) else {
        let wrong_once = Some(td_string!(locale, verify.no_once).to_string());
        let shown = Shown { once: typed.once, wrong_once, ..Shown::default() };
        return Ok(whole(&state, visitor, shown).status(StatusCode::NOT_FOUND).into_response());
    };
    certificate.disclosure = presence.disclosure;
    let when = dates::minute(now);
    let mark = view! {
        <p class="notice good present" role="status">
            <Glyph icon=icondata::LuUserCheck />
            <span class="grow"><b>{td_string!(locale, verify.is_present)}</b>" "{td_string!(locale, verify.is_present_text, when = when)}</span>
        </p>
    };
    Ok(certificate::shown(&state, visitor, certificate, Some(mark.into_any())).await?.into_response())
}
