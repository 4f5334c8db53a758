//! From the cues of one clause to its acts.

use super::act::{Act, ActKind, Polarity, Topic};
use super::bearing::{
    absorbs, has_polarity, holds_amount, holds_time, is_plain, polarity_of, takes_amount, takes_time,
};
use super::clause::Clause;
use super::context::Context;
use super::entity::Entities;
use super::kinds::{Kinds, has};
use super::model;
use super::pattern::{Hit, Label};
use super::polarity::{self, Statement};

/// Shorter texts (亲, 好的) are not guessed at.
const GUESSED_MIN: usize = 4;

/// A guess at one clause of a reply must be as sure as this.
const GUESS_ALONE: f32 = 0.6;

/// How sure a reading is by what it rests on.
const SURE_CLAIM: f32 = 0.95;
const SURE_CUE: f32 = 0.92;
const SURE_QUESTION: f32 = 0.85;
pub(super) const SURE_MENTION: f32 = 0.7;
const SURE_BARE: f32 = 0.8;

/// What the trained part makes of a text that no cue knows.
fn guess(text: &str, hits: &[Hit]) -> Option<Act> {
    let guess = model::guess(text)?;
    let stated = if polarity::denies(hits) { Polarity::Deny } else { Polarity::Affirm };
    Some(Act {
        topic: guess.topic,
        polarity: guess.topic.filter(|_| has_polarity(guess.kind)).map(|_| polarity_of(guess.kind, stated)),
        confidence: guess.confidence,
        ..Act::plain(guess.kind)
    })
}

/// A whole reply without a cue; an answer to nothing is not guessed at.
pub(super) fn guess_whole(text: &str, hits: &[Hit]) -> Option<Act> {
    let long = text.chars().count() >= GUESSED_MIN;
    guess(text, hits).filter(|act| long && (act.kind != ActKind::Answer || act.topic.is_some()))
}

/// One clause with all that its cues say.
pub(super) struct ClauseReading<'a> {
    pub(super) text: &'a str,
    /// The clause and what follows in its sentence.
    pub(super) sentence: &'a str,
    pub(super) clause: &'a Clause,
    pub(super) hits: Vec<Hit>,
    pub(super) statements: Vec<Statement>,
    pub(super) entities: Entities<'a>,
    pub(super) context: &'a Context<'a>,
}

