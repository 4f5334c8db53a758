//! Data Integrity proofs by `eddsa-rdfc-2022` (W3C "Data Integrity EdDSA Cryptosuites v1.0", section 3.2).

use super::statements::{Contexts, StatementsError, canonical};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// The one cryptosuite issued and accepted.
pub const CRYPTOSUITE: &str = "eddsa-rdfc-2022";

/// Why a proof cannot be made or does not hold.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ProofError {
    /// The document or the proof's own members cannot be canonicalised.
    #[error(transparent)]
    Statements(#[from] StatementsError),
    /// The proof is not of the shape this cryptosuite has.
    #[error("proof is malformed: {0}")]
    Malformed(&'static str),
    /// The signature does not fit document, proof and key.
    #[error("the signature does not fit")]
    Mismatch,
}

/// What a proof says beside its signature.
pub struct ProofOptions<'a> {
    /// `DID#key`, listed in the issuer's DID document.
    pub verification_method: &'a str,
    /// When it was signed, RFC 3339.
    pub created: &'a str,
}

/// `document` with its proof.
///
/// # Errors
/// When the document holds something the contexts do not map.
pub fn sign(
    document: &Value,
    options: &ProofOptions<'_>,
    key: &SigningKey,
    contexts: Contexts,
) -> Result<Value, ProofError> {
    let mut proof = json!({
        "type": "DataIntegrityProof",
        "cryptosuite": CRYPTOSUITE,
        "created": options.created,
        "verificationMethod": options.verification_method,
        "proofPurpose": "assertionMethod",
    });
    let statements = canonical(document, contexts)?;
    let digest = hash_data(&statements, &document["@context"], &proof, contexts)?;
    let signature = key.sign(&digest).to_bytes();
    proof["proofValue"] = Value::String(base58_multibase(&signature));
    let mut signed = document.clone();
    signed["proof"] = proof;
    Ok(signed)
}

/// Whether `proof` was made by `key` over the document whose canonical statements are `statements` and whose
/// `@context` is `context`.
///
/// # Errors
/// Says what is wrong with the proof; [`ProofError::Mismatch`] where it is well-formed and false.
pub fn verify(
    statements: &str,
    context: &Value,
    proof: &Value,
    key: &VerifyingKey,
    contexts: Contexts,
) -> Result<(), ProofError> {
    let mut options = proof.clone();
    let Some(Value::String(value)) = options.as_object_mut().and_then(|object| object.remove("proofValue")) else {
        return Err(ProofError::Malformed("there is no proofValue"));
    };
    let signature: [u8; 64] = from_base58_multibase(&value)
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(ProofError::Malformed("proofValue is not 64 bytes in base58btc"))?;
    let digest = hash_data(statements, context, &options, contexts)?;
    key.verify_strict(&digest, &Signature::from_bytes(&signature)).map_err(|_| ProofError::Mismatch)
}

/// Name of the key that signed `signed`, as its proof says: the fragment of `verificationMethod`.
pub fn key_name(signed: &Value) -> Option<&str> {
    signed["proof"]["verificationMethod"].as_str()?.split_once('#').map(|(_, name)| name)
}

/// The 64 bytes that are signed: hash of the proof's options, then hash of the document's statements (3.2.4).
///
/// # Errors
/// When the options cannot be canonicalised.
pub fn hash_data(
    statements: &str,
    context: &Value,
    options: &Value,
    contexts: Contexts,
) -> Result<[u8; 64], ProofError> {
    let mut options = options.clone();
    options["@context"] = context.clone();
    let mut digest = [0_u8; 64];
    digest[..32].copy_from_slice(&Sha256::digest(canonical(&options, contexts)?));
    digest[32..].copy_from_slice(&Sha256::digest(statements));
    Ok(digest)
}

/// Multibase, base58btc: `z…`.
pub fn base58_multibase(bytes: &[u8]) -> String {
    format!("z{}", bs58::encode(bytes).into_string())
}

