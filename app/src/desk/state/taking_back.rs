//! What a line did to the clocks, kept for as long as it can be taken back.

use super::{Chat, Desk, Line, LineBody};
use crate::desk::wire::Event;
use miaohui::simulation::event::Window;

/// Lines of one window that are remembered at once.
const REMEMBERED_MAX: usize = 8;

/// An agent's line and what it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    pub seq: u64,
    /// Active time.
    pub at: u64,
    /// Since when the buyer had waited, if this was the answer; whether it was the first.
    pub ended: Option<(u64, bool)>,
}

impl Chat {
    pub(super) fn remember(&mut self, said: Said) {
        self.said.push(said);
        if self.said.len() > REMEMBERED_MAX {
            self.said.remove(0);
        }
    }
}

impl Desk {
    /// The line was never written: what it answered waits again, or was answered by the next line.
    pub(super) fn took_back(&mut self, event: &Event, window: Window, said: u64) -> Option<Window> {
        let chat = self.windows.get_mut(&window)?;
        if let Some(at) = chat.said.iter().position(|line| line.seq == said) {
            let taken = chat.said.remove(at);
            if let Some((since, first)) = taken.ended {
                self.figures.undo(taken.at.saturating_sub(since), first);
                match chat.said.get_mut(at).filter(|next| next.ended.is_none()) {
                    Some(next) => {
                        next.ended = Some((since, first));
                        self.figures.round(next.at.saturating_sub(since), first);
                    }
                    None => {
                        chat.waiting_since = Some(chat.waiting_since.map_or(since, |later| later.min(since)));
                        chat.answered = !first;
                    }
                }
            }
        }
        chat.lines.retain(|line| line.seq != said);
        let client_id = event.client_id.clone();
        chat.put(Line { seq: event.seq, at_ms: event.at_ms, client_id, body: LineBody::TookBack });
        Some(window)
    }
}
