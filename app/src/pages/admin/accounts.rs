//! Accounts: listing, making, disabling; the school's name.

use super::whole;
use crate::i18n::*;
use crate::pages::{
    login::role_name,
    setup::{Field, account_fault},
};
use crate::server::{document::Document, error::ApiError, state::AppState, visitor::Visitor};
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
    storage::{Json, NewAudit, Role, User},
};
use serde::Deserialize;

/// Roles an administrator gives.
pub const ROLES: [Role; 5] = [Role::Trainee, Role::Trainer, Role::Examiner, Role::Employer, Role::Admin];

/// The form for a new account.
#[derive(Deserialize)]
pub struct NewAccount {
    login: String,
    name: String,
    role: String,
}

/// Switches an account off or on.
#[derive(Deserialize)]
pub struct Switch {
    off: bool,
}

/// The school's name.
#[derive(Deserialize)]
pub struct School {
    school: String,
}

#[component]
pub fn List(locale: Locale, people: Vec<User>) -> impl IntoView {
    view! {
        <section class="stack">
            <h2>{td_string!(locale, admin.accounts)}</h2>
            <div class="columns wide-first">
                <table>
                    <thead><tr><th scope="col">{td_string!(locale, account.name)}</th><th scope="col">{td_string!(locale, account.login)}</th><th scope="col">{td_string!(locale, admin.role)}</th><th scope="col"><span class="visually-hidden">{td_string!(locale, admin.state)}</span></th></tr></thead>
                    <tbody>{people.into_iter().map(|one| {
                        let off = one.disabled_ms.is_none();
                        let label = if off { td_string!(locale, admin.disable) } else { td_string!(locale, admin.enable) };
                        view! {
                            <tr>
                                <td><a href=format!("/admin/people/{}", one.id)>{one.display_name}</a>{(!off).then(|| view! { " "<span class="tag bad">{td_string!(locale, admin.disabled)}</span> })}</td>
                                <td><code>{one.login}</code></td>
                                <td>{role_name(locale, one.role)}</td>
                                <td class="figure"><form method="post" action=format!("/admin/accounts/{}", one.id)>
                                    <input type="hidden" name="off" value=off.to_string() /><button class="plain" type="submit">{label.to_string()}</button>
                                </form></td>
                            </tr>
                        }
                    }).collect_view()}</tbody>
                </table>
                <form method="post" action="/admin/accounts" class="panel stack">
                    <h3>{td_string!(locale, admin.new_account)}</h3>
                    <Field name="name" label=td_string!(locale, account.name) value="" required=true />
                    <Field name="login" label=td_string!(locale, account.login) hint=td_string!(locale, account.login_hint) value="" required=true />
                    <div class="field">
                        <label for="role">{td_string!(locale, admin.role)}</label>
                        <select id="role" name="role">{ROLES.into_iter().map(|role| view! { <option value=role.as_str()>{role_name(locale, role)}</option> }).collect_view()}</select>
                    </div>
                    <button class="primary" type="submit">{td_string!(locale, trainer.create)}</button>
                </form>
            </div>
        </section>
    }
}

/// `POST /admin/accounts`: makes an account and shows its first password once.
///
/// # Errors
/// When the visitor is no administrator, or there is no such role.
pub async fn create(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(given): Form<NewAccount>,
) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::ManageAccounts)?.clone();
    let role = ROLES.into_iter().find(|role| role.as_str() == given.role).ok_or(ApiError::BadInput)?;
    let notice = match state.accounts.create_with_slip(&given.login, &given.name, role, now_ms()).await {
        Ok((id, password)) => {
            let payload = Json::of(&serde_json::json!({ "role": role.as_str() }))?;
            let entry = NewAudit { actor: Some(&user.id), action: "account_made", object: &id.0, payload };
            state.storage.audit(&entry, now_ms()).await?;
            td_string!(visitor.locale, admin.slip_made, login = given.login, password = password).to_string()
        }
        Err(error) => account_fault(visitor.locale, error)?.1,
    };
    whole(&state, visitor.locale, user, Some(notice)).await
}

/// `POST /admin/accounts/{id}`: disables an account and ends its sessions, or enables it again.
///
/// # Errors
/// When the visitor is no administrator or would lock themselves out.
pub async fn switch(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(given): Form<Switch>,
) -> Result<Response, ApiError> {
    let user = visitor.require(Permission::ManageAccounts)?;
    let id = UserId(id);
    if id == user.id {
        return Err(ApiError::Conflict);
    }
    state.storage.user(&id).await?.ok_or(ApiError::NotFound)?;
    state.accounts.set_disabled(&id, given.off, &user.id, now_ms()).await?;
    Ok(Redirect::to("/admin").into_response())
}

/// `POST /admin/school`
///
/// # Errors
/// When the visitor is no administrator or the name is empty or too long.
pub async fn rename(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(given): Form<School>,
) -> Result<Redirect, ApiError> {
    visitor.require(Permission::ManageAccounts)?;
    let name = given.school.trim();
    if name.is_empty() || name.chars().count() > 60 {
        return Err(ApiError::BadInput);
    }
    state.accounts.set_school_name(name).await?;
    Ok(Redirect::to("/admin"))
}
