//! `/c/{id}`: a certificate as anybody may check it. No account, no script.

pub mod kept;
pub mod pdf;

use super::{examiner::issue::Summary, frame::Frame, standards::figure};
use crate::i18n::*;
use crate::islands::glyph::Glyph;
use crate::server::{dates, document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    Form,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use fast_qr::{
    QRBuilder,
    convert::{Builder, Shape, svg::SvgBuilder},
};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    certification::{
        assess::Assessed,
        did,
        verify::{self, Knowledge},
    },
    clock::now_ms,
    ids::CertificateId,
    storage::{Certificate, Disclosure, StateChange},
};
use serde::Deserialize;

/// What a certificate is found to be.
struct Found {
    class: &'static str,
    icon: icondata::Icon,
    word: String,
    text: String,
}

/// The holder's choice.
#[derive(Deserialize)]
pub struct Choice {
    disclosure: String,
}

/// `GET /c/{id}`
///
/// # Errors
/// When there is no such certificate.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Document, ApiError> {
    let certificate = stored(&state, id).await?;
    shown(&state, visitor, certificate, None).await
}

/// The page of a certificate, with the name as far as its `disclosure` says, below what the way to it has to say.
///
/// # Errors
/// When the database does not answer.
pub async fn shown(
    state: &AppState,
    visitor: Visitor,
    certificate: Certificate,
    before: Option<AnyView>,
) -> Result<Document, ApiError> {
    let locale = visitor.locale;
    let summary: Summary = certificate.summary.read()?;
    let history = state.storage.certificate_states(&certificate.id).await?;
    let verdict = checked(state, certificate.credential.as_bytes()).await?;
    let found = found(locale, &certificate, verdict.state);
    let own = before.is_none() && visitor.user.as_ref().is_some_and(|user| user.id == certificate.user_id);
    let title = if locale == Locale::zh { summary.title.clone() } else { summary.title_en.clone() };
    let code = qr(&format!("{}/c/{}", did::public_origin(&state.origin), certificate.id));
    let document = Document::new(locale, title.clone(), move || {
        view! {
            <Frame locale=locale here="/c" user=visitor.user told=visitor.told>
                <main id="main" class="page certificate">
                    {before}
                    <Paper locale=locale title=title certificate=certificate.clone() summary=summary found=found code=code />
                    {(history.len() > 1).then(|| view! { <History locale=locale history=history /> })}
                    {own.then(|| view! { <Holder locale=locale certificate=certificate link=true /> })}
                </main>
            </Frame>
        }
        .into_any()
    });
    Ok(document)
}

async fn stored(state: &AppState, id: String) -> Result<Certificate, ApiError> {
    state.storage.certificate(&CertificateId(id)).await?.ok_or(ApiError::NotFound)
}

/// Verifies a credential with our own keys, lists and registers.
///
/// # Errors
/// When the database does not answer.
pub async fn checked(state: &AppState, bytes: &[u8]) -> Result<verify::Verdict, ApiError> {
    let (keys, did) = (state.keys.now(), did::from_origin(&state.origin));
    let document = keys.did_document(&did);
    let mut at_hand = state.status.by_address(state).await?;
    at_hand.extend(keys.registers(&did));
    let known = Knowledge { now_ms: now_ms(), did_document: Some(&document), status_lists: at_hand, offline: false };
    Ok(verify::verify(bytes, &known))
}

fn found(locale: Locale, certificate: &Certificate, state: verify::State) -> Found {
    let until = dates::day(certificate.valid_until_ms);
    let reason = certificate.reason.clone().unwrap_or_default();
    let bad = |word: String, text: String| Found { class: "notice bad", icon: icondata::LuCircleX, word, text };
    match state {
        verify::State::Valid => Found {
            class: "notice good",
            icon: icondata::LuCheck,
            word: td_string!(locale, certificate.valid).to_string(),
            text: td_string!(locale, certificate.valid_text, date = until).to_string(),
        },
        verify::State::Expired => bad(
            td_string!(locale, certificate.expired).to_string(),
            td_string!(locale, certificate.expired_text, date = until).to_string(),
        ),
        verify::State::Suspended => bad(
            td_string!(locale, certificate.suspended).to_string(),
            td_string!(locale, certificate.suspended_text, reason = reason).to_string(),
        ),
        verify::State::Revoked => bad(
            td_string!(locale, certificate.revoked).to_string(),
            td_string!(locale, certificate.revoked_text, reason = reason).to_string(),
        ),
        _ => bad(
            td_string!(locale, certificate.tampered).to_string(),
            td_string!(locale, certificate.tampered_text).to_string(),
        ),
    }
}

