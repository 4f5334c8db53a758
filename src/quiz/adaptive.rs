//! Adaptive placement: the next item is one that tells most about this person, and enough is enough.

use super::calibration::{Ability, Curve, ability};
use super::chance::Chance;
use std::collections::BTreeSet;

/// When a placement ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StopRule {
    /// Precise enough: the ability's standard error is no greater.
    pub se_max: f64,
    /// Not before so many answers, or two lucky guesses would decide.
    pub items_min: u64,
    /// And not after so many.
    pub items_max: u64,
}

impl StopRule {
    /// √(1 − 0.8): the error of a test with reliability 0.80, on a scale with standard deviation 1. Groups may be told
    /// apart by it (Nunnally & Bernstein, Psychometric Theory, 1994); no certificate hangs on a placement.
    pub const PLACEMENT: Self = Self { se_max: 0.447, items_min: 6, items_max: 30 };
}

/// One of this many most telling items is drawn, so that not everybody in a room meets the same one first
/// (Kingsbury & Zara, Procedures for selecting items for computerized adaptive tests, Applied Measurement in
/// Education 2 (1989) 359–375).
pub const AMONG_BEST: usize = 4;

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Next {
    /// Put this item of the bank before the person.
    Ask(usize),
    /// The placement is over.
    Stop { placed: Ability, reason: Reason },
}

/// Why a placement is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The standard error is small enough.
    Precise,
    /// The most items were asked.
    Longest,
    /// The bank has nothing left that tells anything.
    NothingLeft,
}

/// The next step, given the bank's curves and what was answered so far (place in the bank, right or not). The same
/// answers and seed lead to the same item. Places that are not in the bank count for nothing.
pub fn next(bank: &[Curve], answered: &[(usize, bool)], rule: &StopRule, seed: &str) -> Next {
    let given: Vec<(Curve, bool)> =
        answered.iter().filter_map(|(item, right)| Some((*bank.get(*item)?, *right))).collect();
    let placed = ability(&given);
    let asked = given.len() as u64;
    let stop = |reason| Next::Stop { placed, reason };
    if asked >= rule.items_min && placed.se <= rule.se_max {
        return stop(Reason::Precise);
    }
    if asked >= rule.items_max {
        return stop(Reason::Longest);
    }
    let met: BTreeSet<usize> = answered.iter().map(|(item, _)| *item).collect();
    let mut telling: Vec<(usize, f64)> = bank
        .iter()
        .enumerate()
        .filter(|(item, _)| !met.contains(item))
        .map(|(item, curve)| (item, curve.information(placed.ability)))
        .filter(|(_, information)| *information > 0.0)
        .collect();
    telling.sort_by(|(a, most), (b, other)| other.total_cmp(most).then(a.cmp(b)));
    // Those that tell as much as the last of the best are drawn among too.
    let least = telling.get(AMONG_BEST - 1).map_or(0.0, |(_, information)| *information);
    telling.retain(|(_, information)| *information >= least);
    let draw = Chance::new(seed, &format!("adaptive {asked}")).below(telling.len() as u64);
    usize::try_from(draw)
        .ok()
        .and_then(|draw| telling.get(draw))
        .map_or_else(|| stop(Reason::NothingLeft), |(item, _)| Next::Ask(*item))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Draws from a seed.
    struct Draws(Chance);

    impl Draws {
        fn uniform(&mut self) -> f64 {
            (self.0.below(1 << 32) as f64 + 0.5) / (1_u64 << 32) as f64
        }

        /// Irwin–Hall: mean 0, standard deviation 1, near enough to normal.
        fn normal(&mut self) -> f64 {
            (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
        }
    }

    fn bank(size: usize, seed: &str) -> Vec<Curve> {
        let mut draws = Draws(Chance::new(seed, "bank"));
        (0..size).map(|_| Curve::at_difficulty(0.8 + draws.uniform(), 1.2 * draws.normal())).collect()
    }

    /// A person of this ability takes the placement: what was asked, and how it ended.
    fn taken(bank: &[Curve], theta: f64, rule: &StopRule, seed: &str) -> (Vec<(usize, bool)>, Ability, Reason) {
        let mut draws = Draws(Chance::new(seed, "person"));
        let mut answered = Vec::new();
        loop {
            match next(bank, &answered, rule, seed) {
                Next::Ask(item) => answered.push((item, draws.uniform() < bank[item].right(theta))),
                Next::Stop { placed, reason } => return (answered, placed, reason),
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn it_ends_by_its_rule(
            size in 0_usize..90, theta in -3.0..3.0_f64, se_max in 0.2..0.8_f64, least in 0_u64..12, more in 0_u64..30,
            seed in 0_u64..1_000_000,
        ) {
            let rule = StopRule { se_max, items_min: least, items_max: least + more };
            let seed = seed.to_string();
            let bank = bank(size, &seed);
            let (answered, placed, reason) = taken(&bank, theta, &rule, &seed);
            let count = answered.len() as u64;
            let different: BTreeSet<usize> = answered.iter().map(|(item, _)| *item).collect();
            prop_assert_eq!(different.len(), answered.len(), "no item twice");
            prop_assert!(count <= rule.items_max);
            match reason {
                Reason::Precise => prop_assert!(placed.se <= se_max && count >= rule.items_min),
                Reason::Longest => prop_assert!(count == rule.items_max && placed.se > se_max),
                Reason::NothingLeft => prop_assert!(count == size as u64),
            }
        }
    }

    #[test]
    fn persons_are_placed_where_they_stand() {
        let (bank, rule) = (bank(240, "school"), StopRule::PLACEMENT);
        let mut people = Draws(Chance::new("people", "abilities"));
        let (mut sum, mut squares, mut within, mut asked) = (0.0, 0.0, 0.0, 0);
        const PEOPLE: u64 = 200;
        for person in 0..PEOPLE {
            let theta = people.normal();
            let (answered, placed, reason) = taken(&bank, theta, &rule, &person.to_string());
            let error = placed.ability - theta;
            sum += error;
            squares += error * error;
            within += f64::from(u8::from(error.abs() <= 1.96 * placed.se));
            asked += answered.len();
            assert_eq!(reason, Reason::Precise, "{theta} after {}", answered.len());
        }
        let people = PEOPLE as f64;
        let (bias, spread, within, asked) =
            (sum / people, (squares / people).sqrt(), within / people, asked as f64 / people);
        // The mean's own error is 0.447 / √200 = 0.03.
        assert!(bias.abs() < 0.08, "bias {bias}");
        assert!(spread < 1.1 * rule.se_max, "error {spread}");
        assert!((0.91..=0.99).contains(&within), "95 % of intervals hold the truth, {within}");
        // Two thirds of what items drawn blindly take.
        assert!(asked < 17.0, "{asked} items");
    }

    #[test]
    fn the_seed_decides_among_the_best() {
        let bank = bank(60, "a");
        let first: BTreeSet<String> =
            (0..30).map(|seed| format!("{:?}", next(&bank, &[], &StopRule::PLACEMENT, &seed.to_string()))).collect();
        assert_eq!(first.len(), AMONG_BEST);
        let again = |_| next(&bank, &[(3, true)], &StopRule::PLACEMENT, "s");
        assert_eq!(again(1), again(2));
    }
}
