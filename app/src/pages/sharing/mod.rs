//! `/today/certificates/{id}`: how a holder shows a certificate: the name on its page, a code for who stands before an
//! employer, links with a choice of what they show.

pub mod open;

use super::{certificate::Holder, examiner::issue::Summary, frame::Frame};
use crate::i18n::*;
use crate::islands::glyph::Glyph;
use crate::server::{dates, document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    Form,
    extract::{Path, State},
    http::StatusCode,
    response::Redirect,
};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    certification::did,
    clock::now_ms,
    ids::CertificateId,
    storage::{Certificate, Disclosure, PRESENCE_MS, SHARES_MAX, Share, User},
};
use serde::Deserialize;

const DAY_MS: u64 = 24 * 3600 * 1000;
/// Days a link may hold, besides as long as the certificate.
const DAYS: [u64; 3] = [7, 30, 90];
/// The most characters of the note for whom a link is.
const WHOM_MAX_CHARS: usize = 60;

/// A new link.
#[derive(Deserialize)]
pub struct Made {
    #[serde(default)]
    whom: String,
    disclosure: String,
    /// Days, or `whole` for as long as the certificate.
    days: String,
}

/// How much the one-time code shows.
#[derive(Deserialize)]
pub struct Presenting {
    disclosure: String,
}

/// What is to become of a link.
#[derive(Deserialize)]
pub struct Ending {
    what: String,
}

/// What the page tells besides the links.
#[derive(Default)]
struct Told {
    /// The one-time code and when it ends.
    code: Option<(String, u64)>,
    wrong: Option<String>,
}

/// `GET /today/certificates/{id}`
///
/// # Errors
/// When the certificate is not the visitor's.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Document, ApiError> {
    let (user, certificate) = own(&state, &visitor, id).await?;
    whole(&state, visitor.locale, user, certificate, Told::default()).await
}

/// `POST /today/certificates/{id}`: makes a link.
///
/// # Errors
/// When the certificate is not the visitor's, or the form is none of ours.
pub async fn make(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(made): Form<Made>,
) -> Result<Result<Redirect, Document>, ApiError> {
    let (user, certificate) = own(&state, &visitor, id).await?;
    let locale = visitor.locale;
    let disclosure = disclosure(&made.disclosure)?;
    let now = now_ms();
    let until_ms = match made.days.parse::<u64>() {
        Ok(days) if DAYS.contains(&days) => now + days * DAY_MS,
        _ if made.days == "whole" => certificate.valid_until_ms.max(now + DAY_MS),
        _ => return Err(ApiError::BadInput),
    };
    let whom: String = made.whom.trim().chars().take(WHOM_MAX_CHARS).collect();
    match state.storage.make_share(&certificate.id, &user.id, disclosure, &whom, until_ms, now).await? {
        Some(_) => Ok(Ok(Redirect::to(&format!("/today/certificates/{}#links", certificate.id)))),
        None => {
            let wrong = Some(td_string!(locale, sharing.full, limit = SHARES_MAX).to_string());
            let document = whole(&state, locale, user, certificate, Told { wrong, ..Told::default() }).await?;
            Ok(Err(document.status(StatusCode::UNPROCESSABLE_ENTITY)))
        }
    }
}

/// `POST /today/certificates/{id}/present`: a one-time code, shown now and never again.
///
/// # Errors
/// When the certificate is not the visitor's.
pub async fn present(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(given): Form<Presenting>,
) -> Result<Document, ApiError> {
    let (user, certificate) = own(&state, &visitor, id).await?;
    let now = now_ms();
    let disclosure = disclosure(&given.disclosure)?;
    let code = state.storage.make_presence_code(&certificate.id, &user.id, disclosure, now).await?;
    let told = Told { code: code.map(|code| (code, now + PRESENCE_MS)), wrong: None };
    whole(&state, visitor.locale, user, certificate, told).await
}

