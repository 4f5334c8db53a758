//! The one error of the web: what went wrong, whether anything was lost, what to do. Rendered as a
//! page or as a line of JSON, in the visitor's language, by [`page`].

use super::{document::Document, locale};
use crate::i18n::*;
use crate::pages::frame::Frame;
use axum::{
    Json,
    extract::Request,
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;
use miaohui::{live::LiveError, storage::StorageError};

/// What a handler answers when it cannot do what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiError {
    /// Nobody is signed in; `back` is where the visitor wanted to go.
    SignIn {
        back: String,
    },
    /// The password was given by somebody else and must be changed first.
    NewPassword,
    /// Signed in, but not for this.
    Forbidden,
    NotFound,
    /// What was sent cannot be read or contradicts itself.
    BadInput,
    /// Somebody else changed it in between, or it is already done.
    Conflict,
    /// Too many tries; wait.
    TooMany,
    /// The server has more to do than it can; nothing was lost.
    Busy,
    /// A fault of ours, logged.
    Fault,
}

impl ApiError {
    fn status(&self) -> StatusCode {
        match self {
            Self::SignIn { .. } => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::NewPassword => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::BadInput => StatusCode::BAD_REQUEST,
            Self::Conflict => StatusCode::CONFLICT,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Fault => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Title and explanation for a person.
    pub fn words(&self, locale: Locale) -> (String, String) {
        macro_rules! pair {
            ($title:ident, $text:ident) => {
                (td_string!(locale, common.$title).to_string(), td_string!(locale, common.$text).to_string())
            };
        }
        match self {
            Self::SignIn { .. } => pair!(error_sign_in, error_sign_in_text),
            Self::NewPassword => pair!(error_new_password, error_new_password_text),
            Self::Forbidden => pair!(error_forbidden, error_forbidden_text),
            Self::NotFound => pair!(error_not_found, error_not_found_text),
            Self::BadInput => pair!(error_bad_input, error_bad_input_text),
            Self::Conflict => pair!(error_conflict, error_conflict_text),
            Self::TooMany => pair!(error_too_many, error_too_many_text),
            Self::Busy => pair!(error_busy, error_busy_text),
            Self::Fault => pair!(error_fault, error_fault_text),
        }
    }
}

impl From<StorageError> for ApiError {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Conflict { .. } => Self::Conflict,
            StorageError::Unavailable(reason) => {
                tracing::error!(reason, "the database does not answer");
                Self::Busy
            }
            StorageError::Fault(reason) => {
                tracing::error!(reason, "storage fault");
                Self::Fault
            }
        }
    }
}

impl From<LiveError> for ApiError {
    fn from(error: LiveError) -> Self {
        match error {
            LiveError::NotFound | LiveError::NotYours => Self::NotFound,
            LiveError::Closed => Self::Conflict,
            LiveError::Busy | LiveError::Stopping => Self::Busy,
            LiveError::Stage(error) => {
                tracing::error!(%error, "a shift cannot be played");
                Self::Fault
            }
            LiveError::Storage(error) => error.into(),
        }
    }
}

impl From<tower_sessions::session::Error> for ApiError {
    fn from(error: tower_sessions::session::Error) -> Self {
        tracing::error!(%error, "session");
        Self::Fault
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Puts an [`ApiError`] on its way out into words.
pub async fn page(request: Request, next: Next) -> Response {
    let wants_page = wants_page(request.headers());
    let locale = locale::of(request.headers());
    let response = next.run(request).await;
    let Some(error) = response.extensions().get::<ApiError>().cloned() else { return response };
    if let (ApiError::SignIn { back }, true) = (&error, wants_page) {
        let back: String = form_urlencoded::byte_serialize(back.as_bytes()).collect();
        return Redirect::to(&format!("/login?back={back}")).into_response();
    }
    if error == ApiError::NewPassword && wants_page {
        return Redirect::to("/password").into_response();
    }
    let (title, text) = error.words(locale);
    if !wants_page {
        return (error.status(), Json(serde_json::json!({ "error": title, "what_to_do": text }))).into_response();
    }
    Document::new(locale, title.clone(), move || {
        view! {
            <Frame locale=locale here="">
                <main id="main" class="page narrow stack">
                    <h1>{title}</h1>
                    <p>{text}</p>
                    <p><a class="button" href="/">{td_string!(locale, common.home)}</a></p>
                </main>
            </Frame>
        }
        .into_any()
    })
    .status(error.status())
    .into_response()
}

fn wants_page(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains("text/html"))
}
