//! A placement over the bank: which item comes next, and how much of the bank a person knows by the answers so far.

use super::adaptive::{self, Next, StopRule};
use super::calibration::{Ability, Curve};
use super::equal_forms::Expected;
use super::item::Item;
use std::collections::BTreeMap;

/// The slope of every curve: where answers are too few for a calibration, a bank's own slope is not known, and the
/// scale's unit is a standard deviation of persons either way.
const SLOPE: f64 = 1.0;
/// Nothing is hopeless or certain: what is expected of an item is read within these.
const EXPECTED_WITHIN: (f64, f64) = (0.03, 0.97);
/// So many standard errors to either side of an ability: 19 persons of 20 stand within.
const SURE: f64 = 1.96;

/// The bank's items that a rule marks, each with its curve.
pub struct Bank<'a> {
    items: Vec<&'a Item>,
    curves: Vec<Curve>,
    place: BTreeMap<&'a str, usize>,
}

/// What share of the bank a person is expected to answer, and between which bounds (95 %): each 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Known {
    pub share: f64,
    pub low: f64,
    pub high: f64,
}

impl<'a> Bank<'a> {
    /// `expected`: what the average person is expected to get of each item.
    pub fn new(bank: &'a [Item], expected: &Expected) -> Self {
        let by_id = expected.of_bank(bank);
        let items: Vec<&Item> = bank.iter().filter(|item| item.kind.is_marked()).collect();
        let curve = |item: &&Item| {
            let right = by_id.get(&item.id).copied().unwrap_or(0.5).clamp(EXPECTED_WITHIN.0, EXPECTED_WITHIN.1);
            Curve { slope: SLOPE, intercept: libm::log(right / (1.0 - right)) }
        };
        let curves = items.iter().map(curve).collect();
        let place = items.iter().enumerate().map(|(at, item)| (item.id.as_str(), at)).collect();
        Self { items, curves, place }
    }

    /// The next item, or the end. `answered`: id and whether it was wholly right; ids no longer in the bank count for
    /// nothing. The same answers and seed lead to the same item.
    pub fn next(&self, answered: &[(&str, bool)], rule: &StopRule, seed: &str) -> Step<'a> {
        let answered: Vec<(usize, bool)> =
            answered.iter().filter_map(|(id, right)| Some((*self.place.get(id)?, *right))).collect();
        match adaptive::next(&self.curves, &answered, rule, seed) {
            Next::Ask(at) => Step::Ask(self.items[at]),
            Next::Stop { placed, .. } => Step::Over(self.known(placed)),
        }
    }

    fn known(&self, placed: Ability) -> Known {
        let share = |ability: f64| {
            let sum: f64 = self.curves.iter().map(|curve| curve.right(ability)).sum();
            sum / self.curves.len().max(1) as f64
        };
        let (at, width) = (placed.ability, SURE * placed.se);
        Known { share: share(at), low: share(at - width), high: share(at + width) }
    }
}

/// What a placement does next.
#[derive(Clone, Debug, PartialEq)]
pub enum Step<'a> {
    Ask(&'a Item),
    Over(Known),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quiz::chance::Chance;
    use crate::quiz::item::Kind;

    fn bank() -> Vec<Item> {
        let item = |n: u64| Item {
            id: format!("i{n}"),
            kind: Kind::Boolean,
            topic: "t".into(),
            level: 1 + n % 3,
            ..Item::default()
        };
        (0..300).map(item).collect()
    }

    /// Who knows this share of every level: how many were asked, and what the placement says.
    fn placed(knows: u64, seed: &str) -> (usize, Known) {
        let items = bank();
        let bank = Bank::new(&items, &Expected::default());
        let mut answered: Vec<(&str, bool)> = Vec::new();
        loop {
            match bank.next(&answered, &StopRule::PLACEMENT, seed) {
                Step::Ask(item) => {
                    let luck = Chance::new(seed, &format!("knows {}", item.id)).below(100);
                    answered.push((&item.id, luck < knows));
                }
                Step::Over(known) => return (answered.len(), known),
            }
        }
    }

    #[test]
    fn who_knows_more_is_told_so() {
        let mean = |knows: u64| {
            let shares: Vec<f64> = (0..40).map(|seed| placed(knows, &seed.to_string()).1.share).collect();
            shares.iter().sum::<f64>() / shares.len() as f64
        };
        let (little, half, much) = (mean(15), mean(50), mean(90));
        assert!(little < 0.35 && (0.42..0.58).contains(&half) && much > 0.7, "{little} {half} {much}");
    }

    #[test]
    fn the_bounds_hold_the_share_and_the_rule_is_kept() {
        for seed in 0..40 {
            let (asked, known) = placed(60, &seed.to_string());
            let asked = asked as u64;
            assert!((StopRule::PLACEMENT.items_min..=StopRule::PLACEMENT.items_max).contains(&asked), "{asked}");
            assert!(known.low < known.share && known.share < known.high, "{known:?}");
        }
    }

    #[test]
    fn items_that_tell_as_much_are_drawn_among() {
        let items = bank();
        let bank = Bank::new(&items, &Expected::default());
        let first = |seed: u64| match bank.next(&[], &StopRule::PLACEMENT, &seed.to_string()) {
            Step::Ask(item) => item.id.clone(),
            Step::Over(_) => String::new(),
        };
        let different: std::collections::BTreeSet<String> = (0..60).map(first).collect();
        assert!(different.len() > 30, "{}", different.len());
    }

    #[test]
    fn an_empty_bank_ends_at_once() {
        let bank = Bank::new(&[], &Expected::default());
        let step = bank.next(&[("gone", true)], &StopRule::PLACEMENT, "1");
        assert_eq!(step, Step::Over(Known { share: 0.0, low: 0.0, high: 0.0 }));
    }
}
