//! No other site may change anything here: a request that is not a plain read must come from our
//! own origin. With `SameSite=Lax` cookies this is the whole defence against forged requests.

use super::state::AppState;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// Refuses state changes and sockets that a foreign page started.
pub async fn own(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let upgrades = request.headers().contains_key(header::UPGRADE);
    let machine = request.uri().path().starts_with("/api/v1/");
    if (reads && !upgrades) || machine || is_own(request.headers(), &state.origin) {
        next.run(request).await
    } else {
        (StatusCode::FORBIDDEN, "foreign origin: this request did not come from our own page\n").into_response()
    }
}

/// True when the browser says the request comes from `origin`. A loopback server is known by both
/// its names.
fn is_own(headers: &HeaderMap, origin: &str) -> bool {
    let Some(given) = headers.get(header::ORIGIN).and_then(|value| value.to_str().ok()) else {
        return headers.get("sec-fetch-site").is_some_and(|value| value == "same-origin");
    };
    given == origin
        || (is_loopback(origin) && is_loopback(given) && port(given) == port(origin) && given.starts_with("http://"))
}

fn host(origin: &str) -> &str {
    origin.split_once("://").map_or(origin, |(_, host)| host)
}

fn is_loopback(origin: &str) -> bool {
    let host = host(origin);
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}

fn port(origin: &str) -> Option<&str> {
    host(origin).rsplit_once(':').map(|(_, port)| port)
}

#[cfg(test)]
mod tests {
    use super::is_own;
    use axum::http::{HeaderMap, HeaderValue, header};

    fn check(given: Option<&'static str>, origin: &str, own: bool) {
        let mut headers = HeaderMap::new();
        if let Some(given) = given {
            headers.insert(header::ORIGIN, HeaderValue::from_static(given));
        }
        assert_eq!(is_own(&headers, origin), own, "{given:?} at {origin}");
    }

    #[test]
    fn only_the_own_origin_is_own() {
        check(Some("https://a.example"), "https://a.example", true);
        check(Some("https://b.example"), "https://a.example", false);
        check(Some("http://a.example"), "https://a.example", false);
        check(Some("null"), "https://a.example", false);
        check(None, "https://a.example", false);
        check(Some("http://localhost:3000"), "http://127.0.0.1:3000", true);
        check(Some("http://localhost:3001"), "http://127.0.0.1:3000", false);
        check(Some("http://localhost:3000"), "https://a.example", false);
        check(Some("http://localhost.evil.example:3000"), "http://127.0.0.1:3000", false);
    }
}
