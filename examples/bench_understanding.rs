//! Measures the reading of replies: `cargo run --release --no-default-features --example bench_understanding`.
//!
//! First precision, recall and F1 of each label, then one tab-separated line a metric: name, value, unit, reference in
//! words and its value. With `faults` each misread example is shown, with `all` also those the model was trained on;
//! with `file PATH` other examples are read instead, and only their figures are shown; with `cross` each fifth of the
//! examples is read by what the other four taught, which says more than one fifth does.
#![expect(clippy::disallowed_methods, reason = "a bench reads the clock")]

use miaohui::language::act::{Act, Polarity};
use miaohui::language::train::train;
use miaohui::language::{Context, FOLDS, Model, fold, held_out, read, read_by};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

/// The examples, each once: those of the second file were written by others than those of the first.
const EXAMPLES: &str =
    concat!(include_str!("../content/language/examples.tsv"), "\n", include_str!("../content/language/replies.tsv"));
/// As the program is trained: the second file counts twice.
const TRAINED: &str = concat!(
    include_str!("../content/language/examples.tsv"),
    "\n",
    include_str!("../content/language/replies.tsv"),
    "\n",
    include_str!("../content/language/replies.tsv")
);
/// Lines of which only the red line that they cross is told.
const RED: &str =
    concat!(include_str!("../content/language/violations.tsv"), "\n", include_str!("../content/language/clean.tsv"));
const CLEAN: &str = include_str!("../content/language/clean.tsv");
const VIOLATIONS: &str = include_str!("../content/language/violations.tsv");
const PASSAGES: [&str; 3] = [
    include_str!("../content/passages/replies.toml"),
    include_str!("../content/passages/service.toml"),
    include_str!("../content/passages/long.toml"),
];
const RED_LINES: [&str; 6] = ["divert", "absolute", "abuse", "overpromise", "ask_secret", "paid_review"];

#[derive(Default, Clone, Copy)]
struct Count {
    right: u64,
    extra: u64,
    missed: u64,
}

#[expect(clippy::cast_precision_loss, reason = "small counts")]
fn ratio(part: u64, of: u64) -> f64 {
    part as f64 / of.max(1) as f64
}

impl Count {
    fn precision(self) -> f64 {
        ratio(self.right, self.right + self.extra)
    }

    fn recall(self) -> f64 {
        ratio(self.right, self.right + self.missed)
    }

    fn f1(self) -> f64 {
        ratio(2 * self.right, 2 * self.right + self.extra + self.missed)
    }
}

fn name<T: serde::Serialize>(label: T) -> String {
    serde_json::to_value(label).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The labels an act stands for: its kind, and its topic.
fn labels(acts: &[Act]) -> BTreeSet<String> {
    let topics = acts.iter().filter_map(|act| act.topic).map(|topic| format!(":{}", name(topic)));
    acts.iter().map(|act| name(act.kind)).chain(topics).collect()
}

fn gold_labels(gold: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for act in gold.split_whitespace() {
        let mut parts = act.split(':');
        found.insert(parts.next().unwrap_or_default().to_owned());
        found.extend(parts.next().map(|topic| format!(":{topic}")));
    }
    found
}

/// The acts with their topics: harder than the labels apart.
fn pairs(acts: &[Act]) -> BTreeSet<String> {
    let pair = |act: &Act| act.topic.map_or(name(act.kind), |topic| format!("{}:{}", name(act.kind), name(topic)));
    acts.iter().map(pair).collect()
}

fn gold_pairs(gold: &str) -> BTreeSet<String> {
    let pair = |act: &str| act.split(':').take(2).collect::<Vec<_>>().join(":");
    gold.split_whitespace().map(pair).collect()
}

fn examples(source: &str) -> impl Iterator<Item = (&str, &str)> {
    source.lines().filter(|line| !line.starts_with("//")).filter_map(|line| line.split_once('\t'))
}

/// Lines that cross no red line: written for it, the clean of the red lines' pairs, the examples, and the sentences of
/// the passages that trainees type.
fn clean_lines() -> Vec<&'static str> {
    let written = CLEAN.lines().filter(|line| !line.is_empty() && !line.starts_with("//"));
    let pairs = examples(VIOLATIONS).filter(|pair| pair.1 == "clean").map(|pair| pair.0);
    let clean = |gold: &str| !gold_labels(gold).iter().any(|label| RED_LINES.contains(&label.as_str()));
    let examples = examples(EXAMPLES).filter(|pair| clean(pair.1)).map(|pair| pair.0);
    let passages = PASSAGES.iter().flat_map(|source| source.lines()).filter_map(|line| line.strip_prefix("text = "));
    let sentences = passages.flat_map(|text| text.split_inclusive(['。', '！', '？'])).filter(|text| text.len() > 3);
    written.chain(pairs).chain(examples).chain(sentences).collect()
}

/// What came of reading labelled replies.
#[derive(Default)]
struct Report {
    replies: u64,
    exact: u64,
    total: Count,
    pairs: Count,
    by_label: BTreeMap<String, Count>,
    polarity: Count,
}

