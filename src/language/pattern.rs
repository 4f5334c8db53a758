//! Cues: what words say about a clause. They are written in `content/language/cues.tsv`, one label and its patterns a line.
//!
//! A pattern is text with `(a|b|)` for a choice, `..` for up to eight characters in between, `#` for a number,
//! `^` and `$` for the ends of the clause.

use super::act::{ActKind, Polarity, Topic};
use super::normalise::automaton;
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::BTreeMap;
use std::iter::Peekable;
use std::str::Chars;
use std::sync::{Arc, LazyLock};

const SOURCE: &str = include_str!("../../content/language/cues.tsv");

/// Most characters that `..` stands for.
const GAP_MAX: usize = 8;

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
    /// The agent or shop is the one who acts.
    Agent,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Choice(Arc<[Vec<Piece>]>),
    Gap,
    Number,
    Start,
    End,
}

struct Cue {
    label: Label,
    /// `Start` or `Number` in front of the anchor.
    before: Option<Piece>,
    after: Vec<Piece>,
}

/// One cue found in a text, by byte offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub label: Label,
    pub start: usize,
    pub end: usize,
}

struct Cues {
    automaton: AhoCorasick,
    /// Cues by the anchor's number in the automaton.
    by_anchor: Vec<Vec<Cue>>,
}

static CUES: LazyLock<Cues> = LazyLock::new(|| compile(SOURCE));

/// Where a clause lies, by byte offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub start: usize,
    pub end: usize,
    /// Violations may reach over a comma, up to here.
    pub sentence_end: usize,
}

/// All cues in a text of these clauses, in order of their start, longest first.
pub fn find(text: &str, clauses: &[Span]) -> Vec<Hit> {
    search(&CUES, text, clauses)
}

fn search(cues: &Cues, text: &str, clauses: &[Span]) -> Vec<Hit> {
    let mut hits = Vec::with_capacity(16);
    let mut at_clause = 0;
    for found in cues.automaton.find_overlapping_iter(text) {
        // Overlapping matches come by their end, so the clause only moves on.
        while at_clause + 1 < clauses.len() && found.end() > clauses[at_clause].end {
            at_clause += 1;
        }
        let Some(clause) = clauses.get(at_clause) else { break };
        if found.start() < clause.start || found.end() > clause.end {
            continue;
        }
        for cue in &cues.by_anchor[found.pattern().as_usize()] {
            let Some(start) = matches_before(text, clause.start, found.start(), cue.before.as_ref()) else { continue };
            let to = if matches!(cue.label, Label::Violation(_)) { clause.sentence_end } else { clause.end };
            if let Some(end) = matches_after(text, found.end(), to, &cue.after, &Some) {
                hits.push(Hit { label: cue.label, start, end });
            }
        }
    }
    hits.sort_unstable_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end), hit.label));
    hits.dedup();
    hits
}

fn matches_before(text: &str, from: usize, at: usize, piece: Option<&Piece>) -> Option<usize> {
    match piece {
        None => Some(at),
        Some(Piece::Start) => (at == from).then_some(at),
        Some(_) => {
            let head = &text[from..at];
            let digits = head.len() - head.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
            (digits > 0).then_some(at - digits)
        }
    }
}

/// Where a match of the pieces from `at` on ends, if `next` agrees with that end.
fn matches_after(
    text: &str,
    at: usize,
    to: usize,
    pieces: &[Piece],
    next: &dyn Fn(usize) -> Option<usize>,
) -> Option<usize> {
    let Some((piece, rest)) = pieces.split_first() else { return next(at) };
    let tail = &text[at..to];
    let go = |at: usize| matches_after(text, at, to, rest, next);
    match piece {
        Piece::Text(word) => tail.starts_with(word.as_str()).then(|| go(at + word.len()))?,
        Piece::Choice(choices) => choices.iter().find_map(|choice| matches_after(text, at, to, choice, &go)),
        Piece::Number => {
            let digits = tail.len() - tail.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
            (digits > 0).then(|| go(at + digits))?
        }
        Piece::End => tail.chars().all(is_last_word).then(|| go(at))?,
        Piece::Start => None,
        Piece::Gap => std::iter::once(0)
            .chain(tail.char_indices().map(|(offset, c)| offset + c.len_utf8()))
            .take(GAP_MAX + 1)
            .find_map(|skip| go(at + skip)),
    }
}

