//! The order of a scenario as an author writes it.

use crate::catalog::{Order, OrderLine, OrderState};
use serde::{Deserialize, Serialize};

/// The order a scenario is about. What is left out comes from the catalogue.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderDraft {
    pub state: OrderState,
    #[serde(rename = "line")]
    pub lines: Vec<LineDraft>,
    pub receiver: String,
    pub address: String,
    /// Default: the shop's carrier.
    #[serde(default)]
    pub carrier: Option<String>,
    #[serde(default)]
    pub tracking: String,
    #[serde(default)]
    pub postage_yuan_cents: u64,
    /// Hours before the shift and what happened, oldest first.
    #[serde(default)]
    pub track: Vec<(u64, String)>,
    #[serde(default)]
    pub notes: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineDraft {
    pub product: String,
    pub colour: String,
    pub size: String,
    #[serde(default = "one")]
    pub pieces: u64,
    /// Default: the product's price today.
    #[serde(default)]
    pub price_yuan_cents: Option<u64>,
}

fn one() -> u64 {
    1
}

impl OrderDraft {
    /// The order itself; `price_of` gives a product's price, `carrier` the shop's own.
    pub fn order(&self, id: String, carrier: &str, price_of: impl Fn(&str) -> u64) -> Order {
        let lines: Vec<OrderLine> = self
            .lines
            .iter()
            .map(|line| OrderLine {
                product: line.product.clone(),
                colour: line.colour.clone(),
                size: line.size.clone(),
                pieces: line.pieces,
                price_yuan_cents: line.price_yuan_cents.unwrap_or_else(|| price_of(&line.product)),
            })
            .collect();
        let goods: u64 = lines.iter().map(|line| line.price_yuan_cents.saturating_mul(line.pieces)).sum();
        Order {
            id,
            state: self.state,
            lines,
            paid_yuan_cents: goods.saturating_add(self.postage_yuan_cents),
            postage_yuan_cents: self.postage_yuan_cents,
            receiver: self.receiver.clone(),
            address: self.address.clone(),
            carrier: self.carrier.clone().unwrap_or_else(|| carrier.to_owned()),
            tracking: self.tracking.clone(),
            track: self.track.clone(),
            notes: self.notes.clone(),
            refunded_yuan_cents: 0,
            gifts: Vec::new(),
            resent: Vec::new(),
            exchanged: Vec::new(),
        }
    }
}
