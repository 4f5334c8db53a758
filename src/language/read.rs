//! From the cues of each clause to the acts of the reply.

use super::act::{Act, ActKind, Topic};
use super::arbiter::{self, Placed};
use super::clause::{self, Clause};
use super::context::Context;
use super::evidence::Known;
use super::features::{Seen, features};
use super::model::{Model, Scores};
use super::normalise::normalise;
use super::pattern::{self, Hit, Span};
use super::polarity::Statement;
use super::reading::{ClauseReading, SURE_MENTION};
use super::speaking::speaking;
use super::violation::RedLines;

/// Most acts of one reply; the rest of a longer one is not read.
const ACTS_MAX: usize = 24;

/// The acts of one reply, in its order, violations last.
pub fn read(reply: &str, context: &Context) -> Vec<Act> {
    read_by(Model::shipped(), reply, context)
}

/// The acts as another model sees them.
pub fn read_by(model: &Model, reply: &str, context: &Context) -> Vec<Act> {
    let normalised = normalise(reply);
    let clauses = clause::clauses(&normalised.text);
    let parts = Parts::read(&normalised.text, &clauses, context);
    let scores = model.scores(&parts.seen);
    let known = parts.known(&scores);
    let mut acts = arbiter::settle(&known, model);
    if acts.is_empty() && known.red.is_empty() {
        acts = arbiter::doubtful(&parts.placed);
    }
    acts.extend(known.red);
    acts
}

/// A reply as the cues read it, and what the trained part sees of it.
pub struct Parts<'a> {
    readings: Vec<ClauseReading<'a>>,
    placed: Vec<Placed>,
    red_lines: RedLines,
    pub seen: Seen,
}

impl<'a> Parts<'a> {
    pub fn read(text: &'a str, clauses: &'a [Clause], context: &'a Context<'a>) -> Self {
        let spans: Vec<Span> = clauses.iter().map(|clause| clause.span).collect();
        let hits = pattern::find(text, &spans);
        let speaking = speaking(text, clauses, &hits);
        let seen = features(text, clauses, &speaking);
        let reading = |(clause, hits): (_, Vec<Hit>)| ClauseReading::new(text, clause, hits, context);
        let readings: Vec<ClauseReading> = clauses.iter().zip(speaking).map(reading).collect();
        let mut placed: Vec<Placed> = Vec::new();
        for (clause, reading) in readings.iter().enumerate() {
            let found = reading.acts(&placed);
            merge(&mut placed, found, clause, reading.text);
            if placed.len() >= ACTS_MAX {
                break;
            }
        }
        settle(&mut placed);
        Self { readings, placed, red_lines: RedLines::read(&hits, clauses), seen }
    }

    pub fn known(&'a self, scores: &'a [Scores]) -> Known<'a> {
        Known { scores, read: &self.placed, readings: &self.readings, red: self.red_lines.acts(scores) }
    }
}

/// 质量问题可以退: the fault is the condition, the return is what is stated.
pub(super) fn without_conditions(mut statements: Vec<Statement>) -> Vec<Statement> {
    use Topic::{Custom, Damage, Exchange, Insurance, Material, Postage, Quality, Refund, Return, Warranty};
    // Who speaks of returned goods to settle the money speaks of the money.
    if statements.iter().any(|s| s.claimed && matches!(s.topic, Insurance | Refund)) {
        statements.retain(|s| s.topic != Return || s.claimed && s.cues > 1);
    }
    if statements.iter().any(|s| s.claimed && matches!(s.topic, Warranty)) {
        statements.retain(|s| s.topic != Exchange);
    }
    let ruled = |topic| matches!(topic, Return | Exchange | Postage | Refund | Warranty | Insurance);
    if statements.iter().any(|s| ruled(s.topic)) {
        statements
            .retain(|s| !matches!(s.topic, Quality | Damage | Custom | Material) || s.claimed && s.topic == Custom);
    }
    statements
}

/// Adds a clause's acts to the reply's: one act a kind and topic, a later main rule over an exception.
fn merge(placed: &mut Vec<Placed>, found: Vec<Act>, clause: usize, text: &str) {
    let main_rule =
        || ["只有", "其他", "其它", "其余", "全国", "大部分", "别的地", "都"].iter().any(|word| text.contains(word));
    for act in found {
        let same = placed.iter_mut().find(|Placed { act: known, .. }| {
            known.kind == act.kind && (known.topic == act.topic || act.topic.is_none() || known.topic.is_none())
        });
        match same.map(|placed| (&mut placed.act, &mut placed.clause)) {
            Some((known, at))
                if known.topic == act.topic && known.polarity != act.polarity && act.kind == ActKind::Answer =>
            {
                if main_rule() {
                    known.polarity = act.polarity;
                    *at = clause;
                }
                known.amount_cents = known.amount_cents.or(act.amount_cents);
            }
            Some((known, _)) => {
                known.topic = known.topic.or(act.topic);
                known.polarity = known.polarity.or(act.polarity);
                known.value = known.value.take().or(act.value);
                known.amount_cents = known.amount_cents.or(act.amount_cents);
                known.duration_s = known.duration_s.or(act.duration_s);
                known.confidence = known.confidence.max(act.confidence);
            }
            None => placed.push(Placed { act, clause }),
        }
    }
}

/// Acts that found no topic of their own take that of a clause which only mentions one (拍张照片, 看看破损的地方).
fn settle(placed: &mut Vec<Placed>) {
    let needs = |act: &Act| {
        act.topic.is_none()
            && matches!(
                act.kind,
                ActKind::RequestEvidence | ActKind::Instruct | ActKind::Ask | ActKind::Offer | ActKind::Explain
            )
    };
    let Some(needy) = placed.iter().position(|placed| needs(&placed.act)) else { return };
    let spare = placed.iter().position(|Placed { act, .. }| {
        act.kind == ActKind::Answer && act.topic.is_some() && act.confidence <= SURE_MENTION
    });
    if let Some(spare) = spare {
        let given = placed.remove(spare).act;
        let needy = if spare < needy { needy - 1 } else { needy };
        let act = &mut placed[needy].act;
        act.topic = given.topic;
        act.amount_cents = act.amount_cents.or(given.amount_cents);
    }
}
