//! How everybody stands with tasks: lines for the pages, and `/trainer/{class}/export/results.csv|.xlsx`.

use super::own_class;
use crate::i18n::*;
use crate::pages::today::kind_name;
use crate::server::{
    dates,
    error::ApiError,
    sheet::{Cell, FileKind, Sheet},
    state::AppState,
    tasks::{known_moment, standing_of, value},
    visitor::Visitor,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use miaohui::{
    clock::{UnixMs, now_ms},
    programme::Standing,
    storage::{Assignment, AssignmentResult, Kind},
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// One person and one task.
pub struct Line {
    pub name: String,
    pub login: String,
    pub standing: Standing,
    /// Where the best try can be looked at.
    pub best_page: Option<String>,
}

/// A standing in a word.
pub struct Words {
    pub state: String,
    pub class: &'static str,
}

impl Line {
    /// Met, done, begun or not begun. `asks`: the task asks for a result.
    pub fn words(&self, locale: Locale, kind: Kind, asks: bool) -> Words {
        let standing = &self.standing;
        let (state, class) = match (standing.done_ms.is_some(), standing.finished > 0, standing.begun > 0) {
            (true, ..) if asks => (td_string!(locale, school.is_met).to_string(), "good"),
            (true, ..) => (td_string!(locale, today.done).to_string(), "good"),
            (false, true, _) => (td_string!(locale, school.is_not_met).to_string(), ""),
            (false, false, true) if kind == Kind::Review => (td_string!(locale, school.is_not_met).to_string(), ""),
            (false, false, true) => (td_string!(locale, trainer.begun).to_string(), ""),
            _ => (td_string!(locale, trainer.not_begun).to_string(), ""),
        };
        Words { state, class }
    }
}

/// Everybody a task is for, by login.
///
/// # Errors
/// When the database does not answer.
pub async fn lines(state: &AppState, task: &Assignment, now: UnixMs) -> Result<Vec<Line>, ApiError> {
    let mut people: BTreeMap<(String, String), Vec<AssignmentResult>> = BTreeMap::new();
    for row in state.storage.assignment_results(&task.id).await? {
        people.entry((row.login.clone(), row.user_id.0.clone())).or_default().push(row);
    }
    let line = |((login, _), rows): ((String, String), Vec<AssignmentResult>)| Line {
        name: rows.first().map(|row| row.display_name.clone()).unwrap_or_default(),
        login,
        standing: standing_of(task.kind, task.required, task.due_ms, &rows, now),
        best_page: best_page(task.kind, &rows),
    };
    Ok(people.into_iter().map(line).collect())
}

fn best_page(kind: Kind, rows: &[AssignmentResult]) -> Option<String> {
    let finished = rows.iter().filter(|row| row.finished_ms.is_some());
    let valued = finished.filter_map(|row| Some((value(kind, row.result.as_ref())?, row.done_id.as_ref()?)));
    let (_, id) = valued.max_by(|a, b| a.0.total_cmp(&b.0))?;
    match kind {
        Kind::Shift => Some(format!("/desk/{id}/score")),
        Kind::Typing => Some(format!("/drills/result/{id}")),
        Kind::Quiz => Some(format!("/quiz/{id}/review")),
        Kind::Review | Kind::Exam => None,
    }
}

/// Which task (without, all), or which standard.
#[derive(Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    task: String,
    #[serde(default)]
    standard: String,
}

/// `GET /trainer/{class}/export/{file}`: `results` or `readiness`, `.csv` or `.xlsx`.
///
/// # Errors
/// When the class is not the visitor's, or there is no such file or task.
pub async fn file(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((class, file)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, ApiError> {
    let (user, class) = own_class(&state, &visitor, class).await?;
    let locale = visitor.locale;
    let kind = FileKind::of(&file).ok_or(ApiError::NotFound)?;
    if file.starts_with("readiness.") {
        return super::readiness::file(&state, locale, &class, kind, &asked.standard).await;
    }
    if !file.starts_with("results.") {
        return Err(ApiError::NotFound);
    }
    let mut tasks = state.storage.assignments_of_cohort(&class.id, &user.id).await?;
    if !asked.task.is_empty() {
        tasks.retain(|task| task.id.0 == asked.task);
    }
    let now = now_ms();
    let mut sheet = Sheet { header: header(locale), rows: Vec::new() };
    for task in &tasks {
        for line in lines(&state, task, now).await? {
            sheet.rows.push(row(locale, task, line));
        }
    }
    let name = match tasks.as_slice() {
        [one] => format!("{} {}", class.name, one.title),
        _ => class.name,
    };
    sheet.answer(kind, &name)
}

fn header(locale: Locale) -> Vec<String> {
    [
        td_string!(locale, trainer.kind).to_string(),
        td_string!(locale, school.task).to_string(),
        td_string!(locale, trainer.due).to_string(),
        td_string!(locale, trainer.name).to_string(),
        td_string!(locale, trainer.login).to_string(),
        td_string!(locale, school.best).to_string(),
        td_string!(locale, school.required).to_string(),
        td_string!(locale, school.tries_done).to_string(),
        td_string!(locale, school.met).to_string(),
        td_string!(locale, school.late).to_string(),
        td_string!(locale, trainer.finished).to_string(),
    ]
    .to_vec()
}

fn row(locale: Locale, task: &Assignment, line: Line) -> Vec<Cell> {
    let words = line.words(locale, task.kind, task.required.is_some());
    let late = if line.standing.late { td_string!(locale, school.yes).to_string() } else { String::new() };
    vec![
        kind_name(locale, task.kind).into(),
        task.title.clone().into(),
        task.due_ms.map(dates::day).unwrap_or_default().into(),
        line.name.into(),
        line.login.into(),
        line.standing.best.into(),
        task.required.into(),
        Some(line.standing.begun).into(),
        words.state.into(),
        late.into(),
        known_moment(line.standing.done_ms).map(dates::minute).unwrap_or_default().into(),
    ]
}
