//! What a buyer says and when: intents become lines, lines become effects, and effects, carried out, move the buyer on.

use super::event::{Body, LeaveReason};
use super::ground::Ground;
use super::persona::{MOOD_MAX, PATIENCES};
use super::scenario::{Card, Lines, Register, Told};
use super::window::{Bargain, Effects, Intent, Pending, Stage, Then, WindowState};
use crate::content::BuyerLines;

/// The same words at most this often from one buyer.
const REPEATS_MAX: u32 = 2;
/// A buyer with this many lines has said enough and leaves.
const LINES_MAX: u32 = 60;
const NUDGES_MAX: u32 = 6;
/// Parts of one phrasing sent one after the other.
pub const BURST_MAX: usize = 4;

impl WindowState {
    /// The buyer has come: the first lines.
    pub fn arrive(&mut self, ground: &Ground<'_>, fx: &mut Effects<'_>) {
        self.compose(ground, fx, "");
    }

    /// Drops lines not begun and makes new ones from what the buyer means now.
    pub(super) fn compose(&mut self, ground: &Ground<'_>, fx: &mut Effects<'_>, read: &str) {
        self.drop_unbegun();
        let mut chance = fx.chance(self.window);
        let intents = self.agenda(ground, &mut chance);
        let reading_ms = 900 + 50 * u64::try_from(read.chars().count()).unwrap_or(0).min(60);
        let late_ms = if read.is_empty() { 0 } else { fx.late_ms };
        let busy_ms = self.pending.iter().filter(|p| matches!(p.then, Then::Line { .. })).map(|p| p.due_ms).max();
        let mut at_ms = (fx.now_ms + late_ms + reading_ms).max(busy_ms.unwrap_or(0));
        let awaits = self.awaits() || intents.iter().any(|i| matches!(i, Intent::Ask(_) | Intent::Haggle(_)));
        for intent in intents {
            let parts = self.parts(ground, &intent, &mut chance);
            let count = parts.len();
            for (at, text) in parts.into_iter().enumerate() {
                at_ms += self.buyer.persona.typing_ms(&text);
                let card =
                    if at == 0 && self.buyer.lines == 0 && !self.said_anything() { self.card(ground) } else { None };
                let body = Body::BuyerSaid { window: self.window, text, card, waits: waits(&intent, awaits) };
                let then = Then::Line { intent: intent.clone(), first: at == 0, last: at + 1 == count };
                self.push(fx, at_ms, body, then);
            }
        }
        self.be_patient(fx, at_ms.max(fx.now_ms));
    }

    fn said_anything(&self) -> bool {
        self.pending.iter().any(|pending| matches!(pending.then, Then::Line { .. }))
    }

    fn card(&self, ground: &Ground<'_>) -> Option<String> {
        match ground.scenario.card? {
            Card::Product => self.case.product.clone(),
            Card::Order => self.case.order.as_ref().map(|order| order.id.clone()),
        }
    }

    /// Lines of a phrasing already begun are typed to their end; others are thought over.
    fn drop_unbegun(&mut self) {
        let mut keep: Vec<Pending> = Vec::with_capacity(self.pending.len());
        let mut open_group = true;
        self.pending.sort_by_key(|pending| (pending.due_ms, pending.cause));
        for pending in self.pending.drain(..) {
            match &pending.then {
                Then::Line { first: true, .. } => open_group = false,
                Then::Line { .. } if open_group => keep.push(pending),
                Then::Line { .. } => {}
                Then::Answer => keep.push(pending),
                Then::Rate | Then::Leave => keep.push(pending),
            }
        }
        self.pending = keep;
    }

