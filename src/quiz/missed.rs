//! Facts missed at the desk, as items of the bank: what a buyer asked and was told wrong, or not at all.

use super::item::Item;
use crate::content::Content;
use crate::language::act::Topic;
use crate::simulation::report::{FactReport, NeedReport, WindowReport};
use crate::simulation::scenario::Scenario;
use crate::simulation::{CONFIDENT, Head, Source};
use std::collections::{BTreeMap, BTreeSet};

/// One fact to be asked about again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// An item of the bank.
    pub item: String,
    pub product: Option<String>,
    /// The line where it was missed.
    pub seq: u64,
}

/// What a shift's agent did not know, each item once, in order of the lines. `bank` is the whole bank; what no item
/// asks about is left out.
pub fn missed(content: &Content, bank: &[Item], reports: &[WindowReport]) -> Vec<Missed> {
    let shelf = Shelf::of(bank);
    let mut found: BTreeMap<&str, Missed> = BTreeMap::new();
    let mut note = |item: Option<&'_ Item>, seq: u64| {
        let Some(item) = item.and_then(|item| bank.iter().find(|one| one.id == item.id)) else { return };
        let missed = Missed { item: item.id.clone(), product: item.product.clone(), seq };
        let known = found.entry(item.id.as_str()).or_insert_with(|| missed.clone());
        known.seq = known.seq.min(seq);
    };
    for report in reports {
        let Some(scenario) = content.scenarios.get(&report.scenario) else { continue };
        let product = scenario.product_id();
        for need in &report.needs {
            if let Some(seq) = open_at(need) {
                note(shelf.of_need(scenario, need, product), seq);
            }
        }
        for fact in report.facts.iter().filter(|fact| is_wrong(fact)) {
            let asked = report.needs.iter().find(|need| need.topic == fact.topic);
            let by_need = asked.and_then(|need| shelf.of_need(scenario, need, product));
            note(by_need.or_else(|| shelf.of_topic(fact.topic, product, &scenario.id)), fact.seq);
        }
    }
    let mut found: Vec<Missed> = found.into_values().collect();
    found.sort_by(|one, other| (one.seq, &one.item).cmp(&(other.seq, &other.item)));
    found
}

/// Where a need was raised and not met: at the half answer, else at the question.
fn open_at(need: &NeedReport) -> Option<u64> {
    if need.met_seq.is_some() {
        return None;
    }
    need.asked_seq.map(|asked| need.first_useful_seq.unwrap_or(asked))
}

fn is_wrong(fact: &FactReport) -> bool {
    !fact.right && fact.confidence >= CONFIDENT
}

/// The bank, as it is searched.
struct Shelf<'a> {
    /// Product and fact → item.
    by_fact: BTreeMap<(&'a str, &'a str), &'a Item>,
    /// Product (none: authored) and topic → items, by id.
    by_topic: BTreeMap<(Option<&'a str>, &'a str), BTreeSet<&'a str>>,
    by_id: BTreeMap<&'a str, &'a Item>,
}

impl<'a> Shelf<'a> {
    fn of(bank: &'a [Item]) -> Self {
        let (mut by_fact, mut by_topic, mut by_id) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for item in bank {
            by_id.insert(item.id.as_str(), item);
            let topic = (item.product.as_deref(), item.topic.as_str());
            by_topic.entry(topic).or_insert_with(BTreeSet::new).insert(item.id.as_str());
            if let (Some(product), Some(fact)) = (&item.product, &item.fact) {
                by_fact.insert((product.as_str(), fact.as_str()), item);
            }
        }
        Self { by_fact, by_topic, by_id }
    }

