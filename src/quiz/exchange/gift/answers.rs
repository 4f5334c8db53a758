//! What stands between the braces: the kind follows from its marks, in the order Moodle's importer asks.

use super::super::{FileFault, Imported, ImportedAnswer, Trouble, number};
use super::marks::{Mark, find, format, pieces, text, trimmed};
use crate::quiz::{
    Kind,
    carried::{Role, TextFormat},
};

/// The head of an ordering that says nothing more.
pub const ORDERING_HEAD: &str = "ALL";

/// The inside of the braces.
pub struct Body<'a> {
    pub marks: &'a [Mark],
    /// Of the prompt: answers that name none have it too.
    pub format: Option<TextFormat>,
    pub line: u64,
}

impl Body<'_> {
    fn fault<T>(&self, marks: &[Mark], trouble: Trouble) -> Result<T, FileFault> {
        Err(FileFault::new(marks.first().map_or(self.line, |mark| mark.line), trouble))
    }

    /// A text and how it was written.
    fn words(&self, role: Role, marks: &[Mark], item: &mut Imported) -> String {
        let (named, rest) = format(trimmed(marks));
        item.shown(role, named.unwrap_or(self.format), &text(rest))
    }
}

/// Reads kind and answers.
pub fn answers(body: &Body<'_>, item: &mut Imported) -> Result<(), FileFault> {
    let (marks, general) = match find(body.marks, "####", 0) {
        Some(at) => (trimmed(&body.marks[..at]), Some(&body.marks[at + 4..])),
        None => (body.marks, None),
    };
    let has = |what| find(marks, what, 0).is_some();
    if marks.is_empty() {
        item.kind = Kind::Essay;
    } else if find(marks, "#", 0) == Some(0) {
        numeric(body, &marks[1..], item)?;
    } else if find(marks, ">", 0) == Some(0) {
        ordering(body, &marks[1..], item)?;
    } else if has("~") {
        choice(body, marks, item)?;
    } else if has("=") && pieces(marks, &['=']).iter().skip(1).any(|one| find(head(one), "->", 0).is_some()) {
        matching(body, marks, item)?;
    } else if let Some(truth) = truth(marks) {
        boolean(body, marks, truth, item);
    } else {
        words(body, marks, item)?;
    }
    if let Some(general) = general.map(trimmed).filter(|general| !general.is_empty()) {
        item.general_feedback = Some(body.words(Role::General, general, item));
    }
    Ok(())
}

/// An answer up to its feedback.
fn head(marks: &[Mark]) -> &[Mark] {
    &marks[..find(marks, "#", 0).unwrap_or(marks.len())]
}

/// `%50%` at the beginning, and what follows.
fn weight<'a>(body: &Body<'_>, marks: &'a [Mark]) -> Result<(Option<f64>, &'a [Mark]), FileFault> {
    let marks = trimmed(marks);
    if find(&marks[..marks.len().min(1)], "%", 0).is_none() {
        return Ok((None, marks));
    }
    let Some(end) = find(marks, "%", 1) else { return Ok((None, marks)) };
    let percent = text(&marks[1..end]);
    if percent.is_empty() || percent.chars().any(|one| !(one.is_ascii_digit() || "-.".contains(one))) {
        return Ok((None, marks));
    }
    match number::from_percent(&percent) {
        Ok(share) => Ok((Some(share), trimmed(&marks[end + 1..]))),
        Err(trouble) => body.fault(marks, trouble),
    }
}

/// Text and feedback; an empty text is a fault.
fn answer(body: &Body<'_>, marks: &[Mark], fraction: f64, item: &mut Imported) -> Result<ImportedAnswer, FileFault> {
    let (head, feedback) = marks.split_at(head(marks).len());
    let words = body.words(Role::Answer, head, item);
    if words.is_empty() {
        return body.fault(marks, Trouble::EmptyAnswer);
    }
    Ok(ImportedAnswer { feedback: said(body, feedback, item), ..ImportedAnswer::new(words, fraction) })
}

