//! The task of one live shift: it alone numbers the shift's events.

use super::command::Message;
use super::error::LiveError;
use super::gather::{Done, done};
use super::ledger::Ledger;
use super::pace::Pace;
use super::seat::{MESSAGES_MAX, Seating, ToShift};
use super::stage::{Stage, Theatre};
use super::writer::{Taker, Writer};
use crate::clock::{UnixMs, now_ms};
use crate::ids::{ExamId, ShiftId, UserId};
use crate::simulation::event::{Body, Cause, CloseReason, Event, Opening, Window};
use crate::storage::{Append, ShiftState, Storage, StorageError};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc;

/// Events that may wait for the writer before the shift takes nothing more in.
const PENDING_MAX: usize = 512;
/// Effects played at once before commands are looked at again.
const DUE_MAX: usize = 64;
/// A stage that was due and had nothing is left alone for so long.
const QUIET_MS: u64 = 50;
/// A practice shift without its agent stays in memory so long: a page is being loaded again.
const LINGER: Duration = Duration::from_secs(2);
/// A shift nobody touched for so long is over.
pub(super) const ABANDONED_MS: u64 = 24 * 3600 * 1000;

/// Everything a shift's task leans on.
#[derive(Clone)]
pub(super) struct Ground {
    pub storage: Storage,
    pub theatre: Arc<dyn Theatre>,
    pub writer: Writer,
    pub taker: Taker,
}

pub(super) struct Agent {
    pub(super) sitting: u64,
    pub(super) messages: mpsc::Sender<Message>,
}

pub(super) struct LiveShift {
    pub(super) id: ShiftId,
    /// Under which this node holds the shift; a higher one in the database means it was taken.
    pub(super) epoch: u64,
    pub(super) ground: Ground,
    pub(super) owner: UserId,
    pub(super) exam: Option<ExamId>,
    pub(super) opening: Opening,
    pub(super) opened_ms: UnixMs,
    pub(super) stage: Box<dyn Stage>,
    pub(super) ledger: Ledger,
    pub(super) agent: Option<Agent>,
    pub(super) sittings: u64,
    pub(super) focus: Option<Window>,
    pub(super) queue_told: u64,
    pub(super) pace: Pace,
    pub(super) stopping: bool,
    /// A stage that said something was due and had nothing is asked again only then.
    pub(super) quiet_until_ms: UnixMs,
    /// Tells when the share on its way is durable.
    pub(super) written: Option<Done<()>>,
}

impl LiveShift {
    /// Folds a shift from its log. Time in which the server was down is marked as such.
    pub(super) async fn load(id: ShiftId, ground: Ground) -> Result<Self, LiveError> {
        match ground.storage.shift(&id).await? {
            None => return Err(LiveError::NotFound),
            Some(shift) if shift.state == ShiftState::Closed => return Err(LiveError::Closed),
            Some(_) => {}
        }
        let shift = done(&mut ground.taker.ask(id.clone()).await).await?.ok_or(LiveError::Closed)?;
        let opening: Opening = shift.opening.read()?;
        let stage = ground.theatre.open(&opening)?;
        let now_ms = now_ms();
        let mut live = Self {
            id,
            epoch: shift.epoch,
            ground,
            owner: shift.user_id,
            exam: shift.exam_id,
            opening,
            opened_ms: shift.started_ms,
            stage,
            ledger: Ledger::default(),
            agent: None,
            sittings: 0,
            focus: None,
            queue_told: 0,
            pace: Pace::new(now_ms),
            stopping: false,
            quiet_until_ms: 0,
            written: None,
        };
        loop {
            let events = live.ground.storage.events_after(&live.id, live.ledger.durable_seq()).await?;
            if events.is_empty() {
                break;
            }
            for event in events {
                if event.seq == 1 {
                    live.opened_ms = event.at_ms;
                }
                live.ledger.load(&event);
                live.stage.apply(&event);
            }
        }
        live.resume(now_ms);
        Ok(live)
    }

