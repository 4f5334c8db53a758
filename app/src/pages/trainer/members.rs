//! `POST /trainer/{class}/members`: moves members into another class, puts them away, or takes them back.

use super::own_class;
use crate::server::{error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    extract::{Path, RawForm, State},
    response::Redirect,
};
use miaohui::{
    clock::now_ms,
    ids::{CohortId, UserId},
};

/// Most persons in one go: a whole programme.
const CHOSEN_MAX: usize = 2_000;

/// # Errors
/// When either class is not the visitor's, or nobody was chosen.
pub async fn change(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    RawForm(form): RawForm,
) -> Result<Redirect, ApiError> {
    let (user, class) = own_class(&state, &visitor, id).await?;
    let (mut chosen, mut to, mut what) = (Vec::new(), String::new(), String::new());
    for (name, value) in form_urlencoded::parse(&form) {
        match name.as_ref() {
            "user" => chosen.push(UserId(value.into_owned())),
            "to" => to = value.into_owned(),
            "do" => what = value.into_owned(),
            _ => {}
        }
    }
    if chosen.len() > CHOSEN_MAX {
        return Err(ApiError::BadInput);
    }
    match what.as_str() {
        "move" => {
            let other = state.storage.cohort(&CohortId(to)).await?;
            let other = other.filter(|other| other.trainer_id == user.id && other.archived_ms.is_none());
            let other = other.ok_or(ApiError::NotFound)?;
            if other.id != class.id {
                state.storage.move_members(&class.id, &other.id, &chosen, now_ms()).await?;
            }
        }
        "archive" => state.storage.archive_members(&class.id, &chosen, Some(now_ms())).await?,
        "restore" => state.storage.archive_members(&class.id, &chosen, None).await?,
        _ => return Err(ApiError::BadInput),
    }
    Ok(Redirect::to(&format!("/trainer/{}#members", class.id)))
}
