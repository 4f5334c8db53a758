//! Ways of writing, and line sets by them.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How a buyer writes. A line set holds phrasings under these names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Register {
    Plain,
    Terse,
    Chatty,
    /// Dialect-flavoured.
    Dialect,
    Typos,
    /// Voice-to-text: long, without punctuation.
    Voice,
    Emoji,
}

impl Register {
    /// Its key in content.
    pub fn key(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Terse => "terse",
            Self::Chatty => "chatty",
            Self::Dialect => "dialect",
            Self::Typos => "typos",
            Self::Voice => "voice",
            Self::Emoji => "emoji",
        }
    }
}

/// Register → phrasings. ` / ` inside a phrasing parts it into lines sent one after the other.
pub type Lines = BTreeMap<Register, Vec<String>>;
