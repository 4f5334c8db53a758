//! An agent's place at a live shift.

use super::command::{Command, Message, Refused};
use super::error::LiveError;
use crate::catalog::Order;
use crate::clock::UnixMs;
use crate::ids::UserId;
use crate::simulation::event::{Event, Opening, Window};
use std::collections::BTreeMap;
use tokio::sync::{mpsc, oneshot};

/// Messages that may wait for a slow connection; beyond it the connection is let go and resumes.
pub(super) const MESSAGES_MAX: usize = 1_024;
/// Commands that may wait for a shift.
pub(super) const INBOX_MAX: usize = 256;
/// When the inbox is full, come again after this.
const INBOX_RETRY_MS: u64 = 250;

/// What is said to a shift's task.
pub(super) enum ToShift {
    Sit { user: UserId, after_seq: u64, reply: oneshot::Sender<Result<Seating, LiveError>> },
    Command { sitting: u64, command: Command },
    Stop,
}

/// What a shift's task gives to who sits down.
pub(super) struct Seating {
    pub sitting: u64,
    pub opening: Opening,
    pub opened_ms: UnixMs,
    pub missed: Vec<Event>,
    pub whole: bool,
    pub orders: BTreeMap<Window, Order>,
    pub queue: u64,
    pub messages: mpsc::Receiver<Message>,
}

/// An agent's place: the events it missed, then messages in order. Dropped, the shift notes that
/// the connection is lost.
pub struct Seat {
    /// What the shift was opened with.
    pub opening: Opening,
    /// When it was opened, server time.
    pub opened_ms: UnixMs,
    /// Durable events after the number the browser had.
    pub missed: Vec<Event>,
    /// The events begin at the first: the browser must forget what it had.
    pub whole: bool,
    /// Orders of the windows as they now stand.
    pub orders: BTreeMap<Window, Order>,
    /// Buyers who queue.
    pub queue: u64,
    sitting: u64,
    messages: mpsc::Receiver<Message>,
    shift: mpsc::Sender<ToShift>,
}

impl Seat {
    pub(super) fn new(seating: Seating, shift: mpsc::Sender<ToShift>) -> Self {
        let Seating { sitting, opening, opened_ms, missed, whole, orders, queue, messages } = seating;
        Self { opening, opened_ms, missed, whole, orders, queue, sitting, messages, shift }
    }

    /// Asks for something; the answer comes as a message. Who was superseded is not heard.
    ///
    /// # Errors
    /// [`Refused::SlowDown`] when the shift has too many commands waiting.
    pub fn command(&self, command: Command) -> Result<(), Refused> {
        match self.shift.try_send(ToShift::Command { sitting: self.sitting, command }) {
            Err(mpsc::error::TrySendError::Full(_)) => Err(Refused::SlowDown { retry_ms: INBOX_RETRY_MS }),
            // The messages end with the shift; they tell.
            Ok(()) | Err(mpsc::error::TrySendError::Closed(_)) => Ok(()),
        }
    }

    /// The next message. `None`: the connection was too slow or the shift was lost; sit down
    /// again with the last sequence number.
    pub async fn next(&mut self) -> Option<Message> {
        self.messages.recv().await
    }

    /// A message that waits already.
    pub fn try_next(&mut self) -> Option<Message> {
        self.messages.try_recv().ok()
    }
}
