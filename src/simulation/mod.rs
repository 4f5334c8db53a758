//! Buyers and shifts: pure, deterministic, no IO.

pub mod agents;
mod arrivals;
mod asked;
mod authority;
mod bargain;
mod canned;
mod chance;
mod deeds;
mod digest;
mod draft;
mod due;
mod duty;
pub mod event;
mod ground;
mod hear;
mod intended;
mod manners;
mod needs;
mod outcome;
mod page;
mod patience;
pub mod person;
mod persona;
pub mod plan;
mod policies;
mod reading;
pub mod register;
pub mod rehearse;
pub mod report;
pub mod scenario;
pub mod script;
mod shift;
mod single;
mod source;
mod speak;
mod tally;
mod tape;
mod value;
mod weigh;
mod window;
mod wording;

pub use arrivals::{Arrival, BUYERS_MAX, DURATION_MAX_S, arrivals, eligible};
pub use digest::digest;
pub use duty::{Deed, name_of, weigh_action};
pub use ground::Ground;
pub use outcome::end_right;
pub use rehearse::{Rehearsal, RehearseError, rehearse, scenarios};
pub use shift::{ENGINE, OpenError, SINGLE, Shift};
pub use source::{Head, Source, SourceError};
pub use tape::{Reader, Tape, VIRTUAL_START_MS};
pub use value::Value;
pub use weigh::{CONFIDENT, Fact, Reply, Weighed, weigh};
pub use window::{Case, Given, WindowState};

#[cfg(test)]
mod tests;
