//! A class's single tasks: setting one; `/trainer/{class}/tasks/{task}`: how everybody stands with it.

use super::class_head::{ClassHead, Leaf};
use super::own_class;
use super::programme::read_target;
use super::results::{Line, lines};
use crate::i18n::*;
use crate::pages::{frame::Frame, quiz::set_title, today::kind_name};
use crate::server::{
    dates,
    document::Document,
    error::ApiError,
    state::AppState,
    tasks::{known_moment, minutes, stored, title_of, value_words},
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
    content::Content,
    ids::{AssignmentId, UserId},
    programme::{Planned, QUIZ_SETS, TaskKind, checks},
    quiz::memory::day_of,
    storage::{Assignment, Cohort, Kind, NewAssignment, Terms, User, Whom},
};
use serde::Deserialize;

/// One thing that can be assigned.
pub struct Target {
    /// `shift:first-day`
    pub value: String,
    pub title: String,
}

/// Everything that can be assigned, by kind.
pub fn targets(locale: Locale, content: &Content) -> Vec<Target> {
    let target = |kind: TaskKind, id: &str, title: String| Target {
        value: format!("{}:{id}", kind.as_str()),
        title: format!("{} · {title}", kind_name(locale, stored(kind))),
    };
    let plans = content.plans.values().filter(|plan| !plan.exam);
    let plans = plans.map(|plan| target(TaskKind::Shift, &plan.id, plan.title.clone()));
    let sets = QUIZ_SETS.iter().map(|set| target(TaskKind::Quiz, set, set_title(locale, set)));
    let review = target(TaskKind::Review, "due", title_of(locale, content, TaskKind::Review, "due"));
    let standards = content.standards.keys();
    let exams = standards.map(|id| target(TaskKind::Exam, id, title_of(locale, content, TaskKind::Exam, id)));
    let passages = content.passages.values().map(|one| target(TaskKind::Typing, &one.id, one.title.clone()));
    plans.chain(sets).chain([review]).chain(exams).chain(passages).collect()
}

/// The form for a new task.
#[derive(Deserialize)]
pub struct NewTask {
    target: String,
    /// A member, or everybody.
    #[serde(default)]
    whom: String,
    #[serde(default)]
    due: String,
    #[serde(default)]
    required: String,
    #[serde(default)]
    tries: String,
}

/// `POST /trainer/{class}/assign`
///
/// # Errors
/// When the class or the person is not the visitor's, or what is asked for is not there or cannot be reached.
pub async fn assign(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(given): Form<NewTask>,
) -> Result<Redirect, ApiError> {
    let (user, class) = own_class(&state, &visitor, id).await?;
    let (kind, target) = read_target(&given.target).ok_or(ApiError::BadInput)?;
    let number = |text: &str| match text.trim() {
        "" => Ok(None),
        text => text.parse::<u64>().map(Some).map_err(|_| ApiError::BadInput),
    };
    let due = match given.due.as_str() {
        "" => None,
        day => Some(dates::day_number(day).ok_or(ApiError::BadInput)?),
    };
    let today = day_of(now_ms());
    let (required, tries) = (number(&given.required)?, number(&given.tries)?);
    let minutes = minutes(&state.content, stored(kind), &target);
    let planned = Planned {
        kind,
        target,
        day: today.min(due.unwrap_or(today)),
        due_day: due.unwrap_or(today),
        minutes,
        required,
        tries,
    };
    // What a programme may not ask for a single task may not either.
    if !checks(&state.content, std::slice::from_ref(&planned)).is_empty() {
        return Err(ApiError::BadInput);
    }
    let whom = match given.whom.as_str() {
        "" => Whom::Cohort(class.id.clone()),
        person => Whom::User(member(&state, &class, person).await?),
    };
    let task = NewAssignment {
        whom,
        kind: stored(kind),
        title: title_of(Locale::zh, &state.content, kind, &planned.target),
        target: planned.target,
        due_ms: due.map(dates::end_of),
        created_by: user.id,
        terms: Terms { open_ms: None, minutes: Some(minutes), required, tries_max: tries },
    };
    state.storage.assign(&task, now_ms()).await?;
    Ok(Redirect::to(&format!("/trainer/{}", class.id)))
}

async fn member(state: &AppState, class: &Cohort, person: &str) -> Result<UserId, ApiError> {
    let members = state.storage.members(&class.id).await?;
    members.into_iter().map(|one| one.id).find(|id| id.0 == person).ok_or(ApiError::BadInput)
}

/// A task the trainer set in this class.
async fn own_task(
    state: &AppState,
    visitor: &Visitor,
    class: String,
    task: String,
) -> Result<(User, Cohort, Assignment), ApiError> {
    let (user, class) = own_class(state, visitor, class).await?;
    let task = state.storage.assignment(&AssignmentId(task)).await?.ok_or(ApiError::NotFound)?;
    let of_class = task.cohort_id.as_ref() == Some(&class.id);
    let of_person = task.user_id.is_some() && task.created_by == user.id;
    if of_class || of_person { Ok((user, class, task)) } else { Err(ApiError::NotFound) }
}

