//! Dialogs over the desk: end of the shift, transfer, the page of keys.

use super::board::{Board, Dialog};
use super::connection::send;
use super::{guide, words};
use crate::desk::wire::{Settings, ToServer};
use crate::i18n::*;
use leptos::{html, prelude::*};
use miaohui::simulation::event::{Action, Post};

#[component]
pub fn Dialogs() -> impl IntoView {
    let board = Board::get();
    move || {
        board.dialog.get().map(|dialog| match dialog {
            Dialog::End => view! { <Modal><End /></Modal> }.into_any(),
            Dialog::Transfer => view! { <Modal><Transfer /></Modal> }.into_any(),
            Dialog::Keys => view! { <Modal wide=true><Keys /></Modal> }.into_any(),
        })
    }
}

/// A modal dialog: the browser keeps the focus inside and closes it on Esc.
#[component]
fn Modal(#[prop(optional)] wide: bool, children: Children) -> impl IntoView {
    let board = Board::get();
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        if let Some(dialog) = dialog.get()
            && !dialog.open()
        {
            request_animation_frame(move || {
                if dialog.is_connected() {
                    dialog.show_modal().ok();
                }
            });
        }
    });
    view! {
        <dialog class="desk-dialog" class:is-wide=wide node_ref=dialog aria-labelledby="dialog-title" on:close=move |_| board.dialog.set(None)>
            {children()}
        </dialog>
    }
    .into_any()
}

#[component]
fn Close() -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    view! { <button type="button" on:click=move |_| board.dialog.set(None)>{td_string!(locale, desk.back)}</button> }
}

#[component]
fn End() -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    let end = move |_| {
        board.dialog.set(None);
        send(&ToServer::End);
    };
    view! {
        <h2 id="dialog-title">{td_string!(locale, desk.end_title)}</h2>
        <p>
            {move || {
                let (open, waiting) = (board.open.get(), board.waiting.get());
                td_string!(locale, desk.end_text, open = open, waiting = waiting)
            }}
        </p>
        <p class="row"><Close /> <button type="button" class="danger" on:click=end>{td_string!(locale, desk.end_do)}</button></p>
    }
    .into_any()
}

#[component]
fn Transfer() -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    let own = board.about.with_untracked(|about| about.as_ref().map(|about| about.post));
    let ways = [Post::Presale, Post::InSale, Post::Aftersales, Post::Supervisor];
    view! {
        <h2 id="dialog-title">{td_string!(locale, desk.transfer_title)}</h2>
        <p>{td_string!(locale, desk.transfer_text)}</p>
        <p class="row">
            {ways
                .into_iter()
                .filter(|to| Some(*to) != own)
                .map(|to| view! {
                    <button
                        type="button"
                        on:click=move |_| {
                            board.dialog.set(None);
                            board.act(Action::Transfer { to });
                        }
                    >
                        {words::post(locale, to)}
                    </button>
                })
                .collect_view()}
        </p>
        <p class="row"><Close /></p>
    }
    .into_any()
}

#[component]
fn Keys() -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    let keys = [
        ("Enter", td_string!(locale, desk.key_enter)),
        ("Shift Enter", td_string!(locale, desk.key_newline)),
        ("/  、", td_string!(locale, desk.key_phrases)),
        ("Alt ↑  Alt ↓", td_string!(locale, desk.key_step)),
        ("Alt 1 … 9", td_string!(locale, desk.key_nth)),
        ("Alt J", td_string!(locale, desk.key_longest)),
        ("Alt K", td_string!(locale, desk.find_window)),
        ("Alt M", td_string!(locale, desk.key_pin)),
        ("Alt G O P B", td_string!(locale, desk.key_tabs)),
        ("Alt X", td_string!(locale, desk.expressions)),
        ("Alt C", td_string!(locale, desk.act_product_card)),
        ("Alt V", td_string!(locale, desk.act_request_evidence)),
        ("Alt A", td_string!(locale, desk.check_address)),
        ("Alt U", td_string!(locale, desk.remind)),
        ("Alt I", td_string!(locale, desk.act_invite_order)),
        ("Alt R", td_string!(locale, desk.act_invite_rating)),
        ("Alt S", td_string!(locale, desk.ask_supervisor)),
        ("Alt T", td_string!(locale, desk.act_transfer)),
        ("Alt Z", td_string!(locale, desk.key_take_back)),
        ("Alt N", td_string!(locale, desk.key_hint)),
        ("Alt H", td_string!(locale, desk.hold)),
        ("Alt W", td_string!(locale, desk.key_tell)),
        ("Esc", td_string!(locale, desk.key_escape)),
        ("?  Alt /", td_string!(locale, desk.key_keys)),
    ];
    view! {
        <h2 id="dialog-title">{td_string!(locale, desk.keys)}</h2>
        <dl class="desk-keys">
            {keys.into_iter().map(|(key, what)| view! { <div><dt><kbd>{key}</kbd></dt><dd>{what.to_string()}</dd></div> }).collect_view()}
        </dl>
        <label class="desk-sounds">
            <input
                type="checkbox"
                prop:checked=move || board.settings.get().sounds
                on:change=move |event| board.settle(Settings { sounds: event_target_checked(&event), ..board.settings.get_untracked() })
            />
            {td_string!(locale, desk.sounds)}
        </label>
        <p class="row"><Close /> <button type="button" on:click=move |_| guide::begin(board)>{td_string!(locale, desk.guide)}</button></p>
    }
    .into_any()
}
