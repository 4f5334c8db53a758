//! `/pictures/{product}.svg`: a product as it looks, drawn from what its page says.

use crate::server::{error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use miaohui::picture;
use serde::Deserialize;

/// A picture changes with content only, and content with a restart: an hour is short enough to forget.
const CACHED: &str = "private, max-age=3600";

/// Which of its colours is shown.
#[derive(Deserialize)]
pub struct Shown {
    /// As in the stock; none, or one it does not have: the one that shows most.
    #[serde(default)]
    colour: Option<String>,
}

/// `GET /pictures/{product}.svg?colour=…`, for everybody with an account and for guests at their shift.
///
/// # Errors
/// When nobody is signed in, or no such product is in the content.
pub async fn file(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(file): Path<String>,
    Query(shown): Query<Shown>,
) -> Result<Response, ApiError> {
    if visitor.user.is_none() {
        return Err(ApiError::SignIn { back: visitor.path });
    }
    let product = file.strip_suffix(".svg").and_then(|id| state.content.products.get(id)).ok_or(ApiError::NotFound)?;
    let drawn = picture::svg_in(product, shown.colour.as_deref());
    Ok(([(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, CACHED)], drawn).into_response())
}
