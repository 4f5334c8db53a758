//! Taking up what is to be learned: a shop's products, or a topic of the rules.

use crate::i18n::*;
use crate::server::{error::ApiError, state::AppState, studies::Reviews, visitor::Visitor};
use axum::{extract::State, response::Redirect};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    clock::now_ms,
    content::Content,
    quiz::{Item, memory::Stage},
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The form's field.
#[derive(Deserialize)]
pub struct Given {
    /// `shop:ID` or `topic:NAME`; empty: put back what was not begun.
    shelf: String,
}

/// Items that are taken up together.
#[derive(Clone)]
pub struct ShelfRow {
    key: String,
    title: String,
    /// Whether the title is Chinese whatever the page's language is.
    in_chinese: bool,
    items: usize,
    taken: usize,
    begun: usize,
}

/// The shelf an item stands on.
fn shelf_of(content: &Content, item: &Item) -> String {
    match item.product.as_ref().and_then(|product| content.product_shop.get(product)) {
        Some(shop) => format!("shop:{shop}"),
        None => format!("topic:{}", item.topic),
    }
}

/// Shops first, then topics, by name.
pub fn shelves(state: &AppState, locale: Locale, reviews: &Reviews) -> Vec<ShelfRow> {
    let mut rows: BTreeMap<String, ShelfRow> = BTreeMap::new();
    let studied: BTreeMap<&str, bool> =
        reviews.study.studied.iter().map(|one| (one.item.as_str(), one.memory.trace.stage != Stage::New)).collect();
    for item in reviews.items() {
        let key = shelf_of(&state.content, item);
        let row = rows.entry(key.clone()).or_insert_with(|| {
            let shop = key.strip_prefix("shop:").and_then(|id| state.content.shops.get(id));
            let title = shop.map_or_else(|| topic_name(locale, &item.topic), |shop| shop.name.clone());
            ShelfRow { key, title, in_chinese: shop.is_some(), items: 0, taken: 0, begun: 0 }
        });
        row.items += 1;
        if let Some(begun) = studied.get(item.id.as_str()) {
            row.taken += 1;
            row.begun += usize::from(*begun);
        }
    }
    rows.into_values().collect()
}

/// A topic of authored items in a word; an unknown one as authors spell it.
fn topic_name(locale: Locale, topic: &str) -> String {
    match topic {
        "conduct" => td_string!(locale, review.topic_conduct),
        "platform" => td_string!(locale, review.topic_platform),
        "authority" => td_string!(locale, review.topic_authority),
        "coupon" => td_string!(locale, review.topic_coupon),
        "returns" => td_string!(locale, review.topic_returns),
        "logistics" => td_string!(locale, review.topic_logistics),
        "fraud" => td_string!(locale, review.topic_fraud),
        "invoice" => td_string!(locale, review.topic_invoice),
        "tax" => td_string!(locale, review.topic_tax),
        "size" => td_string!(locale, review.topic_size),
        "material" => td_string!(locale, review.topic_material),
        "care" => td_string!(locale, review.topic_care),
        "usage" => td_string!(locale, review.topic_usage),
        "price" => td_string!(locale, review.topic_price),
        other => return other.to_owned(),
    }
    .to_string()
}

/// `POST /review/take-up`
///
/// # Errors
/// When nobody is signed in, or there is no such shelf.
pub async fn take(
    State(state): State<AppState>,
    visitor: Visitor,
    axum::Form(given): axum::Form<Given>,
) -> Result<Redirect, ApiError> {
    let user = visitor.require(Permission::Practise)?;
    if given.shelf.is_empty() {
        state.storage.put_back(&user.id).await?;
        return Ok(Redirect::to("/review"));
    }
    let now = now_ms();
    let reviews = Reviews::of(&state, &user.id, now).await?;
    let items = reviews.items().filter(|item| shelf_of(&state.content, item) == given.shelf);
    let items: Vec<(String, Option<String>)> = items.map(|item| (item.id.clone(), item.product.clone())).collect();
    if items.is_empty() {
        return Err(ApiError::NotFound);
    }
    state.storage.take_up(&user.id, &items, now).await?;
    Ok(Redirect::to("/review"))
}

/// The list with a button each.
#[component]
pub fn Shelves(locale: Locale, shelves: Vec<ShelfRow>, unbegun: usize) -> impl IntoView {
    view! {
        <section class="stack" aria-labelledby="shelves-title">
            <div class="spread">
                <h2 id="shelves-title">{td_string!(locale, review.shelves)}</h2>
                {(unbegun > 0).then(|| view! {
                    <form method="post" action="/review/take-up"><input type="hidden" name="shelf" value="" /><button class="plain" type="submit">{td_string!(locale, review.put_back, n = unbegun)}</button></form>
                })}
            </div>
            <ul class="rows">
                {shelves.into_iter().map(|row| {
                    let left = row.items - row.taken;
                    view! {
                        <li>
                            <div class="grow"><p><em lang=row.in_chinese.then_some("zh-CN")>{row.title}</em></p><small>{td_string!(locale, review.shelf_text, n = row.items, taken = row.taken, begun = row.begun)}</small></div>
                            {(left > 0).then(|| view! {
                                <form method="post" action="/review/take-up"><input type="hidden" name="shelf" value=row.key /><button type="submit">{td_string!(locale, review.take_up, n = left)}</button></form>
                            })}
                        </li>
                    }
                }).collect_view()}
            </ul>
        </section>
    }
}
