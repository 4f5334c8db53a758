//! The desk (接待台): where an agent answers buyers. The only island of its page.

mod acting;
mod bar;
mod board;
mod browser;
mod buyer;
mod chat;
mod connection;
mod dialog;
mod faces;
mod found;
mod guide;
mod hint;
mod keys;
mod list;
mod order;
mod outbox;
mod panel;
mod phrases;
mod product;
mod reply;
pub(super) mod row;
mod sound;
mod tools;
pub mod words;

use crate::desk::wire::ToServer;
use crate::i18n::*;
use board::{Board, Link};
use leptos::prelude::*;

/// The desk of one shift. The first HTML says that it is connecting; everything else comes with
/// the server's welcome.
#[component]
pub fn Desk(
    locale: Locale,
    /// The shift's id.
    shift: String,
) -> impl IntoView {
    let board = Board::new(locale, shift);
    provide_context(board);
    Effect::new(move || {
        connection::open(board);
        keys::listen(board);
        board.start_clock();
    });
    view! {
        <div class=move || board.guide.get().map_or_else(|| "desk".to_owned(), |step| format!("desk guide-{}", step + 1))>
            <Show
                when=move || board.welcomed.get()
                fallback=move || view! {
                    <main id="main" class="desk-wait">
                        <p role="status">{move || words::link(locale, &board.link.get())}</p>
                        <Way />
                    </main>
                }
            >
                <bar::Bar />
                <Trouble />
                <main id="main" class="desk-columns">
                    <list::List />
                    <chat::Conversation />
                    <panel::Panel />
                </main>
                <dialog::Dialogs />
                <guide::Guide />
                <p class="visually-hidden" role="status">{move || board.told.get()}</p>
            </Show>
        </div>
    }
    .into_any()
}

/// A line under the bar while something is not as it should be: what, and what becomes of the
/// lines that are not sent yet.
#[component]
fn Trouble() -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    view! {
        <Show when=move || board.link.get() != Link::Live>
            <div class="desk-trouble" role="alert">
                <crate::islands::glyph::Glyph icon=icondata::LuWifiOff />
                <span>{move || words::link(locale, &board.link.get())}</span>
                <span>{move || {
                    let count = board.outbox_count.get();
                    (count > 0).then(|| td_string!(locale, desk.unsent, count = count))
                }}</span>
                <Way />
            </div>
        </Show>
        <Show when=move || board.link.get() == Link::Live && board.paused.get()>
            <div class="desk-trouble" role="status">
                <crate::islands::glyph::Glyph icon=icondata::LuPause />
                <span>{td_string!(locale, desk.paused)}</span>
                <button type="button" on:click=move |_| connection::send(&ToServer::Resume)>{td_string!(locale, desk.resume)}</button>
            </div>
        </Show>
        <Show when=move || board.link.get() == Link::Live && board.notice.with(Option::is_some)>
            <div class="desk-trouble notice-line" role="alert">
                <crate::islands::glyph::Glyph icon=icondata::LuInfo />
                <span>{move || board.notice.get()}</span>
                <button type="button" class="plain" on:click=move |_| board.notice.set(None)>{td_string!(locale, desk.dismiss)}</button>
            </div>
        </Show>
    }
    .into_any()
}

/// What the agent can do about it.
#[component]
fn Way() -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    move || {
        match board.link.get() {
        Link::SignedOut => {
            let back = format!("/login?back=/desk/{}", board.shift.read_value().as_str());
            view! { <a class="button" href=back>{td_string!(locale, desk.sign_in_again)}</a> }.into_any()
        }
        Link::Superseded => view! {
            <button type="button" on:click=move |_| connection::open(board)>{td_string!(locale, desk.take_over)}</button>
        }
        .into_any(),
        Link::OldPage | Link::Gone => {
            view! { <button type="button" on:click=move |_| browser::reload()>{td_string!(locale, desk.reload)}</button> }.into_any()
        }
        Link::Closed(score) => view! { <a class="button primary" href=score>{td_string!(locale, desk.to_score)}</a> }.into_any(),
        Link::Connecting | Link::Live | Link::Lost { .. } => ().into_any(),
    }
    }
}
