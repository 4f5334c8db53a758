//! What the panel shows: products, shops, orders. Wire types, apart from the catalogue's own.

use miaohui::catalog::OrderState;
use serde::{Deserialize, Serialize};

/// A product in one line, to be found and sent as a card.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProductLine {
    pub id: String,
    pub shop: String,
    pub title: String,
    pub price_yuan_cents: u64,
}

/// A product's page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProductCard {
    pub id: String,
    pub shop: String,
    pub title: String,
    pub kind: String,
    pub price_yuan_cents: u64,
    pub materials: Vec<(String, String)>,
    pub care: Vec<String>,
    pub seasons: Vec<String>,
    pub age_months: Option<(u64, u64)>,
    pub facts: Vec<(String, String)>,
    pub points: Vec<String>,
    pub colours: Vec<String>,
    pub measure: Option<Measure>,
    pub rows: Vec<StockRow>,
    pub similar: Vec<SimilarLine>,
}

impl ProductCard {
    /// Pieces of all colours and sizes.
    pub fn stock(&self) -> u64 {
        self.rows.iter().flat_map(|row| &row.stock).map(|stock| stock.unwrap_or(0)).sum()
    }
}

impl ProductCard {
    /// `colour/size` of everything in stock, as an exchange names it.
    pub fn in_stock(&self) -> Vec<String> {
        let of_row = |row: &StockRow| {
            let there = self.colours.iter().zip(&row.stock).filter(|(_, stock)| stock.is_some_and(|stock| stock > 0));
            there.map(|(colour, _)| format!("{colour}/{}", row.size)).collect::<Vec<_>>()
        };
        self.rows.iter().flat_map(of_row).collect()
    }
}

/// What a size table measures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// 脚长, 身高 …
    pub name: String,
    /// `mm` or `g`.
    pub unit: String,
    pub how: String,
    /// Some row has an inner length.
    pub inner: bool,
}

/// One size with its measure and the pieces of each colour.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StockRow {
    pub size: String,
    pub from_to: Option<(u64, u64)>,
    pub inner: Option<u64>,
    /// In the order of [`ProductCard::colours`]; `None`: this colour has no such size.
    pub stock: Vec<Option<u64>>,
}

/// A product beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SimilarLine {
    pub id: String,
    pub title: String,
    pub price_yuan_cents: u64,
    /// How it differs, in words.
    pub difference: String,
}

/// A shop's rules, as its agents have them before them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShopCard {
    pub id: String,
    pub name: String,
    pub carrier: String,
    pub other_carriers: Vec<(String, u64)>,
    pub same_day_before_hour: u64,
    pub within_hours: u64,
    pub from: String,
    pub transit_days: Vec<(String, u64)>,
    pub free_from_yuan_cents: u64,
    pub fee_yuan_cents: u64,
    pub remote_yuan_cents: Vec<(String, u64)>,
    pub no_reason_days: u64,
    pub return_condition: String,
    pub freight_insurance: bool,
    pub insurance_max_yuan_cents: u64,
    pub warranty_days: u64,
    pub electronic_invoice: bool,
    pub invoice_within_days: u64,
    pub price_protection_days: Option<u64>,
    pub coupons: Vec<CouponLine>,
    pub gifts: Vec<GiftLine>,
    pub compensation: Vec<CompensationLine>,
    pub reduce_basis_points: u64,
    pub reductions_a_day: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CouponLine {
    pub id: String,
    pub threshold_yuan_cents: u64,
    pub off_yuan_cents: u64,
    pub terms: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GiftLine {
    pub id: String,
    pub name: String,
    pub from_yuan_cents: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CompensationLine {
    pub fault: String,
    pub refund_max_yuan_cents: u64,
    pub resend: bool,
    pub return_postage: bool,
}

/// An order as the panel shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderCard {
    pub id: String,
    pub state: OrderState,
    pub lines: Vec<OrderRow>,
    pub paid_yuan_cents: u64,
    pub postage_yuan_cents: u64,
    pub receiver: String,
    pub address: String,
    pub carrier: String,
    pub tracking: String,
    /// Newest last: hours before the shift's start, and what happened.
    pub track: Vec<(u64, String)>,
    pub notes: Vec<String>,
    pub refunded_yuan_cents: u64,
    pub gifts: Vec<String>,
    pub resent: Vec<String>,
    pub exchanged: Vec<(String, String)>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderRow {
    pub product: String,
    pub title: String,
    pub colour: String,
    pub size: String,
    pub pieces: u64,
    pub price_yuan_cents: u64,
}

/// `¥89`, `¥89.50`: hundredths of a yuan as people write them.
pub fn yuan(cents: u64) -> String {
    match cents % 100 {
        0 => format!("¥{}", cents / 100),
        rest => format!("¥{}.{rest:02}", cents / 100),
    }
}

/// Reads `5`, `5.5`, `5.50`, full-width too; `None` for anything else.
pub fn cents(text: &str) -> Option<u64> {
    let plain: String = text
        .trim()
        .trim_start_matches(['¥', '￥'])
        .trim_end_matches('元')
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
            '．' | '。' => '.',
            c => c,
        })
        .collect();
    let (whole, rest) = plain.split_once('.').unwrap_or((&plain, ""));
    if whole.is_empty()
        || whole.len() > 7
        || rest.len() > 2
        || !whole.chars().chain(rest.chars()).all(|c| c.is_ascii_digit())
    {
        return None;
    }
    let rest: u64 = format!("{rest:0<2}").parse().ok()?;
    Some(whole.parse::<u64>().ok()? * 100 + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_written_and_read() {
        for (amount, text) in [(0, "¥0"), (8900, "¥89"), (8950, "¥89.50"), (5, "¥0.05")] {
            assert_eq!(yuan(amount), text);
            assert_eq!(cents(text), Some(amount), "{text}");
        }
        for (text, amount) in [
            ("5", Some(500)),
            ("５．５元", Some(550)),
            ("0.5", Some(50)),
            ("-5", None),
            ("1.234", None),
            ("", None),
            ("五", None),
        ] {
            assert_eq!(cents(text), amount, "{text}");
        }
    }
}
