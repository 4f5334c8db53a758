//! Everything a shift, drill, quiz or exam needs to know, loaded once and shared.

use super::phrases::{BuyerLines, Phrase};
use crate::catalog::{Product, Shop};
use crate::certification::standard::Standard;
use crate::programme::Template;
use crate::quiz::Item;
use crate::scoring::rules::RuleSet;
use crate::simulation::first_steps::FirstSteps;
use crate::simulation::plan::Plan;
use crate::simulation::scenario::Scenario;
use crate::typing::Passage;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All content, by id. Pure data: the same on a server, in a test and in a browser.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// SHA-256 in hex over the sorted files.
    pub hash: String,
    pub shops: BTreeMap<String, Shop>,
    pub products: BTreeMap<String, Product>,
    /// Product id → shop id.
    pub product_shop: BTreeMap<String, String>,
    pub scenarios: BTreeMap<String, Scenario>,
    pub plans: BTreeMap<String, Plan>,
    /// Shop id → the team's quick phrases (快捷短语).
    pub phrases: BTreeMap<String, Vec<Phrase>>,
    pub buyers: BuyerLines,
    /// Authored items (试题); those made from the catalogue are not content.
    pub items: BTreeMap<String, Item>,
    pub passages: BTreeMap<String, Passage>,
    pub standards: BTreeMap<String, Standard>,
    /// Newcomers' first steps, by id.
    #[serde(default)]
    pub first_steps: BTreeMap<String, FirstSteps>,
    /// Trainers' rules, applied beside the criteria.
    #[serde(default)]
    pub rules: BTreeMap<String, RuleSet>,
    /// Months of training, by id.
    #[serde(default)]
    pub programmes: BTreeMap<String, Template>,
}

impl Content {
    /// The shop that sells a product.
    pub fn shop_of(&self, product: &str) -> Option<&Shop> {
        self.shops.get(self.product_shop.get(product)?)
    }
}
