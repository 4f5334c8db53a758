//! The issuer's keys: a root that signs issuing keys, and issuing keys that sign credentials.
//!
//! The root never signs a credential and is not in the DID document, so a stolen issuing key cannot name its successor.

use super::instant::to_rfc3339;
use super::proof::{base58_multibase, from_base58_multibase};
use super::{did, multikey, proof};
use crate::clock::UnixMs;
use crate::ids::base32;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// What is wrong with a keyring.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    #[error("the key file is not one of ours: {0}")]
    Malformed(String),
    #[error("the issuing key {0} is not signed by the root key")]
    NotSigned(String),
    #[error("there is no issuing key")]
    None,
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

/// The file, as JSON.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    version: u32,
    root_secret: String,
    issuing: Vec<IssuingKeyFile>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct IssuingKeyFile {
    id: String,
    secret: String,
    created_ms: UnixMs,
    /// The root's signature of [`statement`], base58btc.
    root_signature: String,
}

/// One key that signs credentials.
pub struct IssuingKey {
    /// The fragment of its address in the DID document.
    pub id: String,
    pub created_ms: UnixMs,
    secret: SigningKey,
}

/// All keys of one issuer; the last issuing key is the one in use.
pub struct Keyring {
    root: SigningKey,
    issuing: Vec<IssuingKey>,
}

impl Keyring {
    /// A keyring with one issuing key, from two secrets of 32 random bytes.
    pub fn from_secrets(root: [u8; 32], issuing: [u8; 32], created_ms: UnixMs) -> Self {
        let mut keyring = Self { root: SigningKey::from_bytes(&root), issuing: Vec::new() };
        keyring.rotate(issuing, created_ms);
        keyring
    }

    /// Puts a new issuing key in use; the older ones stay, so what they signed stays verifiable.
    pub fn rotate(&mut self, secret: [u8; 32], created_ms: UnixMs) {
        let secret = SigningKey::from_bytes(&secret);
        let id = key_id(&secret.verifying_key());
        self.issuing.push(IssuingKey { id, created_ms, secret });
    }

    /// Reads [`Keyring::to_json`]'s text and checks the root's signature under each issuing key.
    ///
    /// # Errors
    /// When it is not such a text, or an issuing key was slipped in.
    pub fn from_json(text: &str) -> Result<Self, KeyError> {
        let malformed = |fault: &str| KeyError::Malformed(fault.to_owned());
        let file: KeyFile = serde_json::from_str(text).map_err(|fault| KeyError::Malformed(fault.to_string()))?;
        if file.version != 1 {
            return Err(malformed("unknown version"));
        }
        let root = multikey::from_secret(&file.root_secret).ok_or_else(|| malformed("root_secret is no key"))?;
        let mut issuing = Vec::new();
        for key in file.issuing {
            let secret = multikey::from_secret(&key.secret).ok_or_else(|| malformed("secret is no key"))?;
            let statement = statement(&key.id, &secret.verifying_key(), key.created_ms);
            let signature = from_base58_multibase(&key.root_signature).and_then(|bytes| bytes.try_into().ok());
            let signed = signature.is_some_and(|bytes: [u8; 64]| {
                root.verifying_key().verify_strict(statement.as_bytes(), &Signature::from_bytes(&bytes)).is_ok()
            });
            if !signed {
                return Err(KeyError::NotSigned(key.id));
            }
            issuing.push(IssuingKey { id: key.id, created_ms: key.created_ms, secret });
        }
        if issuing.is_empty() {
            return Err(KeyError::None);
        }
        Ok(Self { root, issuing })
    }

    /// The whole keyring, secrets included.
    ///
    /// # Errors
    /// Does not happen: the file's shape is always JSON.
    pub fn to_json(&self) -> Result<String, KeyError> {
        let issuing = self.issuing.iter().map(|key| {
            let statement = statement(&key.id, &key.secret.verifying_key(), key.created_ms);
            IssuingKeyFile {
                id: key.id.clone(),
                secret: multikey::secret(&key.secret),
                created_ms: key.created_ms,
                root_signature: base58_multibase(&self.root.sign(statement.as_bytes()).to_bytes()),
            }
        });
        let file = KeyFile { version: 1, root_secret: multikey::secret(&self.root), issuing: issuing.collect() };
        serde_json::to_string_pretty(&file).map_err(|fault| KeyError::Malformed(fault.to_string()))
    }

    /// The issuer's DID document.
    pub fn did_document(&self, did: &str) -> Value {
        did::document(did, self.issuing.iter().map(|key| (key.id.as_str(), key.secret.verifying_key())))
    }

