//! `/examiner/{exam}/answers/{criterion}`: each question of an exam's quiz with the answer and the key.

use super::case::Case;
use crate::functions::quiz::{QuizForm, QuizResult, answers};
use crate::i18n::*;
use crate::pages::{exam::sitting::quiz_title, frame::Frame, quiz::review::rows};
use crate::server::{document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::extract::{Path, State};
use leptos::prelude::*;
use miaohui::accounts::Permission;

/// The page.
///
/// # Errors
/// When the visitor is no examiner, or there is no such quiz handed in.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((id, criterion)): Path<(String, String)>,
) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::DecideExams)?.clone();
    let locale = visitor.locale;
    let case = Case::of(&state, &user, id).await?;
    let kept = case.parts.quiz.get(&criterion).ok_or(ApiError::NotFound)?;
    let result: QuizResult = kept.result.as_ref().ok_or(ApiError::NotFound)?.read()?;
    let form: QuizForm = kept.form.read()?;
    let given = answers(&state.storage, &kept.id).await?;
    let title = quiz_title(locale, &criterion);
    Ok(Document::new(locale, title.clone(), move || {
        view! {
            <Frame locale=locale here="/examiner" user=Some(user)>
                <main id="main" class="page reading stack-5">
                    <div class="head">
                        <div><h1>{title}</h1><p>{format!("{:.0} %", result.share * 100.0)}</p></div>
                        <a class="button" href=format!("/examiner/{}", case.exam.id)>{td_string!(locale, examiner.back)}</a>
                    </div>
                    <ol class="stack-5">{rows(locale, &state.content, form.form.places, &result.marks, &given)}</ol>
                </main>
            </Frame>
        }
        .into_any()
    }))
}
