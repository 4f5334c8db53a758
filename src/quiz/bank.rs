//! The whole bank (题库): the authored items, and those the catalogue gives.

use super::generated::{Shelf, generated};
use super::item::Item;
use crate::content::Content;

/// Authored items first, by id; then the catalogue's, shop by shop. `seed` draws the measures and wrong options of
/// the latter; an exam takes its own.
pub fn bank(content: &Content, seed: &str) -> Vec<Item> {
    let shelves: Vec<Shelf<'_>> = content
        .shops
        .values()
        .map(|shop| {
            let here = |id: &String| content.product_shop.get(id) == Some(&shop.id);
            let products = content.products.iter().filter(|(id, _)| here(id)).map(|(_, product)| product).collect();
            Shelf { shop, products }
        })
        .collect();
    let mut items: Vec<Item> = content.items.values().cloned().collect();
    items.extend(generated(&shelves, seed));
    items
}
