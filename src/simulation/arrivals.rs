//! Who comes when: a seeded Poisson process over the plan's ramp, and the scenarios drawn for it.

use super::chance::Chance;
use super::event::Post;
use super::plan::Plan;
use crate::content::Content;
use std::collections::BTreeSet;

/// Buyers are numbered from 1; 0 keys what belongs to the whole shift.
const SHIFT: u32 = 0;
/// No plan is longer: half a day.
pub const DURATION_MAX_S: u64 = 43_200;
/// No shift has more buyers.
pub const BUYERS_MAX: u64 = 2_000;

/// Nobody sits before an empty desk: the first buyer comes this soon.
const FIRST_MAX_MS: u64 = 3_000;

/// One buyer to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// From the shift's start.
    pub after_ms: u64,
    pub scenario: String,
    pub name: String,
}

/// All arrivals of a plan, in time's order. A post plays its own cases; a supervisor plays any.
pub fn arrivals(content: &Content, plan: &Plan, post: Post, seed: &str) -> Vec<Arrival> {
    let ids = eligible(content, plan, post);
    if ids.is_empty() {
        return Vec::new();
    }
    let times = times(plan, &mut Chance::keyed(seed, SHIFT, 1));
    let mut chance = Chance::keyed(seed, SHIFT, 2);
    let (mut deck, mut names): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    let mut out = Vec::with_capacity(times.len());
    for after_ms in times {
        if deck.is_empty() {
            deck = ids.clone();
            match plan.scenarios.is_empty() {
                true => chance.shuffle(&mut deck),
                false => deck.reverse(),
            }
        }
        if names.is_empty() {
            names = content.buyers.names.iter().map(String::as_str).collect();
            chance.shuffle(&mut names);
        }
        let scenario = deck.pop().unwrap_or_default().to_owned();
        let name = names.pop().unwrap_or("买家").to_owned();
        out.push(Arrival { after_ms, scenario, name });
    }
    out
}

/// Scenarios a plan draws from, by id.
pub fn eligible<'a>(content: &'a Content, plan: &'a Plan, post: Post) -> Vec<&'a str> {
    if !plan.scenarios.is_empty() {
        return plan.scenarios.iter().map(String::as_str).filter(|id| content.scenarios.contains_key(*id)).collect();
    }
    let fits = |scenario: &&super::scenario::Scenario| {
        (post == Post::Supervisor || scenario.post == post)
            && (plan.difficulty.0..=plan.difficulty.1).contains(&scenario.difficulty)
            && (plan.shops.is_empty() || plan.shops.contains(&scenario.shop))
            && (plan.topics.is_empty() || plan.topics.contains(&scenario.topic))
    };
    content.scenarios.values().filter(fits).map(|scenario| scenario.id.as_str()).collect()
}

/// Place of the seed whose buyers ask about most of these products, the first of equals; 0 where the plan leaves no
/// choice. Which seed is taken changes nothing of what a seed means, so a shift stays a function of its opening.
pub fn most_about(content: &Content, plan: &Plan, post: Post, seeds: &[String], products: &[String]) -> usize {
    if products.is_empty() || !plan.scenarios.is_empty() {
        return 0;
    }
    let asked = |seed: &String| {
        let come = arrivals(content, plan, post, seed);
        let product = |arrival: &Arrival| content.scenarios.get(&arrival.scenario)?.product_id().map(str::to_owned);
        let about: BTreeSet<String> = come.iter().filter_map(product).collect();
        products.iter().filter(|product| about.contains(*product)).count()
    };
    let most = seeds.iter().enumerate().map(|(place, seed)| (asked(seed), std::cmp::Reverse(place))).max();
    most.map_or(0, |(_, place)| place.0)
}

