//! Trains the model from labelled examples when the program is built: the columns, then how to weigh what they say beside
//! what cues read. Weighing is learnt from columns that were trained without the examples they speak of.

use super::act::ActKind;
use super::clause::{self, Clause};
use super::columns::columns;
use super::context::Context;
use super::evidence::{Case, What};
use super::labels::{FOLDS, KINDS, LABELS, RED_LINES, fold, kind_column, topic_column};
use super::model::Model;
use super::normalise::normalise;
use super::read::Parts;
use super::weigh::weigh;
use std::collections::BTreeSet;

/// Stands for no red line.
const CLEAN: &str = "clean";

/// What the labels of an example say, by columns.
pub struct Gold {
    pub wanted: [bool; LABELS],
    /// The topics of which yes or no is said, and whether it is no.
    pub denied: Vec<(usize, bool)>,
    /// Acts about topics, both counted from 0.
    pairs: BTreeSet<(usize, usize)>,
    /// Red lines, in the order of their columns.
    pub red: [bool; RED_LINES.len()],
    /// A line that was written for its red lines, or as one that nearly crosses one: nothing else is known of it.
    pub only_red: bool,
}

struct Example<'a> {
    fold: u64,
    parts: Parts<'a>,
    gold: Gold,
}

/// The bytes of [`Model`] from labelled examples, one a line, and from lines of which only the red line that they cross is
/// told (or `clean`, or nothing): those of which `keep` is true.
pub fn train(source: &str, red_lines: &str, keep: impl Fn(&str) -> bool) -> Vec<u8> {
    let labelled = lines(source).filter_map(|line| line.split_once('\t')).map(|(text, acts)| (text, acts, false));
    let red = lines(red_lines)
        .map(|line| line.split_once('\t').unwrap_or((line, CLEAN)))
        .map(|(text, red)| (text, red, true));
    let lines: Vec<(&str, &str, bool)> = labelled.chain(red).filter(|(text, ..)| keep(text)).collect();
    let texts: Vec<String> = lines.iter().map(|(text, ..)| normalise(text).text).collect();
    let clauses: Vec<Vec<Clause>> = texts.iter().map(|text| clause::clauses(text)).collect();
    let nothing = Context::none();
    let examples: Vec<Example> = std::iter::zip(&lines, std::iter::zip(&texts, &clauses))
        .map(|((reply, acts, only_red), (text, clauses))| Example {
            fold: fold(reply),
            parts: Parts::read(text, clauses, &nothing),
            gold: Gold { only_red: *only_red, ..gold(acts) },
        })
        .collect();
    let mut bytes = trained(&examples, |_| true);
    let cases: Vec<(Case, bool)> = (0..FOLDS).flat_map(|fold| judged(&examples, fold)).collect();
    bytes.extend(weigh(&cases).iter().flatten().flat_map(|weight| weight.to_le_bytes()));
    bytes
}

fn lines(source: &str) -> impl Iterator<Item = &str> {
    source.lines().filter(|line| !line.starts_with("//") && !line.is_empty())
}

fn trained(examples: &[Example], of: impl Fn(&Example) -> bool) -> Vec<u8> {
    let seen: Vec<_> = examples.iter().filter(|one| of(one)).map(|one| (&one.parts.seen, &one.gold)).collect();
    columns(&seen)
}

/// The cases of a fold's examples and whether each is so, by columns trained on the other folds.
fn judged(examples: &[Example], fold: u64) -> Vec<(Case, bool)> {
    if examples.iter().all(|example| example.fold != fold) {
        return Vec::new();
    }
    let model = Model::parse(&trained(examples, |example| example.fold != fold));
    let own = examples.iter().filter(|example| example.fold == fold && !example.gold.only_red);
    let mut cases = Vec::new();
    for Example { parts, gold, .. } in own {
        let scores = model.scores(&parts.seen);
        parts.known(&scores).each_case(|case| cases.push((case, gold.holds(case.what))));
    }
    cases
}

impl Gold {
    fn holds(&self, what: What) -> bool {
        match what {
            What::Kind(kind) => self.wanted[kind],
            What::Topic(topic) => self.wanted[KINDS.len() + topic],
            What::Pair(kind, topic) => self.pairs.contains(&(kind, topic)),
        }
    }
}

fn gold(acts: &str) -> Gold {
    let mut gold = Gold {
        wanted: [false; LABELS],
        denied: Vec::new(),
        pairs: BTreeSet::new(),
        red: [false; RED_LINES.len()],
        only_red: false,
    };
    for act in acts.split_whitespace() {
        let mut parts = act.split(':');
        let kind: Option<ActKind> = parts.next().and_then(|name| serde_json::from_value(name.into()).ok());
        for (red, line) in gold.red.iter_mut().zip(RED_LINES) {
            *red |= kind == Some(line);
        }
        let kind = kind.and_then(kind_column);
        let topic = parts.next().and_then(|name| serde_json::from_value(name.into()).ok()).map(topic_column);
        for column in kind.into_iter().chain(topic) {
            gold.wanted[column] = true;
        }
        gold.pairs.extend(kind.zip(topic.map(|topic| topic - KINDS.len())));
        gold.denied.extend(topic.zip(parts.next().map(|sign| sign == "deny")));
    }
    gold
}

/// An order that is random to the examples and the same on every machine.
pub struct Shuffle(u64);

impl Default for Shuffle {
    fn default() -> Self {
        Self(12_345)
    }
}

impl Shuffle {
    pub fn shuffle(&mut self, order: &mut [usize]) {
        for last in (1..order.len()).rev() {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(last, (self.0 >> 33) as usize % (last + 1));
        }
    }
}
