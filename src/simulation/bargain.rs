//! Bargaining: an offer taken, or one step on.

use super::duty::{Deed, weigh_action};
use super::ground::Ground;
use super::hear::COURTESIES_MAX;
use super::scenario::Means;
use super::weigh::{Weighed, weigh};
use super::window::{Bargain, Intent, WindowState};
use crate::language::act::{Act, ActKind, Topic};

impl WindowState {
    /// A reply while bargaining: taken, or one step on. True where it was heard as such.
    pub(super) fn haggle_hears(&mut self, ground: &Ground<'_>, deed: Deed<'_>, acts: &[Act]) -> bool {
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
}
