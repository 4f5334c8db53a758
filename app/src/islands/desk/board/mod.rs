//! The desk's signals: one set for the shift, one small set a window, so that a message repaints
//! its own row and nothing else.

mod clock;
mod incoming;
mod notes;
mod painting;
mod sending;

use super::acting::Form;
use super::connection;
use super::outbox::Outbox;
use crate::desk::card::{OrderCard, ProductCard, ProductLine, ShopCard};
use crate::desk::phrase::Phrase;
use crate::desk::rows::Sort;
use crate::desk::state::{Chat, Desk, Line, LineBody};
use crate::desk::wire::{Note, Settings, Speaker, TAKE_BACK_MS, ToServer};
use crate::i18n::*;
use leptos::prelude::*;
use miaohui::simulation::event::{LeaveReason, Mode, Post, Window};
use std::collections::{BTreeMap, BTreeSet};

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
    /// The agent's own phrases.
    pub own: RwSignal<Vec<Phrase>>,
    pub settings: RwSignal<Settings>,
    /// What the list of windows is searched for.
    pub search: RwSignal<String>,
    /// The step of the guide that is shown.
    pub guide: RwSignal<Option<usize>>,
    /// The buyers stand still for the guide, and only for it.
    pub guide_pauses: StoredValue<bool>,
    /// The picker of expressions is open.
    pub faces: RwSignal<bool>,
    /// The action whose fields are open.
    pub doing: RwSignal<Option<Form>>,
    /// The text of the reply box, to be set from elsewhere: the box takes it over.
    pub put: RwSignal<Option<String>>,
    state: StoredValue<Desk>,
    outbox: StoredValue<Outbox>,
    notes: StoredValue<BTreeMap<Window, Note>>,
    /// Windows whose note the server does not know yet.
    untold: StoredValue<BTreeSet<Window>>,
    /// The shift asked for a pause, and it is not over.
    slowed: StoredValue<bool>,
    /// Windows that have waited too long already.
    late: StoredValue<BTreeSet<Window>>,
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
            own: RwSignal::new(Vec::new()),
            settings: RwSignal::new(Settings::default()),
            search: RwSignal::new(String::new()),
            guide: RwSignal::new(None),
            guide_pauses: StoredValue::new(false),
            faces: RwSignal::new(false),
            doing: RwSignal::new(None),
            put: RwSignal::new(None),
            state: StoredValue::new(Desk::default()),
            outbox: StoredValue::new(Outbox::default()),
            notes: StoredValue::new(BTreeMap::new()),
            untold: StoredValue::new(BTreeSet::new()),
            slowed: StoredValue::new(false),
            late: StoredValue::new(BTreeSet::new()),
            offset_ms: StoredValue::new(0),
        }
    }

    /// The board of the desk around a component.
    pub fn get() -> Self {
        expect_context()
    }

    pub fn is_practice(&self) -> bool {
        self.mode().is_some_and(|mode| mode != Mode::Exam)
    }

    fn mode(&self) -> Option<Mode> {
        self.about.with(|about| about.as_ref().map(|about| about.mode))
    }

    /// A line the agent can still take back, as time goes on.
    pub fn is_retractable(&self, line: &Line) -> bool {
        let own = matches!(line.body, LineBody::Said { by: Speaker::Agent, .. }) && line.is_durable();
        own && self.mode() == Some(Mode::Practice) && self.now.get() < self.active(line.at_ms) + TAKE_BACK_MS
    }

    /// The current window's signals; follows the current window.
    pub fn here(&self) -> Option<Cell> {
        let window = self.current.get()?;
        self.cells.with(|cells| cells.get(&window).copied())
    }

    /// Looks something up in a window.
    pub fn in_chat<T>(&self, window: Window, look: impl FnOnce(&Chat) -> T) -> Option<T> {
        self.state.with_value(|state| state.windows.get(&window).map(look))
    }

    /// The shop a window's buyer came to.
    pub fn shop_of(&self, window: Window) -> Option<ShopCard> {
        let id = self.in_chat(window, |chat| chat.shop.clone())?;
        self.about.with(|about| about.as_ref()?.shops.iter().find(|shop| shop.id == id).cloned())
    }

    pub fn last_seq(&self) -> u64 {
        self.state.with_value(|state| state.last_seq)
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
}
