//! Everything an agent can do beside writing. What the post may not do is refused by the server
//! with its reason: knowing one's authority is part of the trade.

use super::board::{Board, Cell};
use super::words;
use crate::desk::card::{cents, yuan};
use crate::i18n::*;
use leptos::{ev, prelude::*};
use miaohui::simulation::event::{Action, Colleague};

/// An action with something to fill in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    ReducePrice,
    Coupon,
    Gift,
    ChangeAddress,
    Note,
    Refund,
    Resend,
    Exchange,
    Postage,
    Evidence,
}

const FORMS: [Form; 10] = [
    Form::ReducePrice,
    Form::Coupon,
    Form::Refund,
    Form::Gift,
    Form::Resend,
    Form::Exchange,
    Form::Postage,
    Form::ChangeAddress,
    Form::Note,
    Form::Evidence,
];

impl Form {
    fn name(self, locale: Locale) -> String {
        match self {
            Self::ReducePrice => td_string!(locale, desk.act_reduce_price),
            Self::Coupon => td_string!(locale, desk.act_coupon),
            Self::Gift => td_string!(locale, desk.act_gift),
            Self::ChangeAddress => td_string!(locale, desk.act_change_address),
            Self::Note => td_string!(locale, desk.act_note),
            Self::Refund => td_string!(locale, desk.act_refund),
            Self::Resend => td_string!(locale, desk.act_resend),
            Self::Exchange => td_string!(locale, desk.act_exchange),
            Self::Postage => td_string!(locale, desk.act_postage),
            Self::Evidence => td_string!(locale, desk.act_request_evidence),
        }
        .to_string()
    }
}

#[component]
pub fn Actions(cell: Cell) -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    let open = board.doing;
    let ask = move |who: Colleague| {
        view! { <button type="button" on:click=move |_| board.act(Action::Ask { who })>{words::colleague(locale, who)}</button> }
    };
    view! {
        <h3 class="desk-sub">{td_string!(locale, desk.actions)}</h3>
        <div class="desk-actions">
            {FORMS
                .into_iter()
                .map(|form| view! {
                    <button
                        type="button"
                        aria-expanded=move || (open.get() == Some(form)).to_string()
                        on:click=move |_| open.update(|open| *open = if *open == Some(form) { None } else { Some(form) })
                    >
                        {form.name(locale)}
                    </button>
                })
                .collect_view()}
        </div>
        {move || open.get().map(|form| view! { <Fill cell=cell form=form done=Callback::new(move |()| open.set(None)) /> })}
        <h3 class="desk-sub">{td_string!(locale, desk.act_ask)}</h3>
        <div class="desk-actions">{ask(Colleague::Warehouse)} {ask(Colleague::Carrier)} {ask(Colleague::Supervisor)}</div>
    }
    .into_any()
}

