//! Today's tasks in their order: what is late, what is due, what it takes, what a trainer reminds of.

use super::kind_name;
use crate::i18n::*;
use crate::server::{
    dates,
    error::ApiError,
    state::AppState,
    tasks::{minutes, value, value_words},
};
use leptos::prelude::*;
use miaohui::{
    clock::UnixMs,
    ids::{AssignmentId, UserId},
    programme::{Place, Span, reached},
    quiz::memory::in_days,
    storage::{Assigned, Kind},
};
use std::collections::BTreeMap;

/// A reminder stands so long.
const REMINDED_MS: u64 = 3 * 86_400_000;
/// Tasks of later days, and done ones, that are listed.
const FOLDED_MAX: usize = 60;

/// A task with where it stands in the day.
pub struct Todo {
    task: Assigned,
    place: Place,
    minutes: u64,
    best: Option<f64>,
    /// All tries are used up.
    used_up: bool,
}

/// A person's tasks, the most pressing first.
pub struct TaskList {
    todos: Vec<Todo>,
    now: UnixMs,
}

impl TaskList {
    /// # Errors
    /// When the database does not answer.
    pub async fn of(state: &AppState, user: &UserId, now: UnixMs) -> Result<Self, ApiError> {
        let mut best: BTreeMap<AssignmentId, f64> = BTreeMap::new();
        for one in state.storage.own_tries(user).await? {
            if let Some(value) = value(one.kind, one.result.as_ref()) {
                let kept = best.entry(one.assignment_id).or_insert(value);
                *kept = kept.max(value);
            }
        }
        let ends = in_days(now, 1);
        let mut todos: Vec<((Place, UnixMs), Todo)> = state
            .storage
            .assigned_to(user)
            .await?
            .into_iter()
            .map(|task| {
                let best =
                    if task.kind == Kind::Review { Some(task.reviewed as f64) } else { best.get(&task.id).copied() };
                let done = is_done(&task, best);
                let span = Span { open_ms: task.open_ms, due_ms: task.due_ms, done };
                let minutes = task.minutes.unwrap_or_else(|| minutes(&state.content, task.kind, &task.target));
                let used_up = task.tries_max.is_some_and(|most| task.begun >= most);
                let order = span.order(now, ends);
                (order, Todo { task, place: order.0, minutes, best, used_up })
            })
            .collect();
        todos.sort_by_key(|(order, _)| *order);
        Ok(Self { todos: todos.into_iter().map(|(_, todo)| todo).collect(), now })
    }

    fn at(&self, place: Place) -> impl Iterator<Item = &Todo> {
        self.todos.iter().filter(move |todo| todo.place == place)
    }

    pub fn section(self, locale: Locale) -> AnyView {
        let open = [Place::Late, Place::Today, Place::Open];
        if !self.todos.iter().any(|todo| open.contains(&todo.place))
            && self.todos.iter().all(|todo| todo.place != Place::Done)
        {
            let later = self.folded(locale, Place::Later);
            return view! { <Empty locale=locale />{later} }.into_any();
        }
        let pressing = |todo: &&Todo| matches!(todo.place, Place::Late | Place::Today);
        let (count, minutes) =
            self.todos.iter().filter(pressing).fold((0, 0), |(n, sum), todo| (n + 1, sum + todo.minutes));
        let reminder = self.reminder(locale);
        let folded = [self.folded(locale, Place::Later), self.folded(locale, Place::Done)];
        let shown: Vec<AnyView> =
            self.todos.into_iter().filter(|todo| open.contains(&todo.place)).map(|todo| row(locale, todo)).collect();
        let nothing_open = shown.is_empty();
        view! {
            <section class="stack today-tasks" aria-labelledby="tasks">
                <div class="spread"><h2 id="tasks">{td_string!(locale, school.tasks)}</h2>
                    <span class="muted">{(count > 0).then(|| td_string!(locale, school.today_sum, n = count, minutes = minutes).to_string())}</span></div>
                {reminder}
                {nothing_open.then(|| view! { <p class="empty">{td_string!(locale, school.all_done)}</p> })}
                <ul class="rows" hidden=nothing_open>{shown}</ul>
                {folded}
            </section>
        }
        .into_any()
    }

    /// What is late and due today, and what a trainer reminds of.
    fn reminder(&self, locale: Locale) -> Option<AnyView> {
        let late = self.at(Place::Late).count();
        let today = self.at(Place::Today).count();
        let reminded = |todo: &&Todo| {
            let fresh = todo.task.reminded_ms.is_some_and(|at| at + REMINDED_MS >= self.now);
            fresh && !matches!(todo.place, Place::Done | Place::Later)
        };
        let asked: Vec<String> = self
            .todos
            .iter()
            .filter(reminded)
            .map(|todo| {
                td_string!(
                    locale,
                    school.reminds,
                    name = todo.task.trainer_name.clone(),
                    title = todo.task.title.clone()
                )
                .to_string()
            })
            .collect();
        if late == 0 && today == 0 && asked.is_empty() {
            return None;
        }
        let class = if late > 0 { "notice bad" } else { "notice" };
        let words = match (late, today) {
            (0, 0) => None,
            (0, _) => Some(td_string!(locale, school.due_today, n = today).to_string()),
            (_, 0) => Some(td_string!(locale, school.n_late, n = late).to_string()),
            _ => Some(td_string!(locale, school.late_and_due, late = late, today = today).to_string()),
        };
        Some(
            view! {
                <div class=class role="status"><div class="stack-1">
                    {words.map(|words| view! { <p>{words}</p> })}
                    {asked.into_iter().map(|words| view! { <p>{words}</p> }).collect_view()}
                </div></div>
            }
            .into_any(),
        )
    }

