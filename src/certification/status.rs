//! Bitstring Status Lists (W3C "Bitstring Status List v1.0"): one bit a certificate, at a random place.

use super::contexts::CREDENTIALS_V2;
use super::credential::status_list_url;
use super::instant::to_rfc3339;
use crate::clock::UnixMs;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use std::io::{Read as _, Write as _};

/// Entries of a list: the least the specification allows, so that one holder hides among the others.
pub const ENTRIES: u32 = 131_072;
/// The first pair of lists: `/credentials/status/1` says who is revoked, `/credentials/status/2` who is suspended.
pub const REVOCATION_LIST: u32 = 1;
/// See [`REVOCATION_LIST`].
pub const SUSPENSION_LIST: u32 = 2;
/// How long a fetched list may be relied on.
pub const LIST_VALID_MS: u64 = 24 * 3600 * 1000;
/// Compressed and decompressed bytes a list may have.
const MAX_BYTES: u64 = 1 << 20;

/// What is wrong with a list's bits.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum StatusError {
    /// Not multibase base64url of gzip, or too large.
    #[error("the list's bits cannot be read")]
    Unreadable,
    /// Fewer entries than privacy asks for.
    #[error("the list has fewer than {ENTRIES} entries")]
    TooShort,
    /// The place lies behind the end.
    #[error("the list has no entry {0}")]
    OutOfRange(u64),
}

/// The bits of one list, the first entry leftmost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bitstring(Vec<u8>);

impl Default for Bitstring {
    fn default() -> Self {
        Self(vec![0; (ENTRIES / 8) as usize])
    }
}

impl Bitstring {
    /// Sets or clears the bit at `index`.
    ///
    /// # Errors
    /// When the list has no such entry.
    pub fn set(&mut self, index: u64, on: bool) -> Result<(), StatusError> {
        let byte = usize::try_from(index / 8).ok().and_then(|place| self.0.get_mut(place));
        let byte = byte.ok_or(StatusError::OutOfRange(index))?;
        let bit = 0x80_u8 >> (index % 8);
        *byte = if on { *byte | bit } else { *byte & !bit };
        Ok(())
    }

    /// The bit at `index`.
    ///
    /// # Errors
    /// When the list has no such entry.
    pub fn get(&self, index: u64) -> Result<bool, StatusError> {
        let byte = usize::try_from(index / 8).ok().and_then(|place| self.0.get(place));
        byte.map(|byte| byte & (0x80 >> (index % 8)) != 0).ok_or(StatusError::OutOfRange(index))
    }

    /// Multibase base64url of the gzipped bits.
    pub fn encode(&self) -> String {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        // Writing to memory does not fail.
        let bytes = gzip.write_all(&self.0).and_then(|()| gzip.finish()).unwrap_or_default();
        format!("u{}", URL_SAFE_NO_PAD.encode(bytes))
    }

    /// Reads [`Bitstring::encode`]'s text.
    ///
    /// # Errors
    /// When it is not such a text, too short or too large.
    pub fn decode(text: &str) -> Result<Self, StatusError> {
        let encoded = text.strip_prefix('u').filter(|encoded| encoded.len() as u64 <= MAX_BYTES);
        let gzip = encoded.and_then(|encoded| URL_SAFE_NO_PAD.decode(encoded).ok()).ok_or(StatusError::Unreadable)?;
        let mut bits = Vec::new();
        let read = GzDecoder::new(&gzip[..]).take(MAX_BYTES + 1).read_to_end(&mut bits);
        if read.is_err() || bits.len() as u64 > MAX_BYTES {
            return Err(StatusError::Unreadable);
        }
        if (bits.len() as u64) * 8 < u64::from(ENTRIES) {
            return Err(StatusError::TooShort);
        }
        Ok(Self(bits))
    }
}

/// A place for a new certificate, by chance; never beside that of the one issued before it, so that neighbours in the list
/// tell nothing of each other. The caller draws again where the place is taken.
pub fn place(random: u32, before: Option<u64>) -> u32 {
    let place = random % ENTRIES;
    match before {
        Some(before) if u64::from(place).abs_diff(before) <= 1 => (place + ENTRIES / 2) % ENTRIES,
        _ => place,
    }
}

/// What list `number` is about: odd ones say who is revoked, even ones who is suspended.
pub fn purpose(number: u32) -> &'static str {
    if number % 2 == REVOCATION_LIST % 2 { "revocation" } else { "suspension" }
}

/// The unsigned `BitstringStatusListCredential` of list `number`.
pub fn list(origin: &str, issuer_did: &str, number: u32, bits: &Bitstring, now_ms: UnixMs) -> Value {
    let url = status_list_url(origin, number);
    json!({
        "@context": [CREDENTIALS_V2],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer_did,
        "validFrom": to_rfc3339(now_ms),
        "validUntil": to_rfc3339(now_ms + LIST_VALID_MS),
        "credentialSubject": {
            "id": format!("{url}#list"),
            "type": "BitstringStatusList",
            "statusPurpose": purpose(number),
            "encodedList": bits.encode(),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::{Bitstring, ENTRIES, StatusError, place};
    use proptest::prelude::*;
    /// The example of the specification, section 2.2: an empty list of the least size.
    const SPECIFICATION: &str = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA";

    #[test]
    fn lists_are_read() {
        assert_eq!(Bitstring::decode(SPECIFICATION).unwrap(), Bitstring::default());
        let check = |text: &str, expected: StatusError| assert_eq!(Bitstring::decode(text).unwrap_err(), expected);
        check("H4sIAAAAAAAAA", StatusError::Unreadable);
        check("u!!", StatusError::Unreadable);
        check(&Bitstring(vec![0; 100]).encode(), StatusError::TooShort);
        check(&Bitstring(vec![0; 50 << 20]).encode(), StatusError::Unreadable);
    }

    #[test]
    fn a_place_beside_the_last_one_is_moved() {
        let check = |random, before, expected| assert_eq!(place(random, before), expected);
        check(7, None, 7);
        check(7 + ENTRIES, None, 7);
        check(7, Some(9), 7);
        for before in 6..=8 {
            check(7, Some(before), 7 + ENTRIES / 2);
        }
        check(ENTRIES - 1, Some(u64::from(ENTRIES) - 2), ENTRIES / 2 - 1);
        check(u32::MAX, None, u32::MAX % ENTRIES);
    }

    proptest! {
        #[test]
        fn consecutive_certificates_are_never_neighbours(draws in proptest::collection::vec(any::<u32>(), 2..200)) {
            let mut before = None;
            for random in draws {
                let index = u64::from(place(random, before));
                prop_assert!(index < u64::from(ENTRIES));
                prop_assert!(before.is_none_or(|before: u64| before.abs_diff(index) > 1), "{before:?} {index}");
                before = Some(index);
            }
        }

        #[test]
        fn bits_survive(indices in proptest::collection::btree_set(0..u64::from(ENTRIES), 0..40)) {
            let mut bits = Bitstring::default();
            for &index in &indices {
                bits.set(index, true).unwrap();
            }
            let read = Bitstring::decode(&bits.encode()).unwrap();
            prop_assert!((0..u64::from(ENTRIES)).all(|index| read.get(index).unwrap() == indices.contains(&index)));
            prop_assert!(read.get(u64::from(ENTRIES)).is_err());
        }
    }
}
