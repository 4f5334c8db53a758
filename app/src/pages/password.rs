//! `/password`: a person changes the own password.

use super::{frame::Frame, login::home_of, setup::Field, setup::account_fault};
use crate::i18n::*;
use crate::server::{document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    Form,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;
use miaohui::{accounts::AccountError, storage::Role};
use serde::Deserialize;

/// The form.
#[derive(Deserialize)]
pub struct Change {
    old: String,
    new: String,
}

/// `GET /password`
///
/// # Errors
/// When nobody is signed in.
pub async fn page(visitor: Visitor) -> Result<Document, ApiError> {
    if visitor.user.as_ref().is_none_or(|user| user.role == Role::Guest) {
        return Err(ApiError::SignIn { back: visitor.path });
    }
    Ok(form(visitor, None, None))
}

/// `POST /password`
///
/// # Errors
/// When nobody is signed in, or the server is busy.
pub async fn submit(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(given): Form<Change>,
) -> Result<Response, ApiError> {
    let Some(user) = visitor.user.clone().filter(|user| user.role != Role::Guest) else {
        return Err(ApiError::SignIn { back: "/password".to_owned() });
    };
    let kept = visitor.session.id().map(|id| id.to_string());
    match state.accounts.change_password(&user, &given.old, &given.new, kept.as_deref()).await {
        Ok(()) => Ok(Redirect::to(home_of(user.role)).into_response()),
        Err(error) => {
            let old_wrong = matches!(error, AccountError::WrongPassword);
            let (_, words) = account_fault(visitor.locale, error)?;
            let (old, new) = if old_wrong { (Some(words), None) } else { (None, Some(words)) };
            Ok(form(visitor, old, new).status(StatusCode::UNPROCESSABLE_ENTITY).into_response())
        }
    }
}

fn form(visitor: Visitor, old: Option<String>, new: Option<String>) -> Document {
    let locale = visitor.locale;
    Document::new(locale, td_string!(locale, common.password).to_string(), move || {
        view! {
            <Frame locale=locale here="/password" user=visitor.user>
                <main id="main" class="page narrow stack-5">
                    <div>
                        <h1>{td_string!(locale, common.password)}</h1>
                        <p class="muted">{td_string!(locale, account.password_text)}</p>
                    </div>
                    <form method="post" action="/password" class="stack">
                        <Field name="old" kind="password" label=td_string!(locale, account.old_password) value="" wrong=old autocomplete="current-password" required=true />
                        <Field name="new" kind="password" label=td_string!(locale, account.new_password) hint=td_string!(locale, account.password_hint) value="" wrong=new autocomplete="new-password" required=true />
                        <button class="primary" type="submit">{td_string!(locale, common.save)}</button>
                    </form>
                </main>
            </Frame>
        }
        .into_any()
    })
}
