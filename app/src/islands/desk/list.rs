//! The list of windows and the ways to order it.

use super::board::Board;
use super::browser;
use super::keys::is_composing;
use super::row::WindowRow;
use crate::desk::rows::Sort;
use crate::i18n::*;
use leptos::{ev, prelude::*};

#[component]
pub fn List() -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    let sort = move |by: Sort, name: String| {
        view! {
            <button
                type="button"
                class="plain"
                aria-pressed=move || (board.sort.get() == by).to_string()
                on:click=move |_| {
                    board.sort.set(by);
                    board.refresh_rows();
                }
            >
                {name}
            </button>
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if is_composing(&event) {
            return;
        }
        match event.key().as_str() {
            "Enter" => {
                let first = board.rows.with_untracked(|rows| rows.first().copied());
                first.into_iter().for_each(|window| board.look_at(window));
            }
            "Escape" => {}
            _ => return,
        }
        board.search.set(String::new());
        board.refresh_rows();
        browser::focus(".desk-reply textarea");
    };
    view! {
        <section class="desk-list" aria-label=td_string!(locale, desk.windows)>
            <div class="desk-sorts">
                {sort(Sort::Wait, td_string!(locale, desk.sort_wait).to_string())}
                {sort(Sort::Arrival, td_string!(locale, desk.sort_arrival).to_string())}
                {sort(Sort::Pinned, td_string!(locale, desk.sort_pinned).to_string())}
                <span class="desk-queue">
                    {td_string!(locale, desk.queue)} " " <b class:is-some=move || { board.queue.get() > 0 }>{move || board.queue.get()}</b>
                </span>
            </div>
            <input
                type="search"
                class="desk-search"
                title="Alt+K"
                aria-keyshortcuts="Alt+K"
                aria-label=td_string!(locale, desk.find_window)
                placeholder=td_string!(locale, desk.find_window)
                prop:value=move || board.search.get()
                on:input=move |event| {
                    board.search.set(event_target_value(&event));
                    board.refresh_rows();
                }
                on:keydown=on_key
            />
            <ol class="desk-rows">
                <For each=move || board.rows.get() key=|window| *window let:window>
                    {board.cells.with_untracked(|cells| cells.get(&window).copied()).map(|cell| view! { <WindowRow cell=cell /> })}
                </For>
            </ol>
            {move || board.rows.with(Vec::is_empty).then(|| {
                let why = match board.sort.get() {
                    _ if !board.search.with(String::is_empty) => td_string!(locale, desk.none_found),
                    Sort::Pinned => td_string!(locale, desk.none_pinned),
                    _ => td_string!(locale, desk.no_windows),
                };
                view! { <p class="desk-none">{why.to_string()}</p> }
            })}
        </section>
    }
    .into_any()
}
