//! One product as its page describes it.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A product. Its facts are the only source of truth for buyers, marking and quizzes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Product {
    /// Article number (货号), unique over all shops, such as `XB-2107`.
    pub id: String,
    /// As on the page, without the shop's name.
    pub title: String,
    /// The kind of goods in the trade's word (学步鞋, 雪地靴 …).
    pub kind: String,
    pub price_yuan_cents: u64,
    /// Name of a size table of the shop; none for goods without sizes.
    #[serde(default)]
    pub size_table: Option<String>,
    /// colour → size → pieces in stock. Goods without sizes use the size `均码`.
    pub stock: BTreeMap<String, BTreeMap<String, u64>>,
    /// part → material (鞋面 → 针织布).
    pub materials: BTreeMap<String, String>,
    /// How it is cared for, one instruction an entry (`冷水手洗`, `不可机洗`).
    pub care: Vec<String>,
    /// 春, 夏, 秋, 冬; empty: all year.
    #[serde(default)]
    pub seasons: Vec<String>,
    /// Youngest and oldest usual wearer, in months.
    #[serde(default)]
    pub age_months: Option<(u64, u64)>,
    /// Further facts of the page, name → value (闭合方式 → 魔术贴; 重量 → 约180克).
    #[serde(default)]
    pub facts: BTreeMap<String, String>,
    /// Selling points, one short clause each; true of this product only.
    #[serde(default)]
    pub points: Vec<String>,
    /// False for goods that may not come back within the days without a reason: made to order, fresh, opened food.
    #[serde(default = "yes")]
    pub no_reason_return: bool,
    /// Cross-border retail import: tax on the price in basis points (9.1 % is 910); none for goods within the country.
    #[serde(default)]
    pub import_tax_basis_points: Option<u64>,
    /// Products to show beside it, with the difference in words.
    #[serde(default)]
    pub similar: BTreeMap<String, String>,
}

fn yes() -> bool {
    true
}

impl Product {
    /// Import tax on some pieces in hundredths of a yuan, half a cent up; `None` for goods within the country.
    pub fn import_tax_yuan_cents(&self, pieces: u64) -> Option<u64> {
        let rate = self.import_tax_basis_points?;
        let taxed = self.price_yuan_cents.saturating_mul(pieces).saturating_mul(rate);
        Some(taxed.saturating_add(5_000) / 10_000)
    }

    /// Pieces in stock of one colour and size; `None` when there is no such colour or size.
    pub fn stock_of(&self, colour: &str, size: &str) -> Option<u64> {
        self.stock.get(colour)?.get(size).copied()
    }
}
