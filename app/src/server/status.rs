//! The status lists: one bit a certificate, signed, made again whenever a state changes.

use super::{error::ApiError, state::AppState};
use miaohui::{
    certification::{
        command::status_list,
        credential::status_list_url,
        did,
        keys::Keyring,
        status::{Bitstring, REVOCATION_LIST, SUSPENSION_LIST},
    },
    clock::now_ms,
    storage::CertificateState,
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

/// A list is signed anew at least so often, for its dates.
const FRESH_MS: u64 = 3600 * 1000;

/// The lists as last signed, with what they were made of.
#[derive(Clone, Default)]
pub struct StatusLists(Arc<Mutex<Option<Signed>>>);

#[derive(Clone)]
struct Signed {
    not_valid: Vec<(u64, CertificateState)>,
    made_ms: u64,
    /// Name of the key that signed them: a list by a disowned key says nothing.
    key: String,
    /// List number → the signed credential.
    lists: BTreeMap<u32, Vec<u8>>,
}

impl StatusLists {
    /// Both lists as they stand now, by number.
    ///
    /// # Errors
    /// When the database does not answer or the key fails.
    pub async fn now(&self, state: &AppState) -> Result<BTreeMap<u32, Vec<u8>>, ApiError> {
        let not_valid = state.storage.not_valid().await?;
        let now = now_ms();
        let keys = state.keys.now();
        let key = keys.in_use().map(|key| key.id.clone()).map_err(|error| {
            tracing::error!(%error, "status list");
            ApiError::Fault
        })?;
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(kept) =
            kept.filter(|kept| kept.not_valid == not_valid && kept.key == key && now < kept.made_ms + FRESH_MS)
        {
            return Ok(kept.lists);
        }
        let mut lists = BTreeMap::new();
        for (number, on) in
            [(REVOCATION_LIST, CertificateState::Revoked), (SUSPENSION_LIST, CertificateState::Suspended)]
        {
            lists.insert(number, signed(state, &keys, number, &not_valid, on, now)?);
        }
        let signed = Signed { not_valid, made_ms: now, key, lists: lists.clone() };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(signed);
        Ok(lists)
    }

    /// As [`StatusLists::now`], by address, as a verifier wants them.
    ///
    /// # Errors
    /// As there.
    pub async fn by_address(&self, state: &AppState) -> Result<BTreeMap<String, Vec<u8>>, ApiError> {
        let origin = did::public_origin(&state.origin);
        let lists = self.now(state).await?;
        Ok(lists.into_iter().map(|(number, list)| (status_list_url(&origin, number), list)).collect())
    }
}

fn signed(
    state: &AppState,
    keys: &Keyring,
    number: u32,
    not_valid: &[(u64, CertificateState)],
    on: CertificateState,
    now: u64,
) -> Result<Vec<u8>, ApiError> {
    let fault = |error: &dyn std::fmt::Display| {
        tracing::error!(%error, number, "status list");
        ApiError::Fault
    };
    let mut bits = Bitstring::default();
    for (index, is) in not_valid {
        if *is == on {
            bits.set(*index, true).map_err(|error| fault(&error))?;
        }
    }
    let list = status_list(keys, &state.origin, number, &bits, now).map_err(|error| fault(&error))?;
    Ok(format!("{list:#}").into_bytes())
}
