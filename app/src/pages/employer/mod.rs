//! `/employer`: many certificates at once.

pub mod staffing;

use super::{
    admin::state_name,
    certificate::{grouped, masked},
    frame::Frame,
};
use crate::i18n::*;
use crate::server::{
    dates,
    document::{Document, in_textarea},
    error::ApiError,
    state::AppState,
    visitor::Visitor,
};
use axum::{Form, extract::State};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    storage::{Certificate, Disclosure},
};
use serde::Deserialize;

/// Most codes in one go.
const CODES_MAX: usize = 200;

/// Codes, one a line.
#[derive(Deserialize)]
pub struct Codes {
    codes: String,
}

/// `GET /employer`
///
/// # Errors
/// When the visitor is no employer.
pub async fn page(visitor: Visitor) -> Result<Document, ApiError> {
    visitor.require(Permission::EmployerTools)?;
    Ok(whole(visitor, String::new(), Vec::new()))
}

/// `POST /employer`
///
/// # Errors
/// When the visitor is no employer, or the database does not answer.
pub async fn check(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(given): Form<Codes>,
) -> Result<Document, ApiError> {
    visitor.require(Permission::EmployerTools)?;
    let mut rows = Vec::new();
    for line in given.codes.lines().map(str::trim).filter(|line| !line.is_empty()).take(CODES_MAX) {
        let plain: String = line.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
        rows.push((line.to_owned(), state.storage.certificate_by_code(&plain).await?));
    }
    Ok(whole(visitor, given.codes, rows))
}

fn whole(visitor: Visitor, codes: String, rows: Vec<(String, Option<Certificate>)>) -> Document {
    let locale = visitor.locale;
    let none = rows.is_empty();
    Document::new(locale, td_string!(locale, employer.title).to_string(), move || {
        view! {
            <Frame locale=locale here="/employer" user=visitor.user>
                <main id="main" class="page stack-5">
                    <div><h1>{td_string!(locale, employer.title)}</h1><p class="muted">{td_string!(locale, employer.lead)}" "<a href="/verify">{td_string!(locale, common.verify)}</a>" · "<a href="/employer/staffing">{td_string!(locale, staffing.title)}</a></p></div>
                    <form method="post" action="/employer" class="stack">
                        <div class="field">
                            <label for="codes">{td_string!(locale, employer.check_many)}</label>
                            <textarea id="codes" name="codes" rows="5" required>{in_textarea(&codes)}</textarea>
                            <p class="hint">{td_string!(locale, employer.check_many_text)}</p>
                        </div>
                        <button class="primary" type="submit">{td_string!(locale, employer.go)}</button>
                    </form>
                    <table hidden=none>
                        <thead><tr><th scope="col">{td_string!(locale, employer.code)}</th><th scope="col">{td_string!(locale, employer.holder)}</th><th scope="col">{td_string!(locale, employer.standard)}</th><th scope="col">{td_string!(locale, employer.state)}</th><th scope="col">{td_string!(locale, employer.until)}</th></tr></thead>
                        <tbody>{rows.into_iter().map(|(line, found)| match found {
                            Some(one) => {
                                let name = match one.disclosure { Disclosure::Full => one.holder_name.clone(), Disclosure::Partial => masked(&one.holder_name), Disclosure::Code => "–".to_owned() };
                                view! { <tr><td><a href=format!("/c/{}", one.id)>{grouped(&one.check_code)}</a></td><td>{name}</td><td>{one.standard_id}</td><td>{state_name(locale, one.state)}" "<span class="muted">{one.reason}</span></td><td>{dates::day(one.valid_until_ms)}</td></tr> }.into_any()
                            }
                            None => view! { <tr><td><code>{line}</code></td><td colspan="4" class="wrong">{td_string!(locale, employer.not_found)}</td></tr> }.into_any(),
                        }).collect_view()}</tbody>
                    </table>
                </main>
            </Frame>
        }
        .into_any()
    })
}
