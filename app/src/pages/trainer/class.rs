//! `/trainer/{class}`: tasks with how many have handed in, members, setting a task, adding trainees.

use super::class_head::{ClassHead, Leaf};
use super::own_class;
use super::task::{targets, terms};
use super::tickets;
use crate::i18n::*;
use crate::pages::{frame::Frame, today::kind_name};
use crate::server::{document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::extract::{Path, State};
use leptos::prelude::*;
use miaohui::{
    ids::AssignmentId,
    storage::{Assignment, Cohort, CohortRow, Member},
};
use std::collections::BTreeMap;

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
    let away = state.storage.members_put_away(&class.id).await?;
    let tasks = state.storage.assignments_of_cohort(&class.id, &user.id).await?;
    let handed_in = state.storage.handed_in(&class.id).await?;
    let mut others = state.storage.cohorts_of_trainer(&user.id).await?;
    others.retain(|other| other.id != class.id);
    let targets: Vec<(String, String)> =
        targets(locale, &state.content).into_iter().map(|one| (one.value, one.title)).collect();
    let standards: Vec<(String, String)> =
        state.content.standards.values().map(|one| (one.id.clone(), format!("{} {}", one.id, one.title))).collect();
    Ok(Document::new(locale, class.name.clone(), move || {
        let here = format!("/trainer/{}", class.id);
        let code = class.join_code.clone();
        let (all, has_tasks) = (members.len(), !tasks.is_empty());
        let persons: Vec<(String, String)> =
            members.iter().map(|one| (one.id.to_string(), format!("{} {}", one.display_name, one.login))).collect();
        let named = persons.clone();
        view! {
            <Frame locale=locale here="/trainer" user=Some(user)>
                <main id="main" class="page stack-5">
                    <ClassHead locale=locale class=class.clone() here=Leaf::Class>
                        <p>{td_string!(locale, trainer.code)}" "<code class="code">{code}</code>" "<small>{td_string!(locale, trainer.open_join)}</small></p>
                    </ClassHead>
                    <div class="columns wide-first">
                        <div class="stack-5">
                            <section class="stack">
                                <div class="spread"><h2>{td_string!(locale, trainer.tasks)}</h2>
                                    {has_tasks.then(|| view! { <span class="row"><a href=format!("{here}/export/results.xlsx") download="">"xlsx"</a><a href=format!("{here}/export/results.csv") download="">"CSV"</a></span> })}
                                </div>
                                <Tasks locale=locale here=here.clone() tasks=tasks handed_in=handed_in all=all />
                            </section>
                            <Members locale=locale class=class members=members away=away others=others />
                        </div>
                        <div class="stack-5">
                            <NewTask locale=locale here=here.clone() targets=targets persons=named />
                            {tickets::form(locale, &here, standards, persons)}
                            <form method="post" action=format!("{here}/roster") enctype="multipart/form-data" class="panel stack">
                                <h2>{td_string!(locale, trainer.add_members)}</h2>
                                <div class="field">
                                    <label for="lines" class="visually-hidden">{td_string!(locale, trainer.add_members)}</label>
                                    <textarea id="lines" name="lines" rows="4" required></textarea>
                                    <p class="hint">{td_string!(locale, trainer.add_members_text)}</p>
                                </div>
                                <div class="row"><button type="submit">{td_string!(locale, trainer.add)}</button><a href=format!("{here}/roster")>{td_string!(locale, school.from_file)}</a></div>
                            </form>
                        </div>
                    </div>
                </main>
            </Frame>
        }
        .into_any()
    }))
}

#[component]
fn Tasks(
    locale: Locale,
    here: String,
    tasks: Vec<Assignment>,
    handed_in: BTreeMap<AssignmentId, u64>,
    all: usize,
) -> impl IntoView {
    if tasks.is_empty() {
        return view! { <p class="empty">{td_string!(locale, trainer.no_tasks)}</p> }.into_any();
    }
    view! {
        <ul class="rows class-tasks">
            {tasks.into_iter().map(|task| {
                let done = handed_in.get(&task.id).copied().unwrap_or(0);
                let all = if task.user_id.is_some() { 1 } else { all };
                let terms = terms(locale, &task);
                view! {
                    <li>
                        <span class="tag">{kind_name(locale, task.kind)}</span>
                        <div class="grow"><a href=format!("{here}/tasks/{}", task.id)>{task.title}</a><p><small>{terms}</small></p></div>
                        <span class="muted">{td_string!(locale, school.handed_in)}</span><span class="figure">{format!("{done}/{all}")}</span>
                    </li>
                }
            }).collect_view()}
        </ul>
    }
    .into_any()
}