impl ClauseReading<'_> {
    pub(super) fn acts(&self, before: &[Act]) -> Vec<Act> {
        let mut kinds = self.kinds(before);
        let mut acts: Vec<Act> = Vec::new();
        let absorbed = kinds.iter().any(|(kind, _)| absorbs(*kind));
        let claims: Vec<&Statement> = self.statements.iter().filter(|s| s.claimed).collect();
        let states = !absorbed || self.states_too(&kinds, &claims);
        let bare = kinds.iter().position(|(kind, _)| *kind == ActKind::Answer);
        if let Some(index) = bare {
            kinds.remove(index);
        }
        if states && !self.is_question(&kinds) {
            acts.extend(self.answers(&claims, absorbed));
        }
        // 不行哦 turns down and denies what was asked.
        let denied = has(&kinds, ActKind::Refuse) && kinds.len() == 1 && self.context.asked.is_some();
        if bare.is_some() && acts.is_empty() && (!absorbed || denied) {
            let polarity = if polarity::denies(&self.hits) { Polarity::Deny } else { Polarity::Affirm };
            acts.push(Act {
                topic: self.context.asked,
                polarity: Some(polarity),
                confidence: SURE_BARE,
                ..Act::plain(ActKind::Answer)
            });
        }
        for (kind, topic) in kinds {
            acts.push(self.act(kind, topic));
        }
        if acts.is_empty() && self.text.chars().count() >= GUESSED_MIN {
            let sure = |act: &Act| act.kind != ActKind::Answer && act.confidence >= GUESS_ALONE;
            acts.extend(guess(self.text, &self.hits).filter(sure));
        }
        acts
    }

    /// True where a clause states a fact besides what it does: 建议穿24码 says that 24 fits.
    fn states_too(&self, kinds: &Kinds, claims: &[&Statement]) -> bool {
        has(kinds, ActKind::Recommend)
            || has(kinds, ActKind::Invite)
            || (has(kinds, ActKind::Promise) && self.is_dated_dispatch())
            || (has(kinds, ActKind::Refuse) && !has(kinds, ActKind::Ask))
            || (has(kinds, ActKind::Confirm) && kinds.len() == 1)
            || (has(kinds, ActKind::Instruct) && claims.iter().any(|s| s.topic == Topic::Care))
            || (has(kinds, ActKind::Explain) && claims.iter().any(|s| s.polarity == Polarity::Deny))
    }

    fn is_dated_dispatch(&self) -> bool {
        let stated = self.statements.iter().any(|s| s.claimed && matches!(s.topic, Topic::Dispatch | Topic::Logistics));
        let dated = self.entities.has_time() || self.holds(&["今天", "明天", "当天", "今晚", "后天", "下午"]);
        let errand = self.holds(&["催", "查", "问", "核实", "反馈", "回复", "联系"]);
        stated && dated && !errand
    }

    /// One answer for each claim; without any, for the topic that is spoken of most.
    fn answers(&self, claims: &[&Statement], absorbed: bool) -> Vec<Act> {
        if claims.is_empty() {
            let spoken = self.main_topic();
            let told = spoken
                .filter(|_| !absorbed || self.hits.iter().any(|hit| hit.label == Label::Act(ActKind::Refuse, None)));
            return told.map(|s| self.about(ActKind::Answer, s, SURE_MENTION)).into_iter().collect();
        }
        claims.iter().map(|statement| self.about(ActKind::Answer, statement, SURE_CLAIM)).collect()
    }

    /// The claim or else the mention with most cues, the first of equals.
    fn main_topic(&self) -> Option<&Statement> {
        let mut best: Option<&Statement> = None;
        for statement in &self.statements {
            if best.is_none_or(|found| (statement.claimed, statement.cues) > (found.claimed, found.cues)) {
                best = Some(statement);
            }
        }
        best
    }

    fn act(&self, kind: ActKind, topic: Option<Topic>) -> Act {
        if is_plain(kind) {
            return Act { confidence: SURE_CUE, ..Act::plain(kind) };
        }
        let sure = if kind == ActKind::Ask && !self.hits.iter().any(|hit| hit.label == Label::Act(kind, topic)) {
            SURE_QUESTION
        } else {
            SURE_CUE
        };
        let own = self.hits.iter().find(|hit| hit.label == Label::Act(kind, topic)).map(|hit| hit.start);
        let behind = own.filter(|_| matches!(kind, ActKind::Promise | ActKind::Offer | ActKind::RequestEvidence));
        let behind = behind.and_then(|at| self.statements.iter().find(|s| s.end > at));
        match behind.or_else(|| self.main_topic()) {
            // 给您退15块 gives money, not goods, back.
            Some(statement) if statement.topic == Topic::Return && self.gives_money(kind) => {
                self.about(kind, &Statement { topic: Topic::Refund, ..*statement }, sure)
            }
            Some(statement) => self.about(kind, statement, sure),
            None => {
                let topic = topic.or_else(|| self.implied_topic(kind));
                let value = topic.and_then(|topic| self.entities.value(topic, self.clause.span.start));
                let polarity = topic.filter(|_| has_polarity(kind)).map(|_| polarity_of(kind, Polarity::Affirm));
                Act {
                    topic,
                    value,
                    polarity,
                    amount_cents: if takes_amount(kind) { self.entities.amount_cents(topic) } else { None },
                    duration_s: if takes_time(kind) { self.entities.duration_s(self.clause.span.start) } else { None },
                    confidence: sure,
                    ..Act::plain(kind)
                }
            }
        }
    }

    fn gives_money(&self, kind: ActKind) -> bool {
        takes_amount(kind) && self.entities.amount_cents(Some(Topic::Refund)).is_some()
    }

    /// A topic that only a named thing shows: 建议拍24, 推荐天蓝.
    fn implied_topic(&self, kind: ActKind) -> Option<Topic> {
        match kind {
            ActKind::Recommend | ActKind::Confirm | ActKind::Instruct if self.entities.size().is_some() => {
                Some(Topic::Size)
            }
            ActKind::Recommend | ActKind::Confirm if self.entities.has_colour() => Some(Topic::Colour),
            ActKind::Offer if self.entities.amount_cents(None).is_some() => {
                Some(if self.holds(&["退", "补偿", "赔", "返"]) { Topic::Refund } else { Topic::Price })
            }
            ActKind::Offer if self.text.contains('送') => Some(Topic::Gift),
            ActKind::Refuse => self.context.asked,
            _ => None,
        }
    }

    fn about(&self, kind: ActKind, statement: &Statement, confidence: f32) -> Act {
        let topic = statement.topic;
        let stated = !matches!(kind, ActKind::Ask | ActKind::RequestEvidence);
        Act {
            topic: Some(topic),
            value: stated.then(|| self.entities.value(topic, statement.end)).flatten(),
            amount_cents: if stated && holds_amount(topic) { self.entities.amount_cents(Some(topic)) } else { None },
            duration_s: if stated && (holds_time(topic) || takes_time(kind)) {
                self.entities.duration_s(statement.start)
            } else {
                None
            },
            polarity: has_polarity(kind).then(|| polarity_of(kind, statement.polarity)),
            confidence,
            ..Act::plain(kind)
        }
    }
}
