//! A roll's rows with what became of each.

use super::super::certificate::{grouped, masked};
use crate::i18n::*;
use crate::server::{dates, error::ApiError, state::AppState};
use miaohui::{
    certification::did,
    clock::UnixMs,
    quiz::exchange::quoted,
    roll::{Entry, Reading},
    storage::{Certificate, CertificateState, Disclosure},
};

/// What a row comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Valid,
    Expired,
    Suspended,
    Revoked,
    Unknown,
    NoCode,
    Formula,
    Again,
}

impl Standing {
    /// In the order they are summed up.
    pub const ALL: &[Self] = &[
        Self::Valid,
        Self::Expired,
        Self::Suspended,
        Self::Revoked,
        Self::Unknown,
        Self::NoCode,
        Self::Formula,
        Self::Again,
    ];

    pub fn words(self, locale: Locale) -> String {
        match self {
            Self::Valid => td_string!(locale, verify.state_valid),
            Self::Expired => td_string!(locale, verify.state_expired),
            Self::Suspended => td_string!(locale, verify.state_suspended),
            Self::Revoked => td_string!(locale, verify.state_revoked),
            Self::Unknown => td_string!(locale, employer.not_found),
            Self::NoCode => td_string!(locale, employer.no_code),
            Self::Formula => td_string!(locale, employer.formula),
            Self::Again => td_string!(locale, employer.again),
        }
        .to_string()
    }

    /// A found certificate's, now.
    pub fn of(certificate: &Certificate, now_ms: UnixMs) -> Self {
        match certificate.state {
            CertificateState::Revoked => Self::Revoked,
            CertificateState::Suspended => Self::Suspended,
            CertificateState::Valid if certificate.valid_until_ms <= now_ms => Self::Expired,
            CertificateState::Valid => Self::Valid,
        }
    }
}

/// A row with what was found.
#[derive(Clone, Debug)]
pub struct Checked {
    pub entry: Entry,
    pub standing: Standing,
    pub found: Option<Certificate>,
}

impl Checked {
    /// What there is to say besides the standing: a reason, or which row it repeats.
    pub fn more(&self, locale: Locale) -> String {
        match (self.entry.reading, &self.found) {
            (Reading::Again(row), _) => td_string!(locale, employer.again_row, row = row.to_string()).to_string(),
            (_, Some(found)) => found.reason.clone().unwrap_or_default(),
            _ => String::new(),
        }
    }
}

/// Looks every code up. What is on our own books needs no signature: state and dates decide.
///
/// # Errors
/// When the database does not answer.
pub async fn checked(state: &AppState, entries: Vec<Entry>, now_ms: UnixMs) -> Result<Vec<Checked>, ApiError> {
    let mut rows = Vec::with_capacity(entries.len());
    for entry in entries {
        let found = match entry.reading {
            Reading::Code => state.storage.certificate_by_code(&entry.code).await?,
            _ => None,
        };
        let standing = match (entry.reading, &found) {
            (Reading::Code, Some(found)) => Standing::of(found, now_ms),
            (Reading::Code, None) => Standing::Unknown,
            (Reading::NoCode, _) => Standing::NoCode,
            (Reading::Formula, _) => Standing::Formula,
            (Reading::Again(_), _) => Standing::Again,
        };
        rows.push(Checked { entry, standing, found });
    }
    Ok(rows)
}

/// The holder as far as the page shows the name.
pub fn holder(certificate: &Certificate) -> String {
    match certificate.disclosure {
        Disclosure::Full => certificate.holder_name.clone(),
        Disclosure::Partial => masked(&certificate.holder_name),
        Disclosure::Code => "–".to_owned(),
    }
}

/// The table for a spreadsheet; no cell is one a spreadsheet would compute.
pub fn csv(locale: Locale, state: &AppState, rows: &[Checked]) -> String {
    let origin = did::public_origin(&state.origin);
    let names = [
        td_string!(locale, employer.row).to_string(),
        td_string!(locale, employer.code).to_string(),
        td_string!(locale, employer.given_name).to_string(),
        td_string!(locale, employer.holder).to_string(),
        td_string!(locale, employer.standard).to_string(),
        td_string!(locale, employer.state).to_string(),
        td_string!(locale, employer.reason).to_string(),
        td_string!(locale, employer.until).to_string(),
        td_string!(locale, employer.page).to_string(),
    ];
    let mut out = format!("\u{feff}{}\r\n", names.map(|name| quoted(&name)).join(","));
    for row in rows {
        let found = row.found.as_ref();
        let code = if found.is_some() { grouped(&row.entry.code) } else { row.entry.given.clone() };
        let cells = [
            row.entry.row.to_string(),
            code,
            row.entry.who.clone(),
            found.map(holder).unwrap_or_default(),
            found.map(|found| found.standard_id.clone()).unwrap_or_default(),
            row.standing.words(locale),
            row.more(locale),
            found.map(|found| dates::day(found.valid_until_ms)).unwrap_or_default(),
            found.map(|found| format!("{origin}/c/{}", found.id)).unwrap_or_default(),
        ];
        out.push_str(&cells.map(|cell| quoted(&cell)).join(","));
        out.push_str("\r\n");
    }
    out
}
