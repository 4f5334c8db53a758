//! The register of what a disowned key had issued, signed by the root as a compact JWS (RFC 7515, RFC 8037).
//!
//! It holds digests of what the credentials state, not the credentials: whoever has one can find it, nobody else learns
//! anything; and one digest stands for a credential in every form.

use super::instant::to_rfc3339;
use super::{contexts, form, multikey, statements, status};
use crate::clock::UnixMs;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// `typ` of the JWS, so that no token of another kind passes as a register.
const TYPE: &str = "miaohui-register+jwt";
/// Credentials of one register: as many as a status list has places.
const MAX_ENTRIES: usize = status::ENTRIES as usize;
/// Bytes a register may have: base64url of 46 bytes an entry, and some for the rest.
pub const MAX_BYTES: usize = MAX_ENTRIES * 62 + 4096;

/// What is wrong with a register.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum RegisterError {
    #[error("more than {MAX_ENTRIES} credentials")]
    TooLarge,
    #[error("not a register: {0}")]
    Malformed(&'static str),
    #[error("the root key did not sign it")]
    NotSigned,
    #[error("it is another key's")]
    OtherKey,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    alg: String,
    typ: String,
}

/// What a disowned key had issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Register {
    /// Name of the issuing key.
    key: String,
    public_key_multibase: String,
    /// When it was disowned, RFC 3339.
    disowned: String,
    /// Digests by [`digest`], sorted.
    issued: Vec<String>,
}

impl Register {
    /// Of key `id`, with the digests of what it issued, in any order.
    pub fn new(id: &str, public: &VerifyingKey, mut issued: Vec<String>, at_ms: UnixMs) -> Self {
        issued.sort_unstable();
        issued.dedup();
        Self { key: id.to_owned(), public_key_multibase: multikey::public(public), disowned: to_rfc3339(at_ms), issued }
    }

    /// The register as a compact JWS.
    ///
    /// # Errors
    /// When it has too many entries.
    pub fn sign(&self, root: &SigningKey) -> Result<String, RegisterError> {
        if self.issued.len() > MAX_ENTRIES {
            return Err(RegisterError::TooLarge);
        }
        let header = Header { alg: "EdDSA".to_owned(), typ: TYPE.to_owned() };
        let part = |json: Result<Vec<u8>, serde_json::Error>| {
            json.map(|bytes| URL_SAFE_NO_PAD.encode(bytes)).map_err(|_| RegisterError::Malformed("not JSON"))
        };
        let signed = format!("{}.{}", part(serde_json::to_vec(&header))?, part(serde_json::to_vec(self))?);
        let signature = root.sign(signed.as_bytes()).to_bytes();
        Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }

    /// The register of key `id` in `bytes`, seen to be signed by `root`.
    ///
    /// # Errors
    /// Says why it is none.
    pub fn read(bytes: &[u8], root: &VerifyingKey, id: &str, public: &VerifyingKey) -> Result<Self, RegisterError> {
        let malformed = RegisterError::Malformed;
        if bytes.len() > MAX_BYTES {
            return Err(RegisterError::TooLarge);
        }
        let text = std::str::from_utf8(bytes).map_err(|_| malformed("not text"))?.trim();
        let (signed, signature) = text.rsplit_once('.').ok_or(malformed("there are not three parts"))?;
        let (header, payload) = signed.split_once('.').ok_or(malformed("there are not three parts"))?;
        let decode = |part: &str| URL_SAFE_NO_PAD.decode(part).map_err(|_| malformed("not base64url"));
        let signature: [u8; 64] =
            decode(signature)?.try_into().map_err(|_| malformed("the signature is not 64 bytes"))?;
        root.verify_strict(signed.as_bytes(), &Signature::from_bytes(&signature))
            .map_err(|_| RegisterError::NotSigned)?;
        let header: Header = serde_json::from_slice(&decode(header)?).map_err(|_| malformed("the header"))?;
        if header.alg != "EdDSA" || header.typ != TYPE {
            return Err(malformed("the header"));
        }
        let register: Self = serde_json::from_slice(&decode(payload)?).map_err(|_| malformed("the payload"))?;
        if register.key != id || register.public_key_multibase != multikey::public(public) {
            return Err(RegisterError::OtherKey);
        }
        Ok(register)
    }

    /// Whether a credential that states `statements` is in it.
    pub fn has(&self, statements: &str) -> bool {
        self.issued.contains(&digest(statements))
    }

    /// When the key was disowned, RFC 3339.
    pub fn disowned(&self) -> &str {
        &self.disowned
    }
}

/// The digest of a credential by its canonical statements (without the proof): base64url of SHA-256.
pub fn digest(statements: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(statements))
}

/// The key that the register in `bytes` names; nothing in it is believed yet.
pub fn key_named(bytes: &[u8]) -> Option<String> {
    let payload = std::str::from_utf8(bytes).ok()?.trim().split('.').nth(1)?;
    serde_json::from_slice::<Register>(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok().map(|register| register.key)
}

/// The digest of a credential as it was issued, JSON with a Data Integrity proof; `None` where it is none.
pub fn digest_of_issued(credential: &str) -> Option<String> {
    let (credential, _) = form::take_proof(form::read(credential.as_bytes()).ok()?).ok()?;
    statements::canonical(&credential, contexts::shipped).ok().map(|statements| digest(&statements))
}

#[cfg(test)]
mod tests {
    use super::{MAX_BYTES, MAX_ENTRIES, Register, RegisterError};
    use ed25519_dalek::SigningKey;

    #[test]
    fn a_register_is_the_roots_and_of_one_key() {
        let [root, key, other] = [1, 2, 3].map(|byte| SigningKey::from_bytes(&[byte; 32]));
        let register = Register::new("key-a", &key.verifying_key(), vec!["b".into(), "a".into(), "b".into()], 0);
        let signed = register.sign(&root).unwrap();
        let read = |text: &str, id: &str, by: &SigningKey, of: &SigningKey| {
            Register::read(text.as_bytes(), &by.verifying_key(), id, &of.verifying_key())
        };
        assert_eq!(read(&signed, "key-a", &root, &key), Ok(register.clone()));
        assert_eq!(register.issued, ["a", "b"]);
        assert_eq!(read(&signed, "key-a", &other, &key), Err(RegisterError::NotSigned));
        assert_eq!(read(&signed, "key-b", &root, &key), Err(RegisterError::OtherKey));
        assert_eq!(read(&signed, "key-a", &root, &other), Err(RegisterError::OtherKey));
        assert_eq!(read(&signed.replacen('e', "f", 1), "key-a", &root, &key), Err(RegisterError::NotSigned));
        assert!(matches!(read("a.b", "key-a", &root, &key), Err(RegisterError::Malformed(_))));
        assert_eq!(read(&"a".repeat(MAX_BYTES + 1), "key-a", &root, &key), Err(RegisterError::TooLarge));
    }

    #[test]
    fn the_longest_register_can_be_read_again() {
        let key = SigningKey::from_bytes(&[1; 32]);
        let issued = |count: usize| (0..count).map(|n| format!("{n:043}")).collect();
        let longest = Register::new("key-a", &key.verifying_key(), issued(MAX_ENTRIES), 0);
        assert!(longest.sign(&key).unwrap().len() <= MAX_BYTES);
        let longer = Register::new("key-a", &key.verifying_key(), issued(MAX_ENTRIES + 1), 0);
        assert_eq!(longer.sign(&key), Err(RegisterError::TooLarge));
    }
}
