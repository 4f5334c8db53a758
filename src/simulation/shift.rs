//! A shift: the fold of its log. Whatever is not in the log is derived from it; see the invariants in ARCHITECTURE.md.

use super::arrivals::{Arrival, arrivals};
use super::authority::Desk;
use super::deeds::answer_later;
use super::event::{Action, Body, Cause, CloseReason, Event, Mode, Opening, Outcome, Refusal, Window};
use super::pending::{Effects, Pending};
use super::persona::Persona;
use super::plan::Plan;
use super::report::WindowReport;
use super::single::single;
use super::window::{Case, WindowState};
use crate::catalog::Order;
use crate::clock::UnixMs;
use crate::content::Content;
use crate::language::act::Act;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Version of the rules in `simulation` and `language`; kept in each opening and each reply read.
pub const ENGINE: u32 = 2;
/// A plan of this name and a scenario's id is one buyer with that case, at once.
pub const SINGLE: &str = "scenario:";
/// Practice: buyers read a line this much later, so that it can be taken back.
const READ_LATE_MS: u64 = 5_000;
/// The index of an effect that closes the shift.
pub(super) const CLOSE: u32 = u32::MAX;

/// Why a shift cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    #[error("there is no plan `{0}`")]
    NoPlan(String),
    #[error("there is no scenario `{0}`")]
    NoScenario(String),
}

/// A shift's state.
#[derive(Clone, Debug)]
pub struct Shift {
    pub(super) content: Arc<Content>,
    pub opening: Opening,
    pub plan: Plan,
    pub opened_ms: Option<UnixMs>,
    pub now_ms: UnixMs,
    pub last_seq: u64,
    pub(super) arrivals: Vec<Arrival>,
    /// Downtime and pauses so far: what is planned comes that much later.
    pub(super) stood_ms: u64,
    pub(super) paused_ms: Option<UnixMs>,
    pub held: bool,
    /// Boxed: a tree keeps room for more than it holds.
    pub windows: BTreeMap<Window, Box<WindowState>>,
    /// Windows whose buyer is still there.
    pub(super) open_windows: u64,
    /// Each open window's earliest pending effect, by time: derived from `windows`, kept by `reschedule`.
    pub(super) agenda: BTreeMap<(UnixMs, Cause), Window>,
    /// Set when every buyer came and went: the effect that closes the shift.
    pub(super) closing: Option<(UnixMs, Cause, CloseReason)>,
    pub closed: Option<CloseReason>,
}

/// Two shifts are equal when nothing that can follow would tell them apart.
impl PartialEq for Shift {
    fn eq(&self, other: &Self) -> bool {
        self.opening == other.opening
            && self.content.hash == other.content.hash
            && (self.opened_ms, self.now_ms, self.last_seq) == (other.opened_ms, other.now_ms, other.last_seq)
            && (self.stood_ms, self.paused_ms, self.held) == (other.stood_ms, other.paused_ms, other.held)
            && self.windows == other.windows
            && self.closing == other.closing
            && self.closed == other.closed
    }
}

impl Shift {
    /// The state before the first event. Append `Body::ShiftOpened(opening)` and apply it to begin.
    ///
    /// # Errors
    /// When content has no such plan or scenario.
    pub fn open(content: Arc<Content>, opening: Opening) -> Result<Self, OpenError> {
        let (plan, arrivals) = match opening.plan.strip_prefix(SINGLE) {
            Some(id) => {
                let scenario = content.scenarios.get(id).ok_or_else(|| OpenError::NoScenario(id.to_owned()))?;
                let names = &content.buyers.names;
                let name = super::chance::Chance::keyed(&opening.seed, 0, 2).pick(names).cloned();
                let arrival =
                    Arrival { after_ms: 0, scenario: id.to_owned(), name: name.unwrap_or_else(|| "买家".to_owned()) };
                (single(&opening.plan, scenario.post), vec![arrival])
            }
            None => {
                let plan =
                    content.plans.get(&opening.plan).ok_or_else(|| OpenError::NoPlan(opening.plan.clone()))?.clone();
                let arrivals = arrivals(&content, &plan, opening.post, &opening.seed);
                (plan, arrivals)
            }
        };
        Ok(Self {
            content,
            opening,
            plan,
            opened_ms: None,
            now_ms: 0,
            last_seq: 0,
            arrivals,
            stood_ms: 0,
            paused_ms: None,
            held: false,
            windows: BTreeMap::new(),
            open_windows: 0,
            agenda: BTreeMap::new(),
            closing: None,
            closed: None,
        })
    }

