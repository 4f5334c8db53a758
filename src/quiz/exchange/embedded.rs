//! Answers embedded in a text, as Moodle writes a cloze: `{1:SHORTANSWER:=right~%50%nearly#feedback}`.

use super::{ImportedAnswer, Trouble, number};
use crate::quiz::{Accepted, Blank, carried::TextFormat};

/// What a blank is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlankKind {
    Words,
    Number,
    Choice,
}

/// The words that name a kind.
const KINDS: [(&str, BlankKind); 21] = [
    ("SHORTANSWER", BlankKind::Words),
    ("SA", BlankKind::Words),
    ("MW", BlankKind::Words),
    ("SHORTANSWER_C", BlankKind::Words),
    ("SAC", BlankKind::Words),
    ("MWC", BlankKind::Words),
    ("NUMERICAL", BlankKind::Number),
    ("NM", BlankKind::Number),
    ("MULTICHOICE", BlankKind::Choice),
    ("MC", BlankKind::Choice),
    ("MULTICHOICE_V", BlankKind::Choice),
    ("MCV", BlankKind::Choice),
    ("MULTICHOICE_H", BlankKind::Choice),
    ("MCH", BlankKind::Choice),
    ("MULTICHOICE_S", BlankKind::Choice),
    ("MCS", BlankKind::Choice),
    ("MULTICHOICE_VS", BlankKind::Choice),
    ("MCVS", BlankKind::Choice),
    ("MULTICHOICE_HS", BlankKind::Choice),
    ("MCHS", BlankKind::Choice),
    ("SHORTANSWER_CASE", BlankKind::Words),
];

/// The longest head (`12:MULTICHOICE_VS:`), in bytes.
const HEAD_MAX: usize = 32;

/// A text with its blanks taken out.
#[derive(Debug, Default, PartialEq)]
pub struct Parted {
    /// `{1}`, `{2}` … in their places.
    pub text: String,
    /// Each blank as it was written.
    pub blanks: Vec<String>,
}

/// Takes the embedded answers out of a text.
///
/// # Errors
/// Where one is not closed, is of a kind that is not read, or there is none.
pub fn part(text: &str) -> Result<Parted, Trouble> {
    let mut parted = Parted::default();
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        parted.text.push_str(&rest[..at]);
        rest = &rest[at..];
        if head(rest).is_none() {
            parted.text.push('{');
            rest = &rest[1..];
            continue;
        }
        let Some(end) = closing(rest) else { return Err(Trouble::Embedded(start(rest))) };
        parted.blanks.push(rest[..=end].to_owned());
        parted.text.push_str(&format!("{{{}}}", parted.blanks.len()));
        rest = &rest[end + 1..];
    }
    parted.text.push_str(rest);
    if parted.blanks.is_empty() { Err(Trouble::NoBlank) } else { Ok(parted) }
}

/// The text with its blanks put back.
pub fn joined(text: &str, blanks: &[String]) -> String {
    let mut out = text.to_owned();
    for (number, blank) in (1..).zip(blanks) {
        out = out.replacen(&format!("{{{number}}}"), blank, 1);
    }
    out
}

/// As much of a text as a message shows.
fn start(text: &str) -> String {
    text.chars().take(HEAD_MAX).collect()
}

/// `{2:MC:` as its kind's word and its length.
fn head(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix('{')?;
    let (weight, rest) = inner.split_once(':')?;
    if weight.len() > HEAD_MAX || !weight.trim().bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (kind, _) = rest.split_once(':')?;
    let is_word =
        kind.len() <= HEAD_MAX && !kind.is_empty() && kind.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
    is_word.then_some((kind, weight.len() + kind.len() + 3))
}

/// Where an embedded answer closes: entities and escaped marks are no end.
fn closing(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(at, one)| {
        let closes = one == '}' && !escaped;
        escaped = one == '\\' && !escaped;
        closes.then_some(at)
    })
}

/// Kind and answers of a blank as it is written, without their number.
///
/// # Errors
/// [`Trouble`] where it cannot be read or nothing in it is right.
pub fn answers(blank: &str) -> Result<(BlankKind, Vec<ImportedAnswer>), Trouble> {
    let bad = || Trouble::Embedded(start(blank));
    let (word, length) = head(blank).ok_or_else(bad)?;
    let kind = KINDS.iter().find(|(name, _)| *name == word).map(|(_, kind)| *kind).ok_or_else(bad)?;
    let inner = &blank[length..blank.len() - 1];
    let mut answers = Vec::new();
    for piece in pieces(inner, '~') {
        let piece = piece.trim();
        if piece.is_empty() {
            continue;
        }
        let (fraction, rest) = fraction(piece)?;
        let mut halves = pieces(rest, '#').into_iter();
        let words = |text: &str| {
            // Within HTML an answer has its marks as entities.
            let format = text.contains('&').then_some(TextFormat::Html);
            super::html::shown(format, &unescaped(text))
        };
        let text = words(halves.next().unwrap_or_default());
        let feedback = halves.next().map(words).unwrap_or_default();
        if text.is_empty() {
            return Err(Trouble::EmptyAnswer);
        }
        let mut answer = ImportedAnswer { feedback, ..ImportedAnswer::new(text, fraction) };
        if kind == BlankKind::Number && answer.text != "*" {
            let (value, tolerance) = answer.text.split_once(':').unwrap_or((&answer.text, "0"));
            let (value, tolerance) = (number::number(value)?, number::number(tolerance)?.abs());
            answer.text = number::written(value);
            answer.tolerance = Some(tolerance);
        }
        answers.push(answer);
    }
    if answers.iter().any(|one| one.fraction > 0.0) { Ok((kind, answers)) } else { Err(Trouble::NoneRight) }
}

