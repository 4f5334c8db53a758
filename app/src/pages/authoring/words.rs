//! A scenario's and an act's stable keys in words.

use crate::desk::card::yuan;
use crate::i18n::*;
use miaohui::language::act::{Act, ActKind, Polarity, Topic};
use serde::Serialize;

/// A unit variant as it is stored.
pub fn key<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(key)) => key,
        _ => String::new(),
    }
}

macro_rules! words {
    ($locale:expr, $space:ident, $value:expr, $($variant:path => $entry:ident),+ $(,)?) => {
        match $value { $($variant => td_string!($locale, $space.$entry).to_string(),)+ }
    };
}

pub fn topic(locale: Locale, topic: Topic) -> String {
    words!(locale, desk, topic,
        Topic::Size => topic_size, Topic::Colour => topic_colour, Topic::Stock => topic_stock, Topic::Price => topic_price,
        Topic::Coupon => topic_coupon, Topic::Postage => topic_postage, Topic::Dispatch => topic_dispatch,
        Topic::Carrier => topic_carrier, Topic::Logistics => topic_logistics, Topic::Return => topic_return,
        Topic::Exchange => topic_exchange, Topic::Invoice => topic_invoice, Topic::Material => topic_material,
        Topic::Care => topic_care, Topic::Warranty => topic_warranty, Topic::Gift => topic_gift, Topic::Address => topic_address,
        Topic::Missing => topic_missing, Topic::Damage => topic_damage, Topic::Quality => topic_quality,
        Topic::Authenticity => topic_authenticity, Topic::Tax => topic_tax, Topic::Custom => topic_custom,
        Topic::Usage => topic_usage, Topic::Insurance => topic_insurance, Topic::Refund => topic_refund,
        Topic::Payment => topic_payment,
    )
}

pub fn tempers(locale: Locale) -> Vec<(String, String)> {
    [
        ("friendly", td_string!(locale, authoring.temper_friendly).to_string()),
        ("calm", td_string!(locale, authoring.temper_calm).to_string()),
        ("hurried", td_string!(locale, authoring.temper_hurried).to_string()),
        ("anxious", td_string!(locale, authoring.temper_anxious).to_string()),
        ("suspicious", td_string!(locale, authoring.temper_suspicious).to_string()),
        ("annoyed", td_string!(locale, authoring.temper_annoyed).to_string()),
        ("angry", td_string!(locale, authoring.temper_angry).to_string()),
    ]
    .into_iter()
    .map(|(key, name)| (key.to_owned(), name))
    .collect()
}

fn kind(locale: Locale, kind: ActKind) -> String {
    words!(locale, authoring, kind,
        ActKind::Greet => act_greet, ActKind::Answer => act_answer, ActKind::Ask => act_ask, ActKind::Recommend => act_recommend,
        ActKind::Promise => act_promise, ActKind::Apologise => act_apologise, ActKind::Empathise => act_empathise,
        ActKind::Offer => act_offer, ActKind::Refuse => act_refuse, ActKind::Explain => act_explain,
        ActKind::RequestEvidence => act_request_evidence, ActKind::Instruct => act_instruct, ActKind::Confirm => act_confirm,
        ActKind::Transfer => act_transfer, ActKind::Invite => act_invite, ActKind::Close => act_close,
        ActKind::Divert => act_divert, ActKind::Absolute => act_absolute, ActKind::Abuse => act_abuse,
        ActKind::Overpromise => act_overpromise, ActKind::AskSecret => act_ask_secret, ActKind::PaidReview => act_paid_review,
    )
}

/// What was understood: act, topic, yes or no, what was stated. `回答 · 尺码 · 肯定 · 21`
pub fn act(locale: Locale, act: &Act) -> String {
    let mut parts = vec![kind(locale, act.kind)];
    parts.extend(act.topic.map(|about| topic(locale, about)));
    parts.extend(
        act.polarity
            .map(|polarity| words!(locale, authoring, polarity, Polarity::Affirm => affirm, Polarity::Deny => deny)),
    );
    parts.extend(act.value.clone());
    parts.extend(act.amount_cents.map(yuan));
    parts.extend(act.duration_s.map(|seconds| duration(locale, seconds)));
    parts.join(" · ")
}

/// `48 小时`, `7 天`
fn duration(locale: Locale, seconds: u64) -> String {
    const HOUR_S: u64 = 3_600;
    const DAY_S: u64 = 24 * HOUR_S;
    match seconds {
        days if days % DAY_S == 0 && days > 2 * DAY_S => td_string!(locale, authoring.days, n = days / DAY_S),
        hours if hours % HOUR_S == 0 => td_string!(locale, authoring.hours, n = hours / HOUR_S),
        minutes if minutes % 60 == 0 => td_string!(locale, authoring.minutes, n = minutes / 60),
        _ => td_string!(locale, authoring.seconds, n = seconds),
    }
    .to_string()
}

/// How sure, as whole hundredths.
pub fn sure(locale: Locale, act: &Act) -> String {
    td_string!(locale, authoring.sure, percent = format!("{:.0}", act.confidence * 100.0)).to_string()
}
