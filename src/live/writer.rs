//! The two tasks that write for all shifts: one their logs, one who holds them.

use super::gather::Gatherer;
use crate::ids::ShiftId;
use crate::storage::{Append, Shift, Storage, StorageError};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::task::JoinHandle;

/// Shifts that may wait for the writer; more wait for a place.
const QUEUE_MAX: usize = 4_096;
/// A batch gathers for so long: nobody sees three milliseconds, and a commit costs what twenty events do.
const PAUSE: Duration = Duration::from_millis(3);
/// Events of one transaction.
const BATCH_EVENTS_MAX: usize = 2_048;
/// Shifts taken in one transaction.
const BATCH_TAKEN_MAX: usize = 256;

/// What the writer did since the process started.
#[derive(Debug, Default)]
pub struct Written {
    pub commits: AtomicU64,
    pub events: AtomicU64,
}

/// Appends shares of logs. A shift has one share on its way at a time, so that a failed one leaves no gap behind it.
pub(super) type Writer = Gatherer<Append, ()>;

/// Takes shifts into this node's memory.
pub(super) type Taker = Gatherer<ShiftId, Option<Shift>>;

/// Starts the writer of logs.
pub(super) fn write(storage: Storage, written: Arc<Written>) -> (Writer, JoinHandle<()>) {
    let together = move |shares: Vec<Append>| {
        let (storage, written) = (storage.clone(), Arc::clone(&written));
        async move {
            let results = storage.append(&shares).await;
            let events: usize = shares.iter().map(|share| share.events.len()).sum();
            written.commits.fetch_add(1, Ordering::Relaxed);
            written.events.fetch_add(u64::try_from(events).unwrap_or(0), Ordering::Relaxed);
            results
        }
    };
    Gatherer::start(QUEUE_MAX, PAUSE, BATCH_EVENTS_MAX, |share| share.events.len(), together)
}

/// Starts the taker of shifts.
pub(super) fn take(storage: Storage, node: Arc<str>) -> Taker {
    let together = move |ids: Vec<ShiftId>| {
        let (storage, node) = (storage.clone(), Arc::clone(&node));
        async move {
            match storage.take_shifts(&ids, &node).await {
                Ok(taken) => taken.into_iter().map(Ok).collect(),
                Err(error) => ids.iter().map(|_| Err(StorageError::Unavailable(error.to_string()))).collect(),
            }
        }
    };
    Gatherer::start(QUEUE_MAX, Duration::ZERO, BATCH_TAKEN_MAX, |_| 1, together).0
}
