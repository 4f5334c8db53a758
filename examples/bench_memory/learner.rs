//! Learners whose true chance to remember is known, by three laws of forgetting.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use sha2::{Digest, Sha256};

const DAY_MS: f64 = 86_400_000.0;
/// Answers nearer than this belong to one day's learning.
const SAME_DAY: f64 = 0.3;
/// FSRS-5's curve: 0.9 after a stability's days.
const FACTOR: f64 = 19.0 / 81.0;
/// FSRS-5's default weights …
const WEIGHTS: [f64; 19] = [
    0.4072, 1.1829, 3.1262, 15.4722, 7.2102, 0.5316, 1.0651, 0.0234, 1.616, 0.1544, 1.0824, 1.9813, 0.0953, 0.2975,
    2.2042, 0.2407, 2.9466, 0.5034, 0.6567,
];
/// … each changed by so much: the deviation of its logarithm.
const WEIGHT_SPREAD: f64 = 0.15;
/// Persons forget faster or slower: median and spread.
const PERSON: (f64, f64) = (0.9, 0.35);
/// Days after which half is forgotten, after a first day's learning: FSRS's average learner, as an exponential.
const HALF_LIFE_DAYS: f64 = 4.5;
/// Activation: decay's scale and intercept, threshold, noise, and how much slower time runs between sittings.
const DECAY_SCALE: f64 = 0.217;
const DECAY: f64 = 0.177;
const THRESHOLD: f64 = -0.704;
const NOISE: f64 = 0.255;
const BETWEEN: f64 = 0.025;
/// Shop's facts are easier than the word pairs those were measured on: so much more activation.
const EASIER: f64 = 0.9;

/// Seeded chance with the distributions needed here.
pub struct Random(ChaCha8Rng);

impl Random {
    pub fn new(seed: &str) -> Self {
        Self(ChaCha8Rng::from_seed(Sha256::digest(seed).into()))
    }

    /// 0 to 1.
    pub fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Box and Muller's.
    fn normal(&mut self) -> f64 {
        let radius = libm::sqrt(-2.0 * libm::log(self.unit().max(1e-12)));
        radius * libm::cos(std::f64::consts::TAU * self.unit())
    }

    fn log_normal(&mut self, median: f64, spread: f64) -> f64 {
        median * libm::exp(spread * self.normal())
    }
}

/// A law of forgetting.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// FSRS-5 with other weights.
    Perturbed,
    /// An exponential whose half-life grows with each answer, the more the nearer it was to being forgotten.
    HalfLife,
    /// Pavlik and Anderson's: each practice leaves a trace that decays the faster the stronger memory was.
    Activation,
}

impl Family {
    pub const ALL: [Self; 3] = [Self::Perturbed, Self::HalfLife, Self::Activation];

    pub fn name(self) -> &'static str {
        match self {
            Self::Perturbed => "perturbed_fsrs",
            Self::HalfLife => "half_life",
            Self::Activation => "activation",
        }
    }
}

/// What a person truly keeps of one item.
enum Truth {
    Perturbed {
        stability: f64,
        difficulty: f64,
        first: f64,
    },
    HalfLife {
        days: f64,
        first: f64,
        growth: f64,
    },
    /// When it was practised (seconds of the mind's time) and how fast each trace decays.
    Activation {
        traces: Vec<(f64, f64)>,
        base: f64,
    },
}

/// A person and what it keeps.
pub struct Learner {
    weights: [f64; 19],
    items: Vec<(Truth, f64)>,
}

impl Learner {
    pub fn new(family: Family, items: usize, random: &mut Random) -> Self {
        let person = random.log_normal(PERSON.0, PERSON.1);
        let weights = WEIGHTS.map(|weight| random.log_normal(weight, WEIGHT_SPREAD));
        let mut one = || match family {
            Family::Perturbed => Truth::Perturbed {
                stability: 0.0,
                difficulty: (6.0 + 1.8 * random.normal()).clamp(1.0, 10.0),
                first: weights[0] * person * random.log_normal(1.0, 0.4),
            },
            Family::HalfLife => Truth::HalfLife {
                days: 0.0,
                first: HALF_LIFE_DAYS * person * random.log_normal(1.0, 0.5),
                growth: random.log_normal(1.6, 0.3),
            },
            Family::Activation => {
                let base = EASIER + 0.5 * libm::log(person) + 0.25 * random.normal();
                Truth::Activation { traces: Vec::new(), base }
            }
        };
        Self { weights, items: (0..items).map(|_| (one(), 0.0)).collect() }
    }

