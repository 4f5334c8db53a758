//! The product's page beside the conversation: facts, sizes and stock, similar goods.

use super::board::{Board, Cell};
use super::words;
use crate::desk::card::{Measure, ProductCard, ShopCard, StockRow, yuan};
use crate::i18n::*;
use leptos::prelude::*;
use miaohui::simulation::event::Action;

/// Most products a search lists.
const LISTED_MAX: usize = 8;

#[component]
pub fn ProductTab(cell: Cell) -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    let typed = RwSignal::new(String::new());
    let listed = move || {
        let typed = typed.get();
        let typed = typed.trim();
        let shop = board.in_chat(cell.window, |chat| chat.shop.clone());
        board.about.with(|about| {
            let products = about.as_ref().map(|about| about.products.as_slice()).unwrap_or_default();
            products
                .iter()
                .filter(|line| !typed.is_empty() && Some(&line.shop) == shop.as_ref())
                .filter(|line| {
                    line.title.contains(typed) || line.id.to_ascii_lowercase().contains(&typed.to_ascii_lowercase())
                })
                .take(LISTED_MAX)
                .cloned()
                .collect::<Vec<_>>()
        })
    };
    let card = move || {
        let id = cell.product.get()?;
        board.products.with(|products| products.get(&id).cloned())
    };
    view! {
        <input
            type="search"
            prop:value=move || typed.get()
            aria-label=td_string!(locale, desk.find_product)
            placeholder=td_string!(locale, desk.find_product)
            on:input=move |event| typed.set(event_target_value(&event))
        />
        <ul class="desk-similar">
            {move || listed().into_iter().map(|line| view! {
                <Offered cell=cell id=line.id title=line.title note=yuan(line.price_yuan_cents) chosen=Callback::new(move |()| typed.set(String::new())) />
            }).collect_view()}
        </ul>
        {move || match card() {
            Some(card) => {
                let shop = board.about.with(|about| about.as_ref().and_then(|about| about.shops.iter().find(|shop| shop.id == card.shop).cloned()));
                view! { <Page cell=cell card=card shop=shop /> }.into_any()
            }
            None => view! { <p class="muted">{td_string!(locale, desk.no_product)}</p> }.into_any(),
        }}
    }
    .into_any()
}

/// A product that can be looked at.
#[component]
fn Offered(cell: Cell, id: String, title: String, note: String, chosen: Callback<()>) -> impl IntoView {
    let board = Board::get();
    let look = move |_| {
        board.fetch_product(&id);
        cell.product.set(Some(id.clone()));
        chosen.run(());
    };
    view! { <li><button type="button" class="plain" on:click=look><span>{title}</span><small>{note}</small></button></li> }
}

#[component]
fn Page(cell: Cell, card: ProductCard, shop: Option<ShopCard>) -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    let id = card.id.clone();
    let mut rows: Vec<(String, String)> = vec![(td_string!(locale, desk.article).to_string(), card.id.clone())];
    let coupons = shop.iter().flat_map(|shop| &shop.coupons).map(|coupon| {
        td_string!(
            locale,
            desk.coupon_rule,
            sum = plain(coupon.threshold_yuan_cents),
            off = plain(coupon.off_yuan_cents)
        )
    });
    let price: Vec<String> = std::iter::once(yuan(card.price_yuan_cents)).chain(coupons).collect();
    rows.push((td_string!(locale, desk.price).to_string(), price.join(" · ")));
    let materials: Vec<String> = card.materials.iter().map(|(part, material)| format!("{part} {material}")).collect();
    rows.push((td_string!(locale, desk.material).to_string(), materials.join(separator(locale))));
    if let Some(shop) = &shop {
        rows.push((
            td_string!(locale, desk.dispatch).to_string(),
            format!("{} · {}", words::dispatch(locale, shop), shop.carrier),
        ));
        rows.push((td_string!(locale, desk.postage).to_string(), words::postage(locale, shop)));
    }
    rows.push((td_string!(locale, desk.care).to_string(), card.care.join(separator(locale))));
    let mut more: Vec<(String, String)> = Vec::new();
    if !card.seasons.is_empty() {
        more.push((td_string!(locale, desk.season).to_string(), card.seasons.join(separator(locale))));
    }
    if let Some((from, to)) = card.age_months {
        more.push((td_string!(locale, desk.age).to_string(), td_string!(locale, desk.months, from = from, to = to)));
    }
    more.extend(card.facts.clone());
    if !card.points.is_empty() {
        more.push((td_string!(locale, desk.points).to_string(), card.points.join(separator(locale))));
    }
    view! {
        <div class="desk-product-head">
            <img src=format!("/pictures/{}.svg", card.id) alt=card.kind.clone() width="64" height="64" />
            <h3>{card.title.clone()}</h3>
            <button type="button" class="plain" on:click=move |_| board.act(Action::ProductCard { id: id.clone() })>{td_string!(locale, desk.send_card)}</button>
        </div>
        <Facts rows=rows />
        <Sizes measure=card.measure colours=card.colours rows=card.rows />
        <Facts rows=more />
        {(!card.similar.is_empty()).then(|| view! {
            <h4>{td_string!(locale, desk.similar)}</h4>
            <ul class="desk-similar">
                {card.similar.into_iter().map(|line| {
                    let note = format!("{} · {}", yuan(line.price_yuan_cents), line.difference);
                    view! { <Offered cell=cell id=line.id title=line.title note=note chosen=Callback::new(|()| ()) /> }
                }).collect_view()}
            </ul>
        })}
    }
    .into_any()
}

