//! Waiting and leaving: nudges, the end of patience, thanks and the last word.

use super::event::LeaveReason;
use super::pending::{Effects, Line, Then};
use super::persona::PATIENCES;
use super::window::{Intent, Stage, WindowState};

/// A buyer with this many lines has said enough and leaves.
const LINES_MAX: u32 = 60;
const NUDGES_MAX: u32 = 6;

impl WindowState {
    /// Sets the time of the next nudge, where something is waited for.
    pub(super) fn be_patient(&mut self, fx: &mut Effects<'_>, from_ms: u64) {
        self.pending.retain(|pending| !pending.line().is_some_and(Line::is_impatient));
        let asks = self.pending.iter().any(|pending| pending.line().is_some_and(|line| line.waits));
        if self.buyer.stage == Stage::Talking && (self.awaits() || asks) {
            self.buyer.wait_from_ms = from_ms;
            self.next_nudge(fx);
        }
    }

    pub(super) fn next_nudge(&mut self, fx: &mut Effects<'_>) {
        let spent = self.buyer.nudges >= NUDGES_MAX || self.buyer.lines >= LINES_MAX;
        let at = if spent { PATIENCES.len() - 1 } else { self.buyer.wait_nudges.min(PATIENCES.len() - 1) };
        let halves = PATIENCES[at];
        let due_ms = (self.buyer.wait_from_ms + self.buyer.persona.patience_ms * halves / 2).max(fx.now_ms + 1_000);
        let intent = if at + 1 == PATIENCES.len() { Intent::GiveUp } else { Intent::Nudge };
        // Its words are found when it is due: see `Shift::take_due`.
        self.push(fx, due_ms, Then::Line(Line::to_be_worded(intent)));
    }

    /// After a line that waits, patience counts from it.
    pub(super) fn be_patient_still(&mut self, fx: &mut Effects<'_>) {
        let set = self.pending.iter().any(|pending| pending.line().is_some_and(Line::is_impatient));
        if !set {
            self.be_patient(fx, fx.now_ms);
        }
    }

    /// Insulted once too often: a last line and gone.
    pub(super) fn storm_out(&mut self, fx: &mut Effects<'_>) {
        self.pending.clear();
        self.buyer.intents.clear();
        self.buyer.mood = 0;
        self.push(fx, fx.now_ms + fx.late_ms + 2_500, Then::Line(Line::to_be_worded(Intent::GiveUp)));
    }

    pub(super) fn thanked(&mut self, fx: &mut Effects<'_>) {
        self.buyer.stage = Stage::Thanked;
        self.farewell(fx, 40_000);
    }

    /// The agent has had the last word: the buyer rates and goes.
    pub(super) fn last_word(&mut self, fx: &mut Effects<'_>) {
        if self.buyer.stage == Stage::Thanked {
            self.farewell(fx, fx.late_ms + 4_000);
        }
    }

    pub(super) fn farewell(&mut self, fx: &mut Effects<'_>, in_ms: u64) {
        self.pending.retain(|pending| pending.line().is_some());
        let rates = fx.chance(self.window).percent(if self.buyer.invited { 90 } else { 65 });
        if rates {
            let stars = self.stars_felt();
            self.push(fx, fx.now_ms + in_ms, Then::Rate { stars });
        }
        self.leave(fx, in_ms + 1_500, LeaveReason::Done);
    }

    pub(super) fn leave(&mut self, fx: &mut Effects<'_>, in_ms: u64, reason: LeaveReason) {
        self.push(fx, fx.now_ms + in_ms, Then::Leave { reason });
    }
}
