//! Facts of the shop's page that an agent states unasked: right and wrong ones count like the asked.

use super::ground::Ground;
use super::report::FactReport;
use super::value::{DAY_S, Stated, Value};
use super::weigh::{said, tells};
use crate::language::act::{Act, Topic};

/// Statements less sure than this are not held against anybody.
const SURE: f32 = 0.6;

/// The page's truth on a topic, where the topic alone says what is meant.
fn truth(ground: &Ground<'_>, topic: Topic) -> Option<Value> {
    let shop = ground.shop;
    match topic {
        Topic::Dispatch => Some(Value::Seconds(shop.dispatch.within_hours.saturating_mul(3_600))),
        Topic::Return if shop.returns.no_reason_days > 0 => Some(Value::Days(shop.returns.no_reason_days)),
        Topic::Warranty if shop.returns.warranty_days > 0 => Some(Value::Days(shop.returns.warranty_days)),
        Topic::Invoice => Some(Value::Yes(shop.invoice.electronic)),
        Topic::Insurance => Some(Value::Yes(shop.returns.freight_insurance)),
        _ => None,
    }
}

/// Statements on topics that none of the scenario's needs is about.
pub fn stated(ground: &Ground<'_>, seq: u64, text: &str, acts: &[Act]) -> Vec<FactReport> {
    let needed = |topic: Topic| ground.scenario.needs.iter().any(|need| need.topic == topic);
    let today = ["今天", "今日", "当天", "今晚"].iter().any(|word| text.contains(word));
    let mut found = Vec::new();
    for act in acts.iter().filter(|act| tells(act.kind) && act.confidence >= SURE) {
        let Some(topic) = act.topic.filter(|topic| !needed(*topic)) else { continue };
        // Same-day dispatch holds for orders paid before the hour the shop names.
        if topic == Topic::Dispatch && (today || act.duration_s.is_some_and(|s| s % 3_600 != 0 || s > 30 * DAY_S)) {
            continue;
        }
        // 发出后到湖北一般3天 speaks of the road, whatever else was read in it.
        let on_the_road = |other: &Act| {
            other.topic == Some(Topic::Logistics) && other.duration_s.is_some() && other.duration_s == act.duration_s
        };
        if topic == Topic::Dispatch && acts.iter().any(on_the_road) {
            continue;
        }
        let Some(truth) = truth(ground, topic) else { continue };
        let right = match truth.stated(act, &|_| false) {
            Stated::Right => true,
            Stated::Wrong => false,
            Stated::Silent => continue,
        };
        found.push(FactReport {
            seq,
            topic,
            right,
            confidence: act.confidence,
            stated: said(act),
            truth: truth.to_string(),
            grave: topic == Topic::Return,
        });
    }
    found
}
