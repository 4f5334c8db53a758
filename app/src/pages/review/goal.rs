//! What a person aims at: the exam's day, minutes and new items a day.

use crate::i18n::*;
use crate::server::{dates, error::ApiError, state::AppState, visitor::Visitor};
use axum::{extract::State, response::Redirect};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    quiz::memory::{
        Goal, begin_of, day_of,
        deadline::HORIZON_MAX_DAYS,
        study::{MINUTES_A_DAY_MAX, NEW_A_DAY_MAX},
    },
    storage::Assigned,
};
use serde::Deserialize;

/// The form's fields as they are sent.
#[derive(Deserialize)]
pub struct Given {
    /// `2026-11-23`, or empty.
    #[serde(default)]
    exam: String,
    minutes: u64,
    new: u64,
}

/// `POST /review/goal`
///
/// # Errors
/// When nobody is signed in, or a figure is out of its bounds.
pub async fn set(
    State(state): State<AppState>,
    visitor: Visitor,
    axum::Form(given): axum::Form<Given>,
) -> Result<Redirect, ApiError> {
    let user = visitor.require(Permission::Practise)?;
    let exam_day = match given.exam.trim() {
        "" => None,
        text => Some(day_of(dates::end_of_day(text).ok_or(ApiError::BadInput)?)),
    };
    if !(1..=MINUTES_A_DAY_MAX).contains(&given.minutes) || given.new > NEW_A_DAY_MAX {
        return Err(ApiError::BadInput);
    }
    let goal = Goal { exam_day, minutes_a_day: given.minutes, new_a_day: given.new };
    state.storage.set_review_goal(&user.id, goal).await?;
    Ok(Redirect::to("/review"))
}

/// The form; a class's exam goes before an own date.
#[component]
pub fn Form(locale: Locale, goal: Goal, #[prop(optional_no_strip)] exam: Option<Assigned>, day: u64) -> impl IntoView {
    let date = |day: u64| dates::day(begin_of(day));
    let own = goal.exam_day.map(date).unwrap_or_default();
    let hint = match exam {
        Some(exam) => {
            let date = exam.due_ms.map(dates::day).unwrap_or_default();
            td_string!(locale, review.exam_of_class, title = exam.title, date = date).to_string()
        }
        None => td_string!(locale, review.exam_hint).to_string(),
    };
    view! {
        <section class="stack" aria-labelledby="goal-title">
            <h2 id="goal-title">{td_string!(locale, review.goal)}</h2>
            <form method="post" action="/review/goal" class="row review-goal">
                <label>{td_string!(locale, review.exam_day)}<input type="date" name="exam" value=own min=date(day + 1) max=date(day + HORIZON_MAX_DAYS) aria-describedby="goal-hint" /></label>
                <label>{td_string!(locale, review.minutes_a_day)}<input type="number" name="minutes" min="1" max=MINUTES_A_DAY_MAX value=goal.minutes_a_day required /></label>
                <label>{td_string!(locale, review.new_a_day)}<input type="number" name="new" min="0" max=NEW_A_DAY_MAX value=goal.new_a_day required /></label>
                <button type="submit">{td_string!(locale, review.save)}</button>
            </form>
            <p id="goal-hint" class="muted">{hint}</p>
        </section>
    }
}