impl Report {
    fn add(&mut self, model: &Model, text: &str, gold: &str, show: bool) {
        let acts = read_by(model, text, &Context::none());
        let (found, wanted) = (labels(&acts), gold_labels(gold));
        for label in found.union(&wanted) {
            for count in [self.by_label.entry(label.clone()).or_default(), &mut self.total] {
                match (found.contains(label), wanted.contains(label)) {
                    (true, true) => count.right += 1,
                    (true, false) => count.extra += 1,
                    _ => count.missed += 1,
                }
            }
        }
        let (found_pairs, wanted_pairs) = (pairs(&acts), gold_pairs(gold));
        let count = |pairs: usize| u64::try_from(pairs).unwrap_or(u64::MAX);
        self.pairs.right += count(found_pairs.intersection(&wanted_pairs).count());
        self.pairs.extra += count(found_pairs.difference(&wanted_pairs).count());
        self.pairs.missed += count(wanted_pairs.difference(&found_pairs).count());
        let mut turned = false;
        for act in gold.split_whitespace() {
            let [kind, topic, sign] = act.split(':').collect::<Vec<_>>()[..] else { continue };
            // Of a reply that says both (white is gone, black is there) either is right.
            let signs = gold.split_whitespace().filter(|act| act.starts_with(&format!("{kind}:{topic}:")));
            if signs.count() > 1 {
                continue;
            }
            let same = |act: &&Act| name(act.kind) == kind && act.topic.map(name).as_deref() == Some(topic);
            let Some(polarity) = acts.iter().find(same).and_then(|act| act.polarity) else { continue };
            let right = polarity == if sign == "affirm" { Polarity::Affirm } else { Polarity::Deny };
            self.polarity.right += u64::from(right);
            self.polarity.missed += u64::from(!right);
            turned |= !right;
        }
        let exact = found == wanted && !turned;
        self.replies += 1;
        self.exact += u64::from(exact);
        if show && !exact {
            let missed: Vec<_> = wanted.difference(&found).collect();
            let extra: Vec<_> = found.difference(&wanted).collect();
            println!("{text}\n    wanted {gold}\n    missed {missed:?} extra {extra:?} polarity_wrong {turned}");
        }
    }

    fn print(&self) {
        for (label, count) in &self.by_label {
            println!(
                "{label:18} precision {:.3} recall {:.3} F1 {:.3} (right {}, extra {}, missed {})",
                count.precision(),
                count.recall(),
                count.f1(),
                count.right,
                count.extra,
                count.missed
            );
        }
        println!(
            "{:18} precision {:.3} recall {:.3} F1 {:.3}",
            "all",
            self.total.precision(),
            self.total.recall(),
            self.total.f1()
        );
        println!("{:18} right {}, wrong {}", "polarity", self.polarity.right, self.polarity.missed);
    }
}

fn main() -> std::io::Result<()> {
    let mode = std::env::args().nth(1).unwrap_or_default();
    let other = match std::env::args().nth(2) {
        Some(path) => Some(std::fs::read_to_string(path)?),
        None => None,
    };
    let mut report = Report::default();
    let all = || examples(other.as_deref().unwrap_or(EXAMPLES));
    if mode == "cross" {
        for part in 0..FOLDS {
            let model = Model::parse(&train(TRAINED, RED, |text| fold(text) != part));
            all().filter(|pair| fold(pair.0) == part).for_each(|(text, gold)| report.add(&model, text, gold, false));
        }
    } else {
        // The program's own model knows every example; the fifth is read by one that does not.
        let own = other.is_none() && mode != "all";
        let fresh = own.then(|| Model::parse(&train(TRAINED, RED, |text| !held_out(text))));
        let model = fresh.as_ref().unwrap_or_else(|| Model::shipped());
        for (text, gold) in all().filter(|pair| other.is_some() || held_out(pair.0) || mode == "all") {
            let show = other.is_none() && (mode == "faults" || mode == "all");
            report.add(model, text, gold, show);
        }
    }
    report.print();
    let clean = clean_lines();
    let mut alarms = 0_u64;
    for line in &clean {
        if let Some(act) = read(line, &Context::none()).iter().find(|act| act.kind.is_violation()) {
            alarms += 1;
            eprintln!("false alarm {}: {line}", name(act.kind));
        }
    }
    let per_10k = ratio(alarms * 10_000, clean.len() as u64);
    println!("understanding.false_alarms_per_10k\t{per_10k:.2}\tlines\tclean lines read\t{}", clean.len());
    let fresh = "examples never trained on";
    println!("understanding.micro_f1\t{:.4}\tratio\t{fresh}\t{}", report.total.f1(), report.replies);
    println!("understanding.pair_f1\t{:.4}\tratio\tacts with their topics\t{}", report.pairs.f1(), report.replies);
    let polar = report.polarity;
    println!(
        "understanding.polarity\t{:.4}\tratio\tpolarities compared\t{}",
        polar.recall(),
        polar.right + polar.missed
    );
    println!("understanding.exact\t{:.4}\tratio\t{fresh}\t{}", ratio(report.exact, report.replies), report.replies);
    println!("understanding.replies_per_s\t{:.0}\treplies/s\taim on one core\t100000", replies_per_s());
    Ok(())
}

fn replies_per_s() -> f64 {
    let texts: Vec<&str> = examples(EXAMPLES).map(|pair| pair.0).collect();
    let started = Instant::now();
    let (mut replies, mut acts) = (0_u64, 0);
    while started.elapsed().as_millis() < 1_000 {
        for text in &texts {
            acts += read(text, &Context::none()).len();
            replies += 1;
        }
    }
    std::hint::black_box(acts);
    ratio(replies, 1) / started.elapsed().as_secs_f64()
}
