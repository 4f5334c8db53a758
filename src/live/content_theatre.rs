//! The real stage: the simulation's shift, the language's reading, the standard's score.

use super::stage::{Stage, StageError, Theatre, Widths, WindowState};
use crate::catalog::Order;
use crate::certification::standard::{Part, Standard};
use crate::clock::UnixMs;
use crate::content::Content;
use crate::language::act::{Act, Topic};
use crate::quiz;
use crate::scoring::{Score, shift};
use crate::simulation::event::{Action, Body, Cause, Event, Opening, Outcome, Window};
use crate::simulation::{ENGINE, Shift, rehearse};
use crate::storage::{Json, NewMiss};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A shift's score as it is stored: frozen with the versions it was made by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrozenScore {
    /// The standard it is held against, and its version.
    pub standard: String,
    pub standard_version: u64,
    /// Hash of the content it was scored with.
    pub content: String,
    pub engine: u32,
    pub score: Score,
}

/// Plays shifts with the loaded content.
pub(super) struct ContentTheatre {
    content: Arc<Content>,
}

impl ContentTheatre {
    pub(super) fn new(content: Arc<Content>) -> Self {
        Self { content }
    }

    fn shift(&self, opening: &Opening) -> Result<Shift, StageError> {
        if opening.content != self.content.hash {
            tracing::warn!(plan = opening.plan, "the content has changed since this shift was opened");
        }
        Shift::open(Arc::clone(&self.content), opening.clone()).map_err(|error| StageError(error.to_string()))
    }

    /// The exam's standard; in practice the lowest tier's of the post.
    fn standard(&self, opening: &Opening, named: Option<&str>) -> Result<&Standard, StageError> {
        match named {
            Some(id) => self.content.standards.get(id),
            None => rehearse::standard(&self.content, opening.post),
        }
        .ok_or_else(|| StageError(format!("there is no standard {}", named.unwrap_or("for this post"))))
    }
}

impl Theatre for ContentTheatre {
    fn open(&self, opening: &Opening) -> Result<Box<dyn Stage>, StageError> {
        Ok(Box::new(ContentStage { shift: self.shift(opening)? }))
    }

    fn score(&self, opening: &Opening, standard: Option<&str>, log: &[Event]) -> Result<Json, StageError> {
        let standard = self.standard(opening, standard)?;
        let wide = standard.exam.wide.as_ref().is_some_and(|wide| wide.has(&opening.plan));
        let part = if wide { Part::Wide } else { Part::Shift };
        let mut folded = self.shift(opening)?;
        for event in log {
            folded.apply(event);
        }
        let frozen = FrozenScore {
            standard: standard.id.clone(),
            standard_version: standard.version,
            content: self.content.hash.clone(),
            engine: ENGINE,
            score: shift::score_part(standard, part, &folded.reports(), log),
        };
        Json::of(&frozen).map_err(|error| StageError(error.to_string()))
    }

    fn missed(&self, opening: &Opening, log: &[Event]) -> Vec<NewMiss> {
        let Ok(mut folded) = self.shift(opening) else { return Vec::new() };
        for event in log {
            folded.apply(event);
        }
        let bank = quiz::bank(&self.content, &self.content.hash);
        let missed = quiz::missed(&self.content, &bank, &folded.reports());
        missed.into_iter().map(|one| NewMiss { item: one.item, product: one.product, seq: Some(one.seq) }).collect()
    }

    fn engine(&self) -> u32 {
        ENGINE
    }

    fn content(&self) -> &str {
        &self.content.hash
    }
}

struct ContentStage {
    shift: Shift,
}

impl Stage for ContentStage {
    fn apply(&mut self, event: &Event) {
        self.shift.apply(event);
    }

    fn next_due(&self) -> Option<UnixMs> {
        self.shift.next_due()
    }

    fn take_due(&mut self, now_ms: UnixMs) -> Option<(Cause, Body)> {
        self.shift.take_due(now_ms)
    }

    fn judge(&self, window: Window, action: &Action) -> Outcome {
        self.shift.judge(window, action)
    }

    fn may_take_back(&self, window: Window, said: u64, now_ms: UnixMs) -> bool {
        self.shift.may_take_back(window, said, now_ms)
    }

    fn read(&self, window: Window, text: &str) -> Vec<Act> {
        rehearse::read(&self.shift, window, text)
    }

    fn window(&self, window: Window) -> Option<WindowState> {
        let state = self.shift.windows.get(&window)?;
        Some(if state.ended.is_some() { WindowState::Ended } else { WindowState::Open })
    }

    fn order(&self, window: Window) -> Option<Order> {
        self.shift.windows.get(&window)?.order.as_deref().cloned()
    }

    fn waits_for(&self, window: Window) -> Vec<Topic> {
        let reports = self.shift.reports();
        let report = reports.iter().find(|report| report.window == window);
        let needs = report.into_iter().flat_map(|report| &report.needs);
        needs.filter(|need| need.asked_seq.is_some() && need.met_seq.is_none()).map(|need| need.topic).collect()
    }

    fn widths(&self) -> Widths {
        let open = self.shift.windows.values().filter(|state| state.ended.is_none());
        open.fold(Widths::default(), |mut widths, state| {
            widths.windows += 1;
            if let Some(since_ms) = state.waiting_since_ms {
                widths.waiting += 1;
                widths.longest_since_ms =
                    Some(widths.longest_since_ms.map_or(since_ms, |longest| longest.min(since_ms)));
            }
            widths
        })
    }

    fn queue(&self, now_ms: UnixMs) -> u64 {
        self.shift.queued(now_ms)
    }
}
