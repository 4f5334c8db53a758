//! `/admin`: accounts, certificates, the audit log.

pub mod accounts;
pub mod audit;
pub mod backups;
pub mod certificates;
pub mod keys;
pub mod person;

use crate::i18n::*;
use crate::pages::{frame::Frame, setup::Field};
use crate::server::{document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    Form,
    extract::{Query, State},
    response::Redirect,
};
use leptos::prelude::*;
use miaohui::{
    accounts::{PRACTICE_KEPT_DAYS, Permission},
    clock::now_ms,
    storage::{CertificateState, User},
};
use serde::Deserialize;

/// Entries of the audit log on the page.
const AUDIT_SHOWN: u32 = 50;

/// What the last action says on the page.
#[derive(Default, Deserialize)]
pub struct Said {
    #[serde(default)]
    said: String,
}

/// `GET /admin`
///
/// # Errors
/// When the visitor is no administrator.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(said): Query<Said>,
) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::ManageAccounts)?.clone();
    let notice = (said.said == "reason").then(|| td_string!(visitor.locale, admin.reason_needed).to_string());
    whole(&state, visitor.locale, user, notice).await
}

/// How long practice is kept.
#[derive(Deserialize)]
pub struct Kept {
    /// Empty: always.
    days: String,
}

/// `POST /admin/practice`
///
/// # Errors
/// When the visitor is no administrator, or that is no number of days it may be.
pub async fn keep_practice(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(given): Form<Kept>,
) -> Result<Redirect, ApiError> {
    let user = visitor.require(Permission::ManageAccounts)?;
    let days = match given.days.trim() {
        "" => None,
        days => {
            let days = days.parse().ok().filter(|days| PRACTICE_KEPT_DAYS.contains(days));
            Some(days.ok_or(ApiError::BadInput)?)
        }
    };
    state.accounts.keep_practice(days, &user.id, now_ms()).await?;
    Ok(Redirect::to("/admin"))
}

/// The page, with a notice above.
async fn whole(state: &AppState, locale: Locale, user: User, notice: Option<String>) -> Result<Document, ApiError> {
    let people = state.storage.users(None).await?;
    let issued = state.storage.certificates().await?;
    let entries = state.storage.audit_entries(AUDIT_SHOWN).await?;
    let chain = state.storage.verify_audit().await?;
    let school = state.school().await?;
    let kept = state.accounts.practice_kept_days().await?.map(|days| days.to_string()).unwrap_or_default();
    Ok(Document::new(locale, td_string!(locale, admin.title).to_string(), move || {
        view! {
            <Frame locale=locale here="/admin" user=Some(user)>
                <main id="main" class="page stack-5">
                    <h1>{td_string!(locale, admin.title)}</h1>
                    <p><a href="/admin/keys">{td_string!(locale, admin.keys)}</a></p>
                    {notice.map(|words| view! { <p class="notice" role="status">{words}</p> })}
                    <certificates::List locale=locale certificates=issued now=now_ms() />
                    <accounts::List locale=locale people=people />
                    <form method="post" action="/admin/school" class="panel row">
                        <div class="grow"><Field name="school" label=td_string!(locale, admin.school) value=school required=true /></div>
                        <button type="submit">{td_string!(locale, common.save)}</button>
                    </form>
                    <form method="post" action="/admin/practice" class="panel row">
                        <div class="grow"><Field name="days" label=td_string!(locale, admin.practice_kept) hint=td_string!(locale, admin.practice_kept_hint) value=kept /></div>
                        <button type="submit">{td_string!(locale, common.save)}</button>
                    </form>
                    <p><a class="button" href="/admin/backup">{td_string!(locale, admin.backup)}</a></p>
                    <audit::List locale=locale entries=entries chain=chain />
                </main>
            </Frame>
        }
        .into_any()
    }))
}

/// A certificate's state in a word.
pub fn state_name(locale: Locale, state: CertificateState) -> String {
    match state {
        CertificateState::Valid => td_string!(locale, admin.state_valid),
        CertificateState::Suspended => td_string!(locale, admin.state_suspended),
        CertificateState::Revoked => td_string!(locale, admin.state_revoked),
    }
    .to_string()
}
