//! What is worth asking before an exam: each day's minutes go to the items whose answers today buy the most recall on
//! the day of the exam, for the time they take.
//!
//! Buying is looked at one day at a time: what an item would be worth on the exam's day when it is asked today and
//! never again, against never again at all. That an item may be asked again tomorrow is left out; looking ahead to one
//! last pass was tried and did worse for learners who forget faster than the model thinks (`bench memory`).

use super::card::Memory;
use super::curve::Curve;
use super::scheduler::{Scheduler, Stage, Trace};

/// Answers that learning something new takes on its first day: not known, a minute, ten minutes.
const ANSWERS_TO_LEARN: f64 = 3.0;
/// Answers that something forgotten takes more.
const ANSWERS_TO_RELEARN: f64 = 1.5;
/// What buys less recall than this an answer is left alone.
const GAIN_MIN: f64 = 0.005;
/// Days a plan or forecast looks ahead at most.
pub const HORIZON_MAX_DAYS: u64 = 120;

/// A person before an exam.
#[derive(Clone, Debug)]
pub struct Deadline {
    pub scheduler: Scheduler,
    /// How the person forgets.
    pub curve: Curve,
    /// Number of the exam's day.
    pub exam_day: u64,
    /// Answers a day's minutes are enough for.
    pub answers_a_day: f64,
    /// New items a day at most.
    pub new_a_day: usize,
}

/// How many items are expected to be known at the beginning of a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Known {
    pub day: u64,
    /// When each day's load is done.
    pub with: f64,
    /// When nothing more is asked.
    pub without: f64,
}

impl Deadline {
    /// FSRS's own view of memory on a day, without anything to plan for.
    pub fn plain(day: u64) -> Self {
        let (scheduler, curve) = (Scheduler::default(), Curve::default());
        Self { scheduler, curve, exam_day: day, answers_a_day: 0.0, new_a_day: 0 }
    }

    /// The chance that the item is remembered on a day.
    pub fn recall(&self, trace: &Trace, day: u64) -> f64 {
        if trace.stage == Stage::New {
            return 0.0;
        }
        self.curve.recall(day.saturating_sub(trace.day), trace.stability)
    }

    /// Answers it takes to ask an item on a day, what is forgotten again.
    pub fn answers(&self, trace: &Trace, day: u64) -> f64 {
        if trace.stage == Stage::New {
            return ANSWERS_TO_LEARN;
        }
        1.0 + ANSWERS_TO_RELEARN * (1.0 - self.recall(trace, day))
    }

    /// Recall on the exam's day bought by asking the item on `day`, an answer.
    pub fn gain(&self, trace: &Trace, day: u64) -> f64 {
        let left = self.exam_day.saturating_sub(day);
        let ahead = self.scheduler.ahead(trace, day);
        let recall = self.recall(trace, day);
        let asked =
            recall * self.curve.recall(left, ahead.known) + (1.0 - recall) * self.curve.recall(left, ahead.forgotten);
        (asked - self.recall(trace, self.exam_day)) / self.answers(trace, day)
    }

    /// Places of the items to be asked on `day`, the dearest first, as many as fit into `answers`; new ones at most
    /// `new`. Nothing on the day of the exam and after.
    pub fn choose(&self, memories: &[Memory], day: u64, answers: f64, new: usize) -> Vec<usize> {
        let traces: Vec<Trace> = memories.iter().map(|memory| memory.trace).collect();
        self.chosen(&traces, day, answers, new)
    }

    fn chosen(&self, traces: &[Trace], day: u64, answers: f64, new: usize) -> Vec<usize> {
        if day >= self.exam_day {
            return Vec::new();
        }
        let mut gains: Vec<(f64, usize)> =
            traces.iter().enumerate().map(|(place, trace)| (self.gain(trace, day), place)).collect();
        gains.retain(|(gain, _)| *gain >= GAIN_MIN);
        gains.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        let (mut left, mut new_left) = (answers, new);
        let mut chosen = Vec::new();
        for (_, place) in gains {
            if left <= 0.0 {
                break;
            }
            if traces[place].stage == Stage::New {
                let Some(fewer) = new_left.checked_sub(1) else { continue };
                new_left = fewer;
            }
            left -= self.answers(&traces[place], day);
            chosen.push(place);
        }
        chosen
    }

