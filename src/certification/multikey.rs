//! Ed25519 keys as Multikey text: multicodec prefix, base58btc (W3C "Controlled Identifiers", 2.2.2).

use super::proof::{base58_multibase, from_base58_multibase};
use ed25519_dalek::{SigningKey, VerifyingKey};

const PUBLIC: [u8; 2] = [0xed, 0x01];
const SECRET: [u8; 2] = [0x80, 0x26];

/// `z6Mk…`.
pub fn public(key: &VerifyingKey) -> String {
    base58_multibase(&[&PUBLIC[..], key.as_bytes()].concat())
}

/// The key a `z6Mk…` text stands for.
pub fn from_public(text: &str) -> Option<VerifyingKey> {
    VerifyingKey::from_bytes(&key_bytes(text, PUBLIC)?).ok()
}

/// `z3u2…`.
pub fn secret(key: &SigningKey) -> String {
    base58_multibase(&[&SECRET[..], key.as_bytes()].concat())
}

/// The key a `z3u2…` text stands for.
pub fn from_secret(text: &str) -> Option<SigningKey> {
    Some(SigningKey::from_bytes(&key_bytes(text, SECRET)?))
}

fn key_bytes(text: &str, prefix: [u8; 2]) -> Option<[u8; 32]> {
    from_base58_multibase(text)?.strip_prefix(&prefix)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::{from_public, from_secret, public, secret};

    /// The key pair of W3C's eddsa-rdfc-2022 vectors.
    #[test]
    fn keys_are_written_as_w3c_writes_them() {
        let key = from_secret("z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq").unwrap();
        assert_eq!(public(&key.verifying_key()), "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2");
        assert_eq!(secret(&key), "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq");
        assert!(from_public("z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq").is_none());
        assert!(from_public("6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2").is_none());
    }
}
