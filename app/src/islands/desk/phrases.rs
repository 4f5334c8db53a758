//! The tab of quick phrases: the team's and the agent's own, which can be added, changed and removed here.

use super::board::{Board, Cell};
use super::browser;
use super::connection::send;
use super::reply::fitting;
use crate::desk::phrase::{Phrase, found};
use crate::desk::wire::{CATEGORY_CHARS_MAX, PHRASE_CHARS_MAX, ToServer};
use crate::i18n::*;
use leptos::{ev, prelude::*};

/// Most phrases the tab lists.
const PHRASES_MAX: usize = 60;

#[component]
pub fn PhrasesTab(cell: Cell) -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    let typed = RwSignal::new(String::new());
    // The phrase that is being written: none, a new one (without id), an old one.
    let written = RwSignal::new(None::<Phrase>);
    let listed = Memo::new(move |_| {
        let all = fitting(board, cell);
        typed.with(|typed| found(&all, typed, PHRASES_MAX).into_iter().cloned().collect::<Vec<_>>())
    });
    let new = move |_| {
        let text = board.current.get_untracked().map(|window| board.draft(window)).unwrap_or_default();
        let text = if text.starts_with(['/', '、']) { String::new() } else { text };
        let (id, shop, group) = (String::new(), String::new(), String::new());
        written.set(Some(Phrase { id, shop, group, text, code: String::new(), initials: String::new() }));
        attend();
    };
    view! {
        <div class="desk-phrases-head">
            <input
                type="search"
                aria-label=td_string!(locale, desk.find_phrase)
                placeholder=td_string!(locale, desk.find_phrase)
                on:input=move |event| typed.set(event_target_value(&event))
            />
            <button type="button" on:click=new>{td_string!(locale, desk.phrase_new)}</button>
        </div>
        {move || written.get().map(|phrase| view! { <Write phrase=phrase written=written /> })}
        <ul class="desk-phrases">
            {move || listed.get().into_iter().map(|phrase| view! { <Listed phrase=phrase written=written /> }).collect_view()}
        </ul>
        {move || listed.with(Vec::is_empty).then(|| view! { <p class="muted">{td_string!(locale, desk.no_phrase)}</p> })}
    }
    .into_any()
}

#[component]
fn Listed(phrase: Phrase, written: RwSignal<Option<Phrase>>) -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    let (text, id) = (phrase.text.clone(), phrase.id.clone());
    let own = !id.is_empty();
    let change = move |_| {
        // As it was written, not as it is filled in here.
        let raw = board.own.with_untracked(|own| own.iter().find(|one| one.id == id).cloned());
        written.set(raw);
        attend();
    };
    view! {
        <li class:is-own=own>
            <button type="button" class="plain" on:click=move |_| board.put.set(Some(text.clone()))>
                <span><small>{phrase.group}</small> {(!phrase.code.is_empty()).then(|| view! { <kbd>{phrase.code}</kbd> })}</span>
                <span>{phrase.text}</span>
            </button>
            {own.then(|| view! {
                <button type="button" class="plain desk-phrase-change" on:click=change>{td_string!(locale, desk.phrase_change)}</button>
            })}
        </li>
    }
    .into_any()
}

fn attend() {
    request_animation_frame(|| browser::focus(".desk-phrase input"));
}

/// The fields of one's own phrase.
#[component]
fn Write(phrase: Phrase, written: RwSignal<Option<Phrase>>) -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    let (group, text) = (RwSignal::new(phrase.group), RwSignal::new(phrase.text));
    let id = StoredValue::new(phrase.id);
    let is_old = id.with_value(|id| !id.is_empty());
    let save = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let (category, text) = (group.get_untracked(), text.get_untracked());
        if !text.trim().is_empty() {
            send(&ToServer::KeepPhrase { id: id.get_value(), category, text });
            written.set(None);
        }
    };
    let remove = move |_| {
        send(&ToServer::DropPhrase { id: id.get_value() });
        written.set(None);
    };
    view! {
        <form class="desk-fill desk-phrase" on:submit=save>
            <input
                type="text"
                maxlength=CATEGORY_CHARS_MAX.to_string()
                aria-label=td_string!(locale, desk.phrase_group)
                placeholder=td_string!(locale, desk.phrase_group)
                prop:value=move || group.get()
                on:input=move |event| group.set(event_target_value(&event))
            />
            <textarea
                rows="3"
                maxlength=PHRASE_CHARS_MAX.to_string()
                aria-label=td_string!(locale, desk.phrase_text)
                placeholder=td_string!(locale, desk.phrase_text)
                prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))
            ></textarea>
            <small>{td_string!(locale, desk.phrase_hint)}</small>
            <button type="submit" class="primary">{td_string!(locale, desk.phrase_save)}</button>
            {is_old.then(|| view! { <button type="button" on:click=remove>{td_string!(locale, desk.phrase_remove)}</button> })}
            <button type="button" class="plain" on:click=move |_| written.set(None)>{td_string!(locale, desk.back)}</button>
        </form>
    }
    .into_any()
}