    /// What is to be said now, in order: what the buyer means, then the next thing on the agenda.
    fn agenda(&mut self, ground: &Ground<'_>, chance: &mut super::chance::Chance) -> Vec<Intent> {
        let buyer = &mut self.buyer;
        buyer.intents.retain(|intent| !matches!(intent, Intent::Nudge | Intent::GiveUp | Intent::Thanks));
        buyer.intents.sort_by_key(rank);
        let talk = buyer.persona.talk_percent;
        let next_is_near = buyer.needs.iter().all(|need| !need.open());
        // A satisfied buyer does not always say so; the last time the thanks do.
        if next_is_near && !chance.percent(talk) {
            buyer.intents.retain(|intent| !matches!(intent, Intent::Satisfied(_)));
        }
        let spoken = buyer.intents.iter().position(|intent| matches!(intent, Intent::Satisfied(_)));
        if let Some(at) = spoken {
            let first = buyer.intents[at].clone();
            buyer.intents.retain(|intent| !matches!(intent, Intent::Satisfied(_)) || *intent == first);
        }
        let mut all = buyer.intents.clone();
        if buyer.needs.iter().any(super::window::NeedState::open) || buyer.stage != Stage::Talking {
            return all;
        }
        if let Bargain::At(_) = buyer.bargain {
            return all;
        }
        let next =
            ground.scenario.needs.iter().zip(&buyer.needs).position(|(need, state)| !need.hidden && state.ahead());
        let haggles = buyer.bargain == Bargain::Before
            && ground.scenario.haggle.as_ref().is_some_and(|haggle| match &haggle.after {
                None => next.is_none(),
                Some(id) => {
                    let settled = ground.scenario.needs.iter().zip(&buyer.needs).find(|(need, _)| need.id == *id);
                    next.is_none() || settled.is_some_and(|(_, state)| state.met_seq.is_some())
                }
            });
        match next {
            _ if all.iter().any(|intent| matches!(intent, Intent::Haggle(_))) => {}
            _ if haggles => all.push(Intent::Haggle(0)),
            Some(next) => {
                all.push(Intent::Ask(next));
                let after = ground.scenario.needs.iter().zip(&buyer.needs).enumerate().skip(next + 1);
                let mut after = after.filter(|(_, (need, state))| !need.hidden && state.ahead());
                if buyer.persona.asks_ahead
                    && let Some((then, _)) = after.next()
                {
                    all.push(Intent::Ask(then));
                }
            }
            None => all.push(Intent::Thanks),
        }
        all
    }

    /// The lines of one intent.
    fn parts(&self, ground: &Ground<'_>, intent: &Intent, chance: &mut super::chance::Chance) -> Vec<String> {
        let common = &ground.content.buyers;
        let (own, shared) = self.lines_for(ground, intent, common);
        let filled = |line: &str| match intent {
            Intent::Contradict { stated, truth, .. } => {
                let line = line.replace("{stated}", stated).replace("{truth}", truth);
                ground.fill(&line).ok()
            }
            _ => ground.fill(line).ok(),
        };
        let text = own
            .and_then(|lines| self.choose(lines, &filled, chance))
            .or_else(|| shared.and_then(|lines| self.choose(lines, &filled, chance)));
        let parts = text.map(|text| split(&text)).unwrap_or_default();
        match (parts.is_empty(), intent) {
            // Nothing left to say in new words: a bare sign keeps the talk going.
            (true, Intent::Thanks) => vec!["嗯".to_owned()],
            (true, Intent::Ask(_) | Intent::Tell(_) | Intent::Haggle(_) | Intent::GiveUp) => vec!["？".to_owned()],
            _ => parts,
        }
    }

