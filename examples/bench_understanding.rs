//! Measures the reading of replies: `cargo run --release --no-default-features --example bench_understanding`.
//!
//! One tab-separated line a metric: name, value, unit, reference in words and its value.
//! With `faults` each misread example is shown, with `all` also those the model was trained on.
#![expect(clippy::disallowed_methods, reason = "a bench reads the clock")]

use miaohui::language::act::{Act, Polarity};
use miaohui::language::{Context, read};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

const EXAMPLES: &str = include_str!("../content/language/examples.tsv");
const CLEAN: &str = include_str!("../content/language/clean.tsv");

const VIOLATIONS: &str = include_str!("../content/language/violations.tsv");
const PASSAGES: [&str; 3] = [
    include_str!("../content/passages/replies.toml"),
    include_str!("../content/passages/service.toml"),
    include_str!("../content/passages/long.toml"),
];

#[derive(Default, Clone, Copy)]
struct Count {
    right: u64,
    extra: u64,
    missed: u64,
}

impl Count {
    #[expect(clippy::cast_precision_loss, reason = "small counts")]
    fn f1(self) -> f64 {
        let wrong = self.extra + self.missed;
        2.0 * self.right as f64 / (2 * self.right + wrong).max(1) as f64
    }
}

fn name<T: serde::Serialize>(label: T) -> String {
    serde_json::to_value(label).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The labels an act stands for: its kind, and its topic.
fn labels(acts: &[Act]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for act in acts {
        found.insert(name(act.kind));
        if let Some(topic) = act.topic {
            found.insert(format!(":{}", name(topic)));
        }
    }
    found
}

fn gold_labels(gold: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for act in gold.split_whitespace() {
        let mut parts = act.split(':');
        found.insert(parts.next().unwrap_or_default().to_owned());
        if let Some(topic) = parts.next() {
            found.insert(format!(":{topic}"));
        }
    }
    found
}

/// Lines that cross no red line: written for it, the clean of the red lines' pairs, the examples, and the sentences of
/// the passages that trainees type.
fn clean_lines() -> Vec<&'static str> {
    let written = CLEAN.lines().filter(|line| !line.is_empty() && !line.starts_with("//"));
    let pairs = VIOLATIONS.lines().filter_map(|line| line.strip_suffix("\tclean"));
    let examples = EXAMPLES.lines().filter_map(|line| line.split_once('\t')).map(|pair| pair.0);
    let passages = PASSAGES.iter().flat_map(|source| source.lines()).filter_map(|line| line.strip_prefix("text = "));
    let sentences = passages.flat_map(|text| text.split_inclusive(['。', '！', '？'])).filter(|text| text.len() > 3);
    written.chain(pairs).chain(examples).chain(sentences).collect()
}

fn main() {
    let mode = std::env::args().nth(1).unwrap_or_default();
    let context = Context::none();
    let (mut total, mut by_label) = (Count::default(), BTreeMap::<String, Count>::new());
    let (mut polar, mut polar_right, mut exact, mut replies) = (0_u64, 0_u64, 0_u64, 0_u64);
    for line in EXAMPLES.lines().filter(|line| !line.starts_with("//")) {
        let Some((text, gold)) = line.split_once('\t') else { continue };
        if !miaohui::language::held_out(text) && mode != "all" {
            continue;
        }
        let acts = read(text, &context);
        let (found, wanted) = (labels(&acts), gold_labels(gold));
        for label in found.union(&wanted) {
            let count = by_label.entry(label.clone()).or_default();
            for count in [count, &mut total] {
                match (found.contains(label), wanted.contains(label)) {
                    (true, true) => count.right += 1,
                    (true, false) => count.extra += 1,
                    _ => count.missed += 1,
                }
            }
        }
        let mut polar_wrong = false;
        for act in gold.split_whitespace() {
            let parts: Vec<&str> = act.split(':').collect();
            let [kind, topic, sign] = parts[..] else { continue };
            let same = |act: &&Act| name(act.kind) == kind && act.topic.map(name).as_deref() == Some(topic);
            if let Some(read) = acts.iter().find(same) {
                polar += 1;
                let right = read.polarity == Some(if sign == "affirm" { Polarity::Affirm } else { Polarity::Deny });
                polar_right += u64::from(right);
                polar_wrong |= !right;
            }
        }
        replies += 1;
        exact += u64::from(found == wanted && !polar_wrong);
        if (mode == "faults" || mode == "all") && (found != wanted || polar_wrong) {
            let missed: Vec<_> = wanted.difference(&found).collect();
            let extra: Vec<_> = found.difference(&wanted).collect();
            println!("{text}\n    wanted {gold}\n    missed {missed:?} extra {extra:?} polarity_wrong {polar_wrong}");
        }
    }
    let clean = clean_lines();
    let mut alarms = 0_u64;
    for line in &clean {
        if let Some(act) = read(line, &context).iter().find(|act| act.kind.is_violation()) {
            alarms += 1;
            eprintln!("false alarm {}: {line}", name(act.kind));
        }
    }
    if mode == "labels" {
        for (label, count) in &by_label {
            println!("{label}\t{:.3}\tright {} extra {} missed {}", count.f1(), count.right, count.extra, count.missed);
        }
    }
    print(total.f1(), polar_right, polar, exact, replies, alarms, &clean);
}

#[expect(clippy::cast_precision_loss, reason = "small counts")]
fn print(f1: f64, polar_right: u64, polar: u64, exact: u64, replies: u64, alarms: u64, clean: &[&str]) {
    let context = Context::none();
    let texts: Vec<&str> = EXAMPLES.lines().filter_map(|line| line.split_once('\t')).map(|pair| pair.0).collect();
    let started = Instant::now();
    let (mut read_count, mut acts) = (0_u64, 0);
    while started.elapsed().as_millis() < 1_000 {
        for text in &texts {
            acts += read(text, &context).len();
            read_count += 1;
        }
    }
    std::hint::black_box(acts);
    let per_s = read_count as f64 / started.elapsed().as_secs_f64();
    let per_10k = alarms as f64 * 10_000.0 / clean.len().max(1) as f64;
    println!("understanding.false_alarms_per_10k\t{per_10k:.2}\tlines\tclean lines read\t{}", clean.len());
    println!("understanding.micro_f1\t{f1:.4}\tratio\texamples never trained on\t{replies}");
    println!(
        "understanding.polarity\t{:.4}\tratio\tpolarities compared\t{polar}",
        polar_right as f64 / polar.max(1) as f64
    );
    println!(
        "understanding.exact\t{:.4}\tratio\texamples never trained on\t{replies}",
        exact as f64 / replies.max(1) as f64
    );
    println!("understanding.replies_per_s\t{per_s:.0}\treplies/s\taim on one core\t100000");
}
