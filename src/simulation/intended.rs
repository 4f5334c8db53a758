//! What a reference agent means by a wording, right or falsified, and the action a means asks for.

use super::duty::name_of;
use super::event::{Action, Colleague, Invitation};
use super::ground::Ground;
use super::scenario::{ActionName, Means};
use super::value::{DAY_S, Value};
use super::window::WindowState;
use crate::language::act::{Act, ActKind, Polarity, Topic};

/// The act a perfect agent means by a wording.
pub fn meant(ground: &Ground<'_>, means: Option<&Means>, topic: Option<Topic>, wrong: bool) -> Act {
    let kind = means.and_then(|means| means.acts.first().copied()).unwrap_or(ActKind::Answer);
    let mut act = Act::plain(kind);
    act.topic = means.and_then(|means| means.topic).or(topic);
    let value = means.and_then(|means| means.value.as_ref()).and_then(|source| ground.value(source).ok());
    let yes = |yes: bool| Some(if yes { Polarity::Affirm } else { Polarity::Deny });
    match value.map(|value| if wrong { falsified(ground, &value, act.topic) } else { value }) {
        Some(Value::Text(text)) => act.value = Some(text),
        Some(Value::Any(texts)) => act.value = texts.first().cloned(),
        Some(Value::Count(n)) => act.value = Some(n.to_string()),
        Some(Value::Stock(n)) => act.polarity = yes(n > 0),
        Some(Value::Cents(0)) => act.polarity = yes(true),
        Some(Value::Cents(cents)) => act.amount_cents = Some(cents),
        Some(Value::Seconds(s)) => act.duration_s = Some(s),
        Some(Value::Days(days)) => act.duration_s = Some(days * DAY_S),
        Some(Value::Yes(is)) => act.polarity = yes(is),
        None => {}
    }
    act
}

/// Another value of the same kind.
pub fn falsified(ground: &Ground<'_>, value: &Value, topic: Option<Topic>) -> Value {
    let other_size = || {
        let table = ground
            .product
            .and_then(|product| product.size_table.as_ref())
            .and_then(|name| ground.shop.size_tables.get(name));
        let wrong = table.and_then(|table| table.rows.iter().find(|row| *value != Value::Text(row.size.clone())));
        wrong.map(|row| row.size.clone())
    };
    match value {
        Value::Text(_) if topic == Some(Topic::Size) => Value::Text(other_size().unwrap_or_else(|| "99".to_owned())),
        Value::Text(_) | Value::Any(_) => Value::Text("随便说的".to_owned()),
        Value::Count(n) => Value::Count(n + 7),
        Value::Stock(n) => Value::Stock(u64::from(*n == 0)),
        Value::Cents(cents) => Value::Cents(cents + 1_100),
        Value::Seconds(s) => Value::Seconds(s * 3 + 3 * DAY_S),
        Value::Days(days) => Value::Days(days * 3 + 3),
        Value::Yes(is) => Value::Yes(!is),
    }
}

/// A wording with every placeholder falsified; facts of the buyer stay. Where the truth is written out in it, other words.
pub fn spoilt(ground: &Ground<'_>, text: &str, means: Option<&Means>) -> String {
    let look = |source: &str| match ground.value(source)? {
        value if ground.facts.contains_key(source) => Ok(value),
        value => Ok(falsified(ground, &value, source.contains("size").then_some(Topic::Size))),
    };
    let text = ground.fill_with(text, &look).unwrap_or_default();
    let truth = means.and_then(|means| means.value.as_ref()).and_then(|source| ground.value(source).ok());
    match truth {
        Some(Value::Yes(true)) => "这个不行的哦".to_owned(),
        Some(Value::Yes(false)) => "可以的哦".to_owned(),
        Some(Value::Stock(0)) => "有货的哦，可以拍".to_owned(),
        Some(Value::Stock(_)) => "现在没货了哦".to_owned(),
        Some(truth) if truth.stands_in(&text) => format!("这个是{}的", falsified(ground, &truth, None)),
        _ => text,
    }
}