/// Feedback with its `#`, if there is any.
fn said(body: &Body<'_>, marks: &[Mark], item: &mut Imported) -> String {
    let marks = trimmed(marks.get(1..).unwrap_or_default());
    if marks.is_empty() { String::new() } else { body.words(Role::Feedback, marks, item) }
}

/// Nothing may stand before the first mark.
fn nothing(body: &Body<'_>, first: &[Mark]) -> Result<(), FileFault> {
    let first = trimmed(first);
    if first.is_empty() { Ok(()) } else { body.fault(first, Trouble::StrayText(text(first))) }
}

fn choice(body: &Body<'_>, marks: &[Mark], item: &mut Imported) -> Result<(), FileFault> {
    item.kind = if find(marks, "=", 0).is_some() { Kind::Single } else { Kind::Multiple };
    let pieces = pieces(marks, &['~', '=']);
    nothing(body, pieces[0])?;
    for (at, piece) in pieces.iter().enumerate().skip(1) {
        let rest = trimmed(&piece[1..]);
        let next = pieces.get(at + 1);
        // `~=` is one mark.
        if rest.is_empty() && piece[0].one == '~' && next.is_some_and(|next| next[0].one == '=') {
            continue;
        }
        let (share, rest) = weight(body, rest)?;
        let fraction = share.unwrap_or(if piece[0].one == '=' { 1.0 } else { 0.0 });
        if rest.is_empty() {
            return body.fault(piece, Trouble::EmptyAnswer);
        }
        let one = answer(body, rest, fraction, item)?;
        item.answers.push(one);
    }
    right_one(body, item)
}

fn right_one(body: &Body<'_>, item: &Imported) -> Result<(), FileFault> {
    if item.answers.iter().any(|one| one.fraction > 0.0) { Ok(()) } else { body.fault(body.marks, Trouble::NoneRight) }
}

fn matching(body: &Body<'_>, marks: &[Mark], item: &mut Imported) -> Result<(), FileFault> {
    item.kind = Kind::Matching;
    let pieces = pieces(marks, &['=']);
    nothing(body, pieces[0])?;
    for piece in &pieces[1..] {
        let Some(arrow) = find(piece, "->", 0) else {
            return body.fault(piece, Trouble::HalfPair(text(trimmed(&piece[1..]))));
        };
        let left = body.words(Role::Answer, &piece[1..arrow], item);
        let right = body.words(Role::Match, &piece[arrow + 2..], item);
        if right.is_empty() {
            return body.fault(piece, Trouble::HalfPair(left));
        }
        let fraction = if left.is_empty() { 0.0 } else { 1.0 };
        item.answers.push(ImportedAnswer { right: Some(right), ..ImportedAnswer::new(left, fraction) });
    }
    if item.answers.iter().filter(|one| !one.text.is_empty()).count() < 2 {
        return body.fault(body.marks, Trouble::FewPairs);
    }
    Ok(())
}

fn truth(marks: &[Mark]) -> Option<bool> {
    match text(trimmed(head(marks))).to_ascii_uppercase().as_str() {
        "T" | "TRUE" => Some(true),
        "F" | "FALSE" => Some(false),
        _ => None,
    }
}

/// The first feedback is for who is wrong, the second for who is right.
fn boolean(body: &Body<'_>, marks: &[Mark], truth: bool, item: &mut Imported) {
    item.kind = Kind::Boolean;
    let feedback = &marks[head(marks).len()..];
    let second = find(feedback, "#", 1).unwrap_or(feedback.len());
    let wrong = said(body, &feedback[..second], item);
    let right = said(body, &feedback[second..], item);
    item.answers = [true, false]
        .map(|one| ImportedAnswer {
            feedback: if one == truth { right.clone() } else { wrong.clone() },
            ..ImportedAnswer::new(one.to_string(), if one == truth { 1.0 } else { 0.0 })
        })
        .to_vec();
}

