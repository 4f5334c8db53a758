//! `/exam/{id}`: the parts of a sitting, beginning each, handing in.

use super::measured::Parts;
use crate::functions::{
    quiz::{GRACE_MS, QuizForm},
    typing::TypingForm,
};
use crate::i18n::*;
use crate::pages::{frame::Frame, standards};
use crate::server::{
    bank::asked, document::Document, error::ApiError, opening::opening, state::AppState, visitor::Visitor,
};
use axum::{
    extract::{Path, State},
    response::Redirect,
};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    certification::standard::{QuizPart, Standard, TypingPart},
    clock::now_ms,
    ids::{self, ExamId},
    quiz,
    simulation::event::Mode,
    storage::{AttemptState, Decision, Drill, Exam, ExamState, Json, NewAttempt, NewShift, Outcome, ShiftState, User},
};

/// One part as the page lists it.
struct Listed {
    title: String,
    /// Last part of the address that begins it.
    key: String,
    /// Where it goes on, when begun.
    address: Option<String>,
    done: bool,
}

/// The visitor's own exam with its standard.
async fn own(state: &AppState, visitor: &Visitor, id: String) -> Result<(User, Exam, Standard), ApiError> {
    let user = visitor.require(Permission::SitExam)?.clone();
    let exam = state.storage.exam(&ExamId(id)).await?.filter(|exam| exam.user_id == user.id);
    let exam = exam.filter(|exam| exam.state != ExamState::Ticketed).ok_or(ApiError::NotFound)?;
    let standard = state.content.standards.get(&exam.standard_id).cloned().ok_or(ApiError::NotFound)?;
    Ok((user, exam, standard))
}

/// `GET /exam/{id}`
///
/// # Errors
/// When it is not the visitor's, or not entered yet.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Document, ApiError> {
    let locale = visitor.locale;
    let (user, exam, standard) = own(&state, &visitor, id).await?;
    let parts = Parts::of(&state, &exam.id).await?;
    let listed = listed(&state, locale, &standard, &parts);
    let complete = parts.complete(&standard);
    let decision = state.storage.decisions(&exam.id).await?.pop();
    let row = state.storage.exams_of(&user.id).await?.into_iter().find(|row| row.id == exam.id);
    let certificate = row.and_then(|row| row.certificate_id);
    let title = standards::title(locale, &standard);
    Ok(Document::new(locale, title.clone(), move || {
        let open = exam.state == ExamState::Open;
        let here = format!("/exam/{}", exam.id);
        view! {
            <Frame locale=locale here="/exam" user=Some(user)>
                <main id="main" class="page reading stack-5">
                    <div><h1>{title}</h1><p class="muted">{standard.id.clone()}" · "{td_string!(locale, standard.version, n = standard.version)}</p></div>
                    {match exam.state {
                        ExamState::Submitted => Some(view! { <p class="notice">{td_string!(locale, exam.waiting)}</p> }.into_any()),
                        ExamState::Decided => decision.map(|decision| view! { <Decided locale=locale decision=decision certificate=certificate.map(|id| id.to_string()) /> }.into_any()),
                        _ => None,
                    }}
                    <ol class="rows">
                        {listed.into_iter().map(|part| view! {
                            <li>
                                <span class="grow">{part.title}</span>
                                {if part.done {
                                    view! { <span class="tag good">{td_string!(locale, exam.part_done)}</span> }.into_any()
                                } else if !open {
                                    ().into_any()
                                } else if let Some(address) = part.address {
                                    view! { <a class="button primary" href=address>{td_string!(locale, exam.part_resume)}</a> }.into_any()
                                } else {
                                    view! { <form method="post" action=format!("{here}/{}", part.key)><button class="primary" type="submit">{td_string!(locale, exam.part_begin)}</button></form> }.into_any()
                                }}
                            </li>
                        }).collect_view()}
                    </ol>
                    {open.then(|| view! {
                        <form method="post" action=format!("{here}/submit") class="stack">
                            <p class="muted">{td_string!(locale, exam.submit_text)}</p>
                            <button class="primary" type="submit" disabled=!complete>{td_string!(locale, exam.submit)}</button>
                            {(!complete).then(|| view! { " "<small>{td_string!(locale, exam.not_all)}</small> })}
                        </form>
                    })}
                </main>
            </Frame>
        }
        .into_any()
    }))
}

