//! Certificates an employer keeps an eye on, each through a link its holder made: withdrawn, it tells nothing more.

use super::certificates::{CertificateState, Disclosure};
use super::statement::{record, statements, stored_enum, values};
use super::{Storage, StorageError};
use crate::clock::UnixMs;
use crate::ids::{CertificateId, UserId};

/// Certificates one employer may watch.
pub const WATCHED_MAX: u32 = 500;
/// So long before its end a certificate is told to expire.
pub const EXPIRES_SOON_MS: u64 = 30 * 24 * 3600 * 1000;

statements! {
    WATCH = "insert into watched_certificates (user_id, share_id, note, noted, added_ms)
        select u.id, s.id, $3, $4, cast($5 as bigint) from users u, certificate_shares s
        where u.id = $1 and s.id = $2 and s.withdrawn_ms is null and s.until_ms > $6
        and (select count(*) from watched_certificates w where w.user_id = u.id) < $7
        and not exists (select 1 from watched_certificates w where w.user_id = u.id and w.share_id = s.id)";
    OF_USER = "select w.share_id, w.note, w.noted, w.added_ms, s.disclosure, s.withdrawn_ms,
        c.id as certificate_id, c.holder_name, c.check_code, c.standard_id, c.state, c.reason, c.valid_until_ms
        from watched_certificates w join certificate_shares s on s.id = w.share_id
        join certificates c on c.id = s.certificate_id
        where w.user_id = $1 order by w.added_ms desc, w.share_id limit $2";
    NOTE = "update watched_certificates set noted = $3 where user_id = $1 and share_id = $2";
    STOP = "delete from watched_certificates where user_id = $1 and share_id = $2";
}

stored_enum! {
    /// What an employer is told of a watched certificate.
    pub enum Condition {
        Good = "good",
        /// Ends within [`EXPIRES_SOON_MS`].
        Soon = "soon",
        Expired = "expired",
        Suspended = "suspended",
        Revoked = "revoked",
        /// The holder took the link back: nothing is told any more.
        Withdrawn = "withdrawn",
    }
}

record! {
    /// A watched certificate.
    #[derive(Clone, Debug)]
    pub struct Watched {
        pub share_id: String,
        /// The employer's own words.
        pub note: String,
        /// The condition the employer has seen.
        pub noted: Condition,
        pub added_ms: UnixMs,
        pub disclosure: Disclosure,
        pub withdrawn_ms: Option<u64>,
        pub certificate_id: CertificateId,
        pub holder_name: String,
        pub check_code: String,
        pub standard_id: String,
        pub state: CertificateState,
        pub reason: Option<String>,
        pub valid_until_ms: UnixMs,
    }
}

impl Watched {
    /// How it stands.
    pub fn condition(&self, now_ms: UnixMs) -> Condition {
        match self.state {
            _ if self.withdrawn_ms.is_some() => Condition::Withdrawn,
            CertificateState::Revoked => Condition::Revoked,
            CertificateState::Suspended => Condition::Suspended,
            CertificateState::Valid if self.valid_until_ms <= now_ms => Condition::Expired,
            CertificateState::Valid if self.valid_until_ms <= now_ms + EXPIRES_SOON_MS => Condition::Soon,
            CertificateState::Valid => Condition::Good,
        }
    }

    /// Whether there is something to tell that was not seen yet.
    pub fn is_news(&self, now_ms: UnixMs) -> bool {
        let condition = self.condition(now_ms);
        condition != Condition::Good && condition != self.noted
    }
}

impl Storage {
    /// Puts a certificate on an employer's list by a live link; `false` when the link is not live, is there already, or
    /// the list is full.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn watch(
        &self,
        employer: &UserId,
        share: &str,
        note: &str,
        now_ms: UnixMs,
    ) -> Result<bool, StorageError> {
        let row = values![employer, share, note, Condition::Good, now_ms, now_ms, WATCHED_MAX];
        Ok(self.database.run(WATCH, &row).await? == 1)
    }

    /// An employer's list, newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn watched(&self, employer: &UserId) -> Result<Vec<Watched>, StorageError> {
        self.database.all(OF_USER, &values![employer, WATCHED_MAX]).await
    }

    /// How many on an employer's list have something to tell that was not seen yet.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn watched_news(&self, employer: &UserId, now_ms: UnixMs) -> Result<usize, StorageError> {
        Ok(self.watched(employer).await?.iter().filter(|one| one.is_news(now_ms)).count())
    }

    /// The employer has seen a condition.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn note_watched(
        &self,
        employer: &UserId,
        share: &str,
        condition: Condition,
    ) -> Result<bool, StorageError> {
        Ok(self.database.run(NOTE, &values![employer, share, condition]).await? == 1)
    }

    /// Takes a certificate off an employer's list.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn stop_watching(&self, employer: &UserId, share: &str) -> Result<bool, StorageError> {
        Ok(self.database.run(STOP, &values![employer, share]).await? == 1)
    }
}