fn words(body: &Body<'_>, marks: &[Mark], item: &mut Imported) -> Result<(), FileFault> {
    item.kind = Kind::Text;
    let pieces = pieces(marks, &['=']);
    // One word may stand without its mark.
    let bare = Some(trimmed(pieces[0])).filter(|first| !first.is_empty());
    for piece in bare.into_iter().chain(pieces[1..].iter().map(|piece| &piece[1..])) {
        let (share, rest) = weight(body, piece)?;
        if rest.is_empty() {
            return body.fault(piece, Trouble::EmptyAnswer);
        }
        let one = answer(body, rest, share.unwrap_or(1.0), item)?;
        item.answers.push(one);
    }
    right_one(body, item)
}

fn numeric(body: &Body<'_>, marks: &[Mark], item: &mut Imported) -> Result<(), FileFault> {
    item.kind = Kind::Numeric;
    let wrong = find(marks, "~", 0).unwrap_or(marks.len());
    let pieces = pieces(&marks[..wrong], &['=']);
    let bare = Some(trimmed(pieces[0])).filter(|first| !first.is_empty());
    for piece in bare.into_iter().chain(pieces[1..].iter().map(|piece| &piece[1..])) {
        let (share, rest) = weight(body, piece)?;
        let (head, feedback) = rest.split_at(head(rest).len());
        let (value, tolerance) = value(&text(trimmed(head))).or_else(|trouble| body.fault(rest, trouble))?;
        let fraction = share.unwrap_or(1.0);
        let feedback = said(body, feedback, item);
        item.answers.push(ImportedAnswer {
            feedback,
            tolerance: Some(tolerance),
            ..ImportedAnswer::new(number::written(value), fraction)
        });
    }
    right_one(body, item)?;
    best_first(&mut item.answers);
    if wrong < marks.len() {
        let (head, feedback) = marks[wrong + 1..].split_at(self::head(&marks[wrong + 1..]).len());
        nothing(body, head)?;
        let feedback = said(body, feedback, item);
        item.answers.push(ImportedAnswer { feedback, ..ImportedAnswer::new("*", 0.0) });
    }
    Ok(())
}

/// The first number that fits counts in Moodle, so the better ones come first.
pub fn best_first(answers: &mut [ImportedAnswer]) {
    answers.sort_by(|one, other| other.fraction.total_cmp(&one.fraction));
}

/// `3`, `3:0.5` or `2.5..3.5` as a number and its tolerance.
fn value(text: &str) -> Result<(f64, f64), Trouble> {
    if let Some((low, high)) = text.split_once("..") {
        return Ok(number::range(number::number(low)?, number::number(high)?));
    }
    match text.split_once(':') {
        Some((value, tolerance)) => Ok((number::number(value)?, number::number(tolerance)?.abs())),
        None => Ok((number::number(text)?, 0.0)),
    }
}

/// A head of words as the plugin writes them (`3 RELATED VERTICAL`), then a step a line.
fn ordering(body: &Body<'_>, marks: &[Mark], item: &mut Imported) -> Result<(), FileFault> {
    item.kind = Kind::Ordering;
    let lines = pieces(marks, &['\n']);
    let head = text(trimmed(lines[0]));
    let is_head = |word: &str| word.chars().all(|one| one.is_ascii_digit() || one.is_ascii_uppercase() || one == '_');
    let skip = usize::from(head.split_ascii_whitespace().all(is_head));
    if skip == 1 && !head.is_empty() && head != ORDERING_HEAD {
        item.embedded.push(head.split_ascii_whitespace().collect::<Vec<_>>().join(" "));
    }
    for line in lines.iter().skip(skip).map(|line| trimmed(line)).filter(|line| !line.is_empty()) {
        let step = body.words(Role::Answer, line, item);
        item.answers.push(ImportedAnswer::new(step, 1.0));
    }
    if item.answers.len() < 2 {
        return body.fault(body.marks, Trouble::FewSteps);
    }
    Ok(())
}
