//! What a reply does to a buyer: needs met or contradicted, facts asked for, moods moved, intents formed.

use super::duty::{Deed, weigh_action};
use super::event::{Action, Invitation, LeaveReason};
use super::ground::Ground;
use super::persona::{MOOD_ANGRY, MOOD_CALM, MOOD_MAX};
use super::report::FactReport;
use super::scenario::{Fact, Means, Told};
use super::value::plain;
use super::weigh::{CONFIDENT, Reply, Weighed, weigh};
use super::window::{Bargain, Effects, Intent, NeedState, Stage, WindowState};
use crate::language::act::{Act, ActKind, Topic};

/// Replies that do not settle a need before the buyer gives it up: not understood, and on the matter but open.
const TRIES_MAX: u32 = 3;
/// Contradictions of one need before the buyer gives it up.
const CONTRADICTIONS_MAX: u32 = 3;
/// Polite words without matter in a row that a buyer takes without asking back.
const COURTESIES_MAX: u32 = 2;
/// After this many insults a buyer goes.
const INSULTS_MAX: u32 = 2;
/// Different replies remembered for noticing canned ones.
const HEARD_MAX: usize = 64;

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
        let reply = Reply { text, acts, solo: true };
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

    fn enter(&mut self, ground: &Ground<'_>, seq: u64, deed: Deed<'_>, elicited: &[&str]) {
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

    /// Holds the reply against every need that is not met; gives those it touches and leaves open.
    fn needs_hear(&mut self, ground: &Ground<'_>, fx: &Effects<'_>, reply: Reply<'_>) -> Vec<usize> {
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

    fn fact(&mut self, seq: u64, ground: &Ground<'_>, at: usize, fact: super::weigh::Fact, right: bool) {
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

    fn meet(&mut self, at: usize, seq: u64) {
        let buyer = &mut self.buyer;
        buyer.needs[at].met_seq = Some(seq);
        buyer.mood += 150;
        buyer.intents.retain(|intent| !about(intent, at));
        if buyer.needs[at].asked_seq.is_some() {
            self.intend(Intent::Satisfied(at));
        }
    }

    fn contradicted(&mut self, need: usize, stated: String, truth: String) {
        let state = &mut self.buyer.needs[need];
        state.contradicted += 1;
        self.buyer.mood -= 120;
        self.buyer.intents.retain(|intent| !about(intent, need));
        if self.buyer.needs[need].contradicted >= CONTRADICTIONS_MAX {
            self.give_up(need);
        } else {
            self.intend(Intent::Contradict { need, stated, truth });
        }
    }

    fn give_up(&mut self, need: usize) {
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

    fn useful(&mut self, seq: u64) {
        for need in self.buyer.needs.iter_mut().filter(|need| need.asked_seq.is_some() && !need.dropped) {
            if need.useful_seq.is_none() && need.met_seq.is_none_or(|met| met == seq) {
                need.useful_seq = Some(seq);
            }
        }
    }

    /// Forms an intent to tell each fact asked for; true where there is one.
    fn tell(&mut self, elicited: &[usize], answered: bool) -> bool {
        if answered {
            return false;
        }
        for at in elicited {
            if self.buyer.told[*at].is_some() {
                // Made to say it again.
                self.buyer.mood -= 30;
            }
            self.intend(Intent::Tell(*at));
        }
        !elicited.is_empty()
    }

    /// The piece of evidence asked for; true where there is a scenario's piece.
    fn show(&mut self, ground: &Ground<'_>, request: &str) -> bool {
        let pieces = &ground.scenario.evidence;
        let named = pieces.iter().position(|piece| piece.words.iter().any(|word| request.contains(word.as_str())));
        let fresh = self.buyer.shown.iter().position(|shown| !shown);
        let piece = named.filter(|at| !self.buyer.shown[*at]).or(fresh);
        self.intend(match (pieces.is_empty(), piece) {
            (true, _) => Intent::NoEvidence,
            (_, Some(piece)) => Intent::Show(piece),
            (_, None) => Intent::ShownAlready,
        });
        true
    }

    /// The reply settled nothing and asked for nothing the buyer has: what does the buyer make of it?
    fn leaves_open(&mut self, ground: &Ground<'_>, text: &str, acts: &[Act], partly: &[usize], canned: bool) {
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

    fn open_try(&mut self, need: usize, intent: Intent) {
        self.buyer.needs[need].tries += 1;
        if self.buyer.needs[need].tries > TRIES_MAX {
            self.give_up(need);
        } else {
            self.intend(intent);
        }
    }

    /// A reply while bargaining: taken, or one step on. True where it was heard as such.
    fn haggle_hears(&mut self, ground: &Ground<'_>, deed: Deed<'_>, acts: &[Act]) -> bool {
        let (Some(haggle), Bargain::At(step)) = (&ground.scenario.haggle, self.buyer.bargain) else { return false };
        let topic = Some(Topic::Price);
        let accepted = haggle.accepts.iter().any(|means: &Means| {
            let weighed = match deed {
                Deed::Said(reply) => weigh(ground, means, topic, reply),
                Deed::Acted(action) => weigh_action(ground, means, action),
            };
            matches!(weighed, Weighed::Met { .. })
        });
        if accepted {
            self.buyer.bargain = Bargain::Over;
            self.buyer.mood += 60;
            self.intend(Intent::Accept);
            return true;
        }
        if let Deed::Acted(_) = deed {
            return false;
        }
        let idle = acts.iter().all(|act| matches!(act.kind, ActKind::Greet | ActKind::Promise | ActKind::Apologise))
            && !acts.is_empty();
        if idle && self.buyer.courtesies < COURTESIES_MAX {
            self.buyer.courtesies += 1;
            return true;
        }
        if step + 1 < haggle.steps.len() {
            self.intend(Intent::Haggle(step + 1));
        } else {
            self.buyer.bargain = Bargain::Over;
            self.intend(Intent::GiveIn);
        }
        true
    }

    /// What the wait until this reply did to the mood.
    fn wait_felt(&mut self, now_ms: u64) {
        if let Some(since) = self.waiting_since_ms.take() {
            let over_s = (now_ms.saturating_sub(since) / 1_000).saturating_sub(30);
            self.buyer.mood -= i64::try_from(over_s / 2).unwrap_or(i64::MAX).min(150);
        }
        self.unread = 0;
        self.buyer.wait_nudges = 0;
    }

    fn repeated(&mut self, text: &str) -> bool {
        let text = plain(text);
        if self.buyer.heard.len() >= HEARD_MAX && !self.buyer.heard.contains_key(&text) {
            return false;
        }
        let times = self.buyer.heard.entry(text).or_insert(0);
        *times += 1;
        *times > 1
    }

    /// Politeness, coldness and violations.
    fn manners(&mut self, text: &str, acts: &[Act], canned: bool) {
        use ActKind::{Abuse, Apologise, AskSecret, Divert, Empathise, Greet, Offer, PaidReview, Promise};
        let has = |kind: ActKind| acts.iter().any(|act| act.kind == kind);
        let mut mood = 0;
        if has(Abuse) {
            mood -= 450;
            self.buyer.insults += 1;
            self.intend(Intent::Insulted);
        }
        if has(Divert) || has(AskSecret) || has(PaidReview) {
            mood -= 180;
            self.intend(Intent::Wary);
        }
        if canned && text.chars().count() > 4 {
            mood -= 80;
        }
        if text.trim().chars().count() <= 2 && !has(Greet) && !has(Apologise) {
            mood -= 40;
        }
        if (has(Apologise) || has(Empathise)) && self.buyer.mood < 700 {
            let steps = has(Offer) || has(Promise) || has(ActKind::RequestEvidence) || has(ActKind::Instruct);
            mood += if self.buyer.apologised { 10 } else { 130 + if steps { 60 } else { 0 } };
            self.buyer.apologised = true;
        }
        if acts.iter().any(|act| act.kind == ActKind::Invite) {
            self.buyer.invited = true;
        }
        self.buyer.mood = (self.buyer.mood + mood).clamp(0, MOOD_MAX);
    }

    /// Mood into anger or calm, then the lines that follow.
    fn react(&mut self, ground: &Ground<'_>, fx: &mut Effects<'_>, text: &str) {
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

/// Facts the reply asks for, in the scenario's order: by their words, else by topic those not told yet.
fn elicited(ground: &Ground<'_>, text: &str, acts: &[Act]) -> Vec<usize> {
    let requests = ["发我", "发一下", "发给我", "提供", "告诉", "报一下", "说一下", "量一下", "麻烦发"];
    let asking = asks(acts)
        || questions(text)
        || (acts.iter().any(|act| act.kind == ActKind::Instruct) && requests.iter().any(|word| text.contains(word)));
    if !asking {
        return Vec::new();
    }
    let facts = || ground.scenario.facts.iter().enumerate();
    let named: Vec<usize> = facts()
        .filter(|(_, fact)| fact.words.iter().any(|word| text.contains(word.as_str())))
        .map(|(at, _)| at)
        .collect();
    if !named.is_empty() {
        return named;
    }
    let topics: Vec<Topic> = acts.iter().filter(|act| act.kind == ActKind::Ask).filter_map(|act| act.topic).collect();
    let topical = |fact: &Fact| fact.told != Told::AtOnce && fact.topics.iter().any(|topic| topics.contains(topic));
    facts().filter(|(_, fact)| topical(fact)).map(|(at, _)| at).take(1).collect()
}

fn asks(acts: &[Act]) -> bool {
    acts.iter().any(|act| matches!(act.kind, ActKind::Ask | ActKind::RequestEvidence))
}

fn questions(text: &str) -> bool {
    text.contains(['?', '？'])
        || ["吗", "多少", "几"]
            .iter()
            .any(|word| text.trim_end_matches(['。', '~', '～', '哦', '呢', '呀']).ends_with(word))
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

/// The strongest of several ways to meet a need.
fn best(all: impl Iterator<Item = Weighed>) -> Weighed {
    let rank = |weighed: &Weighed| match weighed {
        Weighed::Met { .. } => 3,
        Weighed::Wrong(_) => 2,
        Weighed::Partly => 1,
        Weighed::Nothing => 0,
    };
    all.fold(Weighed::Nothing, |best, next| if rank(&next) > rank(&best) { next } else { best })
}

/// The words are right for another need of the same topic, and so not wrong for this one.
fn of_another(ground: &Ground<'_>, at: usize, reply: Reply<'_>) -> bool {
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
fn about(intent: &Intent, at: usize) -> bool {
    match intent {
        Intent::Contradict { need, .. } => *need == at,
        Intent::Partly(need) | Intent::Unclear(need) | Intent::Drop(need) | Intent::Ask(need) => *need == at,
        Intent::Waiting | Intent::NotDone | Intent::CannotSay => true,
        _ => false,
    }
}
