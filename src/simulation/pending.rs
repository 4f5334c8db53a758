//! Effects derived from the log and not yet in it: what a buyer is about to say or do, and when.

use super::chance::Chance;
use super::event::{Body, Cause, Colleague, LeaveReason, Window};
use super::window::Intent;
use crate::clock::UnixMs;

/// What is going to happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Then {
    Line(Line),
    Answer { who: Colleague, text: Box<str> },
    Rate { stars: u8 },
    Leave { reason: LeaveReason },
}

/// A line the buyer is going to send.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub intent: Intent,
    /// Of the lines of its phrasing the first, the last.
    pub first: bool,
    pub last: bool,
    pub text: Box<str>,
    /// A product or order card sent with it, by id.
    pub card: Option<Box<str>>,
    pub waits: bool,
}

impl Line {
    /// Words that are found when they are due: a nudge's or a farewell's.
    pub fn to_be_worded(intent: Intent) -> Self {
        let waits = intent == Intent::Nudge;
        Self { intent, first: true, last: true, text: Box::default(), card: None, waits }
    }

    /// A sign of impatience, which newer lines take the place of.
    pub fn is_impatient(&self) -> bool {
        matches!(self.intent, Intent::Nudge | Intent::GiveUp)
    }
}

/// An effect derived from the log and not yet in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Pending {
    pub due_ms: UnixMs,
    pub cause: Cause,
    pub then: Then,
}

impl Pending {
    pub fn line(&self) -> Option<&Line> {
        match &self.then {
            Then::Line(line) => Some(line),
            _ => None,
        }
    }

    /// As it is logged.
    pub fn body(&self, window: Window) -> Body {
        match &self.then {
            Then::Line(line) => Body::BuyerSaid {
                window,
                text: line.text.to_string(),
                card: line.card.as_deref().map(str::to_owned),
                waits: line.waits,
            },
            Then::Answer { who, text } => Body::AnswerCame { window, who: *who, text: text.to_string() },
            Then::Rate { stars } => Body::Rated { window, stars: *stars },
            Then::Leave { reason } => Body::BuyerLeft { window, reason: *reason },
        }
    }
}

/// The effects of one event as they are made: numbered, so that each has an identity.
pub struct Effects<'a> {
    pub seed: &'a str,
    pub seq: u64,
    pub now_ms: UnixMs,
    /// How much later a buyer reads a line (practice: so that it can be taken back).
    pub late_ms: u64,
    next: u32,
}

impl<'a> Effects<'a> {
    pub fn of(seed: &'a str, seq: u64, now_ms: UnixMs, late_ms: u64) -> Self {
        Self { seed, seq, now_ms, late_ms, next: 0 }
    }

    pub fn chance(&self, window: Window) -> Chance {
        Chance::keyed(self.seed, window, self.seq)
    }

    pub fn cause(&mut self) -> Cause {
        let cause = Cause { seq: self.seq, index: self.next };
        self.next += 1;
        cause
    }
}
