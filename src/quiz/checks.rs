//! What may be wrong with items, before anyone is asked them.

use super::answer::plain;
use super::item::{Accepted, Item, Kind, LEVELS};
use std::collections::{BTreeMap, BTreeSet};

/// A fault of one item.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("item {id}: {fault}")]
pub struct ItemFault {
    /// Place in the list given, from 0.
    pub place: usize,
    pub id: String,
    pub fault: Fault,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("the id is empty")]
    NoId,
    #[error("the id is used before, at item {0}")]
    DuplicateId(usize),
    #[error("the prompt is empty")]
    NoPrompt,
    #[error("the explanation is empty")]
    NoExplanation,
    #[error("the topic is empty")]
    NoTopic,
    #[error("level {0} is not from 1 to 3")]
    Level(u64),
    #[error("{0} options; two to eight are needed")]
    OptionCount(usize),
    #[error("an option is empty")]
    EmptyOption,
    #[error("option {0:?} is there twice")]
    DuplicateOption(String),
    #[error("{0} right options; a single choice has one")]
    NotOneRight(usize),
    #[error("no right option")]
    NoneRight,
    #[error("`truth` is missing")]
    NoTruth,
    #[error("`answer` is missing or no number")]
    NoAnswer,
    #[error("the tolerance is negative or no number")]
    Tolerance,
    #[error("`accepted` has no right answer")]
    NoneAccepted,
    #[error("a share must be above 0 and at most 1; of an option from -1 to 1")]
    Share,
    #[error("{0} pairs; two to ten are needed")]
    PairCount(usize),
    #[error("the left {0:?} is there twice")]
    DuplicateLeft(String),
    #[error("{0} steps; three to eight are needed")]
    StepCount(usize),
    #[error("step {0:?} is there twice")]
    DuplicateStep(String),
    #[error("{0} blanks; one to eight are needed")]
    BlankCount(usize),
    #[error("the prompt has no {{{0}}} for this blank, or has it twice")]
    NoBlank(usize),
    #[error("the prompt's {{{0}}} has no blank")]
    StrayBlank(usize),
    #[error("blank {0}: a right answer is not among its choices")]
    NotAChoice(usize),
    #[error("`{0}` does not belong to this kind of item")]
    Stray(&'static str),
}

/// Every fault of a bank, in order of the items.
pub fn checks(items: &[Item]) -> Vec<ItemFault> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut faults = Vec::new();
    for (place, item) in items.iter().enumerate() {
        let mut found = Vec::new();
        if item.id.trim().is_empty() {
            found.push(Fault::NoId);
        } else if let Some(before) = seen.get(item.id.as_str()) {
            found.push(Fault::DuplicateId(before + 1));
        } else {
            seen.insert(&item.id, place);
        }
        words(item, &mut found);
        key(item, &mut found);
        faults.extend(found.into_iter().map(|fault| ItemFault { place, id: item.id.clone(), fault }));
    }
    faults
}

/// The items that name a product that is not there: a changed catalogue voids them.
pub fn unknown_products<'a>(items: &'a [Item], products: &BTreeSet<&str>) -> Vec<&'a Item> {
    items.iter().filter(|item| item.product.as_deref().is_some_and(|id| !products.contains(id))).collect()
}

fn words(item: &Item, found: &mut Vec<Fault>) {
    let mut need = |text: &str, fault| {
        if text.trim().is_empty() {
            found.push(fault);
        }
    };
    need(&item.prompt, Fault::NoPrompt);
    need(&item.explanation, Fault::NoExplanation);
    need(&item.topic, Fault::NoTopic);
    if !LEVELS.contains(&item.level) {
        found.push(Fault::Level(item.level));
    }
}

