//! Learns how to weigh evidence, when the program is built: a row of weights for each act, topic and act about a topic,
//! which is the sum of what all share, what its act and what its topic adds, so that rare ones learn from the others.

use super::evidence::{Case, Evidence, ROWS, WITNESSES, What};
use super::labels::{KINDS, LABELS, TOPICS};
use super::model::ONE;

const EPOCHS: u16 = 20;
/// The first step; later ones grow smaller.
const STEP: f32 = 0.01;
/// How much more what is so weighs than what is not: without it too little is found.
const SO: f32 = 1.4;
/// How much an act's or a topic's own weights learn of what all learn.
const OWN: f32 = 0.3;

/// Weights of a row: for what it shares with all of its sort, with its act, with its topic, and its own bias.
struct Weights {
    shared: [[f32; WITNESSES]; 2],
    kinds: Vec<[f32; WITNESSES]>,
    topics: Vec<[f32; WITNESSES]>,
    labels: Vec<[f32; WITNESSES]>,
    biases: Vec<f32>,
}

/// Rows of weights, in parts of [`super::model::WEIGHT`], from cases and whether each is so.
pub fn weigh(cases: &[(Case, bool)]) -> Vec<[i16; WITNESSES]> {
    let own = || vec![[0.0; WITNESSES]; KINDS.len().max(TOPICS.len())];
    let mut weights = Weights {
        shared: [[0.0; WITNESSES]; 2],
        kinds: own(),
        topics: own(),
        labels: vec![[0.0; WITNESSES]; LABELS],
        biases: vec![0.0; ROWS],
    };
    let mut order: Vec<usize> = (0..cases.len()).collect();
    let mut random = super::train::Shuffle::default();
    for epoch in 0..EPOCHS {
        random.shuffle(&mut order);
        let step = STEP / (1.0 + f32::from(epoch));
        for (case, so) in order.iter().map(|index| &cases[*index]) {
            weights.learn(case, *so, step);
        }
    }
    weights.rows()
}

/// Evidence in parts of 1.
fn shares(evidence: &Evidence) -> [f32; WITNESSES] {
    evidence.map(|said| said as f32 / ONE as f32)
}

impl Weights {
    fn row(&self, what: What) -> [f32; WITNESSES] {
        let mut row = match what {
            What::Pair(kind, topic) => sum(&[self.shared[0], self.kinds[kind], self.topics[topic]]),
            What::Kind(kind) => sum(&[self.shared[1], self.labels[kind]]),
            What::Topic(topic) => sum(&[self.shared[1], self.labels[KINDS.len() + topic]]),
        };
        row[WITNESSES - 1] += self.biases[what.row()];
        row
    }

    /// One step down the squared hinge loss.
    fn learn(&mut self, case: &Case, so: bool, step: f32) {
        let (evidence, sign) = (shares(&case.evidence), if so { 1.0 } else { -1.0 });
        let verdict: f32 = self.row(case.what).iter().zip(&evidence).map(|(weight, said)| weight * said).sum();
        let loss = 1.0 - sign * verdict;
        if loss <= 0.0 {
            return;
        }
        let size = step * sign * loss * if so { SO } else { 1.0 };
        let add = |weights: &mut [f32; WITNESSES], size: f32| {
            for (weight, said) in weights.iter_mut().zip(&evidence) {
                *weight += size * said;
            }
        };
        match case.what {
            What::Pair(kind, topic) => {
                add(&mut self.shared[0], size);
                add(&mut self.kinds[kind], size * OWN);
                add(&mut self.topics[topic], size * OWN);
                self.biases[case.what.row()] += size * OWN;
            }
            What::Kind(label) => {
                add(&mut self.shared[1], size);
                add(&mut self.labels[label], size * OWN);
            }
            What::Topic(topic) => {
                add(&mut self.shared[1], size);
                add(&mut self.labels[KINDS.len() + topic], size * OWN);
            }
        }
    }

    fn rows(&self) -> Vec<[i16; WITNESSES]> {
        let pairs = (0..KINDS.len()).flat_map(|kind| (0..TOPICS.len()).map(move |topic| What::Pair(kind, topic)));
        let labels = (0..KINDS.len()).map(What::Kind).chain((0..TOPICS.len()).map(What::Topic));
        pairs.chain(labels).map(|what| self.row(what).map(|weight| (weight * super::model::WEIGHT) as i16)).collect()
    }
}

fn sum(rows: &[[f32; WITNESSES]]) -> [f32; WITNESSES] {
    let mut sum = [0.0; WITNESSES];
    for row in rows {
        for (sum, weight) in sum.iter_mut().zip(row) {
            *sum += weight;
        }
    }
    sum
}
