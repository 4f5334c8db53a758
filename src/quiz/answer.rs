//! An answer and what it is worth.

use super::item::{Accepted, Choice, Item, Kind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization as _;

/// Off by less than this part of the answer is the same number: 0.1 + 0.2 is 0.3.
const ROUNDING: f64 = 1e-9;

/// The longest answer in words that is read, in characters.
pub const WORDS_MAX: usize = 500;

/// What was answered. Options, rights and steps are counted from 0, in the order they were shown in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The ticked options of a `single` or `multiple` item.
    Options(Vec<u64>),
    Truth(bool),
    Number(f64),
    /// The words of a `text` or `essay` item; what was typed where a number was asked and is none.
    Text(String),
    /// Of a `matching` item: each left's right; none where it is still open.
    Pairs(Vec<Option<u64>>),
    /// Of an `ordering` item: the steps as they were put.
    Order(Vec<u64>),
    /// Of a `cloze` item: what stands in each blank; empty where it is still open.
    Blanks(Vec<String>),
}

impl Answer {
    /// Whether it leaves the question open, as when a field was emptied again.
    pub fn is_open(&self) -> bool {
        match self {
            Self::Options(ticked) => ticked.is_empty(),
            Self::Truth(_) | Self::Number(_) | Self::Order(_) => false,
            Self::Text(text) => text.trim().is_empty(),
            Self::Pairs(chosen) => chosen.iter().all(Option::is_none),
            Self::Blanks(given) => given.iter().all(|text| text.trim().is_empty()),
        }
    }
}

/// From 0 (wrong) to 1 (right). An answer of another kind than the item's is wrong.
///
/// - `multiple`: each right tick brings 1 / (number of right options) and each wrong one costs 1 / (number of wrong
///   options): ticking everything is worth nothing. Where options name their own `share`, these are added up.
/// - `text`: the best of the right answers it equals, after [`plain`].
/// - `numeric`: the best of the numbers it is near enough to.
/// - `matching`: the share of lefts with their right. `cloze`: the mean over the blanks.
/// - `ordering`: the share of neighbours in the right order that follow each other in the answer.
pub fn mark(item: &Item, answer: &Answer) -> f64 {
    match (item.kind, answer) {
        (Kind::Single, Answer::Options(ticked)) => match ticked.as_slice() {
            [one] => chosen(item, *one).map_or(0.0, worth).clamp(0.0, 1.0),
            _ => 0.0,
        },
        (Kind::Multiple, Answer::Options(ticked)) => several(item, ticked),
        (Kind::Boolean, Answer::Truth(truth)) => if_right(item.truth == Some(*truth)),
        (Kind::Numeric, Answer::Number(number)) => {
            let main = item.answer.is_some_and(|right| within(*number, right, item.tolerance));
            let further = item.further.iter().filter(|one| within(*number, one.answer, one.tolerance));
            further.map(|one| one.share.unwrap_or(1.0)).fold(if_right(main), f64::max).min(1.0)
        }
        (Kind::Text, Answer::Text(text)) => best(&item.accepted, text),
        (Kind::Matching, Answer::Pairs(chosen)) => matched(item, chosen),
        (Kind::Ordering, Answer::Order(order)) => ordered(item.steps.len(), order),
        (Kind::Cloze, Answer::Blanks(given)) => {
            let given = given.iter().map(String::as_str).chain(std::iter::repeat(""));
            mean(item.blanks.iter().zip(given).map(|(blank, text)| best(&blank.accepted, text)))
        }
        _ => 0.0,
    }
}

/// Words as they are compared: full-width as half-width, small letters, blanks and the marks at the end left out.
pub fn plain(text: &str) -> String {
    let text: String =
        text.nfkc().flat_map(char::to_lowercase).filter(|one| !one.is_whitespace()).take(WORDS_MAX).collect();
    text.trim_end_matches(['.', '。', ',', '、', '!', '?', ';', '~']).to_owned()
}

fn within(number: f64, right: f64, tolerance: f64) -> bool {
    (number - right).abs() <= tolerance + right.abs().max(1.0) * ROUNDING
}

fn if_right(right: bool) -> f64 {
    if right { 1.0 } else { 0.0 }
}

fn worth(option: &Choice) -> f64 {
    option.share.unwrap_or(if_right(option.right))
}

fn chosen(item: &Item, at: u64) -> Option<&Choice> {
    usize::try_from(at).ok().and_then(|at| item.options.get(at))
}

fn mean(marks: impl Iterator<Item = f64>) -> f64 {
    let (count, sum) = marks.fold((0_u64, 0.0), |(count, sum), mark| (count + 1, sum + mark));
    if count == 0 { 0.0 } else { sum / count as f64 }
}

fn best(accepted: &[Accepted], text: &str) -> f64 {
    let given = plain(text);
    let near = |one: &Accepted| {
        let numbers = given.parse().ok().zip(plain(&one.text).parse().ok());
        one.tolerance.zip(numbers).is_some_and(|(tolerance, (number, right))| within(number, right, tolerance))
    };
    let same = accepted.iter().filter(|one| !given.is_empty() && (plain(&one.text) == given || near(one)));
    same.map(|one| one.share.unwrap_or(1.0)).fold(0.0, f64::max).min(1.0)
}

