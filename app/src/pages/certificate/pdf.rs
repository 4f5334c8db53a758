//! `/c/{id}/certificate.pdf`: the same on paper, in the visitor's language, with the name as far as the page shows it.

use super::{Found, found, grouped, name, stored};
use crate::i18n::*;
use crate::pages::{examiner::issue::Summary, frame::Frame, standards::figure};
use crate::server::{dates, document::Document, error::ApiError, locale, state::AppState, visitor::Visitor};
use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use leptos::prelude::*;
use miaohui::{
    certification::{
        credential, did,
        paper::{self, Paper, PaperError},
    },
    clock::now_ms,
    storage::Certificate,
};

/// `GET /c/{id}/certificate.pdf`
///
/// # Errors
/// When there is no such certificate, or the database does not answer.
pub async fn file(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    let certificate = stored(&state, id).await?;
    let summary: Summary = certificate.summary.read()?;
    let verdict = super::checked(&state, certificate.credential.as_bytes()).await?;
    let found = found(visitor.locale, &certificate, verdict.state);
    let address = format!("{}/c/{}", did::public_origin(&state.origin), certificate.id);
    let paper = written(visitor.locale, &certificate, summary, &found, address);
    // Some milliseconds of computing, which must not hold up sockets.
    let made = tokio::task::spawn_blocking(move || paper::pdf(&paper)).await.map_err(|error| fault(&error))?;
    match made {
        Ok(pdf) => {
            let disposition = format!("inline; filename=\"miaohui-{}.pdf\"", certificate.check_code);
            let headers =
                [(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, disposition)];
            Ok((headers, pdf).into_response())
        }
        Err(PaperError::Letters(letters)) => Ok(not_printed(visitor, &certificate, letters).into_response()),
        Err(error) => Err(fault(&error)),
    }
}

fn fault(error: &dyn std::fmt::Display) -> ApiError {
    tracing::error!(%error, "a certificate's PDF");
    ApiError::Fault
}

/// What stands on the paper: the words of the page.
fn written(locale: Locale, certificate: &Certificate, summary: Summary, found: &Found, address: String) -> Paper {
    let (name, holder) = name(locale, certificate);
    let zh = locale == Locale::zh;
    let conditions = summary.conditions(locale).join(" · ");
    let mut rows: Vec<[String; 3]> = summary
        .criteria
        .into_iter()
        .map(|one| {
            let sign = if one.less_is_better { '≤' } else { '≥' };
            let value = one.value.map_or_else(|| "–".to_owned(), |value| figure(locale, one.unit, value));
            let required = format!("{sign} {}", figure(locale, one.unit, one.threshold));
            [if zh { one.name } else { one.name_en }, value, required]
        })
        .collect();
    rows.push([td_string!(locale, certificate.red_lines).to_string(), "0".to_owned(), "0".to_owned()]);
    let standard = td_string!(
        locale,
        certificate.standard,
        id = certificate.standard_id.clone(),
        version = certificate.standard_version.clone()
    );
    let issued_by = td_string!(locale, certificate.issued_by, school = summary.school);
    let checked = td_string!(locale, certificate.checked, when = dates::minute(now_ms()));
    let code = td_string!(locale, certificate.code, code = grouped(&certificate.check_code));
    Paper {
        language: if zh { "zh-CN".to_owned() } else { locale::code(locale).to_owned() },
        id: certificate.id.to_string(),
        issued_ms: certificate.issued_ms,
        // Whatever language the rest is in, those who must know read this one.
        kind: format!(
            "{} · {}",
            td_string!(locale, certificate.kind),
            if zh {
                credential::NOT_STATE.to_owned()
            } else {
                format!("{} {}", td_string!(locale, certificate.not_state), credential::NOT_STATE)
            }
        ),
        title: if zh { summary.title } else { summary.title_en },
        about: format!("{standard} · {issued_by}"),
        name,
        holder: format!("{holder} · {code}"),
        state: format!("{} · {} · {checked}", found.word, found.text),
        heads: [
            td_string!(locale, certificate.criterion).to_string(),
            td_string!(locale, certificate.measured).to_string(),
            td_string!(locale, certificate.required).to_string(),
        ],
        rows,
        notes: vec![
            (td_string!(locale, certificate.conditions).to_string(), conditions),
            (td_string!(locale, certificate.issued).to_string(), dates::day(certificate.issued_ms)),
            (td_string!(locale, certificate.until).to_string(), dates::day(certificate.valid_until_ms)),
        ],
        how: td_string!(locale, certificate.paper_how).to_string(),
        address,
    }
}

/// The font lacks a character: said plainly, with the way that does work.
fn not_printed(visitor: Visitor, certificate: &Certificate, letters: String) -> Document {
    let locale = visitor.locale;
    let back = format!("/c/{}", certificate.id);
    let title = td_string!(locale, certificate.not_printed).to_string();
    Document::new(locale, title.clone(), move || {
        view! {
            <Frame locale=locale here="/c" user=visitor.user>
                <main id="main" class="page narrow stack">
                    <h1>{title}</h1>
                    <p>{td_string!(locale, certificate.not_printed_text, letters = letters)}</p>
                    <p><a href=back>{td_string!(locale, certificate.not_printed_back)}</a></p>
                </main>
            </Frame>
        }
        .into_any()
    })
    .status(StatusCode::UNPROCESSABLE_ENTITY)
}