    /// Tasks that are not for now, behind a line that opens.
    fn folded(&self, locale: Locale, place: Place) -> Option<AnyView> {
        let count = self.at(place).count();
        if count == 0 {
            return None;
        }
        let title = match place {
            Place::Done => td_string!(locale, school.n_done, n = count).to_string(),
            _ => td_string!(locale, school.n_later, n = count).to_string(),
        };
        let lines: Vec<AnyView> = self
            .at(place)
            .take(FOLDED_MAX)
            .map(|todo| {
                let task = &todo.task;
                let when = if place == Place::Later { task.open_ms } else { task.due_ms };
                let best = todo.best.filter(|_| place == Place::Done).map(|best| value_words(locale, task.kind, best));
                let again = (place == Place::Done && !todo.used_up).then(|| begin(locale, task, false));
                view! {
                    <li>
                        <span class="tag">{kind_name(locale, task.kind)}</span>
                        <span class="grow">{task.title.clone()}</span>
                        <span class="muted">{best}</span>
                        <span class="muted">{when.map(dates::day)}</span>
                        {again}
                    </li>
                }
                .into_any()
            })
            .collect();
        Some(
            view! { <details class="today-folded"><summary>{title}</summary><ul class="rows">{lines}</ul></details> }
                .into_any(),
        )
    }
}

/// Finished, and good enough where something is required.
fn is_done(task: &Assigned, best: Option<f64>) -> bool {
    match (task.kind, task.required) {
        (Kind::Review, required) => task.reviewed >= required.unwrap_or(1).max(1),
        (Kind::Exam, _) | (_, None) => task.finished > 0,
        (_, Some(required)) => best.is_some_and(|best| reached(best, required)),
    }
}

#[component]
fn Empty(locale: Locale) -> impl IntoView {
    view! {
        <div class="empty stack">
            <p><em>{td_string!(locale, today.empty)}</em></p>
            <p>{td_string!(locale, today.empty_more)}</p>
            <p class="row centre"><a class="button" href="/desk">{td_string!(locale, common.desk)}</a><a class="button" href="/drills">{td_string!(locale, common.drills)}</a></p>
        </div>
    }
}

fn row(locale: Locale, todo: Todo) -> AnyView {
    let Todo { task, place, minutes, best, used_up } = todo;
    let due = task.due_ms.map(|due| td_string!(locale, today.due, date = dates::day(due)).to_string());
    let required = task.required.map(|required| {
        td_string!(locale, school.reach, value = value_words(locale, task.kind, required as f64)).to_string()
    });
    let best = best
        .filter(|best| *best > 0.0)
        .map(|best| td_string!(locale, school.best_so_far, value = value_words(locale, task.kind, best)).to_string());
    let left = task
        .tries_max
        .map(|most| td_string!(locale, school.tries_left, n = most.saturating_sub(task.begun)).to_string());
    let trainer = td_string!(locale, today.trainer, name = task.trainer_name.clone()).to_string();
    let facts: Vec<String> = [required, best, left, due, Some(trainer)].into_iter().flatten().collect();
    let way = if used_up {
        view! { <span class="muted">{td_string!(locale, school.used_up)}</span> }.into_any()
    } else {
        begin(locale, &task, true)
    };
    view! {
        <li>
            <span class="tag">{kind_name(locale, task.kind)}</span>
            <div class="grow"><p><em>{task.title.clone()}</em></p><small>{facts.join(" · ")}</small></div>
            <span class="muted">{td_string!(locale, school.n_minutes, n = minutes)}</span>
            {(place == Place::Late).then(|| view! { <span class="tag bad">{td_string!(locale, today.late)}</span> })}
            {(place == Place::Today).then(|| view! { <span class="tag">{td_string!(locale, school.is_today)}</span> })}
            {way}
        </li>
    }
    .into_any()
}

/// The way into a task.
fn begin(locale: Locale, task: &Assigned, first: bool) -> AnyView {
    let go = if first && task.finished == 0 {
        td_string!(locale, today.start).to_string()
    } else {
        td_string!(locale, today.again).to_string()
    };
    let class = if first { "primary" } else { "" };
    let id = task.id.to_string();
    let (action, name) = match task.kind {
        Kind::Shift => ("/desk".to_owned(), "plan"),
        Kind::Typing => (format!("/drills/{}", task.target), ""),
        Kind::Quiz => ("/quiz".to_owned(), "set"),
        Kind::Review => return view! { <a class=format!("button {class}") href="/review/sitting">{go}</a> }.into_any(),
        Kind::Exam => return view! { <a class=format!("button {class}") href="/exam">{go}</a> }.into_any(),
    };
    let target = task.target.clone();
    view! {
        <form method="post" action=action>
            {(!name.is_empty()).then(|| view! { <input type="hidden" name=name value=target /> })}
            <input type="hidden" name="assignment" value=id />
            <button class=class type="submit">{go}</button>
        </form>
    }
    .into_any()
}
