//! From the cues of one clause to its acts.

use super::act::{Act, ActKind, Polarity, Topic};
use super::arbiter::Placed;
use super::bearing::{
    absorbs, has_polarity, holds_amount, holds_time, is_plain, polarity_of, takes_amount, takes_time,
};
use super::clause::Clause;
use super::context::Context;
use super::entity::Entities;
use super::kinds::{Kinds, has};
use super::pattern::{Hit, Label};
use super::polarity::{self, Statement};
use super::read::without_conditions;
use super::trie::Glance;

/// How sure a reading is by what it rests on.
const SURE_CLAIM: f32 = 0.95;
const SURE_CUE: f32 = 0.92;
const SURE_QUESTION: f32 = 0.85;
pub(super) const SURE_MENTION: f32 = 0.7;
const SURE_BARE: f32 = 0.8;

/// One clause with all that its cues say.
pub struct ClauseReading<'a> {
    pub(super) text: &'a str,
    pub(super) glance: Glance,
    /// The clause and what follows in its sentence.
    pub(super) sentence: &'a str,
    pub(super) clause: &'a Clause,
    pub(super) hits: Vec<Hit>,
    pub(super) statements: Vec<Statement>,
    pub(super) entities: Entities<'a>,
    pub(super) context: &'a Context<'a>,
}

impl<'a> ClauseReading<'a> {
    /// A clause of `text` with its speaking cues.
    pub(super) fn new(text: &'a str, clause: &'a Clause, hits: Vec<Hit>, context: &'a Context<'a>) -> Self {
        let own = &text[clause.span.start..clause.span.end];
        Self {
            text: own,
            glance: Glance::of(own),
            sentence: &text[clause.span.start..clause.span.sentence_end],
            clause,
            statements: without_conditions(polarity::statements(&hits)),
            entities: Entities::read(own, clause.span.start, context),
            context,
            hits,
        }
    }

    /// The clause itself speaks of the topic.
    pub(super) fn speaks_of(&self, topic: Option<Topic>) -> bool {
        self.statements.iter().any(|statement| Some(statement.topic) == topic)
    }

    /// An act that no cue reads, with what the clause holds of its attributes.
    pub(super) fn added(&self, kind: ActKind, topic: Option<Topic>, confidence: f32) -> Act {
        let Some(topic) = topic else { return Act { confidence, ..Act::plain(kind) } };
        let at = self.clause.span.start;
        let denied = polarity::denies(&self.hits);
        let polarity = if denied { Polarity::Deny } else { Polarity::Affirm };
        let unsaid = Statement { topic, polarity, claimed: false, start: at, end: at, cues: 0 };
        self.about(kind, self.statements.iter().find(|s| s.topic == topic).unwrap_or(&unsaid), confidence)
    }

    pub(super) fn acts(&self, before: &[Placed]) -> Vec<Act> {
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
        let dated = || self.entities.has_time() || self.holds(&["今天", "明天", "当天", "今晚", "后天", "下午"]);
        let errand = || self.holds(&["催", "查", "问", "核实", "反馈", "回复", "联系"]);
        stated && dated() && !errand()
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
