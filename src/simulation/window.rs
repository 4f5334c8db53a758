//! One window's state: the case, the order, what was given, the buyer, and the effects not yet carried out.

use super::duty::Ledger;
use super::event::{Cause, LeaveReason, Window};
use super::facts::Facts;
use super::ground::Ground;
use super::pending::{Effects, Pending, Then};
use super::persona::Persona;
use super::scenario::Scenario;
use super::taken_back::Retractable;
use super::tally::Tally;
use crate::catalog::Order;
use crate::clock::UnixMs;
use crate::content::Content;
use serde::Serialize;
use std::sync::Arc;

/// What does not change while the window lives.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    pub scenario: String,
    pub product: Option<String>,
    /// As the buyer arrived. Boxed, for most presale buyers have none.
    pub order: Option<Box<Order>>,
    pub facts: Facts,
    /// Sizes and colours the talk is about, as the page writes them.
    pub sizes: Vec<String>,
    pub colours: Vec<String>,
}

impl Case {
    /// The case of a buyer: sizes and colours are those of the order and of the facts the page knows as such.
    pub fn of(content: &Content, scenario: &str, product: Option<String>, order: Option<Order>, facts: Facts) -> Self {
        let page = product.as_ref().and_then(|id| content.products.get(id));
        let lines = order.iter().flat_map(|order| &order.lines);
        let (mut colours, mut sizes): (Vec<String>, Vec<String>) =
            lines.map(|line| (line.colour.clone(), line.size.clone())).unzip();
        for value in facts.values() {
            if page.is_some_and(|page| page.stock.contains_key(value)) {
                colours.push(value.clone());
            }
            if page.is_some_and(|page| page.stock.values().any(|known| known.contains_key(value))) {
                sizes.push(value.clone());
            }
        }
        Self { scenario: scenario.to_owned(), product, order: order.map(Box::new), facts, sizes, colours }
    }

    /// The ground truth, where content still has the scenario and its shop.
    pub fn ground<'a>(&'a self, content: &'a Content) -> Option<Ground<'a>> {
        let scenario = content.scenarios.get(&self.scenario)?;
        Some(Ground {
            content,
            scenario,
            shop: content.shops.get(&scenario.shop)?,
            product: self.product.as_ref().and_then(|id| content.products.get(id)),
            order: self.order.as_deref(),
            facts: &self.facts,
        })
    }
}

/// What the agent gave, beside what the order shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Given {
    pub refunded_yuan_cents: u64,
    pub reduced_yuan_cents: u64,
    pub reductions: u64,
    pub postage_yuan_cents: Option<u64>,
    pub coupons: Vec<String>,
    pub gifts: Vec<String>,
    pub resent: Vec<String>,
    /// (product, colour/size)
    pub exchanged: Vec<(String, String)>,
    pub notes: Vec<String>,
    pub address: Option<String>,
    pub transfer: Option<super::event::Post>,
}

/// What became of one need.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NeedState {
    pub asked_seq: Option<u64>,
    pub met_seq: Option<u64>,
    pub useful_seq: Option<u64>,
    /// Replies that left it open or were not understood.
    pub tries: u32,
    pub contradicted: u32,
    pub dropped: bool,
}

impl NeedState {
    /// Asked and not settled.
    pub fn open(&self) -> bool {
        self.asked_seq.is_some() && self.met_seq.is_none() && !self.dropped
    }

    /// Neither asked nor settled.
    pub fn ahead(&self) -> bool {
        self.asked_seq.is_none() && self.met_seq.is_none() && !self.dropped
    }
}

/// Something the buyer is about to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    Opening,
    Insulted,
    Wary,
    Angry,
    Calmed,
    Contradict(Box<Contradiction>),
    Show(usize),
    NoEvidence,
    ShownAlready,
    Tell(usize),
    Confirmed,
    CannotSay,
    Accept,
    GiveIn,
    Partly(usize),
    Unclear(usize),
    /// 说改好了，可是没看到。
    NotDone,
    Drop(usize),
    Waiting,
    Satisfied(usize),
    NothingMore,
    Ask(usize),
    Haggle(usize),
    Nudge,
    GiveUp,
    Thanks,
}

