//! The screen's state as a pure function of the events: what [`Desk::apply`] makes of the log.

mod taking_back;

use super::card::OrderCard;
use super::figures::Figures;
use super::wire::{Body, Card, Event, Speaker};
use miaohui::simulation::event::{Action, Colleague, LeaveReason, Refusal, Window};
use std::collections::BTreeMap;
use taking_back::Said;

/// Lines kept of one window; older ones are on the score page.
pub const LINES_MAX: usize = 300;

/// A shift at the desk. Times named `active` are server milliseconds without
/// pauses and the server's own absence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Desk {
    pub windows: BTreeMap<Window, Chat>,
    pub last_seq: u64,
    pub held: bool,
    pub closed: bool,
    pub paused: bool,
    pub down: bool,
    /// Since when the clock stands still, because of a pause or because the server was away.
    pub still_since: Option<u64>,
    /// All standstills that ended, together.
    pub still_ms: u64,
    pub figures: Figures,
}

/// One window (会话窗口).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chat {
    pub name: String,
    pub shop: String,
    pub product: Option<String>,
    pub order: Option<OrderCard>,
    pub lines: Vec<Line>,
    /// Active time of the first buyer line that waits for an answer.
    pub waiting_since: Option<u64>,
    /// Server time.
    pub arrived_ms: u64,
    /// Buyer lines since the agent last looked or wrote.
    pub unread: u32,
    /// The first round is over.
    pub answered: bool,
    pub left: Option<LeaveReason>,
    pub stars: Option<u8>,
    /// The agent's last lines, as long as they may be taken back.
    said: Vec<Said>,
}

/// One line of a conversation.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// `u64::MAX` while the server has not confirmed it.
    pub seq: u64,
    pub at_ms: u64,
    pub client_id: Option<String>,
    pub body: LineBody,
}

#[derive(Clone, Debug, PartialEq)]
pub enum LineBody {
    Said { by: Speaker, text: String, card: Option<Card> },
    Acted { action: Action, refused: Option<Refusal>, card: Option<Card> },
    Answered { who: Colleague, text: String },
    Left { reason: LeaveReason },
    Rated { stars: u8 },
    TookBack,
}

impl Line {
    /// Confirmed: its event is in the server's log.
    pub fn is_durable(&self) -> bool {
        self.seq != u64::MAX
    }

    /// Stays the same while the line goes from pending to confirmed.
    pub fn key(&self) -> String {
        self.client_id.clone().unwrap_or_else(|| self.seq.to_string())
    }
}

impl Chat {
    /// What the list shows as the last line: the last thing anybody said.
    pub fn last_said(&self) -> Option<(Speaker, &str, Option<&Card>)> {
        self.lines.iter().rev().find_map(|line| match &line.body {
            LineBody::Said { by, text, card } => Some((*by, text.as_str(), card.as_ref())),
            _ => None,
        })
    }

    /// How many lines one side has written.
    pub fn count(&self, side: Speaker) -> usize {
        self.lines.iter().filter(|line| matches!(line.body, LineBody::Said { by, .. } if by == side)).count()
    }

    /// Whether the buyer's name or anything said has this text.
    pub fn has(&self, text: &str) -> bool {
        let said = |line: &Line| matches!(&line.body, LineBody::Said { text: line, .. } if line.contains(text));
        self.name.contains(text) || self.lines.iter().any(said)
    }

    /// The last of these sizes that was written about.
    pub fn size_of<'a>(&self, sizes: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
        self.lines.iter().rev().find_map(|line| match &line.body {
            LineBody::Said { text, .. } => sizes.clone().filter(|size| names(text, size)).max_by_key(|size| size.len()),
            _ => None,
        })
    }

    /// Puts a line where its number says; one that was pending under the same id is replaced.
    fn put(&mut self, line: Line) {
        if let Some(id) = &line.client_id {
            self.lines.retain(|old| old.client_id.as_ref() != Some(id));
        }
        let at = self.lines.partition_point(|old| old.seq <= line.seq);
        self.lines.insert(at, line);
        if self.lines.len() > LINES_MAX {
            self.lines.remove(0);
        }
    }
}

impl Desk {
    /// Server time without the standstills.
    pub fn active(&self, at_ms: u64) -> u64 {
        self.still_since.map_or(at_ms, |since| since.min(at_ms)).saturating_sub(self.still_ms)
    }

