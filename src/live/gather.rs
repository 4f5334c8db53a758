//! Group commit: what many shifts ask of the database in the same moment becomes one transaction. While one is being
//! committed, the next one gathers.

use crate::storage::StorageError;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

/// What is waited for.
pub(super) type Done<Out> = oneshot::Receiver<Result<Out, StorageError>>;

struct Job<In, Out> {
    asked: In,
    done: oneshot::Sender<Result<Out, StorageError>>,
}

/// The way to a gatherer. It ends when the last of these is gone.
pub(super) struct Gatherer<In, Out> {
    jobs: mpsc::Sender<Job<In, Out>>,
}

impl<In, Out> Clone for Gatherer<In, Out> {
    fn clone(&self) -> Self {
        Self { jobs: self.jobs.clone() }
    }
}

impl<In: Send + 'static, Out: Send + 'static> Gatherer<In, Out> {
    /// Starts one. `queue_max` may wait for a place in a batch; a batch gathers for `pause` from its first job on, and is
    /// full when its jobs weigh `full`; `together` answers each job of a batch, in order. The handle ends when everything
    /// given to it is done.
    pub(super) fn start<Answer>(
        queue_max: usize,
        pause: Duration,
        full: usize,
        weight: impl Fn(&In) -> usize + Send + 'static,
        together: impl Fn(Vec<In>) -> Answer + Send + 'static,
    ) -> (Self, JoinHandle<()>)
    where
        Answer: Future<Output = Vec<Result<Out, StorageError>>> + Send,
    {
        let (jobs, mut queue) = mpsc::channel::<Job<In, Out>>(queue_max);
        let gathering = async move {
            while let Some(first) = queue.recv().await {
                let mut weighs = weight(&first.asked);
                let (mut asked, mut waiting) = (vec![first.asked], vec![first.done]);
                if !pause.is_zero() {
                    tokio::time::sleep(pause).await;
                }
                while weighs < full
                    && let Ok(job) = queue.try_recv()
                {
                    weighs += weight(&job.asked);
                    asked.push(job.asked);
                    waiting.push(job.done);
                }
                for (done, result) in waiting.into_iter().zip(together(asked).await) {
                    // A shift that is gone does not need the answer.
                    let _gone = done.send(result);
                }
            }
        };
        (Self { jobs }, tokio::spawn(gathering))
    }

    /// Hands something over; the receiver tells what became of it.
    pub(super) async fn ask(&self, asked: In) -> Done<Out> {
        let (done, answer) = oneshot::channel();
        // Where the gatherer is gone, the receiver says so.
        let _gone = self.jobs.send(Job { asked, done }).await;
        answer
    }
}

/// What was waited for.
pub(super) async fn done<Out>(answer: &mut Done<Out>) -> Result<Out, StorageError> {
    answer.await.unwrap_or_else(|_| Err(StorageError::Unavailable("the writer has stopped".to_owned())))
}
