//! A shift's log as a page tells it: windows, lines, waits, where the agent looked. Pure.

use miaohui::{
    clock::UnixMs,
    content::Content,
    simulation::event::{Action, Body, Colleague, Event, LeaveReason, Outcome, Refusal, Window},
};
use std::collections::BTreeMap;

/// A shift to be told. Times are milliseconds since its opening, without standstills.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Story {
    pub opened_ms: UnixMs,
    pub closed_ms: UnixMs,
    pub length_ms: u64,
    pub windows: BTreeMap<Window, Told>,
    /// When the agent turned to which window.
    pub looks: Vec<(u64, Window)>,
}

/// One window.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    pub name: String,
    pub from_ms: u64,
    pub to_ms: Option<u64>,
    pub lines: Vec<Line>,
    pub waits: Vec<Wait>,
    pub replies_ms: Vec<u64>,
}

/// A buyer's wait: from the first line that waits to the reply, or to the end without one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    pub from_ms: u64,
    pub to_ms: u64,
    pub answered: bool,
    /// The line it began with, and the reply or leave it ended with.
    pub asked_seq: u64,
    pub ended_seq: Option<u64>,
}

impl Wait {
    pub fn seconds(&self) -> u64 {
        (self.to_ms - self.from_ms) / 1_000
    }

    /// The line to look at: the reply, or the question that got none.
    pub fn line(&self) -> u64 {
        self.ended_seq.filter(|_| self.answered).unwrap_or(self.asked_seq)
    }
}

/// Windows whose buyer waits: since when, and with which line.
type Open = BTreeMap<Window, (u64, u64)>;

#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub seq: u64,
    /// Server time, for the clock beside it.
    pub at_ms: UnixMs,
    /// Time of the shift.
    pub ms: u64,
    /// The buyer waits for an answer to it.
    pub waits: bool,
    pub what: What,
}

/// A card the buyer sent.
#[derive(Clone, Debug, PartialEq)]
pub enum Card {
    /// Its title.
    Product(String),
    /// Its number.
    Order(String),
}

#[derive(Clone, Debug, PartialEq)]
pub enum What {
    Buyer { text: String, card: Option<Card> },
    Agent(String),
    Robot(String),
    Acted { action: Action, refused: Option<Refusal> },
    Answered { who: Colleague, text: String },
    Hint,
    Left(LeaveReason),
    Rated(u8),
}

impl Card {
    fn of(id: &str, content: &Content) -> Self {
        match content.products.get(id) {
            Some(product) => Self::Product(product.title.clone()),
            None => Self::Order(id.to_owned()),
        }
    }
}

impl Story {
    pub fn of(log: &[Event], content: &Content) -> Self {
        let mut story = Self::default();
        let mut clock = Clock::default();
        let mut open = Open::new();
        story.opened_ms = log.first().map_or(0, |event| event.at_ms);
        story.closed_ms = log.last().map_or(0, |event| event.at_ms);
        for event in log {
            let at = clock.at(event, story.opened_ms);
            story.length_ms = at;
            story.take(event, at, &mut open, content);
        }
        for (window, asked) in open {
            story.end_wait(window, asked, story.length_ms, None, false);
        }
        story
    }

    fn take(&mut self, event: &Event, at: u64, open: &mut Open, content: &Content) {
        match &event.body {
            Body::BuyerArrived { window, name, .. } => {
                let told = self.windows.entry(*window).or_default();
                told.name.clone_from(name);
                told.from_ms = at;
            }
            Body::BuyerSaid { window, text, card, waits } => {
                if *waits {
                    open.entry(*window).or_insert((at, event.seq));
                }
                self.line(
                    event,
                    at,
                    *window,
                    What::Buyer { text: text.clone(), card: card.as_ref().map(|id| Card::of(id, content)) },
                );
            }
            Body::AgentSaid { window, text, .. } => {
                if let Some(asked) = open.remove(window) {
                    self.end_wait(*window, asked, at, Some(event.seq), true);
                }
                if let Some(told) = self.windows.get_mut(window) {
                    told.replies_ms.push(at);
                }
                self.line(event, at, *window, What::Agent(text.clone()));
            }
            Body::RobotSaid { window, text } => self.line(event, at, *window, What::Robot(text.clone())),
            Body::AgentActed { window, action, outcome } => {
                let refused = match outcome {
                    Outcome::Done => None,
                    Outcome::Refused { reason } => Some(*reason),
                };
                self.line(event, at, *window, What::Acted { action: action.clone(), refused });
            }
            Body::AnswerCame { window, who, text } => {
                self.line(event, at, *window, What::Answered { who: *who, text: text.clone() });
            }
            Body::HintShown { window } => self.line(event, at, *window, What::Hint),
            Body::Rated { window, stars } => self.line(event, at, *window, What::Rated(*stars)),
            Body::BuyerLeft { window, reason } => {
                if let Some(asked) = open.remove(window) {
                    self.end_wait(*window, asked, at, Some(event.seq), false);
                }
                if let Some(told) = self.windows.get_mut(window) {
                    told.to_ms = Some(at);
                }
                self.line(event, at, *window, What::Left(*reason));
            }
            Body::WindowFocused { window } => self.looks.push((at, *window)),
            _ => {}
        }
    }

