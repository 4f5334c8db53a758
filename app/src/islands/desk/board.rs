//! The desk's signals: one set for the shift, one small set a window, so that a message repaints
//! its own row and nothing else.

use super::outbox::Outbox;
use super::{browser, connection, words};
use crate::desk::card::{OrderCard, ProductCard, ProductLine, ShopCard};
use crate::desk::phrase::Phrase;
use crate::desk::rows::{Row, Sort, ordered};
use crate::desk::state::{Desk, Line, LineBody};
use crate::desk::wire::{Body, Event, LINE_CHARS_MAX, Speaker, ToServer, Welcome};
use crate::i18n::*;
use leptos::prelude::*;
use miaohui::simulation::event::{Action, LeaveReason, Mode, Post, Window};
use std::collections::BTreeMap;
use std::time::Duration;

/// How often seconds are looked at.
const TICK: Duration = Duration::from_millis(250);

/// How the connection stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    Connecting,
    Live,
    /// Broken; the next try comes by itself.
    Lost {
        tries: u32,
    },
    /// Open in another tab.
    Superseded,
    SignedOut,
    /// The server speaks another version.
    OldPage,
    /// The server ended it and trying again by itself would not help.
    Gone,
    Closed(String),
}

/// What the panel shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    #[default]
    Product,
    Order,
    Phrases,
    Buyer,
}

/// A dialog over the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    End,
    Transfer,
    Keys,
}

/// One window's signals.
#[derive(Clone, Copy, PartialEq)]
pub struct Cell {
    pub window: Window,
    pub name: StoredValue<String>,
    pub last: RwSignal<String>,
    pub since: RwSignal<Option<u64>>,
    pub unread: RwSignal<u32>,
    pub pinned: RwSignal<bool>,
    pub left: RwSignal<Option<LeaveReason>>,
    pub tab: RwSignal<Tab>,
    /// The product the panel shows; begins with the one the buyer came from.
    pub product: RwSignal<Option<String>>,
    pub order: RwSignal<Option<OrderCard>>,
}

/// Everything the desk's parts share. A handle: copies are the same board.
#[derive(Clone, Copy)]
pub struct Board {
    pub locale: Locale,
    pub shift: StoredValue<String>,
    pub link: RwSignal<Link>,
    pub welcomed: RwSignal<bool>,
    pub about: RwSignal<Option<About>>,
    pub cells: RwSignal<BTreeMap<Window, Cell>>,
    pub rows: RwSignal<Vec<Window>>,
    pub sort: RwSignal<Sort>,
    pub current: RwSignal<Option<Window>>,
    /// The lines of the current window.
    pub lines: RwSignal<Vec<Line>>,
    /// Active server time: stands still in a pause.
    pub now: RwSignal<u64>,
    pub held: RwSignal<bool>,
    pub paused: RwSignal<bool>,
    pub queue: RwSignal<u64>,
    pub first_percent: RwSignal<Option<u64>>,
    pub average_tenths: RwSignal<Option<u64>>,
    pub longest: RwSignal<Option<(Window, u64)>>,
    pub waiting: RwSignal<usize>,
    pub open: RwSignal<usize>,
    pub outbox_count: RwSignal<usize>,
    pub notice: RwSignal<Option<String>>,
    /// Said by screen readers.
    pub told: RwSignal<String>,
    pub hint: RwSignal<Option<(Window, Vec<String>)>>,
    pub dialog: RwSignal<Option<Dialog>>,
    pub products: RwSignal<BTreeMap<String, ProductCard>>,
    /// The text of the reply box, to be set from elsewhere: the box takes it over.
    pub put: RwSignal<Option<String>>,
    state: StoredValue<Desk>,
    outbox: StoredValue<Outbox>,
    /// Server time minus browser time.
    offset_ms: StoredValue<i64>,
}

/// What does not change during a shift.
#[derive(Clone, Debug, PartialEq)]
pub struct About {
    pub title: String,
    pub mode: Mode,
    pub post: Post,
    pub ceiling: u64,
    pub opened_ms: u64,
    pub length_ms: u64,
    pub shops: Vec<ShopCard>,
    pub products: Vec<ProductLine>,
    pub phrases: Vec<Phrase>,
}

