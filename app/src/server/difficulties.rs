//! What the school's trainees may expect of each item, by which exams' forms are drawn to be of equal difficulty.

use super::sittings;
use miaohui::{
    clock::UnixMs,
    quiz::equal_forms::Expected,
    storage::{Storage, StorageError},
};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use tokio::sync::RwLock;

/// Older than this it is reckoned anew: answers gather over days.
const AGE_MAX_MS: u64 = 6 * 3600 * 1000;

/// Reckoned from the newest quizzes, at the first exam and then now and again. Cheap to clone; all clones share it.
#[derive(Clone, Default)]
pub struct Difficulties(Arc<Kept>);

#[derive(Default)]
struct Kept {
    /// When, and what.
    reckoned: RwLock<Option<(UnixMs, Arc<Expected>)>>,
    underway: AtomicBool,
}

impl Difficulties {
    /// The newest there is. Only the first exam after a start waits for it; later ones are served while it is reckoned
    /// anew.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn known(&self, storage: &Storage, now_ms: UnixMs) -> Result<Arc<Expected>, StorageError> {
        let kept = self.0.reckoned.read().await.clone();
        if let Some((at_ms, expected)) = kept {
            if now_ms > at_ms + AGE_MAX_MS && !self.0.underway.swap(true, Ordering::Relaxed) {
                let (own, storage) = (self.clone(), storage.clone());
                tokio::spawn(async move { own.again(&storage, now_ms).await });
            }
            return Ok(expected);
        }
        // A room begins at once: one reckons, the others wait for it.
        let mut kept = self.0.reckoned.write().await;
        if let Some((_, expected)) = &*kept {
            return Ok(expected.clone());
        }
        let expected = reckon(storage).await?;
        *kept = Some((now_ms, expected.clone()));
        Ok(expected)
    }

    async fn again(&self, storage: &Storage, now_ms: UnixMs) {
        match reckon(storage).await {
            Ok(expected) => *self.0.reckoned.write().await = Some((now_ms, expected)),
            Err(error) => tracing::warn!(%error, "items' difficulties"),
        }
        self.0.underway.store(false, Ordering::Relaxed);
    }
}

async fn reckon(storage: &Storage) -> Result<Arc<Expected>, StorageError> {
    let quizzes = storage.quizzes_of_all().await?;
    let work = tokio::task::spawn_blocking(move || Expected::of_sittings(&sittings::of(&quizzes)));
    work.await.map(Arc::new).map_err(|error| StorageError::Fault(error.to_string()))
}
