//! The words of an intent: in the buyer's register, and never the same too often.

use super::chance::Chance;
use super::event::Body;
use super::ground::Ground;
use super::pending::Pending;
use super::scenario::{Lines, Register, Told};
use super::speak::split;
use super::window::{Intent, WindowState};
use crate::content::BuyerLines;

/// The same words at most this often from one buyer.
const REPEATS_MAX: u32 = 2;

impl WindowState {
    /// The lines of one intent.
    pub(super) fn parts(&self, ground: &Ground<'_>, intent: &Intent, chance: &mut Chance) -> Vec<String> {
        let common = &ground.content.buyers;
        let (own, shared) = self.lines_for(ground, intent, common);
        let filled = |line: &str| match intent {
            Intent::Contradict(fact) => {
                let line = line.replace("{stated}", &fact.stated).replace("{truth}", &fact.truth);
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

    pub(super) fn lines_for<'a>(
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
            Intent::Contradict(fact) => (need(&fact.need).map(|n| &n.react.contradicted), Some(&common.contradicted)),
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

    pub(super) fn cool(&self) -> bool {
        self.buyer.mood < 500 || self.buyer.needs.iter().any(|need| need.dropped)
    }

    /// A phrasing in the buyer's register, else plain, else any, none of whose lines was said too often.
    pub(super) fn choose(
        &self,
        lines: &Lines,
        filled: &dyn Fn(&str) -> Option<String>,
        chance: &mut Chance,
    ) -> Option<String> {
        // Each text with how often the line of it that was said most was said.
        let fresh = |texts: &[String]| -> Vec<(u32, String)> {
            let all = texts.iter().filter_map(|text| filled(text)).map(|text| (self.times_said(&text), text));
            all.filter(|(times, _)| *times < REPEATS_MAX).collect()
        };
        let of = |register: Register| lines.get(&register).map(|texts| fresh(texts)).filter(|set| !set.is_empty());
        let set = of(self.buyer.persona.register)
            .or_else(|| of(Register::Plain))
            .unwrap_or_else(|| lines.values().flat_map(|texts| fresh(texts)).collect());
        let least = set.iter().map(|(times, _)| *times).min()?;
        let rare: Vec<String> = set.into_iter().filter(|(times, _)| *times == least).map(|(_, text)| text).collect();
        chance.pick(&rare).cloned()
    }

    pub(super) fn times_said(&self, text: &str) -> u32 {
        if self.buyer.said.is_empty() && self.pending.is_empty() {
            return 0;
        }
        split(text).iter().map(|line| self.times(line)).max().unwrap_or(0)
    }

    pub(super) fn times(&self, line: &str) -> u32 {
        let says = |pending: &&Pending| pending.line().is_some_and(|said| *said.text == *line);
        let pending = self.pending.iter().filter(says).count();
        self.buyer.said.times(line) + u32::try_from(pending).unwrap_or(0)
    }

    /// As it is logged; the words of a nudge or farewell are drawn when it is due.
    pub fn worded(&self, ground: &Ground<'_>, pending: &Pending, seed: &str) -> Body {
        let mut body = pending.body(self.window);
        if let Some(line) = pending.line().filter(|line| line.is_impatient())
            && let Body::BuyerSaid { text, .. } = &mut body
        {
            let mut chance = Chance::keyed(seed, self.window, pending.cause.seq);
            let parts = self.parts(ground, &line.intent, &mut chance);
            *text = parts.into_iter().next().unwrap_or_else(|| "？？".to_owned());
        }
        body
    }
}
