//! The staffing planner (排兵布阵): a forecast of buyers by quarter hour and people of measured pace; the night is played
//! through, and what it lacks is found by playing it again with more people.
//!
//! Times are minutes from the midnight before the first quarter; a night may pass 1,440.

mod missing;
mod night;
mod unlawful;

pub use missing::{Plan, plan};
pub use night::{PlayedQuarter, play};
pub use unlawful::{Unlawful, unlawful};

use serde::{Deserialize, Serialize};

pub const QUARTER_MINUTES: u64 = 15;
/// The longest forecast: two days.
pub const QUARTERS_MAX: usize = 192;
/// The most people a plan has.
pub const PEOPLE_MAX: usize = 500;
/// The most buyers a forecast has in a quarter hour.
pub const BUYERS_MAX: u64 = 20_000;

/// How many buyers come when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forecast {
    /// When the first quarter begins.
    pub from_minute: u64,
    /// Buyers of each quarter hour.
    pub buyers: Vec<u64>,
}

impl Forecast {
    /// When the last quarter ends.
    pub fn until_minute(&self) -> u64 {
        self.from_minute + self.buyers.len() as u64 * QUARTER_MINUTES
    }
}

/// Someone who may be at a desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Agent {
    pub name: String,
    /// From a buyer's line to the answer, when nobody else waits, in seconds.
    pub reply_s: f64,
    /// Windows held at once.
    pub windows: u64,
    pub from_minute: u64,
    pub until_minute: u64,
    /// Away from the desk: from, until.
    #[serde(default)]
    pub breaks: Vec<(u64, u64)>,
    /// A student on a placement: see [`unlawful`].
    #[serde(default)]
    pub intern: bool,
}

impl Agent {
    /// Whether the person takes new buyers at a minute.
    pub fn is_there(&self, minute: u64) -> bool {
        (self.from_minute..self.until_minute).contains(&minute)
            && !self.breaks.iter().any(|(from, until)| (*from..*until).contains(&minute))
    }
}

/// What a talk is like.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Talk {
    /// Questions of one buyer that want an answer, on average.
    pub rounds: u64,
    /// From an answer to the buyer's next question, in seconds, on average.
    pub buyer_s: f64,
    /// A buyer whose question stands unanswered so long leaves, in seconds.
    pub patience_s: f64,
}

/// Ten turns a talk, half of them the buyer's, is the median of the published JD corpus; three of them want an answer
/// of their own.
impl Default for Talk {
    fn default() -> Self {
        Self { rounds: 3, buyer_s: 40.0, patience_s: 300.0 }
    }
}
