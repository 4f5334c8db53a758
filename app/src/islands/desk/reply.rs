//! The reply box: a draft a window, sent with Enter, never inside a composition; `/` in an empty
//! box opens the quick phrases.

use super::board::{Board, Cell};
use super::keys::is_composing;
use crate::desk::phrase::{Phrase, filled, found, source};
use crate::desk::waiting::minutes;
use crate::i18n::*;
use leptos::{ev, html, prelude::*};
use miaohui::simulation::event::{Action, Invitation};

/// Phrases shown at once.
const FOUND_MAX: usize = 7;
/// Expressions buyers of these shops are used to.
const EXPRESSIONS: [&str; 10] = ["😊", "🌹", "👍", "🙏", "❤️", "🎉", "😄", "🤝", "😢", "👌"];
const LIST: &str = "found-phrases";

/// The phrases that fit this window, filled in.
pub fn fitting(board: Board, cell: Cell) -> Vec<Phrase> {
    let shop_of = board.shop_of(cell.window);
    let product = cell.product.get();
    board.about.with(|about| {
        let Some(about) = about else { return Vec::new() };
        let shop = about.shops.iter().find(|shop| Some(&shop.id) == shop_of.as_ref());
        board.products.with(|products| {
            cell.order.with(|order| {
                let product = product.as_ref().and_then(|id| products.get(id));
                let fill = |phrase: &Phrase| {
                    let text = filled(&phrase.text, |name| source(name, shop, product, order.as_ref()))?;
                    Some(Phrase { text, ..phrase.clone() })
                };
                about
                    .phrases
                    .iter()
                    .filter(|phrase| phrase.shop.is_empty() || Some(&phrase.shop) == shop_of.as_ref())
                    .filter_map(fill)
                    .collect()
            })
        })
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
    let faces = RwSignal::new(false);

    let put = move |value: &str| {
        if let Some(area) = area.get_untracked() {
            area.set_value(value);
        }
        text.set(value.to_owned());
        if let Some(window) = board.current.get_untracked() {
            board.keep_draft(window, value);
        }
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
            area.focus().ok();
        }
        window
    });
    Effect::new(move || {
        if let Some(value) = board.put.get() {
            put(&value);
            board.put.set(None);
            if let Some(area) = area.get_untracked() {
                area.focus().ok();
            }
        }
    });

    let offered = Memo::new(move |_| {
        let here = board.here()?;
        if closed.get() {
            return None;
        }
        let typed = text.with(|text| query(text).map(str::to_owned))?;
        let all = fitting(board, here);
        Some(found(&all, &typed, FOUND_MAX).into_iter().cloned().collect::<Vec<Phrase>>())
    });
    let take = move |at: usize| {
        if let Some(phrase) =
            offered.with_untracked(|offered| offered.as_ref().and_then(|found| found.get(at).cloned()))
        {
            put(&phrase.text);
            if let Some(area) = area.get_untracked() {
                area.focus().ok();
            }
        }
    };
    let send = move || {
        if composing.get_untracked() {
            return;
        }
        if board.say(&text.get_untracked()) {
            put("");
        }
    };
    let on_input = move |event: ev::Event| {
        let value = event_target_value(&event);
        if value.is_empty() {
            closed.set(false);
        }
        chosen.set(0);
        if let Some(window) = board.current.get_untracked() {
            board.keep_draft(window, &value);
        }
        text.set(value);
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
    let waited = Memo::new(move |_| {
        let since = board.here()?.since.get()?;
        Some(board.now.get().saturating_sub(since) / 1_000)
    });

    view! {
        <div class="desk-reply">
            <Show when=move || offered.get().is_some()>
                <ul class="desk-found" id=LIST role="listbox" aria-label=td_string!(locale, desk.phrases)>
                    {move || {
                        let found = offered.get().unwrap_or_default();
                        if found.is_empty() {
                            return view! { <li class="muted" role="option" aria-selected="false">{td_string!(locale, desk.no_phrase)}</li> }.into_any();
                        }
                        found
                            .into_iter()
                            .enumerate()
                            .map(|(at, phrase)| {
                                view! {
                                    <li
                                        role="option"
                                        id=format!("{LIST}-{at}")
                                        aria-selected=move || (chosen.get() == at).to_string()
                                        on:mousedown=move |event| {
                                            event.prevent_default();
                                            take(at);
                                        }
                                    >
                                        <span class="muted">{phrase.group}</span>
                                        <span>{phrase.text}</span>
                                        <kbd>{phrase.code}</kbd>
                                    </li>
                                }
                            })
                            .collect_view()
                            .into_any()
                    }}
                </ul>
            </Show>
            <div class="desk-tools">
                <button type="button" class="plain" on:click=move |_| board.put.set(Some("/".to_owned()))>
                    {td_string!(locale, desk.phrases)} <kbd>"/"</kbd>
                </button>
                <button type="button" class="plain" aria-expanded=move || faces.get().to_string() on:click=move |_| faces.update(|open| *open = !*open)>
                    {td_string!(locale, desk.expressions)}
                </button>
                <button
                    type="button"
                    class="plain"
                    on:click=move |_| {
                        if let Some(id) = board.here().and_then(|cell| cell.product.get_untracked()) {
                            board.act(Action::ProductCard { id });
                        }
                    }
                    disabled=move || board.here().is_none_or(|cell| cell.product.with(Option::is_none))
                >
                    {td_string!(locale, desk.act_product_card)}
                </button>
                <button type="button" class="plain" on:click=move |_| board.act(Action::Invite { what: Invitation::Order })>
                    {td_string!(locale, desk.act_invite_order)}
                </button>
                <button type="button" class="plain" on:click=move |_| board.act(Action::Invite { what: Invitation::Rating })>
                    {td_string!(locale, desk.act_invite_rating)}
                </button>
                <Show when=move || faces.get()>
                    <span class="desk-faces">
                        {EXPRESSIONS
                            .into_iter()
                            .map(|face| view! {
                                <button
                                    type="button"
                                    class="plain"
                                    on:click=move |_| {
                                        put(&format!("{}{face}", text.get_untracked()));
                                        faces.set(false);
                                        if let Some(area) = area.get_untracked() {
                                            area.focus().ok();
                                        }
                                    }
                                >
                                    {face}
                                </button>
                            })
                            .collect_view()}
                    </span>
                </Show>
            </div>
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
                on:input=on_input
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
