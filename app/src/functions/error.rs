//! What an island is told when a server function cannot do what it asked. Internals stay inside.

use crate::i18n::*;
use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// By what the person at the page can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FunctionError {
    /// The session has ended.
    SignIn,
    Forbidden,
    NotFound,
    BadInput,
    /// It was handed in already, or the time is up.
    Closed,
    /// The server cannot be reached or has too much to do: try again.
    Unreachable,
    Fault,
}

impl FromServerFnError for FunctionError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(value: ServerFnErrorErr) -> Self {
        match value {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => Self::Unreachable,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                Self::BadInput
            }
            _ => Self::Fault,
        }
    }
}

impl FunctionError {
    /// What happened, whether anything was lost, what to do.
    pub fn words(self, locale: Locale) -> String {
        match self {
            Self::SignIn => td_string!(locale, common.error_sign_in_text),
            Self::Forbidden => td_string!(locale, common.error_forbidden_text),
            Self::NotFound => td_string!(locale, common.error_not_found_text),
            Self::BadInput => td_string!(locale, common.error_bad_input_text),
            Self::Closed => td_string!(locale, common.error_conflict_text),
            Self::Unreachable => td_string!(locale, common.error_unreachable_text),
            Self::Fault => td_string!(locale, common.error_fault_text),
        }
        .to_string()
    }
}

#[cfg(feature = "ssr")]
impl FunctionError {
    /// As HTTP says it.
    pub fn status(self) -> axum::http::StatusCode {
        use axum::http::StatusCode;
        match self {
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::BadInput => StatusCode::BAD_REQUEST,
            Self::Closed => StatusCode::CONFLICT,
            Self::Unreachable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Fault => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

#[cfg(feature = "ssr")]
impl From<crate::server::error::ApiError> for FunctionError {
    fn from(error: crate::server::error::ApiError) -> Self {
        use crate::server::error::ApiError;
        match error {
            ApiError::SignIn { .. } | ApiError::NewPassword => Self::SignIn,
            ApiError::Forbidden => Self::Forbidden,
            ApiError::NotFound => Self::NotFound,
            ApiError::BadInput => Self::BadInput,
            ApiError::Conflict => Self::Closed,
            ApiError::TooMany | ApiError::Busy => Self::Unreachable,
            ApiError::Fault => Self::Fault,
        }
    }
}

#[cfg(feature = "ssr")]
impl From<miaohui::storage::StorageError> for FunctionError {
    fn from(error: miaohui::storage::StorageError) -> Self {
        crate::server::error::ApiError::from(error).into()
    }
}
