//! `POST /api/…`: the server functions that islands call, with the same doors as pages.

use crate::server::{state::AppState, visitor::Visitor};
use axum::{
    body::Body,
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use leptos::prelude::provide_context;

/// Runs the server function the address names. It finds the [`AppState`] and the [`Visitor`] in its
/// context.
pub async fn call(State(state): State<AppState>, visitor: Visitor, request: Request<Body>) -> Response {
    leptos_axum::handle_server_fns_with_context(
        move || {
            provide_context(state.clone());
            provide_context(visitor.clone());
        },
        request,
    )
    .await
    .into_response()
}
