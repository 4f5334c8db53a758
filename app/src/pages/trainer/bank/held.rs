//! The bank as it is held: where each item comes from, and whether it is asked.

use super::is_own_id;
use crate::server::{error::ApiError, state::AppState};
use miaohui::{
    content::Content,
    quiz::{
        Item,
        facts::{Holds, holds},
    },
    storage::SchoolItem,
};
use std::collections::BTreeMap;

/// Where an item comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    Own,
    Shipped,
    /// From the catalogue, made anew for each exam.
    Made,
}

impl Origin {
    pub const ALL: [Self; 3] = [Self::Own, Self::Shipped, Self::Made];

    /// As the address has it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Shipped => "shipped",
            Self::Made => "made",
        }
    }
}

/// Whether it is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    Used,
    Retired,
    /// The fact it tests reads otherwise now; `None`: there is none any more.
    Void {
        now: Option<String>,
    },
}

impl Standing {
    pub fn key(&self) -> &'static str {
        match self {
            Self::Used => "used",
            Self::Retired => "retired",
            Self::Void { .. } => "void",
        }
    }
}

/// An item of the bank.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    pub item: Item,
    pub origin: Origin,
    pub standing: Standing,
}

impl Held {
    fn new(content: &Content, item: Item, origin: Origin, retired: bool) -> Self {
        let standing = if retired {
            Standing::Retired
        } else if origin == Origin::Made {
            Standing::Used
        } else {
            match holds(content, &item) {
                Holds::Changed { now } => Standing::Void { now: Some(now) },
                Holds::Gone if item.said.is_some() => Standing::Void { now: None },
                Holds::Yes | Holds::Unsaid { .. } | Holds::Gone => Standing::Used,
            }
        };
        Self { item, origin, standing }
    }

    /// The shop it is about: its product's, or the one whose rule it tests.
    pub fn shop<'a>(&'a self, content: &'a Content) -> Option<&'a str> {
        let of_product = self.item.product.as_ref().and_then(|id| content.product_shop.get(id)).map(String::as_str);
        let of_rule = self.item.fact.as_deref().and_then(|fact| fact.strip_prefix("shop:")?.split('.').next());
        let of_sum = self.item.id.strip_prefix("sum:").and_then(|rest| rest.rsplit_once(':')).map(|(_, shop)| shop);
        of_product.or(of_rule).or(of_sum)
    }
}

/// The whole bank: the school's own, the shipped, the catalogue's.
pub async fn all(state: &AppState) -> Result<Vec<Held>, ApiError> {
    let school: BTreeMap<String, SchoolItem> =
        state.storage.school_items().await?.into_iter().map(|one| (one.id.clone(), one)).collect();
    let content = &state.content;
    let retired = |id: &str| school.get(id).is_some_and(|one| one.retired_ms.is_some());
    let mut all: Vec<Held> = school
        .values()
        .filter_map(|one| Some(Held::new(content, one.item.clone()?, Origin::Own, one.retired_ms.is_some())))
        .collect();
    let own = |id: &str| school.get(id).is_some_and(|one| one.item.is_some());
    for item in state.bank.whole(content).iter() {
        if !own(&item.id) {
            let origin = if content.items.contains_key(&item.id) { Origin::Shipped } else { Origin::Made };
            let retired = retired(&item.id);
            all.push(Held::new(content, item.clone(), origin, retired));
        }
    }
    Ok(all)
}

/// One item of the bank.
pub async fn one(state: &AppState, id: &str) -> Result<Option<Held>, ApiError> {
    let content = &state.content;
    let kept = state.storage.school_item(id).await?;
    let retired = kept.as_ref().is_some_and(|one| one.retired_ms.is_some());
    if let Some(item) = kept.and_then(|one| one.item) {
        return Ok(Some(Held::new(content, item, Origin::Own, retired)));
    }
    if let Some(item) = content.items.get(id) {
        return Ok(Some(Held::new(content, item.clone(), Origin::Shipped, retired)));
    }
    if is_own_id(id) {
        return Ok(None);
    }
    let made = state.bank.whole(content).iter().find(|item| item.id == id).cloned();
    Ok(made.map(|item| Held::new(content, item, Origin::Made, retired)))
}
