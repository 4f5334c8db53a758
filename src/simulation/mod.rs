//! Buyers and shifts: pure, deterministic, no IO.

pub mod event;
pub mod report;
