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
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// Whether a plain text holds a word, however that is written.
pub fn holds_word(text: &str, word: &str) -> bool {
    let written_plain =
        |c: char| !c.is_whitespace() && !c.is_ascii_uppercase() && !('\u{ff01}'..='\u{ff5e}').contains(&c);
    if word.chars().all(written_plain) { text.contains(word) } else { text.contains(&plain(word)) }
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
            // A sum is another matter than whether: 满299减40 does not say that the greater coupon may be used.
            Self::Yes(_) if act.amount_cents.is_some() => Stated::Silent,
            Self::Yes(yes) => polarity(*yes),
        }
    }

    /// How the value may stand in a reply's words.
    fn spellings(&self) -> Vec<String> {
        match self {
            Self::Yes(_) => Vec::new(),
            Self::Any(truths) => truths.iter().map(|truth| plain(truth)).collect(),
            Self::Text(truth) => vec![plain(truth)],
            Self::Cents(0) => vec!["包邮".to_owned(), "免邮".to_owned(), "免运费".to_owned()],
            Self::Cents(cents) => ["元", "块", "圆"].iter().map(|unit| format!("{}{unit}", yuan(*cents))).collect(),
            Self::Count(n) | Self::Stock(n) => vec![n.to_string()],
            Self::Seconds(s) => spans(*s / 3_600),
            Self::Days(days) => spans(days.saturating_mul(24)),
        }
    }

    /// Whether the words of a reply state the value, where the reading names none.
    pub fn stands_in(&self, text: &str) -> bool {
        let text = numbered(&plain(text));
        let bare = match self {
            Self::Cents(cents) if *cents > 0 => holds(&text, &yuan(*cents)),
            _ => false,
        };
        bare || self.spellings().iter().any(|spelling| holds(&text, &numbered(spelling)))
    }

    /// As [`Value::stands_in`], and with its unit, not denied, and not one of a list.
    pub fn affirmed_in(&self, text: &str) -> bool {
        let text = numbered(&plain(text));
        let figures = text.split(|c: char| !c.is_ascii_digit() && c != '.').filter(|part| !part.is_empty()).count();
        let specific = matches!(self, Self::Text(_) | Self::Any(_)) || figures <= FIGURES_MAX;
        specific
            && self.spellings().iter().map(|spelling| numbered(spelling)).any(|spelling| {
                spelling.chars().count() > 1
                    && text.match_indices(&spelling).any(|(at, _)| {
                        let before: String = text[..at].chars().rev().take(3).collect();
                        holds(&text, &spelling) && !before.contains(['不', '非', '没', '无', '别'])
                    })
            })
    }
}

/// A reply with more figures is a list from which the right one must not be picked.
const FIGURES_MAX: usize = 5;

/// A length of time in hours as people write it.
fn spans(hours: u64) -> Vec<String> {
    let mut all = vec![format!("{hours}小时"), format!("{hours}个小时"), format!("{hours}h")];
    if hours > 0 && hours.is_multiple_of(24) {
        let days = hours / 24;
        all.extend([format!("{days}天"), format!("{days}日"), format!("{days}个工作日"), format!("{days}个自然日")]);
        if days.is_multiple_of(7) {
            all.extend([format!("{}周", days / 7), format!("{}个星期", days / 7)]);
        }
    }
    all
}

/// Chinese numbers up to 99 as digits: 七天 as 7天, 四十八小时 as 48小时.
fn numbered(text: &str) -> String {
    let digit = |c: char| "零一二三四五六七八九".chars().position(|d| d == c).or((c == '两').then_some(2));
    let chars: Vec<char> = text.chars().collect();
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    while at < chars.len() {
        let tens = digit(chars[at]);
        let next = chars.get(at + 1).copied();
        let last = |from: usize| chars.get(from).copied().and_then(digit).filter(|d| *d > 0);
        let (value, used) = match (chars[at], tens, next) {
            ('十', ..) => (Some(10 + last(at + 1).unwrap_or(0)), 1 + usize::from(last(at + 1).is_some())),
            (_, Some(tens), Some('十')) => {
                (Some(tens * 10 + last(at + 2).unwrap_or(0)), 2 + usize::from(last(at + 2).is_some()))
            }
            (_, Some(one), _) => (Some(one), 1),
            _ => (None, 1),
        };
        match value {
            Some(value) => out.push_str(&value.to_string()),
            None => out.push(chars[at]),
        }
        at += used;
    }
    out
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
    fn the_right_words_are_found_in_a_reply() {
        let check = |truth: Value, text: &str, expected: bool| {
            assert_eq!(truth.affirmed_in(text), expected, "{truth:?} in {text}");
        };
        check(Value::Days(7), "最晚七天到账", true);
        check(Value::Seconds(172_800), "两天内发", true);
        check(Value::Seconds(172_800), "四十八小时内发", true);
        check(Value::Days(7), "十七天", false);
        check(Value::Cents(27_800), "满299减40，到手278元", true);
        check(Value::Cents(27_800), "到手1278元", false);
        check(Value::Cents(800), "8码的", false);
        check(Value::Text("羊毛".into()), "里面的毛就是羊毛", true);
        check(Value::Text("羊毛".into()), "不是羊毛，是腈纶", false);
        check(Value::Cents(500), "1元2元3元4元5元6元", false);
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
            assert_eq!(truth.stated(act, &|_| false), expected, "{truth:?} {act:?}");
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