    /// The mean chance to remember an item.
    pub fn recall(&self, at_ms: u64) -> f64 {
        (0..self.items.len()).map(|place| self.chance(place, at_ms)).sum::<f64>() / self.items.len() as f64
    }

    /// The chance to remember.
    pub fn chance(&self, place: usize, at_ms: u64) -> f64 {
        let (truth, last_ms) = &self.items[place];
        let days = (at_ms as f64 - last_ms) / DAY_MS;
        match truth {
            Truth::Perturbed { stability, .. } if *stability > 0.0 => 1.0 / libm::sqrt(1.0 + FACTOR * days / stability),
            Truth::HalfLife { days: half, .. } if *half > 0.0 => libm::exp2(-days / half),
            Truth::Activation { traces, base } if !traces.is_empty() => {
                1.0 / (1.0 + libm::exp((THRESHOLD - base - activation(traces, mind_s(at_ms))) / NOISE))
            }
            _ => 0.0,
        }
    }

    /// Practises an item once; a wrong answer is shown the right one.
    pub fn study(&mut self, place: usize, right: bool, at_ms: u64) {
        let recall = self.chance(place, at_ms);
        let (truth, last_ms) = &mut self.items[place];
        let same_day = (at_ms as f64 - *last_ms) / DAY_MS < SAME_DAY;
        *last_ms = at_ms as f64;
        match truth {
            Truth::Perturbed { stability, difficulty, first } => {
                *stability = perturbed(&self.weights, *stability, *difficulty, *first, (recall, right, same_day));
                *difficulty = (*difficulty + if right { 0.0 } else { 1.0 }).clamp(1.0, 10.0);
            }
            Truth::HalfLife { days, first, growth } => {
                *days = match (right, same_day) {
                    _ if *days <= 0.0 => 0.3 * *first,
                    (false, _) => (0.35 * *days).max(0.3 * *first),
                    (true, true) => days.max(*first),
                    (true, false) => *days * (1.0 + *growth * (0.25 + 1.5 * (1.0 - recall).min(0.6))),
                };
            }
            Truth::Activation { traces, .. } => {
                let now_s = mind_s(at_ms);
                let strength = if traces.is_empty() { 0.0 } else { libm::exp(activation(traces, now_s)) };
                traces.push((now_s, DECAY_SCALE * strength + DECAY));
            }
        }
    }
}

/// FSRS-5's formulas: https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm
fn perturbed(w: &[f64; 19], stability: f64, difficulty: f64, first: f64, answer: (f64, bool, bool)) -> f64 {
    let (recall, right, same_day) = answer;
    if stability <= 0.0 {
        first.max(0.05)
    } else if same_day {
        let grade = if right { 0.0 } else { -2.0 };
        (stability * libm::exp(w[17] * (grade + w[18]))).max(0.05)
    } else if right {
        let growth = libm::exp(w[8]) * (11.0 - difficulty) * libm::pow(stability, -w[9]);
        stability * (1.0 + growth * (libm::exp((1.0 - recall) * w[10]) - 1.0))
    } else {
        let kept = w[11] * libm::pow(difficulty, -w[12]) * (libm::pow(stability + 1.0, w[13]) - 1.0);
        (kept * libm::exp((1.0 - recall) * w[14])).max(0.05)
    }
}

/// Seconds as memory counts them: nights pass slowly.
fn mind_s(at_ms: u64) -> f64 {
    let days = (at_ms as f64 / DAY_MS).floor();
    days * 86_400.0 * BETWEEN + (at_ms as f64 - days * DAY_MS) / 1_000.0
}

fn activation(traces: &[(f64, f64)], now_s: f64) -> f64 {
    libm::log(traces.iter().map(|(at_s, decay)| libm::pow((now_s - at_s).max(1.0), -decay)).sum())
}