/// `GET /trainer/{class}/tasks/{task}`
///
/// # Errors
/// When the class is not the visitor's, or there is no such task.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((class, task)): Path<(String, String)>,
) -> Result<Document, ApiError> {
    let locale = visitor.locale;
    let (user, class, task) = own_task(&state, &visitor, class, task).await?;
    let lines = lines(&state, &task, now_ms()).await?;
    let open = lines.iter().filter(|line| line.standing.done_ms.is_none()).count();
    Ok(Document::new(locale, task.title.clone(), move || {
        let here = format!("/trainer/{}/tasks/{}", class.id, task.id);
        view! {
            <Frame locale=locale here="/trainer" user=Some(user)>
                <main id="main" class="page stack-5">
                    <ClassHead locale=locale class=class.clone() here=Leaf::Class><span></span></ClassHead>
                    <div class="stack">
                        <h2><span class="tag">{kind_name(locale, task.kind)}</span>" "{task.title.clone()}</h2>
                        <p class="muted">{terms(locale, &task)}</p>
                    </div>
                    <div class="row">
                        <a class="button" href=format!("/trainer/{}/export/results.xlsx?task={}", class.id, task.id) download="">"xlsx"</a>
                        <a class="button" href=format!("/trainer/{}/export/results.csv?task={}", class.id, task.id) download="">"CSV"</a>
                        <form method="post" action=format!("{here}/remind")><button type="submit" disabled=open == 0>{td_string!(locale, school.remind, n = open)}</button></form>
                        <form method="post" action=format!("{here}/withdraw")><button class="danger" type="submit">{td_string!(locale, trainer.withdraw)}</button></form>
                        {task.reminded_ms.map(|at| view! { <span class="muted">{td_string!(locale, school.reminded, date = dates::minute(at))}</span> })}
                    </div>
                    <Results locale=locale kind=task.kind required=task.required lines=lines />
                </main>
            </Frame>
        }
        .into_any()
    }))
}

/// Due date, what is required, tries: in a line.
pub fn terms(locale: Locale, task: &Assignment) -> String {
    let due = task.due_ms.map(|due| td_string!(locale, today.due, date = dates::day(due)).to_string());
    let required = task.required.map(|required| {
        td_string!(locale, school.reach, value = value_words(locale, task.kind, required as f64)).to_string()
    });
    let tries = task.tries_max.map(|tries| td_string!(locale, school.tries_of, n = tries).to_string());
    [due, required, tries].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[component]
fn Results(locale: Locale, kind: Kind, required: Option<u64>, lines: Vec<Line>) -> impl IntoView {
    if lines.is_empty() {
        return view! { <p class="empty">{td_string!(locale, trainer.no_members)}</p> }.into_any();
    }
    view! {
        <div class="scroll">
        <table class="school-table">
            <thead><tr>
                <th scope="col">{td_string!(locale, trainer.name)}</th>
                <th scope="col">{td_string!(locale, trainer.login)}</th>
                <th scope="col" class="figure">{td_string!(locale, school.best)}</th>
                <th scope="col" class="figure">{td_string!(locale, school.tries_done)}</th>
                <th scope="col">{td_string!(locale, school.met)}</th>
                <th scope="col">{td_string!(locale, trainer.finished)}</th>
            </tr></thead>
            <tbody>{lines.into_iter().map(|line| {
                let words = line.words(locale, kind, required.is_some());
                let best = line.standing.best.map(|best| value_words(locale, kind, best));
                let best = match (&line.best_page, best) {
                    (Some(path), Some(best)) => view! { <a href=path.clone()>{best}</a> }.into_any(),
                    (_, best) => view! { <span>{best}</span> }.into_any(),
                };
                view! {
                    <tr>
                        <td>{line.name}</td><td><code>{line.login}</code></td><td class="figure">{best}</td><td class="figure">{line.standing.begun}</td>
                        <td><span class=format!("tag {}", words.class)>{words.state}</span>" "{line.standing.late.then(|| view! { <span class="tag bad">{td_string!(locale, school.late)}</span> })}</td>
                        <td class="muted">{known_moment(line.standing.done_ms).map(dates::minute)}</td>
                    </tr>
                }
            }).collect_view()}</tbody>
        </table>
        </div>
    }
    .into_any()
}

/// `POST /trainer/{class}/tasks/{task}/remind`
///
/// # Errors
/// When the class is not the visitor's, or there is no such task.
pub async fn remind(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((class, task)): Path<(String, String)>,
) -> Result<Redirect, ApiError> {
    let (_, class, task) = own_task(&state, &visitor, class, task).await?;
    state.storage.remind(&task.id, now_ms()).await?;
    Ok(Redirect::to(&format!("/trainer/{}/tasks/{}", class.id, task.id)))
}

/// `POST /trainer/{class}/tasks/{task}/withdraw`
///
/// # Errors
/// When the class is not the visitor's, or there is no such task.
pub async fn withdraw(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((class, task)): Path<(String, String)>,
) -> Result<Redirect, ApiError> {
    let (_, class, task) = own_task(&state, &visitor, class, task).await?;
    state.storage.withdraw_assignment(&task.id).await?;
    Ok(Redirect::to(&format!("/trainer/{}", class.id)))
}
