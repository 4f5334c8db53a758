//! What the agent sends, from the box to the server's confirmation, and what is kept meanwhile.

use super::super::outbox::Outbox;
use super::super::{browser, connection};
use super::{Board, Link};
use crate::desk::phrase::unfilled;
use crate::desk::state::LineBody;
use crate::desk::wire::{LINE_CHARS_MAX, Speaker, ToServer};
use crate::i18n::*;
use leptos::prelude::*;
use miaohui::simulation::event::{Action, Window};
use std::time::Duration;

/// The least pause after the shift asked for one.
const SLOW_MS: u64 = 500;

impl Board {
    pub(super) fn settled(&self, client_id: &str) -> Option<ToServer> {
        let mut taken = None;
        self.outbox.update_value(|outbox| taken = outbox.take(client_id));
        if taken.is_some() {
            self.keep_outbox();
            self.send_next();
        }
        taken
    }

    pub(super) fn keep_outbox(&self) {
        self.outbox.with_value(|outbox| {
            self.outbox_count.set(outbox.commands().len());
            self.shift.with_value(|shift| outbox.keep(shift));
        });
    }

    /// The server confirmed a command.
    pub fn acknowledged(&self, client_id: &str, seq: u64) {
        if let Some(ToServer::Say { window, .. } | ToServer::Act { window, .. }) = self.settled(client_id) {
            self.state.update_value(|state| state.confirmed(window, client_id, seq));
            self.refresh(window);
        }
    }

    /// The server did not carry a command out. A line goes back into its box.
    pub fn refused(&self, client_id: Option<&str>, why: String) {
        self.notice.set(Some(why));
        let Some(id) = client_id else { return };
        match self.settled(id) {
            Some(ToServer::Say { window, text, .. }) => {
                self.state.update_value(|state| state.withdrawn(window, id));
                self.refresh(window);
                self.give_back(window, text);
            }
            Some(ToServer::Act { window, .. }) => {
                self.state.update_value(|state| state.withdrawn(window, id));
                self.refresh(window);
            }
            _ => {}
        }
    }

    /// Puts a text back into a window's box, unless something else has been begun there.
    pub(super) fn give_back(&self, window: Window, text: String) {
        if self.draft(window).is_empty() {
            self.keep_draft(window, &text);
            if self.current.get_untracked() == Some(window) {
                self.put.set(Some(text));
            }
        }
    }

    /// Takes a line of the current window back.
    pub fn take_back(&self, said: u64) {
        if let Some(window) = self.current.get_untracked() {
            self.command(window, ToServer::TakeBack { window, said, client_id: browser::fresh_id() });
        }
    }

    /// Takes the last line of the current window back, while that can be.
    pub fn take_back_last(&self) {
        let last = untrack(|| {
            self.lines.with(|lines| lines.iter().rev().find(|line| self.is_retractable(line)).map(|line| line.seq))
        });
        match last {
            Some(said) => self.take_back(said),
            None => self.notice.set(Some(td_string!(self.locale, desk.why_too_late).to_string())),
        }
    }

    /// Sends what may be sent.
    fn send_next(&self) {
        while self.link.get_untracked() == Link::Live {
            let mut next = None;
            self.outbox.update_value(|outbox| next = outbox.next());
            let Some(command) = next else { return };
            connection::send(&command);
        }
    }

    /// Sends the unconfirmed commands again, from the first.
    pub fn send_again(&self) {
        self.outbox.update_value(Outbox::start_over);
        self.send_next();
    }

    /// The shift takes no more for a moment: one try after it, however often it is said.
    pub fn slow_down(&self, after_ms: u64) {
        if self.slowed.get_value() {
            return;
        }
        self.slowed.set_value(true);
        let board = *self;
        let again = move || {
            board.slowed.set_value(false);
            board.send_again();
        };
        set_timeout(again, Duration::from_millis(after_ms.max(SLOW_MS)));
    }

    pub(super) fn show_pending(&self, command: &ToServer) {
        let now = self.server_now();
        match command {
            ToServer::Say { window, text, client_id } => {
                let body = LineBody::Said { by: Speaker::Agent, text: text.clone(), card: None };
                self.state.update_value(|state| state.pending(*window, client_id, now, body));
            }
            ToServer::Act { window, action, client_id } => {
                let body = LineBody::Acted { action: action.clone(), refused: None, card: None };
                self.state.update_value(|state| state.pending(*window, client_id, now, body));
            }
            _ => {}
        }
    }

    fn command(&self, window: Window, command: ToServer) -> bool {
        if self.outbox.with_value(Outbox::is_full) {
            self.notice.set(Some(td_string!(self.locale, desk.outbox_full).to_string()));
            return false;
        }
        self.show_pending(&command);
        self.outbox.update_value(|outbox| outbox.push(command));
        self.keep_outbox();
        self.send_next();
        self.refresh(window);
        true
    }

    /// Sends a line to the current window's buyer; whether it is on its way.
    pub fn say(&self, text: &str) -> bool {
        let text = text.trim();
        let Some(window) = self.current.get_untracked() else { return false };
        if text.is_empty() {
            return false;
        }
        if text.chars().count() > LINE_CHARS_MAX {
            self.notice.set(Some(td_string!(self.locale, desk.too_long, most = LINE_CHARS_MAX)));
            return false;
        }
        if let Some(name) = unfilled(text) {
            self.notice.set(Some(td_string!(self.locale, desk.unfilled, name = name)));
            return false;
        }
        self.command(window, ToServer::Say { window, text: text.to_owned(), client_id: browser::fresh_id() })
    }

    /// Does something in the current window.
    pub fn act(&self, action: Action) {
        if let Some(window) = self.current.get_untracked() {
            self.command(window, ToServer::Act { window, action, client_id: browser::fresh_id() });
        }
    }
}
