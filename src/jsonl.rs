//! JSON lines: one value a line, blank lines skipped, a fault names its line.

use serde::de::DeserializeOwned;

/// What is wrong with a line of input.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct LineFault {
    /// From 1.
    pub line: u64,
    /// In plain words.
    pub message: String,
}

impl LineFault {
    pub fn new(line: u64, message: impl Into<String>) -> Self {
        Self { line, message: message.into() }
    }
}

/// The values of `text` with their line numbers, from 1. A byte order mark at the start is skipped.
///
/// # Errors
/// The first line that is not a `T` in JSON.
pub fn parse<T: DeserializeOwned>(text: &str) -> Result<Vec<(u64, T)>, LineFault> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    (1_u64..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(number, line)| match serde_json::from_str(line) {
            Ok(value) => Ok((number, value)),
            Err(error) => Err(LineFault::new(number, in_words(&error))),
        })
        .collect()
}

/// The reader's message without its own count of lines, which is always 1 here.
fn in_words(error: &serde_json::Error) -> String {
    let full = error.to_string();
    match full.split_once(" at line ") {
        Some((what, _)) if error.column() > 0 => format!("{what} (column {})", error.column()),
        Some((what, _)) => what.to_owned(),
        None => full,
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn faults_name_the_line() {
        let check = |text: &str, expected: &str| {
            let got = match parse::<u64>(text) {
                Ok(values) => format!("{values:?}"),
                Err(fault) => fault.to_string(),
            };
            assert_eq!(got, expected);
        };
        check("", "[]");
        check("\u{feff}1\r\n\n 2 \n", "[(1, 1), (3, 2)]");
        check("1\n\n-2", "line 3: invalid value: integer `-2`, expected u64 (column 2)");
        check("1\n{", "line 2: invalid type: map, expected u64");
    }
}
