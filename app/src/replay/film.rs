//! What a replay is made of. Times are milliseconds since the opening that count: no pauses, no absence.

use miaohui::simulation::event::Window;
use serde::{Deserialize, Serialize};

/// One or two shifts in step, with what is to be said about them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reel {
    pub columns: Vec<Seen>,
    /// In order of time.
    pub notes: Vec<Note>,
    /// Where it begins.
    pub at_ms: u64,
    /// Moments worth a look: where points were lost.
    pub marks: Vec<u64>,
    /// A line of the first column is at this address with `#e<seq>`; empty: nowhere.
    pub lines_at: String,
}

/// A shift with the name of whose it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    pub title: String,
    pub film: Film,
}

/// Something said about a moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub at_ms: u64,
    pub title: String,
    pub text: String,
}

/// One shift.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Film {
    pub length_ms: u64,
    /// In order of their windows.
    pub buyers: Vec<Buyer>,
    /// In order of time.
    pub lines: Vec<Line>,
    /// When the agent turned to which window, in order of time.
    pub looks: Vec<(u64, Window)>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Buyer {
    pub window: Window,
    pub name: String,
    pub from_ms: u64,
    pub to_ms: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub at_ms: u64,
    pub seq: u64,
    pub window: Window,
    pub by: By,
    pub text: String,
    /// The buyer waits for an answer to it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub waits: bool,
}

/// Whose line it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    Buyer,
    Agent,
    Robot,
    /// Something done or told, not said to the buyer.
    Deed,
}

impl Reel {
    pub fn length_ms(&self) -> u64 {
        self.columns.iter().map(|seen| seen.film.length_ms).max().unwrap_or(0)
    }

    /// The note that holds at a moment, by its place.
    pub fn note_at(&self, at_ms: u64) -> Option<usize> {
        self.notes.iter().rposition(|note| note.at_ms <= at_ms)
    }
}
