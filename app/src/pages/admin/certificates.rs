//! Certificates: the register, and suspending, revoking, restoring with a reason.

use super::state_name;
use crate::i18n::*;
use crate::server::{dates, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    Form,
    extract::{Path, State},
    response::Redirect,
};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    clock::now_ms,
    ids::CertificateId,
    storage::{CertificateRow, CertificateState},
};
use serde::Deserialize;

/// Most characters of a reason.
const REASON_MAX_CHARS: usize = 200;

/// A change of state.
#[derive(Deserialize)]
pub struct Change {
    state: String,
    reason: String,
}

#[component]
pub fn List(locale: Locale, certificates: Vec<CertificateRow>) -> impl IntoView {
    view! {
        <section class="stack">
            <h2>{td_string!(locale, admin.certificates)}</h2>
            {certificates.is_empty().then(|| view! { <p class="empty">{td_string!(locale, admin.no_certificates)}</p> })}
            <ul class="rows">
                {certificates.into_iter().map(|one| view! { <Row locale=locale one=one /> }).collect_view()}
            </ul>
        </section>
    }
}

#[component]
fn Row(locale: Locale, one: CertificateRow) -> impl IntoView {
    let revoked = one.state == CertificateState::Revoked;
    let valid = one.state == CertificateState::Valid;
    let class = if valid { "tag good" } else { "tag bad" };
    let reason_id = format!("reason-{}", one.id);
    view! {
        <li>
            <div class="grow">
                <p><a href=format!("/c/{}", one.id)>{one.holder_name}</a>" "<span class="muted">{one.standard_id}</span></p>
                <small>{td_string!(locale, admin.issued)}" "{dates::day(one.issued_ms)}" · "{td_string!(locale, admin.until)}" "{dates::day(one.valid_until_ms)}</small>
            </div>
            <span class=class>{state_name(locale, one.state)}</span>
            <span class="muted">{one.reason}</span>
            {(!revoked).then(|| view! {
                <form method="post" action=format!("/admin/certificates/{}", one.id) class="row">
                    <label for=reason_id.clone() class="visually-hidden">{td_string!(locale, admin.reason)}</label>
                    <input id=reason_id.clone() name="reason" placeholder=td_string!(locale, admin.reason) class="reason" />
                    {if valid {
                        view! { <button name="state" value="suspended" type="submit">{td_string!(locale, admin.suspend)}</button> }.into_any()
                    } else {
                        view! { <button name="state" value="valid" type="submit">{td_string!(locale, admin.restore)}</button> }.into_any()
                    }}
                    <button class="danger" name="state" value="revoked" type="submit">{td_string!(locale, admin.revoke)}</button>
                </form>
            })}
        </li>
    }
}

/// `POST /admin/certificates/{id}`
///
/// # Errors
/// When the visitor may not, there is no such certificate or state, or it was revoked before.
pub async fn change(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(given): Form<Change>,
) -> Result<Redirect, ApiError> {
    let user = visitor.require(Permission::ChangeCertificates)?;
    let to = match given.state.as_str() {
        "suspended" => CertificateState::Suspended,
        "revoked" => CertificateState::Revoked,
        "valid" => CertificateState::Valid,
        _ => return Err(ApiError::BadInput),
    };
    let reason = given.reason.trim();
    if reason.chars().count() > REASON_MAX_CHARS {
        return Err(ApiError::BadInput);
    }
    if reason.is_empty() && to != CertificateState::Valid {
        return Ok(Redirect::to("/admin?said=reason"));
    }
    let id = CertificateId(id);
    state.storage.certificate(&id).await?.ok_or(ApiError::NotFound)?;
    let reason = (!reason.is_empty()).then_some(reason);
    if state.storage.set_certificate_state(&id, to, reason, &user.id, now_ms()).await? {
        Ok(Redirect::to("/admin"))
    } else {
        Err(ApiError::Conflict)
    }
}
