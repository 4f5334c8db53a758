//! Product quizzes: items, marking, item statistics.

pub mod blueprint;
pub mod item;

pub use blueprint::BlueprintLine;
pub use item::{Choice, Item, Items, Kind};