/// A fact the buyer holds against the agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    pub need: usize,
    pub stated: String,
    pub truth: String,
}

/// Where the bargaining stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bargain {
    Before,
    At(usize),
    Over,
}

/// Where the talk stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Talking,
    /// Thanks were said; the last word is the agent's.
    Thanked,
    /// On the way out: nothing more is said.
    Leaving,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Buyer {
    pub persona: Persona,
    pub needs: Vec<NeedState>,
    /// By fact: the line that told it.
    pub told: Vec<Option<u64>>,
    /// By piece of evidence.
    pub shown: Vec<bool>,
    pub mood: i64,
    pub angry: bool,
    pub was_angry: bool,
    pub insults: u32,
    pub bargain: Bargain,
    pub stage: Stage,
    /// In this wait, and in all.
    pub wait_nudges: usize,
    pub nudges: u32,
    pub wait_from_ms: UnixMs,
    pub intents: Vec<Intent>,
    /// Lines said, by text, with how often.
    pub said: Tally,
    pub lines: u32,
    /// Agent's replies, plain, to notice canned repetition.
    pub heard: Tally,
    pub courtesies: u32,
    pub apologised: bool,
    pub invited: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct WindowState {
    pub window: Window,
    pub name: String,
    pub shop: String,
    pub case: Arc<Case>,
    pub order: Option<Box<Order>>,
    pub given: Given,
    pub buyer: Buyer,
    pub ledger: Ledger,
    pub pending: Vec<Pending>,
    /// Where the shift's agenda has this window; derived from `pending`.
    pub scheduled: Option<(UnixMs, Cause)>,
    pub arrived_ms: UnixMs,
    pub ended: Option<LeaveReason>,
    pub stars: Option<u8>,
    /// The oldest buyer line that waits for an answer.
    pub waiting_since_ms: Option<UnixMs>,
    pub unread: u64,
    pub agent_lines: u64,
    /// Practice: the agent's lines that can still be taken back, oldest first.
    pub retractable: Vec<Retractable>,
}

impl WindowState {
    pub fn new(
        window: Window,
        name: String,
        case: Case,
        scenario: &Scenario,
        persona: Persona,
        now_ms: UnixMs,
    ) -> Self {
        let mood = persona.mood;
        let angry = mood < super::persona::MOOD_ANGRY;
        Self {
            window,
            name,
            shop: scenario.shop.clone(),
            order: case.order.clone(),
            case: Arc::new(case),
            given: Given::default(),
            buyer: Buyer {
                persona,
                needs: vec![NeedState::default(); scenario.needs.len()],
                told: vec![None; scenario.facts.len()],
                shown: vec![false; scenario.evidence.len()],
                mood,
                angry,
                was_angry: angry,
                insults: 0,
                bargain: if scenario.haggle.is_some() { Bargain::Before } else { Bargain::Over },
                stage: Stage::Talking,
                wait_nudges: 0,
                nudges: 0,
                wait_from_ms: now_ms,
                intents: vec![Intent::Opening],
                said: Tally::default(),
                lines: 0,
                heard: Tally::default(),
                courtesies: 0,
                apologised: false,
                invited: false,
            },
            ledger: Ledger::of(scenario),
            pending: Vec::new(),
            scheduled: None,
            arrived_ms: now_ms,
            ended: None,
            stars: None,
            waiting_since_ms: None,
            unread: 0,
            agent_lines: 0,
            retractable: Vec::new(),
        }
    }

    pub fn push(&mut self, fx: &mut Effects<'_>, due_ms: UnixMs, then: Then) {
        let cause = fx.cause();
        self.pending.push(Pending { due_ms, cause, then });
    }

    /// The effect due first.
    pub fn next(&self) -> Option<&Pending> {
        self.pending.iter().min_by_key(|pending| (pending.due_ms, pending.cause))
    }

    /// The buyer has asked something that is not settled.
    pub fn awaits(&self) -> bool {
        self.buyer.needs.iter().any(NeedState::open) || matches!(self.buyer.bargain, Bargain::At(_))
    }
}
