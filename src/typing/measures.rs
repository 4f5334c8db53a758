//! The measures of a drill, as `interfaces.md` defines them. The browser and the server call the same function.

use super::alignment::{self, Counts};
use super::edit::{Edit, parse_log};
use super::flags::{Flag, flags};
use super::replay::Replay;
use crate::jsonl::LineFault;
use serde::{Deserialize, Serialize};

/// What a drill measured. Characters are extended grapheme clusters; speeds are per minute of
/// [`Measures::elapsed_ms`], `None` when no time passed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Measures {
    /// Correct characters a minute.
    pub speed_cpm: Option<f64>,
    /// All characters ever committed, a minute.
    pub raw_cpm: Option<f64>,
    /// 0 to 1; `None` when nothing stands.
    pub accuracy: Option<f64>,
    /// Accuracy × standing characters a minute: the occupational standard's rule.
    pub score_cpm: Option<f64>,
    /// 码长; `None` when nothing stands.
    pub keys_per_character: Option<f64>,
    /// Deleted characters.
    pub corrections: u64,
    pub flags: Vec<Flag>,
    pub counts: Counts,
    /// Characters in the final text.
    pub standing: u64,
    pub committed: u64,
    pub keys: u64,
    /// Times the window lost the focus: an integrity note.
    pub blurs: u64,
    pub elapsed_ms: u64,
}

/// Measures a log against the text it should have produced.
pub fn measure(given: &str, log: &[Edit]) -> Measures {
    let replay = Replay::of(log);
    let counts = alignment::counts(&cleaned(given), &replay.text);
    let standing = replay.standing();
    let accuracy = counts.accuracy();
    let a_minute = |characters: f64| match replay.elapsed_ms {
        0 if log.is_empty() => Some(0.0),
        0 => None,
        ms => Some(characters * 60_000.0 / ms as f64),
    };
    Measures {
        speed_cpm: a_minute(counts.correct as f64),
        raw_cpm: a_minute(replay.committed as f64),
        accuracy,
        score_cpm: a_minute(accuracy.unwrap_or(0.0) * standing as f64),
        keys_per_character: (standing > 0).then(|| replay.keys as f64 / standing as f64),
        corrections: replay.deleted,
        flags: flags(log),
        counts,
        standing,
        committed: replay.committed,
        keys: replay.keys,
        blurs: replay.blurs,
        elapsed_ms: replay.elapsed_ms,
    }
}

/// The given text without a byte order mark, its lines ended as in a browser's field.
pub fn cleaned(given: &str) -> String {
    given.strip_prefix('\u{feff}').unwrap_or(given).replace("\r\n", "\n")
}

/// `miaohui typing-score`: an edit log in JSON lines against `given`, the answer in JSON.
///
/// # Errors
/// The first faulty line.
pub fn typing_score(given: &str, log: &str) -> Result<String, LineFault> {
    #[derive(Serialize)]
    struct Printed {
        speed_cpm: Option<f64>,
        raw_cpm: Option<f64>,
        accuracy: Option<f64>,
        score_cpm: Option<f64>,
        keys_per_character: Option<f64>,
        corrections: u64,
        flags: Vec<Flag>,
    }
    let measures = measure(given, &parse_log(log)?);
    let printed = Printed {
        speed_cpm: measures.speed_cpm,
        raw_cpm: measures.raw_cpm,
        accuracy: measures.accuracy,
        score_cpm: measures.score_cpm,
        keys_per_character: measures.keys_per_character,
        corrections: measures.corrections,
        flags: measures.flags,
    };
    serde_json::to_string(&printed).map_err(|error| LineFault::new(0, error.to_string()))
}
