//! Half-typed replies and marks: at once in this browser, a moment later on the server, so that they are there after a
//! reload and on another PC. Whichever was typed later counts.

use super::super::{browser, connection};
use super::{Board, Link};
use crate::desk::wire::{DRAFT_CHARS_MAX, Note, Settings, ToServer};
use leptos::prelude::*;
use miaohui::simulation::event::Window;
use std::collections::BTreeSet;
use std::time::Duration;

/// Keys are gathered so long before the server hears of them.
const GATHER: Duration = Duration::from_millis(400);

/// `time`, `mark`, `text`, as they are kept in the browser.
fn written(note: &Note) -> String {
    format!("{}\t{}\t{}", note.at_ms, u8::from(note.marked), note.draft)
}

fn read(window: Window, text: &str) -> Option<Note> {
    let (at_ms, rest) = text.split_once('\t')?;
    let (marked, draft) = rest.split_once('\t')?;
    Some(Note { window, draft: draft.to_owned(), marked: marked == "1", at_ms: at_ms.parse().ok()? })
}

impl Board {
    fn notes_key(&self) -> String {
        format!("miaohui.note.{}.", self.shift.read_value().as_str())
    }

    /// A window's note, as this page knows it.
    pub fn note(&self, window: Window) -> Note {
        let note = self.notes.with_value(|notes| notes.get(&window).cloned());
        note.unwrap_or_else(|| Note { window, ..Note::default() })
    }

    /// The half-typed reply of a window.
    pub fn draft(&self, window: Window) -> String {
        self.note(window).draft
    }

    pub fn keep_draft(&self, window: Window, text: &str) {
        let mut note = self.note(window);
        if note.draft != text {
            note.draft = text.chars().take(DRAFT_CHARS_MAX).collect();
            self.keep_note(note);
        }
    }

    /// Marks the current window, or takes the mark away.
    pub fn mark(&self) {
        let Some(window) = self.current.get_untracked() else { return };
        let mut note = self.note(window);
        note.marked = !note.marked;
        self.keep_note(note);
        self.refresh(window);
    }

    fn keep_note(&self, mut note: Note) {
        note.at_ms = self.server_now();
        browser::keep(&format!("{}{}", self.notes_key(), note.window), &written(&note));
        let board = *self;
        let told = self.untold.with_value(BTreeSet::is_empty);
        self.set_note(note, true);
        if told {
            set_timeout(move || board.tell_notes(), GATHER);
        }
    }

    /// Tells the server of the notes it does not know. Without a connection they wait for the next welcome.
    pub(super) fn tell_notes(&self) {
        if self.link.get_untracked() != Link::Live {
            return;
        }
        let mut untold = BTreeSet::new();
        self.untold.update_value(|all| untold = std::mem::take(all));
        for window in untold {
            let Note { draft, marked, .. } = self.note(window);
            connection::send(&ToServer::Note { window, draft, marked });
        }
    }

    /// What the server has kept, held against what this browser has.
    pub(super) fn take_notes(&self, kept: Vec<Note>) {
        if !self.welcomed.get_untracked() {
            let key = self.notes_key();
            for (name, text) in browser::all_kept(&key) {
                if let Some(note) = name.parse().ok().and_then(|window| read(window, &text)) {
                    self.set_note(note, true);
                }
            }
        }
        for note in kept {
            let own = self.note(note.window);
            if own.at_ms > note.at_ms {
                continue;
            }
            if self.current.get_untracked() == Some(note.window) && own.draft != note.draft {
                self.put.set(Some(note.draft.clone()));
            }
            self.set_note(note, false);
        }
    }

    fn set_note(&self, note: Note, untold: bool) {
        self.untold.update_value(|all| {
            if untold {
                all.insert(note.window);
            } else {
                all.remove(&note.window);
            }
        });
        self.notes.update_value(|notes| {
            notes.insert(note.window, note);
        });
    }

    /// The shift is over: its notes are of no use any more.
    pub fn forget_notes(&self) {
        browser::forget(&self.notes_key());
        browser::forget(&format!("miaohui.outbox.{}", self.shift.read_value().as_str()));
    }

    /// Changes how the desk is wanted, here and on the server.
    pub fn settle(&self, settings: Settings) {
        self.settings.set(settings);
        connection::send(&ToServer::Settle(settings));
    }
}
