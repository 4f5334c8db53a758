//! Products that were lately failed in review: what the next shift's buyers should ask about.

use super::day::day_of;
use super::rating::Rating;
use super::study::Answered;
use crate::clock::UnixMs;
use std::collections::BTreeMap;

/// How long a failure counts.
const FAILED_DAYS: u64 = 7;
/// The most products named.
pub const FAILED_MAX: usize = 12;

/// Products with an item that was known once, was not known in the last days, and has not been known on a later day
/// since; the latest failure first. `product_of` tells an item's product.
pub fn failed_products<F>(answers: &[Answered], now_ms: UnixMs, product_of: F) -> Vec<String>
where
    F: Fn(&str) -> Option<String>,
{
    let today = day_of(now_ms);
    let mut failed: BTreeMap<&str, UnixMs> = BTreeMap::new();
    let mut sorted: Vec<&Answered> = answers.iter().collect();
    sorted.sort_by(|one, other| (one.at_ms, &one.item).cmp(&(other.at_ms, &other.item)));
    for one in sorted.into_iter().filter(|one| day_of(one.at_ms) + FAILED_DAYS > today) {
        let day = day_of(one.at_ms);
        if one.rating == Rating::Again && one.kept.is_some() {
            failed.insert(&one.item, one.at_ms);
        } else if one.rating != Rating::Again && failed.get(one.item.as_str()).is_some_and(|at| day_of(*at) < day) {
            failed.remove(one.item.as_str());
        }
    }
    let mut latest: Vec<(UnixMs, &str)> = failed.into_iter().map(|(item, at)| (at, item)).collect();
    latest.sort_by(|one, other| other.cmp(one));
    let mut products: Vec<String> = Vec::new();
    for product in latest.into_iter().filter_map(|(_, item)| product_of(item)) {
        if !products.contains(&product) {
            products.push(product);
        }
    }
    products.truncate(FAILED_MAX);
    products
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY_MS: UnixMs = 86_400_000;
    const NOW_MS: UnixMs = 20_000 * DAY_MS;

    fn answer(item: &str, days_ago: u64, rating: Rating, known_before: bool) -> Answered {
        let kept = known_before.then_some((3, 4_000));
        Answered { item: item.into(), at_ms: NOW_MS - days_ago * DAY_MS, took_ms: 1, rating, new: !known_before, kept }
    }

    #[test]
    fn what_was_known_and_is_no_more() {
        use Rating::{Again, Good};
        let answers = [
            answer("XB-1:care", 2, Again, true),
            answer("XB-1:size", 1, Again, true),
            answer("XB-2:care", 3, Again, true),
            answer("XB-2:care", 3, Good, false),
            answer("XB-3:care", 3, Again, true),
            answer("XB-3:care", 2, Good, true),
            answer("XB-4:care", 1, Again, false),
            answer("XB-5:care", 9, Again, true),
            answer("rules-1", 1, Again, true),
        ];
        let product = |item: &str| item.split_once(':').map(|(product, _)| product.to_owned());
        assert_eq!(failed_products(&answers, NOW_MS, product), ["XB-1", "XB-2"]);
    }
}