impl Board {
    pub fn new(locale: Locale, shift: String) -> Self {
        Self {
            locale,
            shift: StoredValue::new(shift),
            link: RwSignal::new(Link::Connecting),
            welcomed: RwSignal::new(false),
            about: RwSignal::new(None),
            cells: RwSignal::new(BTreeMap::new()),
            rows: RwSignal::new(Vec::new()),
            sort: RwSignal::new(Sort::default()),
            current: RwSignal::new(None),
            lines: RwSignal::new(Vec::new()),
            now: RwSignal::new(0),
            held: RwSignal::new(false),
            paused: RwSignal::new(false),
            queue: RwSignal::new(0),
            first_percent: RwSignal::new(None),
            average_tenths: RwSignal::new(None),
            longest: RwSignal::new(None),
            waiting: RwSignal::new(0),
            open: RwSignal::new(0),
            outbox_count: RwSignal::new(0),
            notice: RwSignal::new(None),
            told: RwSignal::new(String::new()),
            hint: RwSignal::new(None),
            dialog: RwSignal::new(None),
            products: RwSignal::new(BTreeMap::new()),
            put: RwSignal::new(None),
            state: StoredValue::new(Desk::default()),
            outbox: StoredValue::new(Outbox::default()),
            offset_ms: StoredValue::new(0),
        }
    }

    /// The board of the desk around a component.
    pub fn get() -> Self {
        expect_context()
    }

    pub fn is_practice(&self) -> bool {
        self.about.with(|about| about.as_ref().is_some_and(|about| about.mode != Mode::Exam))
    }

    /// The current window's signals; follows the current window.
    pub fn here(&self) -> Option<Cell> {
        let window = self.current.get()?;
        self.cells.with(|cells| cells.get(&window).copied())
    }

    /// The shop a window's buyer came to.
    pub fn shop_of(&self, window: Window) -> Option<String> {
        self.state.with_value(|state| state.windows.get(&window).map(|chat| chat.shop.clone()))
    }

    pub fn last_seq(&self) -> u64 {
        self.state.with_value(|state| state.last_seq)
    }

    /// Server time as this browser reckons it.
    fn server_now(&self) -> u64 {
        browser::now_ms().saturating_add_signed(self.offset_ms.get_value())
    }

    pub fn set_server_clock(&self, server_ms: u64) {
        self.offset_ms.set_value(server_ms as i64 - browser::now_ms() as i64);
    }

