//! Which facts an item may rest on, each with what it reads now: what an author chooses from.

use super::facts::reads;
use crate::content::Content;
use serde_json::Value;
use std::collections::BTreeSet;

/// Of a product: these name the product or change by the hour, and are nothing to learn.
const NO_FACTS: &[&str] = &["id", "kind", "stock", "size_table"];
/// Of a shop: likewise.
const NO_RULES: &[&str] = &["id", "name", "trade", "valid_from"];

/// A fact by its path, as `Item::fact` has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactRow {
    pub path: String,
    /// What it reads now, as `Item::said` would keep it.
    pub now: String,
}

/// Every fact of a product; none where there is no such product.
pub fn of_product(content: &Content, product: &str) -> Vec<FactRow> {
    let Some(goods) = content.products.get(product) else { return Vec::new() };
    let mut paths = Vec::new();
    if let Ok(Value::Object(fields)) = serde_json::to_value(goods) {
        for (name, value) in fields.iter().filter(|(name, _)| !NO_FACTS.contains(&name.as_str())) {
            leaves(value, name, &mut paths);
        }
    }
    if goods.size_table.is_some() {
        paths.push("size_table".to_owned());
    }
    paths.into_iter().filter_map(|path| Some(FactRow { now: reads(content, Some(product), &path)?, path })).collect()
}

/// Every rule of a shop; none where there is no such shop.
pub fn of_shop(content: &Content, shop: &str) -> Vec<FactRow> {
    let Some(rules) = content.shops.get(shop) else { return Vec::new() };
    let mut paths = Vec::new();
    if let Ok(Value::Object(fields)) = serde_json::to_value(rules) {
        for (name, value) in fields.iter().filter(|(name, _)| !NO_RULES.contains(&name.as_str())) {
            leaves(value, name, &mut paths);
        }
    }
    let named = paths.into_iter().map(|path| format!("shop:{shop}.{path}"));
    named.filter_map(|path| Some(FactRow { now: reads(content, None, &path)?, path })).collect()
}

/// The laws that items of the content rest on.
pub fn laws(content: &Content) -> Vec<String> {
    let named = content.items.values().filter_map(|item| item.fact.as_ref());
    let laws: BTreeSet<&String> = named.filter(|fact| fact.starts_with("law:")).collect();
    laws.into_iter().cloned().collect()
}

/// The paths below a value: of a table each entry, of a list each named entry; a size table is one.
fn leaves(value: &Value, path: &str, paths: &mut Vec<String>) {
    match value {
        Value::Null => {}
        Value::Object(fields) if fields.is_empty() => {}
        Value::Object(fields) if !fields.contains_key("rows") => {
            for (name, value) in fields {
                leaves(value, &format!("{path}.{name}"), paths);
            }
        }
        Value::Array(entries) => {
            let named = |entry: &Value| {
                let key = ["id", "fault"].into_iter().find_map(|key| entry.get(key).and_then(Value::as_str));
                key.map(|key| format!("{path}.{key}"))
            };
            let keys: Vec<String> = entries.iter().filter_map(named).collect();
            if keys.is_empty() && !entries.is_empty() {
                paths.push(path.to_owned());
            }
            paths.extend(keys);
        }
        _ => paths.push(path.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{Files, load};

    #[test]
    fn every_fact_is_found_again_under_its_path() {
        let content = load(&Files::shipped()).unwrap();
        let of_shop = of_shop(&content, "xiaobu");
        for path in ["shop:xiaobu.returns.no_reason_days", "shop:xiaobu.coupons.M199", "shop:xiaobu.size_tables.学步"]
        {
            assert!(of_shop.iter().any(|row| row.path == path), "{path}");
        }
        let of_product = of_product(&content, "XB-2107");
        for path in ["materials.鞋面", "facts.防水", "care", "price_yuan_cents", "size_table", "similar.XB-2112"] {
            assert!(of_product.iter().any(|row| row.path == path), "{path}");
        }
        for row in of_shop {
            assert_eq!(reads(&content, None, &row.path).as_ref(), Some(&row.now));
        }
        assert_eq!(super::of_shop(&content, "nowhere"), []);
        assert!(laws(&content).contains(&"law:no_reason_return".to_owned()));
    }

    #[test]
    fn what_shipped_items_rest_on_can_be_chosen() {
        let content = load(&Files::shipped()).unwrap();
        for item in content.items.values() {
            let Some(fact) = item.fact.as_deref() else { continue };
            let rows = match (fact.strip_prefix("shop:").and_then(|path| path.split_once('.')), &item.product) {
                (Some((shop, _)), _) => of_shop(&content, shop),
                (None, Some(product)) => of_product(&content, product),
                (None, None) => continue,
            };
            // Whole lists (`coupons`) and what stands inside a size table are rarer than what is offered.
            let inside = |part: &str, whole: &str| part.strip_prefix(whole).is_some_and(|rest| rest.starts_with('.'));
            let near = |row: &FactRow| row.path == fact || inside(&row.path, fact) || inside(fact, &row.path);
            let offered = rows.iter().any(near);
            assert!(offered || fact.starts_with("size_table."), "{}: {fact}", item.id);
        }
    }
}
