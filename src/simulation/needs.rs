//! What a reply does to each need: met, contradicted, or touched and left open.

use super::ground::Ground;
use super::pending::Effects;
use super::report::FactReport;
use super::weigh::{Reply, Weighed, weigh};
use super::window::{Contradiction, Intent, WindowState};
use crate::language::act::Topic;

/// Contradictions of one need before the buyer gives it up.
const CONTRADICTIONS_MAX: u32 = 3;

impl WindowState {
    /// Holds the reply against every need that is not met; gives those it touches and leaves open.
    pub(super) fn needs_hear(&mut self, ground: &Ground<'_>, fx: &Effects<'_>, reply: Reply<'_>) -> Vec<usize> {
        let mut partly = Vec::new();
        let weighed = |at: usize, open: bool| {
            let need = &ground.scenario.needs[at];
            best(need.met_by.iter().map(|means| weigh(ground, means, Some(need.topic), Reply { solo: open, ..reply })))
        };
        // Bare yeses to open questions: topic, and whether right.
        let bare: Vec<(Topic, bool)> = (0..self.buyer.needs.len())
            .filter(|at| self.buyer.needs[*at].open())
            .map(|at| (ground.scenario.needs[at].topic, weighed(at, true)))
            .filter(|(_, weighed)| weighed.bare())
            .map(|(topic, weighed)| (topic, matches!(weighed, Weighed::Met { .. })))
            .collect();
        for at in 0..self.buyer.needs.len() {
            let (open, done) = (self.buyer.needs[at].open(), self.buyer.needs[at].met_seq.is_some());
            if done || self.buyer.needs[at].dropped {
                continue;
            }
            let need = &ground.scenario.needs[at];
            if need.hidden && !open {
                if reply.acts.iter().any(|act| act.topic == Some(need.topic)) {
                    self.intend(Intent::Ask(at));
                }
                continue;
            }
            let rivals = || bare.iter().filter(|(topic, _)| *topic == need.topic);
            let torn = rivals().any(|(_, right)| *right) && rivals().any(|(_, right)| !right);
            match weighed(at, open) {
                // A bare yes to the question asked is none to another that was not.
                yes if yes.bare() && !open && rivals().next().is_some() => {}
                // Two questions are open, right for one and wrong for the other: the yes says not to which.
                yes if yes.bare() && torn => partly.push(at),
                Weighed::Met { fact } if open || fact.is_some() => {
                    if let Some(fact) = fact {
                        self.fact(fx.seq, ground, at, fact, true);
                    }
                    self.meet(at, fx.seq);
                }
                Weighed::Wrong(fact) if !of_another(ground, at, Reply { solo: open, ..reply }) => {
                    if open {
                        self.contradicted(at, fact.stated.clone(), fact.truth.clone());
                    }
                    self.fact(fx.seq, ground, at, fact, false);
                }
                Weighed::Partly if open => partly.push(at),
                _ => {}
            }
        }
        partly
    }

    pub(super) fn fact(&mut self, seq: u64, ground: &Ground<'_>, at: usize, fact: super::weigh::Fact, right: bool) {
        let need = &ground.scenario.needs[at];
        self.ledger.facts.push(FactReport {
            seq,
            topic: need.topic,
            right,
            confidence: fact.confidence,
            stated: fact.stated,
            truth: fact.truth,
            grave: need.grave || need.topic == Topic::Return,
        });
    }

    pub(super) fn meet(&mut self, at: usize, seq: u64) {
        let buyer = &mut self.buyer;
        buyer.needs[at].met_seq = Some(seq);
        buyer.mood += 150;
        buyer.intents.retain(|intent| !about(intent, at));
        if buyer.needs[at].asked_seq.is_some() {
            self.intend(Intent::Satisfied(at));
        }
    }

    pub(super) fn contradicted(&mut self, need: usize, stated: String, truth: String) {
        let state = &mut self.buyer.needs[need];
        state.contradicted += 1;
        self.buyer.mood -= 120;
        self.buyer.intents.retain(|intent| !about(intent, need));
        if self.buyer.needs[need].contradicted >= CONTRADICTIONS_MAX {
            self.give_up(need);
        } else {
            self.intend(Intent::Contradict(Box::new(Contradiction { need, stated, truth })));
        }
    }

    pub(super) fn give_up(&mut self, need: usize) {
        self.buyer.needs[need].dropped = true;
        self.buyer.mood -= 120;
        self.buyer.intents.retain(|intent| !about(intent, need));
        self.intend(Intent::Drop(need));
    }

    pub(super) fn intend(&mut self, intent: Intent) {
        if !self.buyer.intents.contains(&intent) {
            self.buyer.intents.push(intent);
        }
    }

    pub(super) fn useful(&mut self, seq: u64) {
        for need in self.buyer.needs.iter_mut().filter(|need| need.asked_seq.is_some() && !need.dropped) {
            if need.useful_seq.is_none() && need.met_seq.is_none_or(|met| met == seq) {
                need.useful_seq = Some(seq);
            }
        }
    }
}

/// The strongest of several ways to meet a need.
pub(super) fn best(all: impl Iterator<Item = Weighed>) -> Weighed {
    let rank = |weighed: &Weighed| match weighed {
        Weighed::Met { .. } => 3,
        Weighed::Wrong(_) => 2,
        Weighed::Partly => 1,
        Weighed::Nothing => 0,
    };
    all.fold(Weighed::Nothing, |best, next| if rank(&next) > rank(&best) { next } else { best })
}

/// The words are right for another need of the same topic, and so not wrong for this one.
pub(super) fn of_another(ground: &Ground<'_>, at: usize, reply: Reply<'_>) -> bool {
    let topic = ground.scenario.needs[at].topic;
    ground.scenario.needs.iter().enumerate().any(|(other, need)| {
        other != at
            && need.topic == topic
            && need.met_by.iter().any(|means| {
                let weighed = weigh(ground, means, Some(topic), reply);
                matches!(weighed, Weighed::Met { fact: Some(_) }) && !weighed.bare()
            })
    })
}

/// An intent that a settled need makes stale.
pub(super) fn about(intent: &Intent, at: usize) -> bool {
    match intent {
        Intent::Contradict(fact) => fact.need == at,
        Intent::Partly(need) | Intent::Unclear(need) | Intent::Drop(need) | Intent::Ask(need) => *need == at,
        Intent::Waiting | Intent::NotDone | Intent::CannotSay => true,
        _ => false,
    }
}