    fn lines_for<'a>(
        &self,
        ground: &Ground<'a>,
        intent: &Intent,
        common: &'a BuyerLines,
    ) -> (Option<&'a Lines>, Option<&'a Lines>) {
        let scenario = ground.scenario;
        let need = |at: &usize| scenario.needs.get(*at);
        match intent {
            Intent::Opening if !scenario.opening.is_empty() => (Some(&scenario.opening), None),
            Intent::Opening => (None, Some(&common.opening)),
            Intent::Insulted => (None, Some(&common.insulted)),
            Intent::Wary => (None, Some(&common.wary)),
            Intent::Angry => (None, Some(&common.angry)),
            Intent::Calmed => (None, Some(&common.calmed)),
            Intent::Contradict { need: at, .. } => {
                (need(at).map(|n| &n.react.contradicted), Some(&common.contradicted))
            }
            Intent::Show(at) => (scenario.evidence.get(*at).map(|piece| &piece.say), None),
            Intent::NoEvidence => (None, Some(&common.no_evidence)),
            Intent::ShownAlready => (None, Some(&common.evidence_asked_again)),
            Intent::Tell(at) => {
                let fact = scenario.facts.get(*at);
                let shared = match fact.map(|fact| fact.told) {
                    Some(Told::Unknown) => &common.unknown,
                    Some(Told::AnyWillDo) => &common.any_will_do,
                    _ => &common.cannot_say,
                };
                (fact.map(|fact| &fact.say), Some(shared))
            }
            Intent::Confirmed => (None, Some(&common.confirmed)),
            Intent::CannotSay => (None, Some(&common.cannot_say)),
            Intent::Accept => (None, Some(&common.accepts)),
            Intent::GiveIn => (scenario.haggle.as_ref().map(|haggle| &haggle.gives_in), Some(&common.gives_in)),
            Intent::Partly(at) => (need(at).map(|n| &n.react.partly), Some(&common.partly)),
            Intent::Unclear(at) => (need(at).map(|n| &n.rephrase), Some(&common.not_understood)),
            Intent::NotDone => (None, Some(&common.not_done)),
            Intent::Drop(_) => (None, Some(&common.drops)),
            Intent::Waiting => (None, Some(&common.waiting)),
            Intent::Satisfied(at) => (need(at).map(|n| &n.react.satisfied), Some(&common.satisfied)),
            Intent::NothingMore => (None, Some(&common.nothing_more)),
            Intent::Ask(at) => (need(at).map(|n| &n.ask), None),
            Intent::Haggle(at) => {
                (scenario.haggle.as_ref().and_then(|haggle| haggle.steps.get(*at)).map(|step| &step.say), None)
            }
            Intent::Nudge => (None, Some(&common.nudge)),
            Intent::GiveUp if self.buyer.insults > 0 => (None, Some(&common.insulted)),
            Intent::GiveUp => (None, Some(&common.give_up)),
            Intent::Thanks if self.cool() => (None, Some(&common.thanks_cool)),
            Intent::Thanks if !scenario.closing.is_empty() => (Some(&scenario.closing), Some(&common.thanks)),
            Intent::Thanks => (None, Some(&common.thanks)),
        }
    }

    fn cool(&self) -> bool {
        self.buyer.mood < 500 || self.buyer.needs.iter().any(|need| need.dropped)
    }

    /// A phrasing in the buyer's register, else plain, else any, none of whose lines was said too often.
    fn choose(
        &self,
        lines: &Lines,
        filled: &dyn Fn(&str) -> Option<String>,
        chance: &mut super::chance::Chance,
    ) -> Option<String> {
        let fresh = |texts: &[String]| -> Vec<String> {
            let all = texts.iter().filter_map(|text| filled(text));
            all.filter(|text| split(text).iter().all(|line| self.times(line) < REPEATS_MAX)).collect()
        };
        let of = |register: Register| lines.get(&register).map(|texts| fresh(texts)).unwrap_or_default();
        let mut sets = vec![of(self.buyer.persona.register), of(Register::Plain)];
        sets.push(lines.values().flat_map(|texts| fresh(texts)).collect());
        let set = sets.into_iter().find(|set| !set.is_empty())?;
        let least = set.iter().map(|text| self.times_said(text)).min()?;
        let rare: Vec<String> = set.into_iter().filter(|text| self.times_said(text) == least).collect();
        chance.pick(&rare).cloned()
    }

    fn times_said(&self, text: &str) -> u32 {
        split(text).iter().map(|line| self.times(line)).max().unwrap_or(0)
    }

    fn times(&self, line: &str) -> u32 {
        let pending =
            self.pending.iter().filter(|p| matches!(&p.body, Body::BuyerSaid { text, .. } if text == line)).count();
        self.buyer.said.get(line).copied().unwrap_or(0) + u32::try_from(pending).unwrap_or(0)
    }

    /// Sets the time of the next nudge, where something is waited for.
    pub(super) fn be_patient(&mut self, fx: &mut Effects<'_>, from_ms: u64) {
        self.pending.retain(|p| !matches!(&p.then, Then::Line { intent: Intent::Nudge | Intent::GiveUp, .. }));
        let asks = self.pending.iter().any(|p| matches!(&p.body, Body::BuyerSaid { waits: true, .. }));
        if self.buyer.stage == Stage::Talking && (self.awaits() || asks) {
            self.buyer.wait_from_ms = from_ms;
            self.next_nudge(fx);
        }
    }

    fn next_nudge(&mut self, fx: &mut Effects<'_>) {
        let spent = self.buyer.nudges >= NUDGES_MAX || self.buyer.lines >= LINES_MAX;
        let at = if spent { PATIENCES.len() - 1 } else { self.buyer.wait_nudges.min(PATIENCES.len() - 1) };
        let halves = PATIENCES[at];
        let due_ms = (self.buyer.wait_from_ms + self.buyer.persona.patience_ms * halves / 2).max(fx.now_ms + 1_000);
        let intent = if at + 1 == PATIENCES.len() { Intent::GiveUp } else { Intent::Nudge };
        // Its words are found when it is due: see `Shift::take_due`.
        let body =
            Body::BuyerSaid { window: self.window, text: String::new(), card: None, waits: intent == Intent::Nudge };
        self.push(fx, due_ms, body, Then::Line { intent, first: true, last: true });
    }

    /// The words of a nudge or farewell, drawn when it is due.
    pub fn worded(&self, ground: &Ground<'_>, pending: &Pending, seed: &str) -> Body {
        match (&pending.then, &pending.body) {
            (
                Then::Line { intent: intent @ (Intent::Nudge | Intent::GiveUp), .. },
                Body::BuyerSaid { window, waits, .. },
            ) => {
                let mut chance = super::chance::Chance::keyed(seed, self.window, pending.cause.seq);
                let parts = self.parts(ground, intent, &mut chance);
                let text = parts.into_iter().next().unwrap_or_else(|| "？？".to_owned());
                Body::BuyerSaid { window: *window, text, card: None, waits: *waits }
            }
            _ => pending.body.clone(),
        }
    }

    /// A line of the buyer is in the log.
    pub fn has_said(&mut self, fx: &mut Effects<'_>, text: &str, waits: bool, then: Option<Then>) {
        *self.buyer.said.entry(text.to_owned()).or_insert(0) += 1;
        self.buyer.lines += 1;
        self.unread += 1;
        if waits && self.waiting_since_ms.is_none() {
            self.waiting_since_ms = Some(fx.now_ms);
        }
        let Some(Then::Line { intent, first, last }) = then else { return };
        if first {
            self.buyer.intents.retain(|other| *other != intent);
            match &intent {
                Intent::Ask(at) => self.buyer.needs[*at].asked_seq = Some(fx.seq),
                Intent::Tell(at) => self.buyer.told[*at] = Some(fx.seq),
                Intent::Show(at) => self.buyer.shown[*at] = true,
                Intent::Haggle(at) => self.buyer.bargain = Bargain::At(*at),
                Intent::Nudge => {
                    self.buyer.mood = (self.buyer.mood - 40).clamp(0, MOOD_MAX);
                    self.buyer.nudges += 1;
                    self.buyer.wait_nudges += 1;
                    self.next_nudge(fx);
                }
                _ => {}
            }
        }
        match intent {
            Intent::Thanks if last => self.thanked(fx),
            Intent::GiveUp => {
                self.pending.clear();
                self.buyer.stage = Stage::Leaving;
                self.buyer.mood = (self.buyer.mood - 200).max(0);
                self.leave(fx, 1_500, LeaveReason::OutOfPatience);
            }
            _ if last => self.be_patient_still(fx),
            _ => {}
        }
    }

    /// After a line that waits, patience counts from it.
    fn be_patient_still(&mut self, fx: &mut Effects<'_>) {
        let set =
            self.pending.iter().any(|p| matches!(&p.then, Then::Line { intent: Intent::Nudge | Intent::GiveUp, .. }));
        if !set {
            self.be_patient(fx, fx.now_ms);
        }
    }

    /// Insulted once too often: a last line and gone.
    pub(super) fn storm_out(&mut self, fx: &mut Effects<'_>) {
        self.pending.clear();
        self.buyer.intents.clear();
        self.buyer.mood = 0;
        let body = Body::BuyerSaid { window: self.window, text: String::new(), card: None, waits: false };
        self.push(fx, fx.now_ms + 2_500, body, Then::Line { intent: Intent::GiveUp, first: true, last: true });
    }

    fn thanked(&mut self, fx: &mut Effects<'_>) {
        self.buyer.stage = Stage::Thanked;
        self.farewell(fx, 40_000);
    }

    /// The agent has had the last word: the buyer rates and goes.
    pub(super) fn last_word(&mut self, fx: &mut Effects<'_>) {
        if self.buyer.stage == Stage::Thanked {
            self.farewell(fx, 4_000);
        }
    }

    fn farewell(&mut self, fx: &mut Effects<'_>, in_ms: u64) {
        self.pending.retain(|p| matches!(p.then, Then::Line { .. }));
        let rates = fx.chance(self.window).percent(if self.buyer.invited { 90 } else { 65 });
        if rates {
            let body = Body::Rated { window: self.window, stars: self.stars_felt() };
            self.push(fx, fx.now_ms + in_ms, body, Then::Rate);
        }
        self.leave(fx, in_ms + 1_500, LeaveReason::Done);
    }

    pub(super) fn leave(&mut self, fx: &mut Effects<'_>, in_ms: u64, reason: LeaveReason) {
        let body = Body::BuyerLeft { window: self.window, reason };
        self.push(fx, fx.now_ms + in_ms, body, Then::Leave);
    }
}

