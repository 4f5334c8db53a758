//! Again from this line (从这一句重来): a finished practice shift gets another future.

use super::Live;
use super::error::LiveError;
use crate::clock::now_ms;
use crate::ids::{ShiftId, UserId};
use crate::simulation::event::{Event, Mode, Opening};
use crate::simulation::fork::standstill;
use crate::storage::{NewFork, ShiftState, StorageError};

/// Why a shift has no other future.
#[derive(Debug, thiserror::Error)]
pub enum ForkError {
    #[error("only a finished practice shift can be taken up again")]
    NotFinishedPractice,
    #[error("content or engine have changed since the shift was worked: its buyers would be others")]
    Changed,
    #[error("the shift has no such line")]
    NoSuchLine,
    #[error(transparent)]
    Live(#[from] LiveError),
}

impl From<StorageError> for ForkError {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Conflict { what } if what == "forked_seq" => Self::NoSuchLine,
            error => Self::Live(LiveError::Storage(error)),
        }
    }
}

impl Live {
    /// Whether a shift opened so can be taken up again: its buyers are still the same.
    pub fn can_fork(&self, opening: &Opening) -> bool {
        opening.mode == Mode::Practice
            && opening.content == self.theatre.content()
            && opening.engine == self.theatre.engine()
    }

    /// Makes a practice shift for `user` that begins as their finished one did, up to just before an event. It
    /// stands still until its agent sits down.
    ///
    /// # Errors
    /// Why there is no such future.
    pub async fn fork(&self, from: &ShiftId, user: &UserId, before_seq: u64) -> Result<ShiftId, ForkError> {
        let stored = self.storage.shift(from).await?.ok_or(LiveError::NotFound)?;
        if stored.user_id != *user {
            return Err(LiveError::NotYours.into());
        }
        let opening: Opening = stored.opening.read()?;
        if stored.state != ShiftState::Closed || stored.exam_id.is_some() || opening.mode != Mode::Practice {
            return Err(ForkError::NotFinishedPractice);
        }
        if !self.can_fork(&opening) {
            return Err(ForkError::Changed);
        }
        let prefix = self.events_before(from, before_seq).await?;
        let last_seq = prefix.last().map_or(0, |event| event.seq);
        if last_seq == 0 || last_seq + 1 != before_seq {
            return Err(ForkError::NoSuchLine);
        }
        let now_ms = now_ms();
        let marks = standstill(&prefix, now_ms);
        let new = NewFork { user: user.clone(), opening, from: from.clone(), before_seq, marks };
        Ok(self.storage.fork_shift(&new, now_ms).await?)
    }

    async fn events_before(&self, shift: &ShiftId, before_seq: u64) -> Result<Vec<Event>, StorageError> {
        let mut log: Vec<Event> = Vec::new();
        loop {
            let events = self.storage.events_after(shift, log.last().map_or(0, |event| event.seq)).await?;
            let whole = events.is_empty();
            log.extend(events.into_iter().take_while(|event| event.seq < before_seq));
            if whole || log.last().is_none_or(|event| event.seq + 1 >= before_seq) {
                return Ok(log);
            }
        }
    }
}
