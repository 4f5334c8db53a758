//! Veterans' shifts as they were computed, the last few of them: a class looks at the same ones.

use super::error::ApiError;
use miaohui::{
    content::Content,
    simulation::{
        event::{Event, Opening},
        shadow::veteran,
    },
};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Semaphore;

/// Shifts kept; a large one is about two megabytes.
const KEPT_MAX: usize = 24;
/// Computed at once: a large one takes a core for a second.
const AT_WORK_MAX: usize = 2;

type Kept = VecDeque<(Opening, Arc<Vec<Event>>)>;

/// Cheap to clone; all clones share what is kept.
#[derive(Clone)]
pub struct Shadows {
    kept: Arc<Mutex<Kept>>,
    at_work: Arc<Semaphore>,
}

impl Default for Shadows {
    fn default() -> Self {
        Self { kept: Arc::default(), at_work: Arc::new(Semaphore::new(AT_WORK_MAX)) }
    }
}

impl Shadows {
    /// The veteran's log from this opening.
    ///
    /// # Errors
    /// [`ApiError::NotFound`] where content has no such plan, [`ApiError::Busy`] while the server stops.
    pub async fn of(&self, content: &Arc<Content>, opening: &Opening) -> Result<Arc<Vec<Event>>, ApiError> {
        if let Some(log) = self.kept(opening) {
            return Ok(log);
        }
        let _place = self.at_work.acquire().await.map_err(|_| ApiError::Busy)?;
        // Who waited for the place may have waited for this very one.
        if let Some(log) = self.kept(opening) {
            return Ok(log);
        }
        let (content, given) = (Arc::clone(content), opening.clone());
        let tape = tokio::task::spawn_blocking(move || veteran(&content, &given)).await.map_err(|error| {
            tracing::error!(%error, "a veteran's shift broke off");
            ApiError::Fault
        })?;
        let log = Arc::new(tape.map_err(|_| ApiError::NotFound)?.events);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_front((opening.clone(), Arc::clone(&log)));
        kept.truncate(KEPT_MAX);
        Ok(log)
    }

    fn kept(&self, opening: &Opening) -> Option<Arc<Vec<Event>>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|(known, _)| known == opening)?;
        let found = kept.remove(at)?;
        let log = Arc::clone(&found.1);
        kept.push_front(found);
        Some(log)
    }
}