#[component]
fn Facts(rows: Vec<(String, String)>) -> impl IntoView {
    let filled = rows.into_iter().filter(|(_, value)| !value.is_empty());
    view! { <dl class="desk-facts">{filled.map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view()}</dl> }
}

fn separator(locale: Locale) -> &'static str {
    if locale == Locale::zh { "，" } else { ", " }
}

fn plain(cents: u64) -> String {
    yuan(cents).trim_start_matches('¥').to_owned()
}

/// Millimetres as centimetres, grams as kilograms.
fn measured(unit: &str, value: u64) -> String {
    let (whole, rest) = if unit == "g" { (value / 1_000, value % 1_000 / 100) } else { (value / 10, value % 10) };
    format!("{whole}.{rest}")
}

#[component]
fn Sizes(measure: Option<Measure>, colours: Vec<String>, rows: Vec<StockRow>) -> impl IntoView {
    let locale = Board::get().locale;
    let unit = measure.as_ref().map_or_else(String::new, |measure| measure.unit.clone());
    let shown = if unit == "g" { "kg" } else { "cm" };
    let inner = measure.as_ref().is_some_and(|measure| measure.inner);
    let has_measure = measure.is_some();
    view! {
        <table class="desk-table">
            <thead>
                <tr>
                    <th scope="col">{if has_measure { td_string!(locale, desk.size) } else { td_string!(locale, desk.pack) }}</th>
                    {measure.as_ref().map(|measure| view! { <th scope="col" class="figure">{measure.name.clone()} " " {shown}</th> })}
                    {inner.then(|| view! { <th scope="col" class="figure">{td_string!(locale, desk.inner)}</th> })}
                    {colours.into_iter().map(|colour| view! { <th scope="col" class="figure">{colour}</th> }).collect_view()}
                </tr>
            </thead>
            <tbody>
                {rows
                    .into_iter()
                    .map(|row| {
                        let range = row.from_to.map(|(from, to)| format!("{}–{}", measured(&unit, from), measured(&unit, to)));
                        view! {
                            <tr>
                                <th scope="row">{row.size}</th>
                                {has_measure.then(|| view! { <td class="figure">{range}</td> })}
                                {inner.then(|| view! { <td class="figure">{row.inner.map(|inner| measured(&unit, inner))}</td> })}
                                {row.stock
                                    .into_iter()
                                    .map(|stock| match stock {
                                        Some(0) => view! { <td class="figure none">{td_string!(locale, desk.sold_out)}</td> }.into_any(),
                                        Some(count) => view! { <td class="figure">{count}</td> }.into_any(),
                                        None => view! { <td class="figure muted">"–"</td> }.into_any(),
                                    })
                                    .collect_view()}
                            </tr>
                        }
                    })
                    .collect_view()}
            </tbody>
        </table>
        {measure.map(|measure| view! { <p class="muted desk-how">{measure.how}</p> })}
    }
    .into_any()
}
