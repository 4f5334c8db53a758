//! An order as the desk's panel shows it and actions change it.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    Unpaid,
    Paid,
    Dispatched,
    Received,
    Returning,
    Refunded,
    Closed,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderLine {
    pub product: String,
    pub colour: String,
    pub size: String,
    pub pieces: u64,
    pub price_yuan_cents: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    pub id: String,
    pub state: OrderState,
    pub lines: Vec<OrderLine>,
    pub paid_yuan_cents: u64,
    #[serde(default)]
    pub postage_yuan_cents: u64,
    pub receiver: String,
    pub address: String,
    #[serde(default)]
    pub carrier: String,
    #[serde(default)]
    pub tracking: String,
    /// Parcel track, newest last: hours before the shift's start and what happened.
    #[serde(default)]
    pub track: Vec<(u64, String)>,
    #[serde(default)]
    pub notes: Vec<String>,
    #[serde(default)]
    pub refunded_yuan_cents: u64,
    #[serde(default)]
    pub gifts: Vec<String>,
    #[serde(default)]
    pub resent: Vec<String>,
    #[serde(default)]
    pub exchanged: Vec<(String, String)>,
}