fn key(item: &Item, found: &mut Vec<Fault>) {
    let choices = matches!(item.kind, Kind::Single | Kind::Multiple);
    let stray = [
        ("options", !choices && !item.options.is_empty()),
        ("picture", item.kind != Kind::Single && item.picture.is_some()),
        ("truth", item.kind != Kind::Boolean && item.truth.is_some()),
        ("answer", item.kind != Kind::Numeric && item.answer.is_some()),
        ("tolerance", item.kind != Kind::Numeric && item.tolerance != 0.0),
        ("further", item.kind != Kind::Numeric && !item.further.is_empty()),
        ("unit", item.kind != Kind::Numeric && item.unit.is_some()),
        ("accepted", item.kind != Kind::Text && !item.accepted.is_empty()),
        ("pairs", item.kind != Kind::Matching && !item.pairs.is_empty()),
        ("extra", item.kind != Kind::Matching && !item.extra.is_empty()),
        ("steps", item.kind != Kind::Ordering && !item.steps.is_empty()),
        ("blanks", item.kind != Kind::Cloze && !item.blanks.is_empty()),
    ];
    found.extend(stray.into_iter().filter(|(_, there)| *there).map(|(name, _)| Fault::Stray(name)));
    match item.kind {
        Kind::Single | Kind::Multiple => options(item, found),
        Kind::Boolean if item.truth.is_none() => found.push(Fault::NoTruth),
        Kind::Numeric => {
            if !item.answer.is_some_and(f64::is_finite) {
                found.push(Fault::NoAnswer);
            }
            let tolerances = item.further.iter().map(|one| one.tolerance).chain([item.tolerance]);
            if tolerances.into_iter().any(|one| !one.is_finite() || one < 0.0) {
                found.push(Fault::Tolerance);
            }
            if !item.further.iter().all(|one| one.answer.is_finite()) {
                found.push(Fault::NoAnswer);
            }
            if item.further.iter().filter_map(|one| one.share).any(|share| !(share > 0.0 && share <= 1.0)) {
                found.push(Fault::Share);
            }
        }
        Kind::Text => accepted(&item.accepted, found),
        Kind::Matching => pairs(item, found),
        Kind::Ordering => {
            if !(3..=8).contains(&item.steps.len()) {
                found.push(Fault::StepCount(item.steps.len()));
            }
            each_once(&item.steps, Fault::DuplicateStep, found);
        }
        Kind::Cloze => blanks(item, found),
        Kind::Boolean | Kind::Essay | Kind::Description => {}
    }
}

/// No text is empty, none is there twice.
fn each_once<'a>(texts: impl IntoIterator<Item = &'a String>, twice: impl Fn(String) -> Fault, found: &mut Vec<Fault>) {
    let mut seen = BTreeSet::new();
    for text in texts {
        if text.trim().is_empty() {
            found.push(Fault::EmptyOption);
        } else if !seen.insert(text.trim()) {
            found.push(twice(text.clone()));
        }
    }
}

fn options(item: &Item, found: &mut Vec<Fault>) {
    if !(2..=8).contains(&item.options.len()) {
        found.push(Fault::OptionCount(item.options.len()));
    }
    each_once(item.options.iter().map(|option| &option.text), Fault::DuplicateOption, found);
    if item.options.iter().filter_map(|option| option.share).any(|share| !(-1.0..=1.0).contains(&share)) {
        found.push(Fault::Share);
    }
    match (item.kind, item.options.iter().filter(|option| option.right).count()) {
        (_, 0) => found.push(Fault::NoneRight),
        (Kind::Single, rights) if rights > 1 => found.push(Fault::NotOneRight(rights)),
        _ => {}
    }
}

fn accepted(accepted: &[Accepted], found: &mut Vec<Fault>) {
    if accepted.is_empty() {
        found.push(Fault::NoneAccepted);
    }
    if accepted.iter().any(|one| plain(&one.text).is_empty()) {
        found.push(Fault::EmptyOption);
    }
    if accepted.iter().filter_map(|one| one.share).any(|share| !(share > 0.0 && share <= 1.0)) {
        found.push(Fault::Share);
    }
}

fn pairs(item: &Item, found: &mut Vec<Fault>) {
    if !(2..=10).contains(&item.pairs.len()) {
        found.push(Fault::PairCount(item.pairs.len()));
    }
    each_once(item.pairs.iter().map(|pair| &pair.left), Fault::DuplicateLeft, found);
    if item.pairs.iter().map(|pair| &pair.right).chain(&item.extra).any(|right| right.trim().is_empty()) {
        found.push(Fault::EmptyOption);
    }
    let rights = item.rights().len();
    if rights < 2 {
        found.push(Fault::OptionCount(rights));
    }
}

