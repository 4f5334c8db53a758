//! The panel at the right: product, order, phrases, buyer. Each window keeps its own tab.

use super::board::{Board, Cell, Tab};
use super::buyer::BuyerTab;
use super::connection::send;
use super::order::OrderTab;
use super::product::ProductTab;
use super::reply::fitting;
use crate::desk::phrase::found;
use crate::desk::wire::ToServer;
use crate::i18n::*;
use leptos::prelude::*;

/// Most phrases the tab lists.
const PHRASES_MAX: usize = 60;

#[component]
pub fn Panel() -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    let tab = move || board.here().map(|cell| cell.tab.get()).unwrap_or_default();
    let head = move |of: Tab, id: &'static str, name: String| {
        view! {
            <button
                type="button"
                role="tab"
                id=id
                aria-controls="panel"
                aria-selected=move || (tab() == of).to_string()
                on:click=move |_| {
                    if let Some(cell) = board.here() {
                        cell.tab.set(of);
                    }
                }
            >
                {name}
            </button>
        }
    };
    let labelled = move || match tab() {
        Tab::Product => "tab-product",
        Tab::Order => "tab-order",
        Tab::Phrases => "tab-phrases",
        Tab::Buyer => "tab-buyer",
    };
    view! {
        <aside class="desk-panel" aria-label=td_string!(locale, desk.panel)>
            <div class="desk-tabs" role="tablist">
                {head(Tab::Product, "tab-product", td_string!(locale, desk.product).to_string())}
                {head(Tab::Order, "tab-order", td_string!(locale, desk.order).to_string())}
                {head(Tab::Phrases, "tab-phrases", td_string!(locale, desk.phrases).to_string())}
                {head(Tab::Buyer, "tab-buyer", td_string!(locale, desk.buyer).to_string())}
            </div>
            <div class="desk-panel-body" id="panel" role="tabpanel" tabindex="0" aria-labelledby=labelled>
                {move || board.here().map(|cell| match cell.tab.get() {
                    Tab::Product => view! { <ProductTab cell=cell /> }.into_any(),
                    Tab::Order => view! { <OrderTab cell=cell /> }.into_any(),
                    Tab::Phrases => view! { <PhrasesTab cell=cell /> }.into_any(),
                    Tab::Buyer => view! { <BuyerTab cell=cell /> }.into_any(),
                })}
                <Show when=move || board.is_practice() && board.current.get().is_some()>
                    <Hint />
                </Show>
            </div>
        </aside>
    }
    .into_any()
}

/// What the buyer still waits for, when the agent asks (practice).
#[component]
fn Hint() -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    let shown =
        move || board.hint.get().filter(|(window, _)| Some(*window) == board.current.get()).map(|(_, topics)| topics);
    view! {
        <section class="desk-hint">
            <h3>{td_string!(locale, desk.hint)}</h3>
            {move || match shown() {
                Some(topics) if topics.is_empty() => view! { <p>{td_string!(locale, desk.hint_nothing)}</p> }.into_any(),
                Some(topics) => {
                    let names: Vec<String> = topics.iter().map(|topic| topic_name(locale, topic)).collect();
                    view! { <p>{td_string!(locale, desk.hint_waits, topics = names.join(if locale == Locale::zh { "、" } else { ", " }))}</p> }.into_any()
                }
                None => view! {
                    <button
                        type="button"
                        on:click=move |_| {
                            if let Some(window) = board.current.get_untracked() {
                                send(&ToServer::Hint { window });
                            }
                        }
                    >
                        {td_string!(locale, desk.hint_show)}
                    </button>
                }
                .into_any(),
            }}
        </section>
    }
    .into_any()
}

/// A topic in words; an unknown one as its key.
fn topic_name(locale: Locale, topic: &str) -> String {
    macro_rules! names {
        ($($key:literal => $name:ident),+ $(,)?) => {
            match topic {
                $($key => td_string!(locale, desk.$name).to_string(),)+
                other => other.to_owned(),
            }
        };
    }
    names! {
        "size" => topic_size, "colour" => topic_colour, "stock" => topic_stock, "price" => topic_price, "coupon" => topic_coupon,
        "postage" => topic_postage, "dispatch" => topic_dispatch, "carrier" => topic_carrier, "logistics" => topic_logistics,
        "return" => topic_return, "exchange" => topic_exchange, "invoice" => topic_invoice, "material" => topic_material,
        "care" => topic_care, "warranty" => topic_warranty, "gift" => topic_gift, "address" => topic_address,
        "missing" => topic_missing, "damage" => topic_damage, "quality" => topic_quality, "authenticity" => topic_authenticity,
        "tax" => topic_tax, "custom" => topic_custom, "usage" => topic_usage, "insurance" => topic_insurance,
        "refund" => topic_refund, "payment" => topic_payment,
    }
}

#[component]
fn PhrasesTab(cell: Cell) -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    let typed = RwSignal::new(String::new());
    let listed = Memo::new(move |_| {
        let all = fitting(board, cell);
        typed.with(|typed| found(&all, typed, PHRASES_MAX).into_iter().cloned().collect::<Vec<_>>())
    });
    view! {
        <input
            type="search"
            aria-label=td_string!(locale, desk.find_phrase)
            placeholder=td_string!(locale, desk.find_phrase)
            on:input=move |event| typed.set(event_target_value(&event))
        />
        <ul class="desk-phrases">
            {move || listed
                .get()
                .into_iter()
                .map(|phrase| {
                    let text = phrase.text.clone();
                    view! {
                        <li>
                            <button type="button" class="plain" on:click=move |_| board.put.set(Some(text.clone()))>
                                <span><small>{phrase.group}</small> <kbd>{phrase.code}</kbd></span>
                                <span>{phrase.text}</span>
                            </button>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
        <Show when=move || listed.with(Vec::is_empty)>
            <p class="muted">{td_string!(locale, desk.no_phrase)}</p>
        </Show>
    }
    .into_any()
}
