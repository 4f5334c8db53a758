//! Where a request comes from. A lab is one address, so limits by address are generous.

use super::state::AppState;
use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::request::Parts,
};
use std::{convert::Infallible, net::SocketAddr};

/// The peer's address as text.
#[derive(Clone, Debug)]
pub struct Client {
    pub address: String,
}

impl FromRequestParts<AppState> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &AppState) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        // A proxy on this machine says for whom it asks; anybody else is taken by the own address.
        let forwarded = parts.headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
        let address = match (peer, forwarded) {
            (Some(peer), Some(forwarded)) if peer.is_loopback() => {
                forwarded.rsplit(',').next().map_or_else(|| peer.to_string(), |last| last.trim().to_owned())
            }
            (Some(peer), _) => peer.to_string(),
            (None, _) => String::new(),
        };
        Ok(Self { address })
    }
}
