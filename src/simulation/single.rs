//! A shift of one buyer, and the order a buyer brings.

use super::chance::Chance;
use super::event::{Post, Window};
use super::plan::Plan;
use super::scenario::Scenario;
use crate::catalog::Order;
use crate::content::Content;

/// The plan of one buyer at once.
pub fn single(id: &str, post: Post) -> Plan {
    Plan {
        id: id.to_owned(),
        title: id.to_owned(),
        posts: vec![post],
        exam: false,
        windows: 1,
        buyers: 1,
        duration_s: 1,
        ramp: Vec::new(),
        hour: None,
        shops: Vec::new(),
        difficulty: (1, 3),
        topics: Vec::new(),
        scenarios: Vec::new(),
    }
}

/// The order of a scenario, as a buyer of this seed and number brings it.
pub fn order_of(content: &Content, scenario: &Scenario, seed: &str, window: Window) -> Option<Order> {
    let draft = scenario.order.as_ref()?;
    let shop = content.shops.get(&scenario.shop)?;
    let mut chance = Chance::keyed(seed, window, u64::MAX);
    let id = format!("{}{:010}", chance.between(20, 39), chance.below(10_000_000_000));
    let price = |product: &str| content.products.get(product).map_or(0, |product| product.price_yuan_cents);
    Some(draft.order(id, &shop.dispatch.carrier, price))
}