    fn line(&mut self, event: &Event, ms: u64, window: Window, what: What) {
        let waits = matches!(event.body, Body::BuyerSaid { waits: true, .. });
        if let Some(told) = self.windows.get_mut(&window) {
            told.lines.push(Line { seq: event.seq, at_ms: event.at_ms, ms, waits, what });
        }
    }

    fn end_wait(&mut self, window: Window, asked: (u64, u64), to_ms: u64, ended_seq: Option<u64>, answered: bool) {
        if let Some(told) = self.windows.get_mut(&window) {
            let (from_ms, asked_seq) = asked;
            told.waits.push(Wait { from_ms, to_ms, answered, asked_seq, ended_seq });
        }
    }

    /// Every wait with its window, in the order they ended.
    pub fn waits(&self) -> Vec<(Window, &Told, Wait)> {
        let all =
            self.windows.iter().flat_map(|(window, told)| told.waits.iter().map(move |wait| (*window, told, *wait)));
        let mut all: Vec<_> = all.collect();
        all.sort_by_key(|(window, _, wait)| (wait.to_ms, *window));
        all
    }

    /// The window an event happened in, and its place among the window's lines.
    pub fn place_of(&self, seq: u64) -> Option<(Window, usize)> {
        self.windows
            .iter()
            .find_map(|(window, told)| told.lines.iter().position(|line| line.seq == seq).map(|at| (*window, at)))
    }
}

/// Time since the opening that stands still in pauses and while the server was away.
#[derive(Default)]
struct Clock {
    paused: bool,
    down: bool,
    since: Option<UnixMs>,
    stood_ms: u64,
}

impl Clock {
    fn at(&mut self, event: &Event, opened_ms: UnixMs) -> u64 {
        let now = self.since.unwrap_or(event.at_ms);
        let at = now.saturating_sub(opened_ms).saturating_sub(self.stood_ms);
        match event.body {
            Body::Paused => self.paused = true,
            Body::Resumed => self.paused = false,
            Body::ServerDown => self.down = true,
            Body::ServerUp => self.down = false,
            _ => return at,
        }
        match (self.since, self.paused || self.down) {
            (None, true) => self.since = Some(event.at_ms),
            (Some(since), false) => {
                self.since = None;
                self.stood_ms += event.at_ms.saturating_sub(since);
            }
            _ => {}
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(bodies: Vec<(u64, Body)>) -> Vec<Event> {
        let number = |(at, (at_s, body)): (usize, (u64, Body))| Event {
            seq: at as u64 + 1,
            at_ms: 1_000_000 + at_s * 1_000,
            cause: None,
            client_id: None,
            body,
        };
        bodies.into_iter().enumerate().map(number).collect()
    }

    fn asks(window: Window) -> Body {
        Body::BuyerSaid { window, text: "在吗".into(), card: None, waits: true }
    }

    #[test]
    fn waits_end_with_a_reply_or_not_at_all_and_pauses_stand_still() {
        let arrives = |window| Body::BuyerArrived {
            window,
            name: "阿禾".into(),
            shop: "s".into(),
            scenario: "x".into(),
            product: None,
            order: None,
        };
        let story = Story::of(
            &log(vec![
                (0, arrives(1)),
                (1, asks(1)),
                (2, asks(1)),
                (5, Body::Paused),
                (65, Body::Resumed),
                (70, Body::AgentSaid { window: 1, text: "在的".into(), acts: Vec::new(), engine: 1 }),
                (80, asks(1)),
                (90, Body::WindowFocused { window: 1 }),
            ]),
            &Content::default(),
        );
        let waits: Vec<_> =
            story.windows[&1].waits.iter().map(|wait| (wait.from_ms, wait.to_ms, wait.line())).collect();
        assert_eq!(waits, [(1_000, 10_000, 6), (20_000, 30_000, 7)]);
        assert_eq!(story.looks, [(30_000, 1)]);
        assert_eq!(story.place_of(6), Some((1, 2)));
    }
}
