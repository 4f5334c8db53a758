//! The state brought into the signals: nothing repaints for nothing.

use super::super::{browser, words};
use super::{Board, Cell, Tab};
use crate::desk::rows::{Row, ordered};
use crate::i18n::*;
use leptos::prelude::*;
use miaohui::simulation::event::Window;

impl Board {
    /// Brings one window's signals up to the state.
    pub(super) fn refresh(&self, window: Window) {
        self.state.with_value(|state| {
            let Some(chat) = state.windows.get(&window) else { return };
            let last = chat
                .last_said()
                .map(|(by, text, card)| words::last_line(self.locale, by, text, card))
                .unwrap_or_default();
            let known = self.cells.with_untracked(|cells| cells.get(&window).copied());
            let cell = known.unwrap_or_else(|| {
                let cell = Cell {
                    window,
                    name: StoredValue::new(chat.name.clone()),
                    last: RwSignal::new(String::new()),
                    since: RwSignal::new(None),
                    unread: RwSignal::new(0),
                    pinned: RwSignal::new(false),
                    left: RwSignal::new(None),
                    tab: RwSignal::new(if chat.order.is_some() && chat.product.is_none() {
                        Tab::Order
                    } else {
                        Tab::Product
                    }),
                    product: RwSignal::new(chat.product.clone()),
                    order: RwSignal::new(None),
                };
                self.cells.update(|cells| {
                    cells.insert(window, cell);
                });
                cell
            });
            changed(cell.last, last);
            changed(cell.since, chat.waiting_since);
            changed(cell.unread, chat.unread);
            changed(cell.left, chat.left);
            changed(cell.pinned, self.note(window).marked);
            changed(cell.order, chat.order.clone());
            if self.current.get_untracked() == Some(window) {
                changed(self.lines, chat.lines.clone());
            }
        });
        self.refresh_rows();
    }

    pub(super) fn refresh_all(&self) {
        let windows: Vec<Window> = self.state.with_value(|state| state.windows.keys().copied().collect());
        for window in windows {
            self.refresh(window);
        }
        self.refresh_figures();
    }

    /// Puts the rows in the order the agent wants.
    pub fn refresh_rows(&self) {
        let search = self.search.get_untracked();
        let search = search.trim();
        let rows = self.cells.with_untracked(|cells| {
            cells
                .values()
                .filter(|cell| search.is_empty() || self.in_chat(cell.window, |chat| chat.has(search)) == Some(true))
                .map(|cell| Row {
                    window: cell.window,
                    waiting_since: cell.since.get_untracked(),
                    pinned: cell.pinned.get_untracked(),
                    left: cell.left.with_untracked(Option::is_some),
                })
                .collect()
        });
        changed(self.rows, ordered(rows, self.sort.get_untracked()));
    }

    pub(super) fn refresh_figures(&self) {
        self.state.with_value(|state| {
            changed(self.held, state.held);
            changed(self.paused, state.paused);
            changed(self.first_percent, state.figures.first_in_time_percent());
            changed(self.average_tenths, state.figures.average_tenths());
            let longest =
                state.longest_waiting().and_then(|window| Some((window, state.windows.get(&window)?.waiting_since?)));
            changed(self.longest, longest);
            changed(self.waiting, state.windows.values().filter(|chat| chat.waiting_since.is_some()).count());
            changed(self.open, state.windows.values().filter(|chat| chat.left.is_none()).count());
            let waiting = self.waiting.get_untracked();
            let title =
                self.about.with_untracked(|about| about.as_ref().map(|about| about.title.clone())).unwrap_or_default();
            let name = td_string!(self.locale, common.name);
            browser::set_title(&if waiting > 0 {
                format!("({waiting}) {title} · {name}")
            } else {
                format!("{title} · {name}")
            });
            browser::set_badge(waiting);
        });
    }
}

/// Sets a signal only when its value is another: nothing repaints for nothing.
fn changed<T: PartialEq + Clone + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|old| *old != value) {
        signal.set(value);
    }
}
