//! What became of a certificate: who changed its state and why, and what it goes on from.

use super::certificates::CertificateState;
use super::statement::{record, statements, values};
use super::{LIST_MAX, Storage, StorageError};
use crate::clock::UnixMs;
use crate::ids::CertificateId;

statements! {
    HISTORY = "select s.nr, s.at_ms, s.state, s.reason, u.display_name as actor
        from certificate_states s left join users u on u.id = s.actor_id
        where s.certificate_id = $1 order by s.nr limit $2";
    RENEWALS = "select certificate_id, renews from renewals where renews = $1 or certificate_id = $2
        order by certificate_id limit $3";
}

record! {
    /// One change of state, as the register's keepers see it.
    #[derive(Clone, Debug)]
    pub struct HistoryEntry {
        pub nr: u64,
        pub at_ms: UnixMs,
        pub state: CertificateState,
        pub reason: Option<String>,
        /// Who changed it; `None` when the account is gone.
        pub actor: Option<String>,
    }
}

record! {
    /// A renewed certificate.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Renewal {
        /// The new one.
        pub certificate_id: CertificateId,
        /// The one it goes on from.
        pub renews: CertificateId,
    }
}

impl Storage {
    /// The changes of a certificate's state with who made them, in order.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn certificate_history(&self, id: &CertificateId) -> Result<Vec<HistoryEntry>, StorageError> {
        self.database.all(HISTORY, &values![id, LIST_MAX]).await
    }

    /// The renewals a certificate stands in, on either side.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn renewals_of(&self, id: &CertificateId) -> Result<Vec<Renewal>, StorageError> {
        self.database.all(RENEWALS, &values![id, id, LIST_MAX]).await
    }
}
