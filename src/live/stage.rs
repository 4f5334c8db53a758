//! What a live shift asks of the simulation, the language and the scoring. The seam keeps tokio
//! and the log out of them, and lets a test play with a stage of three lines.

use crate::catalog::Order;
use crate::clock::UnixMs;
use crate::language::act::{Act, Topic};
use crate::simulation::event::{Action, Body, Cause, Event, Opening, Outcome, Window};
use crate::storage::{Json, NewMiss};

/// One shift's buyers, folded from its log.
pub trait Stage: Send + Sync {
    /// Takes the next event of the log into account, in order.
    fn apply(&mut self, event: &Event);

    /// When the next pending effect is due; `None`: nothing will happen by itself.
    fn next_due(&self) -> Option<UnixMs>;

    /// The next effect that is due, with the event it becomes. The caller applies that event
    /// before it asks again.
    fn take_due(&mut self, now_ms: UnixMs) -> Option<(Cause, Body)>;

    /// Whether an action goes through.
    fn judge(&self, window: Window, action: &Action) -> Outcome;

    /// Whether the line logged as `said` can still be taken back.
    fn may_take_back(&self, window: Window, said: u64, now_ms: UnixMs) -> bool;

    /// What a line means, said in this window now.
    fn read(&self, window: Window, text: &str) -> Vec<Act>;

    /// Whether there is such a window, and whether its buyer is still there.
    fn window(&self, window: Window) -> Option<WindowState>;

    /// The window's order as it stands.
    fn order(&self, window: Window) -> Option<Order>;

    /// What the buyer still waits for: a hint, in practice.
    fn waits_for(&self, window: Window) -> Vec<Topic>;

    /// Buyers who queue because the desk is full or on hold.
    fn queue(&self, now_ms: UnixMs) -> u64;
}

/// Whether a window's buyer is still there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowState {
    Open,
    Ended,
}

/// Makes stages and scores; one for all shifts.
pub trait Theatre: Send + Sync + 'static {
    /// The stage of a shift before its first event.
    ///
    /// # Errors
    /// When content no longer has what the opening names.
    fn open(&self, opening: &Opening) -> Result<Box<dyn Stage>, StageError>;

    /// The score of a whole log against an exam's standard, or in practice the post's lowest, with
    /// the versions it was made by. May take some milliseconds.
    ///
    /// # Errors
    /// When content no longer has what the opening names.
    fn score(&self, opening: &Opening, standard: Option<&str>, log: &[Event]) -> Result<Json, StageError>;

    /// What the agent of a finished shift did not know and is to be asked about again. May take some milliseconds.
    fn missed(&self, _: &Opening, _: &[Event]) -> Vec<NewMiss> {
        Vec::new()
    }

    /// The engine's version, kept with each line that was read.
    fn engine(&self) -> u32;

    /// Hash of the content new shifts are opened with.
    fn content(&self) -> &str;
}

/// A shift cannot be played with the content that is loaded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the shift cannot be played: {0}")]
pub struct StageError(pub String);
