//! One person's reviews as a whole: today's load, what comes next, what will be known.

use super::card::Memory;
use super::curve::{Asked, Curve};
use super::day::{begin_of, day_of};
use super::deadline::{Deadline, Known};
use super::rating::{ANSWER_MAX_MS, Rating};
use super::scheduler::{Scheduler, Stage};
use crate::clock::UnixMs;

/// Items one person can have under review.
pub const STUDIED_MAX: u32 = 2_000;
/// New items a day where nothing else was chosen.
pub const NEW_A_DAY: u64 = 20;
/// Minutes a day where nothing else was chosen.
pub const MINUTES_A_DAY: u64 = 20;
/// The most of each that can be chosen.
pub const NEW_A_DAY_MAX: u64 = 100;
pub const MINUTES_A_DAY_MAX: u64 = 180;
/// What an answer takes who has given fewer than so many.
const ANSWER_MS: u64 = 12_000;
const MEASURED_FROM: usize = 8;
/// The latest answers whose median is what an answer takes.
const MEDIAN_OF: usize = 200;

/// What a person wants to reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Goal {
    /// Number of the exam's day.
    pub exam_day: Option<u64>,
    pub minutes_a_day: u64,
    pub new_a_day: u64,
}

impl Default for Goal {
    fn default() -> Self {
        Self { exam_day: None, minutes_a_day: MINUTES_A_DAY, new_a_day: NEW_A_DAY }
    }
}

/// An item under review.
#[derive(Clone, Debug, PartialEq)]
pub struct Studied {
    /// Of the bank.
    pub item: String,
    pub memory: Memory,
    pub due_ms: UnixMs,
    /// Missed at the desk or in a quiz and not asked about since.
    pub missed: bool,
}

/// An answer given in a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    pub item: String,
    pub at_ms: UnixMs,
    /// By the server's clock, from being shown.
    pub took_ms: u64,
    pub rating: Rating,
    /// Whether it was never asked before.
    pub new: bool,
    /// Of something known before: nights since it was asked, and its stability then, in thousandths of a day.
    pub kept: Option<(u64, u64)>,
}

/// What there is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    pub items: usize,
    /// Never asked before; of `items`.
    pub new: usize,
    pub minutes: u64,
}

/// A person's reviews at a moment.
#[derive(Clone, Debug)]
pub struct Study {
    pub studied: Vec<Studied>,
    pub goal: Goal,
    /// What is planned by, while an exam is ahead.
    pub deadline: Option<Deadline>,
    /// Median time of an answer; before there are enough of them, what is usual.
    pub answer_ms: u64,
    /// Whether it is the person's own.
    pub is_measured: bool,
    /// Answers given today.
    pub answered_today: usize,
    now_ms: UnixMs,
    /// New items begun today.
    begun_today: usize,
}

impl Study {
    /// `answers`: the person's latest, in any order.
    pub fn new(studied: Vec<Studied>, answers: &[Answered], goal: Goal, now_ms: UnixMs) -> Self {
        let today = day_of(now_ms);
        let of_today = || answers.iter().filter(|one| day_of(one.at_ms) == today);
        let answer_ms = median_ms(answers);
        let deadline = goal.exam_day.filter(|day| *day > today).map(|exam_day| {
            let asked = |one: &Answered| {
                let (days, stability) = one.kept.filter(|(days, stability)| *days > 0 && *stability > 0)?;
                Some(Asked { days, stability: stability as f64 / 1_000.0, right: one.rating != Rating::Again })
            };
            Deadline {
                scheduler: Scheduler::default(),
                curve: Curve::fit(&answers.iter().filter_map(asked).collect::<Vec<_>>()),
                exam_day,
                answers_a_day: (goal.minutes_a_day * 60_000) as f64 / answer_ms as f64,
                new_a_day: goal.new_a_day as usize,
            }
        });
        let (answered_today, begun_today) = (of_today().count(), of_today().filter(|one| one.new).count());
        let is_measured = answers.len() >= MEASURED_FROM;
        Self { studied, goal, deadline, answer_ms, is_measured, answered_today, now_ms, begun_today }
    }

    /// Number of the day it is.
    pub fn day(&self) -> u64 {
        day_of(self.now_ms)
    }

    fn new_left(&self) -> usize {
        (self.goal.new_a_day as usize).saturating_sub(self.begun_today)
    }

