//! Pages, rendered on the server only: each handler authenticates, calls the library, and builds
//! its view.

pub mod account;
pub mod admin;
pub mod after;
pub mod authoring;
pub mod board;
pub mod certificate;
pub mod desk;
pub mod drills;
pub mod employer;
pub mod exam;
pub mod examiner;
pub mod frame;
pub mod functions;
pub mod home;
pub mod join;
pub mod language;
pub mod login;
pub mod metrics;
pub mod password;
pub mod pictures;
pub mod quiz;
pub mod review;
pub mod score;
pub mod setup;
pub mod sharing;
pub mod standards;
pub mod today;
pub mod trainer;
pub mod try_out;
pub mod verify;

use crate::server::error::ApiError;
use axum::{http::header, response::IntoResponse};

/// Any address nobody answers to.
pub async fn missing() -> ApiError {
    ApiError::NotFound
}

/// The site's mark, as the browser's tab shows it.
pub async fn icon() -> impl IntoResponse {
    let headers = [(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "public, max-age=86400")];
    (headers, include_str!("../../../style/icon.svg"))
}
