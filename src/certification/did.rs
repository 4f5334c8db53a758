//! The issuer's `did:web` and its document.

use super::multikey;
use ed25519_dalek::VerifyingKey;
use serde_json::{Value, json};

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

/// Whether `url` is a status list at the public origin of `did`.
pub fn owns_status_list(did: &str, url: &str) -> bool {
    let Some(host) = did.strip_prefix("did:web:").map(|host| host.replace("%3A", ":")) else {
        return false;
    };
    let scheme = if is_loopback(did) { "http" } else { "https" };
    let number = url.strip_prefix(&format!("{scheme}://{host}/credentials/status/"));
    number.is_some_and(|number| !number.is_empty() && number.len() < 10 && number.bytes().all(|b| b.is_ascii_digit()))
}

/// The DID document: every public key by its id; all of them may sign credentials.
pub fn document<'a>(did: &str, keys: impl IntoIterator<Item = (&'a str, VerifyingKey)>) -> Value {
    let methods: Vec<Value> = keys
        .into_iter()
        .map(|(id, key)| {
            json!({
                "id": format!("{did}#{id}"),
                "type": "Multikey",
                "controller": did,
                "publicKeyMultibase": multikey::public(&key),
            })
        })
        .collect();
    let ids: Vec<&Value> = methods.iter().map(|method| &method["id"]).collect();
    json!({
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "assertionMethod": ids,
        "verificationMethod": methods,
    })
}

/// The key `method` in `document`, where the document's subject controls it and lets it assert credentials.
pub fn assertion_key(document: &Value, method: &str) -> Option<VerifyingKey> {
    let listed = |name: &str| document[name].as_array().map(Vec::as_slice).unwrap_or_default();
    if !listed("assertionMethod").iter().any(|id| id == method) {
        return None;
    }
    let did = document["id"].as_str()?;
    let entry = listed("verificationMethod").iter().find(|entry| entry["id"] == method)?;
    let owned = entry["controller"] == did && entry["type"] == "Multikey" && method.split('#').next() == Some(did);
    owned.then(|| multikey::from_public(entry["publicKeyMultibase"].as_str()?)).flatten()
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
