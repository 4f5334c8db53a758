//! The form of cues, which are written in `content/language/cues.tsv`, one label and its patterns a line.
//!
//! A pattern is text with `(a|b|)` for a choice, `..` for up to eight characters in between, `#` for a number,
//! `^` and `$` for the ends of the clause.

use super::act::{ActKind, Polarity, Topic};
use std::iter::Peekable;
use std::str::Chars;
use std::sync::Arc;

/// The shipped cues.
pub(super) const SOURCE: &str = include_str!("../../content/language/cues.tsv");

/// What a cue says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    /// The clause does this, about this.
    Act(ActKind, Option<Topic>),
    /// The clause states something of the topic; the polarity is that without any negation around it.
    Claim(Topic, Polarity),
    /// The topic is spoken of; weaker than a claim.
    Mention(Topic),
    /// Words that would be a violation …
    Violation(ActKind),
    /// … unless these stand in the same sentence.
    Shield(ActKind),
    /// Negates what follows.
    Negator,
    /// Negates what it ends (改不了).
    Complement,
    /// Turns a negation round (怎么可能).
    Rhetorical,
    /// Hides the other cues that it covers (不好意思 negates nothing).
    Mask,
    /// The buyer is asked something.
    Question,
}

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    Choice(Arc<[Vec<Piece>]>),
    Gap,
    Number,
    Start,
    End,
}

/// The lines that say something, with their numbers from 1.
pub(super) fn lines(source: &str) -> impl Iterator<Item = (u64, &str)> {
    (1_u64..).zip(source.lines()).filter(|(_, line)| !line.trim().is_empty() && !line.starts_with("//"))
}

/// The pieces of a pattern; `None` where its brackets do not close or it holds no text.
pub(super) fn parse(pattern: &str) -> Option<Vec<Piece>> {
    let mut characters = pattern.chars().peekable();
    let mut choices = parse_choices(&mut characters, false)?;
    let has_text = pattern.chars().any(|c| !matches!(c, '(' | ')' | '|' | '.' | '#' | '^' | '$'));
    (choices.len() == 1 && has_text).then(|| choices.pop())?
}

/// Reads up to the closing bracket (`inner`) or the end.
fn parse_choices(characters: &mut Peekable<Chars<'_>>, inner: bool) -> Option<Vec<Vec<Piece>>> {
    let mut choices = vec![Vec::new()];
    let mut text = String::new();
    loop {
        let character = characters.next();
        if !matches!(character, Some(c) if !matches!(c, '(' | ')' | '|' | '.' | '#' | '^' | '$')) && !text.is_empty() {
            choices.last_mut()?.push(Piece::Text(std::mem::take(&mut text)));
        }
        let piece = match character {
            None => return (!inner).then_some(choices),
            Some(')') => return inner.then_some(choices),
            Some('|') if inner => {
                choices.push(Vec::new());
                continue;
            }
            Some('(') => Piece::Choice(parse_choices(characters, true)?.into()),
            Some('.') => {
                characters.next_if_eq(&'.')?;
                Piece::Gap
            }
            Some('#') => Piece::Number,
            Some('^') => Piece::Start,
            Some('$') => Piece::End,
            Some(other) => {
                text.push(other);
                continue;
            }
        };
        choices.last_mut()?.push(piece);
    }
}

pub(super) fn parse_label(label: &str) -> Option<Label> {
    let word = |text: &str| serde_json::Value::String(text.to_owned());
    let act = |text: &str| serde_json::from_value::<ActKind>(word(text)).ok();
    let topic = |text: &str| serde_json::from_value::<Topic>(word(text)).ok();
    Some(match label.split_at_checked(1)? {
        ("=", rest) => {
            let (name, sign) = rest.split_once(':')?;
            Label::Claim(topic(name)?, serde_json::from_value(word(sign)).ok()?)
        }
        ("~", rest) => Label::Mention(topic(rest)?),
        ("!", rest) => Label::Violation(act(rest)?),
        ("-", rest) => Label::Shield(act(rest)?),
        ("@", "negator") => Label::Negator,
        ("@", "complement") => Label::Complement,
        ("@", "rhetorical") => Label::Rhetorical,
        ("@", "mask") => Label::Mask,
        ("@", "question") => Label::Question,
        _ => match label.split_once(':') {
            Some((name, about)) => Label::Act(act(name)?, Some(topic(about)?)),
            None => Label::Act(act(label)?, None),
        },
    })
}

/// What is wrong with a cue file: line and message, for `miaohui check`.
pub fn faults(source: &str) -> Vec<(u64, String)> {
    let mut faults = Vec::new();
    for (number, line) in lines(source) {
        match line.split_once('\t') {
            None => faults.push((number, "write a label, a tab, then the patterns".to_owned())),
            Some((label, _)) if parse_label(label).is_none() => {
                faults.push((number, format!("`{label}` is no label of a cue")));
            }
            Some((_, patterns)) => {
                for pattern in patterns.split_whitespace().filter(|pattern| parse(pattern).is_none()) {
                    faults.push((number, format!("`{pattern}` holds no text or an open bracket")));
                }
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_cues_have_no_faults() {
        assert_eq!(faults(SOURCE), vec![]);
    }

    #[test]
    fn faults_name_the_line() {
        let source = "// words\ngreet\t您好\nnolabel\t在\n=stock\t有货\ngreet 您好\n~size\t(码\n";
        let lines: Vec<u64> = faults(source).into_iter().map(|fault| fault.0).collect();
        assert_eq!(lines, vec![3, 4, 5, 6]);
    }
}
