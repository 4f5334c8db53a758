//! `/trainer/items/import`: a file of items is read, shown item by item, and kept when that is confirmed.
//!
//! Nothing lies on the server between the two: the items that were read travel with the form, so that any server may
//! take the answer. What comes back is checked as if it had been typed.

mod done;
pub mod export;
mod preview;
mod topics;
pub mod trouble;
pub(super) mod upload;

use super::bank::{draw_id, faults, is_own_id};
use crate::i18n::*;
use crate::pages::frame::Frame;
use crate::server::{document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    Form,
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    clock::now_ms,
    quiz::{
        Item,
        exchange::{self, FILE_MAX, ITEMS_MAX},
        item::LEVELS,
    },
    storage::{SCHOOL_ITEMS_MAX, User},
};
use preview::{Preview, Row};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use upload::{Upload, Uploaded};

/// The largest body of the two forms: the file, or its items as they travel back.
pub const BODY_MAX: usize = 2 * FILE_MAX as usize;

/// `GET /trainer/items/import`
///
/// # Errors
/// When the visitor is no trainer.
pub async fn page(visitor: Visitor) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::LeadClasses)?.clone();
    Ok(form(visitor.locale, user, None))
}

/// The form, and what was wrong with what it sent.
fn form(locale: Locale, user: User, wrong: Option<String>) -> Document {
    let limit = FILE_MAX >> 20;
    Document::new(locale, td_string!(locale, exchange.title).to_string(), move || {
        let formats = [
            ("", td_string!(locale, exchange.guess).to_string()),
            ("gift", "GIFT".to_owned()),
            ("moodle-xml", "Moodle XML".to_owned()),
            ("aiken", "Aiken".to_owned()),
            ("csv", td_string!(locale, exchange.table).to_string()),
        ];
        let described = wrong.as_ref().map(|_| "file-wrong");
        view! {
            <Frame locale=locale here="/trainer" user=Some(user)>
                <main id="main" class="page narrow stack-5">
                    <div class="head">
                        <div><h1>{td_string!(locale, exchange.title)}</h1><p>{td_string!(locale, exchange.lead, limit = limit)}</p></div>
                        <a class="button" href="/trainer/items/bank">{td_string!(locale, bank.title)}</a>
                    </div>
                    <form method="post" action="/trainer/items/import" enctype="multipart/form-data" class="stack">
                        <div class="field">
                            <label for="file">{td_string!(locale, exchange.file)}</label>
                            <input id="file" name="file" type="file" required=true accept=".gift,.txt,.xml,.csv,.xlsx" aria-invalid=wrong.as_ref().map(|_| "true") aria-describedby=described />
                            {wrong.map(|wrong| view! { <p id="file-wrong" class="wrong" role="alert">{wrong}</p> })}
                        </div>
                        <div class="field">
                            <label for="format">{td_string!(locale, exchange.format)}</label>
                            <select id="format" name="format">
                                {formats.into_iter().map(|(key, name)| view! { <option value=key>{name}</option> }).collect_view()}
                            </select>
                        </div>
                        <button class="primary" type="submit">{td_string!(locale, exchange.look)}</button>
                    </form>
                    {examples(locale)}
                    {exports(locale)}
                </main>
            </Frame>
        }
        .into_any()
    })
}

fn examples(locale: Locale) -> AnyView {
    let table = "名称,题型,题干,选项A,选项B,选项C,答案\n退货期限,单选,签收后几天内可以退？,3 天,7 天,15 天,B\n赠品,判断,赠品要一起退回。,,,,对";
    let gift = "::退货期限:: 签收后几天内可以退？ {\n=7 天\n~3 天\n~15 天\n}";
    view! {
        <details class="exchange-examples">
            <summary>{td_string!(locale, exchange.examples)}</summary>
            <div class="stack">
                <p class="muted">{td_string!(locale, exchange.table_text)}</p>
                <pre tabindex="0">{table}</pre>
                <p class="muted">{td_string!(locale, exchange.gift_text)}</p>
                <pre tabindex="0">{gift}</pre>
            </div>
        </details>
    }
    .into_any()
}

