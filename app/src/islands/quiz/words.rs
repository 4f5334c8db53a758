//! A field for typed words: told at every character, but never a composition's letters.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

/// The most characters a field takes.
const CHARACTERS_MAX: u64 = 500;

#[component]
pub fn Words(
    label: String,
    /// What is kept so far.
    #[prop(into)]
    typed: Signal<String>,
    #[prop(into)] take: Callback<String>,
    #[prop(optional)] number: bool,
) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let tell = move || {
        let Some(text) = field.get_untracked().map(|field| field.value()) else { return };
        if text != typed.get_untracked() {
            take.run(text);
        }
    };
    let typing = move |event: ev::Event| {
        if !event.dyn_ref::<web_sys::InputEvent>().is_some_and(web_sys::InputEvent::is_composing) {
            tell();
        }
    };
    // What another tab typed is taken over, but never into a field that is being written in.
    Effect::new(move |_| {
        let text = typed.get();
        let Some(field) = field.get() else { return };
        let here =
            document().active_element().is_some_and(|active| active == *field.unchecked_ref::<web_sys::Element>());
        if !here {
            field.set_value(&text);
        }
    });
    view! {
        <input
            node_ref=field
            aria-label=label
            autocomplete="off"
            spellcheck="false"
            inputmode=if number { "decimal" } else { "text" }
            maxlength=CHARACTERS_MAX.to_string()
            value=typed.get_untracked()
            on:input=typing
            on:compositionend=move |_| tell()
            on:change=move |_| tell()
        />
    }
}
