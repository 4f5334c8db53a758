//! The audit log: decisions, append-only and hash-chained. Persons stand in it by pseudonym, so
//! that one can be forgotten without breaking the chain.

use super::database::Transaction;
use super::statement::{record, statements, values};
use super::{Json, Storage, StorageError};
use crate::clock::UnixMs;
use crate::ids::UserId;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

statements! {
    // Locks the one head row: whoever has it writes next.
    HEAD = "update audit_head set seq = seq + 1 where id = 1 returning seq, hash";
    MOVE_HEAD = "update audit_head set hash = $1 where id = 1";
    READ_HEAD = "select seq, hash from audit_head where id = 1";
    ADD = "insert into audit (seq, prev_hash, hash, at_ms, actor, action, object, payload)
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    PSEUDONYM = "select pseudonym from users where id = $1";
    PAGE = "select seq, prev_hash, hash, at_ms, actor, action, object, payload from audit
        where seq > $1 order by seq limit $2";
    NEWEST = "select seq, prev_hash, hash, at_ms, actor, action, object, payload from audit
        order by seq desc limit $1";
    ABOUT = "select seq, prev_hash, hash, at_ms, actor, action, object, payload from audit
        where object = $1 order by seq limit $2";
}

/// Entries read at a time when the chain is walked.
const WALK: u32 = 500;

/// Stands as actor where the program itself decided.
const SYSTEM: &str = "system";

record! {
    /// One entry.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct AuditEntry {
        /// From 1, without gaps.
        pub seq: u64,
        /// The hash of the entry before; empty for the first.
        pub prev_hash: String,
        pub hash: String,
        pub at_ms: UnixMs,
        /// A pseudonym, or `system`.
        pub actor: String,
        pub action: String,
        pub object: String,
        pub payload: String,
    }
}

record! {
    struct Head { seq: u64, hash: String, }
}

record! {
    struct Pseudonym { pseudonym: String, }
}

/// What is to be written down.
#[derive(Clone, Debug)]
pub struct NewAudit<'a> {
    /// `None`: the program itself.
    pub actor: Option<&'a UserId>,
    /// A verb in the field's words: `decide`, `revoke`, `set_role` …
    pub action: &'a str,
    /// What it was done to, by id.
    pub object: &'a str,
    /// What a later reader needs; no names.
    pub payload: Json,
}

/// Where the chain does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("audit entry {seq}: {what}")]
pub struct AuditFault {
    pub seq: u64,
    pub what: &'static str,
}

impl Storage {
    /// Writes a decision down.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn audit(&self, new: &NewAudit<'_>, now_ms: UnixMs) -> Result<(), StorageError> {
        let mut transaction = self.database.begin().await?;
        write_entry(&mut transaction, new, now_ms).await?;
        transaction.commit().await
    }

    /// The newest entries, at most `limit`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn audit_entries(&self, limit: u32) -> Result<Vec<AuditEntry>, StorageError> {
        self.database.all(NEWEST, &values![limit]).await
    }

    /// What was decided about one object, in order.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn audit_about(&self, object: &str) -> Result<Vec<AuditEntry>, StorageError> {
        self.database.all(ABOUT, &values![object, WALK]).await
    }

    /// Walks the whole chain: how many entries it has, or the first place where it breaks.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn verify_audit(&self) -> Result<Result<u64, AuditFault>, StorageError> {
        let (mut seq, mut hash) = (0_u64, String::new());
        // A head read before the walk: entries added meanwhile only make the walk longer.
        let head: Option<Head> = self.database.one(READ_HEAD, &[]).await?;
        loop {
            let page: Vec<AuditEntry> = self.database.all(PAGE, &values![seq, WALK]).await?;
            for entry in &page {
                seq += 1;
                let what = if entry.seq != seq {
                    Some("an entry is missing before it")
                } else if entry.prev_hash != hash {
                    Some("it does not follow the entry before it")
                } else if entry.hash != hash_of(entry) {
                    Some("it was changed")
                } else {
                    None
                };
                if let Some(what) = what {
                    return Ok(Err(AuditFault { seq: entry.seq, what }));
                }
                hash.clone_from(&entry.hash);
                if let Some(head) = &head
                    && head.seq == seq
                    && head.hash != hash
                {
                    return Ok(Err(AuditFault { seq, what: "the head says otherwise" }));
                }
            }
            if page.len() < WALK as usize {
                break;
            }
        }
        Ok(match head {
            Some(head) if head.seq <= seq => Ok(seq),
            _ => Err(AuditFault { seq: seq + 1, what: "entries are missing at the end" }),
        })
    }
}

/// Adds an entry within a transaction that does what the entry says.
pub(super) async fn write_entry(
    transaction: &mut Transaction,
    new: &NewAudit<'_>,
    now_ms: UnixMs,
) -> Result<(), StorageError> {
    let actor = match new.actor {
        None => SYSTEM.to_owned(),
        Some(user) => {
            let found: Option<Pseudonym> = transaction.one(PSEUDONYM, &values![user]).await?;
            found.ok_or_else(|| StorageError::Conflict { what: "reference".to_owned() })?.pseudonym
        }
    };
    let head: Option<Head> = transaction.one(HEAD, &[]).await?;
    let head = head.ok_or_else(|| StorageError::Fault("the audit log has no head".to_owned()))?;
    let mut entry = AuditEntry {
        seq: head.seq,
        prev_hash: head.hash,
        hash: String::new(),
        at_ms: now_ms,
        actor,
        action: new.action.to_owned(),
        object: new.object.to_owned(),
        payload: new.payload.0.clone(),
    };
    entry.hash = hash_of(&entry);
    transaction
        .run(
            ADD,
            &values![
                entry.seq,
                &entry.prev_hash,
                &entry.hash,
                entry.at_ms,
                &entry.actor,
                &entry.action,
                &entry.object,
                &entry.payload,
            ],
        )
        .await?;
    transaction.run(MOVE_HEAD, &values![&entry.hash]).await?;
    Ok(())
}

/// SHA-256 in hex over every field, each with its length before it, so that no two entries read
/// alike.
fn hash_of(entry: &AuditEntry) -> String {
    let mut hasher = Sha256::new();
    let (seq, at_ms) = (entry.seq.to_string(), entry.at_ms.to_string());
    for field in [&entry.prev_hash, &seq, &at_ms, &entry.actor, &entry.action, &entry.object, &entry.payload] {
        hasher.update((field.len() as u64).to_be_bytes());
        hasher.update(field.as_bytes());
    }
    let mut hex = String::with_capacity(64);
    for byte in hasher.finalize() {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}