    /// Lets the seconds run.
    pub fn start_clock(self) {
        let tick = move || {
            let now = self.state.with_value(|state| state.active(self.server_now()));
            if self.welcomed.get_untracked() && now != self.now.get_untracked() {
                self.now.set(now);
            }
        };
        if let Ok(handle) = set_interval_with_handle(tick, TICK) {
            on_cleanup(move || handle.clear());
        }
    }

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
            connection::send(&command);
        }
        self.refresh_all();
        self.welcomed.set(true);
        if self.current.get_untracked().is_none() {
            self.current.set(self.rows.with_untracked(|rows| rows.first().copied()));
        }
        if let Some(window) = self.current.get_untracked() {
            self.look_at(window);
        }
    }

    /// One event as it happens.
    pub fn event(&self, event: &Event) {
        let touched = self.take_in(event, self.current.get_untracked());
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
    }

    fn take_in(&self, event: &Event, looked_at: Option<Window>) -> Option<Window> {
        if let Some(id) = &event.client_id {
            self.settle(id);
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

    fn settle(&self, client_id: &str) -> Option<ToServer> {
        let mut taken = None;
        self.outbox.update_value(|outbox| taken = outbox.take(client_id));
        if taken.is_some() {
            self.keep_outbox();
        }
        taken
    }

    fn keep_outbox(&self) {
        self.outbox.with_value(|outbox| {
            self.outbox_count.set(outbox.commands().len());
            self.shift.with_value(|shift| outbox.keep(shift));
        });
    }

    /// The server confirmed a command.
    pub fn acknowledged(&self, client_id: &str, seq: u64) {
        if let Some(ToServer::Say { window, .. } | ToServer::Act { window, .. }) = self.settle(client_id) {
            self.state.update_value(|state| state.confirmed(window, client_id, seq));
            self.refresh(window);
        }
    }

    /// The server did not carry a command out. A line goes back into its box.
    pub fn refused(&self, client_id: Option<&str>, why: String) {
        self.notice.set(Some(why));
        let Some(id) = client_id else { return };
        match self.settle(id) {
            Some(ToServer::Say { window, text, .. }) => {
                self.state.update_value(|state| state.withdrawn(window, id));
                self.refresh(window);
                if self.draft(window).is_empty() {
                    self.keep_draft(window, &text);
                    if self.current.get_untracked() == Some(window) {
                        self.put.set(Some(text));
                    }
                }
            }
            Some(ToServer::Act { window, .. }) => {
                self.state.update_value(|state| state.withdrawn(window, id));
                self.refresh(window);
            }
            _ => {}
        }
    }

    /// Sends every unconfirmed command once more.
    pub fn send_again(&self) {
        for command in self.outbox.with_value(|outbox| outbox.commands().to_vec()) {
            connection::send(&command);
        }
    }

    fn show_pending(&self, command: &ToServer) {
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
        connection::send(&command);
        self.outbox.update_value(|outbox| outbox.push(command));
        self.keep_outbox();
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
        self.command(window, ToServer::Say { window, text: text.to_owned(), client_id: browser::fresh_id() })
    }

    /// Does something in the current window.
    pub fn act(&self, action: Action) {
        if let Some(window) = self.current.get_untracked() {
            self.command(window, ToServer::Act { window, action, client_id: browser::fresh_id() });
        }
    }

    /// Turns to a window.
    pub fn look_at(&self, window: Window) {
        if !self.cells.with_untracked(|cells| cells.contains_key(&window)) {
            return;
        }
        if self.current.get_untracked() != Some(window) && !self.paused.get_untracked() {
            connection::send(&ToServer::Focus { window });
        }
        self.state.update_value(|state| state.looked(window));
        if self.current.get_untracked() != Some(window) {
            self.current.set(Some(window));
        }
        self.refresh(window);
        self.refresh_figures();
    }

    /// Has a product's page at hand, now or when the server has sent it.
    pub fn fetch_product(&self, id: &str) {
        if !self.products.with_untracked(|products| products.contains_key(id)) {
            connection::send(&ToServer::Look { product: id.to_owned() });
        }
    }

    /// The window so many rows further; from none to the first.
    pub fn step(&self, by: isize) {
        let rows = self.rows.get_untracked();
        let at = self.current.get_untracked().and_then(|window| rows.iter().position(|row| *row == window));
        let next = at.map_or(0, |at| at.saturating_add_signed(by)).min(rows.len().saturating_sub(1));
        if let Some(window) = rows.get(next) {
            self.look_at(*window);
        }
    }

    fn draft_key(&self, window: Window) -> String {
        format!("miaohui.draft.{}.{window}", self.shift.read_value().as_str())
    }

    /// The half-typed reply of a window.
    pub fn draft(&self, window: Window) -> String {
        browser::kept(&self.draft_key(window)).unwrap_or_default()
    }

    pub fn keep_draft(&self, window: Window, text: &str) {
        browser::keep(&self.draft_key(window), text);
    }

    /// The shift is over: its drafts are of no use any more.
    pub fn forget_drafts(&self) {
        browser::forget(&format!("miaohui.draft.{}.", self.shift.read_value().as_str()));
        browser::forget(&format!("miaohui.outbox.{}", self.shift.read_value().as_str()));
    }

    /// Brings one window's signals up to the state.
    fn refresh(&self, window: Window) {
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
            changed(cell.order, chat.order.clone());
            if self.current.get_untracked() == Some(window) {
                changed(self.lines, chat.lines.clone());
            }
        });
        self.refresh_rows();
    }

    fn refresh_all(&self) {
        let windows: Vec<Window> = self.state.with_value(|state| state.windows.keys().copied().collect());
        for window in windows {
            self.refresh(window);
        }
        self.refresh_figures();
    }

    /// Puts the rows in the order the agent wants.
    pub fn refresh_rows(&self) {
        let rows = self.cells.with_untracked(|cells| {
            cells
                .values()
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

    fn refresh_figures(&self) {
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
            let unread = state.windows.values().filter(|chat| chat.unread > 0).count();
            let title =
                self.about.with_untracked(|about| about.as_ref().map(|about| about.title.clone())).unwrap_or_default();
            let name = td_string!(self.locale, common.name);
            browser::set_title(&if unread > 0 {
                format!("({unread}) {title} · {name}")
            } else {
                format!("{title} · {name}")
            });
        });
    }
}

/// Sets a signal only when its value is another: nothing repaints for nothing.
fn changed<T: PartialEq + Clone + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|old| *old != value) {
        signal.set(value);
    }
}
