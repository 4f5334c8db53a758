//! The key files of a data folder: read, made, changed under a lock, and read again when another program changed them.

use super::{KeyError, Keyring, SignError};
use crate::clock::UnixMs;
use serde_json::Value;
use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;

/// What issues: public keys, and the secret in use.
const KEYS: &str = "keys.json";
/// The root's secret: needed to change keys, and for nothing else.
const ROOT: &str = "root.json";
/// Locked while keys are changed.
const LOCK: &str = "keys.lock";

/// The keyring of a data folder as it stands now.
pub struct KeyCabinet {
    dir: PathBuf,
    kept: RwLock<Kept>,
}

struct Kept {
    stamp: Option<Stamp>,
    keyring: Arc<Keyring>,
}

/// Tells one state of the file from another.
type Stamp = (SystemTime, u64);

impl KeyCabinet {
    /// The keys in folder `dir`; where there are none, new ones are made.
    ///
    /// # Errors
    /// As [`Keyring::load_or_create`].
    pub fn open(dir: &Path, now_ms: UnixMs) -> Result<Self, KeyError> {
        // The stamp first: a change in between is then seen at the next look.
        let stamp = stamp(dir);
        let keyring = Arc::new(Keyring::load_or_create(dir, now_ms)?);
        Ok(Self { dir: dir.to_owned(), kept: RwLock::new(Kept { stamp, keyring }) })
    }

    /// The folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The keys now. Where the file was changed and cannot be read, the ones before.
    pub fn now(&self) -> Arc<Keyring> {
        let stamp = stamp(&self.dir);
        {
            let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
            if kept.stamp == stamp {
                return kept.keyring.clone();
            }
        }
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if kept.stamp != stamp {
            match Keyring::load(&self.dir) {
                Ok(keyring) => *kept = Kept { stamp, keyring: Arc::new(keyring) },
                Err(error) => tracing::error!(%error, "the changed key file cannot be used; the keys before it stay"),
            }
        }
        kept.keyring.clone()
    }

    /// As [`Keyring::did_document`].
    pub fn did_document(&self, did: &str) -> Value {
        self.now().did_document(did)
    }

    /// As [`Keyring::sign`].
    ///
    /// # Errors
    /// As there.
    pub fn sign(&self, credential: &Value, did: &str, created_ms: UnixMs) -> Result<Value, SignError> {
        self.now().sign(credential, did, created_ms)
    }
}

fn stamp(dir: &Path) -> Option<Stamp> {
    let metadata = fs::metadata(dir.join(KEYS)).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}

impl Keyring {
    /// The keys in folder `dir`; where there are none, new ones are made and kept there, readable by the owner only.
    ///
    /// # Errors
    /// When the files cannot be read or written, are not ours, or are open to others.
    pub fn load_or_create(dir: &Path, now_ms: UnixMs) -> Result<Self, KeyError> {
        match Self::load(dir) {
            Err(KeyError::File { fault, .. }) if fault.kind() == ErrorKind::NotFound => {}
            loaded => return loaded,
        }
        fs::create_dir_all(dir).map_err(|fault| at(dir, fault))?;
        let _lock = lock(dir)?;
        match Self::load(dir) {
            // Two programs that start at once agree on one file.
            Err(KeyError::File { fault, .. }) if fault.kind() == ErrorKind::NotFound => {}
            loaded => return loaded,
        }
        let keyring = Self::from_secrets(secret()?, secret()?, now_ms);
        keyring.save(dir)?;
        Ok(keyring)
    }

    /// The keys in folder `dir`.
    ///
    /// # Errors
    /// When there are none, or as [`Keyring::load_or_create`].
    pub fn load(dir: &Path) -> Result<Self, KeyError> {
        let keys = read_private(&dir.join(KEYS))?;
        let root = match read_private(&dir.join(ROOT)) {
            Ok(root) => Some(root),
            Err(KeyError::File { fault, .. }) if fault.kind() == ErrorKind::NotFound => None,
            Err(fault) => return Err(fault),
        };
        Self::from_json(&keys, root.as_deref())
    }

    /// Changes the keys in folder `dir`, one program at a time; nothing is written where `change` fails.
    ///
    /// # Errors
    /// As `change` and [`Keyring::load`].
    pub fn change<T>(dir: &Path, change: impl FnOnce(&mut Self) -> Result<T, KeyError>) -> Result<T, KeyError> {
        let _lock = lock(dir)?;
        let mut keyring = Self::load(dir)?;
        let changed = change(&mut keyring)?;
        keyring.save(dir)?;
        Ok(changed)
    }

    /// Puts a new key in use in folder `dir`; its name.
    ///
    /// # Errors
    /// As [`Keyring::change`].
    pub fn rotate_in(dir: &Path, now_ms: UnixMs) -> Result<String, KeyError> {
        let secret = secret()?;
        Self::change(dir, |keyring| {
            keyring.rotate(secret, now_ms)?;
            keyring.in_use().map(|key| key.id.clone())
        })
    }

    fn save(&self, dir: &Path) -> Result<(), KeyError> {
        // The root first: it is what the first version of the other file held besides.
        if let Some(root) = self.root_to_json()? {
            write_private(dir, ROOT, &root)?;
        }
        write_private(dir, KEYS, &self.to_json()?)
    }
}

fn secret() -> Result<[u8; 32], getrandom::Error> {
    let mut secret = [0_u8; 32];
    getrandom::fill(&mut secret)?;
    Ok(secret)
}

fn at(path: &Path, fault: std::io::Error) -> KeyError {
    KeyError::File { path: path.display().to_string(), fault }
}

fn lock(dir: &Path) -> Result<File, KeyError> {
    let path = dir.join(LOCK);
    let file =
        File::options().write(true).create(true).truncate(false).open(&path).map_err(|fault| at(&path, fault))?;
    file.lock().map_err(|fault| at(&path, fault))?;
    Ok(file)
}

fn read_private(path: &Path) -> Result<String, KeyError> {
    let text = fs::read_to_string(path).map_err(|fault| at(path, fault))?;
    if is_open_to_others(path).map_err(|fault| at(path, fault))? {
        return Err(KeyError::Exposed(path.display().to_string()));
    }
    Ok(text)
}

/// Written whole beside it, then renamed: a reader sees the one or the other.
fn write_private(dir: &Path, name: &str, text: &str) -> Result<(), KeyError> {
    let fresh = dir.join(format!("{name}.{}", std::process::id()));
    let path = dir.join(name);
    let write = || {
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&fresh)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&fresh, &path)
    };
    write().map_err(|fault| at(&path, fault))
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
