//! What an item's fact reads now: a changed product or rule voids the items about it.

use super::item::Item;
use crate::content::Content;
use serde_json::Value;

/// Whether an item still holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holds {
    /// It says nothing of a fact, or the fact reads as it did.
    Yes,
    /// It does not say what its fact read.
    Unsaid { now: String },
    /// The fact reads otherwise now.
    Changed { now: String },
    /// There is no such fact any more.
    Gone,
}

/// Compares what the item's fact read when it was written with what it reads now.
pub fn holds(content: &Content, item: &Item) -> Holds {
    let Some(fact) = item.fact.as_deref().filter(|fact| !fact.starts_with("law:")) else { return Holds::Yes };
    match (reads(content, item.product.as_deref(), fact), &item.said) {
        (None, _) => Holds::Gone,
        (Some(now), None) => Holds::Unsaid { now },
        (Some(now), Some(said)) if now == *said => Holds::Yes,
        (Some(now), Some(_)) => Holds::Changed { now },
    }
}

/// What a fact reads: of a product by its path (`materials.鞋面`, `care`), of a shop as `shop:ID.path`, each step a
/// field's name, or the `id` or `fault` of an entry in a list.
pub fn reads(content: &Content, product: Option<&str>, fact: &str) -> Option<String> {
    if let Some(path) = fact.strip_prefix("shop:") {
        let (shop, path) = path.split_once('.')?;
        return walk(&serde_json::to_value(content.shops.get(shop)?).ok()?, path);
    }
    let product = product?;
    let goods = content.products.get(product)?;
    match fact.split_once('.') {
        Some(("size_table", name)) => size_table(content, product, name),
        _ if fact == "size_table" => size_table(content, product, goods.size_table.as_deref()?),
        _ => walk(&serde_json::to_value(goods).ok()?, fact),
    }
}

fn size_table(content: &Content, product: &str, name: &str) -> Option<String> {
    let shop = content.shops.get(content.product_shop.get(product)?)?;
    serde_json::to_string(shop.size_tables.get(name)?).ok()
}

fn walk(value: &Value, path: &str) -> Option<String> {
    let found = path.split('.').try_fold(value, |value, step| match value {
        Value::Object(fields) => fields.get(step),
        Value::Array(entries) => entries
            .iter()
            .find(|entry| ["id", "fault"].into_iter().any(|key| entry.get(key).and_then(Value::as_str) == Some(step))),
        _ => None,
    })?;
    Some(match found {
        Value::Null => return None,
        Value::String(text) => text.clone(),
        other => other.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{Files, load};

    #[test]
    fn facts_of_products_and_shops_are_read() {
        let content = load(&Files::shipped()).unwrap();
        let days = reads(&content, None, "shop:xiaobu.returns.no_reason_days").unwrap();
        assert_eq!(days, content.shops["xiaobu"].returns.no_reason_days.to_string());
        let (id, product) = content.products.iter().find(|(_, one)| !one.materials.is_empty()).unwrap();
        let (part, stuff) = product.materials.iter().next().unwrap();
        assert_eq!(reads(&content, Some(id), &format!("materials.{part}")).as_ref(), Some(stuff));
        assert_eq!(reads(&content, Some(id), "materials.没有"), None);
        assert_eq!(reads(&content, None, "care"), None);
        let said = |said: &str| Item {
            product: Some(id.clone()),
            fact: Some(format!("materials.{part}")),
            said: Some(said.to_owned()),
            ..Item::default()
        };
        assert_eq!(holds(&content, &said(stuff)), Holds::Yes);
        assert_eq!(holds(&content, &said("纸")), Holds::Changed { now: stuff.clone() });
    }

    #[test]
    fn every_shipped_item_names_a_fact_that_is_there() {
        let content = load(&Files::shipped()).unwrap();
        let gone: Vec<&String> =
            content.items.values().filter(|item| holds(&content, item) == Holds::Gone).map(|item| &item.id).collect();
        assert_eq!(gone, Vec::<&String>::new());
    }
}
