//! The form a credential must have before anything else is looked at: bounded JSON without double meanings.

use super::contexts::{CREDENTIALS_V2, OPEN_BADGES_V3};
use super::instant::from_rfc3339;
use super::proof::CRYPTOSUITE;
use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// Bytes a credential may have, in any wrapping.
pub const MAX_BYTES: usize = 256 * 1024;
/// Levels of nesting a credential may have.
const MAX_DEPTH: usize = 16;
/// Values a credential may hold.
const MAX_VALUES: usize = 4_000;

/// What is wrong with the form.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum FormError {
    #[error("larger than {MAX_BYTES} bytes")]
    TooLarge,
    #[error("not JSON: {0}")]
    NotJson(String),
    #[error("{0}")]
    Shape(String),
}

fn shape(what: impl Into<String>) -> FormError {
    FormError::Shape(what.into())
}

/// Reads JSON where every name stands once in its object and the nesting is bounded.
///
/// # Errors
/// Says where the text stops being such JSON.
pub fn read(bytes: &[u8]) -> Result<Value, FormError> {
    if bytes.len() > MAX_BYTES {
        return Err(FormError::TooLarge);
    }
    let mut left = MAX_VALUES;
    let mut text = serde_json::Deserializer::from_slice(bytes);
    let value = Strict { depth: MAX_DEPTH, left: &mut left }.deserialize(&mut text);
    let value = value.and_then(|value| text.end().map(|()| value));
    value.map_err(|fault| FormError::NotJson(fault.to_string()))
}

struct Strict<'a> {
    depth: usize,
    left: &'a mut usize,
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, text: D) -> Result<Value, D::Error> {
        if self.depth == 0 {
            return Err(D::Error::custom("nested too deeply"));
        }
        *self.left = self.left.checked_sub(1).ok_or_else(|| D::Error::custom("too many values"))?;
        text.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = seq.next_element_seed(Strict { depth: self.depth - 1, left: self.left })? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = map.next_key::<String>()? {
            let value = map.next_value_seed(Strict { depth: self.depth - 1, left: self.left })?;
            if object.contains_key(&name) {
                return Err(A::Error::custom(format!("the name {name:?} stands twice in one object")));
            }
            object.insert(name, value);
        }
        Ok(Value::Object(object))
    }
}

/// Whether `credential` is of the form this issuer writes: the two contexts, the two types, an issuer, a first day and a
/// last, a subject, a status; and nowhere a null, an empty or nested list, a number, or a JSON-LD keyword, since
/// these change what other readers see without changing what is signed.
///
/// # Errors
/// Names the first fault.
pub fn check_badge(credential: &Value) -> Result<(), FormError> {
    check_credential(credential, &[CREDENTIALS_V2, OPEN_BADGES_V3], "OpenBadgeCredential")?;
    if !credential["credentialSubject"].is_object() || !credential["issuer"].is_object() {
        return Err(shape("issuer and credentialSubject must each be one object"));
    }
    let entries = credential["credentialStatus"].as_array().map(Vec::as_slice).unwrap_or_default();
    for purpose in ["revocation", "suspension"] {
        if entries.iter().filter(|entry| entry["statusPurpose"] == purpose).count() != 1 {
            return Err(shape(format!("credentialStatus must have one entry for {purpose}")));
        }
    }
    Ok(())
}

/// The same for a status list.
///
/// # Errors
/// Names the first fault.
pub fn check_status_list(credential: &Value) -> Result<(), FormError> {
    check_credential(credential, &[CREDENTIALS_V2], "BitstringStatusListCredential")
}

