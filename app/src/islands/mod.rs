//! The parts of pages that run in the browser.

pub mod desk;
pub mod glyph;
pub mod quiz;
pub mod typing;
