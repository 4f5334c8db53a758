//! A value from the catalogue or order, and whether what an agent said states it.

use crate::language::act::{Act, Polarity, Topic};
use std::fmt;

/// What a source gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Text(String),
    /// Any one of them.
    Any(Vec<String>),
    Count(u64),
    /// Pieces in stock: 有货 and 没货 state it too.
    Stock(u64),
    /// Money in hundredths of a yuan; nothing to pay is 包邮.
    Cents(u64),
    Seconds(u64),
    /// A length of time told in days.
    Days(u64),
    /// Whether the topic's plain form holds.
    Yes(bool),
}

pub const DAY_S: u64 = 86_400;
const HOUR_S: u64 = 3_600;

/// `3990` as `39.9`.
pub fn yuan(cents: u64) -> String {
    match (cents / 100, cents % 100) {
        (yuan, 0) => yuan.to_string(),
        (yuan, rest) if rest % 10 == 0 => format!("{yuan}.{}", rest / 10),
        (yuan, rest) => format!("{yuan}.{rest:02}"),
    }
}

/// Times in hours up to two days, days beyond.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Any(texts) => f.write_str(&texts.join("、")),
            Self::Count(n) | Self::Stock(n) => write!(f, "{n}"),
            Self::Cents(cents) => f.write_str(&yuan(*cents)),
            Self::Days(days) => write!(f, "{days}天"),
            Self::Seconds(s) if *s > 2 * DAY_S && s % DAY_S == 0 => write!(f, "{}天", s / DAY_S),
            Self::Seconds(s) => write!(f, "{}小时", s / HOUR_S),
            Self::Yes(yes) => f.write_str(if *yes { "可以" } else { "不可以" }),
        }
    }
}

/// What one act says of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stated {
    Right,
    Wrong,
    /// Nothing that could be held against it.
    Silent,
}

/// Lower case, full-width letters and digits halved, spaces out: for comparing words.
pub fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            _ => c,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether `part` stands in `text` as a word of its own: no digit or letter beside it where it begins or ends with one.
pub fn holds(text: &str, part: &str) -> bool {
    if part.is_empty() {
        return false;
    }
    let joins = |a: Option<char>, b: Option<char>| match (a, b) {
        (Some(a), Some(b)) => {
            (a.is_ascii_digit() || a == '.') && b.is_ascii_digit()
                || a.is_ascii_digit() && (b.is_ascii_digit() || b == '.')
                || a.is_ascii_alphabetic() && b.is_ascii_alphabetic()
        }
        _ => false,
    };
    text.match_indices(part).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + part.len()..]);
        // A full stop joins only where a digit follows it.
        let stop = after.strip_prefix('.').is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
        !joins(before.chars().last(), part.chars().next())
            && (stop || !joins(part.chars().last(), after.chars().next()))
    })
}

/// Topics whose stated words are of one kind, so that another word is a wrong one.
fn closed(topic: Topic) -> bool {
    matches!(topic, Topic::Size | Topic::Colour | Topic::Material | Topic::Carrier)
}

impl Value {
    /// Holds one act against the value. `neutral` says of a word that it belongs to something else
    /// (another part's material, another size's stock) and so is neither right nor wrong.
    pub fn stated(&self, act: &Act, neutral: &dyn Fn(&str) -> bool) -> Stated {
        let polarity = |right: bool| act.polarity.map_or(Stated::Silent, |p| verdict((p == Polarity::Affirm) == right));
        match self {
            Self::Text(truth) => words(std::slice::from_ref(truth), act, neutral),
            Self::Any(truths) => words(truths, act, neutral),
            Self::Count(n) => match act.value.as_deref().map(|v| v.trim().parse::<u64>()) {
                Some(Ok(said)) => verdict(said == *n),
                _ => Stated::Silent,
            },
            Self::Stock(n) => match act.value.as_deref().map(|v| v.trim().parse::<u64>()) {
                Some(Ok(said)) if said == *n && act.polarity != Some(Polarity::Deny) => Stated::Right,
                Some(Ok(said)) if act.polarity.is_none() && !neutral(&said.to_string()) => Stated::Wrong,
                _ => polarity(*n > 0),
            },
            Self::Cents(cents) => match act.amount_cents {
                Some(said) => verdict(said == *cents),
                None if *cents == 0 => polarity(true),
                None if act.polarity == Some(Polarity::Affirm) && act.topic == Some(Topic::Postage) => Stated::Wrong,
                None => Stated::Silent,
            },
            Self::Seconds(s) => lasts(*s, act),
            Self::Days(days) => lasts(days.saturating_mul(DAY_S), act),
            Self::Yes(yes) => polarity(*yes),
        }
    }

