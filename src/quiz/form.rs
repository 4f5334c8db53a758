//! A form: the items of one sitting, drawn by a blueprint and a seed, and what of them a browser may see.

use super::answer::{Answer, mark};
use super::blueprint::BlueprintLine;
use super::chance::Chance;
use super::item::{Blank, Item, Kind};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The items of one sitting, in order. Kept on the server; with the bank's version it is the attempt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Form {
    pub places: Vec<Place>,
}

/// One item of a form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    pub item: Item,
    /// The item's options, rights or steps in the order shown: place on the screen → place in the item.
    pub order: Vec<u64>,
}

/// What a browser sees of an item: no id, no key, no explanation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// From 1.
    pub number: u64,
    pub kind: Kind,
    pub prompt: String,
    /// Options, rights or steps, as they are shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<String>,
    /// Of `matching`: what each right is sought for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lefts: Vec<String>,
    /// Of `cloze`: what each blank offers; empty where it is typed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blanks: Vec<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
}

/// A product to be looked at; it is not named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    pub svg: String,
    /// What is seen, for who cannot see it.
    pub words: String,
}

/// The bank cannot fill a blueprint's line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("topic {topic}{}: {wanted} items wanted, {found} in the bank", level_words(*.level))]
pub struct TooFew {
    pub topic: String,
    pub level: Option<u64>,
    pub wanted: u64,
    pub found: u64,
}

fn level_words(level: Option<u64>) -> String {
    level.map_or_else(String::new, |level| format!(", level {level}"))
}

/// Draws a form: for each line of the blueprint so many items, products not asked about yet first; then shuffles the
/// items and each item's options. No item comes twice.
///
/// # Errors
/// [`TooFew`] for the first line that the bank cannot fill.
pub fn draw(bank: &[Item], blueprint: &[BlueprintLine], seed: &str) -> Result<Form, TooFew> {
    let mut taken = BTreeSet::new();
    let mut asked: BTreeMap<&str, u64> = BTreeMap::new();
    let mut drawn: Vec<&Item> = Vec::new();
    for (number, line) in (0_u64..).zip(blueprint) {
        let fits = |item: &&Item| {
            item.kind.is_marked() && item.topic == line.topic && line.level.is_none_or(|level| item.level == level)
        };
        let mut left: Vec<&Item> = bank.iter().filter(fits).filter(|item| !taken.contains(item.id.as_str())).collect();
        // The order of files in the bank must not matter.
        if !left.is_sorted_by(|a, b| a.id < b.id) {
            left.sort_by(|a, b| a.id.cmp(&b.id));
            left.dedup_by(|a, b| a.id == b.id);
        }
        let found = left.len() as u64;
        Chance::new(seed, &format!("form line {number}")).shuffle(&mut left);
        for round in 0..line.count {
            let times = |item: &Item| item.product.as_deref().map_or(0, |id| asked.get(id).copied().unwrap_or(0));
            let unasked = left.iter().position(|item| times(item) == 0);
            let least = unasked.or_else(|| (0..left.len()).min_by_key(|i| (times(left[*i]), *i)));
            let Some(item) = least.map(|i| left.remove(i)) else {
                debug_assert!(round == found);
                return Err(TooFew { topic: line.topic.clone(), level: line.level, wanted: line.count, found });
            };
            if let Some(product) = &item.product {
                *asked.entry(product).or_default() += 1;
            }
            taken.insert(item.id.as_str());
            drawn.push(item);
        }
    }
    Chance::new(seed, "form order").shuffle(&mut drawn);
    Ok(Form { places: drawn.into_iter().map(|item| Place::new(item.clone(), seed)).collect() })
}

impl Place {
    /// The item with its options, rights or steps shuffled by the seed; steps never stand in their right order.
    pub fn new(item: Item, seed: &str) -> Self {
        let mut order: Vec<u64> = (0..item.shuffled()).collect();
        Chance::new(seed, &format!("options of {}", item.id)).shuffle(&mut order);
        if item.kind == Kind::Ordering && order.len() > 1 && order.is_sorted() {
            order.rotate_left(1);
        }
        Self { item, order }
    }

