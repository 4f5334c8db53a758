//! Aiken: a question, options as `A. …` or `A) …`, and `ANSWER: A`. Chinese marks are read too.

use super::{FileFault, Import, Imported, ImportedAnswer, Trouble};
use crate::quiz::Kind;

/// How the line of the key may begin.
const KEYS: [&str; 5] = ["ANSWER:", "ANSWER：", "答案:", "答案：", "正确答案："];

/// The key of a line that names one.
pub fn key(line: &str) -> Option<&str> {
    let start = |key: &&str| line.get(..key.len()).is_some_and(|start| start.eq_ignore_ascii_case(key));
    KEYS.iter().find(|key| start(key)).map(|key| line[key.len()..].trim())
}

/// `A. text` as its letter and text.
fn option(line: &str) -> Option<(char, &str)> {
    let mut rest = line.chars();
    let letter = rest.next().filter(char::is_ascii_uppercase)?;
    let mark = rest.next()?;
    let text = rest.as_str();
    let spaced = text.starts_with(char::is_whitespace) || text.is_empty();
    match mark {
        '.' | ')' if spaced => Some((letter, text.trim())),
        '．' | '、' | '）' => Some((letter, text.trim())),
        _ => None,
    }
}

/// What is being read.
#[derive(Default)]
struct Draft {
    line: u64,
    prompt: Vec<String>,
    options: Vec<(char, String)>,
}

impl Draft {
    fn is_empty(&self) -> bool {
        self.prompt.is_empty() && self.options.is_empty()
    }

    fn item(self, key: Option<&str>, at: u64) -> Result<Imported, FileFault> {
        let prompt = self.prompt.join("\n");
        let Some(key) = key else { return Err(FileFault::new(at, Trouble::NoKey)) };
        if prompt.is_empty() {
            return Err(FileFault::new(self.line, Trouble::NoPrompt));
        }
        if self.options.len() < 2 {
            return Err(FileFault::new(self.line, Trouble::FewOptions));
        }
        let mut item = Imported {
            line: self.line,
            name: Imported::name_of(&prompt),
            kind: Kind::Single,
            prompt,
            ..Imported::default()
        };
        for (letter, text) in self.options {
            if text.is_empty() {
                return Err(FileFault::new(self.line, Trouble::EmptyAnswer));
            }
            let right = key.chars().eq([letter]) || key.to_ascii_uppercase().chars().eq([letter]);
            item.answers.push(ImportedAnswer::new(text, if right { 1.0 } else { 0.0 }));
        }
        if item.answers.iter().filter(|one| one.fraction > 0.0).count() != 1 {
            return Err(FileFault::new(at, Trouble::UnknownKey(key.to_owned())));
        }
        Ok(item)
    }
}

/// Reads a file.
pub fn read(file: &str) -> Import {
    let mut import = Import::default();
    let mut draft = Draft::default();
    for (number, line) in (1..).zip(file.lines().map(str::trim)) {
        if line.is_empty() {
            continue;
        }
        let fresh = draft.is_empty();
        let mut goes_on = true;
        if let Some(key) = key(line) {
            if fresh {
                draft.line = number;
            }
            goes_on = import.take(std::mem::take(&mut draft).item(Some(key), number));
        } else if let Some((letter, text)) = option(line).filter(|_| !draft.prompt.is_empty()) {
            draft.options.push((letter, text.to_owned()));
        } else {
            // A line after the options begins the next question: the one before has no key.
            if !draft.options.is_empty() {
                goes_on = import.take(std::mem::take(&mut draft).item(None, number));
            }
            if draft.is_empty() {
                draft.line = number;
            }
            draft.prompt.push(line.to_owned());
        }
        if !goes_on {
            return import;
        }
    }
    if !draft.is_empty() {
        let line = draft.line;
        import.take(draft.item(None, line));
    }
    import
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions() {
        let check = |text: &str, expected: &str| {
            let import = read(text);
            let items = import.items.iter().map(|item| {
                let answers =
                    item.answers.iter().map(|one| format!("{}{}", one.text, if one.fraction > 0.0 { "*" } else { "" }));
                format!("{}: {}: {}", item.line, item.prompt, answers.collect::<Vec<_>>().join(" "))
            });
            let faults = import.faults.iter().map(|fault| format!("{}! {}", fault.line, fault.trouble));
            assert_eq!(items.chain(faults).collect::<Vec<_>>().join("\n"), expected, "{text}");
        };
        check("退货几天？\nA. 7 天\nB) 15 天\nANSWER: A\n", "1: 退货几天？: 7 天* 15 天");
        check("\r\n问\r\nA、一\r\nB、二\r\n\r\n答案：b\r\n", "2: 问: 一 二*");
        check(
            "问\nA. 一\nB. 二\n再问\nA. 一\nB. 二\nANSWER: C",
            "4! no line `ANSWER: A` after the options\n7! the answer \"C\" is not among the options",
        );
        check("问\nA. 一\nANSWER: A", "1! at least two options are needed");
        check("A.B 是什么\nA. 一\nB. 二\nANSWER: A", "1: A.B 是什么: 一* 二");
        check("ANSWER: A", "1! the question has no text; write it before the answers");
        check("只有一句", "1! no line `ANSWER: A` after the options");
    }
}
