//! `/setup`: makes the first administrator, with the token the server printed.

use super::frame::Frame;
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
    accounts::{AccountError, PasswordFault, SetupError},
    clock::now_ms,
    storage::SESSION_USER,
};
use serde::Deserialize;

/// The form.
#[derive(Clone, Default, Deserialize)]
pub struct Setup {
    token: String,
    school: String,
    login: String,
    name: String,
    password: String,
}

/// What is wrong with it, by field.
#[derive(Default)]
struct Wrong {
    token: Option<String>,
    name: Option<String>,
    login: Option<String>,
    password: Option<String>,
}

/// `GET /setup`
///
/// # Errors
/// When there is an administrator already, or the database does not answer.
pub async fn page(State(state): State<AppState>, visitor: Visitor) -> Result<Document, ApiError> {
    if !state.storage.needs_first_admin().await? {
        return Err(ApiError::NotFound);
    }
    Ok(form(visitor.locale, Setup::default(), Wrong::default()))
}

/// `POST /setup`
///
/// # Errors
/// As for the page, or when the hashing pool is busy.
pub async fn submit(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(given): Form<Setup>,
) -> Result<Response, ApiError> {
    let locale = visitor.locale;
    if !state.storage.needs_first_admin().await? {
        return Err(ApiError::NotFound);
    }
    let name = if given.name.trim().is_empty() { &given.login } else { &given.name };
    let made = match &state.setup_token {
        Some(token) => {
            state.accounts.create_first_admin(token, &given.token, &given.login, name, &given.password, now_ms()).await
        }
        None => Err(SetupError::WrongToken),
    };
    let mut wrong = Wrong::default();
    let id = match made {
        Ok(id) => id,
        Err(SetupError::Done) => return Err(ApiError::Conflict),
        Err(SetupError::WrongToken) => {
            wrong.token = Some(td_string!(locale, account.wrong_token).to_string());
            return Ok(form(locale, given, wrong).status(StatusCode::UNPROCESSABLE_ENTITY).into_response());
        }
        Err(SetupError::Account(error)) => {
            let (field, words) = account_fault(locale, error)?;
            match field {
                AccountField::Login => wrong.login = Some(words),
                AccountField::Name => wrong.name = Some(words),
                AccountField::Password => wrong.password = Some(words),
            }
            return Ok(form(locale, given, wrong).status(StatusCode::UNPROCESSABLE_ENTITY).into_response());
        }
    };
    if !given.school.trim().is_empty() {
        state.accounts.set_school_name(given.school.trim()).await?;
    }
    visitor.session.cycle_id().await?;
    visitor.session.insert(SESSION_USER, &id.0).await?;
    Ok(Redirect::to("/admin").into_response())
}

/// Which field of an account's form is at fault.
pub enum AccountField {
    Login,
    Name,
    Password,
}

/// Why an account cannot be as asked, in words beside the field.
///
/// # Errors
/// When it is not the form's fault.
pub fn account_fault(locale: Locale, error: AccountError) -> Result<(AccountField, String), ApiError> {
    let pair = match error {
        AccountError::Login(_) => (AccountField::Login, td_string!(locale, account.bad_login)),
        AccountError::Taken => (AccountField::Login, td_string!(locale, account.taken)),
        AccountError::Name => (AccountField::Name, td_string!(locale, account.bad_name)),
        AccountError::Password(PasswordFault::TooShort) => {
            (AccountField::Password, td_string!(locale, account.password_short))
        }
        AccountError::Password(PasswordFault::TooLong) => {
            (AccountField::Password, td_string!(locale, account.password_long))
        }
        AccountError::Password(PasswordFault::IsLogin) => {
            (AccountField::Password, td_string!(locale, account.password_login))
        }
        AccountError::Password(PasswordFault::TooCommon) => {
            (AccountField::Password, td_string!(locale, account.password_common))
        }
        AccountError::WrongPassword => (AccountField::Password, td_string!(locale, account.wrong_password)),
        AccountError::Busy => return Err(ApiError::Busy),
        AccountError::Storage(error) => return Err(error.into()),
    };
    Ok((pair.0, pair.1.to_string()))
}

fn form(locale: Locale, given: Setup, wrong: Wrong) -> Document {
    Document::new(locale, td_string!(locale, account.setup).to_string(), move || {
        view! {
            <Frame locale=locale here="/setup" user=None>
                <main id="main" class="page narrow stack-5">
                    <div>
                        <h1>{td_string!(locale, account.setup)}</h1>
                        <p class="muted">{td_string!(locale, account.setup_text)}</p>
                    </div>
                    <form method="post" action="/setup" class="stack">
                        <Field name="token" label=td_string!(locale, account.token) hint=td_string!(locale, account.token_hint) value=given.token wrong=wrong.token required=true />
                        <Field name="school" label=td_string!(locale, account.school) hint=td_string!(locale, account.school_hint) value=given.school />
                        <Field name="name" label=td_string!(locale, account.name) value=given.name wrong=wrong.name autocomplete="name" />
                        <Field name="login" label=td_string!(locale, account.login) hint=td_string!(locale, account.login_hint) value=given.login wrong=wrong.login autocomplete="username" required=true />
                        <Field name="password" kind="password" label=td_string!(locale, account.password) hint=td_string!(locale, account.password_hint) value=String::new() wrong=wrong.password autocomplete="new-password" required=true />
                        <button class="primary" type="submit">{td_string!(locale, account.make_admin)}</button>
                    </form>
                </main>
            </Frame>
        }
        .into_any()
    })
}

/// One labelled input with its hint and what is wrong with it.
#[component]
pub fn Field(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(into, optional)] hint: String,
    #[prop(into)] value: String,
    #[prop(optional_no_strip)] wrong: Option<String>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <input id=name name=name type=kind value=value autocomplete=autocomplete required=required aria-invalid=wrong.is_some().then_some("true") />
            {(!hint.is_empty()).then(|| view! { <p class="hint">{hint}</p> })}
            {wrong.map(|wrong| view! { <p class="wrong" role="alert">{wrong}</p> })}
        </div>
    }
}
