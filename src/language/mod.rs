//! What an agent's Chinese reply means: acts, topics, polarity, numbers, red lines.
//!
//! Pure and deterministic: the same reply in the same context is read the same on every machine.

pub mod act;
mod clause;
mod context;
mod entity;
mod normalise;
mod number;
pub mod pattern;
mod polarity;
mod read;
#[cfg(test)]
mod tests;
mod traditional;
mod violation;

pub use context::Context;
pub use read::read;

/// Counts the readings: a change that reads any reply differently raises it.
pub const ENGINE: u32 = 1;

#[derive(serde::Serialize)]
struct Reading {
    acts: Vec<act::Act>,
}

/// The acts of a reply as one line of JSON: `{"acts":[…]}`.
pub fn understand_line(reply: &str, context: &Context) -> String {
    serde_json::to_string(&Reading { acts: read(reply, context) }).unwrap_or_default()
}

/// True for the fifth of the labelled examples that is never trained on, by a stable hash (FNV-1a) of its text.
pub fn held_out(text: &str) -> bool {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    (hash >> 20).is_multiple_of(5)
}
