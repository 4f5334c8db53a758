//! `/trainer/{class}`: members, tasks with results, assigning.

use super::{own_class, tickets};
use crate::i18n::*;
use crate::pages::{frame::Frame, today::kind_name};
use crate::server::{dates, document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    Form,
    extract::{Path, State},
    response::Redirect,
};
use leptos::prelude::*;
use miaohui::{
    clock::now_ms,
    content::Content,
    storage::{Assignment, AssignmentResult, Kind, Member, NewAssignment, Whom},
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// One thing that can be assigned.
struct Target {
    /// `shift:first-day`
    value: String,
    title: String,
}

/// The form for a new task.
#[derive(Deserialize)]
pub struct NewTask {
    target: String,
    #[serde(default)]
    due: String,
}

/// `GET /trainer/{class}`
///
/// # Errors
/// When the class is not the visitor's.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Document, ApiError> {
    let locale = visitor.locale;
    let (user, class) = own_class(&state, &visitor, id).await?;
    let members = state.storage.members(&class.id).await?;
    let tasks = state.storage.assignments_of_cohort(&class.id).await?;
    let mut results = Vec::with_capacity(tasks.len());
    for task in tasks {
        let rows = state.storage.assignment_results(&task.id).await?;
        results.push((task, rows));
    }
    let persons: Vec<(String, String)> =
        members.iter().map(|one| (one.id.to_string(), format!("{} {}", one.display_name, one.login))).collect();
    let targets = targets(locale, &state.content);
    let standards: Vec<(String, String)> =
        state.content.standards.values().map(|one| (one.id.clone(), format!("{} {}", one.id, one.title))).collect();
    Ok(Document::new(locale, class.name.clone(), move || {
        let here = format!("/trainer/{}", class.id);
        view! {
            <Frame locale=locale here="/trainer" user=Some(user)>
                <main id="main" class="page stack-5">
                    <div class="head">
                        <div>
                            <h1>{class.name}</h1>
                            <p>{td_string!(locale, trainer.members, n = members.len())}</p>
                        </div>
                        <p>{td_string!(locale, trainer.code)}" "<code class="code">{class.join_code}</code>" "<small>{td_string!(locale, trainer.open_join)}</small></p>
                    </div>
                    <div class="columns wide-first">
                        <div class="stack-5">
                            <section class="stack"><h2>{td_string!(locale, trainer.tasks)}</h2><Results locale=locale results=results /></section>
                            <Members locale=locale members=members />
                        </div>
                        <div class="stack-5">
                            <form method="post" action=format!("{here}/assign") class="panel stack">
                                <h2>{td_string!(locale, trainer.assign)}</h2>
                                <div class="field">
                                    <label for="target">{td_string!(locale, trainer.target)}</label>
                                    <select id="target" name="target" required>
                                        {targets.into_iter().map(|one| view! { <option value=one.value>{one.title}</option> }).collect_view()}
                                    </select>
                                </div>
                                <div class="field"><label for="due">{td_string!(locale, trainer.due)}</label><input id="due" name="due" type="date" /></div>
                                <button class="primary" type="submit">{td_string!(locale, trainer.assign_go)}</button>
                            </form>
                            {tickets::form(locale, &here, standards, persons)}
                            <form method="post" action=format!("{here}/members") class="panel stack">
                                <h2>{td_string!(locale, trainer.add_members)}</h2>
                                <div class="field">
                                    <label for="lines" class="visually-hidden">{td_string!(locale, trainer.add_members)}</label>
                                    <textarea id="lines" name="lines" rows="4" required></textarea>
                                    <p class="hint">{td_string!(locale, trainer.add_members_text)}</p>
                                </div>
                                <button type="submit">{td_string!(locale, trainer.add)}</button>
                            </form>
                        </div>
                    </div>
                </main>
            </Frame>
        }
        .into_any()
    }))
}

fn targets(locale: Locale, content: &Content) -> Vec<Target> {
    let shift = td_string!(locale, trainer.shift_plan);
    let typing = td_string!(locale, trainer.passage);
    let quiz = td_string!(locale, trainer.quiz);
    let plans = content
        .plans
        .values()
        .filter(|plan| !plan.exam)
        .map(|plan| Target { value: format!("shift:{}", plan.id), title: format!("{shift} · {}", plan.title) });
    let sets = crate::pages::quiz::SETS.iter().map(|set| Target {
        value: format!("quiz:{set}"),
        title: format!("{quiz} · {}", crate::pages::quiz::set_title(locale, set)),
    });
    let passages = content
        .passages
        .values()
        .map(|one| Target { value: format!("typing:{}", one.id), title: format!("{typing} · {}", one.title) });
    plans.chain(sets).chain(passages).collect()
}

