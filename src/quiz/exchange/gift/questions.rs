//! A file of questions: where each begins and ends, its name, its prompt.

use super::super::{FileFault, Import, Imported, Trouble, html::is_blank};
use super::answers::{Body, answers};
use super::marks::{Mark, find, format, marks, text, trimmed};
use crate::quiz::{Kind, carried::Role};

/// Stands in a prompt for the word that is missing.
pub const MISSING: &str = "_____";

/// What came before a question and belongs to it.
#[derive(Clone, Debug, Default)]
struct Before {
    category: String,
    idnumber: String,
    tags: Vec<String>,
}

/// Reads a file.
pub fn read(file: &str) -> Import {
    let file = file.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = file.split('\n').map(|line| line.trim_matches(is_blank)).collect();
    let braces = first_braces(&lines);
    let mut import = Import::default();
    let mut before = Before::default();
    let mut block: Vec<(u64, &str)> = Vec::new();
    let mut open = false;
    for (at, line) in lines.iter().enumerate() {
        let number = at as u64 + 1;
        if line.starts_with("//") {
            comment(line, &mut before);
            continue;
        }
        let category = line.strip_prefix("$CATEGORY:");
        // Within braces a blank line is a blank line, if only the braces are closed before others open.
        if line.trim().is_empty() && open && braces[at] == Some('}') {
            block.push((number, line));
            continue;
        }
        if line.trim().is_empty() || (category.is_some() && !open) {
            if !close(&mut block, &mut before, &mut import) {
                return import;
            }
            open = false;
            if let Some(category) = category {
                category.trim_matches(is_blank).clone_into(&mut before.category);
            }
            continue;
        }
        for brace in bare_braces(line) {
            open = brace == '{';
        }
        block.push((number, line));
    }
    close(&mut block, &mut before, &mut import);
    import
}

/// Ends the question in `block`, if there is one. False: no more is read.
fn close(block: &mut Vec<(u64, &str)>, before: &mut Before, import: &mut Import) -> bool {
    if block.is_empty() {
        return true;
    }
    let item = question(&marks(block), block[0].0).map(|item| Imported {
        category: before.category.clone(),
        idnumber: std::mem::take(&mut before.idnumber),
        tags: std::mem::take(&mut before.tags),
        ..item
    });
    block.clear();
    (before.idnumber, before.tags) = Default::default();
    import.take(item)
}

/// The braces of a line that are not escaped.
fn bare_braces(line: &str) -> impl Iterator<Item = char> + '_ {
    let mut escaped = false;
    line.chars().filter(move |one| {
        let bare = !escaped && matches!(one, '{' | '}');
        escaped = *one == '\\' && !escaped;
        bare
    })
}

/// For each line the first brace from there on.
fn first_braces(lines: &[&str]) -> Vec<Option<char>> {
    let mut next = None;
    let mut braces: Vec<Option<char>> = lines
        .iter()
        .rev()
        .map(|line| {
            let here = if line.starts_with("//") { None } else { bare_braces(line).next() };
            next = here.or(next);
            next
        })
        .collect();
    braces.reverse();
    braces
}

/// `[id:…]` and `[tag:…]` of a comment.
fn comment(line: &str, before: &mut Before) {
    let mut rest = line;
    while let Some(start) = rest.find('[') {
        let Some(end) = closing(&rest[start..]) else { return };
        let inner = &rest[start + 1..start + end];
        let unescaped = |text: &str| text.replace("\\]", "]").trim().to_owned();
        if let Some(id) = inner.strip_prefix("id:") {
            before.idnumber = unescaped(id);
        } else if let Some(tag) = inner.strip_prefix("tag:") {
            before.tags.push(unescaped(tag));
        }
        rest = &rest[start + end..];
    }
}

/// Where the bracket that opens at 0 closes.
fn closing(text: &str) -> Option<usize> {
    let closes = |(at, one): (usize, char)| (one == ']' && !text[..at].ends_with('\\')).then_some(at);
    text.char_indices().find_map(closes)
}

/// One question.
fn question(all: &[Mark], line: u64) -> Result<Imported, FileFault> {
    let fault = |line: u64, trouble| Err(FileFault::new(line, trouble));
    let mut rest = trimmed(all);
    let mut name = None;
    if find(&rest[..rest.len().min(2)], "::", 0) == Some(0) {
        let Some(end) = find(rest, "::", 2) else { return fault(line, Trouble::OpenName) };
        name = Some(text(trimmed(&rest[2..end]))).filter(|name| !name.is_empty());
        rest = trimmed(&rest[end + 2..]);
    }
    let (named, rest) = format(rest);
    let format = named.flatten();
    let (opens, closes) = (find(rest, "{", 0), find(rest, "}", 0));
    let (prompt, body) = match (opens, closes) {
        (None, None) => (text(rest), None),
        (Some(open), Some(close)) if open < close => {
            if let Some(second) = find(rest, "{", open + 1) {
                return fault(rest[second].line, Trouble::SecondBrace);
            }
            if let Some(stray) = find(rest, "}", close + 1) {
                return fault(rest[stray].line, Trouble::StrayBrace);
            }
            let (head, tail) = (&rest[..open], &rest[close + 1..]);
            let missing = !trimmed(tail).is_empty();
            let prompt = if missing { text(head) + MISSING + &text(tail) } else { text(trimmed(head)) };
            (prompt, Some(&rest[open + 1..close]))
        }
        (Some(open), None) => return fault(rest[open].line, Trouble::OpenBrace),
        (_, Some(close)) => return fault(rest[close].line, Trouble::StrayBrace),
    };
    let mut item = Imported { line, ..Imported::default() };
    item.prompt = item.shown(Role::Prompt, format, prompt.trim_matches(is_blank));
    if item.prompt.is_empty() {
        return fault(line, Trouble::NoPrompt);
    }
    item.name = name.unwrap_or_else(|| Imported::name_of(&item.prompt));
    match body {
        None => item.kind = Kind::Description,
        Some(body) => {
            let at = body.first().map_or(line, |mark| mark.line);
            answers(&Body { marks: trimmed(body), format, line: at }, &mut item)?;
        }
    }
    Ok(item)
}
