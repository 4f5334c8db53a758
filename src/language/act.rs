//! The labels a reply is read into. The set is fixed; see the borders between them at each label.

use serde::{Deserialize, Serialize};

/// What one part of a reply does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActKind {
    Greet,
    /// States a fact or a rule of the shop, a denial too.
    Answer,
    /// Wants information.
    Ask,
    Recommend,
    /// Says the shop or agent will do something, with or without a time.
    Promise,
    Apologise,
    Empathise,
    /// Puts up a remedy or benefit for the buyer's yes.
    Offer,
    /// Turns down what the buyer wants done (a denial may be both).
    Refuse,
    /// Gives a reason.
    Explain,
    RequestEvidence,
    /// Tells the buyer what to do.
    Instruct,
    /// Reads back, asks to check, or says yes to what the buyer stated.
    Confirm,
    Transfer,
    /// Invites to order or to rate.
    Invite,
    Close,
    /// Violation: leads off the platform.
    Divert,
    /// Violation: a superlative advertising law forbids.
    Absolute,
    /// Violation: insult, mockery or threat.
    Abuse,
    /// Violation: a guarantee no shop can give or, with a page in context, more than the page gives.
    Overpromise,
    /// Violation: asks for a password or a code.
    AskSecret,
    /// Violation: pays for a good review.
    PaidReview,
}

impl ActKind {
    /// True for the labels that are violations.
    pub fn is_violation(self) -> bool {
        self >= Self::Divert
    }
}

/// What an act is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    Size,
    Colour,
    Stock,
    Price,
    Coupon,
    Postage,
    Dispatch,
    Carrier,
    Logistics,
    Return,
    Exchange,
    Invoice,
    Material,
    Care,
    Warranty,
    Gift,
    Address,
    Missing,
    Damage,
    Quality,
    Authenticity,
    Tax,
    /// Made-to-order goods.
    Custom,
    Usage,
    Insurance,
    Refund,
    Payment,
}

impl Topic {
    /// Every topic, in order.
    pub const ALL: [Self; 27] = [
        Self::Size,
        Self::Colour,
        Self::Stock,
        Self::Price,
        Self::Coupon,
        Self::Postage,
        Self::Dispatch,
        Self::Carrier,
        Self::Logistics,
        Self::Return,
        Self::Exchange,
        Self::Invoice,
        Self::Material,
        Self::Care,
        Self::Warranty,
        Self::Gift,
        Self::Address,
        Self::Missing,
        Self::Damage,
        Self::Quality,
        Self::Authenticity,
        Self::Tax,
        Self::Custom,
        Self::Usage,
        Self::Insurance,
        Self::Refund,
        Self::Payment,
    ];
}

/// Yes or no to the topic's plain form (in stock, can be returned, postage free, …).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    Affirm,
    Deny,
}

/// One act read in a reply.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Act {
    #[serde(rename = "act")]
    pub kind: ActKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<Topic>,
    /// The bare thing: `"22"`, `"XL"`, `"126"` (stock count), a colour or material as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// An amount of money, in hundredths of a yuan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_cents: Option<u64>,
    /// A length of time in seconds; of a range the upper bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration_s: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub polarity: Option<Polarity>,
    /// How sure the reading is, 0 to 1, in steps of 0.01.
    pub confidence: f32,
}

impl Act {
    /// An act without attributes, read for certain.
    pub fn plain(kind: ActKind) -> Self {
        Self { kind, topic: None, value: None, amount_cents: None, duration_s: None, polarity: None, confidence: 1.0 }
    }
}
