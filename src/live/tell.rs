//! What a shift tells its agent's connection.

use super::command::Message;
use super::shift::LiveShift;
use crate::clock::now_ms;
use crate::simulation::event::{Body, Event};
use std::sync::Arc;
use tokio::sync::mpsc;

impl LiveShift {
    /// Tells of a durable event.
    pub(super) fn publish(&mut self, event: &Arc<Event>) {
        let order = match &event.body {
            Body::AgentActed { window, .. } => self.stage.order(*window).map(Box::new),
            _ => None,
        };
        self.tell(Message::Event { event: Arc::clone(event), order });
        if let Body::HintShown { window } = event.body {
            let topics = self.stage.waits_for(window);
            self.tell(Message::Hint { window, topics });
        }
        if let Some(client_id) = &event.client_id {
            let outcome = match &event.body {
                Body::AgentActed { outcome, .. } => Some(outcome.clone()),
                _ => None,
            };
            let ack = Message::Ack { client_id: client_id.clone(), seq: event.seq, at_ms: event.at_ms, outcome };
            self.tell(ack);
        }
    }

    pub(super) fn tell_queue(&mut self) {
        let waiting = self.stage.queue(now_ms());
        if waiting != self.queue_told {
            self.queue_told = waiting;
            self.tell(Message::Queue { waiting });
        }
    }

    /// A connection too slow to take its messages is let go; it resumes by sequence number.
    pub(super) fn tell(&mut self, message: Message) {
        if let Some(agent) = &self.agent
            && let Err(mpsc::error::TrySendError::Full(_)) = agent.messages.try_send(message)
        {
            self.lose_agent();
        }
    }

    /// The last message to the agent's connection.
    pub(super) fn tell_last(&mut self, message: Message) {
        if let Some(agent) = self.agent.take() {
            // One that is too slow or gone finds its messages at an end.
            let _gone = agent.messages.try_send(message);
        }
    }
}