fn exports(locale: Locale) -> AnyView {
    let link = |ending: &'static str, name: &'static str, all: bool| {
        let query = if all { "?all" } else { "" };
        view! { <a class="button" href=format!("/trainer/items/export.{ending}{query}") download="">{name}</a> }
    };
    let row = |words: String, all: bool| {
        view! {
            <div class="row exchange-exports"><span>{words}</span>{link("gift", "GIFT", all)}{link("xml", "Moodle XML", all)}{link("csv", "CSV", all)}</div>
        }
    };
    view! {
        <section class="stack" aria-labelledby="exports">
            <h2 id="exports">{td_string!(locale, exchange.export)}</h2>
            {row(td_string!(locale, exchange.export_own).to_string(), false)}
            {row(td_string!(locale, exchange.export_all).to_string(), true)}
        </section>
    }
    .into_any()
}

/// `POST /trainer/items/import`: reads the file and shows what is in it. Nothing is kept.
///
/// # Errors
/// When the visitor is no trainer, the form cannot be read, or the server is busy.
pub async fn submit(State(state): State<AppState>, visitor: Visitor, request: Request) -> Result<Response, ApiError> {
    let user = visitor.require(Permission::LeadClasses)?.clone();
    let locale = visitor.locale;
    let refused =
        |status: StatusCode, wrong: String| form(locale, user.clone(), Some(wrong)).status(status).into_response();
    let given = match upload::read(&state, request).await? {
        Uploaded::Form(given) => given,
        Uploaded::TooLarge => {
            let wrong = td_string!(locale, exchange.too_large, limit = FILE_MAX >> 20).to_string();
            return Ok(refused(StatusCode::PAYLOAD_TOO_LARGE, wrong));
        }
    };
    if given.file.is_empty() {
        return Ok(refused(StatusCode::UNPROCESSABLE_ENTITY, td_string!(locale, exchange.no_file).to_string()));
    }
    let Upload { name, format, file, .. } = given;
    let import = state
        .workshop
        .work(move |_| exchange::read(format.unwrap_or_else(|| exchange::Format::guess(&name, &file)), &file));
    let import = import.await?;
    let known: BTreeSet<String> = known(&state).await?;
    let mut rows = Vec::with_capacity(import.items.len());
    for read in &import.items {
        let topic = topics::guessed(&read.category);
        let item = exchange::banked(read, &draw_id()?, &topic, *LEVELS.start());
        let there = known.contains(&likeness(&item));
        rows.push(Row { line: read.line, name: read.name.clone(), keep: !there, there, wrong: Vec::new(), item });
    }
    let mut preview = Preview {
        rows,
        faults: import.faults.iter().map(|fault| (fault.line, trouble::words(locale, &fault.trouble))).collect(),
        notice: None,
        topics: topics::known(&state, locale).await?,
    };
    wrong_rows(&state, locale, &mut preview.rows);
    Ok(preview.page(locale, user).into_response())
}

/// What makes two items the same to a person: kind and prompt.
fn likeness(item: &Item) -> String {
    format!("{:?} {}", item.kind, item.prompt)
}

async fn known(state: &AppState) -> Result<BTreeSet<String>, ApiError> {
    let school = state.storage.school_items().await?;
    let used = school.into_iter().filter(|one| one.retired_ms.is_none()).filter_map(|one| one.item);
    Ok(used.map(|item| likeness(&item)).collect())
}

/// What the bank would not take. A topic may still be chosen, so that it is missing is no fault yet.
fn wrong_rows(state: &AppState, locale: Locale, rows: &mut [Row]) {
    for row in rows {
        let found = faults::all(locale, &state.content, &row.item);
        row.wrong = found.into_iter().filter(|one| one.place != "topic").map(|one| one.words).collect();
    }
}