#[component]
fn Paper(
    locale: Locale,
    title: String,
    certificate: Certificate,
    summary: Summary,
    found: Found,
    code: String,
) -> impl IntoView {
    let (name, holder) = name(locale, &certificate);
    let conditions = summary.conditions(locale).join(" · ");
    let (file, pdf) =
        (format!("/c/{}/credential.json", certificate.id), format!("/c/{}/certificate.pdf", certificate.id));
    view! {
        <article class="paper">
            <p class=format!("{} state", found.class) role="status">
                <Glyph icon=found.icon />
                <b>{found.word}</b><span class="grow">{found.text}</span>
                <span class="muted">{td_string!(locale, certificate.checked, when = dates::minute(now_ms()))}</span>
            </p>
            <p class="kind">{td_string!(locale, certificate.kind)}" "<span>{td_string!(locale, certificate.not_state)}</span></p>
            <h1>{title}</h1>
            <p class="muted"><a href=format!("/standards/{}", certificate.standard_id)>{td_string!(locale, certificate.standard, id = certificate.standard_id.clone(), version = certificate.standard_version)}</a>" · "{td_string!(locale, certificate.issued_by, school = summary.school)}</p>
            <p class="holder">{name}</p>
            <p class="muted">{holder}" · "{td_string!(locale, certificate.code, code = grouped(&certificate.check_code))}</p>
            <table>
                <thead><tr><th scope="col">{td_string!(locale, certificate.criterion)}</th><th scope="col" class="figure">{td_string!(locale, certificate.measured)}</th><th scope="col" class="figure">{td_string!(locale, certificate.required)}</th></tr></thead>
                <tbody>
                    {summary.criteria.into_iter().map(|one| view! { <Measured locale=locale one=one /> }).collect_view()}
                    <tr><td>{td_string!(locale, certificate.red_lines)}</td><td class="figure"><b>"0"</b></td><td class="figure">"0"</td></tr>
                </tbody>
            </table>
            <div class="ending">
                <div>
                    <p><b>{td_string!(locale, certificate.conditions)}</b>" "{conditions}</p>
                    <p><b>{td_string!(locale, certificate.issued)}</b>" "{dates::day(certificate.issued_ms)}" "<b>{td_string!(locale, certificate.until)}</b>" "{dates::day(certificate.valid_until_ms)}</p>
                    <p>{td_string!(locale, certificate.how)}</p>
                    <p class="no-print"><a href=pdf>"PDF"</a>" · "<a href=file download>{td_string!(locale, certificate.file)}</a>" · "<a href="/verify">{td_string!(locale, certificate.how_link)}</a></p>
                </div>
                <div class="qr" inner_html=code></div>
            </div>
        </article>
    }
}

#[component]
fn Measured(locale: Locale, one: Assessed) -> impl IntoView {
    let sign = if one.less_is_better { '≤' } else { '≥' };
    let value = one.value.map_or_else(|| "–".to_owned(), |value| figure(locale, one.unit, value));
    view! {
        <tr>
            <td>{if locale == Locale::zh { one.name } else { one.name_en }}</td>
            <td class="figure"><b>{value}</b></td>
            <td class="figure">{format!("{sign} {}", figure(locale, one.unit, one.threshold))}</td>
        </tr>
    }
}

#[component]
fn History(locale: Locale, history: Vec<StateChange>) -> impl IntoView {
    view! {
        <section class="stack history">
            <h2>{td_string!(locale, certificate.history)}</h2>
            <table><tbody>
                {history.into_iter().map(|change| view! { <tr><td>{dates::minute(change.at_ms)}</td><td>{super::admin::state_name(locale, change.state)}</td><td>{change.reason}</td></tr> }).collect_view()}
            </tbody></table>
        </section>
    }
}

