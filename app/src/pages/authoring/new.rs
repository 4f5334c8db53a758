//! `/trainer/scenarios/new?from=…`: names a new scenario and opens it with the old one's text.

use crate::i18n::*;
use crate::pages::{frame::Frame, setup::Field};
use crate::server::{document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;
use miaohui::{accounts::Permission, content::draft::Place};
use serde::Deserialize;

/// What the new one is made from, and its name once it is given.
#[derive(Deserialize)]
pub struct Named {
    from: String,
    id: Option<String>,
}

/// `GET /trainer/scenarios/new`
///
/// # Errors
/// When the visitor is no trainer, or there is no scenario to make it from.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(Named { from, id }): Query<Named>,
) -> Result<Response, ApiError> {
    let user = visitor.require(Permission::LeadClasses)?.clone();
    let locale = visitor.locale;
    super::source(&state, &from, None).await?.ok_or(ApiError::NotFound)?;
    let wrong = match id.as_deref().map(str::trim) {
        None => None,
        Some(id) if !Place::is_id(id) => Some(td_string!(locale, authoring.id_form).to_string()),
        Some(id) if super::source(&state, id, None).await?.is_some() => {
            Some(td_string!(locale, authoring.id_taken).to_string())
        }
        Some(id) => {
            // Both are ASCII now: `from` was found, `id` has the form.
            return Ok(Redirect::to(&format!("/trainer/scenarios/{id}?from={from}")).into_response());
        }
    };
    let given = id.unwrap_or_else(|| format!("{from}-2"));
    Ok(Document::new(locale, td_string!(locale, authoring.new_title).to_string(), move || {
        view! {
            <Frame locale=locale here="/trainer" user=Some(user)>
                <main id="main" class="page narrow stack-5">
                    <div><h1>{td_string!(locale, authoring.new_title)}</h1><p class="muted">{td_string!(locale, authoring.new_text, id = from.clone())}</p></div>
                    <form method="get" action="/trainer/scenarios/new" class="stack">
                        <input type="hidden" name="from" value=from />
                        <Field name="id" label=td_string!(locale, authoring.new_id) hint=td_string!(locale, authoring.new_id_hint) value=given wrong=wrong required=true />
                        <div class="row">
                            <button class="primary" type="submit">{td_string!(locale, authoring.begin)}</button>
                            <a class="button" href="/trainer/scenarios">{td_string!(locale, common.cancel)}</a>
                        </div>
                    </form>
                </main>
            </Frame>
        }
        .into_any()
    })
    .into_response())
}
