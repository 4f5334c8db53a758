//! The cues ready to be looked for: a tree of their first words, and what must stand behind each.

use super::cue_file::{Label, Piece, lines, parse, parse_label};
use super::trie::{Trie, place};
use std::collections::{BTreeMap, BTreeSet};

/// Every place: a step may begin with anything, or be empty.
pub(super) const ANY: u128 = u128::MAX;

pub(super) struct Cue {
    pub(super) label: Label,
    /// What stands in front of the anchor.
    pub(super) before: Before,
    /// Behind a gap at first, within its reach, stands one of these characters (see [`place`]), or anything.
    pub(super) near: u128,
    pub(super) after: Vec<Step>,
}

#[derive(Clone, Copy)]
pub(super) enum Before {
    Anything,
    Start,
    Number,
}

/// A piece with the places (see [`place`]) of the characters that it and what follows may begin with.
pub(super) struct Step {
    pub(super) first: u128,
    pub(super) what: What,
}

pub(super) enum What {
    Text(String),
    Choice(Vec<Vec<Step>>),
    Gap,
    Number,
    End,
    Never,
}

pub(super) struct Cues {
    pub(super) anchors: Trie,
    /// By the anchor's number.
    pub(super) by_anchor: Vec<Anchored>,
    pub(super) cues: Vec<Cue>,
}

/// The cues of one anchor, by their numbers.
#[derive(Default)]
pub(super) struct Anchored {
    pub(super) always: Vec<u32>,
    /// Those that go on with one of few characters, by that character.
    pub(super) by_next: Vec<(char, u32)>,
}

impl Anchored {
    /// The cues that may stand where such a character follows.
    pub(super) fn before(&self, next: char) -> impl Iterator<Item = u32> {
        let from = self.by_next.partition_point(|(known, _)| *known < next);
        let own = self.by_next[from..].iter().take_while(move |(known, _)| *known == next);
        self.always.iter().copied().chain(own.map(|(_, cue)| *cue))
    }
}

pub(super) fn compile(source: &str) -> Cues {
    let mut anchors: BTreeMap<String, Anchored> = BTreeMap::new();
    let mut cues = Vec::new();
    for (_, line) in lines(source) {
        let Some((label, patterns)) = line.split_once('\t') else { continue };
        let Some(label) = parse_label(label) else { continue };
        for pattern in patterns.split_whitespace() {
            let Some(pieces) = parse(pattern) else { continue };
            anchor(Before::Anything, pieces, &mut |word, before, after| {
                let anchored = anchors.entry(word).or_default();
                let number = u32::try_from(cues.len()).unwrap_or(u32::MAX);
                match firsts(&after, None) {
                    Some(firsts) => anchored.by_next.extend(firsts.into_iter().map(|first| (first, number))),
                    None => anchored.always.push(number),
                }
                let after = steps(&after, ANY).0;
                let near = match after.as_slice() {
                    [Step { what: What::Gap, .. }, next, ..] => next.first,
                    _ => ANY,
                };
                cues.push(Cue { label, before, near, after });
            });
        }
    }
    for anchored in anchors.values_mut() {
        anchored.by_next.sort_unstable();
    }
    let (words, by_anchor): (Vec<String>, Vec<Anchored>) = anchors.into_iter().unzip();
    Cues { anchors: Trie::new(words.iter().map(String::as_str)), by_anchor, cues }
}

/// The characters that the pieces and what `follows` them may begin with; `None` where that may be any, or none.
fn firsts(pieces: &[Piece], follows: Option<&BTreeSet<char>>) -> Option<BTreeSet<char>> {
    match pieces.split_first() {
        None => follows.cloned(),
        Some((Piece::Text(word), _)) => Some(word.chars().take(1).collect()),
        Some((Piece::Number, _)) => Some(('0'..='9').chain(['.']).collect()),
        Some((Piece::Choice(choices), rest)) => {
            let follows = firsts(rest, follows);
            let mut all = BTreeSet::new();
            for choice in choices.iter() {
                all.extend(firsts(choice, follows.as_ref())?);
            }
            Some(all)
        }
        Some((Piece::Gap | Piece::End | Piece::Start, _)) => None,
    }
}

/// The pieces ready to be matched, and with which characters they and what `follows` them may begin.
fn steps(pieces: &[Piece], follows: u128) -> (Vec<Step>, u128) {
    let mut first = follows;
    let mut steps = Vec::with_capacity(pieces.len());
    for piece in pieces.iter().rev() {
        let what = match piece {
            Piece::Text(word) => {
                first = word.chars().next().map_or(ANY, place);
                What::Text(word.clone())
            }
            Piece::Choice(choices) => {
                let (choices, firsts): (Vec<_>, Vec<u128>) =
                    choices.iter().map(|choice| self::steps(choice, first)).unzip();
                first = firsts.into_iter().fold(0, |all, first| all | first);
                What::Choice(choices)
            }
            Piece::Number => {
                first = ('0'..='9').fold(place('.'), |all, digit| all | place(digit));
                What::Number
            }
            Piece::Gap => {
                first = ANY;
                What::Gap
            }
            Piece::End => {
                first = ANY;
                What::End
            }
            Piece::Start => What::Never,
        };
        steps.push(Step { first, what });
    }
    steps.reverse();
    (steps, first)
}

/// Splits a pattern at its first text, which the tree holds; a choice in front is followed each way.
fn anchor(before: Before, pieces: Vec<Piece>, found: &mut dyn FnMut(String, Before, Vec<Piece>)) {
    let mut rest = pieces.into_iter();
    match rest.next() {
        None => {}
        Some(Piece::Choice(choices)) => {
            for choice in choices.iter() {
                anchor(before, choice.iter().cloned().chain(rest.clone()).collect(), found);
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
                        anchor(before, joined, found);
                    }
                }
                _ => found(word, before, rest.collect()),
            }
        }
        Some(Piece::Gap | Piece::End) => anchor(before, rest.collect(), found),
        Some(Piece::Start) => anchor(Before::Start, rest.collect(), found),
        Some(Piece::Number) => anchor(Before::Number, rest.collect(), found),
    }
}
