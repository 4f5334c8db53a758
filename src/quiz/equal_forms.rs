//! Forms of equal difficulty: whichever seed drew the form, the modelled person may expect the same of it.

use super::blueprint::BlueprintLine;
use super::calibration::Calibration;
use super::form::{Form, TooFew, draw};
use super::item::Item;
use super::item_stats::ItemFigures;
use std::collections::BTreeMap;

/// Two forms' expected marks differ by less than this, as a share of the whole: the smallest step of a standard's
/// thresholds is five hundredths, so a form decides less than half a step.
pub const BOUND: f64 = 0.02;
/// Forms drawn before giving up. With ten items of a bank whose expected marks spread by 0.2, one form in eight is good
/// enough: that none of 200 is happens once in 10¹¹.
pub const DRAWS_MAX: u64 = 200;
/// Of an item that nobody knows anything of, in a bank nobody knows anything of.
const UNKNOWN: f64 = 0.5;

/// What the modelled person may expect of each item: 0 to 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Expected {
    items: BTreeMap<String, f64>,
}

impl Expected {
    /// By calibration, for a person of this ability.
    pub fn calibrated(calibration: &Calibration, ability: f64) -> Self {
        let of = |item: &super::calibration::CalibratedItem| Some((item.name.clone(), item.curve()?.right(ability)));
        Self { items: calibration.items.iter().filter_map(of).collect() }
    }

    /// By facility: the person is the average one of those who answered. Items with fewer answers are not known.
    pub fn classical(figures: &[ItemFigures], answers_min: u64) -> Self {
        let known = figures.iter().filter(|figures| figures.answers >= answers_min);
        Self { items: known.filter_map(|figures| Some((figures.name.clone(), figures.facility?))).collect() }
    }

