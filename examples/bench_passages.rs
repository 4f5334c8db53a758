//! Character statistics of the typing passages, by topic and by difficulty.
//!
//! One tab-separated line a metric: name, value, unit, reference in words and its value over all passages.

use miaohui::content::{self, Files};
use miaohui::typing::{Passage, Script, Statistics, graphemes};
use std::collections::{BTreeMap, BTreeSet};

/// Passages named as the hardest.
const HARDEST: usize = 5;

fn main() -> Result<(), String> {
    let content = content::load(&Files::shipped()).map_err(|faults| format!("{} faults in content", faults.len()))?;
    let passages: Vec<&Passage> = content.passages.values().collect();
    let rare = Rare::of(&passages);
    let hardness: BTreeMap<&str, f64> = passages.iter().map(|one| (one.id.as_str(), rare.hardness(one))).collect();
    let all = Group::of(&passages, &hardness);
    all.print("all", &all);
    let mut topics: BTreeMap<&str, Vec<&Passage>> = BTreeMap::new();
    let mut difficulties: BTreeMap<String, Vec<&Passage>> = BTreeMap::new();
    for passage in &passages {
        topics.entry(&passage.topic).or_default().push(passage);
        difficulties.entry(format!("difficulty_{}", passage.difficulty)).or_default().push(passage);
    }
    for (topic, of_topic) in topics {
        Group::of(&of_topic, &hardness).print(topic, &all);
    }
    for (difficulty, of_difficulty) in difficulties {
        Group::of(&of_difficulty, &hardness).print(&difficulty, &all);
    }
    let mut hardest: Vec<(&str, f64)> = hardness.into_iter().collect();
    hardest.sort_by(|a, b| b.1.total_cmp(&a.1));
    for (id, hard) in hardest.into_iter().take(HARDEST) {
        println!("passages.hardest.{id}\t{hard:.3}\tkeys a character\tmean of all passages\t{:.3}", all.hardness);
    }
    Ok(())
}

/// In how many passages each character stands.
struct Rare(BTreeMap<String, u64>);

impl Rare {
    fn of(passages: &[&Passage]) -> Self {
        let mut texts = BTreeMap::new();
        for passage in passages {
            for character in graphemes(&passage.text).into_iter().collect::<BTreeSet<_>>() {
                *texts.entry(character.to_owned()).or_insert(0) += 1;
            }
        }
        Self(texts)
    }

    fn hardness(&self, passage: &Passage) -> f64 {
        let alone = |character: &&str| Script::of(character) == Script::Han && self.0.get(*character) == Some(&1);
        let rare = graphemes(&passage.text).iter().filter(|character| alone(character)).count();
        Statistics::of(&passage.text).hardness(rare as u64)
    }
}

/// What a group of passages holds together.
struct Group {
    passages: usize,
    statistics: Statistics,
    /// Mean over the passages.
    hardness: f64,
}

impl Group {
    fn of(passages: &[&Passage], hardness: &BTreeMap<&str, f64>) -> Self {
        // A blank keeps the last character of one from joining the next.
        let text: Vec<&str> = passages.iter().map(|passage| passage.text.trim()).collect();
        let sum: f64 = passages.iter().filter_map(|passage| hardness.get(passage.id.as_str())).sum();
        Self {
            passages: passages.len(),
            statistics: Statistics::of(&text.join(" ")),
            hardness: sum / passages.len().max(1) as f64,
        }
    }

    fn print(&self, name: &str, all: &Self) {
        let (own, whole) = (&self.statistics, &all.statistics);
        println!("passages.{name}.passages\t{}\tpassages\tall passages\t{}", self.passages, all.passages);
        println!("passages.{name}.characters\t{}\tcharacters\tall passages\t{}", own.characters, whole.characters);
        println!("passages.{name}.distinct\t{}\tcharacters\tall passages\t{}", own.distinct, whole.distinct);
        for (part, own_part, whole_part) in [
            ("digits", own.digits, whole.digits),
            ("latin", own.latin, whole.latin),
            ("punctuation", own.punctuation, whole.punctuation),
        ] {
            let (own, whole) = (own.share(own_part), whole.share(whole_part));
            println!("passages.{name}.{part}\t{own:.3}\tshare\tall passages\t{whole:.3}");
        }
        let (own, whole) = (self.hardness, all.hardness);
        println!("passages.{name}.hardness\t{own:.3}\tkeys a character\tmean of all passages\t{whole:.3}");
    }
}
