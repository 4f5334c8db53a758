//! What `build.rs` trained.

/// The language model (`language::train`).
pub static LANGUAGE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/language.bin"));