fn blanks(item: &Item, found: &mut Vec<Fault>) {
    if !(1..=8).contains(&item.blanks.len()) {
        found.push(Fault::BlankCount(item.blanks.len()));
    }
    for (number, blank) in (1..).zip(&item.blanks) {
        if item.prompt.matches(&format!("{{{number}}}")).count() != 1 {
            found.push(Fault::NoBlank(number));
        }
        accepted(&blank.accepted, found);
        each_once(&blank.choices, Fault::DuplicateOption, found);
        let choosable = |one: &Accepted| blank.choices.iter().any(|choice| plain(choice) == plain(&one.text));
        if !blank.choices.is_empty() && !blank.accepted.iter().all(choosable) {
            found.push(Fault::NotAChoice(number));
        }
    }
    let stray = (1..=9).find(|number| *number > item.blanks.len() && item.prompt.contains(&format!("{{{number}}}")));
    found.extend(stray.map(Fault::StrayBlank));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quiz::item::Items;

    fn check(text: &str, expected: &[&str]) {
        let items = toml::from_str::<Items>(text).unwrap().item;
        let got: Vec<String> = checks(&items).iter().map(ToString::to_string).collect();
        assert_eq!(got, expected, "{text}");
    }

    const WORDS: &str = "prompt='?'\nexplanation='!'\ntopic='t'\nlevel=1\n";

    #[test]
    fn faults() {
        let item = |rest: &str| format!("[[item]]\n{WORDS}{rest}\n");
        let ok = item("id='a'\nkind='single'\noptions=[{text='x',right=true},{text='y'}]");
        check(&ok, &[]);
        check(&(ok.clone() + &ok), &["item a: the id is used before, at item 1"]);
        check(&item("id='a'\nkind='single'\noptions=[{text='x'},{text='y'}]"), &["item a: no right option"]);
        check(
            &item("id='a'\nkind='single'\noptions=[{text='x',right=true},{text='y',right=true}]"),
            &["item a: 2 right options; a single choice has one"],
        );
        check(
            &item("id='a'\nkind='multiple'\noptions=[{text='x',right=true},{text='x '},{text=''}]"),
            &["item a: option \"x \" is there twice", "item a: an option is empty"],
        );
        check(
            &item("id='a'\nkind='single'\noptions=[{text='x',right=true}]"),
            &["item a: 1 options; two to eight are needed"],
        );
        check(&item("id='a'\nkind='boolean'"), &["item a: `truth` is missing"]);
        check(&item("id='a'\nkind='boolean'\ntruth=true"), &[]);
        check(
            &item("id='a'\nkind='numeric'\nanswer=nan\ntolerance=-1.0\ntruth=true"),
            &[
                "item a: `truth` does not belong to this kind of item",
                "item a: `answer` is missing or no number",
                "item a: the tolerance is negative or no number",
            ],
        );
        check(&item("id='a'\nkind='text'"), &["item a: `accepted` has no right answer"]);
        check(
            &item("id='a'\nkind='text'\naccepted=[{text='。'},{text='x',share=0.0}]"),
            &["item a: an option is empty", "item a: a share must be above 0 and at most 1; of an option from -1 to 1"],
        );
        check(
            &item("id='a'\nkind='matching'\npairs=[{left='x',right='y'},{left='x',right='y'}]"),
            &["item a: the left \"x\" is there twice", "item a: 1 options; two to eight are needed"],
        );
        check(
            &item("id='a'\nkind='ordering'\nsteps=['x','x']"),
            &["item a: 2 steps; three to eight are needed", "item a: step \"x\" is there twice"],
        );
        let cloze = "[[item]]\nprompt='{1} {3}'\nexplanation='!'\ntopic='t'\nlevel=1\nid='a'\nkind='cloze'\n";
        check(
            &format!("{cloze}blanks=[{{accepted=[{{text='x'}}],choices=['y','z']}},{{accepted=[{{text='x'}}]}}]"),
            &[
                "item a: blank 1: a right answer is not among its choices",
                "item a: the prompt has no {2} for this blank, or has it twice",
                "item a: the prompt's {3} has no blank",
            ],
        );
        check(&item("id='a'\nkind='essay'"), &[]);
        check(
            "[[item]]\nid=''\nkind='boolean'\ntruth=true\nprompt=' '\nexplanation=''\ntopic=''\nlevel=4",
            &[
                "item : the id is empty",
                "item : the prompt is empty",
                "item : the explanation is empty",
                "item : the topic is empty",
                "item : level 4 is not from 1 to 3",
            ],
        );
    }

    #[test]
    fn items_of_products_that_are_gone() {
        let text = format!("[[item]]\n{WORDS}id='a'\nkind='boolean'\ntruth=true\nproduct='XB-1'");
        let items = toml::from_str::<Items>(&text).unwrap().item;
        assert_eq!(unknown_products(&items, &BTreeSet::from(["XB-2"])).len(), 1);
        assert_eq!(unknown_products(&items, &BTreeSet::from(["XB-1"])).len(), 0);
    }
}