    pub fn content(&self) -> &Arc<Content> {
        &self.content
    }

    /// How many buyers will have come in all.
    pub fn buyers(&self) -> u64 {
        u64::try_from(self.arrivals.len()).unwrap_or(u64::MAX)
    }

    pub(super) fn late_ms(&self) -> u64 {
        if self.opening.mode == Mode::Practice && !self.opening.plan.starts_with(SINGLE) { READ_LATE_MS } else { 0 }
    }

    /// Folds one logged event.
    pub fn apply(&mut self, event: &Event) {
        self.last_seq = event.seq;
        self.now_ms = self.now_ms.max(event.at_ms);
        self.forget_read(event.at_ms);
        self.remember(event);
        match event.body {
            Body::AgentTookBack { window, said } => self.take_back(window, said),
            _ => self.fold(event),
        }
        match event.body.window() {
            Some(window) => self.reschedule(window),
            None => self.reschedule_all(),
        }
        let came = self.windows.len() >= self.arrivals.len();
        let idle = came && self.opened_ms.is_some() && self.open_windows == 0;
        if idle && self.closing.is_none() && self.closed.is_none() {
            self.closing = Some((event.at_ms, Cause { seq: event.seq, index: CLOSE }, CloseReason::Finished));
        }
    }

    /// What an event does to the state, but for the marks on the whole shift.
    pub(super) fn fold(&mut self, event: &Event) {
        let content = Arc::clone(&self.content);
        // Lent to the effects while the state changes, and put back below.
        let seed = std::mem::take(&mut self.opening.seed);
        let mut fx = Effects::of(&seed, event.seq, event.at_ms, self.late_ms());
        match &event.body {
            Body::ShiftOpened(_) => self.opened_ms = Some(event.at_ms),
            Body::BuyerArrived { window, name, scenario, product, order, .. } => {
                self.arrive(&mut fx, *window, name, scenario, product.clone(), order.as_deref().cloned());
            }
            Body::BuyerSaid { window, text, waits, .. } => {
                if let Some(state) = self.windows.get_mut(window) {
                    let then = take(state, event.cause).map(|pending| pending.then);
                    state.has_said(&mut fx, text, *waits, then);
                }
            }
            Body::AgentSaid { window, text, acts, .. } => self.agent_said(&content, &mut fx, *window, text, acts),
            Body::AgentActed { window, action, outcome } => {
                self.agent_acted(&content, &mut fx, *window, action, outcome);
            }
            Body::AnswerCame { window, .. } | Body::RobotSaid { window, .. } | Body::HintShown { window } => {
                if let Some(state) = self.windows.get_mut(window) {
                    take(state, event.cause);
                }
            }
            Body::WindowFocused { window } => {
                if let Some(state) = self.windows.get_mut(window) {
                    state.unread = 0;
                }
            }
            Body::Held => self.held = true,
            Body::Released => self.held = false,
            Body::Rated { window, stars } => {
                if let Some(state) = self.windows.get_mut(window) {
                    take(state, event.cause);
                    state.stars = Some(*stars);
                }
            }
            Body::BuyerLeft { window, reason } => {
                if let Some(state) = self.windows.get_mut(window) {
                    state.pending.clear();
                    self.open_windows -= u64::from(state.ended.is_none());
                    state.ended = Some(*reason);
                    state.waiting_since_ms = None;
                }
            }
            Body::Paused | Body::ServerDown => self.paused_ms = self.paused_ms.or(Some(event.at_ms)),
            Body::Resumed | Body::ServerUp => self.resume(event.at_ms),
            Body::ConnectionLost | Body::ConnectionRestored | Body::AgentTookBack { .. } => {}
            Body::ShiftClosed { reason } => {
                self.closed = Some(*reason);
                self.closing = None;
                for state in self.windows.values_mut() {
                    state.pending.clear();
                }
            }
        }
        self.opening.seed = seed;
    }

    fn arrive(
        &mut self,
        fx: &mut Effects<'_>,
        window: Window,
        name: &str,
        scenario: &str,
        product: Option<String>,
        order: Option<Order>,
    ) {
        let content = Arc::clone(&self.content);
        let Some(found) = content.scenarios.get(scenario) else { return };
        let (persona, facts) = Persona::draw(found, fx.seed, window);
        let case = Case::of(&content, scenario, product, order, facts);
        let mut state = WindowState::new(window, name.to_owned(), case, found, persona, fx.now_ms);
        let case = Arc::clone(&state.case);
        if let Some(ground) = case.ground(&content) {
            state.arrive(&ground, fx);
        }
        state.pending.shrink_to_fit();
        if self.windows.insert(window, Box::new(state)).is_none_or(|before| before.ended.is_some()) {
            self.open_windows += 1;
        }
    }