/// True for what may follow the end of a pattern.
fn is_last_word(character: char) -> bool {
    matches!(character, '哦' | '呢' | '呀' | '啊' | '哈' | '啦' | '的' | '了' | '亲' | '喔' | '噢' | '哒' | '滴' | '嘛')
}

fn compile(source: &str) -> Cues {
    let mut anchors: BTreeMap<String, Vec<Cue>> = BTreeMap::new();
    for (_, line) in lines(source) {
        let Some((label, patterns)) = line.split_once('\t') else { continue };
        let Some(label) = parse_label(label) else { continue };
        for pattern in patterns.split_whitespace() {
            let Some(pieces) = parse(pattern) else { continue };
            anchor(None, pieces, &mut |word, before, after| {
                anchors.entry(word).or_default().push(Cue { label, before, after });
            });
        }
    }
    let (words, by_anchor): (Vec<String>, Vec<Vec<Cue>>) = anchors.into_iter().unzip();
    Cues { automaton: automaton(words.iter(), MatchKind::Standard), by_anchor }
}

/// Splits a pattern at its first text, which the automaton looks for; a choice in front is followed each way.
fn anchor(before: Option<Piece>, pieces: Vec<Piece>, found: &mut dyn FnMut(String, Option<Piece>, Vec<Piece>)) {
    let mut rest = pieces.into_iter();
    match rest.next() {
        None => {}
        Some(Piece::Choice(choices)) => {
            for choice in choices.iter() {
                anchor(before.clone(), choice.iter().cloned().chain(rest.clone()).collect(), found);
            }
        }
        Some(Piece::Text(word)) => {
            let mut peek = rest.clone();
            match peek.next() {
                Some(Piece::Text(more)) => {
                    let joined = std::iter::once(Piece::Text(word + &more)).chain(peek).collect();
                    anchor(before, joined, found);
                }
                // A single character is too common to look for.
                Some(Piece::Choice(choices)) if word.chars().count() < 2 => {
                    for choice in choices.iter() {
                        let first = std::iter::once(Piece::Text(word.clone()));
                        let joined: Vec<Piece> = first.chain(choice.iter().cloned()).chain(peek.clone()).collect();
                        anchor(before.clone(), joined, found);
                    }
                }
                _ => found(word, before, rest.collect()),
            }
        }
        Some(Piece::Gap | Piece::End) => anchor(before, rest.collect(), found),
        Some(piece @ (Piece::Start | Piece::Number)) => anchor(Some(piece), rest.collect(), found),
    }
}

/// The lines that say something, with their numbers from 1.
fn lines(source: &str) -> impl Iterator<Item = (u64, &str)> {
    (1_u64..).zip(source.lines()).filter(|(_, line)| !line.trim().is_empty() && !line.starts_with("//"))
}

/// The pieces of a pattern; `None` where its brackets do not close or it holds no text.
fn parse(pattern: &str) -> Option<Vec<Piece>> {
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

fn parse_label(label: &str) -> Option<Label> {
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
        ("@", "agent") => Label::Agent,
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

    #[test]
    fn choices_gaps_and_ends_match() {
        let check = |pattern: &str, text: &str, expected: bool| {
            let cues = compile(&format!("greet\t{pattern}"));
            let found = search(&cues, text, &[Span { start: 0, end: text.len(), sentence_end: text.len() }]);
            assert_eq!(!found.is_empty(), expected, "{pattern} in {text}");
        };
        check("(有|没)(现|)货", "没现货", true);
        check("(有|没)(现|)货", "没现在货", false);
        check("加..微信", "加我一下微信", true);
        check("包(治|您(好|瘦))", "包您瘦", true);
        check("^在$", "在的哦", true);
        check("^在$", "在路上", false);
        check("#码", "22码", true);
        check("#码", "尺码", false);
        check("满#减", "满300减40", true);
    }
}