    /// The item about what would have met a need.
    fn of_need(&self, scenario: &Scenario, need: &NeedReport, product: Option<&str>) -> Option<&'a Item> {
        let written = scenario.needs.iter().find(|one| one.id == need.id)?;
        let sources = written.met_by.iter().filter_map(|means| Source::parse(means.value.as_deref()?).ok());
        let by_source = sources.into_iter().find_map(|source| self.of_source(&source, product));
        let key = format!("{}:{}", scenario.id, need.id);
        by_source.or_else(|| self.of_topic(need.topic, product, &key))
    }

    /// The item about the product's fact that a source looks up.
    fn of_source(&self, source: &Source<'_>, product: Option<&str>) -> Option<&'a Item> {
        match source {
            Source::Look { head: Head::Product, of, method, args } => {
                let product = of.or(product)?;
                let first = args.first().copied().unwrap_or_default();
                let fact = match *method {
                    "material" => format!("materials.{first}"),
                    "fact" => format!("facts.{first}"),
                    "care" | "care_allows" => "care".to_owned(),
                    "price" | "total" | "tax" => "price_yuan_cents".to_owned(),
                    "season" => "seasons".to_owned(),
                    "size_for" | "how_to_measure" | "inner" | "size_range" => {
                        return self.first(Some(product), "size", "");
                    }
                    _ => return None,
                };
                self.by_fact.get(&(product, fact.as_str())).copied()
            }
            Source::Sum { left, right, .. } => self.of_source(left, product).or_else(|| self.of_source(right, product)),
            _ => None,
        }
    }

    /// An item of the topic: the product's own, else an authored one.
    fn of_topic(&self, topic: Topic, product: Option<&str>, key: &str) -> Option<&'a Item> {
        let own = match topic {
            Topic::Size => Some("size"),
            Topic::Material => Some("material"),
            Topic::Care => Some("care"),
            Topic::Price => Some("price"),
            _ => None,
        };
        let by_product = own.and_then(|own| self.first(Some(product?), own, key));
        by_product.or_else(|| self.first(None, authored(topic)?, key))
    }

    /// One of the items, always the same for the same key.
    fn first(&self, product: Option<&str>, topic: &str, key: &str) -> Option<&'a Item> {
        let ids = self.by_topic.get(&(product, topic))?;
        let sum = key.bytes().fold(7_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(byte)));
        self.by_id.get(*ids.iter().nth(sum % ids.len().max(1))?).copied()
    }
}

/// The authored items' topic for what a buyer asks.
fn authored(topic: Topic) -> Option<&'static str> {
    Some(match topic {
        Topic::Size => "size",
        Topic::Material => "material",
        Topic::Care => "care",
        Topic::Usage => "usage",
        Topic::Price => "price",
        Topic::Coupon | Topic::Gift => "coupon",
        Topic::Invoice => "invoice",
        Topic::Tax => "tax",
        Topic::Postage | Topic::Dispatch | Topic::Carrier | Topic::Logistics | Topic::Address => "logistics",
        Topic::Return
        | Topic::Exchange
        | Topic::Refund
        | Topic::Insurance
        | Topic::Warranty
        | Topic::Missing
        | Topic::Damage
        | Topic::Quality
        | Topic::Custom => "returns",
        Topic::Payment | Topic::Authenticity => "platform",
        Topic::Colour | Topic::Stock => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{Files, load};
    use crate::quiz::bank;
    use crate::simulation::agents::{Conduct, play};
    use std::sync::Arc;

    fn shipped() -> Arc<Content> {
        Arc::new(load(&Files::shipped()).unwrap())
    }

    #[test]
    fn what_was_told_wrong_comes_back_as_an_item() {
        let content = shipped();
        let bank = bank(&content, "bank");
        let check = |scenario: &str, conduct: Conduct, expected: &[&str]| {
            let tape = play(&content, scenario, "7", conduct, None).unwrap();
            let items: Vec<String> =
                missed(&content, &bank, &tape.shift.reports()).into_iter().map(|one| one.item).collect();
            for item in expected {
                assert!(items.iter().any(|one| one.starts_with(item)), "{scenario} {conduct:?}: {items:?}");
            }
            assert!(!expected.is_empty() || items.is_empty(), "{scenario} {conduct:?}: {items:?}");
        };
        let product = content.scenarios["presale-first-shoes"].product_id().unwrap();
        check("presale-first-shoes", Conduct::Perfect, &[]);
        check("presale-first-shoes", Conduct::WrongFact, &[&format!("{product}:size_table.")]);
        check("presale-first-shoes", Conduct::Silent, &[&format!("{product}:size_table.")]);
    }

    #[test]
    fn nearly_every_case_has_items_and_each_leads_to_its_line() {
        let content = shipped();
        let bank = bank(&content, "bank");
        let (mut with, mut all) = (0, 0);
        for id in content.scenarios.keys() {
            let tape = play(&content, id, "7", Conduct::Evasive, None).unwrap();
            let found = missed(&content, &bank, &tape.shift.reports());
            for one in &found {
                assert!(bank.iter().any(|item| item.id == one.item && item.product == one.product));
                assert!(tape.events.iter().any(|event| event.seq == one.seq));
            }
            let ids: BTreeSet<&String> = found.iter().map(|one| &one.item).collect();
            assert_eq!(ids.len(), found.len(), "each item once");
            with += usize::from(!found.is_empty());
            all += 1;
        }
        assert!(with * 10 >= all * 8, "{with} of {all} cases");
    }
}
