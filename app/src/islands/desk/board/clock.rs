//! The desk's clock: the server's time as this browser reckons it, and what the passing of time brings.

use super::super::sound::{self, Sound};
use super::super::{browser, connection};
use super::{Board, Link};
use crate::desk::waiting::LATE_S;
use leptos::prelude::*;
use miaohui::simulation::event::Window;
use std::collections::BTreeSet;
use std::time::Duration;

/// How often seconds are looked at: each row's own second ends at another moment.
const TICK: Duration = Duration::from_millis(250);

impl Board {
    /// Server time as this browser reckons it.
    pub(super) fn server_now(&self) -> u64 {
        browser::now_ms().saturating_add_signed(self.offset_ms.get_value())
    }

    pub fn set_server_clock(&self, server_ms: u64) {
        self.offset_ms.set_value(server_ms as i64 - browser::now_ms() as i64);
    }

    /// Active time of an event, to be held against `now`.
    pub fn active(&self, at_ms: u64) -> u64 {
        self.state.with_value(|state| state.active(at_ms))
    }

    /// Lets the seconds run.
    pub fn start_clock(self) {
        let tick = move || {
            let now = self.active(self.server_now());
            if self.welcomed.get_untracked() && now != self.now.get_untracked() {
                self.now.set(now);
                self.listen_for_late(now);
            }
        };
        if let Ok(handle) = set_interval_with_handle(tick, TICK) {
            on_cleanup(move || handle.clear());
        }
        let online = window_event_listener(leptos::ev::online, move |_| {
            if matches!(self.link.get_untracked(), Link::Lost { .. }) {
                connection::open(self);
            }
        });
        on_cleanup(move || online.remove());
    }

    /// One sound when waits have grown too long since it was last looked.
    fn listen_for_late(&self, now: u64) {
        let late: BTreeSet<Window> = self.state.with_value(|state| {
            let late = state.windows.iter().filter(|(_, chat)| {
                chat.waiting_since.is_some_and(|since| now.saturating_sub(since) >= LATE_S * 1_000)
            });
            late.map(|(window, _)| *window).collect()
        });
        let more = self.late.with_value(|known| late.iter().any(|window| !known.contains(window)));
        if more {
            self.sound(Sound::Late);
        }
        self.late.set_value(late);
    }

    pub(super) fn sound(&self, sound: Sound) {
        if self.settings.get_untracked().sounds && self.link.get_untracked() == Link::Live {
            sound::play(sound);
        }
    }
}
