//! The site's files, embedded in the binary, served precompressed and cached for ever (their names
//! carry a hash).

use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use std::{
    borrow::Cow,
    collections::BTreeMap,
    sync::{LazyLock, OnceLock},
};

/// Reads one file of the site, by its path below the site's folder.
pub type Read = fn(&str) -> Option<Cow<'static, [u8]>>;

static SITE: OnceLock<Read> = OnceLock::new();

/// Hands over the files. The binary holds them, not this library: so a changed site compiles a few
/// lines again and not every page, and this library compiles while the site is still being made.
pub fn install(read: Read) {
    // A second call would bring the same files.
    let _ = SITE.set(read);
}

fn get(path: &str) -> Option<Cow<'static, [u8]>> {
    SITE.get().and_then(|read| read(path))
}

/// The names that change with each build.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Names {
    /// Part → name of its script and its wasm without their endings, `miaohui-<part>-<hash>`.
    #[serde(default)]
    pub parts: BTreeMap<String, String>,
    /// File name of the style sheet.
    #[serde(default)]
    pub css: String,
}

/// As written by `cargo xtask build`; empty when the server was built without a site.
pub static NAMES: LazyLock<Names> =
    LazyLock::new(|| get("site.json").and_then(|file| serde_json::from_slice(&file).ok()).unwrap_or_default());

/// `GET /pkg/{name}`
pub async fn file(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    for (coding, ending) in [("br", ".br"), ("gzip", ".gz"), ("", "")] {
        if !coding.is_empty() && !accepted.split(',').any(|one| one.trim().split(';').next() == Some(coding)) {
            continue;
        }
        if let Some(file) = get(&format!("pkg/{name}{ending}")) {
            return answer(&name, coding, file.into_owned());
        }
    }
    StatusCode::NOT_FOUND.into_response()
}

fn answer(name: &str, coding: &'static str, data: Vec<u8>) -> Response {
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    let mut response = data.into_response();
    let headers = response.headers_mut();
    if let Ok(kind) = HeaderValue::from_str(kind.as_ref()) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    if !coding.is_empty() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    response
}
