//! What the trained part sees of a reply, hashed: runs of characters, classes of words, cues.

use super::clause::Clause;
use super::pattern::{Hit, Label};
use super::polarity;
use super::words::{Token, plain, tokens};

/// Most features of one clause, and of the whole; the rest of a longer one is not looked at.
const FEATURES_MAX: usize = 360;

/// Says which kind of thing was hashed.
#[derive(Clone, Copy)]
enum Tag {
    Run = 1,
    Words,
    Class,
    Cue,
    Topic,
    Stated,
    Mark,
    WholeRun,
    WholeClass,
    Before,
    After,
    First,
    Last,
    Count,
}

/// A reply as the trained part sees it.
pub struct Seen {
    /// Features of the whole, which each clause has too, at half weight.
    pub whole: Vec<u32>,
    pub clauses: Vec<Vec<u32>>,
}

/// The features of a normalised text; `speaking` holds the cues of each clause.
pub fn features(text: &str, clauses: &[Clause], speaking: &[Vec<Hit>]) -> Seen {
    let tokens: Vec<Vec<Token>> =
        clauses.iter().map(|clause| tokens(&text[clause.span.start..clause.span.end])).collect();
    let mut whole = Vec::with_capacity(text.len());
    runs(text, 2, Tag::WholeRun, &mut whole);
    for class in tokens.iter().flat_map(|tokens| classes(tokens)) {
        whole.push(hash(Tag::WholeClass, [u32::from(class)]));
    }
    whole.truncate(FEATURES_MAX);
    let of_clause = |index: usize| {
        let clause = &clauses[index];
        let mut found = Vec::with_capacity(128);
        runs(&text[clause.span.start..clause.span.end], 3, Tag::Run, &mut found);
        word_runs(&tokens[index], &mut found);
        cues(&speaking[index], Tag::Cue, &mut found);
        if clause.mark == '?' {
            found.push(hash(Tag::Mark, []));
        }
        match index.checked_sub(1) {
            Some(before) => neighbour(&tokens[before], &clauses[before], Tag::Before, &mut found),
            None => found.push(hash(Tag::First, [])),
        }
        match tokens.get(index + 1) {
            Some(after) => neighbour(after, &clauses[index + 1], Tag::After, &mut found),
            None => found.push(hash(Tag::Last, [])),
        }
        found.push(hash(Tag::Count, [u32::try_from(clauses.len().min(6)).unwrap_or(6)]));
        found.truncate(FEATURES_MAX);
        found
    };
    Seen { clauses: (0..clauses.len()).map(of_clause).collect(), whole }
}

/// Runs of one to `longest` characters, the ends marked.
fn runs(text: &str, longest: usize, tag: Tag, found: &mut Vec<u32>) {
    let (mut before, mut last) = ('^', '^');
    for character in plain(text).chain(std::iter::once('$')) {
        if character != '$' {
            found.push(hash(tag, [character.into()]));
        }
        found.push(hash(tag, [last.into(), character.into()]));
        if longest > 2 {
            found.push(hash(tag, [before.into(), last.into(), character.into()]));
        }
        (before, last) = (last, character);
    }
}

/// The classes of the words, and runs of two and three tokens that hold one.
fn word_runs(tokens: &[Token], found: &mut Vec<u32>) {
    found.extend(classes(tokens).map(|class| hash(Tag::Class, [u32::from(class)])));
    let ends = [Token::Character('^'), Token::Character('$')];
    let all: Vec<Token> = ends[..1].iter().chain(tokens).chain(&ends[1..]).copied().collect();
    for run in all.windows(2).chain(all.windows(3)) {
        if run.iter().any(|token| matches!(token, Token::Word(_))) {
            found.push(hash(Tag::Words, run.iter().map(|token| code(*token))));
        }
    }
}

fn code(token: Token) -> u32 {
    match token {
        Token::Word(classes) => 0x11_0000 + classes.first().map_or(0, |class| u32::from(*class)),
        Token::Character(character) => character.into(),
    }
}

fn classes(tokens: &[Token]) -> impl Iterator<Item = u8> {
    tokens.iter().flat_map(|token| match token {
        Token::Word(classes) => classes.iter().copied(),
        Token::Character(_) => [].iter().copied(),
    })
}

fn cues(hits: &[Hit], tag: Tag, found: &mut Vec<u32>) {
    for hit in hits {
        let (kind, act, topic) = match hit.label {
            Label::Act(kind, topic) => (0, kind as u32, topic.map_or(99, |topic| topic as u32)),
            Label::Claim(topic, polarity) => (1 + polarity as u32, 0, topic as u32),
            Label::Mention(topic) => (3, 0, topic as u32),
            Label::Violation(kind) => (4, kind as u32, 0),
            Label::Shield(kind) => (5, kind as u32, 0),
            Label::Negator => (6, 0, 0),
            Label::Complement => (7, 0, 0),
            Label::Rhetorical => (8, 0, 0),
            Label::Mask => (9, 0, 0),
            Label::Question => (10, 0, 0),
        };
        found.push(hash(tag, [kind, act, topic]));
        if matches!(hit.label, Label::Claim(..) | Label::Mention(_)) {
            found.push(hash(Tag::Topic, [topic]));
        }
    }
    for statement in polarity::statements(hits) {
        let (topic, polarity) = (statement.topic as u32, statement.polarity as u32);
        found.push(hash(Tag::Stated, [polarity]));
        found.push(hash(Tag::Stated, [polarity, topic, u32::from(statement.claimed)]));
    }
}

fn neighbour(tokens: &[Token], clause: &Clause, tag: Tag, found: &mut Vec<u32>) {
    found.extend(classes(tokens).map(|class| hash(tag, [u32::from(class)])));
    found.push(hash(tag, [u32::from(clause.mark)]));
}

/// FNV-1a, 32 bit.
fn hash(tag: Tag, parts: impl IntoIterator<Item = u32>) -> u32 {
    let step = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    parts
        .into_iter()
        .fold(step(0x811c_9dc5, tag as u8), |hash, part| part.to_le_bytes().into_iter().take(3).fold(hash, step))
}
