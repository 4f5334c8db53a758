//! Taking back a line (撤回). In practice a buyer reads a line five seconds late; until then the agent can take it back,
//! and the window is as if the line had never been written.

use super::event::{Body, Event, Window};
use super::shift::Shift;
use super::window::WindowState;
use crate::clock::UnixMs;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Lines of one window that are remembered at once; of more, the oldest can no longer be taken back.
const RETRACTABLE_MAX: usize = 8;

/// A line the buyer has not read yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Retractable {
    /// The line's number in the log.
    said: u64,
    at_ms: UnixMs,
    /// The window before the line.
    before: Box<WindowState>,
    /// What has happened in the window since.
    since: Vec<Event>,
}

impl Shift {
    /// Whether the line logged as `said` can be taken back now.
    pub fn may_take_back(&self, window: Window, said: u64, now_ms: UnixMs) -> bool {
        let Some(state) = self.windows.get(&window).filter(|state| state.ended.is_none()) else { return false };
        let Some(line) = state.retractable.iter().find(|line| line.said == said) else { return false };
        let answered = line.since.iter().any(|event| event.cause.is_some_and(|cause| cause.seq == said));
        now_ms <= line.at_ms + self.late_ms() && !answered
    }

    /// Forgets the lines that have been read by now.
    pub(super) fn forget_read(&mut self, now_ms: UnixMs) {
        let late_ms = self.late_ms();
        for state in self.windows.values_mut().filter(|state| !state.retractable.is_empty()) {
            state.retractable.retain(|line| now_ms <= line.at_ms + late_ms);
            state.retractable.shrink_to_fit();
        }
    }

    /// Keeps what taking a line back will need: the event for the lines before it, and for a line the window as it is.
    pub(super) fn remember(&mut self, event: &Event) {
        let Some(window) = event.body.window().filter(|_| self.late_ms() > 0) else { return };
        let Some(state) = self.windows.get_mut(&window) else { return };
        if matches!(event.body, Body::AgentTookBack { .. }) {
            return;
        }
        for line in &mut state.retractable {
            line.since.push(event.clone());
        }
        if matches!(event.body, Body::AgentSaid { .. }) {
            let retractable = std::mem::take(&mut state.retractable);
            let line = Retractable { said: event.seq, at_ms: event.at_ms, before: state.clone(), since: Vec::new() };
            state.retractable = retractable;
            state.retractable.push(line);
            if state.retractable.len() > RETRACTABLE_MAX {
                state.retractable.remove(0);
            }
        }
    }

    /// The window as if the line had not been written.
    pub(super) fn take_back(&mut self, window: Window, said: u64) {
        let Some(state) = self.windows.get_mut(&window) else { return };
        let Some(at) = state.retractable.iter().position(|line| line.said == said) else { return };
        let mut older = std::mem::take(&mut state.retractable);
        let mut rest = older.split_off(at).into_iter();
        let Some(line) = rest.next() else { return };
        for line in &mut older {
            line.since.retain(|event| event.seq < said);
        }
        let scheduled = state.scheduled;
        *state = line.before;
        // The agenda still has the window where it was.
        state.scheduled = scheduled;
        state.retractable = older;
        for event in &line.since {
            self.remember(event);
            self.fold(event);
        }
    }
}

/// A log without the lines that were taken back: what buyers read, and what a score is made of.
pub fn as_read(log: &[Event]) -> Cow<'_, [Event]> {
    let taken = log.iter().filter_map(|event| match event.body {
        Body::AgentTookBack { said, .. } => Some(said),
        _ => None,
    });
    let taken: BTreeSet<u64> = taken.collect();
    if taken.is_empty() {
        return Cow::Borrowed(log);
    }
    Cow::Owned(log.iter().filter(|event| !taken.contains(&event.seq)).cloned().collect())
}

#[cfg(test)]
mod tests;
