//! The reply box: a draft a window, sent with Enter, never inside a composition; `/` in an empty
//! box opens the quick phrases.

use super::board::{Board, Cell, Link};
use super::faces::Faces;
use super::found::{Found, LIST};
use super::keys::is_composing;
use super::tools::Tools;
use crate::desk::phrase::{Here, Phrase, filled, filled_or_left, found, source};
use crate::desk::waiting::minutes;
use crate::i18n::*;
use leptos::{ev, html, prelude::*};

/// Phrases shown at once.
const FOUND_MAX: usize = 7;

/// The phrases that fit this window, filled in; the agent's own first.
pub fn fitting(board: Board, cell: Cell) -> Vec<Phrase> {
    let shop = board.shop_of(cell.window);
    let id = cell.product.get();
    let product = board.products.with(|products| products.get(id.as_ref()?).cloned());
    let order = cell.order.get();
    // A line may have named another size since.
    board.lines.track();
    let ordered = order.as_ref().and_then(|order| order.lines.first()).map(|line| line.size.clone());
    let sizes = product.iter().flat_map(|product| product.rows.iter().map(|row| row.size.as_str()));
    let size = board.in_chat(cell.window, |chat| chat.size_of(sizes).map(str::to_owned)).flatten().or(ordered);
    let name = cell.name.get_value();
    let here = Here {
        buyer: &name,
        shop: shop.as_ref(),
        product: product.as_ref(),
        order: order.as_ref(),
        size: size.as_deref(),
    };
    let look_up = |name: &str| source(name, here);
    let own = board.own.get().into_iter().map(|phrase| {
        let text = filled_or_left(&phrase.text, look_up);
        Phrase { text, ..phrase }
    });
    board.about.with(|about| {
        let team = about.iter().flat_map(|about| &about.phrases);
        let team = team.filter(|phrase| shop.as_ref().is_some_and(|shop| shop.id == phrase.shop));
        own.chain(team.filter_map(|phrase| Some(Phrase { text: filled(&phrase.text, look_up)?, ..phrase.clone() })))
            .collect()
    })
}

/// What follows the sign that opens the phrases.
fn query(text: &str) -> Option<&str> {
    text.strip_prefix('/').or_else(|| text.strip_prefix('、'))
}

#[component]
pub fn Reply() -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    let area = NodeRef::<html::Textarea>::new();
    let text = RwSignal::new(String::new());
    let composing = RwSignal::new(false);
    let chosen = RwSignal::new(0_usize);
    // Esc closes the phrases for this text.
    let closed = RwSignal::new(false);

    let attend = move || {
        if let Some(area) = area.get_untracked() {
            area.focus().ok();
        }
    };
    let taken = move |value: String| {
        if value.is_empty() {
            closed.set(false);
        }
        chosen.set(0);
        if let Some(window) = board.current.get_untracked() {
            board.keep_draft(window, &value);
        }
        text.set(value);
    };
    let put = move |value: &str| {
        if let Some(area) = area.get_untracked() {
            area.set_value(value);
        }
        taken(value.to_owned());
    };
    // Another window: its own draft, and the caret in the box.
    Effect::new(move |before: Option<Option<u32>>| {
        let window = board.current.get();
        if let (Some(window), Some(area)) = (window, area.get())
            && before.flatten() != Some(window)
        {
            let draft = board.draft(window);
            area.set_value(&draft);
            text.set(draft);
            closed.set(false);
            board.faces.set(false);
            if board.guide.get_untracked().is_none() {
                area.focus().ok();
            }
        }
        window
    });
    Effect::new(move || {
        if let Some(value) = board.put.get() {
            put(&value);
            board.put.set(None);
            attend();
        }
    });

    let offered = Memo::new(move |_| {
        let typed = text.with(|text| query(text).map(str::to_owned))?;
        if closed.get() {
            return None;
        }
        let all = fitting(board, board.here()?);
        Some(found(&all, &typed, FOUND_MAX).into_iter().cloned().collect::<Vec<Phrase>>())
    });
    let take = move |at: usize| {
        let phrase = offered.with_untracked(|offered| offered.as_ref()?.get(at).cloned());
        if let Some(phrase) = phrase {
            put(&phrase.text);
            attend();
        }
    };
    let send = move || {
        if !composing.get_untracked() && board.say(&text.get_untracked()) {
            put("");
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if is_composing(&event) || event.alt_key() || event.ctrl_key() || event.meta_key() {
            return;
        }
        let count = offered.with_untracked(|offered| offered.as_ref().map(Vec::len));
        match (event.key().as_str(), count) {
            ("ArrowDown", Some(count)) if count > 0 => chosen.update(|at| *at = (*at + 1) % count),
            ("ArrowUp", Some(count)) if count > 0 => chosen.update(|at| *at = (*at + count - 1) % count),
            ("Escape", Some(_)) => closed.set(true),
            ("Enter" | "Tab", Some(count)) if count > 0 && !event.shift_key() => take(chosen.get_untracked()),
            ("Enter", _) if !event.shift_key() => send(),
            _ => return,
        }
        event.prevent_default();
    };
    let write = Callback::new(move |face: &'static str| {
        if let Some(area) = area.get_untracked() {
            area.set_range_text(face).ok();
            let end = area.selection_start().ok().flatten().unwrap_or(0) + face.encode_utf16().count() as u32;
            area.set_selection_range(end, end).ok();
            taken(area.value());
        }
    });
    let waited = Memo::new(move |_| {
        let since = board.here()?.since.get()?;
        Some(board.now.get().saturating_sub(since) / 1_000)
    });

    view! {
        <div class="desk-reply">
            <Found offered=offered chosen=chosen take=Callback::new(take) />
            <Tools />
            <Faces write=write />
            <textarea
                rows="3"
                node_ref=area
                aria-label=td_string!(locale, desk.reply)
                aria-haspopup="listbox"
                aria-controls=move || offered.get().is_some().then_some(LIST)
                aria-activedescendant=move || offered.get().filter(|found| !found.is_empty()).map(|_| format!("{LIST}-{}", chosen.get()))
                placeholder=td_string!(locale, desk.reply_hint)
                spellcheck="false"
                autocomplete="off"
                readonly=move || !matches!(board.link.get(), Link::Live | Link::Lost { .. } | Link::Connecting)
                on:input=move |event| taken(event_target_value(&event))
                on:keydown=on_key
                on:compositionstart=move |_| composing.set(true)
                on:compositionend=move |_| composing.set(false)
            ></textarea>
            <div class="desk-send">
                <small>
                    {move || if composing.get() { td_string!(locale, desk.composing).to_string() } else { td_string!(locale, desk.enter_sends).to_string() }}
                </small>
                <small class="desk-waited">{move || waited.get().map(|seconds| format!("{} {}", td_string!(locale, desk.waited), minutes(seconds)))}</small>
                <button type="button" class="primary" on:click=move |_| send() disabled=move || text.with(|text| text.trim().is_empty())>
                    {td_string!(locale, desk.send)} " ⏎"
                </button>
            </div>
        </div>
    }
    .into_any()
}
