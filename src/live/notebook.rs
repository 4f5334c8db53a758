//! What agents' desks keep of their windows: gathered from all shifts and written together, so that half-typed replies
//! cost the log's writer one transaction in a while and not one a key.

use crate::clock::UnixMs;
use crate::ids::ShiftId;
use crate::simulation::event::Window;
use crate::storage::{NewWindowNote, Storage, StorageError, WindowNote};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// So long notes are gathered.
const GATHER: Duration = Duration::from_millis(400);
/// Notes gathered at once; what comes beyond waits in the browser, which keeps its drafts too.
const GATHERED_MAX: usize = 50_000;
/// Most characters of a half-typed reply that are kept.
pub const DRAFT_CHARS_MAX: usize = 2_000;

type Notes = BTreeMap<(ShiftId, Window), NewWindowNote>;

/// The notes of all live shifts. Cheap to clone.
#[derive(Clone)]
pub struct Notebook(Arc<Pages>);

struct Pages {
    storage: Storage,
    gathered: Mutex<Notes>,
    /// One writes at a time, so that nothing older is written after something newer.
    writing: tokio::sync::Mutex<()>,
}

impl Notebook {
    /// Must be called within a tokio runtime; writes until the last clone is gone.
    pub(super) fn start(storage: Storage) -> Self {
        let pages = Arc::new(Pages { storage, gathered: Mutex::default(), writing: tokio::sync::Mutex::default() });
        let weak = Arc::downgrade(&pages);
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(GATHER).await;
                let Some(pages) = weak.upgrade() else { return };
                if let Err(error) = pages.write().await {
                    tracing::error!(%error, "half-typed replies were not kept; it is tried again");
                }
            }
        });
        Self(pages)
    }

    /// Keeps a half-typed reply; an empty one removes it.
    pub fn draft(&self, shift: &ShiftId, window: Window, text: &str, now_ms: UnixMs) {
        let kept = text.chars().take(DRAFT_CHARS_MAX).collect();
        self.note(shift, window, |note| note.draft = Some((kept, now_ms)));
    }

    /// Marks a window, or takes the mark away.
    pub fn mark(&self, shift: &ShiftId, window: Window, marked: bool) {
        self.note(shift, window, |note| note.marked = Some(marked));
    }

    fn note(&self, shift: &ShiftId, window: Window, change: impl FnOnce(&mut NewWindowNote)) {
        let mut gathered = self.0.gathered();
        let key = (shift.clone(), window);
        if gathered.len() < GATHERED_MAX || gathered.contains_key(&key) {
            change(gathered.entry(key).or_default());
        }
    }

    /// A shift's notes, with those not yet written.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn notes(&self, shift: &ShiftId) -> Result<Vec<WindowNote>, StorageError> {
        self.0.write().await?;
        self.0.storage.window_notes(shift).await
    }

    /// Writes what is gathered.
    ///
    /// # Errors
    /// When the database does not answer; it stays gathered.
    pub async fn write(&self) -> Result<(), StorageError> {
        self.0.write().await
    }
}

impl Pages {
    fn gathered(&self) -> std::sync::MutexGuard<'_, Notes> {
        self.gathered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn write(&self) -> Result<(), StorageError> {
        let _turn = self.writing.lock().await;
        let taken = std::mem::take(&mut *self.gathered());
        if taken.is_empty() {
            return Ok(());
        }
        let result = self.storage.note_windows(&taken).await;
        if result.is_err() {
            let mut gathered = self.gathered();
            for (key, old) in taken {
                let note = gathered.entry(key).or_default();
                note.draft = note.draft.take().or(old.draft);
                note.marked = note.marked.or(old.marked);
            }
        }
        result
    }
}
