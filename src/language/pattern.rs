//! Finds the cues of a text: one automaton over the first words of all patterns, the rest matched behind them.

pub use super::cue_file::Label;
use super::cue_file::{Piece, SOURCE, lines, parse, parse_label};
use super::normalise::automaton;
use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Most characters that `..` stands for.
const GAP_MAX: usize = 8;

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
        Piece::Text(word) => begins(tail, word).then(|| go(at + word.len()))?,
        Piece::Choice(choices) => choices
            .iter()
            .filter(|choice| !matches!(choice.first(), Some(Piece::Text(word)) if !begins(tail, word)))
            .find_map(|choice| matches_after(text, at, to, choice, &go)),
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

/// `starts_with`, without a call: most words part from the text at once.
#[inline]
pub(super) fn begins(text: &str, word: &str) -> bool {
    text.len() >= word.len() && word.bytes().rev().zip(text.as_bytes()[..word.len()].iter().rev()).all(|(a, b)| a == *b)
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

#[cfg(test)]
mod tests {
    use super::*;

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