    /// Marks in the log what happened between its last event and now.
    fn resume(&mut self, now_ms: UnixMs) {
        let standing = self.ledger.standing;
        if standing.closed {
            return;
        }
        if !standing.opened {
            // Nobody ever sat down: its log is its opening and its end.
            if self.opened_ms + ABANDONED_MS < now_ms {
                self.happen(now_ms, None, None, Body::ShiftOpened(self.opening.clone()));
                self.happen(now_ms, None, None, Body::ShiftClosed { reason: CloseReason::Abandoned });
            }
            return;
        }
        if self.ledger.last_ms() + ABANDONED_MS < now_ms {
            self.happen(now_ms, None, None, Body::ShiftClosed { reason: CloseReason::Abandoned });
            return;
        }
        // A paused shift stood still: nothing was missed while the server was down.
        if !standing.down && !standing.paused {
            let last_ms = self.ledger.last_ms();
            self.happen(last_ms, None, None, Body::ServerDown);
        }
        if self.ledger.standing.down {
            self.happen(now_ms, None, None, Body::ServerUp);
        }
        self.lose_connection(now_ms);
    }

    /// Marks that the agent is away. A practice shift waits for the agent; an exam does not.
    fn lose_connection(&mut self, now_ms: UnixMs) {
        let standing = self.ledger.standing;
        if !standing.opened || standing.closed || !standing.connected {
            return;
        }
        self.happen(now_ms, None, None, Body::ConnectionLost);
        if !standing.exam && !standing.paused {
            self.happen(now_ms, None, None, Body::Paused);
        }
    }

    /// The one way an event comes to be: numbered, taken into account, gathered for the writer.
    /// Nobody hears of it before it is durable; if it never is, this task and its state end.
    pub(super) fn happen(&mut self, now_ms: UnixMs, cause: Option<Cause>, client_id: Option<String>, body: Body) {
        let event = self.ledger.number(now_ms, cause, client_id, body);
        self.stage.apply(&event);
    }

    pub(super) async fn run(mut self, inbox: &mut mpsc::Receiver<ToShift>) {
        loop {
            if let Some(events) = self.ledger.next_share() {
                let share = Append { shift: self.id.clone(), epoch: self.epoch, events };
                self.written = Some(self.ground.writer.ask(share).await);
            }
            if self.ledger.pending() == 0 {
                if self.ledger.standing.closed {
                    return self.finish().await;
                }
                if self.stopping {
                    return self.tell_last(Message::Lost);
                }
            }
            let idle = self.ledger.pending() == 0 && self.agent.is_none() && !self.goes_on();
            let room = self.ledger.pending() < PENDING_MAX && !self.ledger.standing.closed;
            let due_ms = if room && self.goes_on() { self.stage.next_due() } else { None };
            let due_ms = due_ms.map(|due_ms| due_ms.max(self.quiet_until_ms));
            tokio::select! {
                biased;
                result = written(&mut self.written) => {
                    self.written = None;
                    if let Err(error) = result {
                        if error.is_conflict("epoch") {
                            tracing::info!(shift = %self.id, "another node has taken a shift");
                            return self.tell_last(Message::Lost);
                        }
                        tracing::error!(shift = %self.id, %error, "a shift's events were not written; it is let go");
                        return self.tell_last(Message::Lost);
                    }
                    for event in self.ledger.committed() {
                        self.publish(&event);
                    }
                    self.tell_queue();
                }
                () = gone(self.agent.as_ref()) => self.lose_agent(),
                message = inbox.recv(), if room || self.stopping => match message {
                    None => return,
                    Some(message) => self.hear(message).await,
                },
                () = until(due_ms) => self.play_due(),
                () = tokio::time::sleep(LINGER), if idle => return,
            }
        }
    }

    /// Whether time runs for the buyers.
    fn goes_on(&self) -> bool {
        let standing = self.ledger.standing;
        standing.opened && !standing.closed && !standing.paused && !self.stopping
    }