    /// What the browser may see. `picture` draws a product.
    pub fn question(&self, number: u64, picture: impl Fn(&str) -> Option<Picture>) -> Question {
        let item = &self.item;
        let sorted = |blank: &Blank| {
            // Not as written: authors put the right one first.
            let mut choices = blank.choices.clone();
            choices.sort();
            choices
        };
        Question {
            number,
            kind: item.kind,
            prompt: item.prompt.clone(),
            options: self.order.iter().filter_map(|at| self.shown(*at)).map(str::to_owned).collect(),
            lefts: item.pairs.iter().map(|pair| pair.left.clone()).collect(),
            blanks: item.blanks.iter().map(sorted).collect(),
            unit: item.unit.clone(),
            picture: item.picture.as_deref().and_then(picture),
        }
    }

    /// The option, right or step at a place in the item.
    fn shown(&self, at: u64) -> Option<&str> {
        let at = usize::try_from(at).ok()?;
        match self.item.kind {
            Kind::Matching => self.item.rights().get(at).copied(),
            Kind::Ordering => self.item.steps.get(at).map(String::as_str),
            _ => self.item.options.get(at).map(|option| option.text.as_str()),
        }
    }

    /// The option, right or step at a place on the screen.
    pub fn on_screen(&self, at: u64) -> Option<&str> {
        self.shown(self.order.get(usize::try_from(at).ok()?).copied()?)
    }

    /// Marks an answer to the question as it was shown.
    pub fn mark(&self, answer: &Answer) -> f64 {
        mark(&self.item, &self.own(answer))
    }

    /// The answer by the item's own places.
    pub fn own(&self, answer: &Answer) -> Answer {
        // A place that was never shown stays out of range, so it is wrong.
        let own = |at: &u64| usize::try_from(*at).ok().and_then(|at| self.order.get(at)).copied().unwrap_or(u64::MAX);
        match answer {
            Answer::Options(shown) => Answer::Options(shown.iter().map(own).collect()),
            Answer::Order(shown) => Answer::Order(shown.iter().map(own).collect()),
            Answer::Pairs(shown) => Answer::Pairs(shown.iter().map(|at| at.as_ref().map(own)).collect()),
            Answer::Truth(_) | Answer::Number(_) | Answer::Text(_) | Answer::Blanks(_) => answer.clone(),
        }
    }
}

impl Form {
    /// What the browser may see; `picture` draws a product.
    pub fn questions(&self, picture: impl Fn(&str) -> Option<Picture>) -> Vec<Question> {
        (1_u64..).zip(&self.places).map(|(number, place)| place.question(number, &picture)).collect()
    }

