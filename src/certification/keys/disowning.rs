//! Disowning a key: what it had issued is gathered from the certificates there are, signed by the root, and then the key is
//! given up.

use super::{KeyError, Keyring};
use crate::certification::{demonstration, register};
use crate::clock::UnixMs;
use crate::ids::{CertificateId, UserId};
use crate::storage::{Json, NewAudit, Storage, StorageError};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;

/// Why a key was not disowned.
#[derive(Debug, thiserror::Error)]
pub enum DisownError {
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error("{0}")]
    Demonstration(std::io::Error),
    #[error("the certificate {0} cannot be read, so the register would miss it")]
    Certificate(CertificateId),
}

/// Gives up the key `id` of the folder `dir`, with an entry in the audit log; how many credentials its register has. A
/// key that is in use is followed by a new one first, so that nothing is issued by it any more.
///
/// # Errors
/// When there is no such key, the reason is missing, the root is elsewhere, or files or the database fail.
pub async fn disown(
    storage: &Storage,
    dir: &Path,
    id: &str,
    reason: &str,
    actor: Option<&UserId>,
    now_ms: UnixMs,
) -> Result<usize, DisownError> {
    let keyring = Keyring::load(dir)?;
    keyring.disownable(id)?;
    if keyring.in_use()?.id == id {
        let next = Keyring::rotate_in(dir, now_ms)?;
        audit(storage, actor, "key_rotated", &next, None, now_ms).await?;
    }
    let issued = issued(storage, dir, id).await?;
    let count = issued.len();
    Keyring::change(dir, |keyring| keyring.disown(id, reason, issued, now_ms))?;
    audit(storage, actor, "key_disowned", id, Some(reason), now_ms).await?;
    Ok(count)
}

/// Puts a new key in use in folder `dir`, with an entry in the audit log; its name.
///
/// # Errors
/// When the root is elsewhere, or files or the database fail.
pub async fn rotate(
    storage: &Storage,
    dir: &Path,
    actor: Option<&UserId>,
    now_ms: UnixMs,
) -> Result<String, DisownError> {
    let id = Keyring::rotate_in(dir, now_ms)?;
    audit(storage, actor, "key_rotated", &id, None, now_ms).await?;
    Ok(id)
}

/// How many credentials each key has issued, by its name.
///
/// # Errors
/// When the database or the demonstration's list cannot be read.
pub async fn issued_by(storage: &Storage, dir: &Path) -> Result<BTreeMap<String, u64>, DisownError> {
    let mut counts: BTreeMap<String, u64> = storage.issued_by_key().await?.into_iter().collect();
    for (key, _) in demonstration::issued(dir).map_err(DisownError::Demonstration)? {
        *counts.entry(key).or_default() += 1;
    }
    Ok(counts)
}

async fn issued(storage: &Storage, dir: &Path, key: &str) -> Result<Vec<String>, DisownError> {
    let mut digests = Vec::new();
    let mut after = CertificateId(String::new());
    loop {
        let page = storage.credentials_by_key(key, &after).await?;
        let Some((last, _)) = page.last() else { break };
        after = last.clone();
        for (id, credential) in page {
            digests.push(register::digest_of_issued(&credential).ok_or(DisownError::Certificate(id))?);
        }
    }
    let shown = demonstration::issued(dir).map_err(DisownError::Demonstration)?;
    digests.extend(shown.into_iter().filter(|(by, _)| by == key).map(|(_, digest)| digest));
    Ok(digests)
}

async fn audit(
    storage: &Storage,
    actor: Option<&UserId>,
    action: &'static str,
    key: &str,
    reason: Option<&str>,
    now_ms: UnixMs,
) -> Result<(), StorageError> {
    let payload = Json::of(&json!({ "reason": reason }))?;
    storage.audit(&NewAudit { actor, action, object: key, payload }, now_ms).await.map(drop)
}
