//! The row of tools over the reply box: what is sent or written with one key.

use super::acting::Form;
use super::board::{Board, Tab};
use super::keys::turn;
use crate::i18n::*;
use leptos::prelude::*;
use miaohui::catalog::OrderState;
use miaohui::simulation::event::{Action, Invitation};

/// Sends the card of the product the panel shows.
pub fn send_product(board: Board) {
    if let Some(id) = untrack(|| board.here()).and_then(|cell| cell.product.get_untracked()) {
        board.act(Action::ProductCard { id });
    }
}

/// Writes the order's address into the box, to be read back to the buyer (核对地址).
pub fn read_address(board: Board) {
    let order = untrack(|| board.here()).and_then(|cell| cell.order.get_untracked());
    match order {
        Some(order) => {
            let text = td_string!(board.locale, desk.text_address, receiver = order.receiver, address = order.address);
            board.put.set(Some(text));
        }
        None => board.notice.set(Some(td_string!(board.locale, desk.no_order_yet).to_string())),
    }
}

/// Writes a reminder to pay into the box (催付); paid orders need none.
pub fn remind_of_paying(board: Board) {
    let state = untrack(|| board.here()).and_then(|cell| cell.order.get_untracked()).map(|order| order.state);
    let text = match state {
        Some(OrderState::Unpaid) => td_string!(board.locale, desk.text_pay_order).to_string(),
        None => td_string!(board.locale, desk.text_pay).to_string(),
        Some(_) => {
            board.notice.set(Some(td_string!(board.locale, desk.paid_already).to_string()));
            return;
        }
    };
    board.put.set(Some(text));
}

#[component]
pub fn Tools() -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    let tool = |name: String, key: &'static str, work: fn(Board)| {
        view! {
            <button type="button" class="plain" title=key aria-keyshortcuts=key on:click=move |_| work(board)>{name}</button>
        }
    };
    view! {
        <div class="desk-tools">
            <button type="button" class="plain" on:click=move |_| board.put.set(Some("/".to_owned()))>
                {td_string!(locale, desk.phrases)} <kbd>"/"</kbd>
            </button>
            <button
                type="button"
                class="plain"
                title="Alt+X"
                aria-expanded=move || board.faces.get().to_string()
                on:click=move |_| board.faces.update(|open| *open = !*open)
            >
                {td_string!(locale, desk.expressions)}
            </button>
            {tool(td_string!(locale, desk.act_product_card).to_string(), "Alt+C", send_product)}
            {tool(td_string!(locale, desk.act_request_evidence).to_string(), "Alt+V", |board| turn(board, Tab::Order, Some(Form::Evidence)))}
            {tool(td_string!(locale, desk.check_address).to_string(), "Alt+A", read_address)}
            {tool(td_string!(locale, desk.remind).to_string(), "Alt+U", remind_of_paying)}
            {tool(td_string!(locale, desk.act_invite_order).to_string(), "Alt+I", |board| board.act(Action::Invite { what: Invitation::Order }))}
            {tool(td_string!(locale, desk.act_invite_rating).to_string(), "Alt+R", |board| board.act(Action::Invite { what: Invitation::Rating }))}
        </div>
    }
    .into_any()
}
