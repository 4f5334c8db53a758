//! The issuer's `did:web` and its document.

use super::instant::to_rfc3339;
use super::multikey;
use crate::clock::UnixMs;
use ed25519_dalek::VerifyingKey;
use serde_json::{Value, json};

/// Name of the root key in the DID document.
const ROOT: &str = "root";

/// `did:web` of a public origin: `https://x.cn` → `did:web:x.cn`, `http://127.0.0.1:3000` → `did:web:localhost%3A3000`.
pub fn from_origin(origin: &str) -> String {
    let public = public_origin(origin);
    let host = public.split_once("://").map_or(public.as_str(), |(_, host)| host);
    format!("did:web:{}", host.replace(':', "%3A"))
}

/// `origin` as credentials write it: no trailing slash, and one name for the own machine.
pub fn public_origin(origin: &str) -> String {
    origin.trim_end_matches('/').replacen("://127.0.0.1", "://localhost", 1).replacen("://[::1]", "://localhost", 1)
}

/// Whether `did` is the demonstration issuer's: one on the own machine.
pub fn is_loopback(did: &str) -> bool {
    let host = did.strip_prefix("did:web:").unwrap_or_default();
    host == "localhost" || host.starts_with("localhost%3A")
}

/// The public origin of `did`; `None` where it is no `did:web`.
fn origin(did: &str) -> Option<String> {
    let host = did.strip_prefix("did:web:")?.replace("%3A", ":");
    let scheme = if is_loopback(did) { "http" } else { "https" };
    Some(format!("{scheme}://{host}"))
}

/// Where `did` tells what its key `id` had issued before it was disowned.
pub fn register_url(did: &str, id: &str) -> String {
    format!("{}/credentials/register/{id}", origin(did).unwrap_or_default())
}

/// Whether `url` is a status list at the public origin of `did`.
pub fn owns_status_list(did: &str, url: &str) -> bool {
    let Some(origin) = origin(did) else {
        return false;
    };
    let number = url.strip_prefix(&format!("{origin}/credentials/status/"));
    number.is_some_and(|number| !number.is_empty() && number.len() < 10 && number.bytes().all(|b| b.is_ascii_digit()))
}

/// A key as the DID document shows it.
pub struct PublishedKey<'a> {
    pub id: &'a str,
    pub public: VerifyingKey,
    /// Since when nobody answers for it.
    pub disowned_ms: Option<UnixMs>,
}

/// The DID document: every issuing key by its id, and the root. Keys that are not disowned may sign credentials; the root may
/// not, it signs keys and registers. A disowned key stays, marked as revoked, so that what its register has can be verified.
pub fn document<'a>(did: &str, root: &VerifyingKey, keys: impl IntoIterator<Item = PublishedKey<'a>>) -> Value {
    let method = |id: &str, key: &VerifyingKey| {
        json!({
            "id": format!("{did}#{id}"),
            "type": "Multikey",
            "controller": did,
            "publicKeyMultibase": multikey::public(key),
        })
    };
    let (mut methods, mut asserting) = (Vec::new(), Vec::new());
    for key in keys {
        let mut published = method(key.id, &key.public);
        match key.disowned_ms {
            Some(at_ms) => published["revoked"] = json!(to_rfc3339(at_ms)),
            None => asserting.push(published["id"].clone()),
        }
        methods.push(published);
    }
    let root = method(ROOT, root);
    let controlling = [root["id"].clone()];
    methods.push(root);
    json!({
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "assertionMethod": asserting,
        "capabilityInvocation": controlling,
        "verificationMethod": methods,
    })
}

/// The key `method` in `document`, where the document's subject controls it and lets it assert credentials.
pub fn assertion_key(document: &Value, method: &str) -> Option<VerifyingKey> {
    if !is_listed(document, "assertionMethod", method) {
        return None;
    }
    own_key(document, method).filter(|(entry, _)| entry["revoked"].is_null()).map(|(_, key)| key)
}

/// The key `method` in `document`, where it was disowned; its name besides.
pub fn disowned_key<'a>(document: &Value, method: &'a str) -> Option<(&'a str, VerifyingKey)> {
    let (entry, key) = own_key(document, method)?;
    let (_, id) = method.split_once('#').filter(|_| entry["revoked"].is_string())?;
    Some((id, key))
}

/// The root key in `document`.
pub fn root_key(document: &Value) -> Option<VerifyingKey> {
    let method = format!("{}#{ROOT}", document["id"].as_str()?);
    if !is_listed(document, "capabilityInvocation", &method) {
        return None;
    }
    own_key(document, &method).map(|(_, key)| key)
}

fn listed<'a>(document: &'a Value, name: &str) -> &'a [Value] {
    document[name].as_array().map(Vec::as_slice).unwrap_or_default()
}

fn is_listed(document: &Value, name: &str, method: &str) -> bool {
    listed(document, name).iter().any(|id| id == method)
}

/// The entry of `method`, where the document's subject controls it, and its key.
fn own_key<'a>(document: &'a Value, method: &str) -> Option<(&'a Value, VerifyingKey)> {
    let did = document["id"].as_str()?;
    let entry = listed(document, "verificationMethod").iter().find(|entry| entry["id"] == method)?;
    let owned = entry["controller"] == did && entry["type"] == "Multikey" && method.split('#').next() == Some(did);
    let key = multikey::from_public(entry["publicKeyMultibase"].as_str()?)?;
    owned.then_some((entry, key))
}

#[cfg(test)]
mod tests {
    use super::from_origin;

    #[test]
    fn origins_have_a_did() {
        let check = |origin: &str, expected: &str| assert_eq!(from_origin(origin), expected);
        check("http://127.0.0.1:3000", "did:web:localhost%3A3000");
        check("http://localhost:3000/", "did:web:localhost%3A3000");
        check("https://school.example.cn", "did:web:school.example.cn");
    }
}
