//! A shift in virtual time with its log: what `rehearse`, `check` and the reference agents run on.

use super::event::{Action, Body, Cause, Event, Opening, Window};
use super::shift::{ENGINE, OpenError, Shift};
use crate::clock::UnixMs;
use crate::content::Content;
use crate::language::act::Act;
use std::sync::Arc;

/// Virtual shifts begin on 11 November 2026 at 10:00 in Beijing.
pub const VIRTUAL_START_MS: UnixMs = 1_794_362_400_000;
/// No virtual shift logs more: a loop would be a fault of the engine.
const EVENTS_MAX: usize = 100_000;

/// How a reply is read into acts, in its window.
pub type Reader<'a> = &'a dyn Fn(&Shift, Window, &str) -> Vec<Act>;

/// A shift and its log so far.
#[derive(Clone, Debug)]
pub struct Tape {
    pub shift: Shift,
    pub events: Vec<Event>,
}

impl Tape {
    /// Opens a shift at [`VIRTUAL_START_MS`].
    ///
    /// # Errors
    /// When content has no such plan or scenario.
    pub fn open(content: Arc<Content>, opening: Opening) -> Result<Self, OpenError> {
        let shift = Shift::open(content, opening.clone())?;
        let mut tape = Self { shift, events: Vec::new() };
        tape.append(VIRTUAL_START_MS, None, Body::ShiftOpened(opening));
        Ok(tape)
    }

    /// Numbers an event, logs it and folds it.
    pub fn append(&mut self, at_ms: UnixMs, cause: Option<Cause>, body: Body) -> u64 {
        let at_ms = at_ms.max(self.shift.now_ms);
        let seq = self.shift.last_seq + 1;
        let event = Event { seq, at_ms, cause, client_id: None, body };
        self.shift.apply(&event);
        self.events.push(event);
        seq
    }

    /// Carries out the earliest effect due by `until_ms`; false when there is none.
    pub fn step(&mut self, until_ms: UnixMs) -> bool {
        let Some(due_ms) = self.shift.next_due().filter(|due| *due <= until_ms) else { return false };
        if self.events.len() >= EVENTS_MAX {
            return false;
        }
        let Some((cause, body)) = self.shift.take_due(due_ms) else { return false };
        self.append(due_ms, Some(cause), body);
        true
    }

    pub fn say(&mut self, at_ms: UnixMs, window: Window, text: &str, acts: Vec<Act>) -> u64 {
        self.append(at_ms, None, Body::AgentSaid { window, text: text.to_owned(), acts, engine: ENGINE })
    }

    pub fn act(&mut self, at_ms: UnixMs, window: Window, action: Action) -> u64 {
        let outcome = self.shift.judge(window, &action);
        self.append(at_ms, None, Body::AgentActed { window, action, outcome })
    }

    /// The same log folded from nothing.
    ///
    /// # Errors
    /// When content has no such plan or scenario.
    pub fn refold(&self) -> Result<Shift, OpenError> {
        let mut shift = Shift::open(Arc::clone(self.shift.content()), self.shift.opening.clone())?;
        for event in &self.events {
            shift.apply(event);
        }
        Ok(shift)
    }
}
