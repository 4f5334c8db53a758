//! The labels of acts, topics and actions as a rule writes them: the same as in content.

use crate::language::act::{ActKind, Polarity, Topic};
use crate::simulation::scenario::ActionName;
use serde::de::IntoDeserializer as _;
use serde::de::value::{Error, StrDeserializer};
use serde::{Deserialize, Serialize};

/// A name so many letters off is taken for a slip of the keyboard.
const SLIP_LETTERS: usize = 2;

/// What may follow `did:NAME:`.
const ARGUMENTS: &[(ActionName, &[&str])] = &[
    (ActionName::Ask, &["warehouse", "carrier", "supervisor"]),
    (ActionName::Invite, &["order", "rating"]),
    (ActionName::Transfer, &["presale", "in_sale", "aftersales", "review", "supervisor"]),
];

pub fn act_kind(name: &str) -> Option<ActKind> {
    of_label(name)
}

pub fn topic(name: &str) -> Option<Topic> {
    of_label(name)
}

pub fn polarity(name: &str) -> Option<Polarity> {
    of_label(name)
}

pub fn action(name: &str) -> Option<ActionName> {
    of_label(name)
}

/// The argument of an action by its label.
pub fn argument(action: ActionName, name: &str) -> Option<&'static str> {
    arguments(action).iter().find(|known| **known == name).copied()
}

/// The arguments an action knows; none for most.
pub fn arguments(action: ActionName) -> &'static [&'static str] {
    ARGUMENTS.iter().find(|(known, _)| *known == action).map_or(&[], |(_, arguments)| arguments)
}

/// A unit variant's label, as serde writes it.
pub fn label<T: Serialize>(value: &T) -> String {
    let label = serde_json::to_value(value).ok();
    label.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
}

/// The label of an action's name.
pub fn action_label(name: ActionName) -> String {
    label(&name)
}

fn of_label<'de, T: Deserialize<'de>>(name: &'de str) -> Option<T> {
    let name: StrDeserializer<'de, Error> = name.into_deserializer();
    T::deserialize(name).ok()
}

/// Every label of an act, topic or action: serde names them where it knows none of the name.
pub fn labels<T: for<'de> Deserialize<'de>>() -> Vec<String> {
    let unknown: StrDeserializer<'_, Error> = "".into_deserializer();
    let message = T::deserialize(unknown).err().map(|error| error.to_string()).unwrap_or_default();
    message.split('`').skip(1).step_by(2).filter(|label| !label.is_empty()).map(str::to_owned).collect()
}

/// The known name a slip away, for a mend.
pub fn nearest<S: AsRef<str>>(name: &str, known: &[S]) -> Option<String> {
    let distance = |other: &&S| edits(name, other.as_ref());
    let best = known.iter().min_by_key(distance)?;
    let short = name.chars().count() <= SLIP_LETTERS;
    (distance(&best) <= SLIP_LETTERS && !short).then(|| best.as_ref().to_owned())
}

/// Letters to add, drop or change (Levenshtein).
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = corner + usize::from(x != *y);
            corner = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_those_of_content() {
        assert_eq!(labels::<ActKind>().len(), 22);
        assert_eq!(labels::<Topic>().len(), 27);
        assert!(labels::<ActKind>().iter().all(|name| act_kind(name).is_some_and(|kind| label(&kind) == *name)));
        for (action, arguments) in ARGUMENTS {
            assert_eq!(self::action(&action_label(*action)), Some(*action));
            assert!(!arguments.is_empty());
        }
    }

    #[test]
    fn slips_are_mended() {
        let check = |name: &str, expected: Option<&str>| {
            assert_eq!(nearest(name, &["apologise", "answer", "ask"]).as_deref(), expected, "{name}");
        };
        check("apologize", Some("apologise"));
        check("anwser", Some("answer"));
        check("refund", None);
        check("as", None);
    }
}