fn split(text: &str) -> Vec<String> {
    text.split(" / ").map(str::trim).filter(|part| !part.is_empty()).take(BURST_MAX).map(str::to_owned).collect()
}

/// The order things are said in.
fn rank(intent: &Intent) -> u32 {
    match intent {
        Intent::Opening => 0,
        Intent::Insulted => 1,
        Intent::Wary => 2,
        Intent::Calmed => 3,
        Intent::Contradict { .. } => 4,
        Intent::Confirmed => 5,
        Intent::Accept | Intent::GiveIn => 6,
        Intent::Show(_) | Intent::NoEvidence | Intent::ShownAlready => 7,
        Intent::Tell(_) | Intent::CannotSay => 8,
        Intent::Satisfied(_) | Intent::Drop(_) => 9,
        Intent::Partly(_) => 10,
        Intent::Unclear(_) | Intent::NotDone => 11,
        Intent::Waiting => 12,
        Intent::Angry => 13,
        Intent::NothingMore => 14,
        Intent::Ask(_) | Intent::Haggle(_) => 15,
        Intent::Nudge | Intent::GiveUp | Intent::Thanks => 16,
    }
}

/// Whether a line of this intent waits for an answer; `awaits`: the buyer is waiting for one anyhow.
fn waits(intent: &Intent, awaits: bool) -> bool {
    match intent {
        Intent::Opening
        | Intent::Insulted
        | Intent::Angry
        | Intent::Contradict { .. }
        | Intent::Partly(_)
        | Intent::Unclear(_)
        | Intent::NotDone
        | Intent::Ask(_)
        | Intent::Haggle(_)
        | Intent::Nudge => true,
        Intent::Show(_)
        | Intent::NoEvidence
        | Intent::ShownAlready
        | Intent::Tell(_)
        | Intent::CannotSay
        | Intent::Wary => awaits,
        _ => false,
    }
}
