//! `/metrics` for Prometheus: to administrators and to this machine.

use crate::server::{address::Client, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use miaohui::accounts::Permission;
use std::{fmt::Write, net::IpAddr, sync::atomic::Ordering};

/// `GET /metrics`
///
/// # Errors
/// When the visitor is neither an administrator nor on this machine.
pub async fn page(State(state): State<AppState>, client: Client, visitor: Visitor) -> Result<Response, ApiError> {
    if !client.address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback()) {
        visitor.require(Permission::ReadMetrics)?;
    }
    let open = state.storage.open_shifts().await?.len();
    let certificates = state.storage.certificates().await?.len();
    let written = state.live.written();
    let mut text = String::new();
    for (name, help, value) in [
        ("miaohui_commits_total", "Transactions of the log's writer.", &written.commits),
        ("miaohui_events_total", "Events the log's writer committed.", &written.events),
    ] {
        let value = value.load(Ordering::Relaxed);
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} counter\n{name} {value}");
    }
    for (name, help, value) in [
        ("miaohui_shifts_loaded", "Shifts held in memory.", state.live.loaded()),
        ("miaohui_shifts_open", "Shifts that are not closed, at most 500 counted.", open),
        ("miaohui_certificates", "Certificates issued, at most 500 counted.", certificates),
    ] {
        // Writing into a String does not fail.
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}");
    }
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response())
}
