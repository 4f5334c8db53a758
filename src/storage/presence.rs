//! One-time codes: the holder shows one at hiring, and whoever types it knows that the holder is there.

use super::certificates::Disclosure;
use super::statement::{record, statements, values};
use super::{Storage, StorageError};
use crate::clock::UnixMs;
use crate::ids::{self, CertificateId, UserId};
use sha2::{Digest as _, Sha256};

/// How long a code may be typed.
pub const PRESENCE_MS: u64 = 10 * 60_000;
/// Characters of a code: 40 bits, which ten minutes of the check's limits do not try through.
pub const PRESENCE_CHARS: usize = 8;

statements! {
    FORGET = "delete from presence_codes where certificate_id = $1";
    MAKE = "insert into presence_codes (certificate_id, code_hash, disclosure, made_ms, until_ms)
        select c.id, $3, $4, cast($5 as bigint), cast($6 as bigint) from certificates c
        where c.id = $1 and c.user_id = $2";
    USE_UP = "update presence_codes set used_ms = $2 where code_hash = $1 and used_ms is null and until_ms > $3";
    USED = "select certificate_id, disclosure from presence_codes where code_hash = $1";
}

record! {
    /// What the code of somebody who is there shows.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Presence {
        pub certificate_id: CertificateId,
        /// How much of the name, by the holder's choice.
        pub disclosure: Disclosure,
    }
}

fn hash(code: &str) -> String {
    ids::base32(&Sha256::digest(format!("presence {code}")))
}

impl Storage {
    /// A fresh one-time code for a holder's own certificate, in the place of the last; `None` when it is another's.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn make_presence_code(
        &self,
        certificate: &CertificateId,
        holder: &UserId,
        disclosure: Disclosure,
        now_ms: UnixMs,
    ) -> Result<Option<String>, StorageError> {
        let code: String = ids::random()?.chars().take(PRESENCE_CHARS).collect();
        let mut transaction = self.database.begin().await?;
        transaction.run(FORGET, &values![certificate]).await?;
        let row = values![certificate, holder, hash(&code), disclosure, now_ms, now_ms + PRESENCE_MS];
        if transaction.run(MAKE, &row).await? == 0 {
            return Ok(None);
        }
        transaction.commit().await?;
        Ok(Some(code))
    }

    /// Uses a code up and says what it shows; `None` for a wrong, used or old one.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn use_presence_code(&self, code: &str, now_ms: UnixMs) -> Result<Option<Presence>, StorageError> {
        let hash = hash(code);
        let mut transaction = self.database.begin().await?;
        if transaction.run(USE_UP, &values![&hash, now_ms, now_ms]).await? == 0 {
            return Ok(None);
        }
        let presence = transaction.one(USED, &values![&hash]).await?;
        transaction.commit().await?;
        Ok(presence)
    }
}
