//! The issuer's keys: a root that signs issuing keys and registers, and issuing keys that sign credentials.
//!
//! The root never signs a credential, so a stolen issuing key cannot name its successor. A stolen key is disowned: from
//! then on its credentials hold only where the register that the root signed has them (see [`super::register`]).
//! What signed before is kept as a public key only: a secret that is not there cannot be stolen.

#[cfg(feature = "server")]
mod cabinet;
#[cfg(feature = "server")]
mod disowning;
mod file;

#[cfg(feature = "server")]
pub use cabinet::KeyCabinet;
#[cfg(feature = "server")]
pub use disowning::{DisownError, disown, issued_by, rotate};

use super::instant::to_rfc3339;
use super::proof::ProofOptions;
use super::register::{self, Register};
use super::{contexts, did, jwt, multikey, proof};
use crate::clock::UnixMs;
use crate::ids::base32;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Characters the reason of a disowning may have.
pub const REASON_MAX_CHARS: usize = 200;

/// What is wrong with a keyring, or with what was asked of it.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error("the key file is not one of ours: {0}")]
    Malformed(String),
    #[error("the issuing key {0} is not signed by the root key")]
    NotSigned(String),
    #[error("there is no issuing key")]
    None,
    #[error("the root key is not in the folder: bring root.json back for as long as keys are changed")]
    NoRoot,
    #[error("there is no issuing key {0}")]
    Unknown(String),
    #[error("the key {0} was disowned before")]
    Disowned(String),
    #[error("the key {0} is in use: rotate first")]
    InUse(String),
    #[error("a reason of at most {REASON_MAX_CHARS} characters is needed")]
    Reason,
    #[error(transparent)]
    Register(#[from] register::RegisterError),
    #[cfg(feature = "server")]
    #[error("{path}: {fault}")]
    File { path: String, fault: std::io::Error },
    #[cfg(feature = "server")]
    #[error("{0} can be read by others than its owner: chmod 600 it, and think about new keys")]
    Exposed(String),
    #[cfg(feature = "server")]
    #[error("no random bytes: {0}")]
    Random(#[from] getrandom::Error),
}

/// One key that signs credentials, or did.
#[derive(Clone)]
pub struct IssuingKey {
    /// The fragment of its address in the DID document.
    pub id: String,
    pub created_ms: UnixMs,
    pub public: VerifyingKey,
    /// The root's signature of [`statement`].
    root_signature: Signature,
    pub disowned: Option<Disowned>,
}

/// That a key's owner no longer answers for it.
#[derive(Clone)]
pub struct Disowned {
    pub at_ms: UnixMs,
    /// For the school's own eyes.
    pub reason: String,
    /// What the key had issued, signed by the root: what `/credentials/register/<key>` answers.
    pub register: String,
}

/// All keys of one issuer; the last issuing key is the one in use.
#[derive(Clone)]
pub struct Keyring {
    root: Option<SigningKey>,
    root_public: VerifyingKey,
    issuing: Vec<IssuingKey>,
    in_use: SigningKey,
}

impl Keyring {
    /// A keyring with one issuing key, from two secrets of 32 random bytes.
    pub fn from_secrets(root: [u8; 32], issuing: [u8; 32], created_ms: UnixMs) -> Self {
        let (root, in_use) = (SigningKey::from_bytes(&root), SigningKey::from_bytes(&issuing));
        let first = signed_by(&root, &in_use, created_ms);
        Self { root_public: root.verifying_key(), root: Some(root), issuing: vec![first], in_use }
    }

    /// Every issuing key, oldest first.
    pub fn issuing(&self) -> &[IssuingKey] {
        &self.issuing
    }

    /// The key that signs now.
    ///
    /// # Errors
    /// Does not happen: no keyring is made without one.
    pub fn in_use(&self) -> Result<&IssuingKey, KeyError> {
        self.issuing.last().ok_or(KeyError::None)
    }

    /// Whether keys can be changed here.
    pub fn has_root(&self) -> bool {
        self.root.is_some()
    }

    /// Puts a new issuing key, from 32 random bytes, in use; what the older ones signed stays verifiable.
    ///
    /// # Errors
    /// When the root key is elsewhere.
    pub fn rotate(&mut self, secret: [u8; 32], created_ms: UnixMs) -> Result<(), KeyError> {
        let root = self.root.as_ref().ok_or(KeyError::NoRoot)?;
        let secret = SigningKey::from_bytes(&secret);
        self.issuing.push(signed_by(root, &secret, created_ms));
        self.in_use = secret;
        Ok(())
    }

    /// Gives up the key `id`: of what it signed only `issued` (digests by [`register::digest`]) holds from now on.
    ///
    /// # Errors
    /// When there is no such key, it is in use or was disowned before, the reason is empty or too long, the register too
    /// long, or the root key elsewhere.
    pub fn disown(&mut self, id: &str, reason: &str, issued: Vec<String>, at_ms: UnixMs) -> Result<(), KeyError> {
        let reason = reason.trim();
        if reason.is_empty() || reason.chars().count() > REASON_MAX_CHARS {
            return Err(KeyError::Reason);
        }
        let place = self.disownable(id)?;
        if place + 1 == self.issuing.len() {
            return Err(KeyError::InUse(id.to_owned()));
        }
        let root = self.root.as_ref().ok_or(KeyError::NoRoot)?;
        let key = &mut self.issuing[place];
        let register = Register::new(id, &key.public, issued, at_ms).sign(root)?;
        key.disowned = Some(Disowned { at_ms, reason: reason.to_owned(), register });
        Ok(())
    }

    /// The place of the key `id`, where it was not disowned yet.
    fn disownable(&self, id: &str) -> Result<usize, KeyError> {
        let place = self.issuing.iter().position(|key| key.id == id);
        let place = place.ok_or_else(|| KeyError::Unknown(id.chars().take(40).collect()))?;
        match self.issuing[place].disowned {
            Some(_) => Err(KeyError::Disowned(id.to_owned())),
            None => Ok(place),
        }
    }

    /// The register of the disowned key `id`.
    pub fn register(&self, id: &str) -> Option<&str> {
        let key = self.issuing.iter().find(|key| key.id == id)?;
        key.disowned.as_ref().map(|disowned| disowned.register.as_str())
    }

    /// The registers of all disowned keys of `did`, by address, as a verifier wants them.
    pub fn registers(&self, did: &str) -> impl Iterator<Item = (String, Vec<u8>)> {
        self.issuing.iter().filter_map(move |key| {
            let register = &key.disowned.as_ref()?.register;
            Some((did::register_url(did, &key.id), register.clone().into_bytes()))
        })
    }

    /// The issuer's DID document.
    pub fn did_document(&self, did: &str) -> Value {
        let keys = self.issuing.iter().map(|key| did::PublishedKey {
            id: &key.id,
            public: key.public,
            disowned_ms: key.disowned.as_ref().map(|disowned| disowned.at_ms),
        });
        did::document(did, &self.root_public, keys)
    }

    /// `credential` with a Data Integrity proof by the key in use.
    ///
    /// # Errors
    /// When the credential holds something the contexts do not map, or there is no key.
    pub fn sign(&self, credential: &Value, did: &str, created_ms: UnixMs) -> Result<Value, SignError> {
        let key = self.in_use()?;
        let options =
            ProofOptions { verification_method: &format!("{did}#{}", key.id), created: &to_rfc3339(created_ms) };
        Ok(proof::sign(credential, &options, &self.in_use, contexts::shipped)?)
    }

    /// `credential` as a JWT by the key in use.
    ///
    /// # Errors
    /// When there is no key.
    pub fn sign_jwt(&self, credential: &Value, did: &str) -> Result<String, SignError> {
        let key = self.in_use()?;
        Ok(jwt::sign(credential, &format!("{did}#{}", key.id), &self.in_use))
    }
}

/// Why a credential was not signed.
#[derive(Debug, thiserror::Error)]
pub enum SignError {
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error(transparent)]
    Proof(#[from] proof::ProofError),
}

fn signed_by(root: &SigningKey, secret: &SigningKey, created_ms: UnixMs) -> IssuingKey {
    let public = secret.verifying_key();
    let id = key_id(&public);
    let root_signature = root.sign(statement(&id, &public, created_ms).as_bytes());
    IssuingKey { id, created_ms, public, root_signature, disowned: None }
}

/// Name of a key: 40 bits of its hash, so that two keys never share one.
fn key_id(key: &VerifyingKey) -> String {
    format!("key-{}", base32(&Sha256::digest(key.as_bytes())[..5]))
}

/// What the root signs about an issuing key.
fn statement(id: &str, key: &VerifyingKey, created_ms: UnixMs) -> String {
    format!("miaohui issuing key\n{id}\n{}\n{created_ms}\n", multikey::public(key))
}

#[cfg(test)]
mod tests {
    use super::{KeyError, Keyring, multikey, signed_by};
    use crate::certification::proof::base58_multibase;
    use ed25519_dalek::SigningKey;
    use serde_json::json;

    #[test]
    fn a_key_the_root_did_not_sign_is_refused() {
        let ours = Keyring::from_secrets([1; 32], [2; 32], 5).to_json().unwrap();
        let root = Keyring::from_secrets([1; 32], [2; 32], 5).root_to_json().unwrap();
        let read = Keyring::from_json(&ours, root.as_deref()).unwrap();
        assert_eq!((read.to_json().unwrap(), read.has_root()), (ours.clone(), true));
        assert!(!Keyring::from_json(&ours, None).unwrap().has_root());
        let foreign = Keyring::from_secrets([9; 32], [2; 32], 5).to_json().unwrap();
        let root_public = |text: &str| text.split('"').nth(5).unwrap().to_owned();
        let mixed = foreign.replace(&root_public(&foreign), &root_public(&ours));
        assert!(matches!(Keyring::from_json(&mixed, None), Err(KeyError::NotSigned(_))));
        let moved = ours.replace("\"created_ms\": 5", "\"created_ms\": 4");
        assert!(matches!(Keyring::from_json(&moved, None), Err(KeyError::NotSigned(_))));
        let other = Keyring::from_secrets([3; 32], [2; 32], 5).root_to_json().unwrap();
        assert!(matches!(Keyring::from_json(&ours, other.as_deref()), Err(KeyError::Malformed(_))));
    }

    #[test]
    fn only_the_secret_in_use_and_the_roots_are_kept() {
        let mut keyring = Keyring::from_secrets([1; 32], [2; 32], 5);
        keyring.rotate([3; 32], 6).unwrap();
        let text = keyring.to_json().unwrap();
        assert_eq!((text.matches("z3u2").count(), text.matches("\"public\"").count()), (1, 2), "{text}");
        let first = keyring.issuing()[0].id.clone();
        let last = keyring.issuing()[1].id.clone();
        assert!(matches!(keyring.disown(&last, "stolen", vec![], 7), Err(KeyError::InUse(_))));
        assert!(matches!(keyring.disown("key-x", "stolen", vec![], 7), Err(KeyError::Unknown(_))));
        assert!(matches!(keyring.disown(&first, " ", vec![], 7), Err(KeyError::Reason)));
        keyring.disown(&first, "stolen", vec![], 7).unwrap();
        assert!(matches!(keyring.disown(&first, "stolen", vec![], 7), Err(KeyError::Disowned(_))));
        let read = Keyring::from_json(&keyring.to_json().unwrap(), None).unwrap();
        assert_eq!(read.register(&first), keyring.register(&first));
        assert!(read.register(&first).is_some() && read.register(&last).is_none());
    }

    /// The file of the first version had every secret in it, the root's too.
    #[test]
    fn a_file_of_the_first_version_is_read() {
        let [root, key] = [1, 2].map(|byte| SigningKey::from_bytes(&[byte; 32]));
        let signed = signed_by(&root, &key, 5);
        let old = json!({
            "version": 1,
            "root_secret": multikey::secret(&root),
            "issuing": [{
                "id": signed.id,
                "secret": multikey::secret(&key),
                "created_ms": 5,
                "root_signature": base58_multibase(&signed.root_signature.to_bytes()),
            }],
        });
        let read = Keyring::from_json(&old.to_string(), None).unwrap();
        assert_eq!(read.to_json().unwrap(), Keyring::from_secrets([1; 32], [2; 32], 5).to_json().unwrap());
        assert!(read.has_root());
    }
}
