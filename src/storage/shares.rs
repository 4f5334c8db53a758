//! Links by which a holder shows a certificate: to whom, with how much of the name, until when; each can be withdrawn.

use super::certificates::Disclosure;
use super::statement::{record, statements, values};
use super::{Storage, StorageError};
use crate::clock::UnixMs;
use crate::ids::{self, CertificateId, UserId};

/// Links of one certificate, those that ended among them.
pub const SHARES_MAX: u32 = 50;

statements! {
    MAKE = "insert into certificate_shares (id, certificate_id, disclosure, whom, made_ms, until_ms, opened)
        select $1, c.id, $4, $5, cast($6 as bigint), cast($7 as bigint), 0 from certificates c
        where c.id = $2 and c.user_id = $3
        and (select count(*) from certificate_shares s where s.certificate_id = c.id) < $8";
    OF_CERTIFICATE = "select s.id, s.certificate_id, s.disclosure, s.whom, s.made_ms, s.until_ms, s.withdrawn_ms,
        s.opened, s.opened_ms,
        (select count(*) from watched_certificates w where w.share_id = s.id) as watched
        from certificate_shares s join certificates c on c.id = s.certificate_id
        where s.certificate_id = $1 and c.user_id = $2 order by s.made_ms desc, s.id limit $3";
    SHARE = "select s.id, s.certificate_id, s.disclosure, s.whom, s.made_ms, s.until_ms, s.withdrawn_ms,
        s.opened, s.opened_ms,
        (select count(*) from watched_certificates w where w.share_id = s.id) as watched
        from certificate_shares s where s.id = $1";
    OPENED = "update certificate_shares set opened = opened + 1, opened_ms = $2
        where id = $1 and withdrawn_ms is null and until_ms > $3";
    WITHDRAW = "update certificate_shares set withdrawn_ms = $3 where id = $1 and withdrawn_ms is null
        and certificate_id in (select id from certificates where user_id = $2)";
    REMOVE_ENDED = "delete from certificate_shares where id = $1 and (withdrawn_ms is not null or until_ms <= $3)
        and certificate_id in (select id from certificates where user_id = $2)";
}

record! {
    /// A link to a certificate.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Share {
        /// 128 random bits in base32, its public address.
        pub id: String,
        pub certificate_id: CertificateId,
        pub disclosure: Disclosure,
        /// The holder's own note, for whom it is.
        pub whom: String,
        pub made_ms: UnixMs,
        pub until_ms: UnixMs,
        pub withdrawn_ms: Option<u64>,
        /// How often it was opened by somebody else than the holder.
        pub opened: u64,
        /// When last.
        pub opened_ms: Option<u64>,
        /// Employers who keep an eye on the certificate through it.
        pub watched: u64,
    }
}

impl Share {
    /// Whether it can be opened.
    pub fn is_live(&self, now_ms: UnixMs) -> bool {
        self.withdrawn_ms.is_none() && now_ms < self.until_ms
    }
}

impl Storage {
    /// Makes a link; `None` when the certificate is not the holder's or has [`SHARES_MAX`] links already.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn make_share(
        &self,
        certificate: &CertificateId,
        holder: &UserId,
        disclosure: Disclosure,
        whom: &str,
        until_ms: UnixMs,
        now_ms: UnixMs,
    ) -> Result<Option<String>, StorageError> {
        let id = ids::random()?;
        let row = values![&id, certificate, holder, disclosure, whom, now_ms, until_ms, SHARES_MAX];
        Ok((self.database.run(MAKE, &row).await? == 1).then_some(id))
    }

    /// The links of a certificate, newest first; none when it is not the holder's.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn shares(&self, certificate: &CertificateId, holder: &UserId) -> Result<Vec<Share>, StorageError> {
        self.database.all(OF_CERTIFICATE, &values![certificate, holder, SHARES_MAX]).await
    }

    /// The link with this id, withdrawn and ended ones too.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn share(&self, id: &str) -> Result<Option<Share>, StorageError> {
        self.database.one(SHARE, &values![id]).await
    }

    /// Counts that a link was opened; `false` when it is not live.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn open_share(&self, id: &str, now_ms: UnixMs) -> Result<bool, StorageError> {
        Ok(self.database.run(OPENED, &values![id, now_ms, now_ms]).await? == 1)
    }

    /// Withdraws a holder's own link; whether it was one and live.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn withdraw_share(&self, id: &str, holder: &UserId, now_ms: UnixMs) -> Result<bool, StorageError> {
        Ok(self.database.run(WITHDRAW, &values![id, holder, now_ms]).await? == 1)
    }

    /// Takes a link that ended or was withdrawn out of the holder's list.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn remove_share(&self, id: &str, holder: &UserId, now_ms: UnixMs) -> Result<bool, StorageError> {
        Ok(self.database.run(REMOVE_ENDED, &values![id, holder, now_ms]).await? == 1)
    }
}
