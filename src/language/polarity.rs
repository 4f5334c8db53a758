//! Yes or no of a statement, by rule: negations in their scope, double negation, rhetorical questions, exceptions.

use super::act::{Polarity, Topic};
use super::pattern::{Hit, Label};

/// Bytes between a verb and the complement that negates it (发票开不了).
const COMPLEMENT_REACH: usize = 12;

/// What a clause says of one topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statement {
    pub topic: Topic,
    pub polarity: Polarity,
    /// A claim; else the topic is only mentioned.
    pub claimed: bool,
    pub start: usize,
    pub end: usize,
    /// How many cues speak of the topic.
    pub cues: u64,
}

/// The statements of one clause in order, from its hits that nothing hides.
pub fn statements(hits: &[Hit]) -> Vec<Statement> {
    let mut found: Vec<Statement> = Vec::new();
    let mut claim_length: Vec<usize> = Vec::new();
    for hit in hits.iter().filter(|hit| !covered(hit, hits)) {
        let (topic, polarity, claimed) = match hit.label {
            Label::Claim(topic, polarity) => (topic, polarity, true),
            Label::Mention(topic) => (topic, Polarity::Affirm, false),
            _ => continue,
        };
        let length = if claimed { hit.end - hit.start } else { 0 };
        match found.iter().position(|statement| statement.topic == topic) {
            None => {
                found.push(Statement { topic, polarity, claimed, start: hit.start, end: hit.end, cues: 1 });
                claim_length.push(length);
            }
            Some(index) => {
                let statement = &mut found[index];
                statement.end = statement.end.max(hit.end);
                statement.cues += 1;
                if length > claim_length[index] {
                    (statement.polarity, statement.claimed) = (polarity, true);
                    claim_length[index] = length;
                }
            }
        }
    }
    for hit in negations(hits) {
        if let Some(index) = negated_by(&hit, hits, &found) {
            let Statement { topic, start, end, .. } = found[index];
            let both = matches!(topic, Topic::Return | Topic::Exchange);
            // 退换 speaks of both.
            for statement in found.iter_mut().filter(|s| s.start < end && start < s.end) {
                if statement.topic == topic || both && matches!(statement.topic, Topic::Return | Topic::Exchange) {
                    statement.polarity = turned(statement.polarity);
                }
            }
        }
    }
    found
}

/// The other polarity.
pub fn turned(polarity: Polarity) -> Polarity {
    match polarity {
        Polarity::Affirm => Polarity::Deny,
        Polarity::Deny => Polarity::Affirm,
    }
}

/// True where the clause, which states nothing of a topic, says no.
pub fn denies(hits: &[Hit]) -> bool {
    negations(hits).len() % 2 == 1
}

/// How the negations of a clause stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Twist {
    /// At most one.
    Plain,
    /// Each of its own (不退不换): which of them turns a statement is often read wrongly.
    Several,
    /// One turns the other (不是不可以), or they are only asked back: what looks at the words alone reads it wrongly.
    Double,
}

/// The twist of a clause by its hits.
pub fn twist(hits: &[Hit]) -> Twist {
    let mut found = negations(hits);
    found.sort_by_key(|hit| hit.start);
    if found.iter().any(|hit| hit.label == Label::Rhetorical) || found.windows(2).any(|two| two[0].end == two[1].start)
    {
        Twist::Double
    } else if found.len() > 1 {
        Twist::Several
    } else {
        Twist::Plain
    }
}

/// Negating words that do not overlap, and the rhetorical ones.
fn negations(hits: &[Hit]) -> Vec<Hit> {
    let mut found: Vec<Hit> = Vec::new();
    let rank = |label: Label| match label {
        Label::Complement => 0,
        Label::Rhetorical => 1,
        _ => 2,
    };
    let mut candidates: Vec<Hit> = hits
        .iter()
        .copied()
        .filter(|hit| matches!(hit.label, Label::Negator | Label::Complement | Label::Rhetorical))
        .collect();
    candidates.sort_by_key(|hit| (rank(hit.label), hit.start, std::cmp::Reverse(hit.end)));
    for hit in candidates {
        // 怎么可能不 ends in a negation of its own.
        let apart = |other: &Hit| hit.end <= other.start || other.end <= hit.start;
        let counts = match hit.label {
            Label::Negator => found.iter().filter(|other| other.label != Label::Rhetorical).all(apart),
            _ => found.iter().all(apart),
        };
        if counts {
            found.push(hit);
        }
    }
    found
}

/// Which statement a negation turns.
fn negated_by(negation: &Hit, hits: &[Hit], statements: &[Statement]) -> Option<usize> {
    // Inside a claim it is either the claim's own word or stands in its gap.
    let holder = hits.iter().find(|hit| {
        matches!(hit.label, Label::Claim(..))
            && hit.start <= negation.start
            && negation.end <= hit.end
            && !covered(hit, hits)
    });
    if let Some(Hit { label: Label::Claim(topic, polarity), start, .. }) = holder {
        let own = *polarity == Polarity::Deny || *start == negation.start || negation.label == Label::Complement;
        return (!own).then(|| statements.iter().position(|statement| statement.topic == *topic))?;
    }
    let at = negation.start;
    if negation.label == Label::Complement
        && let Some(index) =
            statements.iter().rposition(|s| s.start < at && at <= s.end.max(at.min(s.end + COMPLEMENT_REACH)))
    {
        return Some(index);
    }
    // The next thing that is stated, else the last one.
    let next = statements.iter().enumerate().filter(|(_, s)| s.end > at).min_by_key(|(_, s)| s.start.max(at));
    next.map(|(index, _)| index).or_else(|| statements.len().checked_sub(1))
}

/// A longer cue of a topic covers this one (运费险 covers 运费).
fn covered(hit: &Hit, hits: &[Hit]) -> bool {
    let speaks = |label: Label| matches!(label, Label::Claim(..) | Label::Mention(_));
    speaks(hit.label)
        && hits.iter().any(|other| {
            speaks(other.label)
                && other.start <= hit.start
                && hit.end <= other.end
                && other.end - other.start > hit.end - hit.start
                && !(matches!(hit.label, Label::Claim(..))
                    && matches!(other.label, Label::Mention(_))
                    && topic_of(hit.label) == topic_of(other.label))
        })
}

fn topic_of(label: Label) -> Option<Topic> {
    match label {
        Label::Claim(topic, _) | Label::Mention(topic) => Some(topic),
        _ => None,
    }
}
