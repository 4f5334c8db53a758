//! A shop: its policies and tables. What is not written here the shop does not promise.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A shop as content describes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shop {
    pub id: String,
    pub name: String,
    /// What it sells, in a few words.
    pub trade: String,
    /// Date the policies were written, `2026-10-01`: rules change, content is dated.
    pub valid_from: String,
    pub dispatch: Dispatch,
    pub postage: Postage,
    pub returns: Returns,
    pub invoice: Invoice,
    #[serde(default)]
    pub price_protection: Option<PriceProtection>,
    #[serde(default)]
    pub coupons: Vec<Coupon>,
    #[serde(default)]
    pub gifts: Vec<Gift>,
    /// What aftersales may give for which fault.
    #[serde(default)]
    pub compensation: Vec<Compensation>,
    pub authority: Authority,
    #[serde(default)]
    pub size_tables: BTreeMap<String, SizeTable>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dispatch {
    /// Invented carrier used by default.
    pub carrier: String,
    /// Other carriers that can be asked for, and what that costs the buyer, in hundredths of a yuan.
    #[serde(default)]
    pub other_carriers: BTreeMap<String, u64>,
    /// Paid before this hour of the day: dispatched the same day.
    pub same_day_before_hour: u64,
    /// At the latest, hours after payment.
    pub within_hours: u64,
    /// Usual days on the road, region → days. `其他` is the rest.
    pub transit_days: BTreeMap<String, u64>,
    /// City the parcels leave from.
    pub from: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Postage {
    /// Free from this sum on; 0 is always free (包邮).
    pub free_from_yuan_cents: u64,
    /// Below it.
    pub fee_yuan_cents: u64,
    /// Regions that always pay, region → hundredths of a yuan.
    #[serde(default)]
    pub remote_yuan_cents: BTreeMap<String, u64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Returns {
    /// Days after receipt in which goods may come back without a reason.
    pub no_reason_days: u64,
    /// Freight insurance (运费险) given with each order.
    pub freight_insurance: bool,
    /// The most it pays, hundredths of a yuan.
    #[serde(default)]
    pub insurance_max_yuan_cents: u64,
    /// What returned goods must be like, in a clause.
    pub condition: String,
    /// Days in which faults of quality are made good.
    pub warranty_days: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invoice {
    pub electronic: bool,
    /// Days after receipt until it is sent.
    pub within_days: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceProtection {
    pub days: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coupon {
    pub id: String,
    pub threshold_yuan_cents: u64,
    pub off_yuan_cents: u64,
    /// In words, with its dates.
    pub terms: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gift {
    pub id: String,
    pub name: String,
    /// Given with orders from this sum on.
    pub from_yuan_cents: u64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Compensation {
    /// The fault in the trade's word (开胶, 少件, 色差 …).
    pub fault: String,
    /// The most that may be refunded in part, hundredths of a yuan; 0: none.
    pub refund_max_yuan_cents: u64,
    pub resend: bool,
    pub return_postage: bool,
}

/// Limits of the posts, as the shop sets them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authority {
    /// The most presale may take off an order, in basis points (1 % is 100).
    pub reduce_basis_points: u64,
    /// How often a shift.
    pub reductions_a_day: u64,
}

/// Sizes by one measure, such as foot length.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SizeTable {
    /// What is measured (脚长), always in millimetres or grams as `unit` says.
    pub measure: String,
    pub unit: String,
    /// How to measure, in a sentence.
    pub how: String,
    pub rows: Vec<SizeRow>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SizeRow {
    pub size: String,
    /// Smallest and largest measure, both fitting.
    pub from: u64,
    pub to: u64,
    /// Inner length or the like, shown beside it.
    #[serde(default)]
    pub inner: Option<u64>,
}

impl SizeTable {
    /// The size for a measure; `None` outside the table.
    pub fn size_for(&self, measure: u64) -> Option<&SizeRow> {
        self.rows.iter().find(|row| (row.from..=row.to).contains(&measure))
    }
}
