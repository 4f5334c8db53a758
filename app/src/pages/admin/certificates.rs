//! Certificates: the register, and suspending, revoking, restoring with a reason.

use super::{Said, state_name};
use crate::i18n::*;
use crate::pages::{exam::past::is_valid, frame::Frame};
use crate::server::{dates, document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    Form,
    extract::{Path, Query, State},
    response::Redirect,
};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    clock::{UnixMs, now_ms},
    ids::CertificateId,
    storage::{CertificateRow, CertificateState, Renewal, Role},
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
pub fn List(locale: Locale, certificates: Vec<CertificateRow>, now: UnixMs) -> impl IntoView {
    view! {
        <section class="stack">
            <h2>{td_string!(locale, admin.certificates)}</h2>
            {certificates.is_empty().then(|| view! { <p class="empty">{td_string!(locale, admin.no_certificates)}</p> })}
            <ul class="rows">
                {certificates.into_iter().map(|one| view! { <Row locale=locale one=one now=now /> }).collect_view()}
            </ul>
        </section>
    }
}

#[component]
fn Row(locale: Locale, one: CertificateRow, now: UnixMs) -> impl IntoView {
    let class = if is_valid(&one, now) { "tag good" } else { "tag bad" };
    let form = change_form(locale, &one.id, one.state);
    view! {
        <li>
            <div class="grow">
                <p><a href=format!("/c/{}", one.id)>{one.holder_name}</a>" "<span class="muted">{one.standard_id}</span></p>
                <small>{td_string!(locale, admin.issued)}" "{dates::day(one.issued_ms)}" · "{td_string!(locale, admin.until)}" "{dates::day(one.valid_until_ms)}</small>
            </div>
            <span class=class>{state_now(locale, one.state, one.valid_until_ms, now)}</span>
            <span class="muted">{one.reason}</span>
            {form}
            <a href=format!("/admin/certificates/{}", one.id)>{td_string!(locale, admin.history)}</a>
        </li>
    }
}

/// What it is now: expiry is reckoned, not written.
fn state_now(locale: Locale, state: CertificateState, valid_until_ms: UnixMs, now: UnixMs) -> String {
    if state == CertificateState::Valid && now > valid_until_ms {
        td_string!(locale, admin.state_expired).to_string()
    } else {
        state_name(locale, state)
    }
}

/// Suspend or restore, and revoke, with a reason; nothing for a revoked one.
fn change_form(locale: Locale, id: &CertificateId, state: CertificateState) -> AnyView {
    if state == CertificateState::Revoked {
        return ().into_any();
    }
    let reason_id = format!("reason-{id}");
    view! {
        <form method="post" action=format!("/admin/certificates/{id}") class="row">
            <label for=reason_id.clone() class="visually-hidden">{td_string!(locale, admin.reason)}</label>
            <input id=reason_id.clone() name="reason" placeholder=td_string!(locale, admin.reason) class="reason" maxlength=REASON_MAX_CHARS />
            {if state == CertificateState::Valid {
                view! { <button name="state" value="suspended" type="submit">{td_string!(locale, admin.suspend)}</button> }.into_any()
            } else {
                view! { <button name="state" value="valid" type="submit">{td_string!(locale, admin.restore)}</button> }.into_any()
            }}
            <button class="danger" name="state" value="revoked" type="submit">{td_string!(locale, admin.revoke)}</button>
        </form>
    }
    .into_any()
}

/// `GET /admin/certificates/{id}`: state, history with who and why, renewals.
///
/// # Errors
/// When the visitor may not change certificates, or there is no such certificate.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(said): Query<Said>,
) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::ChangeCertificates)?.clone();
    let locale = visitor.locale;
    let certificate = state.storage.certificate(&CertificateId(id)).await?.ok_or(ApiError::NotFound)?;
    let history = state.storage.certificate_history(&certificate.id).await?;
    let renewals = state.storage.renewals_of(&certificate.id).await?;
    let here = if user.role == Role::Admin { "/admin" } else { "/examiner" };
    let needs = said.said == "reason";
    Ok(Document::new(locale, td_string!(locale, admin.certificate).to_string(), move || {
        let now = now_ms();
        let form = change_form(locale, &certificate.id, certificate.state);
        let state = state_now(locale, certificate.state, certificate.valid_until_ms, now);
        let (newer, older): (Vec<Renewal>, Vec<Renewal>) =
            renewals.into_iter().partition(|one| one.renews == certificate.id);
        let none = newer.is_empty() && older.is_empty();
        view! {
            <Frame locale=locale here=here user=Some(user)>
                <main id="main" class="page stack-5">
                    <div class="head">
                        <div>
                            <h1>{certificate.holder_name}" · "{certificate.standard_id}</h1>
                            <p>{state}" · "{td_string!(locale, admin.issued)}" "{dates::day(certificate.issued_ms)}" · "{td_string!(locale, admin.until)}" "{dates::day(certificate.valid_until_ms)}</p>
                        </div>
                        <a class="button" href=format!("/c/{}", certificate.id)>{td_string!(locale, admin.see_page)}</a>
                    </div>
                    {needs.then(|| view! { <p class="notice bad" role="alert">{td_string!(locale, admin.reason_needed)}</p> })}
                    {form}
                    <section class="stack">
                        <h2>{td_string!(locale, admin.history)}</h2>
                        <div class="scroll" tabindex="0" role="region" aria-label=td_string!(locale, admin.history)><table>
                            <thead><tr><th scope="col">{td_string!(locale, admin.when)}</th><th scope="col">{td_string!(locale, admin.state)}</th><th scope="col">{td_string!(locale, admin.why)}</th><th scope="col">{td_string!(locale, admin.by)}</th></tr></thead>
                            <tbody>
                                {history.into_iter().map(|one| view! { <tr><td>{dates::minute(one.at_ms)}</td><td>{state_name(locale, one.state)}</td><td>{one.reason}</td><td>{one.actor}</td></tr> }).collect_view()}
                                {(now > certificate.valid_until_ms).then(|| view! { <tr><td>{dates::minute(certificate.valid_until_ms)}</td><td>{td_string!(locale, admin.state_expired)}</td><td></td><td></td></tr> })}
                            </tbody>
                        </table></div>
                    </section>
                    <ul class="rows" hidden=none>
                        {older.into_iter().map(|one| view! { <li><span class="grow">{td_string!(locale, admin.renews)}</span><a href=format!("/admin/certificates/{}", one.renews)>{td_string!(locale, admin.certificate)}</a></li> }).collect_view()}
                        {newer.into_iter().map(|one| view! { <li><span class="grow">{td_string!(locale, admin.renewed_by)}</span><a href=format!("/admin/certificates/{}", one.certificate_id)>{td_string!(locale, admin.certificate)}</a></li> }).collect_view()}
                    </ul>
                </main>
            </Frame>
        }
        .into_any()
    }))
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
    let id = CertificateId(id);
    // Back to where the form stood: an examiner has no administration.
    let back = match user.role {
        Role::Admin => "/admin".to_owned(),
        _ => format!("/admin/certificates/{id}"),
    };
    state.storage.certificate(&id).await?.ok_or(ApiError::NotFound)?;
    if reason.is_empty() && to != CertificateState::Valid {
        return Ok(Redirect::to(&format!("{back}?said=reason")));
    }
    let reason = (!reason.is_empty()).then_some(reason);
    if state.storage.set_certificate_state(&id, to, reason, &user.id, now_ms()).await? {
        Ok(Redirect::to(&back))
    } else {
        Err(ApiError::Conflict)
    }
}
