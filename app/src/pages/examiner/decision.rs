//! `/examiner/{exam}`: measured values beside thresholds with their evidence, and the decision.

use super::issue;
use crate::i18n::*;
use crate::islands::glyph::Glyph;
use crate::pages::{
    exam::measured::Parts,
    frame::Frame,
    standards::{figure, part_name, title},
    trainer::tickets::Conditions,
};
use crate::server::{dates, document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    Form,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    certification::{
        assess::{Assessed, Assessment},
        standard::Standard,
    },
    clock::now_ms,
    ids::ExamId,
    storage::{Exam, ExamNote, ExamState, Json, NewDecision, Outcome, User},
};
use serde::Deserialize;

/// Most characters of a reason.
const REASON_MAX_CHARS: usize = 500;

/// The decision's form.
#[derive(Deserialize)]
pub struct Decide {
    outcome: String,
    #[serde(default)]
    reason: String,
}

/// An exam with everything its examiner needs.
pub struct Case {
    pub exam: Exam,
    pub candidate: User,
    pub standard: Standard,
    pub assessment: Assessment,
    pub conditions: Conditions,
    parts: Parts,
    notes: Vec<ExamNote>,
    /// The visitor trains the candidate and cannot decide.
    trains: bool,
}

async fn case(state: &AppState, examiner: &User, id: String) -> Result<Case, ApiError> {
    let exam = state.storage.exam(&ExamId(id)).await?;
    let exam = exam
        .filter(|exam| matches!(exam.state, ExamState::Submitted | ExamState::Decided))
        .ok_or(ApiError::NotFound)?;
    let candidate = state.storage.user(&exam.user_id).await?.ok_or(ApiError::NotFound)?;
    let standard = state.content.standards.get(&exam.standard_id).cloned().ok_or(ApiError::NotFound)?;
    let parts = Parts::of(state, &exam.id).await?;
    Ok(Case {
        assessment: parts.assess(&standard)?,
        conditions: exam.conditions.read()?,
        notes: state.storage.exam_notes(&exam.id).await?,
        trains: state.storage.trains(&examiner.id, &candidate.id).await?,
        exam,
        candidate,
        standard,
        parts,
    })
}

/// `GET /examiner/{exam}`
///
/// # Errors
/// When the visitor is no examiner, or there is no such exam handed in.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::DecideExams)?.clone();
    let case = case(&state, &user, id).await?;
    Ok(document(visitor.locale, user, case, None))
}

/// `POST /examiner/{exam}`: decides, once.
///
/// # Errors
/// When the visitor may not decide, the exam was decided before, or the standard is not met.
pub async fn decide(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(given): Form<Decide>,
) -> Result<Response, ApiError> {
    let locale = visitor.locale;
    let user = visitor.require(Permission::DecideExams)?.clone();
    let case = case(&state, &user, id).await?;
    if case.exam.state != ExamState::Submitted {
        return Err(ApiError::Conflict);
    }
    if case.trains {
        return Err(ApiError::Forbidden);
    }
    let outcome = match given.outcome.as_str() {
        "certify" => Outcome::Certified,
        "refuse" => Outcome::Refused,
        _ => return Err(ApiError::BadInput),
    };
    let reason = given.reason.trim().to_owned();
    if reason.chars().count() > REASON_MAX_CHARS {
        return Err(ApiError::BadInput);
    }
    let wrong = match outcome {
        Outcome::Certified if !case.assessment.met => Some(td_string!(locale, examiner.not_met).to_string()),
        Outcome::Refused if reason.is_empty() => Some(td_string!(locale, examiner.reason_needed).to_string()),
        _ => None,
    };
    if wrong.is_some() {
        return Ok(document(locale, user, case, wrong).status(StatusCode::UNPROCESSABLE_ENTITY).into_response());
    }
    let decision = NewDecision {
        exam: case.exam.id.clone(),
        examiner: user.id.clone(),
        outcome,
        reason,
        measured: Json::of(&case.assessment)?,
    };
    match outcome {
        Outcome::Certified => {
            let id = issue::issue(&state, &case, &decision).await?;
            Ok(Redirect::to(&format!("/c/{id}")).into_response())
        }
        Outcome::Refused => {
            state.storage.decide(&decision, None, now_ms()).await?;
            Ok(Redirect::to("/examiner").into_response())
        }
    }
}

