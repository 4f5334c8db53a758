//! The parts of pages that run in the browser.

pub mod typing;
//pub mod quiz;

pub mod desk;
