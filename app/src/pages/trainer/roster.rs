//! `POST /trainer/{class}/members`: adds trainees by lines and shows their slips once.

use super::own_class;
use crate::i18n::*;
use crate::pages::frame::Frame;
use crate::server::{document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    Form,
    extract::{Path, State},
};
use leptos::prelude::*;
use miaohui::{
    accounts::{AccountError, login_name},
    clock::now_ms,
    ids::CohortId,
    storage::Role,
};
use serde::Deserialize;

/// Most lines in one go.
const LINES_MAX: usize = 300;

/// The lines as typed.
#[derive(Deserialize)]
pub struct Roster {
    lines: String,
}

/// What became of one line.
struct Slip {
    login: String,
    name: String,
    /// `Ok(None)`: an account that was there already.
    password: Result<Option<String>, String>,
}

/// Adds who is new, lets join who is known, names each faulty line; a good line is never lost for
/// a bad one.
///
/// # Errors
/// When the class is not the visitor's, or the server is busy.
pub async fn add(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(given): Form<Roster>,
) -> Result<Document, ApiError> {
    let locale = visitor.locale;
    let (user, class) = own_class(&state, &visitor, id).await?;
    let mut slips = Vec::new();
    let lines = given.lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    for (number, line) in lines.take(LINES_MAX) {
        slips.push(one(&state, locale, &class.id, number + 1, line.trim()).await?);
    }
    Ok(Document::new(locale, td_string!(locale, trainer.slips).to_string(), move || {
        view! {
            <Frame locale=locale here="/trainer" user=Some(user)>
                <main id="main" class="page stack-5">
                    <div class="head"><div><h1>{td_string!(locale, trainer.slips)}</h1><p>{td_string!(locale, trainer.slips_text)}</p></div>
                        <a class="button" href=format!("/trainer/{}", class.id)>{class.name}</a></div>
                    <table>
                        <thead><tr><th scope="col">{td_string!(locale, trainer.name)}</th><th scope="col">{td_string!(locale, trainer.login)}</th><th scope="col">{td_string!(locale, trainer.password)}</th></tr></thead>
                        <tbody>{slips.into_iter().map(|slip| view! {
                            <tr><td>{slip.name}</td><td><code>{slip.login}</code></td>
                            <td>{match slip.password {
                                Ok(Some(password)) => view! { <code class="code">{password}</code> }.into_any(),
                                Ok(None) => view! { <span class="muted">{td_string!(locale, trainer.existing)}</span> }.into_any(),
                                Err(why) => view! { <span class="wrong">{why}</span> }.into_any(),
                            }}</td></tr>
                        }).collect_view()}</tbody>
                    </table>
                </main>
            </Frame>
        }
        .into_any()
    }))
}

async fn one(
    state: &AppState,
    locale: Locale,
    class: &CohortId,
    line_number: usize,
    line: &str,
) -> Result<Slip, ApiError> {
    let (login, name) = line.split_once([' ', '\t', ',', '，', '　']).unwrap_or((line, ""));
    let (login, name) = (login.trim().to_owned(), name.trim().to_owned());
    let fault = |why: String| td_string!(locale, trainer.bad_line, line = line_number, why = why).to_string();
    let slip = |login, name, password| Ok(Slip { login, name, password });
    if login.is_empty() || name.is_empty() {
        let why = fault(td_string!(locale, trainer.line_form).to_string());
        return slip(line.to_owned(), name, Err(why));
    }
    let known = match login_name(&login) {
        Ok(login) => state.storage.user_by_login(&login).await?,
        Err(_) => {
            let why = fault(td_string!(locale, trainer.line_login).to_string());
            return slip(login, name, Err(why));
        }
    };
    if let Some(user) = known {
        if user.role != Role::Trainee {
            let why = fault(td_string!(locale, trainer.line_trainee).to_string());
            return slip(login, name, Err(why));
        }
        state.storage.join_cohort(class, &user.id, now_ms()).await?;
        return slip(user.login, user.display_name, Ok(None));
    }
    match state.accounts.create_with_slip(&login, &name, Role::Trainee, now_ms()).await {
        Ok((user, password)) => {
            state.storage.join_cohort(class, &user, now_ms()).await?;
            slip(login, name, Ok(Some(password)))
        }
        Err(AccountError::Storage(error)) => Err(error.into()),
        Err(AccountError::Busy) => Err(ApiError::Busy),
        Err(error) => {
            let why = fault(error.to_string());
            slip(login, name, Err(why))
        }
    }
}
