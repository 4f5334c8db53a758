//! The end of a shift: the whole log is scored and the score frozen.

use super::command::Message;
use super::error::LiveError;
use super::shift::LiveShift;
use crate::quiz::memory::in_days;
use crate::simulation::event::{Event, Mode};
use crate::storage::StorageError;
use std::sync::Arc;

/// Missed facts noted of one shift: more than a day's review would never be learned.
const MISSES_MAX: usize = 30;

impl LiveShift {
    /// Scores the whole log and freezes the score.
    pub(super) async fn finish(mut self) {
        let scored = match self.score_and_close().await {
            Ok(()) => true,
            Err(error) => {
                tracing::error!(shift = %self.id, %error, "a closed shift was not scored; it will be tried again");
                false
            }
        };
        self.tell_last(Message::Closed { scored });
    }

    async fn score_and_close(&self) -> Result<(), LiveError> {
        let mut log = Vec::new();
        loop {
            let after_seq = log.last().map_or(0, |event: &Event| event.seq);
            let events = self.ground.storage.events_after(&self.id, after_seq).await?;
            if events.is_empty() {
                break;
            }
            log.extend(events);
        }
        let standard = match &self.exam {
            None => None,
            Some(exam) => self.ground.storage.exam(exam).await?.map(|exam| exam.standard_id),
        };
        let (theatre, opening) = (Arc::clone(&self.ground.theatre), self.opening.clone());
        let (score, missed) = tokio::task::spawn_blocking(move || {
            let practice = opening.mode == Mode::Practice;
            let missed = if practice { theatre.missed(&opening, &log) } else { Vec::new() };
            theatre.score(&opening, standard.as_deref(), &log).map(|score| (score, missed))
        })
        .await
        .map_err(|error| StorageError::Fault(format!("scoring broke off: {error}")))??;
        let last_ms = self.ledger.last_ms();
        if self.ground.storage.close_shift(&self.id, self.epoch, &score, last_ms).await? {
            // The score stands whether or not this is noted.
            let (due_ms, kept) = (in_days(last_ms, 1), &missed[..missed.len().min(MISSES_MAX)]);
            let noted = self.ground.storage.note_misses(&self.owner, Some(&self.id), kept, due_ms, last_ms).await;
            if let Err(error) = noted {
                tracing::error!(shift = %self.id, %error, "what was missed is not in tomorrow's review");
            }
        }
        self.ground.storage.forget_window_notes(&self.id).await?;
        Ok(())
    }
}
