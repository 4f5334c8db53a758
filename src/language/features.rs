//! What the trained part sees of a reply, hashed: runs of characters, classes of words, cues.

use super::clause::Clause;
use super::pattern::{Hit, Label};
use super::polarity;
use super::words::{Token, plain, tokens};

/// Most features of one clause, and of the whole; the rest of a longer one is not looked at.
pub const FEATURES_MAX: usize = 360;

/// Most classes of a clause that are paired with each other.
const PAIRED_MAX: usize = 12;

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
    Pair,
}

/// A reply as the trained part sees it.
pub struct Seen {
    /// Features of the whole, which each clause has too, at half weight.
    pub whole: Vec<u32>,
    pub clauses: Vec<Vec<u32>>,
    /// Clauses in which one negation turns another: of their yes or no the words alone teach nothing.
    pub twisted: Vec<bool>,
}

/// The features of a normalised text; `speaking` holds the cues of each clause.
pub fn features(text: &str, clauses: &[Clause], speaking: &[Vec<Hit>]) -> Seen {
    let tokens: Vec<Vec<Token>> =
        clauses.iter().map(|clause| tokens(&text[clause.span.start..clause.span.end])).collect();
    let mut whole = Vec::with_capacity(text.len());
    for class in tokens.iter().flat_map(|tokens| classes(tokens)) {
        whole.push(hash(Tag::WholeClass, [u32::from(class)]));
    }
    let mut of_clause = |index: usize| {
        let clause = &clauses[index];
        let mut found = Vec::with_capacity(192);
        runs(&text[clause.span.start..clause.span.end], &mut found, &mut whole);
        word_runs(&tokens[index], &mut found);
        class_pairs(&tokens[index], &mut found);
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
    let twisted = speaking.iter().map(|hits| polarity::twist(hits) == polarity::Twist::Double).collect();
    let clauses = (0..clauses.len()).map(&mut of_clause).collect();
    whole.truncate(FEATURES_MAX);
    Seen { clauses, whole, twisted }
}

/// Runs of one to three characters, the ends marked; those of one and two for the whole too.
fn runs(text: &str, found: &mut Vec<u32>, whole: &mut Vec<u32>) {
    let start = mix(SEED, Tag::Run as u32);
    // The run of the last character, and that of the last two.
    let mut last = mix(start, '^'.into());
    let mut two = mix(last, '^'.into());
    for character in plain(text).chain(std::iter::once('$')) {
        let character = u32::from(character);
        let runs = [mix(start, character), mix(last, character), mix(two, character)];
        found.extend(runs.map(done));
        whole.extend(runs[..2].iter().map(|run| done(run ^ Tag::WholeRun as u32)));
        [last, two, _] = runs;
    }
}

/// The classes of the words, and runs of two and three tokens that hold one.
fn word_runs(tokens: &[Token], found: &mut Vec<u32>) {
    found.extend(classes(tokens).map(|class| hash(Tag::Class, [u32::from(class)])));
    let start = mix(SEED, Tag::Words as u32);
    // As in `runs`, each with how many tokens ago a word was last.
    let mut last = mix(start, '^'.into());
    let mut two = mix(last, '^'.into());
    let mut since = 3;
    for token in tokens.iter().chain(&[Token::Character('$')]) {
        since = if matches!(token, Token::Word(_)) { 0 } else { since + 1 };
        let runs = [mix(start, code(*token)), mix(last, code(*token)), mix(two, code(*token))];
        found.extend(runs[1..].iter().zip(2..).filter(|(_, length)| since < *length).map(|(run, _)| done(*run)));
        [last, two, _] = runs;
    }
}

/// Classes that stand together in a clause, wherever they stand: a refusal and goods that come back.
fn class_pairs(tokens: &[Token], found: &mut Vec<u32>) {
    let mut own: Vec<u8> = classes(tokens).collect();
    own.sort_unstable();
    own.dedup();
    own.truncate(PAIRED_MAX);
    for (at, class) in own.iter().enumerate() {
        found.extend(own[at + 1..].iter().map(|other| hash(Tag::Pair, [u32::from(*class), u32::from(*other)])));
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

const SEED: u32 = 0x811c_9dc5;

fn mix(hash: u32, part: u32) -> u32 {
    (hash ^ part).wrapping_mul(0x9e37_79b1).rotate_left(15)
}

fn done(hash: u32) -> u32 {
    hash ^ hash >> 15
}

/// A number for a thing of this kind: each part mixed in by a multiplication.
fn hash(tag: Tag, parts: impl IntoIterator<Item = u32>) -> u32 {
    done(parts.into_iter().fold(mix(SEED, tag as u32), mix))
}