fn document(locale: Locale, user: User, case: Case, wrong: Option<String>) -> Document {
    let name = case.candidate.display_name.clone();
    Document::new(locale, name.clone(), move || {
        let waiting = case.exam.state == ExamState::Submitted;
        let verdict = if case.assessment.met {
            td_string!(locale, examiner.all_met).to_string()
        } else {
            td_string!(locale, examiner.missing, n = case.assessment.missing.len()).to_string()
        };
        let conditions = if case.conditions.invigilated {
            td_string!(locale, certificate.invigilated)
        } else {
            td_string!(locale, certificate.not_invigilated)
        };
        view! {
            <Frame locale=locale here="/examiner" user=Some(user)>
                <main id="main" class="page stack-5">
                    <div class="head"><div>
                        <h1>{name}" · "{title(locale, &case.standard)}</h1>
                        <p>{verdict}" · "{td_string!(locale, examiner.submitted)}" "{case.exam.submitted_ms.map(dates::minute)}" · "{conditions.to_string()}</p>
                    </div></div>
                    {wrong.map(|words| view! { <p class="notice bad" role="alert">{words}</p> })}
                    <div class="columns wide-first">
                        <Measured locale=locale criteria=case.assessment.criteria.clone() />
                        <div class="stack-5">
                            <section class="stack">
                                <h2>{td_string!(locale, examiner.red_lines)}</h2>
                                {if case.assessment.red_lines.is_empty() {
                                    view! { <p class="muted">{td_string!(locale, examiner.no_red_lines).to_string()}</p> }.into_any()
                                } else {
                                    view! { <ul class="rows">{case.assessment.red_lines.iter().map(|one| view! { <li><code>{one.act.clone()}</code><span class="muted">{format!("#{}", one.seq)}</span></li> }).collect_view()}</ul> }.into_any()
                                }}
                            </section>
                            <section class="stack">
                                <h2>{td_string!(locale, examiner.evidence)}</h2>
                                <ul class="rows">
                                    {case.parts.shifts.values().map(|shift| view! { <li><a href=format!("/desk/{}/score", shift.id)>{td_string!(locale, examiner.see_shift)}</a></li> }).collect_view()}
                                    {case.notes.iter().map(|note| view! { <li><code>{note.kind.clone()}</code><span class="muted">{note.detail.clone()}</span></li> }).collect_view()}
                                </ul>
                                {case.notes.is_empty().then(|| view! { <p class="muted">{td_string!(locale, examiner.notes)}": "{td_string!(locale, examiner.no_notes)}</p> })}
                            </section>
                            {case.trains.then(|| view! { <p class="notice bad">{td_string!(locale, examiner.trains)}</p> })}
                            {(waiting && !case.trains).then(|| view! {
                                <form method="post" action=format!("/examiner/{}", case.exam.id) class="panel stack">
                                    <h2>{td_string!(locale, examiner.decide)}</h2>
                                    <div class="field"><label for="reason">{td_string!(locale, examiner.reason)}</label><textarea id="reason" name="reason" rows="3" maxlength=REASON_MAX_CHARS></textarea></div>
                                    <p class="row">
                                        <button class="primary" name="outcome" value="certify" type="submit" disabled=!case.assessment.met>{td_string!(locale, examiner.certify)}</button>
                                        <button name="outcome" value="refuse" type="submit">{td_string!(locale, examiner.refuse)}</button>
                                    </p>
                                </form>
                            })}
                        </div>
                    </div>
                </main>
            </Frame>
        }
        .into_any()
    })
}

#[component]
fn Measured(locale: Locale, criteria: Vec<Assessed>) -> impl IntoView {
    view! {
        <table>
            <thead><tr><th scope="col">{td_string!(locale, standard.criterion)}</th><th scope="col">{td_string!(locale, standard.part)}</th><th scope="col" class="figure">{td_string!(locale, examiner.measured)}</th><th scope="col" class="figure">{td_string!(locale, examiner.required)}</th><th scope="col"></th></tr></thead>
            <tbody>
                {criteria.into_iter().map(|one| {
                    let sign = if one.less_is_better { '≤' } else { '≥' };
                    let (icon, word, class) = if one.met { (icondata::LuCheck, td_string!(locale, examiner.met), "good-ink") } else { (icondata::LuMinus, td_string!(locale, examiner.missed), "") };
                    let value = one.value.map_or_else(|| "–".to_owned(), |value| figure(locale, one.unit, value));
                    view! {
                        <tr>
                            <td>{if locale == Locale::zh { one.name } else { one.name_en }}</td>
                            <td class="muted">{part_name(locale, one.part)}</td>
                            <td class="figure"><em>{value}</em></td>
                            <td class="figure">{format!("{sign} {}", figure(locale, one.unit, one.threshold))}</td>
                            <td class=class><span class="with-icon"><Glyph icon=icon />{word.to_string()}</span></td>
                        </tr>
                    }
                }).collect_view()}
            </tbody>
        </table>
    }
}
