//! What of a shift is due when: buyers to come, effects pending, the end.

use super::event::{Body, Cause, CloseReason, Mode, Window};
use super::pending::Pending;
use super::shift::{CLOSE, SINGLE, Shift};
use super::single::order_of;
use super::window::WindowState;
use crate::clock::UnixMs;

impl Shift {
    /// The next buyer to come and when, where the ceiling and the agent's hold let one in.
    fn next_arrival(&self) -> Option<(UnixMs, Cause, usize)> {
        let at = self.windows.len();
        let arrival = self.arrivals.get(at)?;
        if self.held || self.open_windows >= self.plan.windows {
            return None;
        }
        let cause = Cause { seq: 1, index: u32::try_from(at).ok()? };
        Some((self.opened_ms? + self.stood_ms + arrival.after_ms, cause, at))
    }

    /// Buyers whose time has come and whom the ceiling or the agent's hold keeps waiting.
    pub fn queued(&self, now_ms: UnixMs) -> u64 {
        let Some(opened_ms) = self.opened_ms.filter(|_| self.closed.is_none()) else { return 0 };
        let since_ms = self.paused_ms.unwrap_or(now_ms).saturating_sub(opened_ms + self.stood_ms);
        // Arrivals stand in time's order.
        let waiting = self.arrivals.get(self.windows.len()..).unwrap_or_default();
        u64::try_from(waiting.partition_point(|arrival| arrival.after_ms <= since_ms)).unwrap_or(u64::MAX)
    }

    /// When the shift ends whatever is open (a guest's three minutes).
    fn time_up(&self) -> Option<(UnixMs, Cause, CloseReason)> {
        let due = self.opened_ms? + self.stood_ms + self.plan.duration_s * 1_000;
        (self.opening.mode == Mode::Try && !self.opening.plan.starts_with(SINGLE)).then_some((
            due,
            Cause { seq: 1, index: CLOSE },
            CloseReason::TimeUp,
        ))
    }

    fn running(&self) -> bool {
        self.closed.is_none() && self.paused_ms.is_none() && self.opened_ms.is_some()
    }

    fn next_said(&self) -> Option<(&WindowState, &Pending)> {
        let (_, window) = self.agenda.first_key_value()?;
        let state = self.windows.get(window)?;
        Some((state, state.next()?))
    }

    /// When the next effect is due; `None` while paused and when nothing can happen by itself.
    pub fn next_due(&self) -> Option<UnixMs> {
        if !self.running() {
            return None;
        }
        let said = self.agenda.first_key_value().map(|((due, _), _)| *due);
        let arrival = self.next_arrival().map(|(due, ..)| due);
        let close = self.closing.as_ref().map(|(due, ..)| *due);
        let up = self.time_up().map(|(due, ..)| due);
        [said, arrival, close, up].into_iter().flatten().min()
    }

    /// The body of the earliest effect due by `now`. Nothing changes until it is logged and applied with its cause.
    pub fn take_due(&self, now_ms: UnixMs) -> Option<(Cause, Body)> {
        if !self.running() {
            return None;
        }
        let ends = [self.time_up(), self.closing].into_iter().flatten().min_by_key(|(due, ..)| *due);
        if let Some((due, cause, reason)) = ends
            && due <= now_ms
        {
            return Some((cause, Body::ShiftClosed { reason }));
        }
        let said = self.next_said().filter(|(_, pending)| pending.due_ms <= now_ms);
        let arrival = self.next_arrival().filter(|(due, ..)| *due <= now_ms);
        match (said, arrival) {
            (Some((state, pending)), arrival) if arrival.is_none_or(|(due, ..)| pending.due_ms <= due) => {
                let body = match state.case.ground(&self.content) {
                    Some(ground) => state.worded(&ground, pending, &self.opening.seed),
                    None => pending.body(state.window),
                };
                Some((pending.cause, body))
            }
            (_, Some((_, cause, at))) => Some((cause, self.arrival(at)?)),
            _ => None,
        }
    }

    fn arrival(&self, at: usize) -> Option<Body> {
        let arrival = self.arrivals.get(at)?;
        let window = Window::try_from(at + 1).ok()?;
        let scenario = self.content.scenarios.get(&arrival.scenario)?;
        Some(Body::BuyerArrived {
            window,
            name: arrival.name.clone(),
            shop: scenario.shop.clone(),
            scenario: arrival.scenario.clone(),
            product: scenario.product_id().map(str::to_owned),
            order: order_of(&self.content, scenario, &self.opening.seed, window).map(Box::new),
        })
    }
}
