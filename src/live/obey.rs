//! What a shift does with an agent's commands.

use super::command::{CLIENT_ID_MAX, Command, LINE_CHARS_MAX, Message, Refused};
use super::shift::LiveShift;
use super::stage::WindowState;
use crate::clock::{UnixMs, now_ms};
use crate::simulation::event::{Action, Body, CloseReason, Window};

impl LiveShift {
    pub(super) fn command(&mut self, command: Command) {
        let client_id = command.client_id().map(str::to_owned);
        if let Err(why) = self.obey(command) {
            self.tell(Message::Refused { client_id, why });
        }
    }

    fn obey(&mut self, command: Command) -> Result<(), Refused> {
        let now_ms = now_ms();
        self.pace.take(now_ms).map_err(|retry_ms| Refused::SlowDown { retry_ms })?;
        let standing = self.ledger.standing;
        if standing.closed {
            return Err(Refused::ShiftClosed);
        }
        if standing.paused && !matches!(command, Command::Resume | Command::End) {
            return Err(Refused::Paused);
        }
        match command {
            Command::Say { window, text, client_id } => self.say(now_ms, window, text, client_id)?,
            Command::Act { window, action, client_id } => self.act(now_ms, window, action, client_id)?,
            Command::Focus { window } => {
                self.stage.window(window).ok_or(Refused::UnknownWindow)?;
                if self.focus != Some(window) {
                    self.focus = Some(window);
                    self.happen(now_ms, None, None, Body::WindowFocused { window });
                }
            }
            Command::Hint { .. } | Command::Pause | Command::TakeBack { .. } if standing.exam => {
                return Err(Refused::NotInExam);
            }
            Command::Hint { window } => {
                self.stage.window(window).ok_or(Refused::UnknownWindow)?;
                self.happen(now_ms, None, None, Body::HintShown { window });
            }
            Command::TakeBack { window, said, client_id } => {
                if !self.is_repeat(&client_id)? {
                    self.stage.window(window).ok_or(Refused::UnknownWindow)?;
                    if !self.stage.may_take_back(window, said, now_ms) {
                        return Err(Refused::TooLate);
                    }
                    self.happen(now_ms, None, Some(client_id), Body::AgentTookBack { window, said });
                }
            }
            Command::Hold if !standing.held => self.happen(now_ms, None, None, Body::Held),
            Command::Release if standing.held => self.happen(now_ms, None, None, Body::Released),
            Command::Pause if !standing.paused => self.happen(now_ms, None, None, Body::Paused),
            Command::Resume if standing.paused => self.happen(now_ms, None, None, Body::Resumed),
            // Already so.
            Command::Hold | Command::Release | Command::Pause | Command::Resume => {}
            Command::End => {
                self.happen(now_ms, None, None, Body::ShiftClosed { reason: CloseReason::Ended });
            }
        }
        Ok(())
    }

    fn say(&mut self, now_ms: UnixMs, window: Window, text: String, client_id: String) -> Result<(), Refused> {
        if self.is_repeat(&client_id)? {
            return Ok(());
        }
        if text.trim().is_empty() {
            return Err(Refused::Empty);
        }
        if text.chars().nth(LINE_CHARS_MAX).is_some() {
            return Err(Refused::TooLong);
        }
        self.open_window(window)?;
        let acts = self.stage.read(window, &text);
        let body = Body::AgentSaid { window, text, acts, engine: self.ground.theatre.engine() };
        self.happen(now_ms, None, Some(client_id), body);
        Ok(())
    }

    fn act(&mut self, now_ms: UnixMs, window: Window, action: Action, client_id: String) -> Result<(), Refused> {
        if self.is_repeat(&client_id)? {
            return Ok(());
        }
        let body = match action {
            Action::Hold => Body::Held,
            Action::Release => Body::Released,
            action => {
                self.stage.window(window).ok_or(Refused::UnknownWindow)?;
                let outcome = self.stage.judge(window, &action);
                Body::AgentActed { window, action, outcome }
            }
        };
        self.happen(now_ms, None, Some(client_id), body);
        Ok(())
    }

    /// A command that was carried out before is answered as then; one that is on its way will be.
    fn is_repeat(&mut self, client_id: &str) -> Result<bool, Refused> {
        if client_id.is_empty() || client_id.len() > CLIENT_ID_MAX {
            return Err(Refused::BadClientId);
        }
        let Some((receipt, durable)) = self.ledger.receipt(client_id) else { return Ok(false) };
        if durable {
            let ack = Message::Ack {
                client_id: client_id.to_owned(),
                seq: receipt.seq,
                at_ms: receipt.at_ms,
                outcome: receipt.outcome.clone(),
            };
            self.tell(ack);
        }
        Ok(true)
    }

    fn open_window(&self, window: Window) -> Result<(), Refused> {
        match self.stage.window(window) {
            None => Err(Refused::UnknownWindow),
            Some(WindowState::Ended) => Err(Refused::WindowEnded),
            Some(WindowState::Open) => Ok(()),
        }
    }
}
