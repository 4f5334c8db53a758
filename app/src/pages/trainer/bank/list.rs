//! `/trainer/items/bank`: the bank by source, topic, kind, level, state and words, a page at a time.

use super::{
    address,
    held::{self, Held, Origin, Standing},
    words,
};
use crate::i18n::*;
use crate::islands::quiz::one::kind_word;
use crate::pages::frame::Frame;
use crate::server::{document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::extract::{Query, State};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    content::Content,
    quiz::{Kind, item::LEVELS},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Items of a page.
const PAGE: usize = 50;

/// What is looked for; empty: everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    pub from: String,
    pub shop: String,
    pub topic: String,
    pub kind: String,
    pub level: String,
    pub state: String,
    pub product: String,
    pub q: String,
    /// From 1; empty: the first.
    pub page: String,
}

impl Filter {
    /// As the address has it; what is empty is left out.
    pub fn query(&self) -> String {
        let fields = [
            ("from", &self.from),
            ("shop", &self.shop),
            ("topic", &self.topic),
            ("kind", &self.kind),
            ("level", &self.level),
            ("state", &self.state),
            ("product", &self.product),
            ("q", &self.q),
            ("page", &self.page),
        ];
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in fields.into_iter().filter(|(_, value)| !value.is_empty()) {
            query.append_pair(name, value);
        }
        query.finish()
    }

    fn with_page(&self, page: usize) -> String {
        format!("/trainer/items/bank?{}", Self { page: page.to_string(), ..self.clone() }.query())
    }

    fn takes(&self, content: &Content, held: &Held) -> bool {
        let is = |wanted: &str, found: &str| wanted.is_empty() || wanted == found;
        let item = &held.item;
        is(&self.from, held.origin.key())
            && is(&self.shop, held.shop(content).unwrap_or_default())
            && is(&self.topic, &item.topic)
            && is(&self.kind, kind_word(item.kind))
            && is(&self.level, &item.level.to_string())
            && is(&self.state, held.standing.key())
            && is(self.product.trim(), item.product.as_deref().unwrap_or_default())
            && self.has_words(content, held)
    }

    /// Every word that is looked for stands somewhere in the item, its id or its product's title.
    fn has_words(&self, content: &Content, held: &Held) -> bool {
        let item = &held.item;
        let title = item.product.as_ref().and_then(|id| content.products.get(id)).map(|product| product.title.as_str());
        let texts = [item.prompt.as_str(), &item.explanation, &item.id, title.unwrap_or_default()];
        let options = item.options.iter().map(|one| one.text.as_str());
        let all: Vec<String> = texts.into_iter().chain(options).map(str::to_lowercase).collect();
        self.q.split_whitespace().all(|word| all.iter().any(|text| text.contains(&word.to_lowercase())))
    }
}

/// How many items there are, by source, and of the catalogue's by shop.
struct Counts {
    origins: Vec<(Origin, usize)>,
    /// Id, name, count.
    shops: Vec<(String, String, usize)>,
}

impl Counts {
    fn of(content: &Content, all: &[Held]) -> Self {
        let origins = Origin::ALL.map(|origin| (origin, all.iter().filter(|held| held.origin == origin).count()));
        let mut by_shop: BTreeMap<&str, usize> = BTreeMap::new();
        for shop in all.iter().filter(|held| held.origin == Origin::Made).filter_map(|held| held.shop(content)) {
            *by_shop.entry(shop).or_default() += 1;
        }
        let named = |(id, count): (&str, usize)| {
            let name = content.shops.get(id).map_or_else(|| id.to_owned(), |shop| shop.name.clone());
            (id.to_owned(), name, count)
        };
        Self { origins: origins.to_vec(), shops: by_shop.into_iter().map(named).collect() }
    }
}