pub fn bare() -> Means {
    Means { acts: Vec::new(), topic: None, value: None, words: Vec::new(), action: None, with: None }
}

/// The action a means asks for, its argument from `with`, else from the end state; `None` where neither names one.
pub fn action_of(ground: &Ground<'_>, state: &WindowState, means: &Means) -> Option<Action> {
    let end = &ground.scenario.end;
    let with = means.with.as_deref();
    let text = |source: &str| ground.value(source).map(|value| value.to_string()).ok();
    let cents = |source: Option<&String>| match ground.value(with.or(source.map(String::as_str))?) {
        Ok(Value::Cents(cents) | Value::Count(cents)) => Some(cents),
        _ => None,
    };
    let named = |id: Option<&String>| with.and_then(text).or_else(|| id.cloned());
    Some(match means.action? {
        ActionName::Refund => Action::Refund {
            amount_cents: cents(end.refund.as_ref().or(end.refund_at_most.as_ref())).filter(|c| *c > 0)?,
        },
        ActionName::Postage => Action::Postage { amount_cents: cents(end.postage.as_ref())? },
        ActionName::ReducePrice => Action::ReducePrice { amount_cents: cents(end.reduced_at_most.as_ref())? },
        ActionName::Coupon => Action::Coupon { id: named(end.coupon.as_ref())? },
        ActionName::Gift => Action::Gift { id: named(end.gift.as_ref())? },
        ActionName::Resend => Action::Resend { item: named(end.resend.as_ref())? },
        ActionName::Exchange => {
            Action::Exchange { item: named(end.exchange.as_ref())?, to: ground.fill(end.exchange_to.as_ref()?).ok()? }
        }
        ActionName::ChangeAddress => {
            let parts: Vec<String> = match with {
                Some(source) => text(source).into_iter().collect(),
                None => end.address.iter().filter_map(|source| text(source)).collect(),
            };
            Action::ChangeAddress { text: (!parts.is_empty()).then(|| parts.join(" "))? }
        }
        ActionName::Note => {
            let words: Vec<String> = match with {
                Some(source) => text(source).into_iter().collect(),
                None => end.note.iter().filter_map(|word| ground.fill(word).ok()).collect(),
            };
            Action::Note { text: (!words.is_empty()).then(|| words.join("，"))? }
        }
        ActionName::ProductCard => {
            Action::ProductCard { id: with.and_then(text).or_else(|| state.case.product.clone())? }
        }
        ActionName::RequestEvidence => {
            Action::RequestEvidence { what: with.and_then(text).unwrap_or_else(|| "照片".to_owned()) }
        }
        ActionName::Ask => Action::Ask {
            who: match with.and_then(text).as_deref() {
                Some("carrier") => Colleague::Carrier,
                Some("supervisor") => Colleague::Supervisor,
                _ => Colleague::Warehouse,
            },
        },
        ActionName::Transfer => Action::Transfer { to: end.transfer? },
        ActionName::Invite => Action::Invite {
            what: match with.and_then(text).as_deref() {
                Some("rating") => Invitation::Rating,
                _ => Invitation::Order,
            },
        },
    })
}

pub fn done(state: &WindowState, action: &Action) -> bool {
    let given = &state.given;
    match action {
        Action::Refund { .. } => given.refunded_yuan_cents > 0,
        Action::Postage { .. } => given.postage_yuan_cents.is_some(),
        Action::ReducePrice { .. } => given.reductions > 0,
        Action::Coupon { id } => given.coupons.contains(id),
        Action::Gift { id } => given.gifts.contains(id),
        Action::Resend { item } => given.resent.contains(item),
        Action::Exchange { .. } => !given.exchanged.is_empty(),
        Action::ChangeAddress { .. } => given.address.is_some(),
        Action::Note { text } => given.notes.contains(text),
        Action::Transfer { .. } => given.transfer.is_some(),
        other => name_of(other).is_none(),
    }
}
