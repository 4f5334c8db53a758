//! Settles what the cues read by what the trained part makes of the same reply.
//!
//! The cues know values, amounts and yes or no; the model knows better which acts and topics are there at all. Each act
//! about a topic is a case of its own, decided by all that speaks for it; then acts and topics that found no case.

use super::act::{Act, ActKind, Polarity, Topic};
use super::bearing::{is_named, polarity_of};
use super::evidence::{Known, What};
use super::labels::{DENIAL, KINDS, TOPICS};
use super::model::{Model, ONE, Scores};
use super::polarity::{self, Twist};
use super::reading::ClauseReading;
use std::cmp::Reverse;

/// What the rules read of yes or no stands up to such a score.
const OVERRULE: i32 = ONE / 2;

/// What is no though no word says so.
const UNSAID_NO: i32 = ONE / 4;

/// How sure an act is that only the model reads, at the threshold and at its surest.
const SURE_LEAST: i32 = 50;
const SURE_MOST: i32 = 85;

/// An act and the clause it stands in.
#[derive(Clone)]
pub struct Placed {
    pub act: Act,
    pub clause: usize,
}

/// The acts of a reply by cues and model, in order.
pub(super) fn settle(known: &Known, model: &Model) -> Vec<Act> {
    let mut settlement = Settlement::new(known);
    let mut verdicts = Vec::with_capacity(48);
    known.each_case(|case| {
        verdicts.push(Verdict { what: case.what, clause: case.clause, score: model.verdict(&case) });
    });
    for verdict in &verdicts {
        settlement.decide(*verdict, &verdicts);
    }
    settlement.drop_hollow_answer();
    settlement.tell_yes_from_no();
    settlement.acts()
}

/// What the cues read where the model would leave nothing: better a doubtful reading than none, the buyer asks back.
pub(super) fn doubtful(read: &[Placed]) -> Vec<Act> {
    read.iter().map(|placed| Act { confidence: confidence(0), ..placed.act.clone() }).collect()
}

/// How surely something is there (above 0), and where.
#[derive(Clone, Copy)]
struct Verdict {
    what: What,
    clause: usize,
    score: i32,
}

struct Settlement<'a> {
    known: &'a Known<'a>,
    asked: Option<Topic>,
    placed: Vec<Placed>,
}

impl<'a> Settlement<'a> {
    /// What answers what was asked stays as it was read.
    fn new(known: &'a Known<'a>) -> Self {
        let asked = known.readings.first().and_then(|reading| reading.context.asked);
        let answers = known.read.iter().filter(|placed| asked.is_some() && placed.act.topic == asked);
        Self { known, asked, placed: answers.cloned().collect() }
    }

    /// Verdicts come in order: acts about topics, acts, topics.
    fn decide(&mut self, Verdict { what, clause, score }: Verdict, all: &[Verdict]) {
        if score <= 0 {
            return;
        }
        match what {
            What::Pair(kind, topic) => self.put_pair(KINDS[kind], TOPICS[topic], clause, score),
            What::Kind(kind) => self.put_kind(KINDS[kind], clause, score),
            What::Topic(topic) => {
                if self.placed.iter().any(|placed| placed.act.topic == Some(TOPICS[topic])) {
                    return;
                }
                let likely = |verdict: &Verdict| match verdict.what {
                    What::Pair(kind, of) if of == topic => Some((verdict.score, Reverse(kind), verdict.clause)),
                    _ => None,
                };
                if let Some((_, Reverse(kind), clause)) = all.iter().filter_map(likely).max() {
                    self.put_pair(KINDS[kind], TOPICS[topic], clause, score);
                }
            }
        }
    }

    fn put_pair(&mut self, kind: ActKind, topic: Topic, clause: usize, verdict: i32) {
        let same = |placed: &&Placed| placed.act.kind == kind && placed.act.topic == Some(topic);
        if self.placed.iter().any(|placed| same(&placed)) {
            return;
        }
        let placed = match self.known.read.iter().find(same) {
            Some(read) => read.clone(),
            None if self.answers_bare(clause) => return,
            None => {
                let act = self.known.readings[clause].added(kind, Some(topic), confidence(verdict));
                Placed { act, clause }
            }
        };
        // An act that stood without a topic has found it.
        self.placed.retain(|open| open.act.kind != kind || open.act.topic.is_some());
        self.placed.push(placed);
    }

