//! Buyers and shifts: pure, deterministic, no IO.

pub mod event;
pub mod plan;
pub mod report;
pub mod scenario;
