//! What a buyer says and when: intents become lines, lines become effects, and effects, carried out, move the buyer on.

use super::chance::Chance;
use super::event::LeaveReason;
use super::ground::Ground;
use super::pending::{Effects, Line, Pending, Then};
use super::persona::MOOD_MAX;
use super::scenario::Card;
use super::window::{Bargain, Intent, NeedState, Stage, WindowState};

/// Parts of one phrasing sent one after the other.
const BURST_MAX: usize = 4;

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
        let busy_ms =
            self.pending.iter().filter(|pending| pending.line().is_some()).map(|pending| pending.due_ms).max();
        let mut at_ms = (fx.now_ms + late_ms + reading_ms).max(busy_ms.unwrap_or(0));
        let awaits = self.awaits() || intents.iter().any(|i| matches!(i, Intent::Ask(_) | Intent::Haggle(_)));
        for intent in intents {
            let parts = self.parts(ground, &intent, &mut chance);
            let count = parts.len();
            for (at, text) in parts.into_iter().enumerate() {
                at_ms += self.buyer.persona.typing_ms(&text);
                let card =
                    if at == 0 && self.buyer.lines == 0 && !self.said_anything() { self.card(ground) } else { None };
                let line = Line {
                    intent: intent.clone(),
                    first: at == 0,
                    last: at + 1 == count,
                    text: text.into(),
                    card: card.map(Into::into),
                    waits: waits(&intent, awaits),
                };
                self.push(fx, at_ms, Then::Line(line));
            }
        }
        self.be_patient(fx, at_ms.max(fx.now_ms));
        self.pending.shrink_to_fit();
        self.buyer.intents.shrink_to_fit();
    }

    pub(super) fn said_anything(&self) -> bool {
        self.pending.iter().any(|pending| pending.line().is_some())
    }

    pub(super) fn card(&self, ground: &Ground<'_>) -> Option<String> {
        match ground.scenario.card? {
            Card::Product => self.case.product.clone(),
            Card::Order => self.case.order.as_ref().map(|order| order.id.clone()),
        }
    }

    /// Lines of a phrasing already begun are typed to their end; others are thought over.
    pub(super) fn drop_unbegun(&mut self) {
        let mut keep: Vec<Pending> = Vec::with_capacity(self.pending.len());
        let mut open_group = true;
        self.pending.sort_by_key(|pending| (pending.due_ms, pending.cause));
        for pending in self.pending.drain(..) {
            match &pending.then {
                Then::Line(line) if line.first => open_group = false,
                Then::Line(_) if !open_group => {}
                _ => keep.push(pending),
            }
        }
        self.pending = keep;
    }

    /// What is to be said now, in order: what the buyer means, then the next thing on the agenda.
    pub(super) fn agenda(&mut self, ground: &Ground<'_>, chance: &mut Chance) -> Vec<Intent> {
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
        if buyer.needs.iter().any(NeedState::open) || buyer.stage != Stage::Talking {
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

    /// A line of the buyer is in the log.
    pub fn has_said(&mut self, fx: &mut Effects<'_>, text: &str, waits: bool, then: Option<Then>) {
        self.buyer.said.add(text);
        self.buyer.lines += 1;
        self.unread += 1;
        if waits && self.waiting_since_ms.is_none() {
            self.waiting_since_ms = Some(fx.now_ms);
        }
        let Some(Then::Line(Line { intent, first, last, .. })) = then else { return };
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
}

pub(super) fn split(text: &str) -> Vec<String> {
    text.split(" / ").map(str::trim).filter(|part| !part.is_empty()).take(BURST_MAX).map(str::to_owned).collect()
}

/// The order things are said in.
fn rank(intent: &Intent) -> u32 {
    match intent {
        Intent::Opening => 0,
        Intent::Insulted => 1,
        Intent::Wary => 2,
        Intent::Calmed => 3,
        Intent::Contradict(_) => 4,
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
        | Intent::Contradict(_)
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
