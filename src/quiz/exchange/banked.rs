//! From what was read to the bank, and back without loss.

use super::{Imported, ImportedAnswer, embedded, number};
use crate::quiz::{Accepted, Blank, Carried, Choice, Item, Kind, Number, Pair, carried::Other};

fn some(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

/// The item as the bank holds it. Whether it may be asked is for [`crate::quiz::checks()`] to say.
///
/// An explanation is the general feedback, else what is said to the right answer, else the right answer itself.
pub fn banked(read: &Imported, id: &str, topic: &str, level: u64) -> Item {
    let explained = read.general_feedback.is_none().then(|| explained(read));
    let mut item = Item {
        id: id.to_owned(),
        kind: read.kind,
        prompt: read.prompt.clone(),
        unit: read.unit.clone().filter(|_| read.kind == Kind::Numeric),
        explanation: read.general_feedback.clone().or_else(|| explained.clone()).unwrap_or_default(),
        topic: topic.to_owned(),
        level,
        ..Item::default()
    };
    let mut carried = Carried {
        name: read.name.clone(),
        category: read.category.clone(),
        idnumber: read.idnumber.clone(),
        tags: read.tags.clone(),
        sources: read.sources.clone(),
        explained,
        embedded: read.embedded.clone(),
        kept: read.kept.clone(),
        ..Carried::default()
    };
    match read.kind {
        Kind::Single | Kind::Multiple => item.options = options(read),
        Kind::Boolean => {
            item.truth = Some(read.answers.iter().any(|one| one.text == "true" && one.fraction > 0.0));
            for one in &read.answers {
                let of = if one.fraction > 0.0 { &mut carried.right_feedback } else { &mut carried.wrong_feedback };
                *of = some(&one.feedback);
            }
        }
        Kind::Numeric => numbers(read, &mut item, &mut carried),
        Kind::Text => {
            item.accepted = read.answers.iter().filter(|one| one.fraction > 0.0).map(accepted).collect();
            carried.others = others(read);
        }
        Kind::Matching => {
            for one in &read.answers {
                let right = one.right.clone().unwrap_or_default();
                if one.text.is_empty() {
                    item.extra.push(right);
                } else {
                    item.pairs.push(Pair { left: one.text.clone(), right });
                }
            }
        }
        Kind::Ordering => item.steps = read.answers.iter().map(|one| one.text.clone()).collect(),
        Kind::Cloze => item.blanks = read.embedded.iter().map(|blank| read_blank(blank)).collect(),
        Kind::Essay | Kind::Description => {}
    }
    item.carried = Some(Box::new(carried));
    item
}

fn read_blank(written: &str) -> Blank {
    embedded::answers(written).map(|(kind, answers)| embedded::blank(kind, &answers)).unwrap_or_default()
}

fn explained(read: &Imported) -> String {
    let rights = || read.answers.iter().filter(|one| one.fraction > 0.0);
    if let Some(said) = rights().map(|one| &one.feedback).find(|said| !said.is_empty()) {
        return said.clone();
    }
    let unit = read.unit.as_deref().unwrap_or_default();
    let words: Vec<String> = match read.kind {
        Kind::Boolean => rights().map(|one| if one.text == "true" { "对" } else { "错" }.to_owned()).collect(),
        Kind::Matching => {
            rights().map(|one| format!("{} → {}", one.text, one.right.as_deref().unwrap_or_default())).collect()
        }
        Kind::Numeric => rights().take(1).map(|one| format!("{}{unit}", one.text)).collect(),
        Kind::Text => rights().take(1).map(|one| one.text.clone()).collect(),
        _ => rights().map(|one| one.text.clone()).collect(),
    };
    if words.is_empty() { read.prompt.clone() } else { words.join("；") }
}

/// Where several options of a single choice are full, the first is the right one.
fn options(read: &Imported) -> Vec<Choice> {
    let best = read.answers.iter().map(|one| one.fraction).fold(0.0, f64::max);
    let first = read.answers.iter().position(|one| one.fraction == best);
    let option = |(place, one): (usize, &ImportedAnswer)| {
        let single = read.kind == Kind::Single;
        let right = if single { Some(place) == first } else { one.fraction > 0.0 };
        // Of several, each names its share: what is not named the bank marks by its own rule.
        let plain = single && one.fraction == if right { 1.0 } else { 0.0 };
        Choice {
            text: one.text.clone(),
            right,
            share: Some(one.fraction).filter(|_| !plain),
            feedback: some(&one.feedback),
        }
    };
    read.answers.iter().enumerate().map(option).collect()
}

fn accepted(one: &ImportedAnswer) -> Accepted {
    Accepted {
        text: one.text.clone(),
        share: Some(one.fraction).filter(|share| *share < 1.0),
        feedback: some(&one.feedback),
        tolerance: None,
    }
}

fn others(read: &Imported) -> Vec<Other> {
    let nothing = |(_, one): &(usize, &ImportedAnswer)| one.fraction <= 0.0;
    let other = |(at, one): (usize, &ImportedAnswer)| Other {
        at,
        text: one.text.clone(),
        fraction: one.fraction,
        tolerance: one.tolerance,
        feedback: some(&one.feedback),
    };
    read.answers.iter().enumerate().filter(nothing).map(other).collect()
}

/// The best number is the answer; further ones bring what they bring.
fn numbers(read: &Imported, item: &mut Item, carried: &mut Carried) {
    let mut rights = read.answers.iter().filter(|one| one.fraction > 0.0);
    let value = |one: &ImportedAnswer| number::number(&one.text).unwrap_or_default();
    if let Some(main) = rights.next() {
        item.answer = Some(value(main));
        item.tolerance = main.tolerance.unwrap_or_default();
        carried.right_feedback = some(&main.feedback);
        carried.right_share = Some(main.fraction).filter(|share| *share < 1.0);
    }
    item.further = rights
        .map(|one| Number {
            answer: value(one),
            tolerance: one.tolerance.unwrap_or_default(),
            share: Some(one.fraction).filter(|share| *share < 1.0),
            feedback: some(&one.feedback),
        })
        .collect();
    carried.others = others(read);
}

/// What an export writes of an item.
pub fn unbanked(item: &Item) -> Imported {
    let empty = Carried::default();
    let carried = item.carried.as_deref().unwrap_or(&empty);
    let said = carried.explained.as_ref() != Some(&item.explanation);
    let mut out = Imported {
        name: if carried.name.is_empty() { Imported::name_of(&item.prompt) } else { carried.name.clone() },
        kind: item.kind,
        prompt: item.prompt.clone(),
        general_feedback: some(&item.explanation).filter(|_| said),
        category: if item.carried.is_some() { carried.category.clone() } else { item.topic.clone() },
        idnumber: carried.idnumber.clone(),
        tags: carried.tags.clone(),
        unit: item.unit.clone(),
        sources: carried.sources.clone(),
        embedded: carried.embedded.clone(),
        kept: carried.kept.clone(),
        ..Imported::default()
    };
    out.answers = match item.kind {
        Kind::Single | Kind::Multiple => item.options.iter().map(|one| option(item, one)).collect(),
        Kind::Boolean => truth(item, carried),
        Kind::Numeric => number_answers(item, carried),
        Kind::Text => item.accepted.iter().map(right).collect(),
        Kind::Matching => {
            let pair = |left: &str, right: &str, fraction| ImportedAnswer {
                right: Some(right.to_owned()),
                ..ImportedAnswer::new(left, fraction)
            };
            let pairs = item.pairs.iter().map(|one| pair(&one.left, &one.right, 1.0));
            pairs.chain(item.extra.iter().map(|right| pair("", right, 0.0))).collect()
        }
        Kind::Ordering => item.steps.iter().map(|step| ImportedAnswer::new(step, 1.0)).collect(),
        Kind::Cloze => blanks(item, &mut out.embedded),
        Kind::Essay | Kind::Description => Vec::new(),
    };
    for other in &carried.others {
        let at = other.at.min(out.answers.len());
        let feedback = other.feedback.clone().unwrap_or_default();
        let one =
            ImportedAnswer { feedback, tolerance: other.tolerance, ..ImportedAnswer::new(&other.text, other.fraction) };
        out.answers.insert(at, one);
    }
    out
}

fn right(one: &Accepted) -> ImportedAnswer {
    let feedback = one.feedback.clone().unwrap_or_default();
    ImportedAnswer { feedback, ..ImportedAnswer::new(&one.text, one.share.unwrap_or(1.0)) }
}

/// An option with its share; the bank's own rule in shares where it names none.
fn option(item: &Item, one: &Choice) -> ImportedAnswer {
    let rights = item.options.iter().filter(|option| option.right).count();
    let wrongs = item.options.len() - rights;
    let shared = item.options.iter().any(|option| option.share.is_some());
    let fraction = match (item.kind, one.right) {
        _ if one.share.is_some() => one.share.unwrap_or_default(),
        (Kind::Multiple, true) if !shared => 1.0 / rights as f64,
        (Kind::Multiple, false) if !shared => -1.0 / wrongs as f64,
        (_, true) => 1.0,
        (_, false) => 0.0,
    };
    let fraction = number::share(&number::written(fraction)).unwrap_or(fraction);
    ImportedAnswer { feedback: one.feedback.clone().unwrap_or_default(), ..ImportedAnswer::new(&one.text, fraction) }
}

fn truth(item: &Item, carried: &Carried) -> Vec<ImportedAnswer> {
    let answer = |one: bool| {
        let right = item.truth == Some(one);
        let said = if right { &carried.right_feedback } else { &carried.wrong_feedback };
        let feedback = said.clone().unwrap_or_default();
        ImportedAnswer { feedback, ..ImportedAnswer::new(one.to_string(), if right { 1.0 } else { 0.0 }) }
    };
    vec![answer(true), answer(false)]
}

fn number_answers(item: &Item, carried: &Carried) -> Vec<ImportedAnswer> {
    let answer = |value: f64, tolerance: f64, share: f64, feedback: &Option<String>| ImportedAnswer {
        tolerance: Some(tolerance),
        feedback: feedback.clone().unwrap_or_default(),
        ..ImportedAnswer::new(number::written(value), share)
    };
    let share = carried.right_share.unwrap_or(1.0);
    let main = item.answer.map(|value| answer(value, item.tolerance, share, &carried.right_feedback));
    let further =
        item.further.iter().map(|one| answer(one.answer, one.tolerance, one.share.unwrap_or(1.0), &one.feedback));
    main.into_iter().chain(further).collect()
}

/// The blanks as they were written, where they still read so.
fn blanks(item: &Item, written: &mut Vec<String>) -> Vec<ImportedAnswer> {
    let mut answers = Vec::new();
    let same = written.len() == item.blanks.len();
    let before = std::mem::take(written);
    for (place, blank) in item.blanks.iter().enumerate() {
        let kept = before.get(place).filter(|text| same && read_blank(text) == *blank);
        let text = kept.cloned().unwrap_or_else(|| embedded::written(blank));
        let number = place as u64 + 1;
        let read = embedded::answers(&text).map(|(_, answers)| answers).unwrap_or_default();
        answers.extend(read.into_iter().map(|one| ImportedAnswer { blank: Some(number), ..one }));
        written.push(text);
    }
    answers
}
