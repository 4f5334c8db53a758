//! `POST /desk/{shift}/fork`: again from this line (从这一句重来).

use crate::pages::score::whole_log;
use crate::server::{error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    Form,
    extract::{Path, State},
    response::Redirect,
};
use miaohui::{
    accounts::Permission,
    ids::ShiftId,
    live::{ForkError, LiveError},
    simulation::fork::{point, window_of},
    storage::ShiftState,
};
use serde::Deserialize;

/// Open practice shifts a person may have at once, other futures among them; as at `/desk`.
const OPEN_MAX: usize = 5;

/// Findings that are about the buyer's wait and not about the words: another future begins with the question.
const WAITED: [&str; 5] = ["late_first_reply", "late_reply", "longest_wait", "slow_answer", "window_let_go"];

/// The line at fault.
#[derive(Deserialize)]
pub struct Again {
    seq: u64,
    /// What was found there, as the score names it.
    #[serde(default)]
    rule: String,
}

/// # Errors
/// When the shift is not the visitor's own finished practice, its content has changed, or there is no such line.
pub async fn begin(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<ShiftId>,
    Form(given): Form<Again>,
) -> Result<Redirect, ApiError> {
    let user = visitor.require(Permission::Practise)?.clone();
    let shift = state.storage.shift(&id).await?.ok_or(ApiError::NotFound)?;
    if shift.user_id != user.id {
        return Err(ApiError::Forbidden);
    }
    let open = state.storage.shifts_of(&user.id).await?;
    if open.iter().filter(|one| one.state == ShiftState::Open && one.exam_id.is_none()).count() >= OPEN_MAX {
        return Err(ApiError::TooMany);
    }
    let log = whole_log(&state, &id).await?;
    let before = point(&log, given.seq, WAITED.contains(&given.rule.as_str())).ok_or(ApiError::NotFound)?;
    let fork = state.live.fork(&id, &user.id, before).await.map_err(fault)?;
    let window = log.iter().find(|event| event.seq == before).and_then(|event| window_of(&event.body));
    // The desk opens the window that the address names.
    let there = window.map_or_else(String::new, |window| format!("#w{window}"));
    Ok(Redirect::to(&format!("/desk/{fork}{there}")))
}

fn fault(error: ForkError) -> ApiError {
    match error {
        ForkError::NotFinishedPractice | ForkError::Changed => ApiError::Conflict,
        ForkError::NoSuchLine | ForkError::Live(LiveError::NotFound) => ApiError::NotFound,
        ForkError::Live(LiveError::NotYours) => ApiError::Forbidden,
        ForkError::Live(error) => error.into(),
    }
}
