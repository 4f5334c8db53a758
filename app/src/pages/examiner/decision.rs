//! `/examiner/{exam}`: the case, and the opinion about it.

use super::{
    case::{Case, Stand},
    issue,
    marks::{self, Marks},
    view,
};
use crate::i18n::*;
use crate::server::{document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    Form,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use miaohui::{
    accounts::Permission,
    certification::assess::RedLineFound,
    clock::now_ms,
    storage::{Json, NewOpinion, Outcome, StorageError},
};

/// Most characters of a reason.
pub const REASON_MAX_CHARS: usize = 500;

/// The form, field by field: red lines and marks are as many as there are.
#[derive(Default)]
struct Given {
    outcome: String,
    reason: String,
    dismissed: Vec<String>,
    marks: Marks,
}

impl Given {
    fn of(fields: Vec<(String, String)>) -> Self {
        let mut given = Self { marks: Marks::of(&fields), ..Self::default() };
        for (name, value) in fields {
            match name.as_str() {
                "outcome" => given.outcome = value,
                "reason" => value.trim().clone_into(&mut given.reason),
                "dismiss" => given.dismissed.push(value),
                _ => {}
            }
        }
        given
    }
}

/// A red line as the form names it.
pub fn red_line_key(found: &RedLineFound) -> String {
    format!("{:?}:{}:{}", found.part, found.act, found.seq)
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
    let case = Case::of(&state, &user, id).await?;
    Ok(view::document(visitor.locale, &state, user, case, String::new(), None))
}

/// `POST /examiner/{exam}`: an opinion, given once; with it the decision, where enough agree.
///
/// # Errors
/// When the visitor may not decide, or nothing waits.
pub async fn decide(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, ApiError> {
    let locale = visitor.locale;
    let user = visitor.require(Permission::DecideExams)?.clone();
    let given = Given::of(fields);
    let mut case = Case::of(&state, &user, id).await?;
    match case.stand {
        Stand::MayDecide => {}
        Stand::Trains => return Err(ApiError::Forbidden),
        Stand::HasDecided | Stand::Over => return Err(ApiError::Conflict),
    }
    let outcome = match given.outcome.as_str() {
        "certify" => Outcome::Certified,
        "refuse" => Outcome::Refused,
        _ => return Err(ApiError::BadInput),
    };
    if given.reason.chars().count() > REASON_MAX_CHARS {
        return Err(ApiError::BadInput);
    }
    let dismissed: Vec<RedLineFound> =
        case.red_lines.iter().filter(|one| given.dismissed.contains(&red_line_key(one))).cloned().collect();
    case.dismiss(&dismissed)?;
    if let Some(wrong) = wrong(locale, &user, &case, outcome, &given, !dismissed.is_empty()) {
        let page = view::document(locale, &state, user, case, given.reason, Some(wrong));
        return Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY).into_response());
    }
    let opinion = NewOpinion {
        exam: case.exam.id.clone(),
        examiner: user.id.clone(),
        outcome,
        reason: given.reason,
        dismissed: Json::of(&dismissed)?,
        measured: Json::of(&case.assessment)?,
        agreeing: case.standard.agreeing(),
    };
    let certificate = if outcome == Outcome::Certified && case.settles(outcome) {
        Some(issue::issue(&state, &case, &opinion).await?)
    } else {
        state.storage.decide(&opinion, None, now_ms()).await.map_err(refused)?;
        None
    };
    if case.asks_marks_of(&user) {
        marks::keep(&state, &user, &case, &given.marks).await?;
    }
    let address = certificate.map_or_else(|| "/examiner".to_owned(), |id| format!("/c/{id}"));
    Ok(Redirect::to(&address).into_response())
}

/// What must be mended before an opinion is taken, if anything.
fn wrong(
    locale: Locale,
    user: &miaohui::storage::User,
    case: &Case,
    outcome: Outcome,
    given: &Given,
    dismisses: bool,
) -> Option<String> {
    if case.asks_marks_of(user) && !given.marks.cover(&case.to_mark()) {
        return Some(td_string!(locale, examiner.marks_needed).to_string());
    }
    match outcome {
        Outcome::Certified if !case.assessment.met => Some(td_string!(locale, examiner.not_met).to_string()),
        _ if given.reason.is_empty() && dismisses => Some(td_string!(locale, examiner.dismiss_reason).to_string()),
        // An appeal is answered either way.
        _ if given.reason.is_empty() && (outcome == Outcome::Refused || case.round() == Some(2)) => {
            Some(td_string!(locale, examiner.reason_needed).to_string())
        }
        _ => None,
    }
}

/// What storage refuses on its own account.
pub fn refused(error: StorageError) -> ApiError {
    match &error {
        StorageError::Conflict { what } if what == "own_class" || what == "own_exam" => ApiError::Forbidden,
        _ => error.into(),
    }
}
