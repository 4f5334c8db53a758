//! What an agent's Chinese reply means: acts, topics, polarity, numbers, red lines.
//!
//! Pure and deterministic: the same reply in the same context is read the same on every machine.

pub mod act;
mod arbiter;
mod bearing;
mod clause;
mod context;
pub mod cue_file;
mod cue_tree;
mod entity;
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
mod trie;
mod unit;
mod violation;
mod words;

pub use context::Context;
pub use labels::held_out;
pub use read::read;

/// Counts the readings: a change that reads any reply differently raises it.
pub const ENGINE: u32 = 3;

#[derive(serde::Serialize)]
struct Reading {
    acts: Vec<act::Act>,
}

/// The acts of a reply as one line of JSON: `{"acts":[…]}`.
pub fn understand_line(reply: &str, context: &Context) -> String {
    serde_json::to_string(&Reading { acts: read(reply, context) }).unwrap_or_default()
}
