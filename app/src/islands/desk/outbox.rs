//! Commands the server has not confirmed. They survive a reload and are sent again, under the same
//! id, after each reconnect.

use super::browser;
use crate::desk::from_json::FromJson;
use crate::desk::json::Json;
use crate::desk::wire::ToServer;
use crate::desk::writing::list;

/// The most that wait at once; more is told to the agent.
pub const OUTBOX_MAX: usize = 200;

/// Commands on their way at once: a backlog is not poured out faster than a shift takes it, and stays in its order.
const ON_WAY_MAX: usize = 12;

/// In the order they were made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outbox {
    commands: Vec<ToServer>,
    /// So many, from the first, were sent on this connection.
    sent: usize,
}

fn id_of(command: &ToServer) -> Option<&str> {
    match command {
        ToServer::Say { client_id, .. } | ToServer::Act { client_id, .. } | ToServer::TakeBack { client_id, .. } => {
            Some(client_id)
        }
        _ => None,
    }
}

impl Outbox {
    fn key(shift: &str) -> String {
        format!("miaohui.outbox.{shift}")
    }

    /// What an earlier page of this shift left.
    pub fn kept(shift: &str) -> Self {
        let commands = browser::kept(&Self::key(shift)).and_then(|text| FromJson::from_json(&Json::parse(&text)?));
        Self { commands: commands.unwrap_or_default(), sent: 0 }
    }

    /// Writes it down for the next page.
    pub fn keep(&self, shift: &str) {
        let text = if self.commands.is_empty() { String::new() } else { list(&self.commands) };
        browser::keep(&Self::key(shift), &text);
    }

    pub fn is_full(&self) -> bool {
        self.commands.len() >= OUTBOX_MAX
    }

    pub fn push(&mut self, command: ToServer) {
        self.commands.push(command);
    }

    pub fn commands(&self) -> &[ToServer] {
        &self.commands
    }

    /// Takes the command with this id out.
    pub fn take(&mut self, client_id: &str) -> Option<ToServer> {
        let at = self.commands.iter().position(|command| id_of(command) == Some(client_id))?;
        self.sent -= usize::from(at < self.sent);
        Some(self.commands.remove(at))
    }

    /// The next command to be sent, if one may be; it then counts as sent.
    pub fn next(&mut self) -> Option<ToServer> {
        let next = self.commands.get(self.sent).filter(|_| self.sent < ON_WAY_MAX).cloned();
        self.sent += usize::from(next.is_some());
        next
    }

    /// What was sent may not have arrived: all of it again, from the first.
    pub fn start_over(&mut self) {
        self.sent = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_leave_by_their_id() {
        let say = |id: &str| ToServer::Say { window: 1, text: id.into(), client_id: id.into() };
        let mut outbox = Outbox::default();
        outbox.push(say("a"));
        outbox.push(say("b"));
        assert_eq!(outbox.take("x"), None);
        assert_eq!(outbox.take("a"), Some(say("a")));
        assert_eq!(outbox.take("a"), None);
        assert_eq!(outbox.commands(), [say("b")]);
    }

    #[test]
    fn a_backlog_goes_in_its_order_and_not_all_at_once() {
        let say = |nr: usize| ToServer::Say { window: 1, text: String::new(), client_id: nr.to_string() };
        let mut outbox = Outbox::default();
        (0..20).for_each(|nr| outbox.push(say(nr)));
        let next = |outbox: &mut Outbox| std::iter::from_fn(|| outbox.next()).collect::<Vec<_>>();
        assert_eq!(next(&mut outbox), (0..ON_WAY_MAX).map(say).collect::<Vec<_>>());
        outbox.take("1");
        assert_eq!(next(&mut outbox), [say(ON_WAY_MAX)]);
        outbox.start_over();
        assert_eq!(next(&mut outbox)[..3], [say(0), say(2), say(3)]);
        outbox.take("19");
        assert_eq!(next(&mut outbox), []);
    }
}