/// The bytes of a `z…` text of at most 100 characters.
pub fn from_base58_multibase(text: &str) -> Option<Vec<u8>> {
    let encoded = text.strip_prefix('z').filter(|encoded| encoded.len() <= 100)?;
    bs58::decode(encoded).into_vec().ok()
}

/// W3C's published vectors: `TestVectors/eddsa-rdfc-2022` of the specification's repository.
#[cfg(test)]
mod tests {
    use super::{ProofError, ProofOptions, canonical, from_base58_multibase, hash_data, sign, verify};
    use crate::certification::contexts;
    use ed25519_dalek::{SigningKey, VerifyingKey};
    use serde_json::{Value, json};
    use std::fmt::Write as _;

    macro_rules! vector {
        ($name:literal) => {
            include_str!(concat!("../../tests/fixtures/eddsa-rdfc-2022/", $name))
        };
    }

    fn with_examples(url: &str) -> Option<&'static str> {
        match url {
            "https://www.w3.org/ns/credentials/examples/v2" => Some(vector!("examples-v2.json")),
            _ => contexts::shipped(url),
        }
    }

    fn json(text: &str) -> Value {
        serde_json::from_str(text).unwrap()
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }

    fn keys() -> (SigningKey, VerifyingKey) {
        let pair = json(vector!("key-pair.json"));
        let bytes = |name: &str| from_base58_multibase(pair[name].as_str().unwrap()).unwrap()[2..].try_into().unwrap();
        (
            SigningKey::from_bytes(&bytes("privateKeyMultibase")),
            VerifyingKey::from_bytes(&bytes("publicKeyMultibase")).unwrap(),
        )
    }

    fn verify_whole(mut signed: Value, key: &VerifyingKey) -> Result<(), ProofError> {
        let proof = signed.as_object_mut().unwrap().remove("proof").unwrap();
        let statements = canonical(&signed, with_examples)?;
        verify(&statements, &signed["@context"], &proof, key, with_examples)
    }

    #[test]
    fn canonical_statements_are_w3cs() {
        let check = |document: &str, expected: &str| {
            assert_eq!(canonical(&json(document), with_examples).unwrap().trim(), expected.trim());
        };
        check(vector!("unsigned.json"), vector!("document.nq"));
        check(vector!("proof-options.json"), vector!("proof-options.nq"));
    }

    #[test]
    fn hashes_are_w3cs() {
        let document = json(vector!("unsigned.json"));
        let (statements, options) = (vector!("document.nq"), json(vector!("proof-options.json")));
        let digest = hash_data(statements, &document["@context"], &options, with_examples);
        let expected = format!("{}{}", vector!("proof-options-hash.txt").trim(), vector!("document-hash.txt").trim());
        assert_eq!(hex(&digest.unwrap()), expected);
    }

    #[test]
    fn signature_is_w3cs() {
        let options = json(vector!("proof-options.json"));
        let text = |name: &str| options[name].as_str().unwrap();
        let options = ProofOptions { verification_method: text("verificationMethod"), created: text("created") };
        let (signing, verifying) = keys();
        let signed = sign(&json(vector!("unsigned.json")), &options, &signing, with_examples).unwrap();
        assert_eq!(signed, json(vector!("signed.json")));
        verify_whole(signed, &verifying).unwrap();
    }

    #[test]
    fn a_changed_vector_does_not_hold() {
        let (_, verifying) = keys();
        let check = |pointer: &str, value: Value| {
            let mut signed = json(vector!("signed.json"));
            *signed.pointer_mut(pointer).unwrap() = value;
            assert!(verify_whole(signed, &verifying).is_err(), "{pointer}");
        };
        check("/credentialSubject/alumniOf", json!("Another school"));
        check("/proof/created", json!("2023-02-24T23:36:39Z"));
        check("/proof/proofPurpose", json!("authentication"));
        check("/@context/1", json!("https://example.com/v2"));
    }
}
