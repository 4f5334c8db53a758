//! GIFT, as Moodle's documentation and its importer read it; ordering as its plugin does.
//!
//! A blank line ends a question, except within `{…}`. `//` begins a comment line; of comments only `[id:…]` and
//! `[tag:…]` are read.

mod answers;
mod marks;
mod questions;
mod writing;

pub use answers::best_first;
pub use questions::read;
pub use writing::write;
