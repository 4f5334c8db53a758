//! What speaks for an act, a topic, or an act about a topic: the scores of the trained columns beside what cues read.
//!
//! A column knows words, a cue knows a phrase; how far to believe which is learnt in turn (`weigh.rs`), from examples
//! that the columns were not trained on.

use super::act::{Act, ActKind, Topic};
use super::arbiter::Placed;
use super::bearing::takes_topic;
use super::labels::{KINDS, LABELS, TOPICS, kind_column, topic_column};
use super::model::{ONE, Scores};
use super::reading::ClauseReading;
use std::cmp::Reverse;

/// How many things speak for or against; the last is always there.
pub const WITNESSES: usize = 16;

/// What they say, in parts of [`ONE`].
pub type Evidence = [i32; WITNESSES];

/// Rows of weights: one an act about a topic, then one a label.
pub const ROWS: usize = KINDS.len() * TOPICS.len() + LABELS;

/// Scores beyond this say no more.
const MOST: i32 = 2 * ONE;
/// What scores less, and no cue reads, is not looked at.
const LEAST: i32 = -ONE * 5 / 8;

/// Something that may be there: an act, a topic, or an act about a topic, by their columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Kind(usize),
    Topic(usize),
    Pair(usize, usize),
}

impl What {
    /// The row of weights that decides it.
    pub fn row(self) -> usize {
        match self {
            Self::Pair(kind, topic) => kind * TOPICS.len() + topic,
            Self::Kind(kind) => KINDS.len() * TOPICS.len() + kind,
            Self::Topic(topic) => KINDS.len() * (TOPICS.len() + 1) + topic,
        }
    }
}

/// What is to be decided, where it would stand, and what speaks for it.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    pub what: What,
    pub clause: usize,
    pub evidence: Evidence,
}

/// All that is known of a reply before it is settled.
pub struct Known<'a> {
    pub scores: &'a [Scores],
    /// What cues read, and what they say of each clause.
    pub read: &'a [Placed],
    pub readings: &'a [ClauseReading<'a>],
    /// The red lines that the reply crosses.
    pub red: Vec<Act>,
}

fn said(yes: bool) -> i32 {
    if yes { ONE } else { 0 }
}

fn clamp(score: i32) -> i32 {
    score.clamp(-MOST, MOST)
}

/// The best score of a column, its clause, and the best of the other clauses.
#[derive(Clone, Copy)]
struct Best {
    score: i32,
    clause: usize,
    second: i32,
}

/// The two best scores of one clause among acts or among topics.
#[derive(Clone, Copy)]
struct Leaders {
    best: (usize, i32),
    second: i32,
}

impl Leaders {
    fn of(scores: &[i32]) -> Self {
        let mut leaders = Self { best: (0, -MOST), second: -MOST };
        for (column, score) in scores.iter().enumerate() {
            if *score > leaders.best.1 {
                leaders = Self { best: (column, *score), second: leaders.best.1 };
            } else if *score > leaders.second {
                leaders.second = *score;
            }
        }
        leaders
    }

    /// The best of the others.
    fn rival(&self, column: usize) -> i32 {
        if self.best.0 == column { self.second } else { self.best.1 }
    }
}

/// The best scores of every column, the leaders of every clause, and what cues read of each column.
struct Overview<'a> {
    best: [Best; LABELS],
    leaders: Vec<[Leaders; 2]>,
    cued: [Option<&'a Placed>; LABELS],
    /// A bit for each topic that a clause claims something of, or speaks of.
    claimed: Vec<u32>,
    spoken: Vec<u32>,
}

