//! The panel at the right: product, order, phrases, buyer. Each window keeps its own tab.

use super::board::{Board, Tab};
use super::browser;
use super::buyer::BuyerTab;
use super::hint::Hint;
use super::order::OrderTab;
use super::phrases::PhrasesTab;
use super::product::ProductTab;
use crate::i18n::*;
use leptos::{ev, prelude::*};

const TABS: [Tab; 4] = [Tab::Product, Tab::Order, Tab::Phrases, Tab::Buyer];

#[component]
pub fn Panel() -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    let tab = move || board.here().map(|cell| cell.tab.get()).unwrap_or_default();
    let choose = move |of: Tab| {
        if let Some(cell) = untrack(|| board.here()) {
            cell.tab.set(of);
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let at = TABS.iter().position(|of| *of == untrack(tab)).unwrap_or(0);
        let next = match event.key().as_str() {
            "ArrowRight" => at + 1,
            "ArrowLeft" => at + TABS.len() - 1,
            _ => return,
        };
        event.prevent_default();
        choose(TABS[next % TABS.len()]);
        request_animation_frame(|| browser::focus(".desk-tabs [aria-selected=true]"));
    };
    let head = move |of: Tab, id: &'static str, key: &'static str, name: String| {
        view! {
            <button
                type="button"
                role="tab"
                id=id
                aria-controls="panel"
                title=key
                aria-keyshortcuts=key
                aria-selected=move || (tab() == of).to_string()
                tabindex=move || if tab() == of { "0" } else { "-1" }
                on:click=move |_| choose(of)
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
            <div class="desk-tabs" role="tablist" aria-label=td_string!(locale, desk.panel) on:keydown=on_key>
                {head(Tab::Product, "tab-product", "Alt+G", td_string!(locale, desk.product).to_string())}
                {head(Tab::Order, "tab-order", "Alt+O", td_string!(locale, desk.order).to_string())}
                {head(Tab::Phrases, "tab-phrases", "Alt+P", td_string!(locale, desk.phrases).to_string())}
                {head(Tab::Buyer, "tab-buyer", "Alt+B", td_string!(locale, desk.buyer).to_string())}
            </div>
            <div class="desk-panel-body" id="panel" role="tabpanel" tabindex="0" aria-labelledby=labelled>
                {move || board.here().map(|cell| match cell.tab.get() {
                    Tab::Product => view! { <ProductTab cell=cell /> }.into_any(),
                    Tab::Order => view! { <OrderTab cell=cell /> }.into_any(),
                    Tab::Phrases => view! { <PhrasesTab cell=cell /> }.into_any(),
                    Tab::Buyer => view! { <BuyerTab cell=cell /> }.into_any(),
                })}
                {move || (board.is_practice() && board.current.get().is_some()).then(|| view! { <Hint /> })}
            </div>
        </aside>
    }
    .into_any()
}
