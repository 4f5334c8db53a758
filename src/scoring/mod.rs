//! Scores: criteria with value, threshold, points, and the evidence they rest on.

pub mod clocks;
pub mod instant;
pub mod rounds;
pub mod rules;
pub mod running_time;
pub mod score;
pub mod shift;
pub mod spread;
pub mod transcript;

pub use clocks::Clocks;
pub use score::{Criterion, Evidence, RedLine, Score};
