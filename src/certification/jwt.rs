//! A credential as a compact JWS signed by Ed25519 (Open Badges 3.0, 8.2 "VC-JWT"; RFC 7515, RFC 8037).

use super::instant::from_rfc3339;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde_json::{Value, json};

/// Claims that repeat members of the credential for readers of plain JWT.
const REGISTERED: [&str; 4] = ["exp", "iss", "jti", "nbf"];

/// Why a token is not one of ours.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum JwtError {
    /// Not three base64url parts with a header of `alg` EdDSA and a `kid`.
    #[error("not a token signed by EdDSA: {0}")]
    Malformed(&'static str),
    /// A registered claim says something else than the credential.
    #[error("the claim {0} and the credential disagree")]
    Contradiction(&'static str),
}

/// A token taken apart; nothing in it is believed yet.
pub struct Token<'a> {
    /// Name of the key, `DID#key`.
    pub key_id: String,
    /// The credential and the registered claims, as bytes of JSON.
    pub payload: Vec<u8>,
    signed: &'a str,
    signature: [u8; 64],
}

/// `credential` as a compact JWS.
pub fn sign(credential: &Value, key_id: &str, key: &SigningKey) -> String {
    let mut claims = credential.clone();
    for (claim, value) in registered(credential) {
        claims[claim] = value;
    }
    let header = json!({ "alg": "EdDSA", "kid": key_id, "typ": "JWT" });
    let signed = format!("{}.{}", encode(header.to_string().as_bytes()), encode(claims.to_string().as_bytes()));
    let signature = key.sign(signed.as_bytes()).to_bytes();
    format!("{signed}.{}", encode(&signature))
}

/// Takes `text` apart.
///
/// # Errors
/// When it is no token of this kind.
pub fn read(text: &str) -> Result<Token<'_>, JwtError> {
    let malformed = JwtError::Malformed;
    let (signed, signature) = text.rsplit_once('.').ok_or(malformed("there are not three parts"))?;
    let (header, payload) = signed.split_once('.').ok_or(malformed("there are not three parts"))?;
    let decode = |part: &str| URL_SAFE_NO_PAD.decode(part).ok();
    let header = decode(header).and_then(|bytes| super::form::read(&bytes).ok());
    let header = header.as_ref().and_then(Value::as_object).ok_or(malformed("the header is not JSON"))?;
    if header.keys().any(|name| !["alg", "kid", "typ"].contains(&name.as_str())) {
        return Err(malformed("the header has an unknown member"));
    }
    if header.get("alg").is_none_or(|alg| alg != "EdDSA") {
        return Err(malformed("alg is not EdDSA"));
    }
    if header.get("typ").is_some_and(|kind| kind != "JWT" && kind != "vc+jwt") {
        return Err(malformed("typ is neither JWT nor vc+jwt"));
    }
    let key_id = header.get("kid").and_then(Value::as_str).ok_or(malformed("there is no kid"))?;
    let signature = decode(signature).and_then(|bytes| bytes.try_into().ok());
    Ok(Token {
        key_id: key_id.to_owned(),
        payload: decode(payload).ok_or(malformed("the payload is not base64url"))?,
        signed,
        signature: signature.ok_or(malformed("the signature is not 64 bytes"))?,
    })
}

impl Token<'_> {
    /// Whether `key` signed it.
    pub fn is_signed_by(&self, key: &VerifyingKey) -> bool {
        key.verify_strict(self.signed.as_bytes(), &Signature::from_bytes(&self.signature)).is_ok()
    }
}

/// The credential within `claims`, after the registered claims were seen to agree with it.
///
/// # Errors
/// Names the claim that is missing or disagrees.
pub fn credential(mut claims: Value) -> Result<Value, JwtError> {
    let mut found = Vec::new();
    for claim in REGISTERED {
        found.push((claim, claims.as_object_mut().and_then(|object| object.remove(claim))));
    }
    for ((claim, found), (_, expected)) in found.into_iter().zip(registered(&claims)) {
        if found != Some(expected) {
            return Err(JwtError::Contradiction(claim));
        }
    }
    Ok(claims)
}

/// In the order of [`REGISTERED`].
fn registered(credential: &Value) -> [(&'static str, Value); 4] {
    let seconds = |name: &str| json!(credential[name].as_str().and_then(from_rfc3339).map(|at_ms| at_ms / 1000));
    let issuer = super::form::issuer(credential);
    [
        ("exp", seconds("validUntil")),
        ("iss", json!(issuer)),
        ("jti", credential["id"].clone()),
        ("nbf", seconds("validFrom")),
    ]
}

fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