/// `POST /today/certificates/{id}/{share}`: withdraws a link, or takes one that ended off the list.
///
/// # Errors
/// When the link is not the visitor's, or there is nothing to end.
pub async fn end(
    State(state): State<AppState>,
    visitor: Visitor,
    Path((id, share)): Path<(String, String)>,
    Form(ending): Form<Ending>,
) -> Result<Redirect, ApiError> {
    let (user, certificate) = own(&state, &visitor, id).await?;
    let now = now_ms();
    let ended = match ending.what.as_str() {
        "withdraw" => state.storage.withdraw_share(&share, &user.id, now).await?,
        "remove" => state.storage.remove_share(&share, &user.id, now).await?,
        _ => return Err(ApiError::BadInput),
    };
    if ended {
        Ok(Redirect::to(&format!("/today/certificates/{}#links", certificate.id)))
    } else {
        Err(ApiError::Conflict)
    }
}

async fn own(state: &AppState, visitor: &Visitor, id: String) -> Result<(User, Certificate), ApiError> {
    let user = visitor.require(Permission::Practise)?.clone();
    let certificate = state.storage.certificate(&CertificateId(id)).await?;
    let certificate = certificate.filter(|one| one.user_id == user.id).ok_or(ApiError::NotFound)?;
    Ok((user, certificate))
}

fn disclosure(word: &str) -> Result<Disclosure, ApiError> {
    Disclosure::parse(word).ok_or(ApiError::BadInput)
}

async fn whole(
    state: &AppState,
    locale: Locale,
    user: User,
    certificate: Certificate,
    told: Told,
) -> Result<Document, ApiError> {
    let shares = state.storage.shares(&certificate.id, &user.id).await?;
    let summary: Summary = certificate.summary.read()?;
    let origin = did::public_origin(&state.origin);
    let title = if locale == Locale::zh { summary.title } else { summary.title_en };
    let heading = td_string!(locale, sharing.title).to_string();
    Ok(Document::new(locale, heading.clone(), move || {
        view! {
            <Frame locale=locale here="/today" user=Some(user)>
                <main id="main" class="page stack-5 sharing">
                    <div class="head">
                        <div><h1>{heading}</h1><p>{title}</p></div>
                        <a class="button" href=format!("/c/{}", certificate.id)>{td_string!(locale, verify.open)}</a>
                    </div>
                    <div class="columns">
                        {presenting(locale, &certificate, told.code)}
                        <section class="stack">
                            <h2>{td_string!(locale, sharing.public)}</h2>
                            <p class="muted">{td_string!(locale, sharing.public_text)}</p>
                            <Holder locale=locale certificate=certificate.clone() />
                        </section>
                    </div>
                    <section class="stack" id="links" aria-labelledby="links-title">
                        <h2 id="links-title">{td_string!(locale, sharing.links)}</h2>
                        <p class="muted">{td_string!(locale, sharing.links_text)}</p>
                        {making(locale, &certificate, told.wrong)}
                        {links(locale, &origin, shares)}
                    </section>
                </main>
            </Frame>
        }
        .into_any()
    }))
}

fn disclosures(locale: Locale, id: &'static str, chosen: Disclosure) -> AnyView {
    let all = [
        (Disclosure::Full, td_string!(locale, certificate.disclosure_full).to_string()),
        (Disclosure::Partial, td_string!(locale, certificate.disclosure_partial).to_string()),
        (Disclosure::Code, td_string!(locale, certificate.disclosure_code).to_string()),
    ];
    view! {
        <div class="field">
            <label for=id>{td_string!(locale, certificate.disclosure)}</label>
            <select id=id name="disclosure">
                {all.into_iter().map(|(value, words)| view! { <option value=value.as_str() selected=value == chosen>{words}</option> }).collect_view()}
            </select>
        </div>
    }
    .into_any()
}

/// What the holder does before an employer.
fn presenting(locale: Locale, certificate: &Certificate, code: Option<(String, u64)>) -> AnyView {
    view! {
        <section class="stack">
            <h2>{td_string!(locale, sharing.present)}</h2>
            <p class="muted">{td_string!(locale, sharing.present_text)}</p>
            {code.map(|(code, until_ms)| view! {
                <div class="notice good" role="status">
                    <div class="grow">
                        <p class="once">{super::certificate::grouped(&code)}</p>
                        <p>{td_string!(locale, sharing.until_once, when = dates::second(until_ms))}</p>
                    </div>
                </div>
            })}
            <form method="post" action=format!("/today/certificates/{}/present", certificate.id) class="panel stack">
                {disclosures(locale, "present-disclosure", Disclosure::Full)}
                <button class="primary" type="submit">{td_string!(locale, sharing.make_code)}</button>
            </form>
        </section>
    }
    .into_any()
}

