//! How a keyring is written down: what issues in one file, the root's secret in another, so that it can be kept elsewhere.

use super::{Disowned, IssuingKey, KeyError, Keyring, statement};
use crate::certification::multikey;
use crate::certification::proof::{base58_multibase, from_base58_multibase};
use crate::certification::register::Register;
use crate::clock::UnixMs;
use ed25519_dalek::{Signature, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

const VERSION: u32 = 2;

/// `keys.json`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    version: u32,
    root_public: String,
    issuing: Vec<IssuingKeyFile>,
    /// Of the last one.
    secret_in_use: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct IssuingKeyFile {
    id: String,
    public: String,
    created_ms: UnixMs,
    root_signature: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    disowned: Option<DisownedFile>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DisownedFile {
    at_ms: UnixMs,
    reason: String,
    register: String,
}

/// `root.json`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RootFile {
    version: u32,
    root_secret: String,
}

/// `keys.json` of the first version: all secrets in one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FirstKeyFile {
    #[serde(rename = "version")]
    _version: u32,
    root_secret: String,
    issuing: Vec<FirstIssuingKeyFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FirstIssuingKeyFile {
    id: String,
    secret: String,
    created_ms: UnixMs,
    root_signature: String,
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

fn malformed(fault: impl std::fmt::Display) -> KeyError {
    KeyError::Malformed(fault.to_string())
}

impl Keyring {
    /// Reads [`Keyring::to_json`]'s text, with [`Keyring::root_to_json`]'s where the root is here, and checks the root's
    /// signature under each issuing key and each register.
    ///
    /// # Errors
    /// When one is not such a text, or something was slipped in.
    pub fn from_json(keys: &str, root: Option<&str>) -> Result<Self, KeyError> {
        let Version { version } = serde_json::from_str(keys).map_err(malformed)?;
        if version == 1 {
            return from_first(keys);
        }
        if version != VERSION {
            return Err(malformed("unknown version"));
        }
        let file: KeyFile = serde_json::from_str(keys).map_err(malformed)?;
        let root_public = multikey::from_public(&file.root_public).ok_or_else(|| malformed("root_public is no key"))?;
        let root = root.map(|text| read_root(text, &root_public)).transpose()?;
        let issuing: Vec<IssuingKey> =
            file.issuing.into_iter().map(|key| read_key(key, &root_public)).collect::<Result<_, _>>()?;
        let in_use = multikey::from_secret(&file.secret_in_use).ok_or_else(|| malformed("secret_in_use is no key"))?;
        close(root, root_public, issuing, in_use)
    }

    /// What issues: every public key, and the secret in use.
    ///
    /// # Errors
    /// Does not happen: the file's shape is always JSON.
    pub fn to_json(&self) -> Result<String, KeyError> {
        let issuing = self.issuing.iter().map(|key| IssuingKeyFile {
            id: key.id.clone(),
            public: multikey::public(&key.public),
            created_ms: key.created_ms,
            root_signature: base58_multibase(&key.root_signature.to_bytes()),
            disowned: key.disowned.clone().map(|Disowned { at_ms, reason, register }| DisownedFile {
                at_ms,
                reason,
                register,
            }),
        });
        let file = KeyFile {
            version: VERSION,
            root_public: multikey::public(&self.root_public),
            issuing: issuing.collect(),
            secret_in_use: multikey::secret(&self.in_use),
        };
        serde_json::to_string_pretty(&file).map_err(malformed)
    }

    /// The root's secret, where it is here.
    ///
    /// # Errors
    /// Does not happen: the file's shape is always JSON.
    pub fn root_to_json(&self) -> Result<Option<String>, KeyError> {
        let file = self.root.as_ref().map(|root| RootFile { version: VERSION, root_secret: multikey::secret(root) });
        file.map(|file| serde_json::to_string_pretty(&file).map_err(malformed)).transpose()
    }
}

fn read_root(text: &str, public: &VerifyingKey) -> Result<SigningKey, KeyError> {
    let file: RootFile = serde_json::from_str(text).map_err(malformed)?;
    let root = multikey::from_secret(&file.root_secret).ok_or_else(|| malformed("root_secret is no key"))?;
    if root.verifying_key() != *public {
        return Err(malformed("root.json is another issuer's"));
    }
    Ok(root)
}

fn read_key(file: IssuingKeyFile, root: &VerifyingKey) -> Result<IssuingKey, KeyError> {
    let public = multikey::from_public(&file.public).ok_or_else(|| malformed("public is no key"))?;
    let root_signature = signature_under(&file.id, &public, file.created_ms, &file.root_signature, root)?;
    let disowned = file.disowned.map(|DisownedFile { at_ms, reason, register }| {
        Register::read(register.as_bytes(), root, &file.id, &public)?;
        Ok::<_, KeyError>(Disowned { at_ms, reason, register })
    });
    Ok(IssuingKey { disowned: disowned.transpose()?, id: file.id, created_ms: file.created_ms, public, root_signature })
}

fn signature_under(
    id: &str,
    public: &VerifyingKey,
    created_ms: UnixMs,
    text: &str,
    root: &VerifyingKey,
) -> Result<Signature, KeyError> {
    let bytes: Option<[u8; 64]> = from_base58_multibase(text).and_then(|bytes| bytes.try_into().ok());
    let signature = bytes.map(|bytes| Signature::from_bytes(&bytes));
    signature
        .filter(|signature| root.verify_strict(statement(id, public, created_ms).as_bytes(), signature).is_ok())
        .ok_or_else(|| KeyError::NotSigned(id.to_owned()))
}

fn from_first(text: &str) -> Result<Keyring, KeyError> {
    let file: FirstKeyFile = serde_json::from_str(text).map_err(malformed)?;
    let root = multikey::from_secret(&file.root_secret).ok_or_else(|| malformed("root_secret is no key"))?;
    let root_public = root.verifying_key();
    let (mut issuing, mut in_use) = (Vec::new(), None);
    for key in file.issuing {
        let secret = multikey::from_secret(&key.secret).ok_or_else(|| malformed("secret is no key"))?;
        let public = secret.verifying_key();
        let root_signature = signature_under(&key.id, &public, key.created_ms, &key.root_signature, &root_public)?;
        issuing.push(IssuingKey { id: key.id, created_ms: key.created_ms, public, root_signature, disowned: None });
        in_use = Some(secret);
    }
    close(Some(root), root_public, issuing, in_use.ok_or(KeyError::None)?)
}

fn close(
    root: Option<SigningKey>,
    root_public: VerifyingKey,
    issuing: Vec<IssuingKey>,
    in_use: SigningKey,
) -> Result<Keyring, KeyError> {
    let last = issuing.last().ok_or(KeyError::None)?;
    if last.public != in_use.verifying_key() || last.disowned.is_some() {
        return Err(malformed("secret_in_use is not that of the last key"));
    }
    Ok(Keyring { root, root_public, issuing, in_use })
}
