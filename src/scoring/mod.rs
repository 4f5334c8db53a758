//! Scores: criteria with value, threshold, points, and the evidence they rest on.

pub mod score;

pub use score::{Criterion, Evidence, RedLine, Score};
