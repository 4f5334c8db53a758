//! `POST /language`: keeps the choice of language in a cookie and goes back.

use crate::server::{error::ApiError, locale};
use axum::{
    Form,
    http::{HeaderMap, header},
    response::{AppendHeaders, IntoResponse, Redirect},
};
use serde::Deserialize;

/// Which language.
#[derive(Deserialize)]
pub struct Choice {
    lang: String,
}

/// Keeps the choice for a year.
pub async fn choose(headers: HeaderMap, Form(choice): Form<Choice>) -> Result<impl IntoResponse, ApiError> {
    let chosen = locale::code(locale::parse(&choice.lang).ok_or(ApiError::BadInput)?);
    let back = headers
        .get(header::REFERER)
        .and_then(|value| value.to_str().ok())
        .and_then(|address| address.split_once("://"))
        .and_then(|(_, rest)| rest.find('/').map(|at| rest[at..].to_owned()))
        .unwrap_or_else(|| "/".to_owned());
    let cookie = format!("{}={chosen}; Path=/; Max-Age=31536000; SameSite=Lax", locale::COOKIE);
    Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), Redirect::to(&back)))
}
