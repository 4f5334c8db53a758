//! What a reply does to a buyer: needs met or contradicted, facts asked for, moods moved, intents formed.

use super::asked::{asks, elicited, questions};
use super::duty::{Deed, weigh_action};
use super::event::{Action, Invitation, LeaveReason};
use super::ground::Ground;
use super::needs::best;
use super::pending::Effects;
use super::persona::{MOOD_ANGRY, MOOD_CALM, MOOD_MAX};
use super::value::plain;
use super::weigh::{CONFIDENT, Reply, Weighed};
use super::window::{Intent, NeedState, Stage, WindowState};
use crate::language::act::{Act, ActKind};

/// Replies that do not settle a need before the buyer gives it up: not understood, and on the matter but open.
const TRIES_MAX: u32 = 3;
/// Polite words without matter in a row that a buyer takes without asking back.
pub const COURTESIES_MAX: u32 = 2;
/// After this many insults a buyer goes.
const INSULTS_MAX: u32 = 2;

impl WindowState {
    /// The agent wrote something.
    pub fn hear(&mut self, ground: &Ground<'_>, fx: &mut Effects<'_>, text: &str, acts: &[Act]) {
        self.agent_lines += 1;
        let sure: Vec<Act> = acts.iter().filter(|act| act.confidence >= CONFIDENT).cloned().collect();
        self.wait_felt(fx.now_ms);
        let canned = self.repeated(text);
        self.manners(text, &sure, canned);
        self.ledger.promise(fx.seq, fx.now_ms, text, &sure);
        let before = self.buyer.needs.clone();
        let elicited = elicited(ground, text, &sure);
        let names: Vec<&str> =
            elicited.iter().filter_map(|at| ground.scenario.facts.get(*at)).map(|f| f.id.as_str()).collect();
        let plain = plain(text);
        let reply = Reply { text, plain: &plain, acts, solo: true };
        self.enter(ground, fx.seq, Deed::Said(reply), &names);
        if self.buyer.stage != Stage::Talking {
            self.last_word(fx);
            return;
        }
        if self.buyer.insults >= INSULTS_MAX {
            self.storm_out(fx);
            return;
        }
        self.ledger.facts.extend(super::page::stated(ground, fx.seq, text, acts));
        let partly = self.needs_hear(ground, fx, reply);
        let met = before.iter().zip(&self.buyer.needs).any(|(old, new)| old.met_seq != new.met_seq);
        let stirred =
            met || before.iter().zip(&self.buyer.needs).any(|(old, new)| old.contradicted != new.contradicted);
        let told = self.tell(&elicited, met && !asks(&sure));
        let shown = sure.iter().any(|act| act.kind == ActKind::RequestEvidence) && self.show(ground, text);
        let useful = stirred || told || shown || !partly.is_empty();
        if useful {
            self.useful(fx.seq);
        }
        if met || (useful && partly.is_empty()) {
            self.ledger.keep(fx.seq, fx.now_ms);
        }
        let haggled = self.haggle_hears(ground, Deed::Said(reply), &sure);
        if self.buyer.intents.contains(&Intent::Opening) && self.buyer.needs.iter().all(|need| need.asked_seq.is_none())
        {
            // Nothing was asked yet: a greeting only.
        } else if !stirred && !told && !shown && !haggled {
            self.leaves_open(ground, text, &sure, &partly, canned);
        }
        if sure.iter().any(|act| act.kind == ActKind::Confirm) && questions(text) && !stirred && !told {
            self.intend(Intent::Confirmed);
        }
        self.react(ground, fx, text);
    }

    /// An action of the agent went through.
    pub fn see(&mut self, ground: &Ground<'_>, fx: &mut Effects<'_>, action: &Action) {
        self.enter(ground, fx.seq, Deed::Acted(action), &[]);
        if let Action::Invite { what: Invitation::Rating } = action {
            self.buyer.invited = true;
        }
        let silent = matches!(action, Action::Note { .. } | Action::Ask { .. } | Action::Hold | Action::Release);
        let was_met = self.buyer.needs.iter().filter(|need| need.met_seq.is_some()).count();
        for at in 0..self.buyer.needs.len() {
            if self.buyer.needs[at].met_seq.is_some() || self.buyer.needs[at].dropped {
                continue;
            }
            let need = &ground.scenario.needs[at];
            let open = self.buyer.needs[at].open();
            match best(need.met_by.iter().map(|means| weigh_action(ground, means, action))) {
                Weighed::Met { .. } => self.meet(at, fx.seq),
                Weighed::Wrong(fact) if open => self.contradicted(at, fact.stated, fact.truth),
                Weighed::Partly if open => self.intend(Intent::Partly(at)),
                _ => {}
            }
        }
        if self.buyer.needs.iter().filter(|need| need.met_seq.is_some()).count() > was_met {
            self.ledger.keep(fx.seq, fx.now_ms);
            self.useful(fx.seq);
        }
        if self.buyer.stage != Stage::Talking || matches!(action, Action::Transfer { .. }) || silent {
            return;
        }
        if let Action::RequestEvidence { what } = action {
            self.show(ground, what);
            self.useful(fx.seq);
        }
        self.haggle_hears(ground, Deed::Acted(action), &[]);
        self.buyer.wait_nudges = 0;
        self.react(ground, fx, "");
    }