/// `GET /trainer/items/bank`
///
/// # Errors
/// When the visitor is no trainer, or the database does not answer.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(filter): Query<Filter>,
) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::LeadClasses)?.clone();
    let locale = visitor.locale;
    let content = state.content.clone();
    let all = held::all(&state).await?;
    let counts = Counts::of(&content, &all);
    let topics: BTreeSet<String> = all.iter().map(|held| held.item.topic.clone()).collect();
    let found: Vec<Held> = all.into_iter().filter(|held| filter.takes(&content, held)).collect();
    let (total, pages) = (found.len(), found.len().div_ceil(PAGE).max(1));
    let at = filter.page.parse::<usize>().unwrap_or(1).clamp(1, pages);
    let shown: Vec<Held> = found.into_iter().skip((at - 1) * PAGE).take(PAGE).collect();
    Ok(Document::new(locale, td_string!(locale, bank.title).to_string(), move || {
        view! {
            <Frame locale=locale here="/trainer" user=Some(user)>
                <main id="main" class="page stack-5 bank">
                    <div class="head">
                        <div><h1>{td_string!(locale, bank.title)}</h1><p>{td_string!(locale, bank.lead)}</p></div>
                        <a class="button" href="/trainer">{td_string!(locale, trainer.title)}</a>
                    </div>
                    {sources(locale, &filter, counts)}
                    {new_item(locale)}
                    {search(locale, &filter, &content, &topics)}
                    <section class="stack" aria-labelledby="found">
                        <h2 id="found">{td_string!(locale, bank.found, n = total)}</h2>
                        {items(locale, &content, &filter, shown)}
                        {(pages > 1).then(|| pager(locale, &filter, at, pages))}
                    </section>
                </main>
            </Frame>
        }
        .into_any()
    }))
}

/// The three sources with their counts, each a way to its list.
fn sources(locale: Locale, filter: &Filter, counts: Counts) -> AnyView {
    let chosen = filter.from.clone();
    let shop = filter.shop.clone();
    let link = move |key: &'static str, name: String, count: usize| {
        let current = (chosen == key).then_some("true");
        view! { <li><a href=format!("/trainer/items/bank?from={key}") aria-current=current><span>{name}</span><em>{count}</em></a></li> }
    };
    view! {
        <ul class="bank-sources">
            {counts.origins.into_iter().map(|(origin, count)| link(origin.key(), origin_name(locale, origin), count)).collect_view()}
        </ul>
        <nav class="bank-shops" aria-label=td_string!(locale, bank.by_shop).to_string()>
            <span class="muted">{td_string!(locale, bank.by_shop)}</span>
            {counts.shops.into_iter().map(|(id, name, count)| {
                let current = (id == shop).then_some("true");
                view! { <a href=format!("/trainer/items/bank?from=made&shop={id}") aria-current=current>{name}" "<small>{count}</small></a> }
            }).collect_view()}
        </nav>
    }
    .into_any()
}

pub fn origin_name(locale: Locale, origin: Origin) -> String {
    match origin {
        Origin::Own => td_string!(locale, bank.own),
        Origin::Shipped => td_string!(locale, bank.shipped),
        Origin::Made => td_string!(locale, bank.made),
    }
    .to_string()
}

fn standing_name(locale: Locale, key: &str) -> String {
    match key {
        "retired" => td_string!(locale, bank.retired),
        "void" => td_string!(locale, bank.void),
        _ => td_string!(locale, bank.used),
    }
    .to_string()
}

fn new_item(locale: Locale) -> AnyView {
    let kinds = Kind::ALL.into_iter().filter(|kind| kind.is_marked());
    view! {
        <form method="get" action="/trainer/items/bank/new" class="row bank-new">
            <label for="new-kind">{td_string!(locale, bank.new_kind)}</label>
            <select id="new-kind" name="kind">
                {kinds.map(|kind| view! { <option value=kind_word(kind)>{words::kind(locale, kind)}</option> }).collect_view()}
            </select>
            <button class="primary" type="submit">{td_string!(locale, bank.begin)}</button>
            <a class="button" href="/trainer/items/import">{td_string!(locale, bank.import)}</a>
        </form>
    }
    .into_any()
}

