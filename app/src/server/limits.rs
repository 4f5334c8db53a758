//! How often certificates are checked: by address and in all, so that nobody guesses codes; with a key, by the key.

use super::{address::Client, error::ApiError, locale, state::AppState};
use crate::pages::verify::wire::{Refusal, refused};
use axum::{
    extract::{FromRequestParts as _, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use governor::{
    DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
    middleware::StateInformationMiddleware,
    state::keyed::DefaultKeyedStateStore,
};
use miaohui::clock::now_ms;
use std::{
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    sync::Arc,
};

/// Checks one address may make at once: a whole lab is one address.
const ADDRESS_AT_ONCE: NonZeroU32 = bound(120);
/// And so many a second after that.
const ADDRESS_A_SECOND: NonZeroU32 = bound(2);
/// Checks of all addresses at once, and a second after that.
const ALL_AT_ONCE: NonZeroU32 = bound(1_200);
const ALL_A_SECOND: NonZeroU32 = bound(50);
/// Checks a minute with one key.
pub const KEY_A_MINUTE: NonZeroU32 = bound(600);
/// Addresses remembered; beyond it those that have not checked for long are forgotten.
const ADDRESSES_MAX: usize = 20_000;

const fn bound(number: u32) -> NonZeroU32 {
    match NonZeroU32::new(number) {
        Some(number) => number,
        None => NonZeroU32::MIN,
    }
}

type ByKey = RateLimiter<String, DefaultKeyedStateStore<String>, DefaultClock, StateInformationMiddleware>;

/// What has been checked lately, in memory: a restart forgives.
pub struct Limits {
    by_address: DefaultKeyedRateLimiter<IpAddr>,
    in_all: DefaultDirectRateLimiter,
    by_key: ByKey,
}

impl Default for Limits {
    fn default() -> Self {
        let quota = |a_second, at_once| Quota::per_second(a_second).allow_burst(at_once);
        Self {
            by_address: RateLimiter::keyed(quota(ADDRESS_A_SECOND, ADDRESS_AT_ONCE)),
            in_all: RateLimiter::direct(quota(ALL_A_SECOND, ALL_AT_ONCE)),
            by_key: RateLimiter::keyed(Quota::per_minute(KEY_A_MINUTE)).with_middleware(),
        }
    }
}

impl Limits {
    /// Seconds to wait, for a check from this address.
    fn public(&self, address: &str) -> Result<(), u64> {
        if self.by_address.len() > ADDRESSES_MAX {
            self.by_address.retain_recent();
        }
        let clock = DefaultClock::default();
        let wait = |until: governor::NotUntil<_>| until.wait_time_from(clock.now()).as_secs() + 1;
        self.by_address.check_key(&network(address)).map_err(wait)?;
        self.in_all.check().map_err(wait)
    }

    /// Checks left with a key, or seconds to wait.
    fn keyed(&self, key: &str) -> Result<u32, u64> {
        let clock = DefaultClock::default();
        match self.by_key.check_key(&key.to_owned()) {
            Ok(snapshot) => Ok(snapshot.remaining_burst_capacity()),
            Err(until) => Err(until.wait_time_from(clock.now()).as_secs() + 1),
        }
    }
}

/// The address, of version 6 its network: a house has more of those addresses than anybody can count.
fn network(address: &str) -> IpAddr {
    match address.parse() {
        Ok(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        Ok(address) => address,
        Err(_) => IpAddr::V6(Ipv6Addr::UNSPECIFIED),
    }
}

/// Lets a check through, or says when to come back.
pub async fn checks(State((state, limits)): State<(AppState, Arc<Limits>)>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(client) = Client::from_request_parts(&mut parts, &state).await;
    let request = Request::from_parts(parts, body);
    let locale = locale::of(request.headers());
    let is_api = request.uri().path().starts_with("/api/v1/");
    let key = is_api.then(|| bearer(request.headers())).flatten();
    let known = match &key {
        Some(key) => match state.storage.api_key_bearer(key, now_ms()).await {
            Ok(known) => known,
            Err(error) => return ApiError::from(error).into_response(),
        },
        None => None,
    };
    if let Some(known) = known {
        return match limits.keyed(&known.id) {
            Ok(left) => with_figures(next.run(request).await, left, None),
            Err(wait) => with_figures(refused(locale, StatusCode::TOO_MANY_REQUESTS, Refusal::TooMany), 0, Some(wait)),
        };
    }
    match limits.public(&client.address) {
        Err(wait) if is_api => {
            let mut response = refused(locale, StatusCode::TOO_MANY_REQUESTS, Refusal::TooMany);
            put(response.headers_mut(), header::RETRY_AFTER, wait);
            response
        }
        Err(_) => ApiError::TooMany.into_response(),
        Ok(()) if key.is_some() => refused(locale, StatusCode::UNAUTHORIZED, Refusal::NoKey),
        Ok(()) => next.run(request).await,
    }
}

/// The key of `Authorization: Bearer …`.
fn bearer(headers: &HeaderMap) -> Option<String> {
    let given = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, key) = given.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| key.trim().to_owned())
}

/// The limit as a program reads it (IETF draft "RateLimit header fields for HTTP", version 3).
fn with_figures(mut response: Response, left: u32, wait: Option<u64>) -> Response {
    let headers = response.headers_mut();
    put(headers, HeaderName::from_static("ratelimit-limit"), u64::from(KEY_A_MINUTE.get()));
    put(headers, HeaderName::from_static("ratelimit-remaining"), u64::from(left));
    // The quota is whole again after what was used of it has come back, evenly over a minute.
    let used = u64::from(KEY_A_MINUTE.get().saturating_sub(left));
    put(headers, HeaderName::from_static("ratelimit-reset"), (used * 60).div_ceil(u64::from(KEY_A_MINUTE.get())));
    if let Some(wait) = wait {
        put(headers, header::RETRY_AFTER, wait);
    }
    response
}

fn put(headers: &mut HeaderMap, name: HeaderName, number: u64) {
    headers.insert(name, HeaderValue::from(number));
}

#[cfg(test)]
mod tests {
    use super::{ADDRESS_AT_ONCE, KEY_A_MINUTE, Limits, network};

    #[test]
    fn an_address_is_held_back_and_others_are_not() {
        let limits = Limits::default();
        for _ in 0..ADDRESS_AT_ONCE.get() {
            assert_eq!(limits.public("10.0.0.1"), Ok(()));
        }
        assert!(limits.public("10.0.0.1").is_err_and(|wait| wait <= 2));
        assert_eq!(limits.public("10.0.0.2"), Ok(()));
        assert_eq!(network("2001:db8:1:2:3::4"), network("2001:db8:1:2:ffff::"));
        assert_ne!(network("2001:db8:1:2:3::4"), network("2001:db8:1:3:3::4"));
    }

    #[test]
    fn all_addresses_together_are_held_back() {
        let limits = Limits::default();
        let passed = (0..2_000).filter(|nr| limits.public(&format!("10.0.{}.{}", nr / 250, nr % 250)).is_ok()).count();
        assert!((1_200..1_300).contains(&passed), "{passed}");
    }

    #[test]
    fn a_key_has_a_minutes_checks() {
        let limits = Limits::default();
        let left: Vec<_> = (0..=KEY_A_MINUTE.get()).map(|_| limits.keyed("a")).collect();
        assert_eq!(left[0], Ok(KEY_A_MINUTE.get() - 1));
        assert!(left[KEY_A_MINUTE.get() as usize].is_err());
        assert!(limits.keyed("b").is_ok());
    }
}
