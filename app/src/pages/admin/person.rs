//! `/admin/people/{id}`: one account, what can be done with it, and the person's data.

use crate::i18n::*;
use crate::pages::{account, frame::Frame, login::role_name};
use crate::server::{dates, document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    clock::now_ms,
    ids::UserId,
    storage::{AuditEntry, Json, NewAudit, Role, StorageError, User},
};
use serde::Deserialize;

/// What is to be done.
#[derive(Deserialize)]
pub struct Wish {
    /// `role`, `password`, `sessions` or `forget`.
    #[serde(rename = "do")]
    wish: String,
    #[serde(default)]
    role: String,
    /// Of `forget`: the login, typed once more.
    #[serde(default)]
    login: String,
}

/// `GET /admin/people/{id}`
///
/// # Errors
/// When the visitor is no administrator, or there is no such account.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::ManageAccounts)?.clone();
    shown(&state, visitor.locale, user, &UserId(id), None).await
}

/// `POST /admin/people/{id}`
///
/// # Errors
/// When the visitor is no administrator, or would change their own account here.
pub async fn change(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(given): Form<Wish>,
) -> Result<Response, ApiError> {
    let user = visitor.require(Permission::ManageAccounts)?.clone();
    let (locale, id, now) = (visitor.locale, UserId(id), now_ms());
    let person = known(&state, &id).await?;
    if id == user.id {
        return Err(ApiError::Conflict);
    }
    let notice = match given.wish.as_str() {
        "role" => {
            let role = super::accounts::ROLES.into_iter().find(|role| role.as_str() == given.role);
            state.accounts.set_role(&id, role.ok_or(ApiError::BadInput)?, &user.id, now).await?;
            td_string!(locale, admin.role_set).to_string()
        }
        "password" => {
            let password = state.accounts.reset_password(&id).await.map_err(|_| ApiError::Fault)?;
            noted(&state, &user, "password_reset", &id).await?;
            td_string!(locale, admin.password_reset, login = person.login, password = password).to_string()
        }
        "sessions" => {
            let ended = state.storage.end_sessions(&id, None).await?;
            td_string!(locale, admin.sessions_ended, n = ended).to_string()
        }
        "forget" if given.login.trim() != person.login => td_string!(locale, admin.forget_login).to_string(),
        "forget" => match state.storage.forget_person(&id, &user.id, now).await {
            Ok(()) => return Ok(Redirect::to("/admin").into_response()),
            Err(StorageError::Conflict { what }) if what == "open_shift" => {
                td_string!(locale, admin.forget_open).to_string()
            }
            Err(error) => return Err(error.into()),
        },
        _ => return Err(ApiError::BadInput),
    };
    Ok(shown(&state, locale, user, &id, Some(notice)).await?.into_response())
}

/// `GET /admin/people/{id}/data.json`: what is kept of the person, for them; who took it is in the audit log.
///
/// # Errors
/// When the visitor is no administrator, or there is no such account.
pub async fn data(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let user = visitor.require(Permission::ManageAccounts)?;
    let person = known(&state, &UserId(id)).await?;
    noted(&state, user, "data_exported", &person.id).await?;
    account::file(&state, &person).await
}

async fn known(state: &AppState, id: &UserId) -> Result<User, ApiError> {
    state.storage.user(id).await?.filter(|user| user.role != Role::Guest).ok_or(ApiError::NotFound)
}

async fn noted(state: &AppState, by: &User, action: &str, about: &UserId) -> Result<(), ApiError> {
    let payload = Json::of(&serde_json::json!({}))?;
    let entry = NewAudit { actor: Some(&by.id), action, object: &about.0, payload };
    Ok(state.storage.audit(&entry, now_ms()).await?)
}

