//! A shift to be seen again: what travels to the browser, and the desk as it was at any moment of it. Compiled for
//! both sides; the words in it are the visitor's already.

pub mod film;
pub mod screen;

pub use film::{By, Film, Line, Note, Reel, Seen};
pub use screen::Row;