#[component]
fn Decided(locale: Locale, decision: Decision, certificate: Option<String>) -> impl IntoView {
    match (decision.outcome, certificate) {
        (Outcome::Certified, Some(id)) => view! {
            <p class="notice good"><span>{td_string!(locale, exam.certified)}</span>" "<a href=format!("/c/{id}")>{td_string!(locale, exam.see_certificate)}</a></p>
        }
        .into_any(),
        _ => view! { <p class="notice bad">{td_string!(locale, exam.outcome_refused, reason = decision.reason)}</p> }.into_any(),
    }
}

fn listed(state: &AppState, locale: Locale, standard: &Standard, parts: &Parts) -> Vec<Listed> {
    let mut listed = Vec::new();
    if let Some(part) = &standard.exam.typing {
        let kept = parts.typing.as_ref();
        listed.push(Listed {
            title: td_string!(locale, exam.part_typing, n = part.minutes).to_string(),
            key: "typing".to_owned(),
            address: kept.map(|one| format!("/drills/attempt/{}", one.id)),
            done: kept.is_some_and(|one| one.state == AttemptState::Finished),
        });
    }
    for part in &standard.exam.quiz {
        let kept = parts.quiz.get(&part.criterion);
        listed.push(Listed {
            title: td_string!(locale, exam.part_quiz, title = quiz_title(locale, &part.criterion)).to_string(),
            key: part.criterion.clone(),
            address: kept.map(|one| format!("/quiz/{}", one.id)),
            done: kept.is_some_and(|one| one.state == AttemptState::Finished),
        });
    }
    for part in [&standard.exam.shift, &standard.exam.wide].into_iter().flatten() {
        let kept = parts.shifts.get(&part.plan);
        let title = state.content.plans.get(&part.plan).map_or_else(|| part.plan.clone(), |plan| plan.title.clone());
        listed.push(Listed {
            title: td_string!(locale, exam.part_shift, title = title).to_string(),
            key: format!("shift-{}", part.plan),
            address: kept.map(|one| format!("/desk/{}", one.id)),
            done: kept.is_some_and(|one| one.state == ShiftState::Closed),
        });
    }
    listed
}

fn quiz_title(locale: Locale, criterion: &str) -> String {
    match criterion {
        "products_known" => td_string!(locale, exam.quiz_products_known).to_string(),
        "rules_known" => td_string!(locale, exam.quiz_rules_known).to_string(),
        other => other.to_owned(),
    }
}

/// `POST /exam/{id}/{part}`: begins a part, or goes on with it.
///
/// # Errors
/// When the exam is not the visitor's or not open, or there is no such part.
pub async fn begin(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((id, key)): Path<(String, String)>,
) -> Result<Redirect, ApiError> {
    let (user, exam, standard) = own(&state, &visitor, id).await?;
    if exam.state != ExamState::Open {
        return Err(ApiError::Conflict);
    }
    let parts = Parts::of(&state, &exam.id).await?;
    let part = listed(&state, visitor.locale, &standard, &parts).into_iter().find(|part| part.key == key);
    if let Some(address) = part.ok_or(ApiError::NotFound)?.address {
        return Ok(Redirect::to(&address));
    }
    let address = match (&standard.exam.typing, standard.exam.quiz.iter().find(|part| part.criterion == key)) {
        (Some(part), _) if key == "typing" => begin_typing(&state, &user, &exam, part).await?,
        (_, Some(part)) => begin_quiz(&state, visitor.locale, &user, &exam, part).await?,
        _ => begin_shift(&state, &user, &exam, &standard, key.strip_prefix("shift-").unwrap_or(&key)).await?,
    };
    Ok(Redirect::to(&address))
}

fn seed() -> Result<String, ApiError> {
    ids::random().map_err(|_| ApiError::Fault)
}

