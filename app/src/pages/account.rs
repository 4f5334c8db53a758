//! `/account`: one's own account: who one is here, the password, one's data.

use super::{frame::Frame, login::role_name};
use crate::i18n::*;
use crate::server::{dates, document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use leptos::prelude::*;
use miaohui::storage::{Role, User};

fn own(visitor: &Visitor) -> Result<User, ApiError> {
    let user = visitor.user.clone().filter(|user| user.role != Role::Guest);
    user.ok_or_else(|| ApiError::SignIn { back: visitor.path.clone() })
}

/// `GET /account`
///
/// # Errors
/// When nobody is signed in.
pub async fn page(visitor: Visitor) -> Result<Document, ApiError> {
    let user = own(&visitor)?;
    let locale = visitor.locale;
    Ok(Document::new(locale, td_string!(locale, account.own).to_string(), move || {
        let (name, login, role, since) = (
            user.display_name.clone(),
            user.login.clone(),
            role_name(locale, user.role),
            dates::minute(user.created_ms),
        );
        view! {
            <Frame locale=locale here="/account" user=Some(user)>
                <main id="main" class="page reading stack-5">
                    <div><h1>{name}</h1><p class="muted"><code>{login}</code>" · "{role}" · "{td_string!(locale, admin.since)}" "{since}</p></div>
                    <ul class="rows">
                        <li><div class="grow"><p><em>{td_string!(locale, common.password)}</em></p><small>{td_string!(locale, account.password_text)}</small></div><a class="button" href="/password">{td_string!(locale, account.password_do)}</a></li>
                        <li><div class="grow"><p><em>{td_string!(locale, account.data)}</em></p><small>{td_string!(locale, account.data_text)}</small></div><a class="button" href="/account/data.json">{td_string!(locale, account.data_do)}</a></li>
                        <li><div class="grow"><p><em>{td_string!(locale, account.forget)}</em></p><small>{td_string!(locale, account.forget_text)}</small></div></li>
                    </ul>
                </main>
            </Frame>
        }
        .into_any()
    }))
}

/// `GET /account/data.json`: everything that is kept of the visitor.
///
/// # Errors
/// When nobody is signed in.
pub async fn data(State(state): State<AppState>, visitor: Visitor) -> Result<Response, ApiError> {
    let user = own(&visitor)?;
    file(&state, &user).await
}

/// A person's data as a file.
pub async fn file(state: &AppState, user: &User) -> Result<Response, ApiError> {
    let data = state.storage.personal_data(&user.id).await?;
    let text = serde_json::to_string_pretty(&data).map_err(|_| ApiError::Fault)?;
    let name = "attachment; filename=\"miaohui-data.json\"".to_owned();
    Ok(([(header::CONTENT_TYPE, "application/json".to_owned()), (header::CONTENT_DISPOSITION, name)], text)
        .into_response())
}