    /// Expected number known at the beginning of each day from `today` to the exam's, with and without the daily load.
    /// Of today's load `answers` and `new` are left.
    pub fn forecast(&self, memories: &[Memory], today: u64, answers: f64, new: usize) -> Vec<Known> {
        let still: Vec<Trace> = memories.iter().map(|memory| memory.trace).collect();
        let mut traces = still.clone();
        let last = self.exam_day.min(today + HORIZON_MAX_DAYS);
        let sum = |traces: &[Trace], day| traces.iter().map(|trace| self.recall(trace, day)).sum::<f64>();
        let mut days = Vec::new();
        for day in today..=last {
            days.push(Known { day, with: sum(&traces, day), without: sum(&still, day) });
            let (answers, new) = if day == today { (answers, new) } else { (self.answers_a_day, self.new_a_day) };
            for place in self.chosen(&traces, day, answers, new) {
                traces[place] = self.expected(&traces[place], day);
            }
        }
        days
    }

    /// Memories after some of them were asked on `day`, as is to be expected.
    pub fn after(&self, memories: &[Memory], asked: &[usize], day: u64) -> Vec<Memory> {
        let mut memories = memories.to_vec();
        for place in asked {
            memories[*place].trace = self.expected(&memories[*place].trace, day);
        }
        memories
    }

    /// The mean of known and not known.
    fn expected(&self, trace: &Trace, day: u64) -> Trace {
        let (recall, ahead) = (self.recall(trace, day), self.scheduler.ahead(trace, day));
        let stability = recall * ahead.known + (1.0 - recall) * ahead.forgotten;
        Trace { stage: Stage::Review, stability, difficulty: ahead.difficulty, day }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TODAY: u64 = 20_000;

    fn deadline(exam_in: u64, answers_a_day: f64) -> Deadline {
        Deadline {
            scheduler: Scheduler::default(),
            curve: Curve::default(),
            exam_day: TODAY + exam_in,
            answers_a_day,
            new_a_day: usize::MAX,
        }
    }

    fn known(stability: f64, days_ago: u64) -> Memory {
        let trace = Trace { stage: Stage::Review, stability, difficulty: 5.0, day: TODAY - days_ago };
        Memory { trace, answers: 3, ..Memory::default() }
    }

    #[test]
    fn the_shakiest_comes_first_and_what_holds_is_left_alone() {
        let memories = [known(300.0, 1), known(2.0, 6), known(40.0, 2), Memory::default()];
        let chosen = deadline(5, 20.0).choose(&memories, TODAY, 20.0, 5);
        assert_eq!(chosen, [3, 1, 2], "300 days hold until then");
        assert_eq!(deadline(5, 20.0).choose(&memories, TODAY, 20.0, 0), [1, 2], "no room for new ones");
        assert_eq!(deadline(5, 20.0).choose(&memories, TODAY, 1.0, 0), [1], "one answer's time");
        assert!(deadline(0, 20.0).choose(&memories, TODAY, 20.0, 5).is_empty(), "the day has come");
    }

    /// Nothing that is shaky is left to the exam without a pass shortly before, where there is time for it.
    #[test]
    fn the_last_days_go_over_everything() {
        let deadline = deadline(6, 50.0);
        let mut memories: Vec<Memory> = (0..100).map(|nr| known(2.0 + f64::from(nr) / 10.0, 3)).collect();
        for day in TODAY..deadline.exam_day {
            for place in deadline.choose(&memories, day, deadline.answers_a_day, 0) {
                let now_ms = super::super::begin_of(day) + 36_000_000;
                memories[place] = memories[place].answered(&deadline.scheduler, super::super::Rating::Good, now_ms).0;
            }
        }
        let weakest = memories.iter().map(|memory| deadline.recall(&memory.trace, deadline.exam_day));
        assert!(weakest.fold(1.0, f64::min) > 0.9);
    }

    #[test]
    fn the_forecast_begins_with_what_is_known_and_the_load_pays() {
        let memories: Vec<Memory> = (0..60).map(|nr| if nr < 40 { known(3.0, 2) } else { Memory::default() }).collect();
        let days = deadline(20, 40.0).forecast(&memories, TODAY, 40.0, 10);
        assert_eq!(days.len(), 21);
        assert!((days[0].with - days[0].without).abs() < 1e-9 && days[0].with > 35.0);
        let last = days[20];
        assert!(last.with > 55.0 && last.without < 30.0, "{last:?}");
        assert!(days.windows(2).all(|two| two[1].without < two[0].without));
    }

    proptest! {
        #[test]
        fn a_load_is_bounded(stabilities in proptest::collection::vec((0.1_f64..200.0, 0_u64..60), 0..60), exam_in in 0_u64..40, answers in 0.0_f64..50.0) {
            let memories: Vec<Memory> = stabilities.iter().map(|(stability, ago)| known(*stability, *ago)).collect();
            let deadline = deadline(exam_in, answers);
            let chosen = deadline.choose(&memories, TODAY, answers, 3);
            prop_assert!(chosen.len() as f64 <= answers.ceil());
            for memory in &memories {
                prop_assert!((0.0..=1.0).contains(&deadline.recall(&memory.trace, TODAY)));
            }
        }
    }
}
