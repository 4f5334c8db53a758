//! Commands the server has not confirmed. They survive a reload and are sent again, under the same
//! id, after each reconnect.

use super::browser;
use crate::desk::json::{FromJson, Json};
use crate::desk::wire::ToServer;

/// The most that wait at once; more is told to the agent.
pub const OUTBOX_MAX: usize = 200;

/// In the order they were made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outbox {
    commands: Vec<ToServer>,
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
        Self { commands: commands.unwrap_or_default() }
    }

    /// Writes it down for the next page.
    pub fn keep(&self, shift: &str) {
        let text = if self.commands.is_empty() {
            String::new()
        } else {
            serde_json::to_string(&self.commands).unwrap_or_default()
        };
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
        Some(self.commands.remove(at))
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
}
