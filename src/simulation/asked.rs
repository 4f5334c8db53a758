//! What a reply asks for: the buyer's facts, and evidence.

use super::ground::Ground;
use super::scenario::{Fact, Told};
use super::window::{Intent, WindowState};
use crate::language::act::{Act, ActKind, Topic};

impl WindowState {
    /// Forms an intent to tell each fact asked for; true where there is one.
    pub(super) fn tell(&mut self, elicited: &[usize], answered: bool) -> bool {
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
    pub(super) fn show(&mut self, ground: &Ground<'_>, request: &str) -> bool {
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
}

/// Facts the reply asks for, in the scenario's order: by their words, else by topic those not told yet.
pub(super) fn elicited(ground: &Ground<'_>, text: &str, acts: &[Act]) -> Vec<usize> {
    let requests = [
        "发我",
        "发一下",
        "发下",
        "发给我",
        "提供",
        "告诉",
        "报一下",
        "报下",
        "说一下",
        "说下",
        "量一下",
        "量下",
        "量一量",
        "麻烦发",
    ];
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

pub(super) fn asks(acts: &[Act]) -> bool {
    acts.iter().any(|act| matches!(act.kind, ActKind::Ask | ActKind::RequestEvidence))
}

pub(super) fn questions(text: &str) -> bool {
    text.contains(['?', '？'])
        || ["吗", "多少", "几"]
            .iter()
            .any(|word| text.trim_end_matches(['。', '~', '～', '哦', '呢', '呀']).ends_with(word))
}
