//! A draft tried: a script played against its buyer, with what the buyer understood.

use super::{Place, Workbench, parse, unplayed};
use crate::content::{Content, Fault};
use crate::simulation::agents::{Conduct, play};
use crate::simulation::event::{Body, Event};
use crate::simulation::rehearse::{RehearseError, played, read};
use crate::simulation::report::WindowReport;
use crate::simulation::script::{ScriptFault, one_line, written};
use std::sync::Arc;

/// Lines of a script for a try; the longest shipped case needs a fifth of them.
pub const SCRIPT_LINES_MAX: usize = 200;

/// Why a draft could not be tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TryFault {
    /// The draft itself has faults without which there would be a buyer.
    Scenario(Vec<Fault>),
    Script(ScriptFault),
}

/// One try, from the buyer's coming to its going.
#[derive(Clone, Debug)]
pub struct Tried {
    /// What it was played by.
    pub content: Arc<Content>,
    /// The log; an agent's line carries the acts the buyer understood.
    pub events: Vec<Event>,
    pub report: WindowReport,
}

impl Workbench {
    /// Plays a script against the draft's buyer of this seed. A case that no agent can finish may be tried too: that is when
    /// its author most wants to see what happens.
    ///
    /// # Errors
    /// Faults of the draft, or the first faulty line of the script.
    pub fn try_out(&self, place: &Place, text: &str, seed: u64, script: &str) -> Result<Tried, TryFault> {
        let content = self.content_with(place, text).map_err(TryFault::Scenario)?;
        if let Some(at) = script.lines().nth(SCRIPT_LINES_MAX) {
            let line = u64::try_from(SCRIPT_LINES_MAX + 1).unwrap_or(u64::MAX);
            let message =
                format!("a try takes at most {SCRIPT_LINES_MAX} lines; leave `{}` and the rest out", at.trim());
            return Err(TryFault::Script(ScriptFault { line, message }));
        }
        let nobody = || TryFault::Scenario(vec![Fault::new(&place.file(), 1, "no buyer comes with this case")]);
        let tape = played(&content, &place.id, seed, script).map_err(|error| match error {
            RehearseError::Script(fault) => TryFault::Script(fault),
            RehearseError::NoScenario(_) => nobody(),
        })?;
        let report = tape.shift.reports().into_iter().next().ok_or_else(nobody)?;
        Ok(Tried { content, events: tape.events, report })
    }

    /// A script of the case's own wordings (each `better`), as an agent who does all of it would write and act.
    ///
    /// # Errors
    /// Faults of the draft.
    pub fn own_script(&self, place: &Place, text: &str, seed: u64) -> Result<String, Vec<Fault>> {
        let content = self.content_with(place, text)?;
        let tape = play(&content, &place.id, &seed.to_string(), Conduct::Perfect, Some(&read))
            .map_err(|error| vec![Fault::new(&place.file(), 1, error.to_string())])?;
        let opened_ms = tape.events.first().map_or(0, |event| event.at_ms);
        let lines = tape.events.iter().filter_map(|event| {
            let seconds = event.at_ms.saturating_sub(opened_ms).div_ceil(1_000);
            match &event.body {
                Body::AgentSaid { text, .. } => Some(format!("+{seconds} say {}\n", one_line(text))),
                Body::AgentActed { action, .. } => Some(format!("+{seconds} act {}\n", written(action))),
                _ => None,
            }
        });
        Ok(lines.take(SCRIPT_LINES_MAX).collect())
    }

    /// The folder's content with the draft in it.
    fn content_with(&self, place: &Place, text: &str) -> Result<Arc<Content>, Vec<Fault>> {
        parse(place, text).map_err(|fault| vec![fault])?;
        let file = place.file();
        let (checked, _) = unplayed(&self.with(place, text));
        let faults: Vec<Fault> = checked.faults.into_iter().filter(|fault| fault.file == file).collect();
        if faults.is_empty() { Ok(checked.content) } else { Err(faults) }
    }
}