#[component]
pub fn Holder(
    locale: Locale,
    certificate: Certificate,
    /// Whether it leads to the page of links.
    #[prop(optional)]
    link: bool,
) -> impl IntoView {
    let options = [
        (Disclosure::Full, td_string!(locale, certificate.disclosure_full)),
        (Disclosure::Partial, td_string!(locale, certificate.disclosure_partial)),
        (Disclosure::Code, td_string!(locale, certificate.disclosure_code)),
    ];
    view! {
        <form method="post" action=format!("/c/{}", certificate.id) class="panel row no-print">
            <label for="disclosure">{td_string!(locale, certificate.disclosure)}</label>
            <select id="disclosure" name="disclosure" class="short">
                {options.into_iter().map(|(value, words)| view! { <option value=value.as_str() selected=value == certificate.disclosure>{words.to_string()}</option> }).collect_view()}
            </select>
            <button type="submit">{td_string!(locale, common.save)}</button>
            {link.then(|| view! { <a href=format!("/today/certificates/{}", certificate.id)>{td_string!(locale, sharing.link)}</a> })}
        </form>
    }
}

/// The name as far as its holder shows it, and what that is.
fn name(locale: Locale, certificate: &Certificate) -> (String, String) {
    match certificate.disclosure {
        Disclosure::Full => (certificate.holder_name.clone(), td_string!(locale, certificate.holder_full).to_string()),
        Disclosure::Partial => {
            (masked(&certificate.holder_name), td_string!(locale, certificate.holder_partial).to_string())
        }
        Disclosure::Code => (
            td_string!(locale, certificate.holder_hidden).to_string(),
            td_string!(locale, certificate.holder_code).to_string(),
        ),
    }
}

/// 林小安 → 林*安, 陈立 → 陈*, Ana → A*a.
pub fn masked(name: &str) -> String {
    let characters: Vec<char> = name.chars().collect();
    match characters.as_slice() {
        [] => String::new(),
        [only] => only.to_string(),
        [first, _] => format!("{first}*"),
        [first, .., last] => format!("{first}*{last}"),
    }
}

/// A check code as printed: three groups of four, upper case.
pub fn grouped(code: &str) -> String {
    let characters: Vec<char> = code.to_uppercase().chars().collect();
    characters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// The address as a QR code in SVG; empty when it is too long for one.
fn qr(address: &str) -> String {
    QRBuilder::new(address)
        .build()
        .map(|code| SvgBuilder::default().shape(Shape::Square).margin(0).to_str(&code))
        .unwrap_or_default()
}

/// `GET /c/{id}/credential.json`: the signed credential, byte for byte.
///
/// # Errors
/// When there is no such certificate.
pub async fn file(State(state): State<AppState>, Path(id): Path<String>) -> Result<Response, ApiError> {
    let certificate = stored(&state, id).await?;
    let disposition = format!("attachment; filename=\"miaohui-{}.json\"", certificate.check_code);
    Ok((
        [(header::CONTENT_TYPE, "application/vc".to_owned()), (header::CONTENT_DISPOSITION, disposition)],
        certificate.credential,
    )
        .into_response())
}

/// `POST /c/{id}`: the holder chooses how much of the name is shown.
///
/// # Errors
/// When the certificate is not the visitor's.
pub async fn disclose(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Form(given): Form<Choice>,
) -> Result<Redirect, ApiError> {
    let user = visitor.require(Permission::SitExam)?;
    let choices = [Disclosure::Full, Disclosure::Partial, Disclosure::Code];
    let chosen = choices.into_iter().find(|one| one.as_str() == given.disclosure).ok_or(ApiError::BadInput)?;
    let id = CertificateId(id);
    if state.storage.set_disclosure(&id, &user.id, chosen).await? {
        Ok(Redirect::to(&format!("/c/{id}")))
    } else {
        Err(ApiError::NotFound)
    }
}

#[cfg(test)]
mod asked;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_masked_as_asked() {
        let check = |name: &str, expected: &str| assert_eq!(masked(name), expected);
        check("林小安", "林*安");
        check("欧阳明月", "欧*月");
        check("陈立", "陈*");
        check("", "");
    }

    #[test]
    fn a_code_is_printed_in_groups_and_a_picture() {
        assert_eq!(grouped("7f3kq29dmxw4"), "7F3K-Q29D-MXW4");
        assert!(qr("http://localhost:3000/c/0123456789").starts_with("<svg"));
    }
}
