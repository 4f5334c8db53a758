//! Where drafts of scenarios are checked and tried: off the tasks that answer requests, and few at a time.

use super::error::ApiError;
use miaohui::content::{Files, draft::Workbench};
use std::{sync::Arc, time::Duration};
use tokio::sync::Semaphore;

/// Drafts in work at once: a check plays every scenario, and the shifts that run come first.
const AT_ONCE: usize = 2;
/// So long a draft waits for its turn.
const TURN_WITHIN: Duration = Duration::from_secs(20);

/// Cheap to clone.
#[derive(Clone, Debug)]
pub struct Workshop {
    bench: Arc<Workbench>,
    turns: Arc<Semaphore>,
}

impl Workshop {
    pub fn new(files: Files) -> Self {
        Self { bench: Arc::new(Workbench::new(files)), turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// For looking things up, which takes no time.
    pub fn bench(&self) -> &Workbench {
        &self.bench
    }

    /// Does one piece of work on a draft.
    ///
    /// # Errors
    /// [`ApiError::Busy`] when no turn came in time.
    pub async fn work<T: Send + 'static>(
        &self,
        piece: impl FnOnce(&Workbench) -> T + Send + 'static,
    ) -> Result<T, ApiError> {
        let turn = tokio::time::timeout(TURN_WITHIN, Arc::clone(&self.turns).acquire_owned());
        let turn = turn.await.map_err(|_| ApiError::Busy)?.map_err(|_| ApiError::Busy)?;
        let bench = Arc::clone(&self.bench);
        let worked = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            piece(&bench)
        });
        worked.await.map_err(|error| {
            tracing::error!(%error, "work on a draft broke off");
            ApiError::Fault
        })
    }
}