    /// Whether the words of a reply state the value, where the reading names none.
    pub fn stands_in(&self, text: &str) -> bool {
        let text = plain(text);
        match self {
            Self::Yes(_) => false,
            Self::Any(truths) => truths.iter().any(|truth| holds(&text, &plain(truth))),
            Self::Cents(0) => text.contains("包邮"),
            Self::Text(truth) => holds(&text, &plain(truth)),
            Self::Stock(_) | Self::Count(_) | Self::Cents(_) | Self::Seconds(_) | Self::Days(_) => {
                holds(&text, &plain(&self.to_string()))
            }
        }
    }
}

fn lasts(truth_s: u64, act: &Act) -> Stated {
    match act.duration_s {
        // Days on the road are an estimate: a day more or less is not wrong.
        Some(said) if act.topic == Some(Topic::Logistics) => verdict(said.abs_diff(truth_s) <= DAY_S),
        Some(said) => verdict(said == truth_s),
        None => Stated::Silent,
    }
}

fn verdict(right: bool) -> Stated {
    if right { Stated::Right } else { Stated::Wrong }
}

fn words(truths: &[String], act: &Act, neutral: &dyn Fn(&str) -> bool) -> Stated {
    let Some(said) = act.value.as_deref().map(plain).filter(|said| !said.is_empty()) else {
        return Stated::Silent;
    };
    let same = truths.iter().map(|truth| plain(truth)).any(|truth| {
        truth == said
            || (!said.bytes().all(|b| b.is_ascii_alphanumeric()) && (truth.contains(&said) || said.contains(&truth)))
    });
    match (same, act.polarity) {
        (true, Some(Polarity::Deny)) => Stated::Wrong,
        (true, _) => Stated::Right,
        (false, Some(Polarity::Deny)) => Stated::Silent,
        (false, _) if act.topic.is_some_and(closed) && !neutral(&said) => Stated::Wrong,
        _ => Stated::Silent,
    }
}

#[cfg(test)]
mod tests {
    use super::{Stated, Value, holds, yuan};
    use crate::language::act::{Act, ActKind, Polarity, Topic};

    #[test]
    fn money_reads_as_on_the_page() {
        assert_eq!([yuan(3990), yuan(4000), yuan(5), yuan(0)], ["39.9", "40", "0.05", "0"]);
    }

    #[test]
    fn a_number_is_found_only_whole() {
        for (text, part, expected) in [
            ("建议22码", "22", true),
            ("建议122码", "22", false),
            ("22.5码", "22", false),
            ("就22.", "22", true),
            ("xxl码", "xl", false),
            ("针织布的", "针织布", true),
        ] {
            assert_eq!(holds(text, part), expected, "{part} in {text}");
        }
    }

    #[test]
    fn an_act_is_held_against_the_truth() {
        let act = |topic, value: Option<&str>, polarity| Act {
            topic: Some(topic),
            value: value.map(str::to_owned),
            polarity,
            ..Act::plain(ActKind::Answer)
        };
        let check = |truth: Value, act: &Act, expected| {
            assert_eq!(truth.stated(act, &|_| false), expected, "{truth:?} {act:?}")
        };
        let size = Value::Text("22".into());
        check(size.clone(), &act(Topic::Size, Some("22"), None), Stated::Right);
        check(size.clone(), &act(Topic::Size, Some("23"), None), Stated::Wrong);
        check(size.clone(), &act(Topic::Size, Some("22"), Some(Polarity::Deny)), Stated::Wrong);
        check(size, &act(Topic::Size, None, None), Stated::Silent);
        check(Value::Stock(3), &act(Topic::Stock, Some("22"), Some(Polarity::Affirm)), Stated::Right);
        check(Value::Stock(0), &act(Topic::Stock, None, Some(Polarity::Affirm)), Stated::Wrong);
        check(Value::Cents(0), &act(Topic::Postage, None, Some(Polarity::Affirm)), Stated::Right);
        check(Value::Cents(800), &act(Topic::Postage, None, Some(Polarity::Affirm)), Stated::Wrong);
        check(Value::Yes(false), &act(Topic::Custom, None, Some(Polarity::Deny)), Stated::Right);
        let material = Value::Text("飞织网布".into());
        check(material.clone(), &act(Topic::Material, Some("网布"), None), Stated::Right);
        check(material, &act(Topic::Material, Some("牛皮"), None), Stated::Wrong);
    }
}
