//! What an agent can ask of a live shift, and what comes back.

use crate::catalog::Order;
use crate::clock::UnixMs;
use crate::language::act::Topic;
use crate::simulation::event::{Action, Event, Outcome, Window};
use std::sync::Arc;

/// Most characters of a line to a buyer.
pub const LINE_CHARS_MAX: usize = 1_000;
/// Most bytes of a command's id.
pub const CLIENT_ID_MAX: usize = 64;

/// What an agent asks for. Lines and actions carry the browser's id: the same id is the same
/// command, however often it is sent.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    Say {
        window: Window,
        text: String,
        client_id: String,
    },
    Act {
        window: Window,
        action: Action,
        client_id: String,
    },
    /// Takes the line logged as `said` back before the buyer has read it; not in an exam.
    TakeBack {
        window: Window,
        said: u64,
        client_id: String,
    },
    Focus {
        window: Window,
    },
    /// What the buyer still waits for; not in an exam.
    Hint {
        window: Window,
    },
    /// No new buyers for a while (挂起).
    Hold,
    Release,
    /// Not in an exam.
    Pause,
    Resume,
    End,
}

impl Command {
    /// The browser's id, where the command has one.
    pub fn client_id(&self) -> Option<&str> {
        match self {
            Self::Say { client_id, .. } | Self::Act { client_id, .. } | Self::TakeBack { client_id, .. } => {
                Some(client_id)
            }
            _ => None,
        }
    }
}

/// What a shift tells the agent's connection, in order.
#[derive(Clone, Debug)]
pub enum Message {
    /// Happened and durable. With an action: the window's order as it now stands.
    Event {
        event: Arc<Event>,
        order: Option<Box<Order>>,
    },
    /// The command is durable as this event; told again for a repeat.
    Ack {
        client_id: String,
        seq: u64,
        at_ms: UnixMs,
        outcome: Option<Outcome>,
    },
    /// The command was not carried out, and why.
    Refused {
        client_id: Option<String>,
        why: Refused,
    },
    Hint {
        window: Window,
        topics: Vec<Topic>,
    },
    /// How many buyers queue, when that changes.
    Queue {
        waiting: u64,
    },
    /// The shift is over and its score stored (`scored`), or will be when it is looked at.
    Closed {
        scored: bool,
    },
    /// The last message of a connection: the shift was opened elsewhere.
    Superseded,
    /// The last message of a connection: the server lost the shift or stops; connect again.
    Lost,
}

/// Why a command was not carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("too many commands; again in {retry_ms} ms")]
    SlowDown { retry_ms: u64 },
    #[error("the line is empty")]
    Empty,
    #[error("the line is longer than {LINE_CHARS_MAX} characters")]
    TooLong,
    #[error("the command's id is empty or longer than {CLIENT_ID_MAX} bytes")]
    BadClientId,
    #[error("there is no such window")]
    UnknownWindow,
    #[error("the buyer of this window has left")]
    WindowEnded,
    #[error("in an exam nothing can be hinted at, paused or taken back")]
    NotInExam,
    #[error("the buyer has read the line")]
    TooLate,
    #[error("the shift is paused")]
    Paused,
    #[error("the shift is over")]
    ShiftClosed,
}
