//! What the simulation knows of a window when its log is folded: the ground scoring stands on.
//! Never sent to a browser before the shift is closed.

use super::event::{Post, Window};
use crate::clock::UnixMs;
use crate::language::act::Topic;
use serde::{Deserialize, Serialize};

/// One window's outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WindowReport {
    pub window: Window,
    pub scenario: String,
    pub post: Post,
    /// End state right and everything said that must be said.
    pub resolved: bool,
    pub needs: Vec<NeedReport>,
    /// Each fact the agent stated that the catalogue or order can judge.
    pub facts: Vec<FactReport>,
    /// Things this case asks of a careful agent (ask the foot length, evidence before a refund).
    pub care: Vec<CareReport>,
    /// Selling: a fitting recommendation, an invitation to order; empty where none is due.
    pub selling: Vec<CareReport>,
    pub promises: Vec<PromiseReport>,
    /// Sum refunded, address, notes … are as the scenario wants them.
    pub end_state_right: bool,
    /// Sequence numbers of actions refused for want of authority or refunds above the limit.
    pub authority: Vec<u64>,
    /// 1.0 to 5.0 as the buyer feels when leaving.
    pub satisfaction: f64,
    /// The buyer was angry at some time: courtesy is judged otherwise.
    pub was_angry: bool,
    /// Left before the needs were answered, for want of patience.
    pub abandoned: bool,
    pub ended: bool,
}

/// What became of one need (诉求).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NeedReport {
    pub id: String,
    pub topic: Topic,
    /// The buyer's line that raised it; `None` when it was never raised.
    pub asked_seq: Option<u64>,
    /// The agent's line or act that met it.
    pub met_seq: Option<u64>,
    /// The first agent line that answers it or asks something needed for it.
    pub first_useful_seq: Option<u64>,
    /// A wording that would have met it.
    pub better: String,
}

/// One stated fact held against the catalogue or order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FactReport {
    pub seq: u64,
    pub topic: Topic,
    pub right: bool,
    /// The reading's confidence: low ones cost nothing.
    pub confidence: f32,
    pub stated: String,
    pub truth: String,
    /// On safety or the right to return: a wrong one is a red line.
    pub grave: bool,
}

/// Something that should have been done at some point.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CareReport {
    /// Stable key, from the scenario: `ask:foot_mm`, `evidence`, `confirm_address`, `invite_order`.
    pub id: String,
    /// Where it was done; `None`: it was not.
    pub done_seq: Option<u64>,
    /// The line it should have followed.
    pub due_seq: u64,
    pub better: String,
}

/// A promise the agent made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PromiseReport {
    pub seq: u64,
    pub due_ms: UnixMs,
    pub kept_seq: Option<u64>,
    pub kept_ms: Option<UnixMs>,
}
