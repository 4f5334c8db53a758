//! `GET /c/{id}` for a stranger: the page as it was made a moment ago, where nothing has changed since.
//!
//! Making the page verifies the credential, which is a hundred times the work of sending it. A page is looked at again
//! against the database every second, and at once where this server changed a certificate or its keys.

use crate::i18n::Locale;
use crate::server::{error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use miaohui::{
    certification::keys::Keyring,
    clock::{UnixMs, now_ms},
    ids::CertificateId,
    storage::{Certificate, CertificateState, Disclosure},
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

/// So long a page is sent without a look at the database: another server may have changed it.
const LOOK_EVERY_MS: u64 = 1_000;
/// So long it is sent at all: it says when it was checked.
const KEPT_MS: u64 = 60_000;
/// Pages kept at once; where there are more, all are made again.
const KEPT_MAX: usize = 512;
/// Bytes of a page.
const PAGE_MAX: usize = 256 * 1024;

/// The pages of certificates as last made.
#[derive(Clone, Default)]
pub struct KeptPages(Arc<Mutex<BTreeMap<(String, &'static str), Kept>>>);

#[derive(Clone)]
struct Kept {
    headers: HeaderMap,
    body: Bytes,
    /// What may change about the certificate.
    shows: Shows,
    /// [`miaohui::storage::Storage::certificate_changes`] when it was made.
    changes: u64,
    keys: Arc<Keyring>,
    made_ms: UnixMs,
    looked_ms: UnixMs,
}

#[derive(Clone, PartialEq)]
struct Shows {
    holder_name: String,
    disclosure: Disclosure,
    state: CertificateState,
    reason: Option<String>,
    valid_until_ms: UnixMs,
}

impl Shows {
    fn of(certificate: &Certificate) -> Self {
        Self {
            holder_name: certificate.holder_name.clone(),
            disclosure: certificate.disclosure,
            state: certificate.state,
            reason: certificate.reason.clone(),
            valid_until_ms: certificate.valid_until_ms,
        }
    }
}

impl Kept {
    /// Whether nothing here says that the page is stale.
    fn is_fresh(&self, changes: u64, keys: &Arc<Keyring>, now: UnixMs) -> bool {
        let expired_since = self.made_ms < self.shows.valid_until_ms && self.shows.valid_until_ms <= now;
        self.changes == changes && Arc::ptr_eq(&self.keys, keys) && now < self.made_ms + KEPT_MS && !expired_since
    }

    fn answer(&self) -> Response {
        let mut response = Body::from(self.body.clone()).into_response();
        *response.headers_mut() = self.headers.clone();
        response
    }
}

impl KeptPages {
    fn get(&self, key: &(String, &'static str)) -> Option<Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
    }

    fn keep(&self, key: (String, &'static str), page: Kept) {
        let mut pages = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if pages.len() >= KEPT_MAX && !pages.contains_key(&key) {
            pages.clear();
        }
        pages.insert(key, page);
    }
}

/// `GET /c/{id}`
///
/// # Errors
/// When there is no such certificate, or the database does not answer.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    // Whoever has a session sees a page of their own.
    if visitor.session.id().is_some() {
        return Ok(super::page(State(state), visitor, Path(id)).await?.into_response());
    }
    let key = (id, language(visitor.locale));
    // Both before anything is read: a change in between makes the page stale, not wrong.
    let (changes, keys, now) = (state.storage.certificate_changes(), state.keys.now(), now_ms());
    if let Some(mut kept) = state.kept.get(&key).filter(|kept| kept.is_fresh(changes, &keys, now)) {
        if now < kept.looked_ms + LOOK_EVERY_MS {
            return Ok(kept.answer());
        }
        let certificate = super::stored(&state, key.0.clone()).await?;
        if Shows::of(&certificate) == kept.shows {
            kept.looked_ms = now;
            let answer = kept.answer();
            state.kept.keep(key, kept);
            return Ok(answer);
        }
    }
    let certificate = state.storage.certificate(&CertificateId(key.0.clone())).await?.ok_or(ApiError::NotFound)?;
    let shows = Shows::of(&certificate);
    let response = super::page(State(state.clone()), visitor, Path(key.0.clone())).await?.into_response();
    if response.status() != StatusCode::OK {
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, PAGE_MAX).await.map_err(|error| {
        tracing::error!(%error, "a certificate's page");
        ApiError::Fault
    })?;
    let kept = Kept { headers: parts.headers, body, shows, changes, keys, made_ms: now, looked_ms: now };
    let answer = kept.answer();
    state.kept.keep(key, kept);
    Ok(answer)
}

fn language(locale: Locale) -> &'static str {
    crate::server::locale::code(locale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_stale_once_something_changed() {
        let keys = Arc::new(Keyring::from_secrets([1; 32], [2; 32], 0));
        let shows = Shows {
            holder_name: "林小安".to_owned(),
            disclosure: Disclosure::Partial,
            state: CertificateState::Valid,
            reason: None,
            valid_until_ms: 50_000,
        };
        let kept = Kept {
            headers: HeaderMap::new(),
            body: Bytes::new(),
            shows,
            changes: 3,
            keys: keys.clone(),
            made_ms: 1_000,
            looked_ms: 1_000,
        };
        let check =
            |changes, keys: &Arc<Keyring>, now, fresh| assert_eq!(kept.is_fresh(changes, keys, now), fresh, "{now}");
        check(3, &keys, 1_000, true);
        check(3, &keys, 49_999, true);
        // It expires, whatever else.
        check(3, &keys, 50_000, false);
        check(4, &keys, 1_000, false);
        check(3, &Arc::new(Keyring::from_secrets([1; 32], [2; 32], 0)), 1_000, false);
        let for_good = Kept { shows: Shows { valid_until_ms: 500, ..kept.shows.clone() }, ..kept.clone() };
        assert!(for_good.is_fresh(3, &keys, 60_999) && !for_good.is_fresh(3, &keys, 61_000));
    }

    #[test]
    fn no_more_pages_are_kept_than_allowed() {
        let pages = KeptPages::default();
        let kept = Kept {
            headers: HeaderMap::new(),
            body: Bytes::new(),
            shows: Shows {
                holder_name: String::new(),
                disclosure: Disclosure::Code,
                state: CertificateState::Valid,
                reason: None,
                valid_until_ms: 0,
            },
            changes: 0,
            keys: Arc::new(Keyring::from_secrets([1; 32], [2; 32], 0)),
            made_ms: 0,
            looked_ms: 0,
        };
        for nr in 0..=KEPT_MAX {
            pages.keep((nr.to_string(), "zh"), kept.clone());
        }
        assert!(pages.get(&("0".to_owned(), "zh")).is_none());
        assert!(pages.get(&(KEPT_MAX.to_string(), "zh")).is_some());
    }
}
