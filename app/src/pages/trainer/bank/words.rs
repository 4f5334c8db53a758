//! Kinds, topics and facts in words; what is not known stands as it is stored.

use crate::desk::card::yuan;
use crate::i18n::*;
use miaohui::quiz::Kind;
use serde_json::Value;

/// So many characters of a text stand in a list.
const SHORT: usize = 60;
/// Of two long texts that differ, so many characters before the difference are shown.
const BEFORE: usize = 8;

pub fn kind(locale: Locale, kind: Kind) -> String {
    match kind {
        Kind::Single => td_string!(locale, bank.kind_single),
        Kind::Multiple => td_string!(locale, bank.kind_multiple),
        Kind::Boolean => td_string!(locale, bank.kind_boolean),
        Kind::Numeric => td_string!(locale, bank.kind_numeric),
        Kind::Text => td_string!(locale, bank.kind_text),
        Kind::Matching => td_string!(locale, bank.kind_matching),
        Kind::Ordering => td_string!(locale, bank.kind_ordering),
        Kind::Cloze => td_string!(locale, bank.kind_cloze),
        Kind::Essay => td_string!(locale, bank.kind_essay),
        Kind::Description => td_string!(locale, bank.kind_description),
    }
    .to_string()
}

/// A topic; one that an import or a school brought along stands as it is.
pub fn topic(locale: Locale, topic: &str) -> String {
    match topic {
        "conduct" => td_string!(locale, bank.topic_conduct),
        "authority" => td_string!(locale, bank.topic_authority),
        "returns" => td_string!(locale, bank.topic_returns),
        "coupon" => td_string!(locale, bank.topic_coupon),
        "logistics" => td_string!(locale, bank.topic_logistics),
        "fraud" => td_string!(locale, bank.topic_fraud),
        "invoice" => td_string!(locale, bank.topic_invoice),
        "tax" => td_string!(locale, bank.topic_tax),
        "platform" => td_string!(locale, bank.topic_platform),
        "size" => td_string!(locale, bank.topic_size),
        "material" => td_string!(locale, bank.topic_material),
        "care" => td_string!(locale, bank.topic_care),
        "usage" => td_string!(locale, bank.topic_usage),
        "price" => td_string!(locale, bank.topic_price),
        "closing" => td_string!(locale, bank.topic_closing),
        "detail" => td_string!(locale, bank.topic_detail),
        "season" => td_string!(locale, bank.topic_season),
        "difference" => td_string!(locale, bank.topic_difference),
        "sums" => td_string!(locale, bank.topic_sums),
        "picture" => td_string!(locale, bank.topic_picture),
        other => return other.to_owned(),
    }
    .to_string()
}

/// One step of a fact's path.
fn step(locale: Locale, step: &str) -> String {
    match step {
        "dispatch" => td_string!(locale, bank.fact_dispatch),
        "carrier" => td_string!(locale, bank.fact_carrier),
        "other_carriers" => td_string!(locale, bank.fact_other_carriers),
        "same_day_before_hour" => td_string!(locale, bank.fact_same_day_before_hour),
        "within_hours" => td_string!(locale, bank.fact_within_hours),
        "from" => td_string!(locale, bank.fact_from),
        "transit_days" => td_string!(locale, bank.fact_transit_days),
        "postage" => td_string!(locale, bank.fact_postage),
        "free_from_yuan_cents" => td_string!(locale, bank.fact_free_from_yuan_cents),
        "fee_yuan_cents" => td_string!(locale, bank.fact_fee_yuan_cents),
        "remote_yuan_cents" => td_string!(locale, bank.fact_remote_yuan_cents),
        "returns" => td_string!(locale, bank.fact_returns),
        "no_reason_days" => td_string!(locale, bank.fact_no_reason_days),
        "freight_insurance" => td_string!(locale, bank.fact_freight_insurance),
        "insurance_max_yuan_cents" => td_string!(locale, bank.fact_insurance_max_yuan_cents),
        "condition" => td_string!(locale, bank.fact_condition),
        "warranty_days" => td_string!(locale, bank.fact_warranty_days),
        "invoice" => td_string!(locale, bank.fact_invoice),
        "electronic" => td_string!(locale, bank.fact_electronic),
        "within_days" => td_string!(locale, bank.fact_within_days),
        "price_protection" => td_string!(locale, bank.fact_price_protection),
        "days" => td_string!(locale, bank.fact_days),
        "coupons" => td_string!(locale, bank.fact_coupons),
        "gifts" => td_string!(locale, bank.fact_gifts),
        "compensation" => td_string!(locale, bank.fact_compensation),
        "authority" => td_string!(locale, bank.fact_authority),
        "reduce_basis_points" => td_string!(locale, bank.fact_reduce_basis_points),
        "reductions_a_day" => td_string!(locale, bank.fact_reductions_a_day),
        "size_tables" => td_string!(locale, bank.fact_size_tables),
        "size_table" => td_string!(locale, bank.fact_size_table),
        "materials" => td_string!(locale, bank.fact_materials),
        "facts" => td_string!(locale, bank.fact_facts),
        "care" => td_string!(locale, bank.fact_care),
        "price_yuan_cents" => td_string!(locale, bank.fact_price_yuan_cents),
        "seasons" => td_string!(locale, bank.fact_seasons),
        "age_months" => td_string!(locale, bank.fact_age_months),
        "no_reason_return" => td_string!(locale, bank.fact_no_reason_return),
        "import_tax_basis_points" => td_string!(locale, bank.fact_import_tax_basis_points),
        "similar" => td_string!(locale, bank.fact_similar),
        "title" => td_string!(locale, bank.fact_title),
        "threshold_yuan_cents" => td_string!(locale, bank.fact_threshold_yuan_cents),
        "off_yuan_cents" => td_string!(locale, bank.fact_off_yuan_cents),
        "terms" => td_string!(locale, bank.fact_terms),
        "name" => td_string!(locale, bank.fact_name),
        "from_yuan_cents" => td_string!(locale, bank.fact_from_yuan_cents),
        "fault" => td_string!(locale, bank.fact_fault),
        "refund_max_yuan_cents" => td_string!(locale, bank.fact_refund_max_yuan_cents),
        "resend" => td_string!(locale, bank.fact_resend),
        "return_postage" => td_string!(locale, bank.fact_return_postage),
        "id" => td_string!(locale, bank.fact_id),
        "law" => td_string!(locale, bank.fact_law),
        other => return other.to_owned(),
    }
    .to_string()
}

