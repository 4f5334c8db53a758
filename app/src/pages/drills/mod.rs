//! `/drills`: the passages; beginning a drill; its page.

pub mod result;

use super::frame::Frame;
use crate::functions::typing::{TypingForm, TypingResult};
use crate::i18n::*;
use crate::islands::{Alive, Island, Part};
use crate::server::{document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    clock::now_ms,
    ids::{AssignmentId, AttemptId},
    storage::{Attempt, AttemptState, Drill, Json, NewAttempt},
    typing::graphemes,
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Time limits offered, in minutes.
const MINUTES: [u64; 3] = [1, 3, 5];

/// What a drill is begun with.
#[derive(Default, Deserialize)]
pub struct Begin {
    /// Minutes; empty or 0: the whole passage.
    #[serde(default)]
    minutes: String,
    #[serde(default)]
    assignment: String,
}

/// `GET /drills`
///
/// # Errors
/// When nobody is signed in.
pub async fn page(State(state): State<AppState>, visitor: Visitor) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::Practise)?.clone();
    let locale = visitor.locale;
    let best = bests(&state.storage.attempts_of(&user.id, Drill::Typing).await?);
    let content = state.content;
    Ok(Document::new(locale, td_string!(locale, drills.title).to_string(), move || {
        let rows = content.passages.values().map(|passage| {
            let best = best.get(&passage.id).map(|best| format!("{best:.1}"));
            view! {
                <tr>
                    <td><em>{passage.title.clone()}</em><br /><small>{passage.text.lines().next().map(|line| line.chars().take(28).collect::<String>())}"…"</small></td>
                    <td class="figure">{passage.difficulty}</td>
                    <td class="figure">{graphemes(&passage.text).len()}</td>
                    <td class="figure">{best}</td>
                    <td class="figure">
                        <form method="post" action=format!("/drills/{}", passage.id) class="row end">
                            <select name="minutes" aria-label=td_string!(locale, drills.timed)>
                                <option value="">{td_string!(locale, drills.whole)}</option>
                                {MINUTES.into_iter().map(|n| view! { <option value=n>{td_string!(locale, drills.minutes, n = n)}</option> }).collect_view()}
                            </select>
                            <button type="submit">{td_string!(locale, drills.start)}</button>
                        </form>
                    </td>
                </tr>
            }
        }).collect_view();
        view! {
            <Frame locale=locale here="/drills" user=Some(user)>
                <main id="main" class="page stack-5">
                    <div><h1>{td_string!(locale, drills.title)}</h1><p class="muted">{td_string!(locale, drills.lead)}</p></div>
                    {content.passages.is_empty().then(|| view! { <p class="empty">{td_string!(locale, drills.empty)}" "{td_string!(locale, drills.empty_more)}</p> })}
                    <table class="drills" hidden=content.passages.is_empty()>
                        <thead><tr>
                            <th scope="col">{td_string!(locale, drills.passage)}</th><th scope="col" class="figure">{td_string!(locale, drills.difficulty)}</th>
                            <th scope="col" class="figure">{td_string!(locale, drills.characters)}</th><th scope="col" class="figure">{td_string!(locale, drills.best)}</th>
                            <th scope="col"><span class="visually-hidden">{td_string!(locale, drills.start)}</span></th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </main>
            </Frame>
        }
        .into_any()
    }))
}

/// The best score of each passage, in characters a minute.
fn bests(attempts: &[Attempt]) -> BTreeMap<String, f64> {
    let mut best = BTreeMap::new();
    for attempt in attempts {
        let result = attempt.result.as_ref().and_then(|json| json.read::<TypingResult>().ok());
        if let Some(score) = result.and_then(|result| result.measures.score_cpm) {
            let kept = best.entry(attempt.target.clone()).or_insert(score);
            *kept = kept.max(score);
        }
    }
    best
}

/// `POST /drills/{passage}`: begins.
///
/// # Errors
/// When nobody is signed in, or there is no such passage, limit or task.
pub async fn begin(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(passage): Path<String>,
    Form(given): Form<Begin>,
) -> Result<Redirect, ApiError> {
    let user = visitor.require(Permission::Practise)?;
    let passage = state.content.passages.get(&passage).ok_or(ApiError::NotFound)?;
    let minutes = match given.minutes.as_str() {
        "" | "0" => None,
        text => Some(text.parse::<u64>().ok().filter(|n| MINUTES.contains(n)).ok_or(ApiError::BadInput)?),
    };
    let assignment = match given.assignment.as_str() {
        "" => None,
        id => {
            let id = AssignmentId(id.to_owned());
            Some(state.storage.assignment_for(&id, &user.id).await?.ok_or(ApiError::NotFound)?.id)
        }
    };
    let form = TypingForm {
        text: passage.text.trim_end().to_owned(),
        title: passage.title.clone(),
        limit_s: minutes.map(|minutes| minutes * 60),
    };
    let attempt = NewAttempt {
        user: user.id.clone(),
        kind: Drill::Typing,
        target: passage.id.clone(),
        assignment,
        exam: None,
        content_hash: state.content.hash.clone(),
        form: Json::of(&form)?,
    };
    let id = state.storage.begin_attempt(&attempt, now_ms()).await?;
    Ok(Redirect::to(&format!("/drills/attempt/{id}")))
}

/// `GET /drills/attempt/{id}`: the drill itself, of practice and of exams.
///
/// # Errors
/// When it is not the visitor's.
pub async fn attempt(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let user = visitor.require(Permission::Practise)?.clone();
    let language = visitor.locale;
    let kept = state.storage.attempt(&AttemptId(id)).await?;
    let kept = kept.filter(|kept| kept.user_id == user.id && kept.kind == Drill::Typing).ok_or(ApiError::NotFound)?;
    if kept.state == AttemptState::Finished {
        let address =
            kept.exam_id.map_or_else(|| format!("/drills/result/{}", kept.id), |exam| format!("/exam/{exam}"));
        return Ok(Redirect::to(&address).into_response());
    }
    let form: TypingForm = kept.form.read()?;
    let document = Document::new(language, form.title.clone(), move || {
        view! {
            <Frame locale=language here="/drills" user=Some(user)>
                <main id="main" class="page stack-5">
                    <h1 class="visually-hidden">{form.title.clone()}</h1>
                    <Alive locale=language island=Island::Typing { attempt: kept.id.to_string(), form } />
                </main>
            </Frame>
        }
        .into_any()
    });
    Ok(document.alive(Part::Sheets).into_response())
}
