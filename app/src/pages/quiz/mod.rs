//! `/quiz`: practice sets; the sheet of an attempt, of practice and of exams.

pub mod due;
pub mod review;

use super::frame::Frame;
use crate::functions::placement::{self, PLACEMENT};
use crate::functions::quiz::{QuizForm, QuizResult, REVIEW, Sheet, answers};
use crate::i18n::*;
use crate::islands::{Alive, Island, Part};
use crate::server::{
    bank::{asked, picture},
    dates,
    document::Document,
    error::ApiError,
    state::AppState,
    tasks,
    visitor::Visitor,
};
use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    clock::now_ms,
    ids::{self, AttemptId},
    quiz::{self, BlueprintLine, Item, adaptive::StopRule},
    storage::{Attempt, AttemptState, Drill, Json, Kind, NewAttempt},
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Practice sets, by the name in their address.
pub const SETS: [&str; 3] = ["products", "rules", "mixed"];
/// Questions of a practice set.
const QUESTIONS: u64 = 10;

/// What a quiz is begun with.
#[derive(Deserialize)]
pub struct Begin {
    set: String,
    #[serde(default)]
    assignment: String,
}

/// A set's name.
pub fn set_title(locale: Locale, set: &str) -> String {
    match set {
        "products" => td_string!(locale, quiz.set_products),
        "rules" => td_string!(locale, quiz.set_rules),
        REVIEW => td_string!(locale, quiz.set_review),
        PLACEMENT => td_string!(locale, quiz.set_placement),
        _ => td_string!(locale, quiz.set_mixed),
    }
    .to_string()
}

/// So many items of each topic, spread evenly.
fn blueprint(bank: &[Item], set: &str) -> Vec<BlueprintLine> {
    // By topic, items of products and others. What no rule marks is never drawn, so it counts for nothing.
    let mut found: BTreeMap<&str, [u64; 2]> = BTreeMap::new();
    for item in bank.iter().filter(|item| item.kind.is_marked()) {
        found.entry(&item.topic).or_default()[usize::from(item.product.is_some())] += 1;
    }
    let topics = |of_products: bool| {
        let those = found.iter().filter(|(_, counts)| counts[usize::from(of_products)] > 0);
        those.map(|(topic, counts)| (*topic, counts[0] + counts[1])).collect::<Vec<_>>()
    };
    let spread = |topics: Vec<(&str, u64)>, questions: u64| {
        let each = topics.len().max(1) as u64;
        (0_u64..)
            .zip(topics)
            .map(|(i, (topic, found))| {
                let count = questions / each + u64::from(i < questions % each);
                BlueprintLine { topic: topic.to_owned(), level: None, count: count.min(found) }
            })
            .filter(|line| line.count > 0)
            .collect::<Vec<_>>()
    };
    match set {
        "products" => spread(topics(true), QUESTIONS),
        "rules" => spread(topics(false), QUESTIONS),
        _ => [spread(topics(true), QUESTIONS / 2), spread(topics(false), QUESTIONS / 2)].concat(),
    }
}

/// `GET /quiz`
///
/// # Errors
/// When nobody is signed in.
pub async fn page(State(state): State<AppState>, visitor: Visitor) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::Practise)?.clone();
    let locale = visitor.locale;
    let attempts = state.storage.attempts_of(&user.id, Drill::Quiz).await?;
    let (open, finished): (Vec<Attempt>, Vec<Attempt>) =
        attempts.into_iter().filter(|one| one.exam_id.is_none()).partition(|one| one.state == AttemptState::Open);
    let none_finished = finished.is_empty();
    let load = due::Load::of(&state, &user.id).await?;
    Ok(Document::new(locale, td_string!(locale, quiz.title).to_string(), move || {
        view! {
            <Frame locale=locale here="/quiz" user=Some(user)>
                <main id="main" class="page stack-5">
                    <div><h1>{td_string!(locale, quiz.title)}</h1><p class="muted">{td_string!(locale, quiz.lead)}</p></div>
                    <ul class="rows">
                        {load.row(locale)}
                        {SETS.into_iter().chain([PLACEMENT]).map(|set| {
                            let text = match set {
                                PLACEMENT => td_string!(locale, quiz.set_placement_text),
                                "products" => td_string!(locale, quiz.set_products_text),
                                "rules" => td_string!(locale, quiz.set_rules_text),
                                _ => td_string!(locale, quiz.set_mixed_text),
                            };
                            let begun = open.iter().find(|one| one.target == set).map(|one| one.id.clone());
                            view! {
                                <li>
                                    <div class="grow"><p><em>{set_title(locale, set)}</em></p><small>{text.to_string()}</small></div>
                                    <span class="muted">{if set == PLACEMENT { td_string!(locale, quiz.questions_between, least = StopRule::PLACEMENT.items_min, most = StopRule::PLACEMENT.items_max).to_string() } else { td_string!(locale, quiz.questions, n = QUESTIONS).to_string() }}</span>
                                    {match begun {
                                        Some(id) => view! { <a class="button primary" href=format!("/quiz/{id}")>{td_string!(locale, quiz.resume)}</a> }.into_any(),
                                        None => view! { <form method="post" action="/quiz"><input type="hidden" name="set" value=set /><button type="submit">{td_string!(locale, quiz.start)}</button></form> }.into_any(),
                                    }}
                                </li>
                            }
                        }).collect_view()}
                    </ul>
                    <section class="stack" hidden=none_finished>
                        <h2>{td_string!(locale, quiz.last)}</h2>
                        <table><tbody>
                            {finished.into_iter().take(10).filter_map(|one| {
                                let result: QuizResult = one.result.as_ref()?.read().ok()?;
                                // Of a placement the questions are as hard as the person can bear: their share says nothing.
                                let share = result.known.map_or(result.share, |known| known.share);
                                Some(view! { <tr><td>{one.finished_ms.map(dates::minute)}</td><td><a href=format!("/quiz/{}/review", one.id)>{set_title(locale, &one.target)}</a></td><td class="figure">{format!("{:.0} %", share * 100.0)}</td></tr> })
                            }).collect_view()}
                        </tbody></table>
                    </section>
                </main>
            </Frame>
        }
        .into_any()
    }))
}

