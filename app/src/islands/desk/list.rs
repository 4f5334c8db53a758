//! The list of windows and the ways to order it.

use super::board::Board;
use super::row::WindowRow;
use crate::desk::rows::Sort;
use crate::i18n::*;
use leptos::prelude::*;

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
    view! {
        <section class="desk-list" aria-label=td_string!(locale, desk.windows)>
            <div class="desk-sorts">
                {sort(Sort::Wait, td_string!(locale, desk.sort_wait).to_string())}
                {sort(Sort::Arrival, td_string!(locale, desk.sort_arrival).to_string())}
                {sort(Sort::Pinned, td_string!(locale, desk.sort_pinned).to_string())}
                <Show when=move || { board.queue.get() > 0 }>
                    <span class="desk-queue">{td_string!(locale, desk.queue)} " " {move || board.queue.get()}</span>
                </Show>
            </div>
            <ol class="desk-rows">
                <For each=move || board.rows.get() key=|window| *window let:window>
                    {board.cells.with_untracked(|cells| cells.get(&window).copied()).map(|cell| view! { <WindowRow cell=cell /> })}
                </For>
            </ol>
            <Show when=move || board.rows.with(Vec::is_empty)>
                <p class="desk-none">{td_string!(locale, desk.no_windows)}</p>
            </Show>
        </section>
    }
    .into_any()
}
