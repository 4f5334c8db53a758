//! What a draft becomes, day by day; and making it so in one step.

use super::{own_programme, words};
use crate::i18n::*;
use crate::pages::{
    frame::Frame,
    trainer::class_head::{ClassHead, Leaf},
};
use crate::server::{
    dates,
    document::Document,
    error::ApiError,
    state::AppState,
    tasks::{stored, title_of},
    visitor::Visitor,
};
use axum::{
    Form,
    extract::{Path, State},
    response::Redirect,
};
use leptos::prelude::*;
use miaohui::{
    clock::now_ms,
    programme::{Planned, checks},
    quiz::memory::{begin_of, day_of},
    storage::{NewAssignment, Terms, Whom},
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// More minutes on one day are told: a school day has other lessons.
const LONG_DAY_MINUTES: u64 = 120;

/// `GET /trainer/{class}/programme/{id}/preview`
///
/// # Errors
/// When the class is not the visitor's, or the programme is assigned already.
pub async fn preview(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((class, id)): Path<(String, String)>,
) -> Result<Document, ApiError> {
    let locale = visitor.locale;
    let (user, class, programme, tasks) = own_programme(&state, &visitor, class, id).await?;
    if programme.assigned_ms.is_some() {
        return Err(ApiError::Conflict);
    }
    let members = state.storage.members(&class.id).await?.len();
    let today = day_of(now_ms());
    let past = tasks.iter().filter(|task| task.due_day < today).count();
    let mut days: BTreeMap<u64, Vec<(Planned, String)>> = BTreeMap::new();
    for task in tasks {
        let title = title_of(locale, &state.content, task.kind, &task.target);
        days.entry(task.day).or_default().push((task, title));
    }
    let count: usize = days.values().map(Vec::len).sum();
    Ok(Document::new(locale, programme.title.clone(), move || {
        let here = format!("/trainer/{}/programme/{}", class.id, programme.id);
        view! {
            <Frame locale=locale here="/trainer" user=Some(user)>
                <main id="main" class="page stack-5">
                    <ClassHead locale=locale class=class here=Leaf::Programme><span></span></ClassHead>
                    <div class="stack">
                        <h2>{programme.title}</h2>
                        <p role="status">{td_string!(locale, school.preview_assign, tasks = count, members = members, standard = programme.standard_id)}</p>
                        {(past > 0).then(|| view! { <p class="notice bad"><span>{td_string!(locale, school.in_the_past, n = past)}</span></p> })}
                    </div>
                    <form method="post" action=format!("{here}/assign") class="row school-confirm">
                        <input type="hidden" name="version" value=programme.version.to_string() />
                        <button class="primary" type="submit" disabled=count == 0>{td_string!(locale, school.assign_all, n = count)}</button>
                        <a class="button" href=here.clone()>{td_string!(locale, school.back_to_draft)}</a>
                        <span class="muted">{td_string!(locale, exchange.nothing_yet)}</span>
                    </form>
                    <ol class="school-days">
                        {days.into_iter().map(|(day, tasks)| view! { <Day locale=locale day=day tasks=tasks past=day < today /> }).collect_view()}
                    </ol>
                </main>
            </Frame>
        }
        .into_any()
    }))
}

#[component]
fn Day(locale: Locale, day: u64, tasks: Vec<(Planned, String)>, past: bool) -> impl IntoView {
    let minutes: u64 = tasks.iter().map(|(task, _)| task.minutes).sum();
    let long = minutes > LONG_DAY_MINUTES;
    view! {
        <li class:muted=past>
            <h3>{words::day(locale, day)}" "<small class:wrong=long>{td_string!(locale, school.n_minutes, n = minutes)}</small></h3>
            <ul>
                {tasks.into_iter().map(|(task, title)| {
                    let required = words::required(locale, &task);
                    let due = (task.due_day != task.day).then(|| td_string!(locale, today.due, date = words::day(locale, task.due_day)).to_string());
                    view! {
                        <li><span class="tag">{words::kind(locale, task.kind)}</span>" "{title}
                            {(!required.is_empty()).then(|| view! { " "<small>{td_string!(locale, school.reach, value = required)}</small> })}
                            {due.map(|due| view! { " "<small>{due}</small> })}
                        </li>
                    }
                }).collect_view()}
            </ul>
        </li>
    }
}

/// Which draft was shown.
#[derive(Deserialize)]
pub struct Shown {
    version: u64,
}

/// `POST /trainer/{class}/programme/{id}/assign`: every task becomes the class's, all at once.
///
/// # Errors
/// When the class is not the visitor's, or the draft is another than was shown.
pub async fn assign(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((class, id)): Path<(String, String)>,
    Form(shown): Form<Shown>,
) -> Result<Redirect, ApiError> {
    let (user, class, programme, tasks) = own_programme(&state, &visitor, class, id).await?;
    if !checks(&state.content, &tasks).is_empty() {
        // The content has changed since the draft was kept: the draft shows where.
        return Err(ApiError::Conflict);
    }
    let new: Vec<NewAssignment> = tasks
        .iter()
        .map(|task| NewAssignment {
            whom: Whom::Cohort(class.id.clone()),
            kind: stored(task.kind),
            target: task.target.clone(),
            title: title_of(Locale::zh, &state.content, task.kind, &task.target),
            due_ms: Some(dates::end_of(task.due_day)),
            created_by: user.id.clone(),
            terms: Terms {
                open_ms: Some(begin_of(task.day)),
                minutes: Some(task.minutes),
                required: task.required,
                tries_max: task.tries,
            },
        })
        .collect();
    if !state.storage.assign_programme(&programme.id, shown.version, &new, now_ms()).await? {
        return Err(ApiError::Conflict);
    }
    Ok(Redirect::to(&format!("/trainer/{}/programme/{}", class.id, programme.id)))
}
