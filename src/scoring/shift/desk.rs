//! A log as the desk it was: one conversation a window, in time that counts.

use crate::language::act::{Act, ActKind};
use crate::scoring::rounds::{Line, LineKind, Round, Rounds};
use crate::scoring::running_time::RunningTime;
use crate::simulation::event::{Action, Body, CloseReason, Event, LeaveReason, Outcome, Window};
use crate::simulation::report::{PromiseReport, WindowReport};
use std::collections::BTreeMap;

/// A round that the shift's end cut off sooner than this is nobody's fault.
pub const CUT_OFF_ROUND_MS: i64 = 30_000;
/// A conversation that the shift's end cut off sooner than this is not judged by its outcome.
pub const CUT_OFF_WINDOW_MS: u64 = 180_000;
/// Readings below this cost nothing and bring nothing.
pub const SURE: f32 = 0.6;

/// Everything a shift is scored by.
pub struct Desk<'a> {
    pub log: &'a [Event],
    pub time: RunningTime,
    pub conversations: Vec<Conversation<'a>>,
    /// The agent ended or left the shift; otherwise it ran out, or still runs.
    pub ended_by_agent: bool,
}

/// One window.
pub struct Conversation<'a> {
    pub window: Window,
    pub report: Option<&'a WindowReport>,
    pub parts: Vec<Part<'a>>,
    pub rounds: Rounds,
    pub arrived_seq: u64,
    /// Counted time at which it opened and ended.
    pub from_ms: u64,
    pub to_ms: u64,
    pub left: Option<(u64, LeaveReason)>,
    pub rated_seq: Option<u64>,
}

/// What was said and done in a window, in order.
#[derive(Clone, Copy)]
pub enum Part<'a> {
    Buyer {
        seq: u64,
        text: &'a str,
        waits: bool,
    },
    Agent {
        seq: u64,
        text: &'a str,
        acts: &'a [Act],
    },
    /// An action that went through.
    Done {
        seq: u64,
        action: &'a Action,
    },
}

impl Part<'_> {
    pub fn seq(&self) -> u64 {
        match self {
            Self::Buyer { seq, .. } | Self::Agent { seq, .. } | Self::Done { seq, .. } => *seq,
        }
    }
}

/// Actions that put something before the buyer's eyes: they are messages.
pub fn is_message(action: &Action) -> bool {
    matches!(action, Action::ProductCard { .. } | Action::RequestEvidence { .. } | Action::Invite { .. })
}

/// A reading that is sure enough to count.
pub fn has_act(acts: &[Act], kinds: &[ActKind]) -> bool {
    acts.iter().any(|act| act.confidence >= SURE && kinds.contains(&act.kind))
}

impl<'a> Desk<'a> {
    pub fn of(reports: &'a [WindowReport], log: &'a [Event]) -> Self {
        let time = RunningTime::of(log);
        let mut conversations: BTreeMap<Window, Conversation<'a>> = BTreeMap::new();
        for event in log {
            let Some(window) = event.body.window() else { continue };
            let conversation = conversations.entry(window).or_insert_with(|| Conversation {
                window,
                report: reports.iter().find(|report| report.window == window),
                parts: Vec::new(),
                rounds: Rounds::default(),
                arrived_seq: event.seq,
                from_ms: time.at(event.seq),
                to_ms: time.end(),
                left: None,
                rated_seq: None,
            });
            conversation.take(event, &time);
        }
        let ended_by_agent = log.iter().any(|event| {
            matches!(event.body, Body::ShiftClosed { reason: CloseReason::Ended | CloseReason::Abandoned })
        });
        let mut conversations: Vec<_> = conversations.into_values().collect();
        for conversation in &mut conversations {
            conversation.rounds = Rounds::of(&conversation.lines(&time));
            let end_ms = time.end() as i64;
            let running = conversation.runs_to_the_end() && !ended_by_agent;
            conversation
                .rounds
                .rounds
                .retain(|round| !(running && round.reply.is_none() && end_ms - round.asked.at_ms < CUT_OFF_ROUND_MS));
        }
        Self { log, time, conversations, ended_by_agent }
    }

