//! Dialogs over the desk: end of the shift, transfer, the page of keys.

use super::board::{Board, Dialog};
use super::connection::send;
use super::words;
use crate::desk::wire::ToServer;
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
            Dialog::Keys => view! { <Modal><Keys /></Modal> }.into_any(),
        })
    }
}

/// A modal dialog: the browser keeps the focus inside and closes it on Esc.
#[component]
fn Modal(children: Children) -> impl IntoView {
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
        <dialog class="desk-dialog" node_ref=dialog aria-labelledby="dialog-title" on:close=move |_| board.dialog.set(None)>
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
    let locale = Board::get().locale;
    let keys = [
        ("Enter", td_string!(locale, desk.key_enter)),
        ("Shift Enter", td_string!(locale, desk.key_newline)),
        ("/  、", td_string!(locale, desk.key_phrases)),
        ("Alt ↑  Alt ↓", td_string!(locale, desk.key_step)),
        ("Alt 1 … 9", td_string!(locale, desk.key_nth)),
        ("Alt J", td_string!(locale, desk.key_longest)),
        ("Alt T", td_string!(locale, desk.key_transfer)),
        ("Alt S", td_string!(locale, desk.key_supervisor)),
        ("Alt M", td_string!(locale, desk.key_pin)),
        ("Alt W", td_string!(locale, desk.key_tell)),
        ("?", td_string!(locale, desk.key_keys)),
    ];
    view! {
        <h2 id="dialog-title">{td_string!(locale, desk.keys)}</h2>
        <table class="desk-keys">
            <tbody>
                {keys.into_iter().map(|(key, what)| view! { <tr><th scope="row"><kbd>{key}</kbd></th><td>{what.to_string()}</td></tr> }).collect_view()}
            </tbody>
        </table>
        <p class="row"><Close /></p>
    }
    .into_any()
}
