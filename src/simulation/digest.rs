//! One digest of many transcripts: equal on every machine and target, or something is not deterministic.

use super::agents::{Conduct, play};
use super::shift::OpenError;
use crate::content::Content;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::sync::Arc;

/// Transcripts that are played.
pub const TRANSCRIPTS: usize = 100;
/// Ways of working, in turn.
const CONDUCTS: [Conduct; 4] = [Conduct::Perfect, Conduct::Evasive, Conduct::OverGenerous, Conduct::Wordy];

/// SHA-256 in hex over the logs, as JSON, of `TRANSCRIPTS` talks: the scenarios by id, round and round, each reply
/// read by the real reader.
///
/// # Errors
/// When content is without scenarios that can be opened.
pub fn digest(content: &Arc<Content>) -> Result<String, OpenError> {
    let mut hash = Sha256::new();
    for (at, scenario) in content.scenarios.keys().cycle().take(TRANSCRIPTS).enumerate() {
        let conduct = CONDUCTS[at % CONDUCTS.len()];
        let reader = |shift: &super::Shift, window, text: &str| shift.read(window, text);
        let tape = play(content, scenario, &at.to_string(), conduct, Some(&reader))?;
        hash.update(serde_json::to_vec(&tape.events).unwrap_or_default());
    }
    Ok(hash.finalize().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    }))
}
