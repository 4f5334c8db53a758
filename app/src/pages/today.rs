//! `/today`: what a trainee has to do, what is open, what has been earned.

use super::after::first_steps::is_there;
use super::drills::weakness::Weakness;
use super::frame::Frame;
use super::quiz::due::Load;
use crate::i18n::*;
use crate::server::{dates, document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::extract::State;
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    clock::{UnixMs, now_ms},
    storage::{Assigned, CertificateRow, CohortRow, Kind, ShiftRow, ShiftState},
};

/// `GET /today`
///
/// # Errors
/// When nobody is signed in, or the database does not answer.
pub async fn page(State(state): State<AppState>, visitor: Visitor) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::Practise)?.clone();
    let locale = visitor.locale;
    let tasks = state.storage.assigned_to(&user.id).await?;
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
    let now = now_ms();
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
                    <Tasks locale=locale tasks=tasks now=now />
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

#[component]
fn Tasks(locale: Locale, tasks: Vec<Assigned>, now: UnixMs) -> impl IntoView {
    if tasks.is_empty() {
        return view! {
            <div class="empty stack">
                <p><em>{td_string!(locale, today.empty)}</em></p>
                <p>{td_string!(locale, today.empty_more)}</p>
                <p class="row centre"><a class="button" href="/desk">{td_string!(locale, common.desk)}</a><a class="button" href="/drills">{td_string!(locale, common.drills)}</a></p>
            </div>
        }
        .into_any();
    }
    view! { <ul class="rows">{tasks.into_iter().map(|task| view! { <Task locale=locale task=task now=now /> }).collect_view()}</ul> }
        .into_any()
}

#[component]
fn Task(locale: Locale, task: Assigned, now: UnixMs) -> impl IntoView {
    let late = task.finished == 0 && task.due_ms.is_some_and(|due| due < now);
    let go = if task.finished > 0 { td_string!(locale, today.again) } else { td_string!(locale, today.start) };
    let class = if task.finished > 0 { "" } else { "primary" };
    let id = task.id.to_string();
    view! {
        <li>
            <span class="tag">{kind_name(locale, task.kind)}</span>
            <div class="grow">
                <p><em>{task.title}</em></p>
                <small>
                    {td_string!(locale, today.trainer, name = task.trainer_name)}
                    {task.due_ms.map(|due| format!(" · {}", td_string!(locale, today.due, date = dates::day(due))))}
                </small>
            </div>
            {late.then(|| view! { <span class="tag bad">{td_string!(locale, today.late)}</span> })}
            {(task.finished > 0).then(|| view! { <span class="tag good">{td_string!(locale, today.done)}</span> })}
            {match task.kind {
                Kind::Shift => view! {
                    <form method="post" action="/desk">
                        <input type="hidden" name="plan" value=task.target />
                        <input type="hidden" name="assignment" value=id />
                        <button class=class type="submit">{go.to_string()}</button>
                    </form>
                }.into_any(),
                Kind::Typing => view! {
                    <form method="post" action=format!("/drills/{}", task.target)>
                        <input type="hidden" name="assignment" value=id />
                        <button class=class type="submit">{go.to_string()}</button>
                    </form>
                }.into_any(),
                Kind::Quiz => view! {
                    <form method="post" action="/quiz">
                        <input type="hidden" name="set" value=task.target />
                        <input type="hidden" name="assignment" value=id />
                        <button class=class type="submit">{go.to_string()}</button>
                    </form>
                }.into_any(),
                Kind::Exam => view! { <a class=format!("button {class}") href="/exam">{go.to_string()}</a> }.into_any(),
            }}
        </li>
    }
}

/// A task's kind in a word.
pub fn kind_name(locale: Locale, kind: Kind) -> String {
    match kind {
        Kind::Shift => td_string!(locale, today.kind_shift),
        Kind::Typing => td_string!(locale, today.kind_typing),
        Kind::Quiz => td_string!(locale, today.kind_quiz),
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
