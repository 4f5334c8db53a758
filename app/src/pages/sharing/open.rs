//! `/s/{share}`: a certificate as its holder shows it to whom was given the link.

use super::super::{certificate, frame::Frame};
use crate::i18n::*;
use crate::islands::glyph::Glyph;
use crate::server::{dates, document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    extract::{Path, State},
    http::{HeaderName, StatusCode},
    response::{IntoResponse as _, Response},
};
use leptos::prelude::*;
use miaohui::{
    accounts::{Permission, may},
    clock::now_ms,
    storage::Share,
};

/// A link that stands on some public page must not put its name into a search engine.
const NOT_FOR_SEARCH: (HeaderName, &str) = (HeaderName::from_static("x-robots-tag"), "noindex");

/// `GET /s/{share}`
///
/// # Errors
/// When there is no such link, or the database does not answer.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(share): Path<String>,
) -> Result<Response, ApiError> {
    let share = state.storage.share(&share).await?.ok_or(ApiError::NotFound)?;
    let mut certificate = state.storage.certificate(&share.certificate_id).await?.ok_or(ApiError::NotFound)?;
    let own = visitor.user.as_ref().is_some_and(|user| user.id == certificate.user_id);
    let now = now_ms();
    if !share.is_live(now) {
        return Ok(ended(visitor, &share).into_response());
    }
    if !own && !state.storage.open_share(&share.id, now).await? {
        return Ok(ended(visitor, &share).into_response());
    }
    certificate.disclosure = share.disclosure;
    let locale = visitor.locale;
    let watches = visitor.user.as_ref().is_some_and(|user| may(user.role, Permission::EmployerTools));
    let before = view! {
        <div class="notice shared no-print">
            <Glyph icon=icondata::LuLink />
            <p class="grow">{td_string!(locale, sharing.by_link, date = dates::day(share.until_ms))}</p>
            {watches.then(|| view! {
                <form method="post" action="/employer/watch">
                    <input type="hidden" name="link" value=share.id />
                    <button type="submit"><Glyph icon=icondata::LuEye />{td_string!(locale, employer.watch_go)}</button>
                </form>
            })}
        </div>
    };
    let document = certificate::shown(&state, visitor, certificate, Some(before.into_any())).await?;
    Ok(([NOT_FOR_SEARCH], document).into_response())
}

/// The link shows nothing any more, and says so.
fn ended(visitor: Visitor, share: &Share) -> Document {
    let locale = visitor.locale;
    let text = if share.withdrawn_ms.is_some() {
        td_string!(locale, sharing.gone_withdrawn).to_string()
    } else {
        td_string!(locale, sharing.gone_ended, date = dates::day(share.until_ms)).to_string()
    };
    let title = td_string!(locale, sharing.gone).to_string();
    Document::new(locale, title.clone(), move || {
        view! {
            <Frame locale=locale here="/verify" user=visitor.user told=visitor.told>
                <main id="main" class="page narrow stack">
                    <h1>{title}</h1>
                    <p>{text}</p>
                    <p>{td_string!(locale, sharing.gone_more)}</p>
                    <p><a class="button" href="/verify">{td_string!(locale, common.verify)}</a></p>
                </main>
            </Frame>
        }
        .into_any()
    })
    .status(StatusCode::GONE)
}