async fn begin_typing(state: &AppState, user: &User, exam: &Exam, part: &TypingPart) -> Result<String, ApiError> {
    let pick = quiz::chance::Chance::new(&seed()?, "passage").below(part.passages.len().max(1) as u64);
    let id = part.passages.get(usize::try_from(pick).unwrap_or_default()).ok_or(ApiError::Fault)?;
    let passage = state.content.passages.get(id).ok_or(ApiError::Fault)?;
    let form = TypingForm {
        text: passage.text.trim_end().to_owned(),
        title: passage.title.clone(),
        limit_s: Some(part.minutes * 60),
        ..TypingForm::default()
    };
    let attempt = attempt(state, user, exam, Drill::Typing, id, Json::of(&form)?);
    let id = state.storage.begin_attempt(&attempt, now_ms()).await?;
    Ok(format!("/drills/attempt/{id}"))
}

async fn begin_quiz(
    state: &AppState,
    locale: Locale,
    user: &User,
    exam: &Exam,
    part: &QuizPart,
) -> Result<String, ApiError> {
    let bank = state.items().await?;
    let bank: Vec<quiz::Item> = bank.iter().filter(|item| part.asks_about(item, &state.content)).cloned().collect();
    let seed = seed()?;
    let expected = state.difficulties.known(&state.storage, now_ms()).await?;
    let drawn = quiz::equal_forms::equal_form(&bank, &part.blueprint, &expected, &seed).map_err(|error| {
        tracing::error!(%error, exam = %exam.id, "exam form");
        ApiError::Fault
    })?;
    if !drawn.is_equal() {
        tracing::warn!(exam = %exam.id, off = drawn.off(), "the bank is too small for forms of equal difficulty");
    }
    let form = asked(&state.content, drawn.form, &seed);
    let form = QuizForm { title: quiz_title(locale, &part.criterion), limit_s: Some(part.minutes * 60), form };
    let attempt = NewAttempt {
        questions: Some(form.form.places.len() as u64),
        limit_ms: Some(part.minutes * 60_000 + GRACE_MS),
        ..attempt(state, user, exam, Drill::Quiz, &part.criterion, Json::of(&form)?)
    };
    let id = state.storage.begin_attempt(&attempt, now_ms()).await?;
    Ok(format!("/quiz/{id}"))
}

fn attempt(state: &AppState, user: &User, exam: &Exam, kind: Drill, target: &str, form: Json) -> NewAttempt {
    NewAttempt {
        user: user.id.clone(),
        kind,
        target: target.to_owned(),
        assignment: None,
        exam: Some(exam.id.clone()),
        content_hash: state.content.hash.clone(),
        form,
        questions: None,
        limit_ms: None,
    }
}

async fn begin_shift(
    state: &AppState,
    user: &User,
    exam: &Exam,
    standard: &Standard,
    plan: &str,
) -> Result<String, ApiError> {
    let shift = NewShift {
        user: user.id.clone(),
        assignment: None,
        exam: Some(exam.id.clone()),
        opening: opening(&state.content, plan, Mode::Exam, Some(standard.post))?,
    };
    let id = state.live.open(&shift).await?;
    Ok(format!("/desk/{id}"))
}

/// `POST /exam/{id}/submit`: hands in; from here on an examiner decides.
///
/// # Errors
/// When a part is not finished, or the exam is not the visitor's or not open.
pub async fn submit(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Redirect, ApiError> {
    let (_, exam, standard) = own(&state, &visitor, id).await?;
    let parts = Parts::of(&state, &exam.id).await?;
    if !parts.complete(&standard) {
        return Err(ApiError::Conflict);
    }
    if !state.storage.submit_exam(&exam.id, now_ms()).await? {
        return Err(ApiError::Conflict);
    }
    for note in parts.typing.iter().filter_map(|one| one.result.as_ref()) {
        let result: crate::functions::typing::TypingResult = note.read()?;
        for flag in &result.measures.flags {
            let kind = serde_json::to_string(flag).unwrap_or_default();
            state.storage.note_exam(&exam.id, kind.trim_matches('"'), "typing", now_ms()).await?;
        }
        if result.measures.blurs > 0 {
            state.storage.note_exam(&exam.id, "focus_lost", &result.measures.blurs.to_string(), now_ms()).await?;
        }
    }
    Ok(Redirect::to(&format!("/exam/{}", exam.id)))
}
