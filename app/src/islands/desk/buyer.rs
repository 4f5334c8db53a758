//! The buyer's card: who they are as far as the shop knows, and the shop's own rules.

use super::board::{Board, Cell, Tab};
use super::row::{avatar_class, initial};
use super::words;
use crate::desk::card::{OrderCard, ShopCard, yuan};
use crate::desk::waiting::beijing_time;
use crate::desk::wire::Speaker;
use crate::i18n::*;
use leptos::prelude::*;

#[component]
pub fn BuyerTab(cell: Cell) -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    let name = cell.name.get_value();
    let shop = board.shop_of(cell.window);
    view! {
        <div class="desk-buyer">
            <span class=avatar_class(&name) aria-hidden="true">{initial(&name)}</span>
            <div>
                <h3>{name}</h3>
                <small>
                    {move || match cell.order.with(|order| order.as_ref().map(|order| order.id.clone())) {
                        Some(id) => td_string!(locale, desk.order_id, id = id),
                        None => td_string!(locale, desk.no_order).to_string(),
                    }}
                </small>
            </div>
        </div>
        {move || view! { <History cell=cell order=cell.order.get() /> }}
        {shop.map(|shop| view! { <Rules shop=shop /> })}
    }
    .into_any()
}

/// What this buyer has done here: when they came, what was said, the orders the shop has of them.
#[component]
fn History(cell: Cell, order: Option<OrderCard>) -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    board.lines.track();
    let talk = board.in_chat(cell.window, |chat| {
        (chat.arrived_ms, chat.count(Speaker::Buyer), chat.count(Speaker::Agent), chat.stars)
    });
    let (arrived_ms, theirs, ours, stars) = talk.unwrap_or_default();
    let mut rows = vec![
        (td_string!(locale, desk.arrived).to_string(), beijing_time(arrived_ms)),
        (
            td_string!(locale, desk.messages).to_string(),
            td_string!(locale, desk.messages_count, theirs = theirs, ours = ours),
        ),
    ];
    if let Some(stars) = stars {
        rows.push((td_string!(locale, desk.rating).to_string(), td_string!(locale, desk.rated, stars = stars)));
    }
    view! {
        <dl class="desk-facts">
            {rows.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view()}
        </dl>
        <h4>{td_string!(locale, desk.orders)}</h4>
        {match order {
            None => view! { <p class="muted">{td_string!(locale, desk.no_order_yet)}</p> }.into_any(),
            Some(order) => {
                let pieces = order.lines.iter().map(|line| line.pieces).sum::<u64>();
                let title = order.lines.first().map(|line| line.title.clone()).unwrap_or_default();
                let note = format!(
                    "{} · {} · {}",
                    td_string!(locale, desk.pieces, count = pieces),
                    yuan(order.paid_yuan_cents),
                    words::order_state(locale, order.state)
                );
                view! {
                    <ul class="desk-similar">
                        <li><button type="button" class="plain" on:click=move |_| cell.tab.set(Tab::Order)><span>{title}</span><small>{note}</small></button></li>
                    </ul>
                }
                .into_any()
            }
        }}
    }
    .into_any()
}

/// What the shop promises, in rows.
#[component]
fn Rules(shop: ShopCard) -> impl IntoView {
    let locale = Board::get().locale;
    let yes_no = |yes: bool| if yes { td_string!(locale, desk.yes) } else { td_string!(locale, desk.no) };
    let pairs = |pairs: &[(String, u64)], show: fn(u64) -> String| {
        pairs.iter().map(|(name, value)| format!("{name} {}", show(*value))).collect::<Vec<_>>().join(" · ")
    };
    let transit = words::transit(locale, &shop);
    let mut carrier = shop.carrier.clone();
    if !shop.other_carriers.is_empty() {
        carrier = format!(
            "{carrier} · {}",
            td_string!(
                locale,
                desk.other_carriers,
                list = pairs(&shop.other_carriers, |fee| format!("+{}", yuan(fee)))
            )
        );
    }
    let rows = [
        (td_string!(locale, desk.dispatch), words::dispatch(locale, &shop)),
        (td_string!(locale, desk.carrier), carrier),
        (td_string!(locale, desk.postage), words::postage(locale, &shop)),
        (
            td_string!(locale, desk.returns),
            td_string!(
                locale,
                desk.returns_rule,
                days = shop.no_reason_days,
                condition = shop.return_condition.clone()
            ),
        ),
        (
            td_string!(locale, desk.insurance),
            if shop.freight_insurance {
                td_string!(locale, desk.insurance_rule, most = yuan(shop.insurance_max_yuan_cents))
            } else {
                td_string!(locale, desk.no).to_string()
            },
        ),
        (td_string!(locale, desk.warranty), td_string!(locale, desk.days, count = shop.warranty_days)),
        (
            td_string!(locale, desk.invoice),
            if shop.electronic_invoice {
                td_string!(locale, desk.invoice_rule, days = shop.invoice_within_days)
            } else {
                td_string!(locale, desk.no).to_string()
            },
        ),
        (
            td_string!(locale, desk.price_protection),
            shop.price_protection_days.map_or_else(
                || td_string!(locale, desk.no).to_string(),
                |days| td_string!(locale, desk.days, count = days),
            ),
        ),
        (
            td_string!(locale, desk.authority),
            td_string!(
                locale,
                desk.authority_rule,
                percent = format!("{}.{:02}", shop.reduce_basis_points / 100, shop.reduce_basis_points % 100)
                    .trim_end_matches('0')
                    .trim_end_matches('.')
                    .to_owned(),
                times = shop.reductions_a_day
            ),
        ),
    ];
    view! {
        <h3 class="desk-shop">{shop.name}</h3>
        <dl class="desk-facts">
            {rows.into_iter().map(|(name, value)| view! { <div><dt>{name.to_string()}</dt><dd>{value}</dd></div> }).collect_view()}
            {shop.coupons.into_iter().map(|coupon| view! { <div><dt>{td_string!(locale, desk.act_coupon)}</dt><dd>{coupon.terms}</dd></div> }).collect_view()}
            {shop
                .gifts
                .into_iter()
                .map(|gift| view! { <div><dt>{td_string!(locale, desk.act_gift)}</dt><dd>{td_string!(locale, desk.gift_rule, sum = yuan(gift.from_yuan_cents), name = gift.name)}</dd></div> })
                .collect_view()}
        </dl>
        <h4>{td_string!(locale, desk.transit)}</h4>
        <dl class="desk-facts">{transit.into_iter().map(|(days, regions)| view! { <div><dt>{days}</dt><dd>{regions}</dd></div> }).collect_view()}</dl>
        <table class="desk-table">
            <caption>{td_string!(locale, desk.compensation)}</caption>
            <thead>
                <tr>
                    <th scope="col">{td_string!(locale, desk.fault)}</th>
                    <th scope="col" class="figure">{td_string!(locale, desk.refund_most)}</th>
                    <th scope="col">{td_string!(locale, desk.act_resend)}</th>
                    <th scope="col">{td_string!(locale, desk.return_postage)}</th>
                </tr>
            </thead>
            <tbody>
                {shop
                    .compensation
                    .into_iter()
                    .map(|row| view! {
                        <tr>
                            <td>{row.fault}</td>
                            <td class="figure">{yuan(row.refund_max_yuan_cents)}</td>
                            <td>{yes_no(row.resend)}</td>
                            <td>{yes_no(row.return_postage)}</td>
                        </tr>
                    })
                    .collect_view()}
            </tbody>
        </table>
    }
    .into_any()
}
