//! `/join`: into a class by its code, with the own account or a new one.

use super::{
    frame::Frame,
    setup::{AccountField, Field, account_fault},
};
use crate::i18n::*;
use crate::server::{document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    Form,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;
use miaohui::{
    clock::now_ms,
    storage::{Role, SESSION_USER},
};
use serde::Deserialize;

/// The form; only the code for a person with an account.
#[derive(Clone, Default, Deserialize)]
pub struct Join {
    code: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
}

#[derive(Default)]
struct Wrong {
    code: Option<String>,
    name: Option<String>,
    login: Option<String>,
    password: Option<String>,
}

/// `GET /join`
pub async fn page(visitor: Visitor) -> Document {
    form(visitor, Join::default(), Wrong::default())
}

/// `POST /join`
///
/// # Errors
/// When the account is not a trainee's, or the server is busy.
pub async fn submit(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(given): Form<Join>,
) -> Result<Response, ApiError> {
    let locale = visitor.locale;
    let mut wrong = Wrong::default();
    let Some(cohort) = state.storage.cohort_by_join_code(given.code.trim()).await? else {
        wrong.code = Some(td_string!(locale, account.no_such_code).to_string());
        return Ok(form(visitor, given, wrong).status(StatusCode::UNPROCESSABLE_ENTITY).into_response());
    };
    let id = match visitor.user.as_ref().filter(|user| user.role != Role::Guest) {
        Some(user) if user.role == Role::Trainee => user.id.clone(),
        Some(_) => return Err(ApiError::Forbidden),
        None => {
            let made =
                state.accounts.create(&given.login, &given.name, &given.password, Role::Trainee, false, now_ms()).await;
            match made {
                Ok(id) => id,
                Err(error) => {
                    match account_fault(locale, error)? {
                        (AccountField::Login, words) => wrong.login = Some(words),
                        (AccountField::Name, words) => wrong.name = Some(words),
                        (AccountField::Password, words) => wrong.password = Some(words),
                    }
                    return Ok(form(visitor, given, wrong).status(StatusCode::UNPROCESSABLE_ENTITY).into_response());
                }
            }
        }
    };
    state.storage.join_cohort(&cohort.id, &id, now_ms()).await?;
    visitor.session.cycle_id().await?;
    visitor.session.insert(SESSION_USER, &id.0).await?;
    Ok(Redirect::to("/today").into_response())
}

fn form(visitor: Visitor, given: Join, wrong: Wrong) -> Document {
    let locale = visitor.locale;
    let user = visitor.user.filter(|user| user.role != Role::Guest);
    let stranger = user.is_none();
    Document::new(locale, td_string!(locale, account.join_title).to_string(), move || {
        view! {
            <Frame locale=locale here="/join" user=user>
                <main id="main" class="page narrow stack-5">
                    <div>
                        <h1>{td_string!(locale, account.join_title)}</h1>
                        <p class="muted">{td_string!(locale, account.join_text)}</p>
                    </div>
                    <form method="post" action="/join" class="stack">
                        <Field name="code" label=td_string!(locale, account.join_code) value=given.code wrong=wrong.code required=true />
                        {stranger.then(|| view! {
                            <Field name="name" label=td_string!(locale, account.name) hint=td_string!(locale, account.name_hint) value=given.name wrong=wrong.name autocomplete="name" required=true />
                            <Field name="login" label=td_string!(locale, account.login) hint=td_string!(locale, account.login_hint) value=given.login wrong=wrong.login autocomplete="username" required=true />
                            <Field name="password" kind="password" label=td_string!(locale, account.password) hint=td_string!(locale, account.password_hint) value="" wrong=wrong.password autocomplete="new-password" required=true />
                        })}
                        <button class="primary" type="submit">{td_string!(locale, account.join_go)}</button>
                    </form>
                </main>
            </Frame>
        }
        .into_any()
    })
}
