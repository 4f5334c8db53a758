//! `/quiz`: practice sets; the sheet of an attempt, of practice and of exams.

pub mod due;
pub mod review;

use super::frame::Frame;
use crate::functions::quiz::{QuizForm, QuizResult, REVIEW, Sheet, answers};
use crate::i18n::*;
use crate::islands::{Alive, Island, Part};
use crate::server::{
    bank::{asked, picture},
    dates,
    document::Document,
    error::ApiError,
    state::AppState,
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
    ids::{self, AssignmentId, AttemptId},
    quiz::{self, BlueprintLine, Item},
    storage::{Attempt, AttemptState, Drill, Json, NewAttempt},
};
use serde::Deserialize;

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
        _ => td_string!(locale, quiz.set_mixed),
    }
    .to_string()
}

/// So many items of each topic, spread evenly.
fn blueprint(bank: &[Item], set: &str) -> Vec<BlueprintLine> {
    // What no rule marks is never drawn, so it counts for nothing.
    let bank: Vec<&Item> = bank.iter().filter(|item| item.kind.is_marked()).collect();
    let topics = |of_products: bool| {
        let mut topics: Vec<&str> =
            bank.iter().filter(|item| item.product.is_some() == of_products).map(|item| item.topic.as_str()).collect();
        topics.sort_unstable();
        topics.dedup();
        topics.into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let spread = |topics: Vec<String>, questions: u64| {
        let each = topics.len().max(1) as u64;
        (0_u64..)
            .zip(topics)
            .map(|(i, topic)| {
                let count = questions / each + u64::from(i < questions % each);
                let found = bank.iter().filter(|item| item.topic == topic).count() as u64;
                BlueprintLine { topic, level: None, count: count.min(found) }
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
                        {SETS.into_iter().map(|set| {
                            let text = match set {
                                "products" => td_string!(locale, quiz.set_products_text),
                                "rules" => td_string!(locale, quiz.set_rules_text),
                                _ => td_string!(locale, quiz.set_mixed_text),
                            };
                            let begun = open.iter().find(|one| one.target == set).map(|one| one.id.clone());
                            view! {
                                <li>
                                    <div class="grow"><p><em>{set_title(locale, set)}</em></p><small>{text.to_string()}</small></div>
                                    <span class="muted">{td_string!(locale, quiz.questions, n = QUESTIONS)}</span>
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
                                Some(view! { <tr><td>{one.finished_ms.map(dates::minute)}</td><td><a href=format!("/quiz/{}/review", one.id)>{set_title(locale, &one.target)}</a></td><td class="figure">{format!("{:.0} %", result.share * 100.0)}</td></tr> })
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
    if !SETS.contains(&given.set.as_str()) {
        return Err(ApiError::BadInput);
    }
    let assignment = match given.assignment.as_str() {
        "" => None,
        id => {
            let id = AssignmentId(id.to_owned());
            Some(state.storage.assignment_for(&id, &user.id).await?.ok_or(ApiError::NotFound)?.id)
        }
    };
    let bank = state.items().await?;
    let seed = ids::random().map_err(|_| ApiError::Fault)?;
    let form = quiz::draw(&bank, &blueprint(&bank, &given.set), &seed).map_err(|error| {
        tracing::error!(%error, "practice set");
        ApiError::Fault
    })?;
    let form = asked(&state.content, form, &seed);
    let form = QuizForm { title: set_title(visitor.locale, &given.set), limit_s: None, form };
    let attempt = NewAttempt {
        user: user.id.clone(),
        kind: Drill::Quiz,
        target: given.set,
        assignment,
        exam: None,
        content_hash: state.content.hash.clone(),
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
    let form: QuizForm = kept.form.read()?;
    let left_s = form.limit_s.map(|limit| limit.saturating_sub(now_ms().saturating_sub(kept.started_ms) / 1000));
    let sheet = Sheet {
        attempt: kept.id.to_string(),
        questions: form.form.questions(|product| picture(&state.content, product)),
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
