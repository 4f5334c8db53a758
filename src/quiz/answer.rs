//! An answer and what it is worth.

use super::item::{Item, Kind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Off by less than this part of the answer is the same number: 0.1 + 0.2 is 0.3.
const ROUNDING: f64 = 1e-9;

/// What was answered. Options are counted from 0, in the order they were shown in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The ticked options of a `single` or `multiple` item.
    Options(Vec<u64>),
    Truth(bool),
    Number(f64),
}

/// From 0 (wrong) to 1 (right). An answer of another kind than the item's is wrong.
///
/// Of `multiple` items each right tick brings 1 / (number of right options) and each wrong one costs
/// 1 / (number of wrong options): ticking everything is worth nothing.
pub fn mark(item: &Item, answer: &Answer) -> f64 {
    match (item.kind, answer) {
        (Kind::Single, Answer::Options(ticked)) => match ticked.as_slice() {
            [one] => if_right(usize::try_from(*one).ok().and_then(|i| item.options.get(i)).is_some_and(|o| o.right)),
            _ => 0.0,
        },
        (Kind::Multiple, Answer::Options(ticked)) => several(item, ticked),
        (Kind::Boolean, Answer::Truth(truth)) => if_right(item.truth == Some(*truth)),
        (Kind::Numeric, Answer::Number(number)) => if_right(
            item.answer.is_some_and(|right| (number - right).abs() <= item.tolerance + right.abs().max(1.0) * ROUNDING),
        ),
        _ => 0.0,
    }
}

fn if_right(right: bool) -> f64 {
    if right { 1.0 } else { 0.0 }
}

fn several(item: &Item, ticked: &[u64]) -> f64 {
    let ticked: BTreeSet<u64> = ticked.iter().copied().collect();
    let right = item.options.iter().filter(|option| option.right).count();
    let wrong = item.options.len() - right;
    if right == 0 || ticked.iter().any(|i| *i >= item.options.len() as u64) {
        return 0.0;
    }
    let hits = (0_u64..).zip(&item.options).filter(|(i, option)| option.right && ticked.contains(i)).count();
    let misses = ticked.len() - hits;
    let cost = if wrong == 0 { 0.0 } else { misses as f64 / wrong as f64 };
    (hits as f64 / right as f64 - cost).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quiz::item::Items;
    use proptest::prelude::*;

    fn item(kind: &str, key: &str) -> Item {
        let text = format!("[[item]]\nid='i'\nkind='{kind}'\nprompt='?'\nexplanation='!'\ntopic='t'\nlevel=1\n{key}");
        toml::from_str::<Items>(&text).unwrap().item.remove(0)
    }

    fn options(rights: &str) -> String {
        let options: Vec<_> =
            rights.chars().enumerate().map(|(i, c)| format!("{{text='{i}',right={}}}", c == 'r')).collect();
        format!("options=[{}]", options.join(","))
    }

    #[test]
    fn marks() {
        let check = |item: &Item, answer: Answer, expected: f64| {
            let got = mark(item, &answer);
            assert!((got - expected).abs() < 1e-12, "{answer:?}: {got}, not {expected}");
        };
        let single = item("single", &options("wrww"));
        check(&single, Answer::Options(vec![1]), 1.0);
        check(&single, Answer::Options(vec![0]), 0.0);
        check(&single, Answer::Options(vec![]), 0.0);
        check(&single, Answer::Options(vec![1, 0]), 0.0);
        check(&single, Answer::Options(vec![9]), 0.0);
        check(&single, Answer::Truth(true), 0.0);
        let multiple = item("multiple", &options("rrwww"));
        check(&multiple, Answer::Options(vec![0, 1]), 1.0);
        check(&multiple, Answer::Options(vec![1, 1]), 0.5);
        check(&multiple, Answer::Options(vec![0, 1, 2]), 2.0 / 3.0);
        check(&multiple, Answer::Options(vec![0, 2]), 0.5 - 1.0 / 3.0);
        check(&multiple, Answer::Options(vec![2, 3]), 0.0);
        check(&multiple, Answer::Options(vec![0, 1, 2, 3, 4]), 0.0);
        check(&multiple, Answer::Options(vec![0, 1, 7]), 0.0);
        check(&item("multiple", &options("rr")), Answer::Options(vec![0, 1]), 1.0);
        check(&item("boolean", "truth=false"), Answer::Truth(false), 1.0);
        check(&item("boolean", "truth=false"), Answer::Truth(true), 0.0);
        let numeric = item("numeric", "answer=12.5\ntolerance=0.5\nunit='元'");
        check(&numeric, Answer::Number(13.0), 1.0);
        check(&numeric, Answer::Number(13.01), 0.0);
        check(&numeric, Answer::Number(f64::NAN), 0.0);
        check(&item("numeric", "answer=0.3"), Answer::Number(0.1 + 0.2), 1.0);
    }

    proptest! {
        #[test]
        fn a_further_wrong_tick_never_helps(rights in "[rw]{2,8}", ticks in proptest::collection::vec(0_u64..8, 0..8), more in 0_u64..8) {
            prop_assume!(rights.contains('r'));
            let item = item("multiple", &options(&rights));
            let ticks: Vec<u64> = ticks.into_iter().filter(|i| *i < item.options.len() as u64).collect();
            let before = mark(&item, &Answer::Options(ticks.clone()));
            prop_assert!((0.0..=1.0).contains(&before));
            if item.options.get(more as usize).is_some_and(|option| !option.right) {
                let after = mark(&item, &Answer::Options(ticks.iter().copied().chain([more]).collect()));
                prop_assert!(after <= before);
            }
        }
    }
}
