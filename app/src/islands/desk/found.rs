//! The phrases that what stands in the reply box finds.

use super::board::Board;
use crate::desk::phrase::Phrase;
use crate::i18n::*;
use leptos::prelude::*;

pub const LIST: &str = "found-phrases";

#[component]
pub fn Found(
    /// `None`: the box does not look for a phrase.
    offered: Memo<Option<Vec<Phrase>>>,
    chosen: RwSignal<usize>,
    take: Callback<usize>,
) -> impl IntoView {
    let locale = Board::get().locale;
    move || {
        let found = offered.get()?;
        let none = found.is_empty().then(|| {
            view! { <li class="muted" role="option" aria-selected="false">{td_string!(locale, desk.no_phrase)}</li> }
        });
        let rows = found
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
                            take.run(at);
                        }
                    >
                        <span class="muted">{phrase.group}</span>
                        <span>{phrase.text}</span>
                        <kbd>{phrase.code}</kbd>
                    </li>
                }
            })
            .collect_view();
        Some(view! {
            <ul class="desk-found" id=LIST role="listbox" aria-label=td_string!(locale, desk.phrases)>{none} {rows}</ul>
        })
    }
}
