//! What an agent's Chinese reply means: acts, topics, polarity, numbers, red lines.
//!
//! Pure and deterministic: the same reply in the same context is read the same on every machine.

pub mod act;
mod arbiter;
mod bearing;
mod clause;
mod columns;
mod context;
pub mod cue_file;
mod cue_tree;
mod entity;
mod evidence;
mod features;
mod kinds;
mod labels;
mod model;
mod names;
mod normalise;
mod number;
mod pattern;
mod polarity;
mod read;
mod reading;
mod speaking;
#[cfg(test)]
mod tests;
mod traditional;
pub mod train;
mod trie;
mod unit;
mod violation;
mod weigh;
mod words;

pub use context::Context;
pub use labels::{FOLDS, fold, held_out};
pub use model::Model;
pub use read::{read, read_by};

/// Counts the readings: a change that reads any reply differently raises it.
pub const ENGINE: u32 = 5;

#[derive(serde::Serialize)]
struct Reading {
    acts: Vec<act::Act>,
}

/// The acts of a reply as one line of JSON: `{"acts":[…]}`.
pub fn understand_line(reply: &str, context: &Context) -> String {
    serde_json::to_string(&Reading { acts: read(reply, context) }).unwrap_or_default()
}
