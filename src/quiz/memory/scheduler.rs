//! FSRS-5, as the crate `rs-fsrs` computes it, fed with calendar days.
//!
//! The crate counts elapsed time in whole spans of 24 hours: an item learned in the evening and asked about next
//! morning would be "the same day" to it. It is given dates instead, so that a night is a day.

use super::rating::Rating;
use chrono::{DateTime, Utc};
use rs_fsrs::{Card, FSRS, Parameters, Seed, State};
use serde::{Deserialize, Serialize};

/// The crate's default weights of FSRS-5, written out: its `Default` reads the clock for a seed that is not used.
const WEIGHTS: [f64; 19] = [
    0.4072, 1.1829, 3.1262, 15.4722, 7.2102, 0.5316, 1.0651, 0.0234, 1.616, 0.1544, 1.0824, 1.9813, 0.0953, 0.2975,
    2.2042, 0.2407, 2.9466, 0.5034, 0.6567,
];
/// An interval ends when an item is remembered with this chance.
pub const RETENTION: f64 = 0.9;
/// No interval is longer: goods change.
pub const INTERVAL_MAX_DAYS: i32 = 365;
const DAY_S: i64 = 86_400;

/// Where an item stands with a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Never asked.
    #[default]
    New,
    /// In its first day's steps.
    Learning,
    /// Known; asked about after days.
    Review,
    /// Forgotten; in the steps of the day it was.
    Relearning,
}

/// What FSRS keeps of an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Trace {
    pub stage: Stage,
    /// Days after which it is remembered with a chance of 0.9.
    pub stability: f64,
    /// 1 (easy) to 10.
    pub difficulty: f64,
    /// Number of the day it was last asked on, counted from 1970-01-01 in Beijing.
    pub day: u64,
}

/// FSRS with its weights.
#[derive(Clone, Debug)]
pub struct Scheduler {
    parameters: Parameters,
    fsrs: FSRS,
}

impl Default for Scheduler {
    fn default() -> Self {
        Self::new(WEIGHTS, INTERVAL_MAX_DAYS)
    }
}

impl Scheduler {
    /// With own weights, in the order of FSRS-5.
    pub fn new(weights: [f64; 19], interval_max_days: i32) -> Self {
        let parameters = Parameters {
            request_retention: RETENTION,
            maximum_interval: interval_max_days,
            w: weights,
            decay: Parameters::DECAY,
            factor: Parameters::FACTOR,
            enable_short_term: true,
            enable_fuzz: false,
            seed: Seed::Empty,
        };
        Self { fsrs: FSRS::new(parameters.clone()), parameters }
    }

    /// After an answer on `day`; and in how many days FSRS would ask again, 0 for the same day.
    pub fn next(&self, trace: Trace, rating: Rating, day: u64) -> (Trace, u64) {
        let card = Card {
            due: date(day),
            stability: trace.stability,
            difficulty: trace.difficulty,
            elapsed_days: 0,
            scheduled_days: 0,
            reps: 0,
            lapses: 0,
            state: match trace.stage {
                Stage::New => State::New,
                Stage::Learning => State::Learning,
                Stage::Review => State::Review,
                Stage::Relearning => State::Relearning,
            },
            last_review: date(trace.day.min(day)),
        };
        let card = self.fsrs.next(card, date(day), rating.into()).card;
        let stage = match card.state {
            State::New => Stage::New,
            State::Learning => Stage::Learning,
            State::Review => Stage::Review,
            State::Relearning => Stage::Relearning,
        };
        let next = Trace { stage, stability: card.stability, difficulty: card.difficulty, day };
        (next, u64::try_from(card.scheduled_days).unwrap_or(0))
    }

    /// The chance that it is remembered on `day`; 0 for what was never asked.
    pub fn recall(&self, trace: &Trace, day: u64) -> f64 {
        if trace.stage == Stage::New {
            return 0.0;
        }
        self.curve(day.saturating_sub(trace.day), trace.stability)
    }

    /// The chance to remember after so many days at a stability, which is above 0.
    pub fn curve(&self, days: u64, stability: f64) -> f64 {
        // A power of -1/2, as the root: the same on every machine.
        1.0 / libm::sqrt(1.0 + Parameters::FACTOR * days as f64 / stability)
    }

