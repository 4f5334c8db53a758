//! `POST /api/…`: the server functions that islands call, with the same doors as pages.

use crate::functions::FunctionError;
use crate::server::{state::AppState, visitor::Visitor};
use axum::{
    body::{Body, to_bytes},
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use leptos::prelude::provide_context;

/// An error is a word of JSON.
const ERROR_BYTES_MAX: usize = 4_096;

/// Runs the server function the address names. It finds the [`AppState`] and the [`Visitor`] in its
/// context.
pub async fn call(State(state): State<AppState>, visitor: Visitor, request: Request<Body>) -> Response {
    let response = leptos_axum::handle_server_fns_with_context(
        move || {
            provide_context(state.clone());
            provide_context(visitor.clone());
        },
        request,
    )
    .await
    .into_response();
    if response.status() == StatusCode::INTERNAL_SERVER_ERROR { told(response).await } else { response }
}

/// Whatever a function could not do comes as a fault of the server; its status is what its error says.
async fn told(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let bytes = to_bytes(body, ERROR_BYTES_MAX).await.unwrap_or_default();
    if let Ok(error) = serde_json::from_slice::<FunctionError>(&bytes) {
        parts.status = error.status();
    }
    Response::from_parts(parts, Body::from(bytes))
}
