//! The edit log of a drill: what happened in the field, and when.

use crate::jsonl::{self, LineFault};
use serde::{Deserialize, Deserializer, Serialize};

/// The most events a server accepts in one log: an hour at twenty a second, with room.
pub const MAX_EDITS: u64 = 100_000;

/// One event. The position is always the end of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// Milliseconds since any fixed moment, by the browser's event time; never falls.
    #[serde(deserialize_with = "milliseconds")]
    pub t_ms: u64,
    #[serde(flatten)]
    pub kind: EditKind,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EditKind {
    /// The drill's start signal: dictation and switch devices are timed from it.
    Start,
    /// An input method began to compose. What is in composition is neither right nor wrong.
    CompositionStart,
    /// A key went down, in composition too.
    Key,
    /// Text entered the field, a whole phrase at once where the input method gives one.
    Commit { text: String },
    /// So many characters (grapheme clusters) were taken from the end.
    Delete {
        #[serde(default = "one")]
        count: u64,
    },
    /// Text was to be pasted; it never enters.
    Paste {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    /// Text was to be dropped; it never enters.
    Drop {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    /// The window lost the focus.
    Blur,
    /// The window got it back.
    Focus,
    /// The drill ended: time up, or the passage is done.
    End,
}

fn one() -> u64 {
    1
}

/// Browsers give fractions of a millisecond; they are rounded away.
fn milliseconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let t_ms = f64::deserialize(deserializer)?;
    if (0.0..=9_007_199_254_740_992.0).contains(&t_ms) {
        Ok(t_ms.round() as u64)
    } else {
        Err(serde::de::Error::custom("t_ms must be a number from 0 up"))
    }
}

/// Reads an edit log, one event a line.
///
/// # Errors
/// The first line that is not an event, or whose time lies before the one above it.
pub fn parse_log(text: &str) -> Result<Vec<Edit>, LineFault> {
    let lines = jsonl::parse::<Edit>(text)?;
    for pair in lines.windows(2) {
        if let [(_, before), (line, edit)] = pair
            && edit.t_ms < before.t_ms
        {
            return Err(LineFault::new(*line, format!("t_ms falls from {} to {}", before.t_ms, edit.t_ms)));
        }
    }
    Ok(lines.into_iter().map(|(_, edit)| edit).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_each_kind() {
        let log = parse_log(concat!(
            "{\"t_ms\":0,\"kind\":\"composition_start\"}\n",
            "{\"t_ms\":420.4,\"kind\":\"commit\",\"text\":\"你好\"}\n\n",
            "{\"t_ms\":900,\"kind\":\"delete\"}\n",
            "{\"t_ms\":950,\"kind\":\"key\"}\n",
            "{\"t_ms\":1000,\"kind\":\"paste\",\"text\":\"…\"}\n",
        ));
        let kinds = log.unwrap().into_iter().map(|edit| (edit.t_ms, edit.kind)).collect::<Vec<_>>();
        assert_eq!(
            kinds,
            [
                (0, EditKind::CompositionStart),
                (420, EditKind::Commit { text: "你好".into() }),
                (900, EditKind::Delete { count: 1 }),
                (950, EditKind::Key),
                (1000, EditKind::Paste { text: Some("…".into()) }),
            ]
        );
    }

    #[test]
    fn faults_name_the_line() {
        let check = |text: &str, line: u64, part: &str| {
            let fault = parse_log(text).unwrap_err();
            assert_eq!(fault.line, line, "{fault}");
            assert!(fault.message.contains(part), "{fault}");
        };
        check("{\"t_ms\":0,\"kind\":\"key\"}\n\nnonsense", 3, "expected");
        check("{\"t_ms\":0,\"kind\":\"leap\"}", 1, "leap");
        check("{\"t_ms\":-1,\"kind\":\"key\"}", 1, "from 0 up");
        check("{\"kind\":\"key\"}", 1, "t_ms");
        check("{\"t_ms\":5,\"kind\":\"commit\"}", 1, "text");
        check("{\"t_ms\":5,\"kind\":\"key\"}\n{\"t_ms\":4,\"kind\":\"key\"}", 2, "falls from 5 to 4");
    }
}