/// The fields of one action and its button.
#[component]
fn Fill(cell: Cell, form: Form, done: Callback<()>) -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    let first = RwSignal::new(String::new());
    let second = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let order = cell.order.get_untracked();
    let goods: Vec<(String, String)> = order
        .iter()
        .flat_map(|order| &order.lines)
        .map(|line| (line.product.clone(), format!("{} {} {}", line.title, line.colour, line.size)))
        .collect();
    if let Some((item, _)) = goods.first() {
        first.set(item.clone());
    }
    let shop = board.shop_of(cell.window);
    let listed: Vec<(String, String)> = match form {
        Form::Coupon => {
            shop.iter().flat_map(|shop| &shop.coupons).map(|coupon| (coupon.id.clone(), coupon.terms.clone())).collect()
        }
        Form::Gift => shop
            .iter()
            .flat_map(|shop| &shop.gifts)
            .map(|gift| {
                (
                    gift.id.clone(),
                    td_string!(locale, desk.gift_rule, sum = yuan(gift.from_yuan_cents), name = gift.name.clone()),
                )
            })
            .collect(),
        Form::Resend | Form::Exchange => goods,
        _ => Vec::new(),
    };
    if matches!(form, Form::Coupon | Form::Gift) {
        first.set(listed.first().map(|(id, _)| id.clone()).unwrap_or_default());
    } else if !matches!(form, Form::Resend | Form::Exchange) {
        first.set(String::new());
    }
    let left =
        order.map(|order| order.paid_yuan_cents.saturating_sub(order.refunded_yuan_cents)).filter(|left| *left > 0);
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let (one, two) = (first.get_untracked().trim().to_owned(), second.get_untracked().trim().to_owned());
        match action(form, &one, &two) {
            Some(action) => {
                board.act(action);
                done.run(());
            }
            None if is_amount(form) => wrong.set(Some(td_string!(locale, desk.wrong_amount).to_string())),
            None => wrong.set(Some(td_string!(locale, desk.wrong_empty).to_string())),
        }
    };
    let label = form.name(locale);
    let field = match form {
        Form::Coupon | Form::Gift | Form::Resend | Form::Exchange => view! {
            <select aria-label=label on:change=move |event| first.set(event_target_value(&event))>
                {listed.into_iter().map(|(id, name)| view! { <option value=id>{name}</option> }).collect_view()}
            </select>
        }
        .into_any(),
        _ if is_amount(form) => view! {
            <input
                type="text"
                inputmode="decimal"
                aria-label=label
                placeholder=td_string!(locale, desk.amount)
                prop:value=move || first.get()
                on:input=move |event| first.set(event_target_value(&event))
            />
        }
        .into_any(),
        _ => view! {
            <input type="text" maxlength="200" aria-label=label prop:value=move || first.get() on:input=move |event| first.set(event_target_value(&event)) />
        }
        .into_any(),
    };
    view! {
        <form class="desk-fill" on:submit=submit>
            {field}
            {(form == Form::Exchange).then(|| view! { <To item=first to=second /> })}
            {(form == Form::Refund).then_some(left).flatten().map(|left| view! {
                <button type="button" class="plain" on:click=move |_| first.set(yuan(left).trim_start_matches('¥').to_owned())>
                    {td_string!(locale, desk.refund_all, sum = yuan(left))}
                </button>
            })}
            <button type="submit" class="primary">{td_string!(locale, desk.carry_out)}</button>
            {move || wrong.get().map(|text| view! { <p class="wrong" role="alert">{text}</p> })}
        </form>
    }
    .into_any()
}

/// What an item can be exchanged for: the colours and sizes in stock.
#[component]
fn To(item: RwSignal<String>, to: RwSignal<String>) -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    Effect::new(move || board.fetch_product(&item.get()));
    let choices = Memo::new(move |_| {
        let card = board.products.with(|products| item.with(|item| products.get(item).cloned()));
        card.map(|card| card.in_stock()).unwrap_or_default()
    });
    Effect::new(move || to.set(choices.with(|choices| choices.first().cloned().unwrap_or_default())));
    view! {
        <select aria-label=td_string!(locale, desk.exchange_to) on:change=move |event| to.set(event_target_value(&event))>
            {move || choices.get().into_iter().map(|choice| view! { <option value=choice.clone()>{choice.clone()}</option> }).collect_view()}
        </select>
    }
    .into_any()
}

fn is_amount(form: Form) -> bool {
    matches!(form, Form::ReducePrice | Form::Refund | Form::Postage)
}

/// The action the fields make; `None` when something is missing or no amount.
fn action(form: Form, one: &str, two: &str) -> Option<Action> {
    if is_amount(form) {
        let amount_cents = cents(one).filter(|amount| *amount > 0 || form == Form::Postage)?;
        return Some(match form {
            Form::ReducePrice => Action::ReducePrice { amount_cents },
            Form::Refund => Action::Refund { amount_cents },
            _ => Action::Postage { amount_cents },
        });
    }
    let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let one = filled(one)?;
    Some(match form {
        Form::Coupon => Action::Coupon { id: one },
        Form::Gift => Action::Gift { id: one },
        Form::ChangeAddress => Action::ChangeAddress { text: one },
        Form::Note => Action::Note { text: one },
        Form::Resend => Action::Resend { item: one },
        Form::Exchange => Action::Exchange { item: one, to: filled(two)? },
        Form::Evidence => Action::RequestEvidence { what: one },
        Form::ReducePrice | Form::Refund | Form::Postage => return None,
    })
}
