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
    /// Products to show beside it, with the difference in words.
    #[serde(default)]
    pub similar: BTreeMap<String, String>,
}

impl Product {
    /// Pieces in stock of one colour and size; `None` when there is no such colour or size.
    pub fn stock_of(&self, colour: &str, size: &str) -> Option<u64> {
        self.stock.get(colour)?.get(size).copied()
    }
}
