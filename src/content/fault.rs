//! A fault in content: where it is and what to do.

use std::fmt;
use toml::de::{DeTable, DeValue};

/// One fault.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    pub file: String,
    /// From 1.
    pub line: u64,
    pub message: String,
}

impl Fault {
    pub fn new(file: &str, line: u64, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, message: message.into() }
    }
}

/// `FILE:LINE: message`, in one line.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message.replace('\n', " "))
    }
}

/// A step on the way to a value: a key, or a place in an array.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    Key(&'static str),
    Name(String),
    At(usize),
}

impl From<&'static str> for Step {
    fn from(key: &'static str) -> Self {
        Self::Key(key)
    }
}

impl From<usize> for Step {
    fn from(at: usize) -> Self {
        Self::At(at)
    }
}

impl From<String> for Step {
    fn from(name: String) -> Self {
        Self::Name(name)
    }
}

/// The line, from 1, of byte `at`.
pub fn line_at(text: &str, at: usize) -> u64 {
    let newlines = text.bytes().take(at).filter(|byte| *byte == b'\n').count();
    u64::try_from(newlines).unwrap_or(0) + 1
}

/// The line of the value at `path`, or of the last step that is there.
pub fn line_of(text: &str, path: &[Step]) -> u64 {
    let Ok(root) = DeTable::parse(text) else { return 1 };
    let mut at = 0;
    let mut here: Option<&DeValue<'_>> = None;
    for (depth, step) in path.iter().enumerate() {
        let table = match (depth, here) {
            (0, _) => Some(root.get_ref()),
            (_, Some(DeValue::Table(table))) => Some(table),
            _ => None,
        };
        let next = match (step, here) {
            (Step::At(index), Some(DeValue::Array(all))) => {
                all.get(*index).map(|value| (value.span().start, value.get_ref()))
            }
            (Step::Key(_) | Step::Name(_), _) => {
                let key = match step {
                    Step::Name(name) => name.as_str(),
                    Step::Key(key) => key,
                    Step::At(_) => "",
                };
                table.and_then(|table| table.iter().find(|(name, _)| name.get_ref().as_ref() == key)).map(
                    |(name, value)| {
                        // A table's header stands where its key does; a dotted header's first key may be shared.
                        let start = if value.get_ref().is_table() {
                            value.span().start.max(name.span().start)
                        } else {
                            name.span().start
                        };
                        (start, value.get_ref())
                    },
                )
            }
            _ => None,
        };
        match next {
            Some((start, value)) => {
                at = start;
                here = Some(value);
            }
            None => break,
        }
    }
    line_at(text, at)
}

#[cfg(test)]
mod tests {
    use super::{Step, line_of};

    #[test]
    fn a_path_leads_to_its_line() {
        let text = "id = \"x\"\n\n[[need]]\nid = \"a\"\n\n[[need]]\nid = \"b\"\n[need.ask]\nplain = [\n  \"一\",\n  \"二\",\n]\n";
        let check = |path: &[Step], line| assert_eq!(line_of(text, path), line, "{path:?}");
        check(&["id".into()], 1);
        check(&["need".into(), 0.into(), "id".into()], 4);
        check(&["need".into(), 1.into()], 6);
        check(&["need".into(), 1.into(), "ask".into(), "plain".into(), 1.into()], 11);
        check(&["need".into(), 1.into(), "gone".into()], 6);
        check(&["gone".into()], 1);
    }
}