    /// The mean mark, 0 to 1; an unanswered question is worth 0. `None` for an empty form.
    pub fn mark(&self, answers: &BTreeMap<u64, Answer>) -> Option<f64> {
        let marks =
            (1_u64..).zip(&self.places).map(|(number, place)| answers.get(&number).map_or(0.0, |a| place.mark(a)));
        (!self.places.is_empty()).then(|| marks.sum::<f64>() / self.places.len() as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quiz::item::{Choice, Pair};

    fn item(id: &str, topic: &str, level: u64, product: Option<&str>) -> Item {
        let choice = |text: &str, right| Choice { text: text.into(), right, ..Choice::default() };
        Item {
            id: id.into(),
            kind: Kind::Single,
            prompt: format!("{id}?"),
            options: vec![choice("right", true), choice("b", false), choice("c", false), choice("d", false)],
            explanation: "because".into(),
            topic: topic.into(),
            level,
            product: product.map(Into::into),
            ..Item::default()
        }
    }

    fn bank() -> Vec<Item> {
        let mut bank: Vec<Item> = (0..10).map(|i| item(&format!("r{i}"), "rules", 1 + i % 2, None)).collect();
        for product in 0..5 {
            for fact in 0..3 {
                let id = format!("P-{product}");
                bank.push(item(&format!("m{product}.{fact}"), "material", 1, Some(&id)));
            }
        }
        bank
    }

    fn line(topic: &str, level: Option<u64>, count: u64) -> BlueprintLine {
        BlueprintLine { topic: topic.into(), level, count }
    }

    #[test]
    fn a_form_follows_its_blueprint() {
        let blueprint = [line("rules", Some(2), 3), line("rules", None, 2), line("material", None, 5)];
        let form = draw(&bank(), &blueprint, "seed").unwrap();
        let count = |f: &dyn Fn(&Item) -> bool| form.places.iter().filter(|place| f(&place.item)).count();
        assert_eq!(form.places.len(), 10);
        assert!(count(&|item| item.topic == "rules" && item.level == 2) >= 3);
        assert_eq!(count(&|item| item.topic == "material"), 5);
        let ids: BTreeSet<_> = form.places.iter().map(|place| &place.item.id).collect();
        assert_eq!(ids.len(), 10);
        let products: BTreeSet<_> = form.places.iter().filter_map(|place| place.item.product.as_ref()).collect();
        assert_eq!(products.len(), 5, "each product once before any twice");
    }

    #[test]
    fn the_seed_decides_and_the_banks_order_does_not() {
        let blueprint = [line("rules", None, 5)];
        let mut turned = bank();
        turned.reverse();
        assert_eq!(draw(&bank(), &blueprint, "a"), draw(&turned, &blueprint, "a"));
        assert_ne!(draw(&bank(), &blueprint, "a"), draw(&bank(), &blueprint, "b"));
    }

    #[test]
    fn a_line_the_bank_cannot_fill_is_named() {
        let fault = draw(&bank(), &[line("rules", Some(1), 6)], "a").unwrap_err();
        assert_eq!(fault.to_string(), "topic rules, level 1: 6 items wanted, 5 in the bank");
    }

    #[test]
    fn no_key_reaches_the_browser() {
        let form = draw(&bank(), &[line("rules", None, 10)], "a").unwrap();
        let wire = serde_json::to_string(&form.questions(|_| None)).unwrap();
        for secret in ["because", "\"r0\"", "true", "right\":"] {
            assert!(!wire.contains(secret), "{secret} in {wire}");
        }
        let firsts = form.questions(|_| None).iter().filter(|question| question.options[0] == "right").count();
        assert!(firsts < 8, "the right option is not always first");
    }

    #[test]
    fn answers_are_marked_as_shown() {
        let form = draw(&bank(), &[line("rules", None, 4)], "a").unwrap();
        let right = |question: &Question| question.options.iter().position(|option| option == "right").unwrap() as u64;
        let mut answers: BTreeMap<u64, Answer> = BTreeMap::new();
        for question in form.questions(|_| None).iter().take(3) {
            answers.insert(question.number, Answer::Options(vec![right(question)]));
        }
        assert_eq!(form.mark(&answers), Some(0.75));
        answers.insert(4, Answer::Options(vec![99]));
        assert_eq!(form.mark(&answers), Some(0.75));
    }

    #[test]
    fn what_is_shuffled_is_marked_by_its_own_place() {
        let steps = ["a", "b", "c", "d"];
        let bare = Item { options: Vec::new(), ..item("o", "t", 1, None) };
        let ordering = Item { kind: Kind::Ordering, steps: steps.map(Into::into).to_vec(), ..bare.clone() };
        for seed in 0..40 {
            let place = Place::new(ordering.clone(), &seed.to_string());
            let shown = place.question(1, |_| None).options;
            assert_ne!(shown, steps);
            let right = steps.map(|step| shown.iter().position(|one| one == step).unwrap() as u64);
            assert!((place.mark(&Answer::Order(right.to_vec())) - 1.0).abs() < 1e-9);
        }
        // While it is being written, it has no steps yet.
        assert!(Place::new(Item { steps: Vec::new(), ..ordering }, "7").order.is_empty());
        let pairs = [("l1", "r1"), ("l2", "r2"), ("l3", "r1")].map(|(l, r)| Pair { left: l.into(), right: r.into() });
        let matching = Item { kind: Kind::Matching, pairs: pairs.to_vec(), extra: vec!["r3".into()], ..bare };
        let place = Place::new(matching, "7");
        let question = place.question(1, |_| None);
        assert_eq!((question.lefts.len(), question.options.len()), (3, 3));
        let at = |right: &str| question.options.iter().position(|one| one == right).map(|at| at as u64);
        assert!((place.mark(&Answer::Pairs(vec![at("r1"), at("r2"), at("r1")])) - 1.0).abs() < 1e-9);
        assert_eq!(place.on_screen(at("r3").unwrap()), Some("r3"));
    }
}
