//! One window's row: who, what they said last, how much is unread, how long they have waited.

use super::board::{Board, Cell};
use crate::desk::waiting::{Wait, minutes};
use crate::i18n::*;
use crate::islands::glyph::Glyph;
use leptos::{html, prelude::*};

/// Muted colours of avatars, as in the style sheet.
const AVATARS: u32 = 8;

/// The class of a name's avatar: the same name always has the same colour.
pub fn avatar_class(name: &str) -> String {
    let sum = name.chars().fold(7_u32, |sum, c| sum.wrapping_mul(31).wrapping_add(c as u32));
    format!("avatar avatar-{}", sum % AVATARS)
}

/// The letter in it.
pub fn initial(name: &str) -> String {
    name.chars().next().map(|c| c.to_uppercase().collect()).unwrap_or_default()
}

#[component]
pub fn WindowRow(cell: Cell) -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    let name = cell.name.get_value();
    let seconds = Memo::new(move |_| cell.since.get().map(|since| board.now.get().saturating_sub(since) / 1_000));
    let is_here = Memo::new(move |_| board.current.get() == Some(cell.window));
    let button = NodeRef::<html::Button>::new();
    Effect::new(move || {
        if is_here.get()
            && let Some(button) = button.get()
        {
            let nearest = web_sys::ScrollIntoViewOptions::new();
            nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
            button.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    });
    view! {
        <li>
            <button
                type="button"
                class="desk-row"
                class:is-left=move || cell.left.get().is_some()
                node_ref=button
                aria-current=move || is_here.get().then_some("true")
                on:click=move |_| board.look_at(cell.window)
            >
                <span class=avatar_class(&name) aria-hidden="true">{initial(&name)}</span>
                <span class="desk-row-name">
                    {name}
                    <Show when=move || cell.pinned.get()>
                        <Glyph icon=icondata::LuPin />
                        <span class="visually-hidden">{td_string!(locale, desk.pinned)}</span>
                    </Show>
                </span>
                <span class="desk-row-last">{move || cell.last.get()}</span>
                <span class="desk-row-wait">
                    {move || match seconds.get() {
                        Some(seconds) => view! { <span class=Wait::of(seconds).class()>{minutes(seconds)}</span> }.into_any(),
                        None => cell.left.get().map(|_| td_string!(locale, desk.left).to_string()).into_any(),
                    }}
                </span>
                <span class="desk-row-unread">
                    <Show when=move || { cell.unread.get() > 0 }>
                        <span class="desk-unread">
                            {move || cell.unread.get()} <span class="visually-hidden">{td_string!(locale, desk.unread)}</span>
                        </span>
                    </Show>
                </span>
            </button>
        </li>
    }
    .into_any()
}
