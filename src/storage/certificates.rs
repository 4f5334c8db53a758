//! Certificates: what was signed, what the holder discloses, and the state now with its history.

use super::audit::{NewAudit, write_entry};
use super::database::Transaction;
use super::statement::{record, statements, stored_enum, values};
use super::{Json, LIST_MAX, Storage, StorageError};
use crate::clock::UnixMs;
use crate::ids::{CertificateId, ExamId, UserId};
use serde_json::json;
use std::sync::atomic::Ordering;

statements! {
    ISSUE = "insert into certificates (id, exam_id, user_id, holder_name, disclosure, check_code,
        standard_id, standard_version, summary, credential, issued_ms, valid_until_ms, state,
        status_index, key_id)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'valid', $13, $14)";
    ADD_STATE = "insert into certificate_states (certificate_id, nr, at_ms, state, reason,
        actor_id)
        select c.id, (select count(*) from certificate_states s where s.certificate_id = c.id) + 1,
        $2, $3, $4, $5 from certificates c where c.id = $1";
    CERTIFICATE = "select id, exam_id, user_id, holder_name, disclosure, check_code, standard_id,
        standard_version, summary, credential, issued_ms, valid_until_ms, state, reason,
        status_index from certificates where id = $1";
    BY_CODE = "select id, exam_id, user_id, holder_name, disclosure, check_code, standard_id,
        standard_version, summary, credential, issued_ms, valid_until_ms, state, reason,
        status_index from certificates where check_code = $1";
    OF_USER = "select id, user_id, holder_name, check_code, standard_id, standard_version,
        issued_ms, valid_until_ms, state, reason from certificates
        where user_id = $1 order by issued_ms desc limit $2";
    EVERY = "select id, user_id, holder_name, check_code, standard_id, standard_version,
        issued_ms, valid_until_ms, state, reason from certificates
        order by issued_ms desc limit $1";
    // Revoked is for good.
    SET_STATE = "update certificates set state = $2, reason = $3
        where id = $1 and state <> 'revoked' and state <> $2";
    STATES = "select nr, at_ms, state, reason from certificate_states
        where certificate_id = $1 order by nr limit $2";
    DISCLOSE = "update certificates set disclosure = $3 where id = $1 and user_id = $2";
    LAST_PLACE = "select status_index from certificates order by issued_ms desc, id desc limit 1";
    ISSUED_BY_KEY = "select key_id, count(*) as issued from certificates group by key_id";
    BY_KEY = "select id, credential from certificates where key_id = $1 and id > $2
        order by id limit $3";
    NOT_VALID = "select status_index, state from certificates where state <> 'valid'
        order by status_index";
}

stored_enum! {
    /// What a certificate is now, besides its dates.
    pub enum CertificateState {
        Valid = "valid",
        Suspended = "suspended",
        Revoked = "revoked",
    }
}

stored_enum! {
    /// How much of the name the public page shows; the holder's choice.
    pub enum Disclosure {
        /// 林小安
        Full = "full",
        /// 林*安
        Partial = "partial",
        /// Only the check code.
        Code = "code",
    }
}

record! {
    /// A certificate.
    #[derive(Clone, Debug)]
    pub struct Certificate {
        pub id: CertificateId,
        pub exam_id: ExamId,
        pub user_id: UserId,
        /// As it was when it was issued.
        pub holder_name: String,
        pub disclosure: Disclosure,
        /// 12 characters, printed; unique.
        pub check_code: String,
        pub standard_id: String,
        pub standard_version: String,
        /// What the public page shows: measured values beside thresholds, conditions.
        pub summary: Json,
        /// The signed credential, byte for byte.
        pub credential: String,
        pub issued_ms: UnixMs,
        pub valid_until_ms: UnixMs,
        pub state: CertificateState,
        /// Why it is not valid.
        pub reason: Option<String>,
        /// Its place in the status list.
        pub status_index: u64,
    }
}

record! {
    /// A certificate as a list shows it.
    #[derive(Clone, Debug)]
    pub struct CertificateRow {
        pub id: CertificateId,
        pub user_id: UserId,
        pub holder_name: String,
        pub check_code: String,
        pub standard_id: String,
        pub standard_version: String,
        pub issued_ms: UnixMs,
        pub valid_until_ms: UnixMs,
        pub state: CertificateState,
        pub reason: Option<String>,
    }
}

record! {
    /// One change of state.
    #[derive(Clone, Debug)]
    pub struct StateChange {
        pub nr: u64,
        pub at_ms: UnixMs,
        pub state: CertificateState,
        pub reason: Option<String>,
    }
}

record! {
    struct Status { status_index: u64, state: CertificateState, }
}

record! {
    struct Place { status_index: u64, }
}

record! {
    struct IssuedByKey { key_id: String, issued: u64, }
}

record! {
    struct Signed { id: CertificateId, credential: String, }
}

/// Credentials read at a time for a register.
const REGISTER_PAGE: u32 = 500;

/// What a certificate is made of; stored by [`Storage::decide`].
#[derive(Clone, Debug)]
pub struct NewCertificate {
    /// Drawn by the caller, for it stands in the signed credential.
    pub id: CertificateId,
    pub exam: ExamId,
    pub user: UserId,
    pub holder_name: String,
    pub disclosure: Disclosure,
    pub check_code: String,
    pub standard_id: String,
    pub standard_version: String,
    pub summary: Json,
    pub credential: String,
    pub issued_ms: UnixMs,
    pub valid_until_ms: UnixMs,
    pub status_index: u64,
    /// Name of the key that signed it.
    pub key_id: String,
}

