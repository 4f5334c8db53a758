//! The event log of a shift: append-only, gapless, numbered. Everything else is derived from it.

use crate::catalog::Order;
use crate::clock::UnixMs;
use crate::language::act::Act;
use serde::{Deserialize, Serialize};

/// A window (会话窗口) within its shift, counted from 1 in order of arrival.
pub type Window = u32;

/// One logged event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// From 1, without gaps.
    pub seq: u64,
    /// Server time; never falls within a shift.
    pub at_ms: UnixMs,
    /// The effect this event carries out, where one was pending.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// The browser's id of the command, so that a repeat is recognised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    #[serde(flatten)]
    pub body: Body,
}

/// An effect's identity: the event that caused it and its place among that event's effects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Cause {
    pub seq: u64,
    pub index: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    Practice,
    Exam,
    /// A guest's three minutes.
    Try,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Post {
    Presale,
    InSale,
    Aftersales,
    Review,
    Supervisor,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Body {
    ShiftOpened(Opening),
    BuyerArrived {
        window: Window,
        /// Name shown in the list (invented).
        name: String,
        shop: String,
        scenario: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        product: Option<String>,
        /// Boxed: every pending line of a buyer is a body, and none of them carries an order.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        order: Option<Box<Order>>,
    },
    BuyerSaid {
        window: Window,
        text: String,
        /// A product or order card sent with it, by id.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        card: Option<String>,
        /// The buyer waits for an answer to this (thanks and 好的 do not).
        waits: bool,
    },
    AgentSaid {
        window: Window,
        text: String,
        /// As read when it was said; never read again.
        acts: Vec<Act>,
        engine: u32,
    },
    /// In practice the agent took the line logged as `said` back before the buyer had read it.
    AgentTookBack {
        window: Window,
        said: u64,
    },
    AgentActed {
        window: Window,
        action: Action,
        outcome: Outcome,
    },
    /// The warehouse, carrier or supervisor answers the agent (the buyer does not see it).
    AnswerCame {
        window: Window,
        who: Colleague,
        text: String,
    },
    WindowFocused {
        window: Window,
    },
    RobotSaid {
        window: Window,
        text: String,
    },
    HintShown {
        window: Window,
    },
    Held,
    Released,
    BuyerLeft {
        window: Window,
        reason: LeaveReason,
    },
    Rated {
        window: Window,
        /// 1 to 5.
        stars: u8,
    },
    Paused,
    Resumed,
    ConnectionLost,
    ConnectionRestored,
    ServerDown,
    ServerUp,
    ShiftClosed {
        reason: CloseReason,
    },
}

impl Body {
    /// The window it happened in, where it happened in one.
    pub fn window(&self) -> Option<Window> {
        match self {
            Self::BuyerArrived { window, .. }
            | Self::BuyerSaid { window, .. }
            | Self::AgentSaid { window, .. }
            | Self::AgentTookBack { window, .. }
            | Self::AgentActed { window, .. }
            | Self::AnswerCame { window, .. }
            | Self::WindowFocused { window }
            | Self::RobotSaid { window, .. }
            | Self::HintShown { window }
            | Self::BuyerLeft { window, .. }
            | Self::Rated { window, .. } => Some(*window),
            Self::ShiftOpened(_)
            | Self::Held
            | Self::Released
            | Self::Paused
            | Self::Resumed
            | Self::ConnectionLost
            | Self::ConnectionRestored
            | Self::ServerDown
            | Self::ServerUp
            | Self::ShiftClosed { .. } => None,
        }
    }
}

/// What a shift is opened with: with the content it names, it determines every buyer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opening {
    /// Kept as text in JSON: a browser's numbers end at 2^53.
    pub seed: String,
    pub plan: String,
    pub mode: Mode,
    pub post: Post,
    /// Hash of the content the shift was opened with.
    pub content: String,
    pub engine: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Colleague {
    Warehouse,
    Carrier,
    Supervisor,
}

impl Colleague {
    /// As in scripts and in the log.
    pub fn name(self) -> &'static str {
        match self {
            Self::Warehouse => "warehouse",
            Self::Carrier => "carrier",
            Self::Supervisor => "supervisor",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeaveReason {
    Done,
    OutOfPatience,
    Transferred,
    ShiftClosed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CloseReason {
    /// Every buyer of the plan came and went.
    Finished,
    /// The agent ended it.
    Ended,
    TimeUp,
    Abandoned,
}

/// What the agent does besides writing; names and arguments as in `rehearse` scripts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum Action {
    ReducePrice { amount_cents: u64 },
    Coupon { id: String },
    Gift { id: String },
    ChangeAddress { text: String },
    Note { text: String },
    Refund { amount_cents: u64 },
    Resend { item: String },
    Exchange { item: String, to: String },
    Postage { amount_cents: u64 },
    ProductCard { id: String },
    RequestEvidence { what: String },
    Ask { who: Colleague },
    Transfer { to: Post },
    Invite { what: Invitation },
    Hold,
    Release,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Invitation {
    Order,
    Rating,
}

/// Whether an action went through.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum Outcome {
    Done,
    Refused { reason: Refusal },
}

/// Why an action was refused; pages turn it into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The post may not do this at all.
    NotThisPost,
    /// More than the post may give.
    AboveLimit,
    /// The order's state does not allow it.
    OrderState,
    NoOrder,
    UnknownItem,
    /// The conversation is over.
    WindowClosed,
}