fn matched(item: &Item, chosen: &[Option<u64>]) -> f64 {
    let rights = item.rights();
    let chosen = chosen.iter().copied().chain(std::iter::repeat(None));
    mean(item.pairs.iter().zip(chosen).map(|(pair, at)| {
        let right = at.and_then(|at| usize::try_from(at).ok()).and_then(|at| rights.get(at));
        if_right(right.is_some_and(|right| *right == pair.right))
    }))
}

/// As Moodle's ordering question marks by "relative to the next item, excluding last".
fn ordered(steps: usize, order: &[u64]) -> f64 {
    let mut sorted = order.to_vec();
    sorted.sort_unstable();
    if steps < 2 || !sorted.iter().copied().eq(0..steps as u64) {
        return 0.0;
    }
    mean((1..steps as u64).map(|step| if_right(order.windows(2).any(|pair| pair == [step - 1, step]))))
}

fn several(item: &Item, ticked: &[u64]) -> f64 {
    let ticked: BTreeSet<u64> = ticked.iter().copied().collect();
    let right = item.options.iter().filter(|option| option.right).count();
    let wrong = item.options.len() - right;
    if right == 0 || ticked.iter().any(|i| *i >= item.options.len() as u64) {
        return 0.0;
    }
    if item.options.iter().any(|option| option.share.is_some()) {
        return ticked.iter().filter_map(|at| chosen(item, *at)).map(worth).sum::<f64>().clamp(0.0, 1.0);
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
        let ranges = item("numeric", "answer=12\nfurther=[{answer=12,tolerance=2,share=0.5},{answer=20}]");
        check(&ranges, Answer::Number(12.0), 1.0);
        check(&ranges, Answer::Number(13.5), 0.5);
        check(&ranges, Answer::Number(20.0), 1.0);
        check(&ranges, Answer::Number(15.0), 0.0);
        check(&item("numeric", "answer=0.3"), Answer::Number(0.1 + 0.2), 1.0);
        let shares = "options=[{text='a',right=true,share=0.5},{text='b',right=true,share=0.5},{text='c',share=-0.25}]";
        check(&item("multiple", shares), Answer::Options(vec![0, 1]), 1.0);
        check(&item("multiple", shares), Answer::Options(vec![0, 2]), 0.25);
        check(&item("multiple", shares), Answer::Options(vec![2]), 0.0);
        check(&item("single", shares), Answer::Options(vec![1]), 0.5);
    }

    #[test]
    fn marks_of_words_pairs_orders_and_blanks() {
        let check = |item: &Item, answer: Answer, expected: f64| {
            let got = mark(item, &answer);
            assert!((got - expected).abs() < 1e-12, "{answer:?}: {got}, not {expected}");
        };
        let words = |text: &str| Answer::Text(text.to_owned());
        let text = item("text", "accepted=[{text='7天无理由'},{text='无理由退货',share=0.5}]");
        check(&text, words("７天 无理由。"), 1.0);
        check(&text, words("无理由退货"), 0.5);
        check(&text, words("七天"), 0.0);
        check(&text, words(""), 0.0);
        check(&item("text", "accepted=[{text='eVIP'}]"), words("Evip!"), 1.0);
        // The rights are 补发 (of two lefts), 换货, 拒收.
        let pairs =
            "pairs=[{left='少件',right='补发'},{left='漏发',right='补发'},{left='错发',right='换货'}]\nextra=['拒收']";
        let matching = item("matching", pairs);
        assert_eq!(matching.rights(), ["补发", "换货", "拒收"]);
        check(&matching, Answer::Pairs(vec![Some(0), Some(0), Some(1)]), 1.0);
        check(&matching, Answer::Pairs(vec![Some(0), Some(2)]), 1.0 / 3.0);
        check(&matching, Answer::Pairs(vec![None, None, Some(9)]), 0.0);
        let ordering = item("ordering", "steps=['a','b','c','d']");
        check(&ordering, Answer::Order(vec![0, 1, 2, 3]), 1.0);
        check(&ordering, Answer::Order(vec![3, 0, 1, 2]), 2.0 / 3.0);
        check(&ordering, Answer::Order(vec![3, 2, 1, 0]), 0.0);
        check(&ordering, Answer::Order(vec![0, 1, 2]), 0.0);
        check(&ordering, Answer::Order(vec![0, 1, 1, 2]), 0.0);
        let blanks = "blanks=[{accepted=[{text='7'},{text='七'}]},{accepted=[{text='买家'}],choices=['买家','店铺']}]";
        let cloze = item("cloze", blanks);
        let given = |texts: &[&str]| Answer::Blanks(texts.iter().map(|text| (*text).to_owned()).collect());
        check(&cloze, given(&["七", "买家"]), 1.0);
        check(&cloze, given(&["7"]), 0.5);
        check(&cloze, given(&["", "店铺", "七"]), 0.0);
        let number =
            item("cloze", "blanks=[{accepted=[{text='12.5',tolerance=0.1},{text='12',tolerance=1,share=0.5}]}]");
        check(&number, given(&["１２.６"]), 1.0);
        check(&number, given(&["11.5"]), 0.5);
        check(&number, given(&["十二"]), 0.0);
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
