//! The buyer's order: goods, address, parcel, and what the agent can do about it.

use super::acting::Actions;
use super::board::{Board, Cell, Tab};
use super::words;
use crate::desk::card::{OrderCard, yuan};
use crate::i18n::*;
use leptos::prelude::*;

#[component]
pub fn OrderTab(cell: Cell) -> impl IntoView {
    let locale = Board::get().locale;
    let order = Memo::new(move |_| cell.order.get());
    view! {
        {move || match order.get() {
            Some(order) => view! { <Goods cell=cell order=order /> }.into_any(),
            None => view! { <p class="muted">{td_string!(locale, desk.no_order_yet)}</p> }.into_any(),
        }}
        <Actions cell=cell />
    }
    .into_any()
}

#[component]
fn Goods(cell: Cell, order: OrderCard) -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    let show = move |id: &str| {
        board.fetch_product(id);
        cell.product.set(Some(id.to_owned()));
        cell.tab.set(Tab::Product);
    };
    let title = |id: &str| {
        order.lines.iter().find(|line| line.product == id).map_or_else(|| id.to_owned(), |line| line.title.clone())
    };
    let mut rows: Vec<(String, String)> = vec![
        (td_string!(locale, desk.state).to_string(), words::order_state(locale, order.state)),
        (td_string!(locale, desk.paid).to_string(), yuan(order.paid_yuan_cents)),
    ];
    if order.postage_yuan_cents > 0 {
        rows.push((td_string!(locale, desk.postage).to_string(), yuan(order.postage_yuan_cents)));
    }
    if order.refunded_yuan_cents > 0 {
        rows.push((td_string!(locale, desk.refunded).to_string(), yuan(order.refunded_yuan_cents)));
    }
    rows.push((td_string!(locale, desk.receiver).to_string(), order.receiver.clone()));
    rows.push((td_string!(locale, desk.address).to_string(), order.address.clone()));
    if !order.carrier.is_empty() {
        rows.push((td_string!(locale, desk.parcel).to_string(), format!("{} {}", order.carrier, order.tracking)));
    }
    rows.extend(order.gifts.iter().map(|gift| (td_string!(locale, desk.act_gift).to_string(), gift.clone())));
    rows.extend(order.resent.iter().map(|item| (td_string!(locale, desk.act_resend).to_string(), title(item))));
    rows.extend(
        order
            .exchanged
            .iter()
            .map(|(item, to)| (td_string!(locale, desk.act_exchange).to_string(), format!("{} → {to}", title(item)))),
    );
    rows.extend(order.notes.iter().map(|note| (td_string!(locale, desk.act_note).to_string(), note.clone())));
    view! {
        <h3>{td_string!(locale, desk.order_id, id = order.id)}</h3>
        <ul class="desk-goods">
            {order
                .lines
                .into_iter()
                .map(|line| view! {
                    <li>
                        <button type="button" class="plain" on:click=move |_| show(&line.product)>{line.title}</button>
                        <small>{format!("{} {} × {}", line.colour, line.size, line.pieces)}</small>
                        <span class="figure">{yuan(line.price_yuan_cents)}</span>
                    </li>
                })
                .collect_view()}
        </ul>
        <dl class="desk-facts">
            {rows.into_iter().filter(|(_, value)| !value.trim().is_empty()).map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view()}
        </dl>
        {(!order.track.is_empty()).then(|| view! {
            <h4>{td_string!(locale, desk.track)}</h4>
            <ol class="desk-track">
                {order
                    .track
                    .into_iter()
                    .rev()
                    .map(|(hours, what)| {
                        let when = if hours >= 24 {
                            td_string!(locale, desk.days_ago, count = hours / 24)
                        } else {
                            td_string!(locale, desk.hours_ago, count = hours)
                        };
                        view! { <li><small>{when}</small> <span>{what}</span></li> }
                    })
                    .collect_view()}
            </ol>
        })}
    }
    .into_any()
}