/// Arrival times in milliseconds: the rate is summed second by second until it passes an exponential draw.
fn times(plan: &Plan, chance: &mut Chance) -> Vec<u64> {
    const HOUR_MILLIONTHS: u64 = 3_600 * 1_000_000;
    let mut out = Vec::new();
    // Buyers an hour × seconds × 1,000,000 / 3,600 are millionths of a buyer; kept unreduced.
    let (mut sum, mut target) = (0_u64, chance.exponential_millionths().saturating_mul(3_600));
    for second in 0..plan.duration_s.min(DURATION_MAX_S) {
        let rate = rate_at(&plan.ramp, second);
        sum = sum.saturating_add(rate.saturating_mul(1_000_000));
        while sum >= target && u64::try_from(out.len()).unwrap_or(u64::MAX) < plan.buyers.min(BUYERS_MAX) {
            out.push(second * 1_000 + chance.below(1_000));
            target =
                target.saturating_add(chance.exponential_millionths().clamp(1, HOUR_MILLIONTHS).saturating_mul(3_600));
        }
    }
    out.sort_unstable();
    if let Some(first) = out.first_mut() {
        *first = (*first).min(FIRST_MAX_MS);
    }
    out
}

/// Buyers an hour at a second: straight lines between the ramp's points, the last one kept.
fn rate_at(ramp: &[(u64, u64)], second: u64) -> u64 {
    let after = ramp.iter().position(|(at, _)| *at > second);
    match after {
        Some(0) | None => ramp.last().filter(|_| after.is_none()).map_or(0, |(_, rate)| *rate),
        Some(next) => {
            let ((from, low), (to, high)) = (ramp[next - 1], ramp[next]);
            let (run, past) = (to - from, second - from);
            if high >= low { low + (high - low) * past / run } else { low - (low - high) * past / run }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{arrivals, most_about, rate_at, times};
    use crate::content::{self, Files};
    use crate::simulation::chance::Chance;
    use crate::simulation::event::Post;
    use crate::simulation::plan::Plan;

    #[test]
    fn the_ramp_is_straight_between_its_points() {
        let ramp = [(0, 0), (100, 200), (200, 100)];
        for (second, expected) in [(0, 0), (50, 100), (100, 200), (150, 150), (199, 101), (500, 100)] {
            assert_eq!(rate_at(&ramp, second), expected, "at {second}");
        }
    }

    #[test]
    fn the_seed_is_taken_whose_buyers_ask_about_what_was_failed() {
        let content = content::load(&Files::shipped()).unwrap_or_else(|faults| panic!("{faults:?}"));
        let plan = &content.plans["first-day"];
        let seeds: Vec<String> = (0..32).map(|nr| nr.to_string()).collect();
        let about = |seed: &str, product: &str| {
            let come = arrivals(&content, plan, Post::Presale, seed);
            come.iter().any(|one| content.scenarios[&one.scenario].product_id() == Some(product))
        };
        let first: Vec<&String> = content.products.keys().filter(|product| about("0", product)).collect();
        let other =
            content.products.keys().find(|product| !about("0", product) && seeds.iter().any(|s| about(s, product)));
        let other = other.unwrap_or_else(|| panic!("every seed has the same products")).clone();
        let place = most_about(&content, plan, Post::Presale, &seeds, std::slice::from_ref(&other));
        assert!(place > 0 && about(&seeds[place], &other), "{other}: seed {place}");
        assert_eq!(most_about(&content, plan, Post::Presale, &seeds, &[first[0].clone()]), 0, "the first of equals");
        assert_eq!(most_about(&content, plan, Post::Presale, &seeds, &[]), 0);
        let fixed = Plan { scenarios: vec!["presale-first-shoes".into()], ..plan.clone() };
        assert_eq!(most_about(&content, &fixed, Post::Presale, &seeds, &[other]), 0, "no choice");
    }

    #[test]
    fn as_many_come_as_the_rate_says() {
        let plan = Plan {
            id: "p".into(),
            title: "p".into(),
            posts: vec![Post::Presale],
            exam: false,
            windows: 9,
            buyers: 2_000,
            duration_s: 36_000,
            ramp: vec![(0, 100)],
            hour: None,
            shops: vec![],
            difficulty: (1, 3),
            topics: vec![],
            scenarios: vec![],
        };
        let came: Vec<usize> =
            ["a", "b", "c", "d"].iter().map(|seed| times(&plan, &mut Chance::keyed(seed, 0, 1)).len()).collect();
        assert!(came.iter().all(|n| (850..1_150).contains(n)), "1,000 expected: {came:?}");
    }
}