/// `POST /quiz`: begins a practice set.
///
/// # Errors
/// When nobody is signed in, or there is no such set or task, or the bank is too small.
pub async fn begin(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(given): Form<Begin>,
) -> Result<Redirect, ApiError> {
    let user = visitor.require(Permission::Practise)?;
    if given.set == REVIEW {
        return Ok(Redirect::to("/review/sitting"));
    }
    if !SETS.contains(&given.set.as_str()) && given.set != PLACEMENT {
        return Err(ApiError::BadInput);
    }
    let assignment = tasks::begun_for(&state, &given.assignment, &user.id, Kind::Quiz, &given.set).await?;
    let seed = ids::random().map_err(|_| ApiError::Fault)?;
    let form = if given.set == PLACEMENT {
        placement::first(&state, &seed).await?
    } else {
        let bank = state.items().await?;
        let form = quiz::draw(&bank, &blueprint(&bank, &given.set), &seed).map_err(|error| {
            tracing::error!(%error, "practice set");
            ApiError::Fault
        })?;
        asked(&state.content, form, &seed)
    };
    let form = QuizForm { title: set_title(visitor.locale, &given.set), limit_s: None, form };
    let attempt = NewAttempt {
        user: user.id.clone(),
        kind: Drill::Quiz,
        target: given.set,
        assignment,
        exam: None,
        content_hash: state.content.hash.clone(),
        questions: Some(form.form.places.len() as u64),
        limit_ms: None,
        form: Json::of(&form)?,
    };
    let id = state.storage.begin_attempt(&attempt, now_ms()).await?;
    Ok(Redirect::to(&format!("/quiz/{id}")))
}

/// `GET /quiz/{attempt}`: the sheet, with what was answered before.
///
/// # Errors
/// When it is not the visitor's.
pub async fn sheet(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let user = visitor.require(Permission::Practise)?.clone();
    let language = visitor.locale;
    let kept = state.storage.attempt(&AttemptId(id)).await?;
    let kept = kept.filter(|kept| kept.user_id == user.id && kept.kind == Drill::Quiz).ok_or(ApiError::NotFound)?;
    if kept.state == AttemptState::Finished {
        let address = kept.exam_id.map_or_else(|| format!("/quiz/{}/review", kept.id), |exam| format!("/exam/{exam}"));
        return Ok(Redirect::to(&address).into_response());
    }
    state.heard_at_exam(kept.exam_id.as_ref(), &visitor.session_id()).await?;
    let form: QuizForm = kept.form.read()?;
    let left_s = form.limit_s.map(|limit| limit.saturating_sub(now_ms().saturating_sub(kept.started_ms) / 1000));
    let is_placement = kept.target == PLACEMENT;
    let mut questions = form.form.questions(|product| picture(&state.content, product));
    if is_placement {
        // What was answered before decided what is asked now, and stays.
        questions.drain(..questions.len().saturating_sub(1));
    }
    let sheet = Sheet {
        attempt: kept.id.to_string(),
        questions,
        is_placement,
        answers: answers(&state.storage, &kept.id).await?,
        left_s,
    };
    let document = Document::new(language, form.title.clone(), move || {
        view! {
            <Frame locale=language here="/quiz" user=Some(user)>
                <main id="main" class="page reading stack-5">
                    <h1>{form.title}</h1>
                    <Alive locale=language island=Island::Quiz(sheet) />
                </main>
            </Frame>
        }
        .into_any()
    });
    Ok(document.alive(Part::Sheets).into_response())
}