    /// An item's; of one that is not known, the mean of those that are: of its topic and level, of its level, of all.
    fn of_bank(&self, bank: &[Item]) -> BTreeMap<String, f64> {
        let mean = |fits: &dyn Fn(&Item) -> bool| {
            let known: Vec<f64> =
                bank.iter().filter(|item| fits(item)).filter_map(|item| self.items.get(&item.id).copied()).collect();
            (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
        };
        let of_all = mean(&|_| true).unwrap_or(UNKNOWN);
        let mut of_kind: BTreeMap<(&str, u64), f64> = BTreeMap::new();
        for item in bank {
            of_kind.entry((&item.topic, item.level)).or_insert_with(|| {
                mean(&|other| other.topic == item.topic && other.level == item.level)
                    .or_else(|| mean(&|other| other.level == item.level))
                    .unwrap_or(of_all)
            });
        }
        let of = |item: &Item| {
            let alike = || of_kind.get(&(item.topic.as_str(), item.level)).copied().unwrap_or(of_all);
            (item.id.clone(), self.items.get(&item.id).copied().unwrap_or_else(alike))
        };
        bank.iter().map(of).collect()
    }
}

/// A form and what the modelled person may expect of it.
#[derive(Clone, Debug, PartialEq)]
pub struct EqualForm {
    pub form: Form,
    /// Mean over its items.
    pub expected: f64,
    /// Of any form of this blueprint.
    pub target: f64,
    /// The draw that was taken, from 0.
    pub draws: u64,
}

/// Why there is no such form.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NoEqualForm {
    #[error(transparent)]
    TooFew(#[from] TooFew),
    /// The bank is too small or too uneven for the blueprint.
    #[error("the nearest of {DRAWS_MAX} forms is off by {off:.3}")]
    Uneven { off: f64 },
}

/// Draws by the seed until a form is within half of [`BOUND`] of the blueprint's target: any two such forms differ by
/// less than the bound.
///
/// # Errors
/// [`NoEqualForm`] where the bank cannot fill the blueprint, or no draw comes near enough.
pub fn equal_form(
    bank: &[Item],
    blueprint: &[BlueprintLine],
    expected: &Expected,
    seed: &str,
) -> Result<EqualForm, NoEqualForm> {
    let known = expected.of_bank(bank);
    let target = target(bank, blueprint, &known);
    let mut nearest = f64::INFINITY;
    for draws in 0..DRAWS_MAX {
        let own_seed = if draws == 0 { seed.to_owned() } else { format!("{seed} again {draws}") };
        let form = draw(bank, blueprint, &own_seed)?;
        let expected = of_form(&form, &known);
        let off = (expected - target).abs();
        if off < BOUND / 2.0 {
            return Ok(EqualForm { form, expected, target, draws });
        }
        nearest = nearest.min(off);
    }
    Err(NoEqualForm::Uneven { off: nearest })
}

/// What the modelled person may expect of this form: the mean over its items; 0 of an empty one.
pub fn of_form(form: &Form, known: &BTreeMap<String, f64>) -> f64 {
    let sum: f64 = form.places.iter().map(|place| known.get(&place.item.id).copied().unwrap_or(UNKNOWN)).sum();
    if form.places.is_empty() { 0.0 } else { sum / form.places.len() as f64 }
}

/// The mean over all items each line may take, weighted as the blueprint does.
fn target(bank: &[Item], blueprint: &[BlueprintLine], known: &BTreeMap<String, f64>) -> f64 {
    let (mut sum, mut items) = (0.0, 0);
    for line in blueprint {
        let fits = |item: &&Item| item.topic == line.topic && line.level.is_none_or(|level| item.level == level);
        let of_line: Vec<f64> = bank.iter().filter(fits).filter_map(|item| known.get(&item.id).copied()).collect();
        if !of_line.is_empty() {
            sum += line.count as f64 * of_line.iter().sum::<f64>() / of_line.len() as f64;
            items += line.count;
        }
    }
    if items == 0 { 0.0 } else { sum / items as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quiz::calibration::Curve;
    use crate::quiz::chance::Chance;
    use crate::quiz::item::Items;

    fn bank(of_each: u64) -> Vec<Item> {
        let mut bank = Vec::new();
        for topic in ["rules", "material", "size"] {
            for nr in 0..of_each {
                let text = format!(
                    "[[item]]\nid='{topic}.{nr}'\nkind='numeric'\nprompt='?'\nanswer=1.0\nexplanation='!'\ntopic='{topic}'\nlevel={}",
                    1 + nr % 3
                );
                bank.extend(toml::from_str::<Items>(&text).unwrap().item);
            }
        }
        bank
    }

    /// Difficulties by level and chance; every fifth item is not known.
    fn expected(bank: &[Item]) -> Expected {
        let mut chance = Chance::new("bank", "difficulties");
        let mut items = BTreeMap::new();
        for (at, item) in bank.iter().enumerate() {
            let difficulty = item.level as f64 - 3.0 + chance.below(2_000) as f64 / 1_000.0;
            if at % 5 != 0 {
                items.insert(item.id.clone(), Curve::at_difficulty(1.0, difficulty).right(0.0));
            }
        }
        Expected { items }
    }

    fn blueprint() -> Vec<BlueprintLine> {
        let line = |topic: &str, level, count| BlueprintLine { topic: topic.into(), level, count };
        vec![line("rules", Some(1), 3), line("rules", None, 3), line("material", None, 4), line("size", Some(2), 2)]
    }

    #[test]
    fn any_two_forms_are_equal() {
        let bank = bank(40);
        let expected = expected(&bank);
        let known = expected.of_bank(&bank);
        let (mut of_equal, mut of_drawn, mut drawn) = (Vec::new(), Vec::new(), 0);
        for seed in 0..40 {
            let seed = seed.to_string();
            let equal = equal_form(&bank, &blueprint(), &expected, &seed).unwrap();
            assert_eq!(equal.form.places.len(), 12);
            assert!((of_form(&equal.form, &known) - equal.expected).abs() < 1e-12);
            of_equal.push(equal.expected);
            of_drawn.push(of_form(&draw(&bank, &blueprint(), &seed).unwrap(), &known));
            drawn += equal.draws + 1;
            assert_eq!(equal, equal_form(&bank, &blueprint(), &expected, &seed).unwrap(), "the seed decides");
        }
        let width = |values: &[f64]| {
            values.iter().copied().fold(f64::MIN, f64::max) - values.iter().copied().fold(f64::MAX, f64::min)
        };
        assert!(width(&of_equal) < BOUND, "{}", width(&of_equal));
        // What it is good for: forms drawn and not looked at are a whole mark of twelve apart.
        assert!(width(&of_drawn) > 4.0 * BOUND, "{}", width(&of_drawn));
        assert!(drawn < 40 * 12, "{drawn} draws");
    }

    #[test]
    fn a_bank_that_cannot_is_told() {
        let bank = bank(6);
        let few = [BlueprintLine { topic: "rules".into(), level: None, count: 7 }];
        let fault = equal_form(&bank, &few, &Expected::default(), "s").unwrap_err();
        assert_eq!(fault.to_string(), "topic rules: 7 items wanted, 6 in the bank");
        // One item a form, each far from the mean of all.
        let items = bank.iter().map(|item| (item.id.clone(), if item.id.ends_with('0') { 1.0 } else { 0.0 })).collect();
        let one = [BlueprintLine { topic: "rules".into(), level: None, count: 1 }];
        let fault = equal_form(&bank, &one, &Expected { items }, "s").unwrap_err();
        assert_eq!(fault.to_string(), "the nearest of 200 forms is off by 0.167");
        // Nothing known: all forms are equal.
        assert_eq!(equal_form(&bank, &one, &Expected::default(), "s").unwrap().draws, 0);
    }
}