    /// Takes one event in and says which window it touched. One that was seen before changes
    /// nothing. `looked_at` is the window on the screen.
    pub fn apply(&mut self, event: &Event, looked_at: Option<Window>) -> Option<Window> {
        if event.seq <= self.last_seq {
            return None;
        }
        self.last_seq = event.seq;
        match &event.body {
            Body::Arrived { window, name, shop, product, order } => {
                let chat = self.windows.entry(*window).or_default();
                chat.name.clone_from(name);
                chat.shop.clone_from(shop);
                chat.product = product.as_ref().map(|card| card.id.clone());
                chat.order = order.as_deref().cloned();
                chat.arrived_ms = event.at_ms;
                chat.left = None;
                Some(*window)
            }
            Body::Said { window, by, text, card, waits } => {
                self.said(event, *window, *by, *waits, looked_at);
                self.line(event, *window, LineBody::Said { by: *by, text: text.clone(), card: card.clone() })
            }
            Body::Acted { window, action, refused, card, order } => {
                if let (Some(chat), Some(order)) = (self.windows.get_mut(window), order) {
                    chat.order = Some((**order).clone());
                }
                let body = LineBody::Acted { action: action.clone(), refused: *refused, card: card.clone() };
                self.line(event, *window, body)
            }
            Body::Answered { window, who, text } => {
                if looked_at != Some(*window)
                    && let Some(chat) = self.windows.get_mut(window)
                {
                    chat.unread += 1;
                }
                self.line(event, *window, LineBody::Answered { who: *who, text: text.clone() })
            }
            Body::Left { window, reason } => {
                self.left(*window, *reason);
                self.line(event, *window, LineBody::Left { reason: *reason })
            }
            Body::Rated { window, stars } => {
                if let Some(chat) = self.windows.get_mut(window) {
                    chat.stars = Some(*stars);
                }
                self.line(event, *window, LineBody::Rated { stars: *stars })
            }
            Body::TookBack { window, said } => self.took_back(event, *window, *said),
            Body::Held => self.set(|desk| desk.held = true),
            Body::Released => self.set(|desk| desk.held = false),
            Body::Paused => self.set(|desk| desk.stand(event.at_ms, true, desk.down)),
            Body::Resumed => self.set(|desk| desk.stand(event.at_ms, false, desk.down)),
            Body::Down => self.set(|desk| desk.stand(event.at_ms, desk.paused, true)),
            Body::Up => self.set(|desk| desk.stand(event.at_ms, desk.paused, false)),
            Body::Closed { .. } => self.set(|desk| desk.closed = true),
            Body::Other => None,
        }
    }

    /// A line that is on its way to the server.
    pub fn pending(&mut self, window: Window, client_id: &str, at_ms: u64, body: LineBody) {
        if let Some(chat) = self.windows.get_mut(&window)
            && !chat.lines.iter().any(|line| line.client_id.as_deref() == Some(client_id))
        {
            chat.put(Line { seq: u64::MAX, at_ms, client_id: Some(client_id.to_owned()), body });
        }
    }

    /// The server has it: the line moves to where its number says.
    pub fn confirmed(&mut self, window: Window, client_id: &str, seq: u64) {
        if let Some(chat) = self.windows.get_mut(&window)
            && let Some(at) = chat.lines.iter().position(|line| line.client_id.as_deref() == Some(client_id))
        {
            let mut line = chat.lines.remove(at);
            line.seq = line.seq.min(seq);
            chat.put(line);
        }
    }

    /// The server did not want it: the line goes away.
    pub fn withdrawn(&mut self, window: Window, client_id: &str) {
        if let Some(chat) = self.windows.get_mut(&window) {
            chat.lines.retain(|line| line.is_durable() || line.client_id.as_deref() != Some(client_id));
        }
    }

    /// The agent looks at a window: nothing in it is unread.
    pub fn looked(&mut self, window: Window) {
        if let Some(chat) = self.windows.get_mut(&window) {
            chat.unread = 0;
        }
    }

    /// The window whose buyer has waited longest.
    pub fn longest_waiting(&self) -> Option<Window> {
        let waiting = self.windows.iter().filter_map(|(window, chat)| Some((chat.waiting_since?, *window)));
        waiting.min().map(|(_, window)| window)
    }

    /// Lets the clock stand or go, as pause and server now are.
    fn stand(&mut self, at_ms: u64, paused: bool, down: bool) {
        (self.paused, self.down) = (paused, down);
        match (self.still_since, paused || down) {
            (None, true) => self.still_since = Some(at_ms),
            (Some(since), false) => {
                self.still_since = None;
                self.still_ms += at_ms.saturating_sub(since);
            }
            _ => {}
        }
    }

    fn set(&mut self, change: impl FnOnce(&mut Self)) -> Option<Window> {
        change(self);
        None
    }

    fn said(&mut self, event: &Event, window: Window, by: Speaker, waits: bool, looked_at: Option<Window>) {
        let active = self.active(event.at_ms);
        let Some(chat) = self.windows.get_mut(&window) else { return };
        match by {
            Speaker::Buyer => {
                if looked_at != Some(window) {
                    chat.unread += 1;
                }
                if waits && chat.waiting_since.is_none() {
                    chat.waiting_since = Some(active);
                }
            }
            Speaker::Agent => {
                chat.unread = 0;
                let ended = chat.waiting_since.take().map(|since| (since, !chat.answered));
                if let Some((since, first)) = ended {
                    self.figures.round(active.saturating_sub(since), first);
                    chat.answered = true;
                }
                chat.remember(Said { seq: event.seq, at: active, ended });
            }
            Speaker::Robot => {}
        }
    }

    fn left(&mut self, window: Window, reason: LeaveReason) {
        let Some(chat) = self.windows.get_mut(&window) else { return };
        chat.left = Some(reason);
        if chat.waiting_since.take().is_some() {
            self.figures.unanswered(!chat.answered);
            chat.answered = true;
        }
    }

    fn line(&mut self, event: &Event, window: Window, body: LineBody) -> Option<Window> {
        let chat = self.windows.get_mut(&window)?;
        chat.put(Line { seq: event.seq, at_ms: event.at_ms, client_id: event.client_id.clone(), body });
        Some(window)
    }
}

/// Whether a text names a size: with no digit or letter around it, and not as centimetres, kilograms or money.
fn names(text: &str, size: &str) -> bool {
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '.');
    text.match_indices(size).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + size.len()..]);
        apart(before.chars().next_back()) && apart(after.chars().next()) && !after.starts_with(['厘', '公', '元'])
    })
}

#[cfg(test)]
mod tests;