impl Known<'_> {
    fn best(&self) -> [Best; LABELS] {
        let mut all = [Best { score: i32::MIN / 2, clause: 0, second: -MOST }; LABELS];
        for (clause, scores) in self.scores.iter().enumerate() {
            for (best, score) in all.iter_mut().zip(scores) {
                if *score > best.score {
                    *best = Best { score: *score, clause, second: best.score.max(-MOST) };
                } else {
                    best.second = best.second.max(*score);
                }
            }
        }
        all
    }

    /// The clause that is surest of a topic.
    pub fn place_of(&self, topic: Topic) -> usize {
        let of = |clause: &usize| (self.scores[*clause][topic_column(topic)], Reverse(*clause));
        (0..self.scores.len()).max_by_key(of).unwrap_or(0)
    }

    fn overview(&self) -> Overview<'_> {
        let mut cued = [None; LABELS];
        for placed in self.read.iter().rev() {
            let topic = placed.act.topic.map(topic_column);
            for column in kind_column(placed.act.kind).into_iter().chain(topic) {
                cued[column] = Some(placed);
            }
        }
        let leaders =
            |scores: &Scores| [Leaders::of(&scores[..KINDS.len()]), Leaders::of(&scores[KINDS.len()..LABELS])];
        let topics = |reading: &ClauseReading, claimed: bool| {
            let told = reading.statements.iter().filter(|statement| statement.claimed || !claimed);
            told.fold(0, |topics, statement| topics | 1 << statement.topic as u32)
        };
        Overview {
            claimed: self.readings.iter().map(|reading| topics(reading, true)).collect(),
            spoken: self.readings.iter().map(|reading| topics(reading, false)).collect(),
            best: self.best(),
            leaders: self.scores.iter().map(leaders).collect(),
            cued,
        }
    }

    /// Brings everything that is to be decided of the reply: acts about topics first, then acts, then topics.
    pub fn each_case(&self, mut decide: impl FnMut(Case)) {
        if self.scores.is_empty() {
            return;
        }
        let overview = self.overview();
        let open = |column: &usize| overview.best[*column].score >= LEAST || overview.cued[*column].is_some();
        let kinds: Vec<usize> = (0..KINDS.len()).filter(open).collect();
        let topics: Vec<usize> = (KINDS.len()..LABELS).filter(open).map(|column| column - KINDS.len()).collect();
        for kind in kinds.iter().filter(|kind| takes_topic(KINDS[**kind])) {
            for topic in &topics {
                self.pair(*kind, *topic, &overview).into_iter().for_each(&mut decide);
            }
        }
        for kind in kinds {
            decide(self.label(What::Kind(kind), &overview));
        }
        for topic in topics {
            decide(self.label(What::Topic(topic), &overview));
        }
    }

    fn label(&self, what: What, overview: &Overview) -> Case {
        let (column, topic) = match what {
            What::Kind(kind) => (kind, None),
            What::Topic(topic) | What::Pair(_, topic) => (KINDS.len() + topic, Some(TOPICS[topic])),
        };
        let (best, cued) = (overview.best[column], overview.cued[column]);
        let [kinds, topics] = &overview.leaders[best.clause];
        let rival = if column < KINDS.len() { kinds.rival(column) } else { topics.rival(column - KINDS.len()) };
        let about = |placed: &&Placed| {
            let topic = topic.or(placed.act.topic);
            topic.is_some_and(|topic| overview.claimed[placed.clause] & 1 << topic as u32 != 0)
        };
        let spoken = topic.is_some_and(|topic| overview.spoken.iter().any(|spoken| spoken & 1 << topic as u32 != 0));
        // How surely the clauses on either side do anything: a reason stands beside what it is a reason for.
        let acts_of = |clause: Option<usize>| {
            let leaders = clause.and_then(|clause| overview.leaders.get(clause));
            leaders.map_or(0, |[kinds, _]| clamp(kinds.best.1))
        };
        let evidence = [
            clamp(best.score),
            clamp(best.score).max(0),
            clamp(best.second),
            clamp(best.score - rival),
            clamp(rival),
            said(cued.is_some()),
            said(cued.filter(about).is_some()),
            said(cued.is_some_and(|placed| placed.clause == best.clause)),
            said(cued.is_some_and(|placed| placed.act.kind == ActKind::Answer)),
            said(spoken),
            said(!self.red.is_empty()),
            said(self.scores.len() == 1),
            acts_of(best.clause.checked_sub(1)),
            acts_of(Some(best.clause + 1)),
            said(self.scores.len() > 2),
            ONE,
        ];
        Case { what, clause: best.clause, evidence }
    }

    /// An act about a topic, in the clause where cues read it or else where both columns are best together.
    fn pair(&self, k: usize, t: usize, overview: &Overview) -> Option<Case> {
        let (kind, topic, column) = (KINDS[k], TOPICS[t], KINDS.len() + t);
        let about = |act: &Act| act.kind == kind && act.topic == Some(topic);
        let cued = self.read.iter().find(|placed| about(&placed.act));
        let (mut joint, mut clause) = (i32::MIN, 0);
        for (at, scores) in self.scores.iter().enumerate() {
            let both = scores[k].min(scores[column]);
            if both > joint {
                (joint, clause) = (both, at);
            }
        }
        if cued.is_none() && joint < LEAST {
            return None;
        }
        let clause = cued.map_or(clause, |placed| placed.clause);
        let scores = &self.scores[clause];
        let [kinds, topics] = &overview.leaders[clause];
        let kind_cued = overview.cued[k].is_some();
        let evidence = [
            clamp(joint),
            clamp(overview.best[k].score),
            clamp(overview.best[column].score),
            clamp(scores[k]),
            clamp(scores[column]),
            said(cued.is_some()),
            said(cued.is_some() && overview.claimed[clause] & 1 << t != 0),
            said(kind_cued),
            said(overview.spoken[clause] & 1 << t != 0),
            clamp(scores[k] - kinds.rival(k)),
            clamp(scores[column] - topics.rival(t)),
            said(!self.red.is_empty()),
            said(cued.is_none() && overview.cued[column].is_some()),
            said(cued.is_none() && kind_cued),
            said(self.scores.len() == 1),
            ONE,
        ];
        Some(Case { what: What::Pair(k, t), clause, evidence })
    }
}