/// `=`, `%50%` or nothing, and what follows.
fn fraction(piece: &str) -> Result<(f64, &str), Trouble> {
    if let Some(rest) = piece.strip_prefix('=') {
        return Ok((1.0, rest));
    }
    match piece.strip_prefix('%').and_then(|rest| rest.split_once('%')) {
        Some((percent, rest)) => Ok((number::from_percent(percent)?, rest)),
        None => Ok((0.0, piece)),
    }
}

/// Splits at marks that are not escaped.
fn pieces(text: &str, at: char) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut escaped) = (0, false);
    for (place, one) in text.char_indices() {
        if one == at && !escaped {
            pieces.push(&text[start..place]);
            start = place + 1;
        }
        escaped = one == '\\' && !escaped;
    }
    pieces.push(&text[start..]);
    pieces
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(one) = rest.next() {
        let marked =
            one == '\\' && rest.peek().is_some_and(|next| matches!(next, '}' | '#' | '~' | '\\' | '"' | '/' | '='));
        let one = if marked { rest.next().unwrap_or(one) } else { one };
        out.push(one);
    }
    out
}

/// A blank of the bank.
pub fn blank(kind: BlankKind, answers: &[ImportedAnswer]) -> Blank {
    let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    let accepted = answers.iter().filter(|one| one.fraction > 0.0).map(|one| Accepted {
        text: one.text.clone(),
        share: Some(one.fraction).filter(|share| *share < 1.0),
        feedback: some(&one.feedback),
    });
    let mut choices = Vec::new();
    if kind == BlankKind::Choice {
        for one in answers {
            if !choices.contains(&one.text) {
                choices.push(one.text.clone());
            }
        }
    }
    Blank { accepted: accepted.collect(), choices }
}

/// A blank of the bank as Moodle writes it.
pub fn written(blank: &Blank) -> String {
    let escaped = |text: &str| {
        let mut out = String::new();
        for one in text.chars() {
            if matches!(one, '}' | '#' | '~' | '\\') {
                out.push('\\');
            }
            out.push(one);
        }
        out
    };
    let said = |one: &Accepted| one.feedback.as_ref().map_or_else(String::new, |text| format!("#{}", escaped(text)));
    let mut answers: Vec<String> = blank
        .accepted
        .iter()
        .map(|one| match one.share.filter(|share| *share < 1.0) {
            Some(share) => format!("%{}%{}{}", number::percent(share), escaped(&one.text), said(one)),
            None => format!("={}{}", escaped(&one.text), said(one)),
        })
        .collect();
    let wrong = blank.choices.iter().filter(|text| !blank.accepted.iter().any(|one| one.text == **text));
    // An escaped `=` keeps a wrong choice from looking right.
    answers.extend(wrong.map(|text| escaped(text).replacen('=', "\\=", usize::from(text.starts_with('=')))));
    let kind = if blank.choices.is_empty() { "SHORTANSWER" } else { "MULTICHOICE" };
    format!("{{1:{kind}:{}}}", answers.join("~"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks() {
        let text =
            "签收后{1:SHORTANSWER:=7#对~%50%七~*#再看看}天{x}，运费{2:MC:=买家~店铺\\}~%-50%快递}承担{:NM:=2.5:0.1}";
        let parted = part(text).unwrap();
        assert_eq!(parted.text, "签收后{1}天{x}，运费{2}承担{3}");
        assert_eq!(joined(&parted.text, &parted.blanks), text);
        let (kind, one) = answers(&parted.blanks[0]).unwrap();
        assert_eq!((kind, one.len(), one[1].fraction), (BlankKind::Words, 3, 0.5));
        assert_eq!(one[0].feedback, "对");
        let (kind, two) = answers(&parted.blanks[1]).unwrap();
        let back = blank(kind, &two);
        assert_eq!(back.choices, ["买家", "店铺}", "快递"]);
        assert_eq!(written(&back), "{1:MULTICHOICE:=买家~店铺\\}~快递}");
        let (_, three) = answers(&parted.blanks[2]).unwrap();
        assert_eq!((three[0].text.as_str(), three[0].tolerance), ("2.5", Some(0.1)));
        assert_eq!(part("{1:SA:=x"), Err(Trouble::Embedded("{1:SA:=x".to_owned())));
        assert_eq!(part("没有"), Err(Trouble::NoBlank));
        assert!(answers("{1:MULTIRESPONSE:=x}").is_err());
        assert_eq!(answers("{1:SA:x}").unwrap_err(), Trouble::NoneRight);
    }
}