#[component]
fn NewTask(
    locale: Locale,
    here: String,
    targets: Vec<(String, String)>,
    persons: Vec<(String, String)>,
) -> impl IntoView {
    view! {
        <form method="post" action=format!("{here}/assign") class="panel stack">
            <h2>{td_string!(locale, trainer.assign)}</h2>
            <div class="field">
                <label for="target">{td_string!(locale, trainer.target)}</label>
                <select id="target" name="target" required>
                    {targets.into_iter().map(|(value, title)| view! { <option value=value>{title}</option> }).collect_view()}
                </select>
            </div>
            <div class="field">
                <label for="task-whom">{td_string!(locale, school.whom)}</label>
                <select id="task-whom" name="whom">
                    <option value="">{td_string!(locale, school.whole_class)}</option>
                    {persons.into_iter().map(|(id, name)| view! { <option value=id>{name}</option> }).collect_view()}
                </select>
            </div>
            <div class="field"><label for="due">{td_string!(locale, trainer.due)}</label><input id="due" name="due" type="date" /></div>
            <div class="school-pair">
                <div class="field"><label for="required">{td_string!(locale, school.required)}</label><input id="required" name="required" type="number" min="1" max="400" inputmode="numeric" aria-describedby="required-hint" /></div>
                <div class="field"><label for="tries">{td_string!(locale, school.tries)}</label><input id="tries" name="tries" type="number" min="1" max="99" inputmode="numeric" /></div>
            </div>
            <p id="required-hint" class="muted"><small>{td_string!(locale, school.required_hint)}</small></p>
            <button class="primary" type="submit">{td_string!(locale, trainer.assign_go)}</button>
        </form>
    }
}

#[component]
fn Members(
    locale: Locale,
    class: Cohort,
    members: Vec<Member>,
    away: Vec<Member>,
    others: Vec<CohortRow>,
) -> impl IntoView {
    let action = format!("/trainer/{}/members", class.id);
    let (empty, nobody_away, alone) = (members.is_empty(), away.is_empty(), others.is_empty());
    let row = |one: Member| {
        let label = td_string!(locale, school.choose, name = one.display_name.clone()).to_string();
        view! {
            <tr><td><input type="checkbox" name="user" value=one.id.0 aria-label=label /></td><td>{one.display_name}</td><td><code>{one.login}</code></td></tr>
        }
    };
    let head = || {
        view! { <thead><tr><th scope="col"><span class="visually-hidden">{td_string!(locale, school.choose_head)}</span></th><th scope="col">{td_string!(locale, trainer.name)}</th><th scope="col">{td_string!(locale, trainer.login)}</th></tr></thead> }
    };
    let back = action.clone();
    view! {
        <section class="stack" id="members">
            <h2>{td_string!(locale, trainer.members, n = members.len())}</h2>
            {empty.then(|| view! { <p class="empty">{td_string!(locale, trainer.no_members)}</p> })}
            <form method="post" action=action class="stack" hidden=empty>
                <table class="school-table members">{head()}<tbody>{members.into_iter().map(row).collect_view()}</tbody></table>
                <div class="row">
                    <label for="to" hidden=alone>{td_string!(locale, school.move_to)}</label>
                    <select id="to" name="to" class="school-to" hidden=alone>{others.into_iter().map(|one| view! { <option value=one.id.0>{one.name}</option> }).collect_view()}</select>
                    <button type="submit" name="do" value="move" hidden=alone>{td_string!(locale, school.move_members)}</button>
                    <button type="submit" name="do" value="archive">{td_string!(locale, school.archive)}</button>
                    <span class="muted"><small>{td_string!(locale, school.archive_text)}</small></span>
                </div>
            </form>
            <details hidden=nobody_away>
                <summary>{td_string!(locale, school.away, n = away.len())}</summary>
                <form method="post" action=back class="stack">
                    <table class="school-table members">{head()}<tbody>{away.into_iter().map(row).collect_view()}</tbody></table>
                    <button type="submit" name="do" value="restore">{td_string!(locale, school.restore)}</button>
                </form>
            </details>
        </section>
    }
}
