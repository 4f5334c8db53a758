//! `/login` and `/logout`.

use super::frame::Frame;
use crate::i18n::*;
use crate::server::{address::Client, document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    Form,
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;
use miaohui::{
    accounts::{DemoAccount, LoginError},
    clock::now_ms,
    storage::{Role, SESSION_USER},
};
use serde::Deserialize;

/// Where to go after signing in.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    back: String,
}

/// The login form.
#[derive(Deserialize)]
pub struct Credentials {
    login: String,
    password: String,
    #[serde(default)]
    back: String,
}

/// `GET /login`
pub async fn page(State(state): State<AppState>, visitor: Visitor, Query(asked): Query<Asked>) -> Response {
    if let Some(user) = visitor.user.as_ref().filter(|user| user.role != Role::Guest) {
        return Redirect::to(home_of(user.role)).into_response();
    }
    form(&visitor, state.demo, String::new(), asked.back, None).into_response()
}

/// `POST /login`
///
/// # Errors
/// When the database or the hashing pool cannot answer.
pub async fn submit(
    State(state): State<AppState>,
    client: Client,
    visitor: Visitor,
    Form(given): Form<Credentials>,
) -> Result<Response, ApiError> {
    let locale = visitor.locale;
    let outcome = state.accounts.log_in(&given.login, &given.password, &client.address, now_ms()).await;
    let (status, wrong) = match outcome {
        Ok(user) => {
            visitor.session.cycle_id().await?;
            visitor.session.insert(SESSION_USER, &user.id.0).await?;
            return Ok(Redirect::to(&after(&given.back, user.role)).into_response());
        }
        Err(LoginError::Wrong) => (StatusCode::UNAUTHORIZED, td_string!(locale, account.wrong).to_string()),
        Err(LoginError::Disabled) => (StatusCode::FORBIDDEN, td_string!(locale, account.disabled).to_string()),
        Err(LoginError::Wait { seconds }) => {
            (StatusCode::TOO_MANY_REQUESTS, td_string!(locale, account.throttled, seconds = seconds).to_string())
        }
        Err(LoginError::Busy) => return Err(ApiError::Busy),
        Err(LoginError::Storage(error)) => return Err(error.into()),
    };
    Ok(form(&visitor, state.demo, given.login, given.back, Some(wrong)).status(status).into_response())
}

/// `POST /logout`
///
/// # Errors
/// When the session cannot be ended.
pub async fn leave(visitor: Visitor) -> Result<Redirect, ApiError> {
    visitor.session.flush().await?;
    Ok(Redirect::to("/"))
}

/// Only addresses of our own, and never the login page again.
fn after(back: &str, role: Role) -> String {
    let own = back.starts_with('/') && !back.starts_with("//") && !back.contains('\\') && !back.starts_with("/login");
    if own { back.to_owned() } else { home_of(role).to_owned() }
}

/// The first page of a role.
pub fn home_of(role: Role) -> &'static str {
    match role {
        Role::Trainee => "/today",
        Role::Trainer => "/trainer",
        Role::Examiner => "/examiner",
        Role::Employer => "/employer",
        Role::Admin => "/admin",
        Role::Guest => "/try",
    }
}

fn form(
    visitor: &Visitor,
    demo: &'static [DemoAccount],
    login: String,
    back: String,
    wrong: Option<String>,
) -> Document {
    let locale = visitor.locale;
    Document::new(locale, td_string!(locale, common.sign_in).to_string(), move || {
        view! {
            <Frame locale=locale here="/login" user=None>
                <main id="main" class="page narrow stack-5">
                    <h1>{td_string!(locale, common.sign_in)}</h1>
                    <form method="post" action="/login" class="stack">
                        <input type="hidden" name="back" value=back />
                        <div class="field">
                            <label for="login">{td_string!(locale, account.login)}</label>
                            <input id="login" name="login" value=login autocomplete="username" autocapitalize="off" spellcheck="false" required autofocus />
                        </div>
                        <div class="field">
                            <label for="password">{td_string!(locale, account.password)}</label>
                            <input id="password" name="password" type="password" autocomplete="current-password" required />
                            {wrong.map(|wrong| view! { <p class="wrong" role="alert">{wrong}</p> })}
                        </div>
                        <button class="primary" type="submit">{td_string!(locale, common.sign_in)}</button>
                    </form>
                    <p class="muted">{td_string!(locale, account.no_account)}" "<a href="/join">{td_string!(locale, account.join)}</a></p>
                    {(!demo.is_empty()).then(|| view! { <DemoAccounts locale=locale demo=demo /> })}
                </main>
            </Frame>
        }
        .into_any()
    })
}

#[component]
fn DemoAccounts(locale: Locale, demo: &'static [DemoAccount]) -> impl IntoView {
    view! {
        <section class="stack">
            <h2>{td_string!(locale, account.demo)}</h2>
            <p class="muted">{td_string!(locale, account.demo_text)}</p>
            <table>
                <thead><tr><th scope="col">{td_string!(locale, account.role)}</th><th scope="col">{td_string!(locale, account.login)}</th><th scope="col">{td_string!(locale, account.password)}</th></tr></thead>
                <tbody>
                    {demo
                        .iter()
                        .map(|one| {
                            view! {
                                <tr>
                                    <td>{role_name(locale, one.role)}</td>
                                    <td><code>{one.login}</code></td>
                                    <td><code>{one.password}</code></td>
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
        </section>
    }
}

/// A role's name.
pub fn role_name(locale: Locale, role: Role) -> String {
    match role {
        Role::Guest => td_string!(locale, account.role_guest),
        Role::Trainee => td_string!(locale, account.role_trainee),
        Role::Trainer => td_string!(locale, account.role_trainer),
        Role::Examiner => td_string!(locale, account.role_examiner),
        Role::Employer => td_string!(locale, account.role_employer),
        Role::Admin => td_string!(locale, account.role_admin),
    }
    .to_string()
}

#[cfg(test)]
mod tests {
    use super::after;
    use miaohui::storage::Role;

    #[test]
    fn goes_back_only_within_the_site() {
        let check = |back: &str, expected: &str| assert_eq!(after(back, Role::Trainee), expected, "{back}");
        check("/desk/1?x=2", "/desk/1?x=2");
        check("", "/today");
        check("https://evil.example/", "/today");
        check("//evil.example/", "/today");
        check("/\\evil.example/", "/today");
        check("/login?back=/login", "/today");
    }
}
