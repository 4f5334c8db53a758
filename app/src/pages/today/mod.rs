//! `/today`: what a trainee has to do, what is open, what has been earned.

mod distance;
mod task_list;

use super::after::first_steps::is_there;
use super::drills::weakness::Weakness;
use super::frame::Frame;
use super::quiz::due::Load;
use crate::i18n::*;
use crate::server::{dates, document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::extract::State;
use distance::Way;
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    clock::now_ms,
    storage::{CertificateRow, CohortRow, Kind, ShiftRow, ShiftState},
};
use task_list::TaskList;

/// `GET /today`
///
/// # Errors
/// When nobody is signed in, or the database does not answer.
pub async fn page(State(state): State<AppState>, visitor: Visitor) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::Practise)?.clone();
    let locale = visitor.locale;
    let classes = state.storage.cohorts_of_member(&user.id).await?;
    let certificates = state.storage.certificates_of(&user.id).await?;
    let open: Vec<ShiftRow> = state
        .storage
        .shifts_of(&user.id)
        .await?
        .into_iter()
        .filter(|shift| shift.state == ShiftState::Open && shift.exam_id.is_none())
        .take(1)
        .collect();
    let tasks = TaskList::of(&state, &user.id, now_ms()).await?;
    let way = Way::of(&state, &user.id).await?;
    let load = Load::of(&state, &user.id).await?;
    let weak = Weakness::of(&state, &user.id).await?;
    let worked = state.storage.shifts_of(&user.id).await?.iter().any(|shift| shift.exam_id.is_none());
    let newcomer = !worked && is_there(&state);
    Ok(Document::new(locale, td_string!(locale, today.title).to_string(), move || {
        let name = user.display_name.clone();
        view! {
            <Frame locale=locale here="/today" user=Some(user)>
                <main id="main" class="page stack-5">
                    <h1>{td_string!(locale, today.hello, name = name)}</h1>
                    {open.into_iter().map(|shift| view! {
                        <p class="notice">
                            <span>{td_string!(locale, today.open_shift)}</span>
                            <a href=format!("/desk/{}", shift.id)>{td_string!(locale, today.resume)}</a>
                        </p>
                    }).collect_view()}
                    {newcomer.then(|| view! { <FirstSteps locale=locale /> })}
                    {tasks.section(locale)}
                    {way.map(|way| way.section(locale))}
                    {load.section(locale)}
                    {weak.section(locale)}
                    <div class="columns">
                        <Certificates locale=locale certificates=certificates />
                        <Classes locale=locale classes=classes />
                    </div>
                </main>
            </Frame>
        }
        .into_any()
    }))
}

/// For who has never worked a shift: five minutes at a veteran's side.
#[component]
pub fn FirstSteps(locale: Locale) -> impl IntoView {
    view! {
        <div class="notice first-steps">
            <div class="grow">
                <p><em>{td_string!(locale, after.steps_link)}</em></p>
                <p class="muted">{td_string!(locale, after.steps_link_text)}</p>
            </div>
            <a class="button primary" href="/desk/first-steps">{td_string!(locale, after.steps_go)}</a>
        </div>
    }
}

/// A task's kind in a word.
pub fn kind_name(locale: Locale, kind: Kind) -> String {
    match kind {
        Kind::Shift => td_string!(locale, today.kind_shift),
        Kind::Typing => td_string!(locale, today.kind_typing),
        Kind::Quiz => td_string!(locale, today.kind_quiz),
        Kind::Review => td_string!(locale, school.kind_review),
        Kind::Exam => td_string!(locale, today.kind_exam),
    }
    .to_string()
}

#[component]
fn Certificates(locale: Locale, certificates: Vec<CertificateRow>) -> impl IntoView {
    view! {
        <section class="stack">
            <div class="spread"><h2>{td_string!(locale, today.certificates)}</h2><a href="/exam">{td_string!(locale, today.exams)}</a></div>
            <ul class="rows">
                {certificates.into_iter().map(|one| view! {
                    <li>
                        <a class="grow" href=format!("/c/{}", one.id)>{one.standard_id}</a>
                        <span class="muted">{dates::day(one.issued_ms)}</span>
                        <span class="tag">{super::admin::state_name(locale, one.state)}</span>
                        <a href=format!("/today/certificates/{}", one.id)>{td_string!(locale, sharing.link)}</a>
                    </li>
                }).collect_view()}
            </ul>
        </section>
    }
}

#[component]
fn Classes(locale: Locale, classes: Vec<CohortRow>) -> impl IntoView {
    view! {
        <section class="stack">
            <div class="spread"><h2>{td_string!(locale, today.classes)}</h2><a href="/join">{td_string!(locale, account.join_go)}</a></div>
            {classes.is_empty().then(|| view! { <p class="muted">{td_string!(locale, today.no_class)}</p> })}
            <ul class="rows">
                {classes.into_iter().map(|class| view! {
                    <li>
                        <span class="grow">{class.name}</span>
                        <span class="muted">{td_string!(locale, today.trainer, name = class.trainer_name)}</span>
                    </li>
                }).collect_view()}
            </ul>
        </section>
    }
}
