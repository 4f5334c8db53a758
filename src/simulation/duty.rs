//! The ledger of a window: duties done, bans broken, facts stated, promises made. Scoring reads it from the report.

use super::event::{Action, Invitation};
use super::ground::Ground;
use super::report::{FactReport, PromiseReport};
use super::scenario::{ActionName, Duty, Means, Scenario};
use super::value::Value;
use super::weigh::{Reply, Weighed, weigh};
use crate::language::act::{Act, ActKind, Topic};

/// Due time of a promise without one ("I'll check"), in seconds: `scoring.md`, `promise_kept_rate`.
const PROMISE_S: u64 = 900;
/// Longer promises are about the goods (发货, 到账), not about this talk.
const PROMISE_MAX_S: u64 = 7_200;

/// When each duty was done, in the scenario's order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    pub care: Vec<Option<u64>>,
    pub selling: Vec<Option<u64>>,
    pub must_say: Vec<Option<u64>>,
    /// Ban id and line.
    pub broken: Vec<(String, u64)>,
    pub facts: Vec<FactReport>,
    pub promises: Vec<PromiseReport>,
    pub authority: Vec<u64>,
}

/// One thing the agent did: words or an action.
#[derive(Clone, Copy, Debug)]
pub enum Deed<'a> {
    Said(Reply<'a>),
    Acted(&'a Action),
}

impl Ledger {
    pub fn of(scenario: &Scenario) -> Self {
        Self {
            care: vec![None; scenario.care.len()],
            selling: vec![None; scenario.selling.len()],
            must_say: vec![None; scenario.must_say.len()],
            ..Self::default()
        }
    }

    /// Enters what a deed does for duties and against bans. `elicited` are facts the reply asked for.
    /// `settled(need)` says whether that need was met by an earlier event.
    pub fn enter(
        &mut self,
        ground: &Ground<'_>,
        seq: u64,
        deed: Deed<'_>,
        elicited: &[&str],
        settled: &dyn Fn(&str) -> bool,
    ) {
        let scenario = ground.scenario;
        for (duties, done) in [
            (&scenario.care, &mut self.care),
            (&scenario.selling, &mut self.selling),
            (&scenario.must_say, &mut self.must_say),
        ] {
            for (duty, done) in duties.iter().zip(done.iter_mut()) {
                let late = duty.before.as_deref().is_some_and(settled);
                if done.is_none() && !late && fulfils(ground, duty, deed, elicited) {
                    *done = Some(seq);
                }
            }
        }
        // A ban is broken by what was plainly read, not by a lenient guess.
        let deed = match deed {
            Deed::Said(reply) => Deed::Said(Reply { solo: false, ..reply }),
            acted @ Deed::Acted(_) => acted,
        };
        for ban in &scenario.must_not {
            if ban.by.iter().any(|means| met(ground, means, None, deed)) {
                self.broken.push((ban.id.clone(), seq));
            }
        }
    }

    /// Enters a promise of the agent to come back or to do something within the talk.
    pub fn promise(&mut self, seq: u64, now_ms: u64, text: &str, acts: &[Act]) {
        const COMES_BACK: [&str; 9] = ["查", "问", "看一下", "看下", "核实", "稍等", "回复您", "联系", "处理"];
        let promised = acts.iter().find(|act| {
            act.kind == ActKind::Promise
                && act.duration_s.is_none_or(|s| s <= PROMISE_MAX_S)
                && !matches!(act.topic, Some(Topic::Dispatch | Topic::Logistics | Topic::Invoice | Topic::Warranty))
        });
        if let Some(act) = promised
            && COMES_BACK.iter().any(|word| text.contains(word))
        {
            let due_ms = now_ms + act.duration_s.unwrap_or(PROMISE_S) * 1_000;
            self.promises.push(PromiseReport { seq, due_ms, kept_seq: None, kept_ms: None });
        }
    }

    /// The agent came back with something: every open promise is kept by it.
    pub fn keep(&mut self, seq: u64, now_ms: u64) {
        for promise in self.promises.iter_mut().filter(|promise| promise.kept_seq.is_none()) {
            promise.kept_seq = Some(seq);
            promise.kept_ms = Some(now_ms);
        }
    }
}

fn fulfils(ground: &Ground<'_>, duty: &Duty, deed: Deed<'_>, elicited: &[&str]) -> bool {
    let asked = duty.id.strip_prefix("ask:").is_some_and(|fact| elicited.contains(&fact));
    asked || duty.by.iter().any(|means| met(ground, means, None, deed))
}

fn met(ground: &Ground<'_>, means: &Means, topic: Option<Topic>, deed: Deed<'_>) -> bool {
    let weighed = match deed {
        Deed::Said(reply) => weigh(ground, means, topic, reply),
        Deed::Acted(action) => weigh_action(ground, means, action),
    };
    matches!(weighed, Weighed::Met { .. })
}

/// The name of an action in content; `None` for the agent's own states.
pub fn name_of(action: &Action) -> Option<ActionName> {
    Some(match action {
        Action::ReducePrice { .. } => ActionName::ReducePrice,
        Action::Coupon { .. } => ActionName::Coupon,
        Action::Gift { .. } => ActionName::Gift,
        Action::ChangeAddress { .. } => ActionName::ChangeAddress,
        Action::Note { .. } => ActionName::Note,
        Action::Refund { .. } => ActionName::Refund,
        Action::Resend { .. } => ActionName::Resend,
        Action::Exchange { .. } => ActionName::Exchange,
        Action::Postage { .. } => ActionName::Postage,
        Action::ProductCard { .. } => ActionName::ProductCard,
        Action::RequestEvidence { .. } => ActionName::RequestEvidence,
        Action::Ask { .. } => ActionName::Ask,
        Action::Transfer { .. } => ActionName::Transfer,
        Action::Invite { .. } => ActionName::Invite,
        Action::Hold | Action::Release => return None,
    })
}

/// Weighs an action that went through against what the case wants.
pub fn weigh_action(ground: &Ground<'_>, means: &Means, action: &Action) -> Weighed {
    if means.action.is_none() || means.action != name_of(action) {
        return Weighed::Nothing;
    }
    let end = &ground.scenario.end;
    let text = |source: &str| ground.value(source).map(|value| value.to_string()).ok();
    let with = means.with.as_deref();
    let cents = |source: Option<&String>| {
        let source = with.or(source.map(String::as_str))?;
        match ground.value(source) {
            Ok(Value::Cents(cents) | Value::Count(cents)) => Some(cents),
            _ => None,
        }
    };
    let done = Weighed::Met { fact: None };
    let is = |said: &str, wanted: Option<String>| match wanted {
        Some(wanted) if wanted != said => {
            Weighed::Wrong(super::weigh::Fact { stated: said.to_owned(), truth: wanted, confidence: 1.0, bare: false })
        }
        _ => Weighed::Met { fact: None },
    };
    let named = |id: Option<&String>| with.and_then(text).or_else(|| id.cloned());
    let at_least = |amount: u64, wanted: Option<u64>| {
        if amount >= wanted.unwrap_or(1) { Weighed::Met { fact: None } } else { Weighed::Partly }
    };
    match action {
        Action::Refund { amount_cents } => at_least(*amount_cents, cents(end.refund.as_ref())),
        Action::Postage { amount_cents } => {
            at_least(*amount_cents, cents(end.postage.as_ref()).filter(|c| *c > 0).or(Some(0)))
        }
        Action::ReducePrice { amount_cents } => at_least(*amount_cents, with.and_then(|_| cents(None))),
        Action::Coupon { id } => is(id, named(end.coupon.as_ref())),
        Action::Gift { id } => is(id, named(end.gift.as_ref())),
        Action::Resend { item } => is(item, named(end.resend.as_ref())),
        Action::ProductCard { id } => is(id, with.and_then(text)),
        Action::Exchange { item, to } => match is(item, named(end.exchange.as_ref())) {
            Weighed::Met { .. } => is(to, end.exchange_to.as_ref().and_then(|to| ground.fill(to).ok())),
            wrong => wrong,
        },
        Action::ChangeAddress { text: said } => {
            let wanted: Vec<String> = match with {
                Some(source) => text(source).into_iter().collect(),
                None => end.address.iter().filter_map(|source| text(source)).collect(),
            };
            match wanted.iter().find(|part| !super::value::plain(said).contains(&super::value::plain(part))) {
                None => done,
                Some(missing) => is(said, Some(missing.clone())),
            }
        }
        Action::Note { text: said } => {
            let words: Vec<String> = match with {
                Some(source) => text(source).into_iter().collect(),
                None => end.note.iter().filter_map(|word| ground.fill(word).ok()).collect(),
            };
            if words.iter().all(|word| said.contains(word.as_str())) { done } else { Weighed::Partly }
        }
        Action::Transfer { to } => match end.transfer {
            Some(wanted) if wanted != *to => Weighed::Partly,
            _ => done,
        },
        Action::Invite { what } => match with.and_then(text).as_deref() {
            Some("order") if *what != Invitation::Order => Weighed::Nothing,
            Some("rating") if *what != Invitation::Rating => Weighed::Nothing,
            _ => done,
        },
        Action::Ask { who } => match with.and_then(text) {
            Some(wanted) if wanted != who.name() => Weighed::Nothing,
            _ => done,
        },
        Action::RequestEvidence { .. } => done,
        Action::Hold | Action::Release => Weighed::Nothing,
    }
}