fn making(locale: Locale, certificate: &Certificate, wrong: Option<String>) -> AnyView {
    view! {
        <form method="post" action=format!("/today/certificates/{}", certificate.id) class="panel make-share">
            <div class="field">
                <label for="whom">{td_string!(locale, sharing.whom)}</label>
                <input id="whom" name="whom" maxlength=WHOM_MAX_CHARS.to_string() placeholder=td_string!(locale, sharing.whom_hint).to_string() autocomplete="off" />
            </div>
            {disclosures(locale, "share-disclosure", Disclosure::Full)}
            <div class="field">
                <label for="days">{td_string!(locale, sharing.days)}</label>
                <select id="days" name="days">
                    {DAYS.into_iter().map(|days| view! { <option value=days.to_string() selected=days == DAYS[1]>{td_string!(locale, sharing.n_days, n = days)}</option> }).collect_view()}
                    <option value="whole">{td_string!(locale, sharing.whole, date = dates::day(certificate.valid_until_ms))}</option>
                </select>
            </div>
            <button class="primary" type="submit">{td_string!(locale, sharing.make)}</button>
            {wrong.map(|words| view! { <p class="wrong" role="alert">{words}</p> })}
        </form>
    }
    .into_any()
}

fn links(locale: Locale, origin: &str, shares: Vec<Share>) -> AnyView {
    if shares.is_empty() {
        return view! { <p class="empty">{td_string!(locale, sharing.none)}</p> }.into_any();
    }
    let now = now_ms();
    view! { <ul class="rows">{shares.into_iter().map(|share| link(locale, origin, now, share)).collect_view()}</ul> }
        .into_any()
}

fn link(locale: Locale, origin: &str, now: u64, share: Share) -> AnyView {
    let live = share.is_live(now);
    let address = format!("{origin}/s/{}", share.id);
    let tag = if share.withdrawn_ms.is_some() {
        td_string!(locale, sharing.withdrawn).to_string()
    } else if live {
        td_string!(locale, sharing.until, date = dates::day(share.until_ms)).to_string()
    } else {
        td_string!(locale, sharing.ended).to_string()
    };
    let opened = match share.opened_ms {
        Some(last) => td_string!(locale, sharing.opened, n = share.opened, when = dates::minute(last)).to_string(),
        None => td_string!(locale, sharing.unopened).to_string(),
    };
    let watched = (share.watched > 0).then(|| td_string!(locale, sharing.watched, n = share.watched).to_string());
    let (what, words) = if live {
        ("withdraw", td_string!(locale, sharing.withdraw).to_string())
    } else {
        ("remove", td_string!(locale, sharing.remove).to_string())
    };
    let whom = if share.whom.is_empty() { td_string!(locale, sharing.nobody).to_string() } else { share.whom };
    let shown = match share.disclosure {
        Disclosure::Full => td_string!(locale, certificate.disclosure_full).to_string(),
        Disclosure::Partial => td_string!(locale, certificate.disclosure_partial).to_string(),
        Disclosure::Code => td_string!(locale, certificate.disclosure_code).to_string(),
    };
    view! {
        <li class="share">
            <div class="grow">
                <p><em>{whom.clone()}</em>" "<span class=if live { "tag good" } else { "tag" }>{tag}</span></p>
                {live.then(|| view! { <input class="address" readonly=true value=address aria-label=td_string!(locale, sharing.address, whom = whom).to_string() /> })}
                <small>{shown}" · "{opened}{watched.map(|words| format!(" · {words}"))}</small>
            </div>
            <form method="post" action=format!("/today/certificates/{}/{}", share.certificate_id, share.id)>
                <input type="hidden" name="what" value=what />
                <button class=if live { "danger" } else { "plain" } type="submit">
                    {live.then(|| view! { <Glyph icon=icondata::LuUnlink /> })}{words}
                </button>
            </form>
        </li>
    }
    .into_any()
}
