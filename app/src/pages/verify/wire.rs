//! What `/api/v1/verify` answers. Of these types the API's description is made.

use crate::i18n::*;
use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use miaohui::certification::verify::{self, State};
use serde::Serialize;
use utoipa::ToSchema;

/// What a certificate is worth now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Worth {
    Valid,
    /// Outside its dates.
    Expired,
    Suspended,
    Revoked,
    /// Altered, or no whole certificate.
    Tampered,
    /// Issued elsewhere, or signed by a key that is not the issuer's.
    UnknownIssuer,
    /// Genuine, but whether it is revoked could not be checked.
    Unchecked,
}

/// One step of the check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Step {
    /// `form`, `signature`, `issuer`, `dates` or `status`, in this order; what comes after a failed step is not there.
    pub name: String,
    /// Null where the step could not be made.
    pub ok: Option<bool>,
    /// For a log, in English.
    pub detail: String,
}

/// The outcome with its reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Verdict {
    pub state: Worth,
    pub checks: Vec<Step>,
}

impl From<verify::Verdict> for Verdict {
    fn from(verdict: verify::Verdict) -> Self {
        let state = match verdict.state {
            State::Valid => Worth::Valid,
            State::Expired => Worth::Expired,
            State::Suspended => Worth::Suspended,
            State::Revoked => Worth::Revoked,
            State::Tampered => Worth::Tampered,
            State::UnknownIssuer => Worth::UnknownIssuer,
            State::Unchecked => Worth::Unchecked,
        };
        let step = |check: verify::Check| Step { name: check.name.to_owned(), ok: check.ok, detail: check.detail };
        Self { state, checks: verdict.checks.into_iter().map(step).collect() }
    }
}

/// Why a request was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Refused {
    /// What happened, in the language of `Accept-Language`.
    pub error: String,
    pub what_to_do: String,
}

/// The refusals of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    TooLarge,
    NoKey,
    TooMany,
}

/// A refusal as an answer.
pub fn refused(locale: Locale, status: StatusCode, why: Refusal) -> Response {
    macro_rules! pair {
        ($title:ident, $text:ident) => {
            (td_string!(locale, verify.$title).to_string(), td_string!(locale, verify.$text).to_string())
        };
    }
    let (error, what_to_do) = match why {
        Refusal::TooLarge => pair!(api_large, api_large_text),
        Refusal::NoKey => pair!(api_no_key, api_no_key_text),
        Refusal::TooMany => pair!(api_too_many, api_too_many_text),
    };
    let mut response = (status, Json(Refused { error, what_to_do })).into_response();
    if why == Refusal::NoKey {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}
