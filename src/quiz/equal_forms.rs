//! Forms of equal difficulty: whichever seed drew the form, the modelled person may expect the same of it.

use super::blueprint::BlueprintLine;
use super::calibration::{Calibration, ITEMS_MAX, Model, RASCH_ANSWERS, calibrate};
use super::form::{Form, TooFew, draw};
use super::item::Item;
use super::item_stats::{ItemFigures, Sittings, flag::ANSWERS_MIN};
use std::collections::BTreeMap;

/// Two forms' expected marks differ by less than this, as a share of the whole: the smallest step of a standard's
/// thresholds is five hundredths, so a form decides less than half a step.
pub const BOUND: f64 = 0.02;
/// Forms drawn at most. With ten items of a bank whose expected marks spread by 0.2, one form in eight is near enough:
/// that none of 60 is happens three times in 10,000.
pub const DRAWS_MAX: u64 = 60;
/// Of an item that nobody knows anything of, in a bank nobody knows anything of: as its author levelled it, 1 to 3.
const BY_LEVEL: [f64; 3] = [0.7, 0.5, 0.3];

/// What the modelled person may expect of each item: 0 to 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Expected {
    items: BTreeMap<String, f64>,
}

impl Expected {
    /// By calibration, for the modelled person.
    pub fn calibrated(calibration: &Calibration) -> Self {
        let of = |item: &super::calibration::CalibratedItem| {
            Some((item.name.clone(), item.curve()?.right(MODELLED_ABILITY)))
        };
        Self { items: calibration.items.iter().filter_map(of).collect() }
    }

    /// By facility: the person is the average one of those who answered. Items with fewer answers are not known.
    pub fn classical(figures: &[ItemFigures], answers_min: u64) -> Self {
        let known = figures.iter().filter(|figures| figures.answers >= answers_min);
        Self { items: known.filter_map(|figures| Some((figures.name.clone(), figures.facility?))).collect() }
    }

    /// What sittings tell: by calibration where enough answered, else by facility.
    pub fn of_sittings(sittings: &Sittings) -> Self {
        let responses = sittings.responses(RASCH_ANSWERS, ITEMS_MAX);
        let figures = || sittings.reports(|_| String::new()).into_iter().map(|report| report.figures);
        calibrate(&responses, Model::Rasch).map_or_else(
            || Self::classical(&figures().collect::<Vec<_>>(), ANSWERS_MIN),
            |calibration| Self::calibrated(&calibration),
        )
    }

    /// An item's; of one that is not known, the mean of those that are: of its topic and level, of its level, of all.
    pub fn of_bank(&self, bank: &[Item]) -> BTreeMap<String, f64> {
        let mean = |fits: &dyn Fn(&Item) -> bool| {
            let known: Vec<f64> =
                bank.iter().filter(|item| fits(item)).filter_map(|item| self.items.get(&item.id).copied()).collect();
            (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
        };
        let of_all = mean(&|_| true);
        let by_level = |level: u64| of_all.unwrap_or(BY_LEVEL[usize::try_from(level.clamp(1, 3)).unwrap_or(2) - 1]);
        let mut of_kind: BTreeMap<(&str, u64), f64> = BTreeMap::new();
        for item in bank {
            of_kind.entry((&item.topic, item.level)).or_insert_with(|| {
                mean(&|other| other.topic == item.topic && other.level == item.level)
                    .or_else(|| mean(&|other| other.level == item.level))
                    .unwrap_or_else(|| by_level(item.level))
            });
        }
        let of = |item: &Item| {
            let alike =
                || of_kind.get(&(item.topic.as_str(), item.level)).copied().unwrap_or_else(|| by_level(item.level));
            (item.id.clone(), self.items.get(&item.id).copied().unwrap_or_else(alike))
        };
        bank.iter().map(of).collect()
    }
}

/// The ability of the modelled person: the average one of those who answered.
pub const MODELLED_ABILITY: f64 = 0.0;

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

impl EqualForm {
    /// How far from the target.
    pub fn off(&self) -> f64 {
        (self.expected - self.target).abs()
    }

    /// Whether it is within half of [`BOUND`]: any two such forms differ by less than the bound.
    pub fn is_equal(&self) -> bool {
        self.off() < BOUND / 2.0
    }
}

/// Draws by the seed until a form is equal to any other; where none of [`DRAWS_MAX`] is (a small or uneven bank), the
/// nearest.
///
/// # Errors
/// [`TooFew`] where the bank cannot fill the blueprint.
pub fn equal_form(
    bank: &[Item],
    blueprint: &[BlueprintLine],
    expected: &Expected,
    seed: &str,
) -> Result<EqualForm, TooFew> {
    let known = expected.of_bank(bank);
    let target = target(bank, blueprint, &known);
    let drawn = |draws: u64| {
        let own_seed = if draws == 0 { seed.to_owned() } else { format!("{seed} again {draws}") };
        let form = draw(bank, blueprint, &own_seed)?;
        Ok(EqualForm { expected: of_form(&form, &known), form, target, draws })
    };
    let mut nearest = drawn(0)?;
    for draws in 1..DRAWS_MAX {
        if nearest.is_equal() {
            break;
        }
        let other = drawn(draws)?;
        if other.off() < nearest.off() {
            nearest = other;
        }
    }
    Ok(nearest)
}

/// What the modelled person may expect of this form: the mean over its items; 0 of an empty one.
pub fn of_form(form: &Form, known: &BTreeMap<String, f64>) -> f64 {
    let sum: f64 = form.places.iter().map(|place| known.get(&place.item.id).copied().unwrap_or(BY_LEVEL[1])).sum();
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
            assert!(equal.is_equal());
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
        // One item a form, each far from the mean of all: the nearest is taken, and says that it is not equal.
        let items = bank.iter().map(|item| (item.id.clone(), if item.id.ends_with('0') { 1.0 } else { 0.0 })).collect();
        let one = [BlueprintLine { topic: "rules".into(), level: None, count: 1 }];
        let nearest = equal_form(&bank, &one, &Expected { items }, "s").unwrap();
        assert!(!nearest.is_equal());
        assert_eq!((nearest.expected, format!("{:.3}", nearest.off())), (0.0, "0.167".to_owned()));
        // Nothing known: all forms are equal.
        assert_eq!(equal_form(&bank, &one, &Expected::default(), "s").unwrap().draws, 0);
    }
}
