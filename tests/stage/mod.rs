//! A stage of three lines: buyers come, say one thing, and answer every line of the agent's.

use miaohui::catalog::Order;
use miaohui::language::act::{Act, ActKind, Topic};
use miaohui::live::{Stage, StageError, Theatre, WindowState};
use miaohui::simulation::event::{
    Action, Body, Cause, CloseReason, Event, LeaveReason, Mode, Opening, Outcome, Post, Refusal, Window,
};
use miaohui::storage::Json;
use std::collections::BTreeMap;

/// A buyer answers after so long.
pub const ANSWER_MS: u64 = 20;

pub struct Echo;

/// `plan` is the number of windows.
pub fn opening(windows: u32, mode: Mode) -> Opening {
    Opening {
        seed: "1".to_owned(),
        plan: windows.to_string(),
        mode,
        post: Post::Presale,
        content: "hash".to_owned(),
        engine: 1,
    }
}

#[derive(Default)]
struct EchoStage {
    pending: BTreeMap<(u64, Cause), Body>,
    windows: BTreeMap<Window, WindowState>,
    /// Since when time stands still.
    stopped_ms: Option<u64>,
}

impl Theatre for Echo {
    fn open(&self, opening: &Opening) -> Result<Box<dyn Stage>, StageError> {
        if opening.plan.parse::<u32>().is_err() {
            return Err(StageError(format!("no plan {}", opening.plan)));
        }
        Ok(Box::<EchoStage>::default())
    }

    fn score(&self, _: &Opening, _: Option<&str>, log: &[Event]) -> Result<Json, StageError> {
        let said = log.iter().filter(|event| matches!(event.body, Body::AgentSaid { .. })).count();
        Ok(Json(format!("{{\"said\":{said},\"events\":{}}}", log.len())))
    }

    fn engine(&self) -> u32 {
        1
    }

    fn content(&self) -> &str {
        "hash"
    }
}

impl EchoStage {
    fn later(&mut self, due_ms: u64, seq: u64, index: u32, body: Body) {
        self.pending.insert((due_ms, Cause { seq, index }), body);
    }
}

impl Stage for EchoStage {
    fn apply(&mut self, event: &Event) {
        if let Some(cause) = event.cause {
            self.pending.retain(|(_, pending), _| *pending != cause);
        }
        let (seq, at_ms) = (event.seq, event.at_ms);
        match &event.body {
            Body::ShiftOpened(opening) => {
                for window in 1..=opening.plan.parse().unwrap() {
                    let (shop, scenario) = ("shop".to_owned(), "case".to_owned());
                    let name = format!("买家{window}");
                    let arrived = Body::BuyerArrived { window, name, shop, scenario, product: None, order: None };
                    self.later(at_ms + u64::from(window), seq, window, arrived);
                }
            }
            Body::BuyerArrived { window, .. } => {
                self.windows.insert(*window, WindowState::Open);
                let text = "在吗？".to_owned();
                let said = Body::BuyerSaid { window: *window, text, card: None, waits: true };
                self.later(at_ms + ANSWER_MS, seq, 0, said);
            }
            Body::AgentSaid { window, text, .. } if text == "再见" => {
                let left = Body::BuyerLeft { window: *window, reason: LeaveReason::Done };
                self.later(at_ms + ANSWER_MS, seq, 0, left);
            }
            Body::AgentSaid { window, text, .. } => {
                let text = format!("收到：{text}");
                let said = Body::BuyerSaid { window: *window, text, card: None, waits: true };
                self.later(at_ms + ANSWER_MS, seq, 0, said);
            }
            Body::BuyerLeft { window, .. } => {
                self.windows.insert(*window, WindowState::Ended);
                if self.windows.values().all(|state| *state == WindowState::Ended) {
                    let closed = Body::ShiftClosed { reason: CloseReason::Finished };
                    self.later(at_ms, seq, 0, closed);
                }
            }
            Body::Paused | Body::ServerDown => {
                self.stopped_ms.get_or_insert(at_ms);
            }
            Body::Resumed | Body::ServerUp => {
                if let Some(stopped_ms) = self.stopped_ms.take() {
                    let stood_ms = at_ms - stopped_ms;
                    self.pending = std::mem::take(&mut self.pending)
                        .into_iter()
                        .map(|((due_ms, cause), body)| ((due_ms + stood_ms, cause), body))
                        .collect();
                }
            }
            _ => {}
        }
    }

    fn next_due(&self) -> Option<u64> {
        self.pending.keys().next().map(|(due_ms, _)| *due_ms)
    }

    fn take_due(&mut self, now_ms: u64) -> Option<(Cause, Body)> {
        let ((due_ms, cause), body) = self.pending.first_key_value()?;
        (*due_ms <= now_ms).then(|| (*cause, body.clone()))
    }

    fn judge(&self, _: Window, action: &Action) -> Outcome {
        match action {
            Action::Refund { amount_cents } if *amount_cents > 1_000 => {
                Outcome::Refused { reason: Refusal::AboveLimit }
            }
            _ => Outcome::Done,
        }
    }

    fn may_take_back(&self, _: Window, _: u64, _: u64) -> bool {
        false
    }

    fn read(&self, _: Window, _: &str) -> Vec<Act> {
        vec![Act::plain(ActKind::Greet)]
    }

    fn window(&self, window: Window) -> Option<WindowState> {
        self.windows.get(&window).copied()
    }

    fn order(&self, _: Window) -> Option<Order> {
        None
    }

    fn waits_for(&self, _: Window) -> Vec<Topic> {
        vec![Topic::Size]
    }

    fn queue(&self, _: u64) -> u64 {
        0
    }
}