    /// Places in `studied` of what is left of today's load, in order: steps of the day, what was missed, then what the
    /// exam makes worth it; without an exam what is due, the longest first, and new ones.
    pub fn today(&self) -> Vec<usize> {
        let tonight = begin_of(self.day() + 1);
        let is_new = |one: &Studied| one.memory.trace.stage == Stage::New;
        let due = |one: &Studied| one.due_ms < tonight && (one.missed || one.memory.in_steps());
        let mut must: Vec<usize> = (0..self.studied.len()).filter(|place| due(&self.studied[*place])).collect();
        must.sort_by_key(|place| (self.studied[*place].missed, self.studied[*place].due_ms, *place));
        // What waits at a step of another day, or was missed today, has its day already.
        let free: Vec<usize> = (0..self.studied.len())
            .filter(|place| !self.studied[*place].missed && !self.studied[*place].memory.in_steps())
            .collect();
        let Some(deadline) = &self.deadline else {
            let mut known: Vec<usize> = free.iter().copied().filter(|p| !is_new(&self.studied[*p])).collect();
            known.retain(|place| self.studied[*place].due_ms < tonight);
            known.sort_by_key(|place| (self.studied[*place].due_ms, *place));
            let new = free.into_iter().filter(|place| is_new(&self.studied[*place])).take(self.new_left());
            return must.into_iter().chain(known).chain(new).collect();
        };
        let taken = must.iter().map(|place| deadline.answers(&self.studied[*place].memory.trace, self.day()));
        let left = deadline.answers_a_day - self.answered_today as f64 - taken.sum::<f64>();
        let memories: Vec<Memory> = free.iter().map(|place| self.studied[*place].memory).collect();
        let chosen = deadline.choose(&memories, self.day(), left, self.new_left());
        must.into_iter().chain(chosen.into_iter().map(|at| free[at])).collect()
    }

    /// What is asked now: a step whose time has come, else the next of today's load, else a step before its time, so
    /// that a sitting need not end with waiting. `None` when today's load is done.
    pub fn next(&self) -> Option<usize> {
        let today = self.today();
        let step = |place: &&usize| self.studied[**place].memory.in_steps();
        let ripe = today.iter().filter(step).find(|place| self.studied[**place].due_ms <= self.now_ms);
        ripe.or_else(|| today.iter().find(|place| !step(place))).or(today.first()).copied()
    }

    /// Today's load, as far as it is left.
    pub fn load(&self) -> Load {
        self.load_of(&self.today(), self.day())
    }

    /// Tomorrow's, when today's is done.
    pub fn tomorrow(&self) -> Load {
        let (day, today) = (self.day(), self.today());
        let next_night = begin_of(day + 2);
        let Some(deadline) = &self.deadline else {
            let is_new = |one: &Studied| one.memory.trace.stage == Stage::New;
            let begun = today.iter().filter(|place| is_new(&self.studied[**place])).count();
            let free = |one: &Studied| is_new(one) && !one.missed;
            let waiting = self.studied.iter().filter(|one| free(one)).count();
            let taken = today.iter().filter(|place| free(&self.studied[**place])).count();
            let new = waiting.saturating_sub(taken).min(self.goal.new_a_day as usize);
            // What is new or forgotten today is asked again tomorrow.
            let old = self.studied.iter().filter(|one| {
                let waits = one.memory.trace.stage != Stage::New || one.missed;
                waits && (begin_of(day + 1)..next_night).contains(&one.due_ms)
            });
            let items = old.count() + begun + new;
            return Load { items, new, minutes: self.minutes(items as f64 + 2.0 * new as f64) };
        };
        let after = deadline.after(&self.memories(), &today, day);
        let chosen = deadline.choose(&after, day + 1, deadline.answers_a_day, deadline.new_a_day);
        let news = chosen.iter().filter(|place| after[**place].trace.stage == Stage::New).count();
        let answers = chosen.iter().map(|place| deadline.answers(&after[*place].trace, day + 1)).sum();
        Load { items: chosen.len(), new: news, minutes: self.minutes(answers) }
    }

    fn load_of(&self, places: &[usize], day: u64) -> Load {
        let fsrs = Deadline::plain(day);
        let model = self.deadline.as_ref().unwrap_or(&fsrs);
        let traces = || places.iter().map(|place| &self.studied[*place].memory.trace);
        let new = traces().filter(|trace| trace.stage == Stage::New).count();
        let answers = traces().map(|trace| model.answers(trace, day)).sum();
        Load { items: places.len(), new, minutes: self.minutes(answers) }
    }

    fn minutes(&self, answers: f64) -> u64 {
        (answers * self.answer_ms as f64 / 60_000.0).ceil() as u64
    }

    fn memories(&self) -> Vec<Memory> {
        self.studied.iter().map(|one| one.memory).collect()
    }

    /// New items a day that would begin all that was taken up before the exam, where the goal's are too few.
    pub fn new_needed(&self) -> Option<usize> {
        let days = self.deadline.as_ref()?.exam_day.checked_sub(self.day())?.max(1) as usize;
        let new = self.studied.iter().filter(|one| one.memory.trace.stage == Stage::New && !one.missed).count();
        (new > self.new_left() + self.goal.new_a_day as usize * (days - 1)).then(|| new.div_ceil(days))
    }

    /// What will be known from today to the exam's day; nothing without an exam ahead.
    pub fn forecast(&self) -> Vec<Known> {
        let Some(deadline) = &self.deadline else { return Vec::new() };
        let left = deadline.answers_a_day - self.answered_today as f64;
        deadline.forecast(&self.memories(), self.day(), left, self.new_left())
    }
}

