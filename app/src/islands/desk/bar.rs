//! The bar over a shift: plan, clock, figures, hold, pause, end.

use super::board::{Board, Dialog};
use super::connection::send;
use crate::desk::waiting::{Wait, hours, minutes};
use crate::desk::wire::{Settings, ToServer};
use crate::i18n::*;
use crate::islands::glyph::Glyph;
use leptos::prelude::*;

#[component]
pub fn Bar() -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    let about = move |pick: fn(&super::board::About) -> u64| board.about.with(|about| about.as_ref().map_or(0, pick));
    let seconds = Memo::new(move |_| {
        let (opened, length) = (about(|about| about.opened_ms), about(|about| about.length_ms));
        let gone = board.now.get().saturating_sub(opened);
        (if length > 0 { length.saturating_sub(gone) } else { gone }) / 1_000
    });
    let counts_down = move || about(|about| about.length_ms) > 0;
    let longest =
        Memo::new(move |_| board.longest.get().map(|(_, since)| board.now.get().saturating_sub(since) / 1_000));
    view! {
        <header class="desk-bar">
            <h1>{move || board.about.with(|about| about.as_ref().map(|about| about.title.clone()))}</h1>
            <p>
                {move || if counts_down() { td_string!(locale, desk.time_left) } else { td_string!(locale, desk.time_gone) }} " "
                <b>{move || hours(seconds.get())}</b>
            </p>
            <p>{td_string!(locale, desk.windows)} " " <b>{move || board.open.get()}</b> "/" {move || about(|about| about.ceiling)}</p>
            <p>{td_string!(locale, desk.waiting)} " " <b>{move || board.waiting.get()}</b></p>
            <p class="desk-bar-longest">
                {td_string!(locale, desk.longest)} " "
                {move || match longest.get() {
                    Some(seconds) => view! { <b class=Wait::of(seconds).class()>{minutes(seconds)}</b> }.into_any(),
                    None => view! { <b>"–"</b> }.into_any(),
                }}
                <kbd>"Alt J"</kbd>
            </p>
            <p>
                {td_string!(locale, desk.first_rate)} " "
                <b>{move || board.first_percent.get().map_or("–".to_owned(), |percent| format!("{percent}%"))}</b>
                <svg class="desk-meter" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                    <rect width="100" height="4" class="track" />
                    <rect width=move || board.first_percent.get().unwrap_or(0).to_string() height="4" class="fill" />
                </svg>
            </p>
            <p class="desk-bar-average">
                {td_string!(locale, desk.average)} " "
                <b>{move || board.average_tenths.get().map_or("–".to_owned(), |tenths| format!("{}.{}", tenths / 10, tenths % 10))}</b>
                " " {td_string!(locale, desk.seconds)}
            </p>
            <div class="desk-bar-ways">
                <button
                    type="button"
                    class="plain"
                    aria-pressed=move || board.settings.get().sounds.to_string()
                    aria-label=td_string!(locale, desk.sounds)
                    title=td_string!(locale, desk.sounds)
                    on:click=move |_| {
                        let settings = board.settings.get_untracked();
                        board.settle(Settings { sounds: !settings.sounds, ..settings });
                    }
                >
                    {move || if board.settings.get().sounds {
                        view! { <Glyph icon=icondata::LuVolume2 /> }
                    } else {
                        view! { <Glyph icon=icondata::LuVolumeX /> }
                    }}
                </button>
                <button type="button" class="plain" title=td_string!(locale, desk.keys) on:click=move |_| board.dialog.set(Some(Dialog::Keys))>
                    "?" <span class="visually-hidden">{td_string!(locale, desk.keys)}</span>
                </button>
                <button
                    type="button"
                    aria-pressed=move || board.held.get().to_string()
                    on:click=move |_| send(&if board.held.get_untracked() { ToServer::Release } else { ToServer::Hold })
                >
                    {move || if board.held.get() { td_string!(locale, desk.release) } else { td_string!(locale, desk.hold) }}
                </button>
                <Show when=move || board.is_practice()>
                    <button
                        type="button"
                        aria-pressed=move || board.paused.get().to_string()
                        on:click=move |_| send(&if board.paused.get_untracked() { ToServer::Resume } else { ToServer::Pause })
                    >
                        {move || if board.paused.get() { td_string!(locale, desk.resume) } else { td_string!(locale, desk.pause) }}
                    </button>
                </Show>
                <button type="button" on:click=move |_| board.dialog.set(Some(Dialog::End))>{td_string!(locale, desk.end)}</button>
            </div>
        </header>
    }
    .into_any()
}