/// A fact's path in words, without its shop: `退换 · 无理由天数`.
pub fn fact(locale: Locale, path: &str) -> String {
    let path = match path.strip_prefix("shop:") {
        Some(rest) => rest.split_once('.').map_or(rest, |(_, path)| path).to_owned(),
        None => path.replacen("law:", "law.", 1),
    };
    path.split('.').map(|one| step(locale, one)).collect::<Vec<_>>().join(" · ")
}

/// What a fact reads, for a person: money in yuan, lists and tables without their punctuation.
pub fn reading(locale: Locale, path: &str, reads: &str) -> String {
    let cents = path.rsplit('.').find(|step| step.ends_with("yuan_cents"));
    match serde_json::from_str::<Value>(reads) {
        Ok(value) => spelt(locale, cents.or(path.rsplit('.').next()).unwrap_or_default(), &value),
        Err(_) => reads.to_owned(),
    }
}

fn spelt(locale: Locale, name: &str, value: &Value) -> String {
    match value {
        Value::Null => "—".to_owned(),
        Value::Bool(true) => td_string!(locale, bank.yes).to_string(),
        Value::Bool(false) => td_string!(locale, bank.no).to_string(),
        Value::Number(number) => match number.as_u64() {
            Some(cents) if name.ends_with("yuan_cents") => yuan(cents),
            _ => number.to_string(),
        },
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(|one| spelt(locale, name, one)).collect::<Vec<_>>().join("；"),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| format!("{} {}", step(locale, name), spelt(locale, name, value)))
            .collect::<Vec<_>>()
            .join("，"),
    }
}

/// The beginning of a text.
pub fn short(text: &str) -> String {
    cut(text, 0)
}

fn cut(text: &str, from: usize) -> String {
    let mut rest = text.chars().skip(from);
    let mut shown: String = rest.by_ref().take(SHORT).collect();
    if from > 0 {
        shown.insert(0, '…');
    }
    if rest.next().is_some() {
        shown.push('…');
    }
    shown
}

/// Two texts from shortly before where they begin to differ, if they are long.
pub fn apart(said: &str, now: &str) -> (String, String) {
    let same = said.chars().zip(now.chars()).take_while(|(a, b)| a == b).count();
    let long = said.chars().count().max(now.chars().count()) > SHORT;
    let from = if long { same.saturating_sub(BEFORE) } else { 0 };
    (cut(said, from), cut(now, from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_told_in_words() {
        let chinese = Locale::zh;
        assert_eq!(fact(chinese, "shop:xiaobu.returns.no_reason_days"), "退换 · 无理由天数");
        assert_eq!(fact(chinese, "materials.鞋面"), "材质 · 鞋面");
        assert_eq!(fact(Locale::en, "law:no_reason_return"), "law · may come back without a reason");
        assert_eq!(reading(chinese, "shop:xiaobu.postage.remote_yuan_cents.新疆", "1500"), "¥15");
        assert_eq!(reading(chinese, "price_yuan_cents", "8950"), "¥89.50");
        assert_eq!(reading(chinese, "materials.鞋面", "针织布"), "针织布");
        assert_eq!(reading(chinese, "care", "[\"手洗\",\"阴干\"]"), "手洗；阴干");
        assert_eq!(reading(chinese, "shop:x.coupons.M1", "{\"off_yuan_cents\":2000}"), "减 ¥20");
        assert_eq!(reading(chinese, "no_reason_return", "true"), "是");
    }

    #[test]
    fn long_texts_are_shown_where_they_differ() {
        let long = "同".repeat(80);
        let (said, now) = apart(&format!("{long}甲"), &format!("{long}乙"));
        assert_eq!((said.as_str(), now.as_str()), ("…同同同同同同同同甲", "…同同同同同同同同乙"));
        assert_eq!(apart("7", "15"), ("7".to_owned(), "15".to_owned()));
    }
}
