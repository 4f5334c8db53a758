//! Typing drills: replay of an edit log, measures, flags.

pub mod aligner;
pub mod alignment;
pub mod curve;
pub mod edit;
pub mod flags;
pub mod measures;
pub mod passage;
pub mod replay;
pub mod reply;
pub mod slow;
pub mod statistics;
pub mod timed;
pub mod weak;

pub use aligner::Aligner;
pub use alignment::{Alignment, GivenMark, TypedMark, graphemes};
pub use curve::{Curve, CurvePoint, Slip, SlipKind};
pub use edit::{Edit, EditKind};
pub use flags::Flag;
pub use measures::{Measures, measure, typing_score};
pub use passage::{Passage, Passages};
pub use reply::Reply;
pub use slow::{CharacterTime, PlaceTime, character_times, place_times};
pub use statistics::{Script, Statistics};
pub use timed::timed_text;
pub use weak::{Weak, WeakText, weak_characters, weak_text};

#[cfg(test)]
mod tests;