    fn play_due(&mut self) {
        for played in 0..DUE_MAX {
            let now_ms = now_ms();
            let Some((cause, body)) = self.stage.take_due(now_ms) else {
                if played == 0 {
                    self.quiet_until_ms = now_ms + QUIET_MS;
                }
                return;
            };
            self.happen(now_ms, Some(cause), None, body);
            if self.ledger.standing.closed {
                return;
            }
        }
    }

    async fn hear(&mut self, message: ToShift) {
        match message {
            ToShift::Sit { user, after_seq, reply } => {
                let seating = self.sit(&user, after_seq).await;
                // Who went away before sitting down is noticed as a lost connection.
                let _gone = reply.send(seating);
            }
            ToShift::Command { sitting, command } => {
                if self.agent.as_ref().is_some_and(|agent| agent.sitting == sitting) {
                    self.command(command);
                }
            }
            ToShift::Stop => {
                self.stopping = true;
                let standing = self.ledger.standing;
                if standing.opened && !standing.closed && !standing.paused {
                    self.happen(now_ms(), None, None, Body::ServerDown);
                }
            }
        }
    }

    async fn sit(&mut self, user: &UserId, after_seq: u64) -> Result<Seating, LiveError> {
        if *user != self.owner {
            return Err(LiveError::NotYours);
        }
        if self.stopping {
            return Err(LiveError::Stopping);
        }
        if self.ledger.standing.closed {
            return Err(LiveError::Closed);
        }
        let durable_seq = self.ledger.durable_seq();
        // A browser that has more than the log (the database was restored) begins anew.
        let after_seq = if after_seq > durable_seq { 0 } else { after_seq };
        let mut missed = Vec::new();
        if after_seq < durable_seq {
            missed = self.ground.storage.events_after(&self.id, after_seq).await?;
            // What is on its way comes as a message.
            missed.retain(|event| event.seq <= durable_seq);
        }
        self.tell_last(Message::Superseded);
        let now_ms = now_ms();
        if !self.ledger.standing.opened {
            self.opened_ms = now_ms;
            self.happen(now_ms, None, None, Body::ShiftOpened(self.opening.clone()));
        } else if !self.ledger.standing.connected {
            self.happen(now_ms, None, None, Body::ConnectionRestored);
            if self.ledger.standing.paused && self.ledger.standing.paused_by_loss {
                self.happen(now_ms, None, None, Body::Resumed);
            }
        }
        let (sender, messages) = mpsc::channel(MESSAGES_MAX);
        self.sittings += 1;
        self.agent = Some(Agent { sitting: self.sittings, messages: sender });
        self.queue_told = self.stage.queue(now_ms);
        Ok(Seating {
            sitting: self.sittings,
            opening: self.opening.clone(),
            opened_ms: self.opened_ms,
            whole: after_seq == 0,
            orders: self.orders_in(&missed),
            missed,
            queue: self.queue_told,
            messages,
        })
    }

    fn orders_in(&self, events: &[Event]) -> BTreeMap<Window, crate::catalog::Order> {
        let windows = events.iter().filter_map(|event| match &event.body {
            Body::BuyerArrived { window, .. } | Body::AgentActed { window, .. } => Some(*window),
            _ => None,
        });
        windows.filter_map(|window| Some((window, self.stage.order(window)?))).collect()
    }

    pub(super) fn lose_agent(&mut self) {
        self.agent = None;
        self.lose_connection(now_ms());
    }
}

async fn written(waiting: &mut Option<Done<()>>) -> Result<(), StorageError> {
    match waiting {
        None => std::future::pending().await,
        Some(answer) => done(answer).await,
    }
}

async fn gone(agent: Option<&Agent>) {
    match agent {
        None => std::future::pending().await,
        Some(agent) => agent.messages.closed().await,
    }
}

async fn until(due_ms: Option<UnixMs>) {
    match due_ms {
        None => std::future::pending().await,
        Some(due_ms) => tokio::time::sleep(Duration::from_millis(due_ms.saturating_sub(now_ms()))).await,
    }
}
