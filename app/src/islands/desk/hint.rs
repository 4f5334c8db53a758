//! What a buyer still waits for: a hint, in practice.

use super::board::Board;
use super::keys::ask_hint;
use crate::i18n::*;
use leptos::prelude::*;

/// What the buyer still waits for, when the agent asks (practice).
#[component]
pub fn Hint() -> impl IntoView {
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
                        on:click=move |_| ask_hint(board)
                    >
                        {td_string!(locale, desk.hint_show)} " " <kbd>"Alt N"</kbd>
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