async fn shown(
    state: &AppState,
    locale: Locale,
    user: User,
    id: &UserId,
    notice: Option<String>,
) -> Result<Document, ApiError> {
    let person = known(state, id).await?;
    let history = state.storage.audit_about(&id.0).await?;
    let own = person.id == user.id;
    Ok(Document::new(locale, person.display_name.clone(), move || {
        view! {
            <Frame locale=locale here="/admin" user=Some(user)>
                <main id="main" class="page stack-5">
                    <div class="head"><div><h1>{person.display_name.clone()}</h1><p><code>{person.login.clone()}</code>" · "{role_name(locale, person.role)}" · "{td_string!(locale, admin.since)}" "{dates::minute(person.created_ms)}</p></div><a class="button" href="/admin">{td_string!(locale, admin.title)}</a></div>
                    {notice.map(|words| view! { <p class="notice" role="status">{words}</p> })}
                    {if own { view! { <p class="muted">{td_string!(locale, admin.own_account)}</p> }.into_any() } else { view! { <Actions locale=locale person=person.clone() /> }.into_any() }}
                    <History locale=locale history=history />
                </main>
            </Frame>
        }
        .into_any()
    }))
}

#[component]
fn Actions(locale: Locale, person: User) -> impl IntoView {
    let to = format!("/admin/people/{}", person.id);
    let is_admin = person.role == Role::Admin;
    view! {
        <ul class="rows">
            <li><div class="grow"><p><em>{td_string!(locale, admin.role)}</em></p><small>{td_string!(locale, admin.role_text)}</small></div>
                <form method="post" action=to.clone() class="row"><input type="hidden" name="do" value="role" />
                    <select name="role" aria-label=td_string!(locale, admin.role).to_string()>{super::accounts::ROLES.into_iter().map(|role| view! { <option value=role.as_str() selected=role == person.role>{role_name(locale, role)}</option> }).collect_view()}</select>
                    <button type="submit">{td_string!(locale, common.save)}</button></form></li>
            <li><div class="grow"><p><em>{td_string!(locale, admin.new_password)}</em></p><small>{td_string!(locale, admin.new_password_text)}</small></div>
                <form method="post" action=to.clone()><input type="hidden" name="do" value="password" /><button type="submit">{td_string!(locale, admin.new_password_do)}</button></form></li>
            <li><div class="grow"><p><em>{td_string!(locale, admin.sessions)}</em></p><small>{td_string!(locale, admin.sessions_text)}</small></div>
                <form method="post" action=to.clone()><input type="hidden" name="do" value="sessions" /><button type="submit">{td_string!(locale, admin.sessions_do)}</button></form></li>
            <li><div class="grow"><p><em>{td_string!(locale, account.data)}</em></p><small>{td_string!(locale, admin.data_text)}</small></div>
                <a class="button" href=format!("{to}/data.json")>{td_string!(locale, account.data_do)}</a></li>
            {(!is_admin).then(|| view! {
                <li><div class="grow"><p><em>{td_string!(locale, admin.forget)}</em></p><small>{td_string!(locale, admin.forget_text)}</small></div>
                    <form method="post" action=to class="row"><input type="hidden" name="do" value="forget" />
                        <input name="login" required autocomplete="off" aria-label=td_string!(locale, admin.forget_label).to_string() placeholder=td_string!(locale, admin.forget_label).to_string() />
                        <button class="danger" type="submit">{td_string!(locale, admin.forget_do)}</button></form></li>
            })}
        </ul>
    }
}

#[component]
fn History(locale: Locale, history: Vec<AuditEntry>) -> impl IntoView {
    let empty = history.is_empty();
    view! {
        <section class="stack">
            <h2>{td_string!(locale, admin.audit)}</h2>
            {empty.then(|| view! { <p class="empty">{td_string!(locale, admin.empty_audit)}</p> })}
            <table hidden=empty><tbody>{history.into_iter().map(|entry| view! {
                <tr><td>{dates::minute(entry.at_ms)}</td><td><code>{entry.action}</code></td></tr>
            }).collect_view()}</tbody></table>
        </section>
    }
}
