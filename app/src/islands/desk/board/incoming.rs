//! What the server says, taken into the state.

use super::super::guide;
use super::super::outbox::Outbox;
use super::super::sound::Sound;
use super::{About, Board};
use crate::desk::state::{Desk, LineBody};
use crate::desk::wire::{Body, Event, Welcome};
use leptos::prelude::*;
use miaohui::simulation::event::Window;
use std::collections::BTreeMap;

/// The window the address ends with (`#w3`): another future begins at its line.
fn named_in_address() -> Option<Window> {
    window().location().hash().ok()?.strip_prefix("#w")?.parse().ok()
}

impl Board {
    /// Takes the server's welcome in: the whole shift, or what was missed.
    pub fn welcome(&self, welcome: Welcome) {
        self.set_server_clock(welcome.now_ms);
        if welcome.whole {
            self.state.set_value(Desk::default());
            self.cells.set(BTreeMap::new());
        }
        if self.outbox.with_value(|outbox| outbox.commands().is_empty()) {
            self.outbox.set_value(self.shift.with_value(|shift| Outbox::kept(shift)));
        }
        self.queue.set(welcome.queue);
        self.own.set(welcome.own);
        self.settings.set(welcome.settings);
        self.take_notes(welcome.notes);
        let seen = self.current.get_untracked();
        for event in &welcome.events {
            self.take_in(event, seen);
        }
        self.about.set(Some(About {
            title: welcome.title,
            mode: welcome.mode,
            post: welcome.post,
            ceiling: welcome.ceiling,
            opened_ms: welcome.opened_ms,
            length_ms: welcome.length_ms,
            shops: welcome.shops,
            products: welcome.products,
            phrases: welcome.phrases,
        }));
        for command in self.outbox.with_value(|outbox| outbox.commands().to_vec()) {
            self.show_pending(&command);
        }
        self.send_again();
        self.tell_notes();
        self.refresh_all();
        self.welcomed.set(true);
        if self.current.get_untracked().is_none() {
            let named = named_in_address();
            let row =
                self.rows.with_untracked(|rows| named.filter(|named| rows.contains(named)).or(rows.first().copied()));
            self.current.set(row);
        }
        if let Some(window) = self.current.get_untracked() {
            self.look_at(window);
        }
        guide::begin_once(*self);
    }

    /// One event as it happens.
    pub fn event(&self, event: &Event) {
        let taken_back = self.text_taken_back(event);
        let touched = self.take_in(event, self.current.get_untracked());
        if let (Some(text), Some(window)) = (taken_back, touched) {
            self.give_back(window, text);
        }
        if matches!(event.body, Body::Arrived { .. }) {
            self.sound(Sound::Buyer);
        }
        if let Some(window) = touched {
            self.refresh(window);
            if self.hint.with_untracked(|hint| hint.as_ref().is_some_and(|(about, _)| *about == window)) {
                self.hint.set(None);
            }
            if self.current.get_untracked().is_none() {
                self.look_at(window);
            }
        }
        self.refresh_figures();
        guide::begin_once(*self);
    }

    /// What a line said that is taken back now: it goes back into its box.
    fn text_taken_back(&self, event: &Event) -> Option<String> {
        let Body::TookBack { window, said } = event.body else { return None };
        let found = self.in_chat(window, |chat| chat.lines.iter().find(|line| line.seq == said).cloned())?;
        match found?.body {
            LineBody::Said { text, .. } => Some(text),
            _ => None,
        }
    }

    fn take_in(&self, event: &Event, looked_at: Option<Window>) -> Option<Window> {
        if let Some(id) = &event.client_id {
            self.settled(id);
        }
        if let Body::Arrived { product: Some(card), .. } = &event.body {
            self.products.update_untracked(|products| {
                products.entry(card.id.clone()).or_insert_with(|| (**card).clone());
            });
        }
        let mut touched = None;
        self.state.update_value(|state| touched = state.apply(event, looked_at));
        touched
    }
}
