//! Settles what the cues read by what the trained part makes of the same reply.
//!
//! The cues know values, amounts and yes or no; the model knows better which acts and topics are there at all. It drops
//! what it is sure is not there and adds what it is sure is, with the attributes that the clause holds.

use super::act::{Act, ActKind, Polarity, Topic};
use super::bearing::{is_named, polarity_of, takes_topic};
use super::labels::{DENIAL, KINDS, LABELS, TOPICS};
use super::model::{ONE, Scores};
use super::polarity::{self, Twist};
use super::reading::ClauseReading;

/// A label that no cue read is added from here on, one that a cue read is dropped below.
const ADD: i32 = ONE / 8;
const DROP: i32 = -ONE / 4;
/// … a claim below this.
const DROP_CLAIM: i32 = -ONE * 3 / 8;

/// What the rules read of yes or no stands up to such a score.
const OVERRULE: i32 = ONE / 2;

/// How sure an act is that only the model reads, at the threshold and at its surest.
const SURE_LEAST: i32 = 50;
const SURE_MOST: i32 = 85;

/// An act and the clause it stands in.
pub(super) struct Placed {
    pub(super) act: Act,
    pub(super) clause: usize,
}

/// The acts of a reply by cues and model, in order.
pub(super) fn settle(read: &[Placed], readings: &[ClauseReading], scores: &[Scores]) -> Vec<Act> {
    let best = Best { scores };
    let asked = readings.first().and_then(|reading| reading.context.asked);
    let mut placed: Vec<Placed> = read.iter().filter_map(|placed| best.agree(placed, readings, asked)).collect();
    let told: Vec<(ActKind, Option<Topic>)> = placed.iter().map(|placed| (placed.act.kind, placed.act.topic)).collect();
    placed.retain(|Placed { act, .. }| {
        act.topic.is_some() || !told.iter().any(|(kind, topic)| *kind == act.kind && topic.is_some())
    });
    for kind in KINDS {
        let (score, clause) = best.kind(kind);
        if score < ADD || placed.iter().any(|placed| placed.act.kind == kind) {
            continue;
        }
        let topic = if takes_topic(kind) { best_topic(&scores[clause]) } else { None };
        placed.push(Placed { act: readings[clause].added(kind, topic, confidence(score)), clause });
    }
    for topic in TOPICS {
        let (score, clause) = best.topic(topic);
        // 没有了 says of what was asked; nothing else is looked for in it.
        let bare = |placed: &Placed| {
            placed.clause == clause
                && asked.is_some()
                && placed.act.topic == asked
                && !readings[clause].speaks_of(asked)
        };
        if score < ADD || placed.iter().any(|placed| placed.act.topic == Some(topic) || bare(placed)) {
            continue;
        }
        let open = |placed: &&mut Placed| {
            placed.clause == clause && placed.act.topic.is_none() && takes_topic(placed.act.kind)
        };
        if let Some(Placed { act, .. }) = placed.iter_mut().find(open) {
            *act = readings[clause].added(act.kind, Some(topic), act.confidence.min(confidence(score)));
            continue;
        }
        let Some(kind) = best_kind(&scores[clause], &placed) else { continue };
        placed.push(Placed { act: readings[clause].added(kind, Some(topic), confidence(score)), clause });
    }
    for Placed { act, clause } in &mut placed {
        // What a named thing is or is not (不是真皮) stays by rule.
        if let Some(topic) = act.topic.filter(|topic| !(is_named(*topic) && act.value.is_some())) {
            let clause = if readings[*clause].speaks_of(act.topic) { *clause } else { best.topic(topic).1 };
            act.polarity =
                act.polarity.map(|read| yes_or_no(act.kind, topic, read, &readings[clause], &scores[clause]));
        }
    }
    // 货到付款? 走不了: what is turned down is not so; but who turns down to lift a tax says it is due.
    let refused: Vec<Option<Topic>> =
        placed.iter().filter(|placed| placed.act.kind == ActKind::Refuse).map(|placed| placed.act.topic).collect();
    for Placed { act, .. } in &mut placed {
        let free = act.topic.is_some_and(|topic| topic != Topic::Tax);
        if act.kind == ActKind::Answer && free && refused.contains(&act.topic) {
            act.polarity = Some(Polarity::Deny);
        }
    }
    placed.sort_by_key(|placed| placed.clause);
    placed.into_iter().map(|placed| placed.act).collect()
}

