//! `/trainer/scenarios`: what was saved here, then what the content folder has; by shop and post.

use super::words;
use crate::i18n::*;
use crate::pages::{
    desk::{post_key, post_name},
    frame::Frame,
};
use crate::server::{dates, document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::extract::{Query, State};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    clock::UnixMs,
    content::draft::Fields,
    simulation::{event::Post, scenario::Scenario},
};
use serde::Deserialize;

pub const POSTS: [Post; 5] = [Post::Presale, Post::InSale, Post::Aftersales, Post::Review, Post::Supervisor];

/// What is looked for; empty: everything.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Filter {
    #[serde(default)]
    shop: String,
    #[serde(default)]
    post: String,
}

impl Filter {
    fn takes(&self, shop: &str, post: &str) -> bool {
        (self.shop.is_empty() || self.shop == shop) && (self.post.is_empty() || self.post == post)
    }
}

/// A saved scenario in its newest version.
struct Draft {
    id: String,
    title: String,
    shop: String,
    version: u64,
    author: String,
    own: bool,
    at_ms: UnixMs,
}

/// `GET /trainer/scenarios`
///
/// # Errors
/// When the visitor is no trainer.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(filter): Query<Filter>,
) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::LeadClasses)?.clone();
    let locale = visitor.locale;
    let shop_name = |id: &str| state.content.shops.get(id).map_or_else(|| id.to_owned(), |shop| shop.name.clone());
    let mut drafts: Vec<Draft> = Vec::new();
    for kept in state.storage.scenario_drafts().await? {
        // A text that was saved is TOML; if not, its id stands for it.
        let fields = Fields::read("", &kept.text).unwrap_or_default();
        if filter.takes(&kept.shop, &fields.post) {
            drafts.push(Draft {
                title: if fields.title.is_empty() { kept.scenario.clone() } else { fields.title },
                shop: shop_name(&kept.shop),
                version: kept.version,
                own: kept.author_id == user.id,
                author: kept.author_name,
                at_ms: kept.at_ms,
                id: kept.scenario,
            });
        }
    }
    drafts.sort_by_key(|draft| !draft.own);
    let shops: Vec<(String, String)> =
        state.content.shops.values().map(|shop| (shop.id.clone(), shop.name.clone())).collect();
    let mut shipped: Vec<(String, Scenario)> = state
        .content
        .scenarios
        .values()
        .filter(|one| filter.takes(&one.shop, post_key(one.post)))
        .map(|one| (shop_name(&one.shop), one.clone()))
        .collect();
    shipped
        .sort_by(|(_, a), (_, b)| (&a.shop, a.post, a.difficulty, &a.id).cmp(&(&b.shop, b.post, b.difficulty, &b.id)));
    Ok(Document::new(locale, td_string!(locale, authoring.title).to_string(), move || {
        view! {
            <Frame locale=locale here="/trainer" user=Some(user)>
                <main id="main" class="page stack-5">
                    <div class="head">
                        <div><h1>{td_string!(locale, authoring.title)}</h1><p>{td_string!(locale, authoring.lead)}</p></div>
                        <a class="button" href="/trainer">{td_string!(locale, trainer.title)}</a>
                    </div>
                    <Search locale=locale filter=filter shops=shops />
                    <section class="stack">
                        <h2>{td_string!(locale, authoring.drafts)}</h2>
                        <Drafts locale=locale drafts=drafts />
                    </section>
                    <section class="stack">
                        <h2>{td_string!(locale, authoring.shipped, n = shipped.len())}</h2>
                        <Shipped locale=locale scenarios=shipped />
                    </section>
                </main>
            </Frame>
        }
        .into_any()
    }))
}

#[component]
fn Search(locale: Locale, filter: Filter, shops: Vec<(String, String)>) -> impl IntoView {
    let posts = POSTS.map(|post| (post_key(post).to_owned(), post_name(locale, post))).to_vec();
    let choice = |name: &'static str, label: String, chosen: String, options: Vec<(String, String)>| {
        view! {
            <div class="field">
                <label for=name>{label}</label>
                <select id=name name=name>
                    <option value="">{td_string!(locale, authoring.all)}</option>
                    {options.into_iter().map(|(key, name)| {
                        let selected = key == chosen;
                        view! { <option value=key selected=selected>{name}</option> }
                    }).collect_view()}
                </select>
            </div>
        }
    };
    view! {
        <form method="get" action="/trainer/scenarios" class="scenario-filter">
            {choice("shop", td_string!(locale, authoring.shop).to_string(), filter.shop, shops)}
            {choice("post", td_string!(locale, authoring.post).to_string(), filter.post, posts)}
            <button type="submit">{td_string!(locale, authoring.filter)}</button>
        </form>
    }
}

#[component]
fn Drafts(locale: Locale, drafts: Vec<Draft>) -> impl IntoView {
    if drafts.is_empty() {
        return view! { <p class="empty">{td_string!(locale, authoring.no_drafts)}</p> }.into_any();
    }
    view! {
        <ul class="rows scenario-drafts">
            {drafts.into_iter().map(|draft| view! {
                <li>
                    <div class="grow">
                        <a href=format!("/trainer/scenarios/{}", draft.id)>{draft.title}</a>
                        <p><small>{draft.shop} " · " <code>{draft.id.clone()}</code></small></p>
                    </div>
                    <span class="tag">{td_string!(locale, authoring.version, n = draft.version)}</span>
                    <span>{draft.author}</span>
                    <span class="muted">{dates::minute(draft.at_ms)}</span>
                    <a href=format!("/trainer/scenarios/new?from={}", draft.id)>{td_string!(locale, authoring.new_from)}</a>
                </li>
            }).collect_view()}
        </ul>
    }
    .into_any()
}

#[component]
fn Shipped(locale: Locale, scenarios: Vec<(String, Scenario)>) -> impl IntoView {
    if scenarios.is_empty() {
        return view! { <p class="empty">{td_string!(locale, authoring.none_found)}</p> }.into_any();
    }
    view! {
        <table class="scenario-table">
            <thead>
                <tr>
                    <th scope="col">{td_string!(locale, authoring.shop)}</th>
                    <th scope="col">{td_string!(locale, authoring.post)}</th>
                    <th scope="col">{td_string!(locale, authoring.topic)}</th>
                    <th scope="col" class="figure">{td_string!(locale, authoring.difficulty)}</th>
                    <th scope="col">{td_string!(locale, authoring.case_title)}</th>
                    <th scope="col"><span class="visually-hidden">{td_string!(locale, authoring.new_from)}</span></th>
                </tr>
            </thead>
            <tbody>
                {scenarios.into_iter().map(|(shop, one)| view! {
                    <tr>
                        <td>{shop}</td>
                        <td>{post_name(locale, one.post)}</td>
                        <td>{words::topic(locale, one.topic)}</td>
                        <td class="figure">{one.difficulty}</td>
                        <td class="scenario-title"><a href=format!("/trainer/scenarios/{}", one.id)>{one.title}</a></td>
                        <td class="figure"><a href=format!("/trainer/scenarios/new?from={}", one.id)>{td_string!(locale, authoring.new_from)}</a></td>
                    </tr>
                }).collect_view()}
            </tbody>
        </table>
    }
    .into_any()
}