    pub(super) fn enter(&mut self, ground: &Ground<'_>, seq: u64, deed: Deed<'_>, elicited: &[&str]) {
        let states = self.buyer.needs.clone();
        let settled = |id: &str| {
            ground
                .scenario
                .needs
                .iter()
                .zip(&states)
                .any(|(need, state)| need.id == id && state.met_seq.is_some_and(|s| s < seq))
        };
        self.ledger.enter(ground, seq, deed, elicited, &settled);
    }

    /// The reply settled nothing and asked for nothing the buyer has: what does the buyer make of it?
    pub(super) fn leaves_open(
        &mut self,
        ground: &Ground<'_>,
        text: &str,
        acts: &[Act],
        partly: &[usize],
        canned: bool,
    ) {
        use ActKind::{Apologise, Ask, Close, Confirm, Empathise, Greet, Invite, Promise, Transfer};
        if acts.iter().any(|act| act.kind == ActKind::Abuse) {
            return;
        }
        let Some(open) = self.buyer.needs.iter().position(NeedState::open) else {
            if more(text) || acts.iter().any(|act| act.kind == Ask) {
                self.intend(Intent::NothingMore);
            }
            return;
        };
        let polite =
            |act: &Act| matches!(act.kind, Greet | Apologise | Empathise | Close | Invite | Confirm | Transfer);
        let promises = acts.iter().any(|act| act.kind == Promise)
            || ["稍等", "帮您查", "帮您看", "核实一下"].iter().any(|w| text.contains(w));
        if promises && !canned {
            self.intend(Intent::Waiting);
            self.buyer.needs[open].tries += u32::from(self.buyer.courtesies > COURTESIES_MAX);
            self.buyer.courtesies += 1;
        } else if claims(ground, open, acts) {
            // Said to be done, and nothing to be seen of it.
            let first = self.buyer.needs[open].tries == 0;
            self.open_try(open, if first { Intent::Waiting } else { Intent::NotDone });
        } else if let Some(at) = partly.first() {
            self.buyer.mood -= 30;
            self.open_try(*at, Intent::Partly(*at));
        } else if !acts.is_empty() && acts.iter().all(polite) && self.buyer.courtesies < COURTESIES_MAX && !canned {
            self.buyer.courtesies += 1;
        } else if acts.iter().any(|act| act.kind == Ask) && !canned {
            self.buyer.courtesies += 1;
            let intent = if self.buyer.courtesies > COURTESIES_MAX { Intent::Unclear(open) } else { Intent::CannotSay };
            self.open_try(open, intent);
        } else {
            self.buyer.mood -= 50;
            self.open_try(open, Intent::Unclear(open));
        }
    }

    pub(super) fn open_try(&mut self, need: usize, intent: Intent) {
        self.buyer.needs[need].tries += 1;
        if self.buyer.needs[need].tries > TRIES_MAX {
            self.give_up(need);
        } else {
            self.intend(intent);
        }
    }

    /// Mood into anger or calm, then the lines that follow.
    pub(super) fn react(&mut self, ground: &Ground<'_>, fx: &mut Effects<'_>, text: &str) {
        let buyer = &mut self.buyer;
        buyer.mood = buyer.mood.clamp(0, MOOD_MAX);
        if !buyer.angry && buyer.mood < MOOD_ANGRY {
            buyer.angry = true;
            buyer.was_angry = true;
            self.intend(Intent::Angry);
        } else if buyer.angry && buyer.mood >= MOOD_CALM {
            buyer.angry = false;
            buyer.intents.retain(|intent| *intent != Intent::Angry);
            self.intend(Intent::Calmed);
        }
        self.compose(ground, fx, text);
    }

    /// The window was handed to another post.
    pub fn handed_over(&mut self, fx: &mut Effects<'_>) {
        if self.waiting_since_ms.is_some() {
            self.buyer.mood = (self.buyer.mood - 120).max(0);
        }
        self.pending.clear();
        self.buyer.stage = Stage::Leaving;
        self.leave(fx, 800, LeaveReason::Transferred);
    }
}

fn more(text: &str) -> bool {
    ["还有", "其他", "别的"].iter().any(|word| text.contains(word))
        && ["问题", "需要", "帮"].iter().any(|word| text.contains(word))
}

/// The need wants a deed, and the words say that it will be or was done.
fn claims(ground: &Ground<'_>, need: usize, acts: &[Act]) -> bool {
    use ActKind::{Answer, Confirm, Instruct, Offer, Promise};
    let need = &ground.scenario.needs[need];
    need.met_by.iter().all(|means| means.action.is_some())
        && acts.iter().any(|act| match act.kind {
            Promise | Offer => true,
            Answer | Confirm | Instruct => act.topic.is_none() || act.topic == Some(need.topic),
            _ => false,
        })
}
