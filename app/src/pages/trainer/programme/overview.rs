//! An assigned programme: its days, how many have done what, moving it, taking it back.

use super::{own_programme, words};
use crate::i18n::*;
use crate::pages::{
    frame::Frame,
    today::kind_name,
    trainer::class_head::{ClassHead, Leaf},
};
use crate::server::{dates, document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    Form,
    extract::{Path, State},
    response::Redirect,
};
use leptos::prelude::*;
use miaohui::{
    programme::{Planned, moved},
    quiz::memory::day_of,
    storage::{Cohort, Programme, User},
};
use serde::Deserialize;

/// Days a programme may be moved at once.
const MOVE_MAX: i64 = 366;
const DAY_MS: i64 = 86_400_000;

pub async fn page(
    state: &AppState,
    locale: Locale,
    user: User,
    class: Cohort,
    programme: Programme,
    tasks: Vec<Planned>,
) -> Result<Document, ApiError> {
    let assigned = state.storage.assignments_of_cohort(&class.id, &user.id).await?;
    let own: Vec<_> = assigned.into_iter().filter(|one| one.programme_id.as_ref() == Some(&programme.id)).collect();
    let handed_in = state.storage.handed_in(&class.id).await?;
    let all = state.storage.members(&class.id).await?.len();
    let done = |id: &miaohui::ids::AssignmentId| handed_in.get(id).copied().unwrap_or(0);
    let counted: Vec<_> = own.into_iter().map(|task| (done(&task.id), task)).collect();
    let (first, last) = (tasks.iter().map(|one| one.day).min(), tasks.iter().map(|one| one.due_day).max());
    let span = first.zip(last).map(|(first, last)| format!("{} – {}", dates::of_day(first), dates::of_day(last)));
    Ok(Document::new(locale, programme.title.clone(), move || {
        let here = format!("/trainer/{}/programme/{}", class.id, programme.id);
        let task_base = format!("/trainer/{}/tasks", class.id);
        let version = programme.version.to_string();
        view! {
            <Frame locale=locale here="/trainer" user=Some(user)>
                <main id="main" class="page stack-5">
                    <ClassHead locale=locale class=class here=Leaf::Programme><span class="tag good">{td_string!(locale, school.assigned)}</span></ClassHead>
                    <div class="spread"><h2>{programme.title}" "<small>{span}</small></h2><span class="muted">{programme.standard_id}</span></div>
                    <div class="row">
                        <form method="post" action=format!("{here}/move") class="row">
                            <input type="hidden" name="version" value=version />
                            <label for="by">{td_string!(locale, school.move_by)}</label>
                            <input id="by" name="by" type="number" class="school-number" min=(-MOVE_MAX).to_string() max=MOVE_MAX.to_string() value="1" required />
                            <button type="submit">{td_string!(locale, school.move_go)}</button>
                        </form>
                        <form method="post" action=format!("{here}/withdraw")><button class="danger" type="submit">{td_string!(locale, school.withdraw_programme)}</button></form>
                        <span class="muted">{td_string!(locale, school.withdraw_text)}</span>
                    </div>
                    <div class="scroll">
                    <table class="school-table">
                        <thead><tr><th scope="col">{td_string!(locale, school.opens)}</th><th scope="col">{td_string!(locale, trainer.kind)}</th><th scope="col">{td_string!(locale, trainer.due)}</th><th scope="col" class="figure">{td_string!(locale, school.minutes)}</th><th scope="col" class="figure">{td_string!(locale, school.handed_in)}</th></tr></thead>
                        <tbody>{counted.into_iter().map(|(done, task)| view! {
                            <tr>
                                <td>{task.open_ms.map(|at| words::day(locale, day_of(at)))}</td>
                                <td><span class="tag">{kind_name(locale, task.kind)}</span>" "<a href=format!("{task_base}/{}", task.id)>{task.title}</a></td>
                                <td class="muted">{task.due_ms.map(|at| words::day(locale, day_of(at)))}</td>
                                <td class="figure">{task.minutes}</td>
                                <td class="figure">{format!("{done}/{all}")}</td>
                            </tr>
                        }).collect_view()}</tbody>
                    </table>
                    </div>
                </main>
            </Frame>
        }
        .into_any()
    }))
}

/// By how much.
#[derive(Deserialize)]
pub struct Shift {
    version: u64,
    by: i64,
}

/// `POST /trainer/{class}/programme/{id}/move`
///
/// # Errors
/// When the class is not the visitor's, the days are too many, or somebody moved it meanwhile.
pub async fn shift(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((class, id)): Path<(String, String)>,
    Form(given): Form<Shift>,
) -> Result<Redirect, ApiError> {
    let (_, class, programme, tasks) = own_programme(&state, &visitor, class, id).await?;
    if !(-MOVE_MAX..=MOVE_MAX).contains(&given.by) {
        return Err(ApiError::BadInput);
    }
    let tasks = moved(&tasks, given.by).ok_or(ApiError::BadInput)?;
    if !state.storage.move_programme(&programme.id, given.version, &tasks, given.by * DAY_MS).await? {
        return Err(ApiError::Conflict);
    }
    Ok(Redirect::to(&format!("/trainer/{}/programme/{}", class.id, programme.id)))
}

/// `POST /trainer/{class}/programme/{id}/withdraw`
///
/// # Errors
/// When the class is not the visitor's.
pub async fn withdraw(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((class, id)): Path<(String, String)>,
) -> Result<Redirect, ApiError> {
    let (_, class, programme, _) = own_programme(&state, &visitor, class, id).await?;
    state.storage.withdraw_programme(&programme.id).await?;
    Ok(Redirect::to(&format!("/trainer/{}/programme", class.id)))
}