/// What the cues read where the model would leave nothing: better a doubtful reading than none, the buyer asks back.
pub(super) fn doubtful(read: Vec<Placed>) -> Vec<Act> {
    read.into_iter().map(|placed| Act { confidence: confidence(ADD), ..placed.act }).collect()
}

/// Yes or no: the rule's, unless the model knows much better or the clause claims nothing of the topic.
fn yes_or_no(kind: ActKind, topic: Topic, read: Polarity, reading: &ClauseReading, scores: &Scores) -> Polarity {
    let score = scores[DENIAL];
    let claimed = reading.statements.iter().any(|statement| statement.topic == topic && statement.claimed);
    let stated = if score > 0 { Polarity::Deny } else { Polarity::Affirm };
    let limit = match polarity::twist(&reading.hits) {
        Twist::Double => i32::MAX,
        Twist::Plain if claimed => OVERRULE,
        Twist::Plain | Twist::Several => 0,
    };
    if score.abs() < limit { read } else { polarity_of(kind, stated) }
}

/// The best score of each label and its clause.
struct Best<'a> {
    scores: &'a [Scores],
}

impl Best<'_> {
    /// What the model leaves of an act that cues read.
    fn agree(&self, placed: &Placed, readings: &[ClauseReading], asked: Option<Topic>) -> Option<Placed> {
        let (mut act, clause) = (placed.act.clone(), placed.clause);
        if act.topic.is_some() && act.topic == asked {
            return Some(Placed { act, clause });
        }
        let claimed = readings[clause].statements.iter().any(|s| s.claimed && Some(s.topic) == act.topic);
        let drop = if claimed { DROP_CLAIM } else { DROP };
        if act.topic.is_some_and(|topic| self.topic(topic).0 < drop) {
            act = Act { confidence: act.confidence, ..Act::plain(act.kind) };
        }
        (self.kind(act.kind).0 >= drop).then_some(Placed { act, clause })
    }

    fn column(&self, column: usize) -> (i32, usize) {
        let mut best = (i32::MIN, 0);
        for (clause, scores) in self.scores.iter().enumerate() {
            if scores[column] > best.0 {
                best = (scores[column], clause);
            }
        }
        best
    }

    fn kind(&self, kind: ActKind) -> (i32, usize) {
        super::labels::kind_column(kind).map_or((i32::MIN, 0), |column| self.column(column))
    }

    fn topic(&self, topic: Topic) -> (i32, usize) {
        super::labels::topic_column(topic).map_or((i32::MIN, 0), |column| self.column(column))
    }
}

/// The topic that a clause is surest about, if it is.
fn best_topic(scores: &Scores) -> Option<Topic> {
    let (column, score) = scores[KINDS.len()..LABELS]
        .iter()
        .enumerate()
        .max_by_key(|(column, score)| (**score, std::cmp::Reverse(*column)))?;
    (*score >= ADD).then(|| TOPICS[column])
}

/// The act of the reply that a clause does most surely, of those which have a topic.
fn best_kind(scores: &Scores, placed: &[Placed]) -> Option<ActKind> {
    let there = |kind: ActKind| placed.iter().any(|placed| placed.act.kind == kind);
    let fit = KINDS.iter().enumerate().filter(|(_, kind)| takes_topic(**kind) && there(**kind));
    fit.max_by_key(|(column, _)| (scores[*column], std::cmp::Reverse(*column))).map(|(_, kind)| *kind)
}

/// A score as a share of certainty, in steps of 0.01.
fn confidence(score: i32) -> f32 {
    let above = (score.clamp(ADD, ONE) - ADD) * (SURE_MOST - SURE_LEAST) / (ONE - ADD);
    let hundredths = u8::try_from(SURE_LEAST + above).unwrap_or(50);
    f32::from(hundredths) / 100.0
}
