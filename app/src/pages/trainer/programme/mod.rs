//! `/trainer/{class}/programme`: a month laid out from a template, bent, and assigned.

mod assign;
mod draft;
mod overview;
mod words;

use super::class_head::{ClassHead, Leaf};
use super::own_class;
use crate::i18n::*;
use crate::pages::frame::Frame;
use crate::server::{dates, document::Document, error::ApiError, state::AppState, visitor::Visitor};
pub use assign::{assign, preview};
use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
pub use draft::{read_target, save};
use leptos::prelude::*;
use miaohui::{
    clock::now_ms,
    ids::ProgrammeId,
    programme::{Planned, Template, lay},
    quiz::memory::day_of,
    storage::{Cohort, Programme, User},
};
pub use overview::{shift, withdraw};
use serde::Deserialize;

/// Days of a week, counted so that Monday is 0: 1970-01-01 was a Thursday.
const THURSDAY: u64 = 3;

/// A programme of one's own class.
async fn own_programme(
    state: &AppState,
    visitor: &Visitor,
    class: String,
    id: String,
) -> Result<(User, Cohort, Programme, Vec<Planned>), ApiError> {
    let (user, class) = own_class(state, visitor, class).await?;
    let programme = state.storage.programme(&ProgrammeId(id)).await?;
    let programme = programme.filter(|one| one.cohort_id == class.id).ok_or(ApiError::NotFound)?;
    let tasks = programme.tasks.read()?;
    Ok((user, class, programme, tasks))
}

/// `GET /trainer/{class}/programme`
///
/// # Errors
/// When the class is not the visitor's.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Document, ApiError> {
    let (user, class) = own_class(&state, &visitor, id).await?;
    let locale = visitor.locale;
    let programmes = state.storage.programmes_of(&class.id).await?;
    let templates: Vec<Template> = state.content.programmes.values().cloned().collect();
    // The next Monday, a week ahead at most.
    let today = day_of(now_ms());
    let monday = today + (7 - (today + THURSDAY) % 7) % 7;
    Ok(Document::new(locale, td_string!(locale, school.way_programme).to_string(), move || {
        let base = format!("/trainer/{}/programme", class.id);
        view! {
            <Frame locale=locale here="/trainer" user=Some(user)>
                <main id="main" class="page stack-5">
                    <ClassHead locale=locale class=class here=Leaf::Programme><span></span></ClassHead>
                    <div class="columns wide-first">
                        <section class="stack">
                            <h2>{td_string!(locale, school.programmes)}</h2>
                            {programmes.is_empty().then(|| view! { <p class="empty">{td_string!(locale, school.no_programme)}</p> })}
                            <ul class="rows">
                                {programmes.into_iter().map(|one| {
                                    let state = match one.assigned_ms {
                                        Some(at) => td_string!(locale, school.assigned_on, date = dates::day(at)).to_string(),
                                        None => td_string!(locale, school.draft).to_string(),
                                    };
                                    view! { <li><a class="grow" href=format!("{base}/{}", one.id)>{one.title}</a><span class="muted">{one.standard_id}</span><span class="tag">{state}</span></li> }
                                }).collect_view()}
                            </ul>
                        </section>
                        <form method="post" action=base.clone() class="panel stack">
                            <h2>{td_string!(locale, school.new_programme)}</h2>
                            <div class="field">
                                <label for="template">{td_string!(locale, school.template)}</label>
                                <select id="template" name="template">
                                    {templates.into_iter().map(|one| {
                                        let title = if locale == Locale::en { one.title_en } else { one.title };
                                        view! { <option value=one.id>{format!("{title} · {}", one.standard)}</option> }
                                    }).collect_view()}
                                </select>
                            </div>
                            <div class="field"><label for="first">{td_string!(locale, school.first_day)}</label><input id="first" name="first" type="date" required value=dates::of_day(monday) /></div>
                            <button class="primary" type="submit">{td_string!(locale, school.lay)}</button>
                            <p class="muted">{td_string!(locale, school.lay_text)}</p>
                        </form>
                    </div>
                </main>
            </Frame>
        }
        .into_any()
    }))
}

/// What a programme is begun with.
#[derive(Deserialize)]
pub struct Begin {
    template: String,
    first: String,
}

/// `POST /trainer/{class}/programme`: lays a template out as a draft.
///
/// # Errors
/// When the class is not the visitor's, or there is no such template or date.
pub async fn begin(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(given): Form<Begin>,
) -> Result<Redirect, ApiError> {
    let (_, class) = own_class(&state, &visitor, id).await?;
    let template = state.content.programmes.get(&given.template).ok_or(ApiError::BadInput)?;
    let first = dates::day_number(&given.first).ok_or(ApiError::BadInput)?;
    let title = if visitor.locale == Locale::en { &template.title_en } else { &template.title };
    let tasks = lay(template, first);
    let id = state.storage.create_programme(&class.id, title, &template.standard, &tasks, now_ms()).await?;
    Ok(Redirect::to(&format!("/trainer/{}/programme/{id}", class.id)))
}

/// `GET /trainer/{class}/programme/{id}`: the draft to be bent, or what was assigned and how far it is.
///
/// # Errors
/// When the class is not the visitor's, or there is no such programme.
pub async fn open(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((class, id)): Path<(String, String)>,
) -> Result<Response, ApiError> {
    let (user, class, programme, tasks) = own_programme(&state, &visitor, class, id).await?;
    if programme.assigned_ms.is_some() {
        return Ok(overview::page(&state, visitor.locale, user, class, programme, tasks).await?.into_response());
    }
    let draft = draft::Draft { programme, tasks, faults: Vec::new(), notice: None };
    Ok(draft.page(&state.content, visitor.locale, user, class).into_response())
}
