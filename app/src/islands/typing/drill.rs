//! A drill's state in the browser: the edit log, what stands typed, what is being composed, the clock.
//!
//! What counts is decided by comparing the field with what was logged, whenever no input method is
//! composing: so every order of events, phrases committed at once and dictation come out right.

use crate::functions::{
    FunctionError,
    typing::{HandedIn, finish_typing},
};
use leptos::{prelude::*, task::spawn_local};
use miaohui::typing::{Edit, EditKind, graphemes};

/// How often the clock is shown anew.
const TICK_MS: u64 = 250;

#[derive(Clone, Copy)]
pub struct Drill {
    pub log: StoredValue<Vec<Edit>>,
    /// What the log's text stands at.
    pub typed: RwSignal<String>,
    /// What the input method shows, neither right nor wrong.
    pub composing: RwSignal<Option<String>>,
    /// Browser time of the first key or composition, else of the start signal.
    pub begun_ms: RwSignal<Option<f64>>,
    /// The clock was begun by a key or composition.
    by_hand: StoredValue<bool>,
    pub now_ms: RwSignal<f64>,
    pub state: RwSignal<State>,
    pub limit_s: Option<u64>,
    attempt: StoredValue<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum State {
    Typing,
    Sending,
    Failed(FunctionError),
    /// Handed in, and the next round is ready.
    Between(HandedIn),
}

impl Drill {
    pub fn new(attempt: String, limit_s: Option<u64>) -> Self {
        Self {
            log: StoredValue::new(Vec::new()),
            typed: RwSignal::new(String::new()),
            composing: RwSignal::new(None),
            begun_ms: RwSignal::new(None),
            by_hand: StoredValue::new(false),
            now_ms: RwSignal::new(0.0),
            state: RwSignal::new(State::Typing),
            limit_s,
            attempt: StoredValue::new(attempt),
        }
    }

    /// Logs an event at a browser's time.
    pub fn note(self, at_ms: f64, kind: EditKind) {
        if self.state.get_untracked() != State::Typing {
            return;
        }
        let by_hand = matches!(kind, EditKind::Key | EditKind::CompositionStart);
        let begins = match kind {
            EditKind::Start | EditKind::Commit { .. } => self.begun_ms.get_untracked().is_none(),
            // The clock runs from the first key, whatever came before: as the measures have it.
            _ => by_hand && !self.by_hand.get_value(),
        };
        if begins {
            self.begun_ms.set(Some(at_ms));
        }
        if by_hand {
            self.by_hand.set_value(true);
        }
        let t_ms = at_ms.max(0.0).round() as u64;
        self.log.update_value(|log| {
            let t_ms = log.last().map_or(t_ms, |last| last.t_ms.max(t_ms));
            log.push(Edit { t_ms, kind });
        });
    }

    /// Logs the difference between the field and what was logged so far.
    pub fn compare(self, at_ms: f64, field: &str) {
        let before = self.typed.get_untracked();
        if before == field || self.state.get_untracked() != State::Typing {
            return;
        }
        let (old, new) = (graphemes(&before), graphemes(field));
        let same = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
        if old.len() > same {
            self.note(at_ms, EditKind::Delete { count: (old.len() - same) as u64 });
        }
        if new.len() > same {
            self.note(at_ms, EditKind::Commit { text: new[same..].concat() });
        }
        self.typed.set(field.to_owned());
    }

    /// Milliseconds since the clock began.
    pub fn elapsed_ms(self) -> f64 {
        self.begun_ms.get().map_or(0.0, |begun| (self.now_ms.get() - begun).max(0.0))
    }

    /// Ends the drill and hands it in; again after a failure.
    pub fn finish(self) {
        if matches!(self.state.get_untracked(), State::Sending | State::Between(_)) {
            return;
        }
        self.note(self.now_ms.get_untracked(), EditKind::End);
        self.state.set(State::Sending);
        let (attempt, log) = (self.attempt.get_value(), self.log.get_value());
        spawn_local(async move {
            match finish_typing(attempt, log).await {
                Ok(handed) if handed.next.is_some() => self.state.set(State::Between(handed)),
                Ok(handed) => go(&handed.address),
                Err(error) => self.state.set(State::Failed(error)),
            }
        });
    }

    /// Shows the time, and ends a timed drill.
    pub fn start_clock(self) {
        Effect::new(move |_| {
            let tick = move || {
                let Some(now) = now_ms() else { return };
                self.now_ms.set(now);
                let begun = self.begun_ms.get_untracked();
                let up = self.limit_s.zip(begun).is_some_and(|(limit, begun)| now - begun >= limit as f64 * 1000.0);
                if up && self.state.get_untracked() == State::Typing {
                    self.finish();
                }
            };
            tick();
            let handle = set_interval_with_handle(tick, std::time::Duration::from_millis(TICK_MS));
            on_cleanup(move || {
                if let Ok(handle) = handle {
                    handle.clear();
                }
            });
        });
    }

    /// Notes when another window is looked at: leaving the field for a button of this page is not that.
    pub fn watch_window(self) {
        let left = window_event_listener(leptos::ev::blur, move |event| {
            if self.begun_ms.get_untracked().is_some() {
                self.note(event.time_stamp(), EditKind::Blur);
            }
        });
        let back = window_event_listener(leptos::ev::focus, move |event| {
            if self.begun_ms.get_untracked().is_some() {
                self.note(event.time_stamp(), EditKind::Focus);
            }
        });
        on_cleanup(move || {
            left.remove();
            back.remove();
        });
    }
}

/// The browser's time, as events carry it.
pub fn now_ms() -> Option<f64> {
    Some(web_sys::window()?.performance()?.now())
}

/// Leaves for another page.
pub fn go(address: &str) {
    if let Some(window) = web_sys::window() {
        window.location().assign(address).ok();
    }
}
