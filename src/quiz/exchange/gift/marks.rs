//! The characters of a question, each with its line and whether it was escaped.

use super::super::html::is_blank;
use crate::quiz::carried::TextFormat;

/// What stands for itself after a backslash.
const ESCAPED: [char; 7] = [':', '#', '=', '{', '}', '~', '\\'];

/// One character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub one: char,
    /// Escaped: it is no mark of the format.
    pub escaped: bool,
    pub line: u64,
}

/// Reads lines that begin at `line`, escapes resolved. An unknown escape stays as it is.
pub fn marks(lines: &[(u64, &str)]) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (at, (line, text)) in lines.iter().enumerate() {
        if at > 0 {
            marks.push(Mark { one: '\n', escaped: false, line: *line });
        }
        let mut rest = text.chars().peekable();
        while let Some(one) = rest.next() {
            let next = rest.peek().copied().filter(|_| one == '\\');
            let (one, escaped) = match next {
                Some('n') => ('\n', true),
                Some(next) if ESCAPED.contains(&next) => (next, true),
                _ => (one, false),
            };
            if escaped {
                rest.next();
            }
            marks.push(Mark { one, escaped, line: *line });
        }
    }
    marks
}

/// Where `what` stands unescaped, from `from`.
pub fn find(marks: &[Mark], what: &str, from: usize) -> Option<usize> {
    let what: Vec<char> = what.chars().collect();
    let same = |window: &[Mark]| window.iter().zip(&what).all(|(mark, one)| !mark.escaped && mark.one == *one);
    marks.get(from..)?.windows(what.len()).position(same).map(|at| at + from)
}

/// Without blanks at both ends; escaped ones stay.
pub fn trimmed(marks: &[Mark]) -> &[Mark] {
    let blank = |mark: &Mark| !mark.escaped && is_blank(mark.one);
    let start = marks.iter().position(|mark| !blank(mark)).unwrap_or(marks.len());
    let end = marks.iter().rposition(|mark| !blank(mark)).map_or(start, |at| at + 1);
    &marks[start..end]
}

/// The text itself.
pub fn text(marks: &[Mark]) -> String {
    marks.iter().map(|mark| mark.one).collect()
}

/// Splits before each unescaped one of `at`; the first piece is what stands before all.
pub fn pieces<'a>(marks: &'a [Mark], at: &[char]) -> Vec<&'a [Mark]> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (place, mark) in marks.iter().enumerate() {
        if !mark.escaped && at.contains(&mark.one) {
            pieces.push(&marks[start..place]);
            start = place;
        }
    }
    pieces.push(&marks[start..]);
    pieces
}

/// A format named at the beginning, `[html]`, and what follows. `Some(None)`: Moodle's own, which needs no name.
pub fn format(marks: &[Mark]) -> (Option<Option<TextFormat>>, &[Mark]) {
    for (name, format) in [
        ("[html]", Some(TextFormat::Html)),
        ("[markdown]", Some(TextFormat::Markdown)),
        ("[plain]", Some(TextFormat::Plain)),
        ("[moodle]", None),
    ] {
        if find(&marks[..marks.len().min(name.len())], name, 0) == Some(0) {
            return (Some(format), trimmed(&marks[name.len()..]));
        }
    }
    (None, marks)
}
