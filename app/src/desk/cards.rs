//! The catalogue's own types as cards. What a card does not name does not leave the server.

use super::card::{
    CompensationLine, CouponLine, GiftLine, Measure, OrderCard, OrderRow, ProductCard, ProductLine, ShopCard,
    SimilarLine, StockRow,
};
use miaohui::catalog::{Order, Product, Shop, SizeTable};
use miaohui::content::Content;
use std::collections::BTreeSet;

/// A product's page; `None` when no shop sells it.
pub fn product(content: &Content, id: &str) -> Option<ProductCard> {
    let product = content.products.get(id)?;
    let shop = content.shop_of(id)?;
    let table = product.size_table.as_ref().and_then(|name| shop.size_tables.get(name));
    let similar = product.similar.iter().filter_map(|(id, difference)| {
        let other = content.products.get(id)?;
        Some(SimilarLine {
            id: id.clone(),
            title: other.title.clone(),
            price_yuan_cents: other.price_yuan_cents,
            difference: difference.clone(),
        })
    });
    Some(ProductCard {
        id: product.id.clone(),
        shop: shop.id.clone(),
        title: product.title.clone(),
        kind: product.kind.clone(),
        price_yuan_cents: product.price_yuan_cents,
        materials: product.materials.clone().into_iter().collect(),
        care: product.care.clone(),
        seasons: product.seasons.clone(),
        age_months: product.age_months,
        facts: product.facts.clone().into_iter().collect(),
        points: product.points.clone(),
        colours: product.stock.keys().cloned().collect(),
        measure: table.map(measure),
        rows: rows(product, table),
        similar: similar.collect(),
    })
}

fn measure(table: &SizeTable) -> Measure {
    Measure {
        name: table.measure.clone(),
        unit: table.unit.clone(),
        how: table.how.clone(),
        inner: table.rows.iter().any(|row| row.inner.is_some()),
    }
}

/// Sizes in the table's order, then those only the stock knows.
fn rows(product: &Product, table: Option<&SizeTable>) -> Vec<StockRow> {
    let stocked: BTreeSet<&String> = product.stock.values().flat_map(|sizes| sizes.keys()).collect();
    let stock = |size: &str| product.stock.keys().map(|colour| product.stock_of(colour, size)).collect();
    let tabled = table.map(|table| table.rows.as_slice()).unwrap_or_default();
    let mut rows: Vec<StockRow> = tabled
        .iter()
        .filter(|row| stocked.contains(&row.size))
        .map(|row| StockRow {
            size: row.size.clone(),
            from_to: Some((row.from, row.to)),
            inner: row.inner,
            stock: stock(&row.size),
        })
        .collect();
    for size in stocked {
        if !rows.iter().any(|row| row.size == *size) {
            rows.push(StockRow { size: size.clone(), from_to: None, inner: None, stock: stock(size) });
        }
    }
    rows
}

/// Every product of these shops in a line.
pub fn product_lines(content: &Content, shops: &BTreeSet<&str>) -> Vec<ProductLine> {
    let of_shops = content.product_shop.iter().filter(|(_, shop)| shops.contains(shop.as_str()));
    of_shops
        .filter_map(|(id, shop)| {
            let product = content.products.get(id)?;
            Some(ProductLine {
                id: id.clone(),
                shop: shop.clone(),
                title: product.title.clone(),
                price_yuan_cents: product.price_yuan_cents,
            })
        })
        .collect()
}

/// A shop's rules.
pub fn shop(shop: &Shop) -> ShopCard {
    ShopCard {
        id: shop.id.clone(),
        name: shop.name.clone(),
        carrier: shop.dispatch.carrier.clone(),
        other_carriers: shop.dispatch.other_carriers.clone().into_iter().collect(),
        same_day_before_hour: shop.dispatch.same_day_before_hour,
        within_hours: shop.dispatch.within_hours,
        from: shop.dispatch.from.clone(),
        transit_days: shop.dispatch.transit_days.clone().into_iter().collect(),
        free_from_yuan_cents: shop.postage.free_from_yuan_cents,
        fee_yuan_cents: shop.postage.fee_yuan_cents,
        remote_yuan_cents: shop.postage.remote_yuan_cents.clone().into_iter().collect(),
        no_reason_days: shop.returns.no_reason_days,
        return_condition: shop.returns.condition.clone(),
        freight_insurance: shop.returns.freight_insurance,
        insurance_max_yuan_cents: shop.returns.insurance_max_yuan_cents,
        warranty_days: shop.returns.warranty_days,
        electronic_invoice: shop.invoice.electronic,
        invoice_within_days: shop.invoice.within_days,
        price_protection_days: shop.price_protection.as_ref().map(|protection| protection.days),
        coupons: shop
            .coupons
            .iter()
            .map(|coupon| CouponLine {
                id: coupon.id.clone(),
                threshold_yuan_cents: coupon.threshold_yuan_cents,
                off_yuan_cents: coupon.off_yuan_cents,
                terms: coupon.terms.clone(),
            })
            .collect(),
        gifts: shop
            .gifts
            .iter()
            .map(|gift| GiftLine {
                id: gift.id.clone(),
                name: gift.name.clone(),
                from_yuan_cents: gift.from_yuan_cents,
            })
            .collect(),
        compensation: shop
            .compensation
            .iter()
            .map(|row| CompensationLine {
                fault: row.fault.clone(),
                refund_max_yuan_cents: row.refund_max_yuan_cents,
                resend: row.resend,
                return_postage: row.return_postage,
            })
            .collect(),
        reduce_basis_points: shop.authority.reduce_basis_points,
        reductions_a_day: shop.authority.reductions_a_day,
    }
}

/// An order with its goods by name.
pub fn order(content: &Content, order: &Order) -> OrderCard {
    let title = |id: &str| content.products.get(id).map_or_else(|| id.to_owned(), |product| product.title.clone());
    OrderCard {
        id: order.id.clone(),
        state: order.state,
        lines: order
            .lines
            .iter()
            .map(|line| OrderRow {
                product: line.product.clone(),
                title: title(&line.product),
                colour: line.colour.clone(),
                size: line.size.clone(),
                pieces: line.pieces,
                price_yuan_cents: line.price_yuan_cents,
            })
            .collect(),
        paid_yuan_cents: order.paid_yuan_cents,
        postage_yuan_cents: order.postage_yuan_cents,
        receiver: order.receiver.clone(),
        address: order.address.clone(),
        carrier: order.carrier.clone(),
        tracking: order.tracking.clone(),
        track: order.track.clone(),
        notes: order.notes.clone(),
        refunded_yuan_cents: order.refunded_yuan_cents,
        gifts: order.gifts.clone(),
        resent: order.resent.clone(),
        exchanged: order.exchanged.clone(),
    }
}
