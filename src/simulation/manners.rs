//! How a reply feels: waiting, repetition, coldness, insult, apology.

use super::persona::MOOD_MAX;
use super::value::plain;
use super::window::{Intent, WindowState};
use crate::language::act::{Act, ActKind};

/// Different replies remembered for noticing canned ones.
const HEARD_MAX: usize = 64;

impl WindowState {
    /// What the wait until this reply did to the mood.
    pub(super) fn wait_felt(&mut self, now_ms: u64) {
        if let Some(since) = self.waiting_since_ms.take() {
            let over_s = (now_ms.saturating_sub(since) / 1_000).saturating_sub(30);
            self.buyer.mood -= i64::try_from(over_s / 2).unwrap_or(i64::MAX).min(150);
        }
        self.unread = 0;
        self.buyer.wait_nudges = 0;
    }

    pub(super) fn repeated(&mut self, text: &str) -> bool {
        let text = plain(text);
        if self.buyer.heard.len() >= HEARD_MAX && self.buyer.heard.times(&text) == 0 {
            return false;
        }
        self.buyer.heard.add(&text) > 1
    }

    /// Politeness, coldness and violations.
    pub(super) fn manners(&mut self, text: &str, acts: &[Act], canned: bool) {
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
}