fn choice(locale: Locale, name: &'static str, label: String, chosen: &str, options: Vec<(String, String)>) -> AnyView {
    let chosen = chosen.to_owned();
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <select id=name name=name>
                <option value="">{td_string!(locale, bank.all)}</option>
                {options.into_iter().map(|(key, words)| {
                    let selected = key == chosen;
                    view! { <option value=key selected=selected>{words}</option> }
                }).collect_view()}
            </select>
        </div>
    }
    .into_any()
}

fn search(locale: Locale, filter: &Filter, content: &Content, topics: &BTreeSet<String>) -> AnyView {
    let pair = |key: &str, words: String| (key.to_owned(), words);
    let origins = Origin::ALL.map(|origin| pair(origin.key(), origin_name(locale, origin))).to_vec();
    let shops = content.shops.values().map(|shop| pair(&shop.id, shop.name.clone())).collect();
    let topics = topics.iter().map(|topic| pair(topic, words::topic(locale, topic))).collect();
    let kinds = Kind::ALL.iter().map(|kind| pair(kind_word(*kind), words::kind(locale, *kind))).collect();
    let levels = LEVELS.map(|level| pair(&level.to_string(), level.to_string())).collect();
    let states = ["used", "retired", "void"].map(|key| pair(key, standing_name(locale, key))).to_vec();
    view! {
        <form method="get" action="/trainer/items/bank" class="bank-filter" role="search">
            {choice(locale, "from", td_string!(locale, bank.source).to_string(), &filter.from, origins)}
            {choice(locale, "shop", td_string!(locale, bank.shop).to_string(), &filter.shop, shops)}
            {choice(locale, "topic", td_string!(locale, bank.topic).to_string(), &filter.topic, topics)}
            {choice(locale, "kind", td_string!(locale, bank.kind).to_string(), &filter.kind, kinds)}
            {choice(locale, "level", td_string!(locale, bank.level).to_string(), &filter.level, levels)}
            {choice(locale, "state", td_string!(locale, bank.state).to_string(), &filter.state, states)}
            <div class="field"><label for="product">{td_string!(locale, bank.product)}</label><input id="product" name="product" value=filter.product.clone() autocomplete="off" spellcheck="false" /></div>
            <div class="field wide"><label for="q">{td_string!(locale, bank.text)}</label><input id="q" name="q" value=filter.q.clone() autocomplete="off" /></div>
            <button type="submit">{td_string!(locale, bank.find)}</button>
        </form>
    }
    .into_any()
}