fn median_ms(answers: &[Answered]) -> u64 {
    if answers.len() < MEASURED_FROM {
        return ANSWER_MS;
    }
    let mut latest: Vec<&Answered> = answers.iter().collect();
    latest.sort_by_key(|one| std::cmp::Reverse(one.at_ms));
    let mut times: Vec<u64> =
        latest.into_iter().take(MEDIAN_OF).map(|one| one.took_ms.clamp(1, ANSWER_MAX_MS)).collect();
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or(ANSWER_MS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quiz::memory::Trace;

    const TODAY: u64 = 20_000;
    const HOUR_MS: UnixMs = 3_600_000;
    const MORNING_MS: UnixMs = TODAY * 24 * HOUR_MS + HOUR_MS;

    fn known(item: &str, stability: f64, asked_ago: u64, due_in: i64) -> Studied {
        let trace = Trace { stage: Stage::Review, stability, difficulty: 5.0, day: TODAY - asked_ago };
        let due_ms = begin_of(TODAY.saturating_add_signed(due_in));
        Studied { item: item.into(), memory: Memory { trace, answers: 2, ..Memory::default() }, due_ms, missed: false }
    }

    fn new(item: &str) -> Studied {
        Studied { item: item.into(), memory: Memory::default(), due_ms: 0, missed: false }
    }

    fn study(studied: Vec<Studied>, goal: Goal) -> Study {
        Study::new(studied, &[], goal, MORNING_MS)
    }

    fn names(study: &Study, places: &[usize]) -> Vec<String> {
        places.iter().map(|place| study.studied[*place].item.clone()).collect()
    }

    #[test]
    fn without_an_exam_it_is_what_is_due_and_so_many_new() {
        let missed = Studied { missed: true, due_ms: begin_of(TODAY), ..new("missed") };
        let later = Studied { missed: true, due_ms: begin_of(TODAY + 1), ..new("missed today") };
        let studied =
            vec![new("a"), new("b"), new("c"), known("due", 3.0, 4, -1), known("not yet", 9.0, 4, 5), missed, later];
        let study = study(studied, Goal { new_a_day: 2, ..Goal::default() });
        assert_eq!(names(&study, &study.today()), ["missed", "due", "a", "b"]);
        assert_eq!(study.load(), Load { items: 4, new: 3, minutes: 3 });
        assert_eq!(study.tomorrow(), Load { items: 5, new: 1, minutes: 2 });
        assert!(study.forecast().is_empty());
    }

    #[test]
    fn an_exam_brings_forward_what_would_be_forgotten() {
        let goal = Goal { exam_day: Some(TODAY + 3), ..Goal::default() };
        let study = study(vec![known("shaky", 2.0, 4, 9), known("firm", 200.0, 4, 150)], goal);
        assert_eq!(names(&study, &study.today()), ["shaky"]);
        assert_eq!(study.forecast().len(), 4);
        assert_eq!(study.new_needed(), None);
        let many = Study { studied: (0..70).map(|nr| new(&nr.to_string())).collect(), ..study.clone() };
        assert_eq!(many.new_needed(), Some(24), "three days of twenty are sixty");
        let over = Study { deadline: None, ..study };
        assert!(over.today().is_empty());
    }

    #[test]
    fn a_sitting_comes_back_to_its_steps_and_ends() {
        let scheduler = Scheduler::default();
        let mut study = study(vec![new("a"), new("b")], Goal::default());
        let mut asked = Vec::new();
        while let Some(place) = study.next() {
            asked.push(study.studied[place].item.clone());
            let one = &mut study.studied[place];
            let rating = if one.memory.answers == 0 && one.item == "a" { Rating::Again } else { Rating::Good };
            (one.memory, one.due_ms) = one.memory.answered(&scheduler, rating, study.now_ms);
            study.now_ms += 40_000;
            assert!(asked.len() < 20);
        }
        assert_eq!(asked, ["a", "b", "a", "b", "a"], "wrong: a minute, ten minutes; right at once: ten minutes");
        assert_eq!(study.load().items, 0);
    }

    #[test]
    fn minutes_are_by_the_persons_own_median() {
        let answer = |at: u64, took_ms: u64| Answered {
            item: "a".into(),
            at_ms: MORNING_MS - at,
            took_ms,
            rating: Rating::Good,
            new: at == 1,
            kept: None,
        };
        let answers: Vec<Answered> = (1..)
            .zip([4_000, 6_000, 900_000, 6_000, 5_000, 6_000, 9_000, 2_000])
            .map(|(at, ms)| answer(at, ms))
            .collect();
        let study = Study::new((0..30).map(|nr| new(&nr.to_string())).collect(), &answers, Goal::default(), MORNING_MS);
        assert_eq!((study.answer_ms, study.answered_today, study.is_measured), (6_000, 8, true));
        let few = Study::new(Vec::new(), &answers[..3], Goal::default(), MORNING_MS);
        assert_eq!((few.answer_ms, few.is_measured), (ANSWER_MS, false), "three answers tell nothing");
        assert_eq!(study.load(), Load { items: 19, new: 19, minutes: 6 }, "one of today's twenty is begun");
    }
}