    /// `credential` with a Data Integrity proof by the key in use.
    ///
    /// # Errors
    /// When the credential holds something the contexts do not map, or there is no key.
    pub fn sign(&self, credential: &Value, did: &str, created_ms: UnixMs) -> Result<Value, SignError> {
        let key = self.in_use()?;
        let options =
            proof::ProofOptions { verification_method: &format!("{did}#{}", key.id), created: &to_rfc3339(created_ms) };
        Ok(proof::sign(credential, &options, &key.secret, super::contexts::shipped)?)
    }

    /// `credential` as a JWT by the key in use.
    ///
    /// # Errors
    /// When there is no key.
    pub fn sign_jwt(&self, credential: &Value, did: &str) -> Result<String, SignError> {
        let key = self.in_use()?;
        Ok(super::jwt::sign(credential, &format!("{did}#{}", key.id), &key.secret))
    }

    fn in_use(&self) -> Result<&IssuingKey, KeyError> {
        self.issuing.last().ok_or(KeyError::None)
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

/// Name of a key: 40 bits of its hash, so that two keys never share one.
fn key_id(key: &VerifyingKey) -> String {
    format!("key-{}", base32(&Sha256::digest(key.as_bytes())[..5]))
}

/// What the root signs about an issuing key.
fn statement(id: &str, key: &VerifyingKey, created_ms: UnixMs) -> String {
    format!("miaohui issuing key\n{id}\n{}\n{created_ms}\n", multikey::public(key))
}

#[cfg(feature = "server")]
mod file {
    use super::{KeyError, Keyring};
    use crate::clock::UnixMs;
    use std::fs;
    use std::io::{ErrorKind, Write as _};
    use std::path::Path;

    /// Name of the key file in the data folder.
    const NAME: &str = "keys.json";

    impl Keyring {
        /// The keys in folder `dir`; where there are none, new ones are made and kept there, readable by the owner only.
        ///
        /// # Errors
        /// When the file cannot be read or written, is not ours, or is open to others.
        pub fn load_or_create(dir: &Path, now_ms: UnixMs) -> Result<Self, KeyError> {
            let path = dir.join(NAME);
            let at = |fault| KeyError::File { path: path.display().to_string(), fault };
            match fs::read_to_string(&path) {
                Ok(text) => {
                    if is_open_to_others(&path).map_err(at)? {
                        return Err(KeyError::Exposed(path.display().to_string()));
                    }
                    return Self::from_json(&text);
                }
                Err(fault) if fault.kind() != ErrorKind::NotFound => return Err(at(fault)),
                Err(_) => fs::create_dir_all(dir).map_err(at)?,
            }
            let (mut root, mut issuing) = ([0_u8; 32], [0_u8; 32]);
            getrandom::fill(&mut root)?;
            getrandom::fill(&mut issuing)?;
            let keyring = Self::from_secrets(root, issuing, now_ms);
            // Written whole beside it, then linked: two programs that start at once agree on one file.
            let fresh = dir.join(format!("{NAME}.{}", std::process::id()));
            write_private(&fresh, &keyring.to_json()?).map_err(at)?;
            let linked = fs::hard_link(&fresh, &path);
            match linked {
                Ok(()) => fs::remove_file(&fresh).map_err(at).map(|()| keyring),
                Err(fault) if fault.kind() == ErrorKind::AlreadyExists => {
                    fs::remove_file(&fresh).map_err(at)?;
                    Self::load_or_create(dir, now_ms)
                }
                // A file system without links.
                Err(_) => fs::rename(&fresh, &path).map_err(at).map(|()| keyring),
            }
        }
    }

    fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()
    }

    #[cfg(unix)]
    fn is_open_to_others(path: &Path) -> std::io::Result<bool> {
        use std::os::unix::fs::PermissionsExt as _;
        Ok(fs::metadata(path)?.permissions().mode() & 0o077 != 0)
    }

    #[cfg(not(unix))]
    fn is_open_to_others(_path: &Path) -> std::io::Result<bool> {
        Ok(false)
    }
}

#[cfg(test)]
mod tests {
    use super::{KeyError, Keyring};

    #[test]
    fn a_key_the_root_did_not_sign_is_refused() {
        let ours = Keyring::from_secrets([1; 32], [2; 32], 5).to_json().unwrap();
        assert_eq!(Keyring::from_json(&ours).unwrap().to_json().unwrap(), ours);
        let foreign = Keyring::from_secrets([9; 32], [2; 32], 5).to_json().unwrap();
        let root = |text: &str| text.split('"').nth(5).unwrap().to_owned();
        let mixed = foreign.replace(&root(&foreign), &root(&ours));
        assert!(matches!(Keyring::from_json(&mixed), Err(KeyError::NotSigned(_))));
        let moved = ours.replace("\"created_ms\": 5", "\"created_ms\": 4");
        assert!(matches!(Keyring::from_json(&moved), Err(KeyError::NotSigned(_))));
    }
}
