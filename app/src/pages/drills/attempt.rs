//! The drill itself, of practice and of exams.

use super::super::frame::Frame;
use crate::functions::typing::TypingForm;
use crate::islands::{Alive, Island, Part};
use crate::server::{document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    ids::AttemptId,
    storage::{AttemptState, Drill},
};

/// `GET /drills/attempt/{id}`
///
/// # Errors
/// When it is not the visitor's.
pub async fn page(
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
                <main id="main" class="page typing-page">
                    <h1 class="visually-hidden">{form.title.clone()}</h1>
                    <Alive locale=language island=Island::Typing { attempt: kept.id.to_string(), form } />
                </main>
            </Frame>
        }
        .into_any()
    });
    Ok(document.alive(Part::Sheets).into_response())
}
