//! Typing drills: replay of an edit log, measures, flags.

pub mod alignment;
pub mod edit;
pub mod flags;
pub mod measures;
pub mod passage;
pub mod replay;
pub mod slow;

pub use alignment::{Alignment, GivenMark, TypedMark, graphemes};
pub use edit::{Edit, EditKind};
pub use flags::Flag;
pub use measures::{Measures, measure, typing_score};
pub use passage::{Passage, Passages};
pub use slow::{CharacterTime, character_times};

#[cfg(test)]
mod tests;