    /// What an answer on `day` would leave, known and not known, each with its steps of the same day. What was never
    /// asked is learned by its steps.
    pub fn ahead(&self, trace: &Trace, day: u64) -> Ahead {
        let parameters = &self.parameters;
        let again = |stability| parameters.short_term_stability(stability, Rating::Good.into());
        if trace.stage == Stage::New {
            let learned = again(again(parameters.init_stability(Rating::Again.into())));
            let difficulty = parameters.init_difficulty(Rating::Again.into());
            return Ahead { known: learned, forgotten: learned, difficulty };
        }
        let recall = self.recall(trace, day);
        let (difficulty, stability) = (trace.difficulty, trace.stability);
        Ahead {
            known: parameters.next_recall_stability(difficulty, stability, recall, Rating::Good.into()),
            forgotten: again(parameters.next_forget_stability(difficulty, stability, recall)),
            difficulty,
        }
    }
}

/// What an answer would leave: see [`Scheduler::ahead`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ahead {
    /// Stability in days when it was known …
    pub known: f64,
    /// … and when it was not.
    pub forgotten: f64,
    pub difficulty: f64,
}

fn date(day: u64) -> DateTime<Utc> {
    let seconds = i64::try_from(day).unwrap_or(i64::MAX / DAY_S).saturating_mul(DAY_S);
    DateTime::from_timestamp(seconds, 0).unwrap_or(DateTime::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Rating::{Again, Good};

    /// Numbers of the crate's own tests, version 1.2.1: thirteen answers, each on the day it was due.
    #[test]
    fn intervals_are_those_the_crate_publishes() {
        let ratings = [Good, Good, Good, Good, Good, Good, Again, Again, Good, Good, Good, Good, Good];
        let scheduler = Scheduler::new(WEIGHTS, 36_500);
        let (mut trace, mut day, mut intervals) = (Trace::default(), 19_325, Vec::new());
        for rating in ratings {
            let (next, days) = scheduler.next(trace, rating, day);
            intervals.push(days);
            (trace, day) = (next, day + days);
        }
        assert_eq!(intervals, [0, 4, 15, 48, 136, 351, 0, 0, 7, 13, 24, 43, 77]);
    }

    /// The same: memory after seven answers, with the weights of that test.
    #[test]
    fn memory_is_what_the_crate_publishes() {
        let weights = [
            0.4197, 1.1869, 3.0412, 15.2441, 7.1434, 0.6477, 1.0007, 0.0674, 1.6597, 0.1712, 1.1178, 2.0225, 0.0904,
            0.3025, 2.1214, 0.2498, 2.9466, 0.4891, 0.6468,
        ];
        let scheduler = Scheduler::new(weights, 36_500);
        let (mut trace, mut day) = (Trace::default(), 19_325);
        for (rating, after) in [(Again, 0), (Good, 0), (Good, 0), (Good, 1), (Good, 3), (Good, 8), (Good, 21)] {
            day += after;
            trace = scheduler.next(trace, rating, day).0;
        }
        let round = |value: f64| (value * 10_000.0).round() / 10_000.0;
        assert_eq!((round(trace.stability), round(trace.difficulty)), (71.4554, 5.0976));
    }

    #[test]
    fn easy_is_remembered_as_the_crate_publishes() {
        let scheduler = Scheduler::default();
        let (trace, days) = scheduler.next(Trace::default(), Rating::Easy, 19_325);
        assert_eq!((scheduler.recall(&trace, 19_325 + days) * 1e7).round() / 1e7, 0.902_620_8);
    }

    #[test]
    fn looking_ahead_is_what_then_comes() {
        let scheduler = Scheduler::default();
        let trace = Trace { stage: Stage::Review, stability: 6.0, difficulty: 5.5, day: 100 };
        let ahead = scheduler.ahead(&trace, 109);
        let alike = |one: f64, other: f64| assert!((one - other).abs() < 1e-9, "{one}, {other}");
        alike(scheduler.next(trace, Good, 109).0.stability, ahead.known);
        let forgotten = scheduler.next(trace, Again, 109).0;
        alike(scheduler.next(forgotten, Good, 109).0.stability, ahead.forgotten);
        let new = [Again, Good, Good].into_iter().fold(Trace::default(), |trace, rating| {
            let (next, _) = scheduler.next(trace, rating, 109);
            Trace { stage: Stage::Learning, ..next }
        });
        let ahead = scheduler.ahead(&Trace::default(), 109);
        alike(new.stability, ahead.known);
        alike(ahead.known, ahead.forgotten);
    }
}