    fn put_kind(&mut self, kind: ActKind, clause: usize, verdict: i32) {
        if self.placed.iter().any(|placed| placed.act.kind == kind) {
            return;
        }
        let read = self.known.read.iter().find(|placed| placed.act.kind == kind).cloned();
        self.placed.push(match read {
            Some(Placed { act, clause }) if act.topic.is_some() => {
                Placed { act: Act { topic: None, value: None, polarity: None, ..act }, clause }
            }
            Some(read) => read,
            None => Placed { act: self.known.readings[clause].added(kind, None, confidence(verdict)), clause },
        });
    }

    /// 没有了 says of what was asked; nothing else is looked for in it.
    fn answers_bare(&self, clause: usize) -> bool {
        let answers = |placed: &Placed| placed.clause == clause && placed.act.topic == self.asked;
        self.asked.is_some() && self.placed.iter().any(answers) && !self.known.readings[clause].speaks_of(self.asked)
    }

    /// An answer about nothing, which no cue read, tells the buyer nothing beside other acts (三天没动静,让您着急了).
    fn drop_hollow_answer(&mut self) {
        let cued = self.known.read.iter().any(|read| read.act.kind == ActKind::Answer);
        if !cued && self.placed.len() > 1 {
            self.placed.retain(|placed| placed.act.kind != ActKind::Answer || placed.act.topic.is_some());
        }
    }

    fn tell_yes_from_no(&mut self) {
        for Placed { act, clause } in &mut self.placed {
            // What a named thing is or is not (不是真皮) stays by rule.
            let Some(topic) = act.topic.filter(|topic| !(is_named(*topic) && act.value.is_some())) else { continue };
            let spoken = self.known.readings[*clause].speaks_of(act.topic);
            let clause = if spoken { *clause } else { self.known.place_of(topic) };
            let (reading, scores) = (&self.known.readings[clause], &self.known.scores[clause]);
            act.polarity = act.polarity.map(|read| yes_or_no(act.kind, topic, read, reading, scores));
        }
        // 货到付款? 走不了: what is turned down is not so; but who turns down to lift a tax says it is due.
        let refused = self.placed.iter().filter(|placed| placed.act.kind == ActKind::Refuse);
        let refused: Vec<Option<Topic>> = refused.map(|placed| placed.act.topic).collect();
        for Placed { act, .. } in &mut self.placed {
            let free = act.topic.is_some_and(|topic| topic != Topic::Tax);
            if act.kind == ActKind::Answer && free && refused.contains(&act.topic) {
                act.polarity = Some(Polarity::Deny);
            }
        }
    }

    /// By clause, in one clause as the cues read them.
    fn acts(mut self) -> Vec<Act> {
        let read = self.known.read;
        let place = |act: &Act| read.iter().position(|read| read.act.kind == act.kind && read.act.topic == act.topic);
        self.placed.sort_by_key(|placed| (placed.clause, place(&placed.act).unwrap_or(read.len())));
        self.placed.into_iter().map(|placed| placed.act).collect()
    }
}

/// Yes or no: the rule's, unless the model knows much better or the clause claims nothing of the topic.
fn yes_or_no(kind: ActKind, topic: Topic, read: Polarity, reading: &ClauseReading, scores: &Scores) -> Polarity {
    let score = scores[DENIAL];
    let claimed = reading.statements.iter().any(|statement| statement.topic == topic && statement.claimed);
    let stated = if score > 0 { Polarity::Deny } else { Polarity::Affirm };
    let limit = match polarity::twist(&reading.hits) {
        Twist::Double => i32::MAX,
        Twist::Plain if stated == Polarity::Deny && !polarity::denies(&reading.hits) => {
            if claimed {
                ONE
            } else {
                UNSAID_NO
            }
        }
        Twist::Plain if claimed => OVERRULE,
        Twist::Plain | Twist::Several => 0,
    };
    if score.abs() < limit { read } else { polarity_of(kind, stated) }
}

/// A verdict as a share of certainty, in steps of 0.01.
fn confidence(verdict: i32) -> f32 {
    let above = verdict.clamp(0, ONE) * (SURE_MOST - SURE_LEAST) / ONE;
    let hundredths = u8::try_from(SURE_LEAST + above).unwrap_or(50);
    f32::from(hundredths) / 100.0
}
