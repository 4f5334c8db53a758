//! The one task that writes logs: while a batch is being committed, the next one gathers.

use crate::storage::{Append, Storage, StorageError};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

/// Shifts that may wait for the writer; more wait for a place.
const QUEUE_MAX: usize = 4_096;
/// Events of one transaction.
const BATCH_EVENTS_MAX: usize = 2_048;

struct Job {
    share: Append,
    done: oneshot::Sender<Result<(), StorageError>>,
}

/// The way to the writer. The writer ends when the last of these is gone.
#[derive(Clone)]
pub(super) struct Writer {
    jobs: mpsc::Sender<Job>,
}

impl Writer {
    /// Starts the writer; its handle ends when everything given to it is committed.
    pub(super) fn start(storage: Storage) -> (Self, JoinHandle<()>) {
        let (jobs, queue) = mpsc::channel(QUEUE_MAX);
        (Self { jobs }, tokio::spawn(write(storage, queue)))
    }

    /// Hands a shift's next events over; the receiver tells when they are durable. A shift has
    /// one share on its way at a time, so that a failed one leaves no gap behind it.
    pub(super) async fn write(&self, share: Append) -> oneshot::Receiver<Result<(), StorageError>> {
        let (done, written) = oneshot::channel();
        // Where the writer is gone, the receiver says so.
        let _gone = self.jobs.send(Job { share, done }).await;
        written
    }
}

async fn write(storage: Storage, mut queue: mpsc::Receiver<Job>) {
    while let Some(first) = queue.recv().await {
        let mut events = first.share.events.len();
        let (mut shares, mut waiting) = (vec![first.share], vec![first.done]);
        while events < BATCH_EVENTS_MAX
            && let Ok(job) = queue.try_recv()
        {
            events += job.share.events.len();
            shares.push(job.share);
            waiting.push(job.done);
        }
        let results = storage.append(&shares).await;
        for (done, result) in waiting.into_iter().zip(results) {
            // A shift that is gone does not need the answer.
            let _gone = done.send(result);
        }
    }
}
