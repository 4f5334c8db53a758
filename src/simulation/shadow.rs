//! The shadow of a master (影子师傅): a shift's buyers met by a veteran, from the same opening.

use super::event::Opening;
use super::person::{Pace, Person};
use super::shift::OpenError;
use super::tape::Tape;
use crate::content::Content;
use std::sync::Arc;

/// A veteran: about 16 s from a buyer's line to the accurate reply, 100 characters a minute (`domain.md`), and quick
/// phrases for most of what is written.
pub const VETERAN: Person = Person {
    pace: Pace { switching_ms: 600, reading_ms: 60, thinking_ms: 2_000, typed_percent: 35 },
    cpm: 100,
    slower_percent: 0,
};

/// The veteran's shift, in virtual time. The same for the same content and opening.
///
/// # Errors
/// When content has no such plan or scenario.
pub fn veteran(content: &Arc<Content>, opening: &Opening) -> Result<Tape, OpenError> {
    VETERAN.works_from(content, opening.clone())
}
