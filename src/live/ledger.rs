//! The end of a shift's log: what is numbered, what is on its way, what is durable.

use crate::clock::UnixMs;
use crate::simulation::event::{Body, Cause, Event, Mode, Outcome};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a client id became.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Receipt {
    pub seq: u64,
    pub at_ms: UnixMs,
    pub outcome: Option<Outcome>,
}

/// Numbers a shift's events and knows how it stands, from its log alone.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    last_seq: u64,
    last_ms: UnixMs,
    durable_seq: u64,
    receipts: BTreeMap<String, Receipt>,
    /// Numbered, applied, not yet handed to the writer.
    gathered: Vec<Arc<Event>>,
    /// Handed to the writer.
    on_way: Vec<Arc<Event>>,
    pub standing: Standing,
}

/// How the shift stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Standing {
    pub opened: bool,
    pub exam: bool,
    pub connected: bool,
    pub held: bool,
    pub paused: bool,
    /// Paused because the agent's connection was lost, not by the agent.
    pub paused_by_loss: bool,
    pub down: bool,
    pub closed: bool,
}

impl Ledger {
    /// Takes a stored event into account.
    pub(super) fn load(&mut self, event: &Event) {
        self.note(event);
        self.durable_seq = event.seq;
    }

    /// Gives an event its number and time, and gathers it for the writer. Time never falls.
    pub(super) fn number(
        &mut self,
        now_ms: UnixMs,
        cause: Option<Cause>,
        client_id: Option<String>,
        body: Body,
    ) -> Arc<Event> {
        let event = Arc::new(Event { seq: self.last_seq + 1, at_ms: now_ms.max(self.last_ms), cause, client_id, body });
        self.note(&event);
        self.gathered.push(Arc::clone(&event));
        event
    }

    fn note(&mut self, event: &Event) {
        (self.last_seq, self.last_ms) = (event.seq, event.at_ms);
        if let Some(client_id) = &event.client_id {
            let outcome = match &event.body {
                Body::AgentActed { outcome, .. } => Some(outcome.clone()),
                _ => None,
            };
            let receipt = Receipt { seq: event.seq, at_ms: event.at_ms, outcome };
            self.receipts.insert(client_id.clone(), receipt);
        }
        let standing = &mut self.standing;
        match &event.body {
            Body::ShiftOpened(opening) => {
                standing.opened = true;
                standing.connected = true;
                standing.exam = opening.mode == Mode::Exam;
            }
            Body::ConnectionLost => standing.connected = false,
            Body::ConnectionRestored => standing.connected = true,
            Body::Held => standing.held = true,
            Body::Released => standing.held = false,
            Body::Paused => {
                standing.paused = true;
                standing.paused_by_loss = !standing.connected;
            }
            Body::Resumed => standing.paused = false,
            Body::ServerDown => standing.down = true,
            Body::ServerUp => standing.down = false,
            Body::ShiftClosed { .. } => standing.closed = true,
            _ => {}
        }
    }

    /// The next share for the writer, when none is on its way.
    pub(super) fn next_share(&mut self) -> Option<Vec<Arc<Event>>> {
        if !self.on_way.is_empty() || self.gathered.is_empty() {
            return None;
        }
        self.on_way = std::mem::take(&mut self.gathered);
        Some(self.on_way.clone())
    }

    /// The share on its way is durable: its events, to be published.
    pub(super) fn committed(&mut self) -> Vec<Arc<Event>> {
        let events = std::mem::take(&mut self.on_way);
        if let Some(last) = events.last() {
            self.durable_seq = last.seq;
        }
        events
    }

    /// What a client id became earlier, and whether that is durable already.
    pub(super) fn receipt(&self, client_id: &str) -> Option<(&Receipt, bool)> {
        let receipt = self.receipts.get(client_id)?;
        Some((receipt, receipt.seq <= self.durable_seq))
    }

    pub(super) fn durable_seq(&self) -> u64 {
        self.durable_seq
    }

    pub(super) fn last_ms(&self) -> UnixMs {
        self.last_ms
    }

    /// Events that are not durable yet.
    pub(super) fn pending(&self) -> usize {
        self.gathered.len() + self.on_way.len()
    }
}

#[cfg(test)]
mod tests {
    use super::Ledger;
    use crate::simulation::event::Body;

    #[test]
    fn numbers_have_no_gaps_and_time_never_falls() {
        let mut ledger = Ledger::default();
        let mut number = |now_ms, id: Option<&str>| {
            let event = ledger.number(now_ms, None, id.map(str::to_owned), Body::Held);
            (event.seq, event.at_ms)
        };
        assert_eq!(number(100, Some("a")), (1, 100));
        assert_eq!(number(90, None), (2, 100));
        assert_eq!(number(110, None), (3, 110));
        let receipt = |ledger: &Ledger| ledger.receipt("a").map(|(receipt, durable)| (receipt.seq, durable));
        assert_eq!(receipt(&ledger), Some((1, false)));
        assert_eq!(ledger.next_share().unwrap().len(), 3);
        ledger.number(120, None, None, Body::Released);
        assert!(ledger.next_share().is_none(), "one share at a time");
        assert_eq!(ledger.committed().len(), 3);
        assert_eq!(receipt(&ledger), Some((1, true)));
        assert_eq!((ledger.pending(), ledger.durable_seq()), (1, 3));
        assert_eq!(ledger.next_share().unwrap()[0].seq, 4);
    }
}
