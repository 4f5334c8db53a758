//! What is remembered of one item between two answers, and when it is asked about again.

use super::day::{begin_of, day_of};
use super::rating::Rating;
use super::scheduler::{Scheduler, Stage, Trace};
use crate::clock::UnixMs;
use serde::{Deserialize, Serialize};

/// The steps of a first day: wrong, in a minute; right then, in ten; right again, the next day.
pub const STEPS_MS: [UnixMs; 2] = [60_000, 600_000];
/// Days until the next time, by how often it was known in a row: what rows from before FSRS meant.
const LADDER_DAYS: [u64; 5] = [1, 3, 7, 14, 30];

/// An item's memory, kept as JSON beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Memory {
    #[serde(flatten)]
    pub trace: Trace,
    /// The step it waits at, while learned or learned again: place in [`STEPS_MS`].
    #[serde(default)]
    pub step: usize,
    /// Times it was answered.
    #[serde(default)]
    pub answers: u64,
    /// Times it was known and then was not.
    #[serde(default)]
    pub lapses: u64,
}

/// Rows from before FSRS: a plain ladder of days.
#[derive(Deserialize)]
struct Rung {
    known: usize,
}

impl Memory {
    /// Reads what is kept. A row from before FSRS becomes what its ladder stood for: known so often in a row, it was
    /// to be asked after so many days. What cannot be read is new.
    pub fn read(kept: Option<&str>, reviewed_ms: Option<UnixMs>) -> Self {
        let Some(text) = kept else { return Self::default() };
        if let Ok(rung) = serde_json::from_str::<Rung>(text) {
            let (Some(at_ms), true) = (reviewed_ms, rung.known > 0) else { return Self::default() };
            let scheduler = Scheduler::default();
            let (good, _) = scheduler.next(Trace::default(), Rating::Good, day_of(at_ms));
            let days = LADDER_DAYS[rung.known.min(LADDER_DAYS.len() - 1)];
            let trace = Trace { stage: Stage::Review, stability: days as f64, ..good };
            return Self { trace, answers: rung.known as u64, ..Self::default() };
        }
        serde_json::from_str(text).unwrap_or_default()
    }

    /// After an answer; and when it is due next: after a step of the same day, or at the beginning of a day.
    ///
    /// The first right answer to something new counts as [`Rating::Good`] at most: it may have been a guess.
    pub fn answered(self, scheduler: &Scheduler, rating: Rating, now_ms: UnixMs) -> (Self, UnixMs) {
        let today = day_of(now_ms);
        let new = self.trace.stage == Stage::New;
        let rating = if new { rating.min(Rating::Good) } else { rating };
        let (trace, days) = scheduler.next(self.trace, rating, today);
        let answers = self.answers + 1;
        if self.trace.stage == Stage::Review {
            if rating == Rating::Again {
                let step = STEPS_MS.len() - 1;
                let next = Self { trace, step, answers, lapses: self.lapses + 1 };
                return (next, now_ms + STEPS_MS[step]);
            }
            return (Self { trace, step: 0, answers, ..self }, begin_of(today + days.max(1)));
        }
        let step = match rating {
            Rating::Again => Some(0),
            Rating::Hard => Some(self.step),
            Rating::Good => Some(self.step + 1),
            Rating::Easy => None,
        };
        let relearned = self.trace.stage == Stage::Relearning;
        match step.filter(|step| *step < STEPS_MS.len()) {
            Some(step) => {
                let stage = if relearned { Stage::Relearning } else { Stage::Learning };
                let next = Self { trace: Trace { stage, ..trace }, step, answers, ..self };
                (next, now_ms + STEPS_MS[step])
            }
            None => {
                let trace = Trace { stage: Stage::Review, ..trace };
                // Whatever FSRS makes of a first day: what was learned today is asked tomorrow.
                let days = if relearned { days.max(1) } else { 1 };
                (Self { trace, step: 0, answers, ..self }, begin_of(today + days))
            }
        }
    }

    /// Whether it waits at a step of the day.
    pub fn in_steps(&self) -> bool {
        matches!(self.trace.stage, Stage::Learning | Stage::Relearning)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Rating::{Again, Easy, Good, Hard};

    /// 2026-11-27 20:00 in Beijing.
    const EVENING_MS: UnixMs = 1_795_780_800_000;
    const MINUTE_MS: UnixMs = 60_000;

    /// Answers one after the other, each when it is due; how long until the next: minutes of the same day, or days.
    fn check(ratings: &[Rating], expected: &[&str]) {
        let scheduler = Scheduler::default();
        let (mut memory, mut now_ms, mut waits) = (Memory::default(), EVENING_MS, Vec::new());
        for rating in ratings {
            let (next, due_ms) = memory.answered(&scheduler, *rating, now_ms);
            waits.push(if next.in_steps() {
                format!("{} min", (due_ms - now_ms) / MINUTE_MS)
            } else {
                assert_eq!(due_ms, begin_of(day_of(due_ms)), "a day's beginning");
                format!("{} d", day_of(due_ms) - day_of(now_ms))
            });
            // In the evening again, where it is another day.
            now_ms = if next.in_steps() { due_ms } else { due_ms + 20 * 60 * MINUTE_MS };
            memory = next;
        }
        assert_eq!(waits, expected, "{ratings:?}");
    }

    #[test]
    fn the_first_day_goes_by_steps_and_then_by_days() {
        check(&[Again, Good, Good], &["1 min", "10 min", "1 d"]);
        check(
            &[Again, Again, Hard, Good, Again, Good, Good],
            &["1 min", "1 min", "1 min", "10 min", "1 min", "10 min", "1 d"],
        );
        check(&[Good, Good, Good, Good, Good], &["10 min", "1 d", "7 d", "24 d", "74 d"]);
        check(&[Easy, Easy], &["10 min", "1 d"]);
        check(&[Good, Good, Good, Again, Good, Good], &["10 min", "1 d", "7 d", "10 min", "3 d", "8 d"]);
    }

    #[test]
    fn a_night_is_a_day() {
        let scheduler = Scheduler::default();
        let (memory, _) = Memory::default().answered(&scheduler, Good, EVENING_MS);
        let (memory, due_ms) = memory.answered(&scheduler, Good, EVENING_MS + 10 * MINUTE_MS);
        // Eight hours after midnight, not yet 24 after the answer.
        let (next, _) = memory.answered(&scheduler, Good, due_ms + 8 * 60 * MINUTE_MS);
        assert!(next.trace.stability > memory.trace.stability * 1.5, "{next:?}");
    }

    #[test]
    fn what_is_kept_is_read_and_old_rows_with_it() {
        let (memory, _) = Memory::default().answered(&Scheduler::default(), Again, EVENING_MS);
        let text = serde_json::to_string(&memory).unwrap();
        assert_eq!(Memory::read(Some(&text), Some(EVENING_MS)), memory);
        assert_eq!(Memory::read(None, None), Memory::default());
        assert_eq!(Memory::read(Some(r#"{"known":0}"#), Some(EVENING_MS)), Memory::default());
        let old = Memory::read(Some(r#"{"known":3}"#), Some(EVENING_MS));
        assert_eq!((old.trace.stage, old.trace.stability, old.answers), (Stage::Review, 14.0, 3));
        let (next, due_ms) = old.answered(&Scheduler::default(), Good, EVENING_MS + 14 * 24 * 60 * MINUTE_MS);
        assert!(next.trace.stability > 30.0 && due_ms > EVENING_MS + 40 * 24 * 60 * MINUTE_MS);
        assert_eq!(Memory::read(Some("?"), None), Memory::default());
    }
}