    /// Puts a window's earliest effect where it belongs in the agenda.
    fn reschedule(&mut self, window: Window) {
        let Some(state) = self.windows.get_mut(&window) else { return };
        let next = state.next().filter(|_| state.ended.is_none()).map(|pending| (pending.due_ms, pending.cause));
        let before = std::mem::replace(&mut state.scheduled, next);
        if before == next {
            return;
        }
        if let Some(due) = before {
            self.agenda.remove(&due);
        }
        if let Some(due) = next {
            self.agenda.insert(due, window);
        }
    }

    fn reschedule_all(&mut self) {
        let windows: Vec<Window> = self.windows.keys().copied().collect();
        for window in windows {
            self.reschedule(window);
        }
    }

    fn agent_said(&mut self, content: &Content, fx: &mut Effects<'_>, window: Window, text: &str, acts: &[Act]) {
        let Some(state) = self.windows.get_mut(&window).filter(|state| state.ended.is_none()) else { return };
        let case = Arc::clone(&state.case);
        if let Some(ground) = case.ground(content) {
            state.hear(&ground, fx, text, acts);
        }
    }

    fn agent_acted(
        &mut self,
        content: &Content,
        fx: &mut Effects<'_>,
        window: Window,
        action: &Action,
        outcome: &Outcome,
    ) {
        match action {
            Action::Hold if *outcome == Outcome::Done => self.held = true,
            Action::Release if *outcome == Outcome::Done => self.held = false,
            _ => {}
        }
        let Some(state) = self.windows.get_mut(&window) else { return };
        match outcome {
            Outcome::Refused { reason: Refusal::NotThisPost | Refusal::AboveLimit } => {
                state.ledger.authority.push(fx.seq);
            }
            Outcome::Refused { .. } => {}
            Outcome::Done => {
                let case = Arc::clone(&state.case);
                let Some(ground) = case.ground(content) else { return };
                state.give(action);
                state.see(&ground, fx, action);
                match action {
                    Action::Ask { who } => answer_later(state, &ground, fx, *who),
                    Action::Transfer { .. } if state.ended.is_none() => state.handed_over(fx),
                    _ => {}
                }
            }
        }
    }

    fn resume(&mut self, at_ms: UnixMs) {
        let Some(since) = self.paused_ms.take() else { return };
        let stood = at_ms.saturating_sub(since);
        self.stood_ms += stood;
        for state in self.windows.values_mut() {
            // What was remembered before a standstill would be that much too early after it.
            state.retractable.clear();
            for pending in &mut state.pending {
                pending.due_ms += stood;
            }
            state.buyer.wait_from_ms += stood;
            state.waiting_since_ms = state.waiting_since_ms.map(|since| since + stood);
        }
        if let Some((due, ..)) = &mut self.closing {
            *due += stood;
        }
    }

    /// Whether an action may be done in a window; log it with this outcome.
    pub fn judge(&self, window: Window, action: &Action) -> Outcome {
        let closed = Outcome::Refused { reason: Refusal::WindowClosed };
        let Some(state) = self.windows.get(&window) else { return closed };
        let Some(ground) = state.case.ground(&self.content) else { return closed };
        let protected = ground.shop.price_protection.is_some();
        let drop = state.case.order.as_ref().filter(|_| protected).and_then(|_| ground.value("order.price_drop").ok());
        let desk = Desk {
            content: &self.content,
            shop: ground.shop,
            post: self.opening.post,
            order: state.order.as_deref(),
            price_yuan_cents: ground.product.map_or(0, |product| product.price_yuan_cents),
            price_drop_yuan_cents: match drop {
                Some(super::value::Value::Cents(cents)) => cents,
                _ => 0,
            },
            reductions: self.windows.values().map(|state| state.given.reductions).sum(),
            reduced_yuan_cents: state.given.reduced_yuan_cents,
            open: state.ended.is_none(),
        };
        desk.judge(action)
    }

    /// Every window's report, at any time.
    pub fn reports(&self) -> Vec<WindowReport> {
        let report = |state: &WindowState| Some(state.report(&state.case.ground(&self.content)?));
        self.windows.values().map(Box::as_ref).filter_map(report).collect()
    }
}

/// The pending effect this event carries out.
fn take(state: &mut WindowState, cause: Option<Cause>) -> Option<Pending> {
    let cause = cause?;
    let at = state.pending.iter().position(|pending| pending.cause == cause)?;
    Some(state.pending.remove(at))
}