/// `POST /trainer/items/import/confirm`: keeps what was shown and ticked, all or nothing.
///
/// # Errors
/// When the visitor is no trainer, or what comes back is not what was shown.
pub async fn confirm(State(state): State<AppState>, visitor: Visitor, request: Request) -> Result<Response, ApiError> {
    let user = visitor.require(Permission::LeadClasses)?.clone();
    let locale = visitor.locale;
    let mut fields = upload::fields(&state, request).await?;
    let items: Vec<Item> =
        serde_json::from_str(&fields.remove("items").unwrap_or_default()).map_err(|_| ApiError::BadInput)?;
    if items.len() > ITEMS_MAX || !items.iter().all(|item| is_own_id(&item.id)) {
        return Err(ApiError::BadInput);
    }
    let mut rows = chosen(items, &fields);
    wrong_rows(&state, locale, &mut rows);
    let kept: Vec<Item> =
        rows.iter().filter(|row| row.keep && row.wrong.is_empty()).map(|row| row.item.clone()).collect();
    let left = SCHOOL_ITEMS_MAX as usize;
    let there = state.storage.items_mark().await?.items;
    let notice = if kept.is_empty() {
        Some(td_string!(locale, exchange.none_chosen).to_string())
    } else if kept.iter().any(|item| item.topic.is_empty()) {
        Some(td_string!(locale, exchange.no_topic).to_string())
    } else if usize::try_from(there).unwrap_or(left) + kept.len() > left {
        Some(td_string!(locale, exchange.full, limit = left).to_string())
    } else {
        None
    };
    if notice.is_some() {
        let topics = topics::known(&state, locale).await?;
        let preview = Preview { rows, faults: Vec::new(), notice, topics };
        return Ok(preview.page(locale, user).status(StatusCode::UNPROCESSABLE_ENTITY).into_response());
    }
    state.storage.save_items(&kept, &user.id, now_ms()).await?;
    Ok(done::page(locale, user, &kept).into_response())
}

/// The items with the topics, levels and ticks of the form.
fn chosen(items: Vec<Item>, fields: &BTreeMap<String, String>) -> Vec<Row> {
    let field = |name: &str, at: usize| fields.get(&format!("{name}-{at}")).map(|text| text.trim());
    let for_all = fields.get("topic-all").map(|text| text.trim()).unwrap_or_default();
    let row = |(at, item): (usize, Item)| {
        let topic = field("topic", at).filter(|topic| !topic.is_empty()).unwrap_or(for_all);
        let level = field("level", at).and_then(|level| level.parse().ok()).filter(|level| LEVELS.contains(level));
        let name = item.carried.as_ref().map(|carried| carried.name.clone()).unwrap_or_default();
        Row {
            line: field("line", at).and_then(|line| line.parse().ok()).unwrap_or_default(),
            name,
            keep: field("keep", at).is_some(),
            there: false,
            wrong: Vec::new(),
            item: Item { topic: topics::key(topic), level: level.unwrap_or(item.level), version: 0, ..item },
        }
    };
    items.into_iter().enumerate().map(row).collect()
}

/// The ids of an import, one a line.
#[derive(Deserialize)]
pub struct Undone {
    ids: String,
}

/// `POST /trainer/items/import/undo`: retires what an import brought.
///
/// # Errors
/// When the visitor is no trainer, or the ids are no own ones.
pub async fn undo(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(undone): Form<Undone>,
) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::LeadClasses)?.clone();
    let ids: Vec<String> = undone.ids.split_whitespace().map(str::to_owned).collect();
    if ids.len() > ITEMS_MAX || !ids.iter().all(|id| is_own_id(id)) {
        return Err(ApiError::BadInput);
    }
    state.storage.retire_items(&ids, now_ms()).await?;
    Ok(done::undone(visitor.locale, user, ids.len()))
}
