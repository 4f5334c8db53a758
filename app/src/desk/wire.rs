//! The desk's messages, one JSON text frame each. They carry what an agent may see and nothing
//! else: no acts, no needs, no hidden facts, no satisfaction.

use super::card::{OrderCard, ProductCard, ProductLine, ShopCard};
use super::phrase::Phrase;
use miaohui::simulation::event::{Action, CloseReason, Colleague, LeaveReason, Mode, Post, Refusal, Window};
use serde::{Deserialize, Serialize};

/// Both ends must speak the same; a page of another version is asked to reload.
pub const VERSION: u32 = 3;

/// The largest frame either end accepts, in bytes.
pub const FRAME_MAX: usize = 64 * 1024;

/// The longest line an agent can send, in characters.
pub const LINE_CHARS_MAX: usize = 1_000;

/// The longest id of a command, in bytes.
pub const CLIENT_ID_MAX: usize = 64;

/// The longest half-typed reply that is kept, in characters.
pub const DRAFT_CHARS_MAX: usize = 2_000;

/// The longest phrase of one's own and the longest word for what it is for, in characters.
pub const PHRASE_CHARS_MAX: usize = 500;
pub const CATEGORY_CHARS_MAX: usize = 12;

/// Practice: a line can be taken back for so long.
pub const TAKE_BACK_MS: u64 = 5_000;

/// What the browser sends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ToServer {
    /// First frame of a connection: which events it has already.
    Hello {
        version: u32,
        after_seq: u64,
    },
    /// A line to a buyer.
    Say {
        window: Window,
        text: String,
        client_id: String,
    },
    /// Something done beside writing.
    Act {
        window: Window,
        action: Action,
        client_id: String,
    },
    /// Takes back the line whose event is `said`. Practice only.
    TakeBack {
        window: Window,
        said: u64,
        client_id: String,
    },
    /// The window the agent looks at.
    Focus {
        window: Window,
    },
    /// What does the buyer still wait for? Practice only.
    Hint {
        window: Window,
    },
    /// A product's page.
    Look {
        product: String,
    },
    /// A window's half-typed reply and whether it is marked.
    Note {
        window: Window,
        draft: String,
        marked: bool,
    },
    /// Keeps a phrase of one's own; a new one has no id. Answered by the whole list.
    KeepPhrase {
        id: String,
        category: String,
        text: String,
    },
    DropPhrase {
        id: String,
    },
    Settle(Settings),
    /// No new buyers for a while (挂起).
    Hold,
    Release,
    /// Practice only.
    Pause,
    Resume,
    /// The end of the shift, by the agent's wish.
    End,
    Ping,
}

/// What the server sends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToBrowser {
    /// Answers a hello: the shift and every event after the one the browser had.
    Welcome(Box<Welcome>),
    Event(Event),
    /// The command's event is durable.
    Ack {
        client_id: String,
        seq: u64,
    },
    /// The command was not carried out.
    Refused {
        client_id: Option<String>,
        why: Why,
    },
    Hint {
        window: Window,
        topics: Vec<String>,
    },
    Product(Box<ProductCard>),
    /// The agent's own phrases, as they now are.
    OwnPhrases(Vec<Phrase>),
    /// How many buyers queue because every window is taken or the agent is on hold.
    Queue {
        waiting: u64,
    },
    /// Too many commands in a short time; the browser sends them again after this.
    SlowDown {
        after_ms: u64,
    },
    /// The same shift was opened elsewhere; this connection ends.
    Superseded,
    /// The shift is over.
    Closed {
        score: String,
    },
    /// The frame could not be understood, or the connection ends for this reason.
    Error {
        why: Why,
        detail: String,
    },
    Pong {
        now_ms: u64,
    },
}

/// Why something was not done: a stable key that the page puts into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The frame is no message of this protocol.
    Unreadable,
    /// The page is of another version than the server.
    Version,
    /// Hello comes first.
    NoHello,
    Empty,
    TooLong,
    UnknownWindow,
    WindowEnded,
    UnknownProduct,
    /// Pausing, hints and taking back are for practice.
    NotInExam,
    /// The buyer has read the line.
    TooLate,
    /// There are as many phrases as there can be.
    TooMany,
    Paused,
    ShiftClosed,
    SignedOut,
    /// The server has more to do than it can, or has just lost the shift; try again.
    Busy,
    Fault,
}

/// A shift as the desk begins with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Welcome {
    pub version: u32,
    pub plan: String,
    /// The plan's name as content has it.
    pub title: String,
    pub mode: Mode,
    pub post: Post,
    /// At most so many windows at once.
    pub ceiling: u64,
    /// When the shift opened, server time.
    pub opened_ms: u64,
    /// How long it lasts at most; 0: until its buyers are done.
    pub length_ms: u64,
    /// The server's clock as this was sent.
    pub now_ms: u64,
    /// True when the events start at the first one and the page must forget what it had.
    pub whole: bool,
    pub shops: Vec<ShopCard>,
    pub products: Vec<ProductLine>,
    pub phrases: Vec<Phrase>,
    /// The agent's own phrases.
    pub own: Vec<Phrase>,
    pub notes: Vec<Note>,
    pub settings: Settings,
    pub queue: u64,
    pub events: Vec<Event>,
}

/// What the desk keeps of a window beside the log.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Note {
    pub window: Window,
    /// The half-typed reply.
    pub draft: String,
    pub marked: bool,
    /// When it was typed, server time.
    pub at_ms: u64,
}

/// How the agent wants the desk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    pub sounds: bool,
    /// Has seen or skipped the guide.
    pub guided: bool,
}

/// One event of the log, as the agent may see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    pub seq: u64,
    pub at_ms: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    pub body: Body,
}

/// What happened. Events the agent has no eyes for arrive as [`Body::Other`], so that the numbers
/// stay without gaps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    Arrived {
        window: Window,
        name: String,
        shop: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        product: Option<Box<ProductCard>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        order: Option<Box<OrderCard>>,
    },
    Said {
        window: Window,
        by: Speaker,
        text: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        card: Option<Card>,
        /// The buyer waits for an answer to this.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        waits: bool,
    },
    /// The agent took the line of event `said` back.
    TookBack {
        window: Window,
        said: u64,
    },
    Acted {
        window: Window,
        action: Action,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        refused: Option<Refusal>,
        /// A product card that was sent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        card: Option<Card>,
        /// The order as it stands after it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        order: Option<Box<OrderCard>>,
    },
    Answered {
        window: Window,
        who: Colleague,
        text: String,
    },
    Left {
        window: Window,
        reason: LeaveReason,
    },
    Rated {
        window: Window,
        stars: u8,
    },
    Held,
    Released,
    Paused,
    Resumed,
    /// The server was away from here …
    Down,
    /// … to here; the time between does not count.
    Up,
    Closed {
        reason: CloseReason,
    },
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Speaker {
    Buyer,
    Agent,
    Robot,
}

/// A card in the conversation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Card {
    Product { id: String, title: String, kind: String, price_yuan_cents: u64, stock: u64 },
    Order { id: String, title: String, pieces: u64, paid_yuan_cents: u64 },
}

#[cfg(test)]
mod tests;
