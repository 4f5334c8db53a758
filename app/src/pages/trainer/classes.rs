//! `/trainer`: a trainer's classes.

use crate::i18n::*;
use crate::pages::{frame::Frame, setup::Field};
use crate::server::{document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{Form, extract::State, response::Redirect};
use leptos::prelude::*;
use miaohui::{accounts::Permission, clock::now_ms, ids, storage::CohortRow};
use serde::Deserialize;

/// Most characters of a class's name.
const NAME_MAX_CHARS: usize = 40;

/// The form for a new class.
#[derive(Deserialize)]
pub struct NewClass {
    name: String,
}

/// `GET /trainer`
///
/// # Errors
/// When the visitor is no trainer.
pub async fn page(State(state): State<AppState>, visitor: Visitor) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::LeadClasses)?.clone();
    let locale = visitor.locale;
    let classes = state.storage.cohorts_of_trainer(&user.id).await?;
    Ok(Document::new(locale, td_string!(locale, trainer.title).to_string(), move || {
        view! {
            <Frame locale=locale here="/trainer" user=Some(user)>
                <main id="main" class="page stack-5">
                    <div class="head">
                        <h1>{td_string!(locale, trainer.title)}</h1>
                        <div class="row">
                            <a class="button" href="/trainer/items/bank">{td_string!(locale, bank.title)}</a>
                            <a class="button" href="/trainer/items">{td_string!(locale, analysis.open)}</a>
                            <a class="button" href="/trainer/scenarios">{td_string!(locale, authoring.title)}</a>
                        </div>
                    </div>
                    <div class="columns wide-first">
                        <List locale=locale classes=classes />
                        <form method="post" action="/trainer" class="panel stack">
                            <h2>{td_string!(locale, trainer.new_class)}</h2>
                            <Field name="name" label=td_string!(locale, trainer.class_name) value="" required=true />
                            <button class="primary" type="submit">{td_string!(locale, trainer.create)}</button>
                        </form>
                    </div>
                </main>
            </Frame>
        }
        .into_any()
    }))
}

#[component]
fn List(locale: Locale, classes: Vec<CohortRow>) -> impl IntoView {
    if classes.is_empty() {
        return view! {
            <div class="empty stack"><p><em>{td_string!(locale, trainer.empty)}</em></p><p>{td_string!(locale, trainer.empty_more)}</p></div>
        }
        .into_any();
    }
    view! {
        <ul class="rows">
            {classes.into_iter().map(|class| view! {
                <li>
                    <a class="grow" href=format!("/trainer/{}", class.id)>{class.name}</a>
                    <span class="muted">{td_string!(locale, trainer.members, n = class.member_count)}</span>
                    <code>{class.join_code}</code>
                </li>
            }).collect_view()}
        </ul>
    }
    .into_any()
}

/// `POST /trainer`
///
/// # Errors
/// When the visitor is no trainer or the name is empty or too long.
pub async fn create(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(given): Form<NewClass>,
) -> Result<Redirect, ApiError> {
    let user = visitor.require(Permission::LeadClasses)?;
    let name = given.name.trim();
    if name.is_empty() || name.chars().count() > NAME_MAX_CHARS {
        return Err(ApiError::BadInput);
    }
    // Eight characters of 32: read out in a lab, closed when the class is full.
    let code = ids::random().map_err(|_| ApiError::Fault)?.chars().take(8).collect::<String>();
    let id = state.storage.create_cohort(name, &user.id, Some(&code), now_ms()).await?;
    Ok(Redirect::to(&format!("/trainer/{id}")))
}
