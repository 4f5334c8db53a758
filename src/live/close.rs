//! The end of a shift: the whole log is scored and the score frozen.

use super::command::Message;
use super::error::LiveError;
use super::shift::LiveShift;
use crate::simulation::event::Event;
use crate::storage::StorageError;
use std::sync::Arc;

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
        let score = tokio::task::spawn_blocking(move || theatre.score(&opening, standard.as_deref(), &log))
            .await
            .map_err(|error| StorageError::Fault(format!("scoring broke off: {error}")))??;
        self.ground.storage.close_shift(&self.id, self.epoch, &score, self.ledger.last_ms()).await?;
        self.ground.storage.forget_window_notes(&self.id).await?;
        Ok(())
    }
}
