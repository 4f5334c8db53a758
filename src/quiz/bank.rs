//! The whole bank (题库): the authored items, those the catalogue gives, and a school's own.

use super::facts::{Holds, holds};
use super::generated::{Shelf, generated, generated_of};
use super::item::Item;
use super::sums::{sums, sums_of};
use crate::content::Content;
use std::collections::{BTreeMap, BTreeSet};

/// Each shop with its products.
pub fn shelves(content: &Content) -> Vec<Shelf<'_>> {
    let mut of_shop: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for (id, product) in &content.products {
        if let Some(shop) = content.product_shop.get(id) {
            of_shop.entry(shop.as_str()).or_default().push(product);
        }
    }
    let shelf = |shop| Shelf { shop, products: of_shop.remove(shop.id.as_str()).unwrap_or_default() };
    content.shops.values().map(shelf).collect()
}

/// Authored items first, by id; then the catalogue's, shop by shop, and the worked sums. `seed` draws the measures,
/// numbers and wrong options of the latter; an attempt takes its own, see [`fresh`].
pub fn bank(content: &Content, seed: &str) -> Vec<Item> {
    let shelves = shelves(content);
    let mut items: Vec<Item> = content.items.values().cloned().collect();
    items.extend(generated(&shelves, seed));
    items.extend(sums(&shelves, seed));
    items
}

/// The item with numbers, measures and wrong options drawn anew; an authored item as it is. `shelves` are the content's.
pub fn fresh(content: &Content, shelves: &[Shelf<'_>], item: Item, seed: &str) -> Item {
    if item.version > 0 || content.items.contains_key(&item.id) {
        return item;
    }
    let is_it = |one: &Item| one.id == item.id;
    let drawn = match (&item.product, item.id.strip_prefix("sum:").and_then(|rest| rest.rsplit_once(':'))) {
        (Some(product), _) => generated_of(shelves, product, seed).find(is_it),
        (None, Some((_, shop))) => {
            shelves.iter().filter(|shelf| shelf.shop.id == shop).flat_map(|shelf| sums_of(shelf, seed)).find(is_it)
        }
        (None, None) => None,
    };
    drawn.unwrap_or(item)
}

/// What is asked at a school: the bank, its own items beside it or in place of those with their ids, without the
/// retired ones and those whose fact reads otherwise now.
pub fn in_use(content: &Content, bank: Vec<Item>, own: Vec<Item>, retired: &BTreeSet<String>) -> Vec<Item> {
    let mut own: BTreeMap<String, Item> = own.into_iter().map(|item| (item.id.clone(), item)).collect();
    let mut items: Vec<Item> = bank.into_iter().map(|item| own.remove(&item.id).unwrap_or(item)).collect();
    items.extend(own.into_values());
    items.retain(|item| {
        let void = item.said.is_some() && matches!(holds(content, item), Holds::Changed { .. } | Holds::Gone);
        !void && !retired.contains(&item.id)
    });
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{Files, load};

    #[test]
    fn every_product_gives_five_facts() {
        let content = load(&Files::shipped()).unwrap();
        let bank = bank(&content, "seed");
        let mut facts: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for item in &bank {
            if let (Some(product), Some(fact)) = (&item.product, &item.fact) {
                facts.entry(product).or_default().insert(fact);
            }
        }
        let few: Vec<&String> =
            content.products.keys().filter(|id| facts.get(id.as_str()).is_none_or(|facts| facts.len() < 5)).collect();
        assert_eq!(few, Vec::<&String>::new());
    }

    #[test]
    fn an_item_drawn_anew_keeps_its_id_and_question() {
        let content = load(&Files::shipped()).unwrap();
        let bank = bank(&content, "bank");
        let shelves = shelves(&content);
        let mut changed = 0;
        for item in bank.iter().step_by(97) {
            let again = fresh(&content, &shelves, item.clone(), "attempt");
            assert_eq!((&again.id, again.kind, &again.topic), (&item.id, item.kind, &item.topic));
            changed += usize::from(again != *item);
        }
        assert!(changed > 20, "{changed}");
    }

    #[test]
    fn a_school_adds_replaces_and_retires() {
        let content = load(&Files::shipped()).unwrap();
        let all = bank(&content, "bank");
        let (count, replaced) = (all.len(), all[0].clone());
        let own = |id: &str, said: Option<&str>| Item {
            id: id.to_owned(),
            fact: Some("shop:xiaobu.returns.no_reason_days".to_owned()),
            said: said.map(str::to_owned),
            version: 1,
            ..Item::default()
        };
        let mine = vec![own(&replaced.id, None), own("mine", Some("7")), own("old", Some("15"))];
        let retired = BTreeSet::from([all[1].id.clone()]);
        let items = in_use(&content, all, mine, &retired);
        let find = |id: &str| items.iter().find(|item| item.id == id);
        assert_eq!(find(&replaced.id).map(|item| item.version), Some(1));
        assert!(find("mine").is_some() && find("old").is_none());
        assert_eq!(items.len(), count);
    }
}