fn check_credential(credential: &Value, contexts: &[&str], kind: &str) -> Result<(), FormError> {
    let Some(object) = credential.as_object() else {
        return Err(shape("not a JSON object"));
    };
    let list = |name: &str| object.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if list("@context") != contexts {
        return Err(shape("@context must be the published contexts and no others"));
    }
    let types = list("type");
    if types.len() != 2 || !types.iter().any(|name| name == "VerifiableCredential") || !types.iter().any(|t| t == kind)
    {
        return Err(shape(format!("type must be VerifiableCredential and {kind}")));
    }
    if issuer(credential).is_none() || object.get("id").and_then(Value::as_str).is_none() {
        return Err(shape("id and issuer must be given"));
    }
    for name in ["validFrom", "validUntil"] {
        if object.get(name).and_then(Value::as_str).and_then(from_rfc3339).is_none() {
            return Err(shape(format!("{name} must be a date with time and zone")));
        }
    }
    object.iter().filter(|(name, _)| *name != "@context").try_for_each(|(name, value)| check_value(name, value))
}

fn check_value(name: &str, value: &Value) -> Result<(), FormError> {
    if name.starts_with('@') || name.contains(':') {
        return Err(shape(format!("the member {name:?} is not one of the contexts'")));
    }
    match value {
        Value::Null | Value::Number(_) => Err(shape(format!("{name}: neither null nor a number can be signed safely"))),
        Value::Bool(_) | Value::String(_) => Ok(()),
        Value::Array(list) if list.is_empty() || list.iter().any(Value::is_array) => {
            Err(shape(format!("{name}: a list must have entries, and none of them a list")))
        }
        Value::Array(list) => list.iter().try_for_each(|item| check_value(name, item)),
        Value::Object(object) if object.is_empty() => Err(shape(format!("{name}: an object must have members"))),
        Value::Object(object) => object.iter().try_for_each(|(name, value)| check_value(name, value)),
    }
}

/// `signed` without its proof, and the proof, which has exactly the members this issuer writes.
///
/// # Errors
/// Names the first fault.
pub fn take_proof(mut signed: Value) -> Result<(Value, Value), FormError> {
    let proof = signed.as_object_mut().and_then(|object| object.remove("proof")).unwrap_or_default();
    check_proof(&proof)?;
    Ok((signed, proof))
}

fn check_proof(proof: &Value) -> Result<(), FormError> {
    const MEMBERS: [&str; 6] = ["created", "cryptosuite", "proofPurpose", "proofValue", "type", "verificationMethod"];
    let Some(proof) = proof.as_object() else {
        return Err(shape("there must be one proof"));
    };
    let texts = MEMBERS.iter().all(|name| proof.get(*name).is_some_and(Value::is_string));
    if proof.len() != MEMBERS.len() || !texts {
        return Err(shape(format!("proof must have exactly the members {}", MEMBERS.join(", "))));
    }
    if proof["type"] != "DataIntegrityProof" || proof["cryptosuite"] != CRYPTOSUITE {
        return Err(shape(format!("the proof must be a DataIntegrityProof by {CRYPTOSUITE}")));
    }
    if proof["proofPurpose"] != "assertionMethod" {
        return Err(shape("proofPurpose must be assertionMethod"));
    }
    proof["created"].as_str().and_then(from_rfc3339).map(|_| ()).ok_or_else(|| shape("created must be a date"))
}

/// The issuer's DID: the member itself or its `id`.
pub fn issuer(credential: &Value) -> Option<&str> {
    let issuer = &credential["issuer"];
    issuer.as_str().or_else(|| issuer["id"].as_str())
}

#[cfg(test)]
mod tests {
    use super::{FormError, MAX_BYTES, read};

    #[test]
    fn only_plain_json_is_read() {
        let check = |text: &str, expected: &str| match read(text.as_bytes()) {
            Ok(value) => assert_eq!(value.to_string(), expected),
            Err(FormError::NotJson(fault)) => assert!(fault.contains(expected), "{fault}"),
            Err(fault) => assert_eq!(fault.to_string(), expected),
        };
        check(r#"{"a":[1,true,null,"x"]}"#, r#"{"a":[1,true,null,"x"]}"#);
        check(r#"{"a":{"b":1,"b":2}}"#, "stands twice");
        check("{} {}", "trailing");
        check(&"[".repeat(100_000), "nested too deeply");
        check(&format!("[{}1]", "1,".repeat(5_000)), "too many values");
        check(&format!("\"{}\"", "x".repeat(MAX_BYTES)), "larger than 262144 bytes");
        check(r#""\ud800""#, "hex escape");
    }
}
