//! Typing drills: replay of an edit log, measures, flags.

pub mod passage;

pub use passage::{Passage, Passages};