impl Storage {
    /// The certificate with this id.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn certificate(&self, id: &CertificateId) -> Result<Option<Certificate>, StorageError> {
        self.database.one(CERTIFICATE, &values![id]).await
    }

    /// The certificate a printed check code leads to.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn certificate_by_code(&self, code: &str) -> Result<Option<Certificate>, StorageError> {
        self.database.one(BY_CODE, &values![code]).await
    }

    /// A person's certificates, newest first.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn certificates_of(&self, user: &UserId) -> Result<Vec<CertificateRow>, StorageError> {
        self.database.all(OF_USER, &values![user, LIST_MAX]).await
    }

    /// Every certificate, newest first; at most [`LIST_MAX`].
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn certificates(&self) -> Result<Vec<CertificateRow>, StorageError> {
        self.database.all(EVERY, &values![LIST_MAX]).await
    }

    /// Suspends, revokes or restores a certificate, with its history and the audit entry;
    /// `false` when it is not there, is in that state already, or was revoked, which is for good.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn set_certificate_state(
        &self,
        id: &CertificateId,
        state: CertificateState,
        reason: Option<&str>,
        actor: &UserId,
        now_ms: UnixMs,
    ) -> Result<bool, StorageError> {
        let mut transaction = self.database.begin().await?;
        if transaction.run(SET_STATE, &values![id, state, reason]).await? == 0 {
            return Ok(false);
        }
        transaction.run(ADD_STATE, &values![id, now_ms, state, reason, actor]).await?;
        let entry = NewAudit {
            actor: Some(actor),
            action: match state {
                CertificateState::Valid => "restore",
                CertificateState::Suspended => "suspend",
                CertificateState::Revoked => "revoke",
            },
            object: &id.0,
            payload: Json::of(&json!({ "reason": reason }))?,
        };
        write_entry(&mut transaction, &entry, now_ms).await?;
        transaction.commit().await?;
        self.certificates_changed();
        Ok(true)
    }

    /// The changes of a certificate's state, in order.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn certificate_states(&self, id: &CertificateId) -> Result<Vec<StateChange>, StorageError> {
        self.database.all(STATES, &values![id, LIST_MAX]).await
    }

    /// Changes how much of the name a holder's own certificate shows; whether it is theirs.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn set_disclosure(
        &self,
        id: &CertificateId,
        holder: &UserId,
        disclosure: Disclosure,
    ) -> Result<bool, StorageError> {
        let changed = self.database.run(DISCLOSE, &values![id, holder, disclosure]).await? == 1;
        self.certificates_changed();
        Ok(changed)
    }

    /// The place in the status list of the newest certificate.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn last_status_place(&self) -> Result<Option<u64>, StorageError> {
        let place: Option<Place> = self.database.one(LAST_PLACE, &[]).await?;
        Ok(place.map(|place| place.status_index))
    }

    /// How many certificates each key signed.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn issued_by_key(&self) -> Result<Vec<(String, u64)>, StorageError> {
        let counts: Vec<IssuedByKey> = self.database.all(ISSUED_BY_KEY, &[]).await?;
        Ok(counts.into_iter().map(|count| (count.key_id, count.issued)).collect())
    }

    /// The next credentials that `key` signed, by id, after the certificate `after`; none when there are no more.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn credentials_by_key(
        &self,
        key: &str,
        after: &CertificateId,
    ) -> Result<Vec<(CertificateId, String)>, StorageError> {
        let page: Vec<Signed> = self.database.all(BY_KEY, &values![key, after, REGISTER_PAGE]).await?;
        Ok(page.into_iter().map(|signed| (signed.id, signed.credential)).collect())
    }

    /// Grows with each change of a certificate's state or disclosure that went through this storage: what was made
    /// of certificates before is to be made again.
    pub fn certificate_changes(&self) -> u64 {
        self.certificate_changes.load(Ordering::Acquire)
    }

    pub(super) fn certificates_changed(&self) {
        self.certificate_changes.fetch_add(1, Ordering::Release);
    }

    /// Places in the status list whose certificate is not valid, in order.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn not_valid(&self) -> Result<Vec<(u64, CertificateState)>, StorageError> {
        let statuses: Vec<Status> = self.database.all(NOT_VALID, &[]).await?;
        Ok(statuses.into_iter().map(|status| (status.status_index, status.state)).collect())
    }
}

pub(super) async fn write_certificate(
    transaction: &mut Transaction,
    new: &NewCertificate,
    examiner: &UserId,
    now_ms: UnixMs,
) -> Result<(), StorageError> {
    transaction
        .run(
            ISSUE,
            &values![
                &new.id,
                &new.exam,
                &new.user,
                &new.holder_name,
                new.disclosure,
                &new.check_code,
                &new.standard_id,
                &new.standard_version,
                &new.summary,
                &new.credential,
                new.issued_ms,
                new.valid_until_ms,
                new.status_index,
                &new.key_id,
            ],
        )
        .await?;
    let change = values![&new.id, now_ms, CertificateState::Valid, None::<String>, examiner];
    transaction.run(ADD_STATE, &change).await.map(drop)
}