    /// The conversations whose outcome can be judged, with their reports.
    pub fn judged(&self) -> impl Iterator<Item = (&Conversation<'a>, &'a WindowReport)> {
        self.conversations.iter().filter_map(|conversation| {
            let report = conversation.report?;
            let cut_off = conversation.runs_to_the_end()
                && !report.ended
                && !self.ended_by_agent
                && conversation.to_ms - conversation.from_ms < CUT_OFF_WINDOW_MS;
            (!cut_off).then_some((conversation, report))
        })
    }

    /// Every round with its conversation.
    pub fn rounds(&self) -> impl Iterator<Item = (&Conversation<'a>, &Round)> {
        self.conversations
            .iter()
            .flat_map(|conversation| conversation.rounds.rounds.iter().map(move |r| (conversation, r)))
    }

    /// Counted time at which a promise falls due; `None` where that is not before the log's end.
    pub fn due_ms(&self, promise: &PromiseReport) -> Option<u64> {
        let promised_ms = promise.due_ms.saturating_sub(self.at_ms(promise.seq)?);
        Some(self.time.at(promise.seq) + promised_ms).filter(|due_ms| *due_ms <= self.time.end())
    }

    /// The wall-clock time of an event.
    pub fn at_ms(&self, seq: u64) -> Option<u64> {
        let place = self.log.binary_search_by_key(&seq, |event| event.seq).ok()?;
        Some(self.log[place].at_ms)
    }
}

impl<'a> Conversation<'a> {
    /// No buyer's leave before the shift's own end.
    pub fn runs_to_the_end(&self) -> bool {
        self.left.is_none_or(|(_, reason)| reason == LeaveReason::ShiftClosed)
    }

    pub fn agent_lines(&self) -> impl DoubleEndedIterator<Item = (u64, &'a str, &'a [Act])> {
        self.parts.iter().filter_map(|part| match part {
            Part::Agent { seq, text, acts } => Some((*seq, *text, *acts)),
            Part::Buyer { .. } | Part::Done { .. } => None,
        })
    }

    /// The agent's last line or action, else the arrival.
    pub fn last_agent_seq(&self) -> u64 {
        let own = |part: &&Part<'_>| !matches!(part, Part::Buyer { .. });
        self.parts.iter().rev().find(own).map_or(self.arrived_seq, Part::seq)
    }

    fn take(&mut self, event: &'a Event, time: &RunningTime) {
        let seq = event.seq;
        match &event.body {
            Body::BuyerSaid { text, waits, .. } => self.parts.push(Part::Buyer { seq, text, waits: *waits }),
            Body::AgentSaid { text, acts, .. } if !text.trim().is_empty() => {
                self.parts.push(Part::Agent { seq, text, acts });
            }
            Body::AgentActed { action, outcome: Outcome::Done, .. } => self.parts.push(Part::Done { seq, action }),
            Body::BuyerLeft { reason, .. } if self.left.is_none() => {
                self.left = Some((seq, *reason));
                self.to_ms = time.at(seq);
            }
            Body::Rated { .. } => self.rated_seq = Some(seq),
            _ => {}
        }
    }

    /// The lines the clocks run by.
    fn lines(&self, time: &RunningTime) -> Vec<Line> {
        let line = |part: &Part<'_>| {
            let kind = match part {
                Part::Buyer { waits, .. } => LineKind::Buyer { waits: *waits },
                Part::Agent { acts, .. } => LineKind::Agent { closes: has_act(acts, &[ActKind::Close]) },
                Part::Done { action: Action::Transfer { .. }, .. } => LineKind::Transfer,
                Part::Done { action, .. } if is_message(action) => LineKind::Agent { closes: false },
                Part::Done { .. } => return None,
            };
            Some(Line { at_ms: time.at(part.seq()) as i64, seq: part.seq(), kind })
        };
        self.parts.iter().filter_map(line).collect()
    }
}
