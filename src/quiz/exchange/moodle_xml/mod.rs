//! Moodle XML. Elements that nothing here reads are kept as they stood and written again.

mod element;
mod questions;
mod writing;

pub use questions::read;
pub use writing::write;
