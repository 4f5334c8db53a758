//! Shops, products and quick phrases.

use super::Desk;
use crate::catalog::{Product, Shop};
use crate::content::fault::Step;

pub(super) fn check(desk: &mut Desk<'_>) {
    let content = desk.content;
    for (id, shop) in &content.shops {
        one_shop(desk, &format!("shops/{id}/shop.toml"), shop);
    }
    for id in desk.content.product_shop.values().collect::<std::collections::BTreeSet<_>>() {
        let file = format!("shops/{id}/products.toml");
        match content.shops.get(id) {
            None => desk.at(&file, &[], format!("there is no shops/{id}/shop.toml for these products")),
            Some(shop) => products(desk, &file, shop),
        }
    }
    for (id, phrases) in &content.phrases {
        let file = format!("shops/{id}/phrases.toml");
        let mut codes = std::collections::BTreeSet::new();
        for (at, phrase) in phrases.iter().enumerate() {
            if phrase.text.trim().is_empty() {
                desk.at(
                    &file,
                    &["phrase".into(), at.into(), "text".into()],
                    "an empty phrase; write it or leave it out",
                );
            }
            if !codes.insert(phrase.code.clone()) {
                desk.at(
                    &file,
                    &["phrase".into(), at.into(), "code".into()],
                    format!("the code `{}` is taken", phrase.code),
                );
            }
        }
    }
}

fn one_shop(desk: &mut Desk<'_>, file: &str, shop: &Shop) {
    if !shop.dispatch.transit_days.contains_key("其他") {
        desk.at(
            file,
            &["dispatch".into(), "transit_days".into()],
            "transit_days lacks 其他, the days for the rest of the country",
        );
    }
    if shop.dispatch.same_day_before_hour > 24 {
        desk.at(file, &["dispatch".into(), "same_day_before_hour".into()], "is an hour of the day, 0 to 24");
    }
    for (at, coupon) in shop.coupons.iter().enumerate() {
        if coupon.off_yuan_cents == 0 || coupon.off_yuan_cents > coupon.threshold_yuan_cents {
            desk.at(
                file,
                &["coupons".into(), at.into(), "off_yuan_cents".into()],
                format!(
                    "coupon {} takes off {} of {}; it must be between 1 and its threshold",
                    coupon.id, coupon.off_yuan_cents, coupon.threshold_yuan_cents
                ),
            );
        }
    }
    for (name, table) in &shop.size_tables {
        let path = |at: usize| [Step::Key("size_tables"), Step::Name(name.clone()), Step::Key("rows"), Step::At(at)];
        if table.rows.is_empty() {
            desk.at(file, &path(0), format!("size table {name} has no rows"));
        }
        for (at, pair) in table.rows.windows(2).enumerate() {
            if pair[0].to >= pair[1].from {
                let message = format!(
                    "rows {} and {} of size table {name} overlap: {} is in both; let one end before",
                    pair[0].size, pair[1].size, pair[1].from
                );
                desk.at(file, &path(at + 1), message);
            }
        }
        for (at, row) in table.rows.iter().enumerate().filter(|(_, row)| row.from > row.to) {
            desk.at(
                file,
                &path(at),
                format!("row {} of size table {name} runs from {} down to {}; swap them", row.size, row.from, row.to),
            );
        }
    }
}

fn products(desk: &mut Desk<'_>, file: &str, shop: &Shop) {
    // The order of the file, for the place in its array.
    let order: Vec<String> = ids_in(desk.files.0.get(file).map_or("", String::as_str));
    let content = desk.content;
    for (at, id) in order.iter().enumerate() {
        let Some(product) = content.products.get(id) else { continue };
        one_product(desk, file, at, product, shop);
    }
}

fn ids_in(text: &str) -> Vec<String> {
    let Ok(table) = toml::from_str::<toml::Table>(text) else { return Vec::new() };
    let all = table.get("product").and_then(toml::Value::as_array);
    let id = |value: &toml::Value| value.get("id").and_then(toml::Value::as_str).unwrap_or_default().to_owned();
    all.map(|all| all.iter().map(id).collect()).unwrap_or_default()
}

fn one_product(desk: &mut Desk<'_>, file: &str, at: usize, product: &Product, shop: &Shop) {
    let path = |key: &'static str| [Step::Key("product"), Step::At(at), Step::Key(key)];
    let id = &product.id;
    if product.price_yuan_cents == 0 {
        desk.at(file, &path("price_yuan_cents"), format!("{id} costs nothing; give its price in hundredths of a yuan"));
    }
    if product.stock.values().all(|sizes| sizes.is_empty()) {
        desk.at(file, &path("stock"), format!("{id} has no colour with a size; goods without sizes use 均码"));
    }
    if let Some(name) = &product.size_table {
        match shop.size_tables.get(name) {
            None => desk.at(file, &path("size_table"), format!("{id}: shop {} has no size table `{name}`", shop.id)),
            Some(table) => {
                let unknown = product
                    .stock
                    .values()
                    .flat_map(|sizes| sizes.keys())
                    .find(|size| !table.rows.iter().any(|row| row.size == **size));
                if let Some(size) = unknown {
                    desk.at(
                        file,
                        &path("stock"),
                        format!("{id}: size {size} is not in size table `{name}`; add the row or mend the size"),
                    );
                }
            }
        }
    }
    if let Some(other) = product.similar.keys().find(|other| !desk.content.products.contains_key(*other)) {
        desk.at(file, &path("similar"), format!("{id} is likened to {other}, which there is not"));
    }
}