fn items(locale: Locale, content: &Content, filter: &Filter, shown: Vec<Held>) -> AnyView {
    if shown.is_empty() {
        let own = *filter == Filter { from: "own".to_owned(), ..Filter::default() };
        let text = if own { td_string!(locale, bank.none_own) } else { td_string!(locale, bank.none_found) };
        return view! { <p class="empty">{text.to_string()}</p> }.into_any();
    }
    let back = filter.query();
    view! {
        <table class="bank-table">
            <thead>
                <tr>
                    <th scope="col">{td_string!(locale, bank.prompt)}</th>
                    <th scope="col">{td_string!(locale, bank.kind)}</th>
                    <th scope="col">{td_string!(locale, bank.topic)}</th>
                    <th scope="col" class="figure">{td_string!(locale, bank.level)}</th>
                    <th scope="col">{td_string!(locale, bank.source)}</th>
                    <th scope="col">{td_string!(locale, bank.state)}</th>
                    <th scope="col"><span class="visually-hidden">{td_string!(locale, bank.copy)} " / " {td_string!(locale, bank.retire)}</span></th>
                </tr>
            </thead>
            <tbody>{shown.into_iter().map(|held| row(locale, content, &back, &held)).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn row(locale: Locale, content: &Content, back: &str, held: &Held) -> AnyView {
    let Held { item, origin, standing } = held;
    let product = item.product.as_ref().and_then(|id| content.products.get(id));
    let product = product.map(|product| format!("{} {}", product.id, product.title));
    let tests = item.fact.as_deref().map(|fact| words::fact(locale, fact));
    let below = [product, tests].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let class = match standing {
        Standing::Used => "tag",
        Standing::Retired => "tag retired",
        Standing::Void { .. } => "tag bad",
    };
    let version = (item.version > 0).then(|| td_string!(locale, bank.version, n = item.version).to_string());
    view! {
        <tr>
            <td class="bank-prompt">
                <a href=address(&item.id)>{words::short(&item.prompt)}</a>
                {(!below.is_empty()).then(|| view! { <small>{below}</small> })}
                {void_words(locale, held).map(|words| view! { <small class="wrong">{words}</small> })}
            </td>
            <td>{words::kind(locale, item.kind)}</td>
            <td>{words::topic(locale, &item.topic)}</td>
            <td class="figure">{item.level}</td>
            <td>{origin_name(locale, *origin)} {version.map(|version| view! { " " <small>{version}</small> })}</td>
            <td><span class=class>{standing_name(locale, standing.key())}</span></td>
            <td class="figure bank-do">
                {(*origin != Origin::Own && item.kind.is_marked()).then(|| view! { <a href=copy_address(&item.id)>{td_string!(locale, bank.copy)}</a> })}
                {change_state(locale, held, Some(back))}
            </td>
        </tr>
    }
    .into_any()
}

/// Where a copy of an item is begun.
pub fn copy_address(id: &str) -> String {
    format!("/trainer/items/bank/new?from={}", form_urlencoded::byte_serialize(id.as_bytes()).collect::<String>())
}

/// What the fact of a void item read and reads.
pub fn void_words(locale: Locale, held: &Held) -> Option<String> {
    let Standing::Void { now } = &held.standing else { return None };
    let (said, fact) = (held.item.said.as_deref().unwrap_or_default(), held.item.fact.as_deref().unwrap_or_default());
    let said = words::reading(locale, fact, said);
    Some(match now {
        Some(now) => {
            let (said, now) = words::apart(&said, &words::reading(locale, fact, now));
            td_string!(locale, bank.void_what, said = said, now = now).to_string()
        }
        None => td_string!(locale, bank.void_gone, said = words::short(&said)).to_string(),
    })
}

/// The buttons that retire, restore, or say that an item is still right. `back`: the list's own query.
pub fn change_state(locale: Locale, held: &Held, back: Option<&str>) -> AnyView {
    let own = held.origin == Origin::Own;
    let button = |to: &'static str, words: String| view! { <button type="submit" name="to" value=to>{words}</button> };
    let buttons = match &held.standing {
        Standing::Retired => vec![button("used", td_string!(locale, bank.restore).to_string())],
        Standing::Void { now: Some(_) } if own => vec![
            button("right", td_string!(locale, bank.still_right).to_string()),
            button("retired", td_string!(locale, bank.retire).to_string()),
        ],
        Standing::Used | Standing::Void { .. } => {
            vec![button("retired", td_string!(locale, bank.retire).to_string())]
        }
    };
    view! {
        <form method="post" action=format!("{}/state", address(&held.item.id))>
            {back.map(|back| view! { <input type="hidden" name="back" value=back.to_owned() /> })}
            {buttons}
        </form>
    }
    .into_any()
}

fn pager(locale: Locale, filter: &Filter, at: usize, pages: usize) -> AnyView {
    view! {
        <nav class="row" aria-label=td_string!(locale, bank.page_of, n = at, all = pages).to_string()>
            {(at > 1).then(|| view! { <a class="button" href=filter.with_page(at - 1)>{td_string!(locale, bank.before)}</a> })}
            <span>{td_string!(locale, bank.page_of, n = at, all = pages)}</span>
            {(at < pages).then(|| view! { <a class="button" href=filter.with_page(at + 1)>{td_string!(locale, bank.after)}</a> })}
        </nav>
    }
    .into_any()
}
