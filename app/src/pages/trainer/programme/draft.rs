//! A draft: each task with its dates and what it asks for; tasks are dropped and added.

use super::{own_programme, words};
use crate::i18n::*;
use crate::pages::{
    frame::Frame,
    trainer::{
        class_head::{ClassHead, Leaf},
        task::targets,
    },
};
use crate::server::{
    dates,
    document::Document,
    error::ApiError,
    state::AppState,
    tasks::{self, title_of},
    visitor::Visitor,
};
use axum::{
    extract::{Path, RawForm, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;
use miaohui::{
    content::Content,
    programme::{Planned, PlannedFault, TASKS_MAX, TaskKind, checks, week_of},
    storage::{Cohort, Json, Programme, User},
};
use std::collections::BTreeMap;

/// Most characters of a programme's title.
const TITLE_MAX_CHARS: usize = 60;

/// A draft as it is shown.
pub struct Draft {
    pub programme: Programme,
    pub tasks: Vec<Planned>,
    pub faults: Vec<(usize, PlannedFault)>,
    /// Why what was sent was not kept.
    pub notice: Option<String>,
}

impl Draft {
    pub fn page(self, content: &Content, locale: Locale, user: User, class: Cohort) -> Document {
        let Self { programme, tasks, faults, notice } = self;
        let first = tasks.iter().map(|task| task.day).min().unwrap_or_default();
        let titles: Vec<String> = tasks.iter().map(|task| title_of(locale, content, task.kind, &task.target)).collect();
        let wrong = |at: usize| {
            faults
                .iter()
                .filter(|(place, _)| *place == at)
                .map(|(_, fault)| words::fault(locale, *fault))
                .collect::<Vec<_>>()
        };
        let rows: Vec<Row> = (0..)
            .zip(tasks)
            .zip(titles)
            .map(|((at, task), title)| Row { at, wrong: wrong(at), week: week_of(first, task.day), task, title })
            .collect();
        let targets = targets(locale, content);
        Document::new(locale, programme.title.clone(), move || {
            let here = format!("/trainer/{}/programme/{}", class.id, programme.id);
            let mut weeks: BTreeMap<u64, Vec<Row>> = BTreeMap::new();
            for row in rows {
                weeks.entry(row.week).or_default().push(row);
            }
            view! {
                <Frame locale=locale here="/trainer" user=Some(user)>
                    <main id="main" class="page stack-5">
                        <ClassHead locale=locale class=class here=Leaf::Programme><span class="tag">{td_string!(locale, school.draft)}</span></ClassHead>
                        {notice.map(|notice| view! { <p class="notice bad" role="alert"><span>{notice}</span></p> })}
                        <form method="post" action=here class="stack-5" autocomplete="off">
                            <input type="hidden" name="version" value=programme.version.to_string() />
                            <div class="row school-confirm">
                                <div class="field grow"><label for="title">{td_string!(locale, school.title)}</label><input id="title" name="title" value=programme.title maxlength=TITLE_MAX_CHARS.to_string() required /></div>
                                <button type="submit" name="do" value="save">{td_string!(locale, common.save)}</button>
                                <button class="primary" type="submit" name="do" value="preview">{td_string!(locale, school.to_preview)}</button>
                            </div>
                            {weeks.into_iter().map(|(week, rows)| view! { <Week locale=locale week=week rows=rows /> }).collect_view()}
                            <fieldset class="panel stack">
                                <legend class="visually-hidden">{td_string!(locale, school.add_task)}</legend>
                                <h2>{td_string!(locale, school.add_task)}</h2>
                                <div class="row school-add">
                                    <div class="field grow"><label for="new-target">{td_string!(locale, trainer.target)}</label>
                                        <select id="new-target" name="new-target"><option value="">"–"</option>{targets.into_iter().map(|one| view! { <option value=one.value>{one.title}</option> }).collect_view()}</select></div>
                                    <div class="field"><label for="new-day">{td_string!(locale, school.opens)}</label><input id="new-day" name="new-day" type="date" value=dates::of_day(first) /></div>
                                    <button type="submit" name="do" value="save">{td_string!(locale, school.add)}</button>
                                </div>
                            </fieldset>
                        </form>
                    </main>
                </Frame>
            }
            .into_any()
        })
        .status(if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY })
    }
}

struct Row {
    at: usize,
    week: u64,
    task: Planned,
    title: String,
    wrong: Vec<String>,
}

#[component]
fn Week(locale: Locale, week: u64, rows: Vec<Row>) -> impl IntoView {
    let minutes: u64 = rows.iter().map(|row| row.task.minutes).sum();
    view! {
        <section class="stack school-week">
            <h2>{td_string!(locale, school.week, n = week)}" "<small>{td_string!(locale, school.minutes_sum, n = rows.len(), minutes = minutes)}</small></h2>
            <div class="scroll">
            <table class="school-table">
                <thead><tr>
                    <th scope="col">{td_string!(locale, trainer.kind)}</th>
                    <th scope="col">{td_string!(locale, school.opens)}</th>
                    <th scope="col">{td_string!(locale, trainer.due)}</th>
                    <th scope="col">{td_string!(locale, school.minutes)}</th>
                    <th scope="col">{td_string!(locale, school.required)}</th>
                    <th scope="col">{td_string!(locale, school.tries)}</th>
                    <th scope="col">{td_string!(locale, school.drop)}</th>
                </tr></thead>
                <tbody>{rows.into_iter().map(|row| one(locale, row)).collect_view()}</tbody>
            </table>
            </div>
        </section>
    }
}

fn one(locale: Locale, row: Row) -> AnyView {
    let Row { at, task, title, wrong, .. } = row;
    let name = |field: &str| format!("{field}-{at}");
    let label = |words: String| format!("{title}: {words}");
    let number = |value: Option<u64>| value.map(|value| value.to_string()).unwrap_or_default();
    let unit = words::unit(locale, task.kind);
    let kind = words::kind(locale, task.kind);
    let day = words::day(locale, task.day);
    let at_fault = !wrong.is_empty();
    view! {
        <tr class:at-fault=at_fault>
            <td>
                <input type="hidden" name=name("target") value=format!("{}:{}", task.kind.as_str(), task.target) />
                <span class="tag">{kind}</span>" "{title.clone()}" "<small>{day}</small>
                {wrong.into_iter().map(|words| view! { <p class="wrong">{words}</p> }).collect_view()}
            </td>
            <td><input type="date" name=name("day") value=dates::of_day(task.day) aria-label=label(td_string!(locale, school.opens).to_string()) /></td>
            <td><input type="date" name=name("due") value=dates::of_day(task.due_day) aria-label=label(td_string!(locale, trainer.due).to_string()) /></td>
            <td><input class="school-number" inputmode="numeric" name=name("minutes") value=task.minutes.to_string() aria-label=label(td_string!(locale, school.minutes).to_string()) /></td>
            <td class="school-unit"><input class="school-number" inputmode="numeric" name=name("required") value=number(task.required) aria-label=label(td_string!(locale, school.required).to_string()) /><small>{unit}</small></td>
            <td><input class="school-number" inputmode="numeric" name=name("tries") value=number(task.tries) aria-label=label(td_string!(locale, school.tries).to_string()) /></td>
            <td><input type="checkbox" name=name("drop") value="yes" aria-label=label(td_string!(locale, school.drop).to_string()) /></td>
        </tr>
    }
    .into_any()
}

/// `POST /trainer/{class}/programme/{id}`: keeps the draft, and goes on to the preview when that was asked for.
///
/// # Errors
/// When the class is not the visitor's, or what is sent cannot be read.
pub async fn save(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((class, id)): Path<(String, String)>,
    RawForm(form): RawForm,
) -> Result<Response, ApiError> {
    let (user, class, mut programme, stored) = own_programme(&state, &visitor, class, id).await?;
    let locale = visitor.locale;
    let fields: BTreeMap<String, String> = form_urlencoded::parse(&form).into_owned().collect();
    let field = |name: &str| fields.get(name).map(|text| text.trim()).unwrap_or_default();
    let here = format!("/trainer/{}/programme/{}", class.id, programme.id);
    if field("version").parse() != Ok(programme.version) || programme.assigned_ms.is_some() {
        // Somebody was faster: what stands now is shown, and what was typed here is not laid over it.
        let notice = Some(td_string!(locale, school.changed_meanwhile).to_string());
        let draft = Draft { programme, tasks: stored, faults: Vec::new(), notice };
        return Ok(draft.page(&state.content, locale, user, class).status(StatusCode::CONFLICT).into_response());
    }
    let mut tasks = Vec::new();
    for at in 0..TASKS_MAX {
        if !fields.contains_key(&format!("target-{at}")) {
            break;
        }
        if !fields.contains_key(&format!("drop-{at}")) {
            tasks.push(planned(&fields, at)?);
        }
    }
    tasks.extend(added(&state.content, field("new-target"), field("new-day"))?);
    tasks.sort_by_key(|task| task.day);
    let title: String = field("title").chars().take(TITLE_MAX_CHARS).collect();
    if !title.is_empty() {
        programme.title = title;
    }
    let faults = checks(&state.content, &tasks);
    if !faults.is_empty() {
        let notice = Some(td_string!(locale, school.not_kept).to_string());
        return Ok(Draft { programme, tasks, faults, notice }
            .page(&state.content, locale, user, class)
            .into_response());
    }
    programme.tasks = Json::of(&tasks)?;
    if !state.storage.change_programme(&programme).await? {
        return Err(ApiError::Conflict);
    }
    let to = if field("do") == "preview" { format!("{here}/preview") } else { here };
    Ok(Redirect::to(&to).into_response())
}

/// A task as the form has it. What is no number or date is a faulty request: the browser checks before.
fn planned(fields: &BTreeMap<String, String>, at: usize) -> Result<Planned, ApiError> {
    let field = |name: &str| fields.get(&format!("{name}-{at}")).map(|text| text.trim()).unwrap_or_default();
    let (kind, target) = read_target(field("target")).ok_or(ApiError::BadInput)?;
    let number = |text: &str| {
        if text.is_empty() { Ok(None) } else { text.parse::<u64>().map(Some).map_err(|_| ApiError::BadInput) }
    };
    let day = |text: &str| dates::day_number(text).ok_or(ApiError::BadInput);
    Ok(Planned {
        kind,
        target,
        day: day(field("day"))?,
        due_day: day(field("due"))?,
        minutes: number(field("minutes"))?.unwrap_or(0),
        required: number(field("required"))?,
        tries: number(field("tries"))?,
    })
}

/// The new task, if one was chosen.
fn added(content: &Content, target: &str, day: &str) -> Result<Option<Planned>, ApiError> {
    if target.is_empty() {
        return Ok(None);
    }
    let (kind, target) = read_target(target).ok_or(ApiError::BadInput)?;
    let day = dates::day_number(day).ok_or(ApiError::BadInput)?;
    let minutes = tasks::minutes(content, tasks::stored(kind), &target);
    Ok(Some(Planned { kind, target, day, due_day: day, minutes, required: None, tries: None }))
}

/// `shift:weekday`
pub fn read_target(text: &str) -> Option<(TaskKind, String)> {
    let (kind, target) = text.split_once(':')?;
    let kind = TaskKind::ALL.into_iter().find(|one| one.as_str() == kind)?;
    Some((kind, target.to_owned()))
}
