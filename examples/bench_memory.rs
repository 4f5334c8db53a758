//! Measures what planning for an exam's day is worth: simulated learners with known curves of forgetting, the same
//! minutes a day, reviewed by plain FSRS and by `quiz::memory::Deadline`.
//!
//! The learners are not FSRS's own: its weights are changed at random, and two more families forget by other laws (a
//! half-life that spacing lengthens; the activation of Pavlik and Anderson 2005). No learner guesses.
//!
//! One tab-separated line a metric: name, value, unit, reference in words and its value.

#[path = "bench_memory/learner.rs"]
mod learner;

use learner::{Family, Learner, Random};
use miaohui::quiz::memory::{Asked, Curve, Deadline, Memory, Rating, Scheduler, Stage, begin_of};
use std::collections::BTreeSet;

/// Learners of each family for each case.
const LEARNERS: u64 = 20;
/// What an answer takes, and a wrong one, whose solution is read.
const RIGHT_MS: u64 = 8_000;
const WRONG_MS: u64 = 12_000;
/// Learning begins here, each day at ten in the morning.
const FIRST_DAY: u64 = 20_000;
const MORNING_MS: u64 = 10 * 3_600_000;

/// Items to be learned, days until the exam, minutes a day.
const CASES: [(usize, u64, u64); 7] =
    [(286, 30, 10), (286, 30, 5), (572, 30, 15), (1_430, 30, 30), (1_430, 30, 20), (1_430, 30, 10), (300, 14, 10)];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Policy {
    /// What is due, then new ones, then what will be due soonest: no minute is left unused.
    Plain,
    Deadline,
}

/// The person as both policies see it.
struct Desk {
    memories: Vec<Memory>,
    due_ms: Vec<u64>,
    answers: Vec<Asked>,
    scheduler: Scheduler,
}

fn main() {
    let (mut all, mut names) = ([0.0; 2], Vec::new());
    for family in Family::ALL {
        let mut of_family = [0.0; 2];
        for (items, days, minutes) in CASES {
            let mut known = [0.0; 2];
            for person in 0..LEARNERS {
                for (at, policy) in [Policy::Plain, Policy::Deadline].into_iter().enumerate() {
                    known[at] += recall(family, policy, person, (items, days, minutes)) / LEARNERS as f64;
                }
            }
            let name = format!("memory.{}_{items}_items_{days}_days_{minutes}_min", family.name());
            names.push((name, known));
            for at in 0..2 {
                of_family[at] += known[at] / CASES.len() as f64;
                all[at] += known[at] / (CASES.len() * Family::ALL.len()) as f64;
            }
        }
        names.push((format!("memory.recall_{}", family.name()), of_family));
    }
    let gain = all[1] / all[0] - 1.0;
    println!(
        "memory.deadline_gain\t{gain:.3}\tshare\tmean recall on the exam's day of plain FSRS in the same minutes\t{:.3}",
        all[0]
    );
    println!("memory.recall\t{:.3}\tshare\tplain FSRS\t{:.3}", all[1], all[0]);
    for (name, [plain, deadline]) in names {
        println!("{name}\t{deadline:.3}\tshare\tplain FSRS\t{plain:.3}");
    }
}

/// Mean recall on the exam's day.
fn recall(family: Family, policy: Policy, person: u64, (items, days, minutes): (usize, u64, u64)) -> f64 {
    let mut random = Random::new(&format!("{person} {}", family.name()));
    let mut learner = Learner::new(family, items, &mut random);
    // Slips are drawn anew, so that both policies begin with the same person.
    let mut random = Random::new(&format!("slips {person}"));
    let mut desk = Desk {
        memories: vec![Memory::default(); items],
        due_ms: vec![0; items],
        answers: Vec::new(),
        scheduler: Scheduler::default(),
    };
    let exam_day = FIRST_DAY + days;
    for day in FIRST_DAY..exam_day {
        let order = match policy {
            Policy::Plain => desk.plain(day),
            Policy::Deadline => desk.planned(day, exam_day, minutes),
        };
        desk.sitting(day, minutes, order, &mut learner, &mut random);
    }
    learner.recall(begin_of(exam_day) + MORNING_MS)
}

impl Desk {
    fn plain(&self, day: u64) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.memories.len()).collect();
        order.sort_by_key(|place| {
            let new = self.memories[*place].trace.stage == Stage::New;
            let due = !new && self.due_ms[*place] < begin_of(day + 1);
            (u8::from(!due) + u8::from(!due && !new), self.due_ms[*place], *place)
        });
        order
    }

    fn planned(&self, day: u64, exam_day: u64, minutes: u64) -> Vec<usize> {
        let answers_a_day = (minutes * 60_000) as f64 / RIGHT_MS as f64;
        let deadline = Deadline {
            scheduler: self.scheduler.clone(),
            curve: Curve::fit(&self.answers),
            exam_day,
            answers_a_day,
            new_a_day: usize::MAX,
        };
        let steps = (0..self.memories.len()).filter(|place| self.memories[*place].in_steps());
        // The clock ends the sitting, for this policy as for the other.
        let chosen = deadline.choose(&self.memories, day, f64::INFINITY, usize::MAX);
        steps.chain(chosen).collect()
    }

    /// One day's minutes: items in order, what is in steps as soon as its time has come, or at the end.
    fn sitting(&mut self, day: u64, minutes: u64, order: Vec<usize>, learner: &mut Learner, random: &mut Random) {
        let mut now_ms = begin_of(day) + MORNING_MS;
        let end_ms = now_ms + minutes * 60_000;
        let (mut order, mut taken) = (order.into_iter(), BTreeSet::new());
        let mut steps: BTreeSet<(u64, usize)> = BTreeSet::new();
        while now_ms < end_ms {
            let ripe = steps.first().copied().filter(|(due_ms, _)| *due_ms <= now_ms);
            let fresh = if ripe.is_some() { None } else { order.find(|place| taken.insert(*place)) };
            let Some(place) = fresh.or_else(|| {
                let step = ripe.or_else(|| steps.first().copied())?;
                steps.remove(&step);
                Some(step.1)
            }) else {
                return;
            };
            let right = random.unit() < learner.chance(place, now_ms);
            let trace = self.memories[place].trace;
            if trace.stage == Stage::Review && trace.day < day {
                self.answers.push(Asked { days: day - trace.day, stability: trace.stability, right });
            }
            learner.study(place, right, now_ms);
            now_ms += if right { RIGHT_MS } else { WRONG_MS };
            let rating = if right { Rating::Good } else { Rating::Again };
            let (memory, due_ms) = self.memories[place].answered(&self.scheduler, rating, now_ms);
            (self.memories[place], self.due_ms[place]) = (memory, due_ms);
            if memory.in_steps() {
                steps.insert((due_ms, place));
            }
        }
    }
}