/// `POST /trainer/{class}/assign`
///
/// # Errors
/// When the class is not the visitor's, or there is no such target or date.
pub async fn assign(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(given): Form<NewTask>,
) -> Result<Redirect, ApiError> {
    let (user, class) = own_class(&state, &visitor, id).await?;
    let target = targets(visitor.locale, &state.content)
        .into_iter()
        .find(|one| one.value == given.target)
        .ok_or(ApiError::BadInput)?;
    let (kind, name) = given.target.split_once(':').ok_or(ApiError::BadInput)?;
    let kind = match kind {
        "shift" => Kind::Shift,
        "typing" => Kind::Typing,
        _ => Kind::Quiz,
    };
    let due_ms = match given.due.as_str() {
        "" => None,
        day => Some(dates::end_of_day(day).ok_or(ApiError::BadInput)?),
    };
    let title = target.title.split_once(" · ").map_or(target.title.clone(), |(_, title)| title.to_owned());
    let task = NewAssignment {
        whom: Whom::Cohort(class.id.clone()),
        kind,
        target: name.to_owned(),
        title,
        due_ms,
        created_by: user.id,
    };
    state.storage.assign(&task, now_ms()).await?;
    Ok(Redirect::to(&format!("/trainer/{}", class.id)))
}

#[component]
fn Results(locale: Locale, results: Vec<(Assignment, Vec<AssignmentResult>)>) -> impl IntoView {
    if results.is_empty() {
        return view! { <p class="empty">{td_string!(locale, trainer.no_tasks)}</p> }.into_any();
    }
    results
        .into_iter()
        .map(|(task, rows)| {
            let mut best: BTreeMap<String, AssignmentResult> = BTreeMap::new();
            for row in rows {
                // Tries come in order of time: the last finished one stands.
                let kept = best.get(&row.login);
                if kept.is_none_or(|kept| kept.finished_ms.is_none() || row.finished_ms.is_some()) {
                    best.insert(row.login.clone(), row);
                }
            }
            let done = best.values().filter(|row| row.finished_ms.is_some()).count();
            view! {
                <details class="rows task">
                    <summary>
                        <span class="tag">{kind_name(locale, task.kind)}</span>
                        <span class="grow">{task.title}</span>
                        {task.due_ms.map(|due| view! { <span class="muted">{td_string!(locale, today.due, date = dates::day(due))}</span> })}
                        <span>{format!("{done}/{}", best.len())}</span>
                    </summary>
                    <table>
                        <thead><tr><th scope="col">{td_string!(locale, trainer.name)}</th><th scope="col">{td_string!(locale, trainer.score)}</th><th scope="col">{td_string!(locale, trainer.finished)}</th></tr></thead>
                        <tbody>
                            {best.into_values().map(|row| {
                                let kind = task.kind;
                                view! { <tr><td>{row.display_name.clone()}</td><td>{result_words(locale, kind, &row)}</td><td class="muted">{row.finished_ms.map(dates::minute)}</td></tr> }
                            }).collect_view()}
                        </tbody>
                    </table>
                </details>
            }
        })
        .collect_view()
        .into_any()
}

/// A result in a few words, with the way to its page.
fn result_words(locale: Locale, kind: Kind, row: &AssignmentResult) -> AnyView {
    let (Some(id), Some(_)) = (&row.done_id, row.finished_ms) else {
        let words = if row.started_ms.is_some() {
            td_string!(locale, trainer.begun)
        } else {
            td_string!(locale, trainer.not_begun)
        };
        return view! { <span class="muted">{words.to_string()}</span> }.into_any();
    };
    let result = row.result.as_ref().and_then(|json| json.read::<serde_json::Value>().ok()).unwrap_or_default();
    let (path, words) = match kind {
        Kind::Shift | Kind::Exam => {
            let points: f64 = result["score"]["criteria"]
                .as_array()
                .map(|all| all.iter().filter_map(|one| one["points"].as_f64()).sum())
                .unwrap_or_default();
            (format!("/desk/{id}/score"), format!("{points:.0}"))
        }
        Kind::Typing => (
            format!("/drills/result/{id}"),
            td_string!(locale, trainer.cpm, value = format!("{:.1}", result["score_cpm"].as_f64().unwrap_or_default()))
                .to_string(),
        ),
        Kind::Quiz => {
            (format!("/quiz/{id}/review"), format!("{:.0} %", result["share"].as_f64().unwrap_or_default() * 100.0))
        }
    };
    view! { <a href=path>{words}</a> }.into_any()
}

#[component]
fn Members(locale: Locale, members: Vec<Member>) -> impl IntoView {
    let empty = members.is_empty();
    view! {
        <section class="stack">
            <h2>{td_string!(locale, trainer.members, n = members.len())}</h2>
            {empty.then(|| view! { <p class="empty">{td_string!(locale, trainer.no_members)}</p> })}
            <table hidden=empty>
                <thead><tr><th scope="col">{td_string!(locale, trainer.name)}</th><th scope="col">{td_string!(locale, trainer.login)}</th></tr></thead>
                <tbody>{members.into_iter().map(|one| view! { <tr><td>{one.display_name}</td><td><code>{one.login}</code></td></tr> }).collect_view()}</tbody>
            </table>
        </section>
    }
}
