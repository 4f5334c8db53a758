//! A field for typed words: told a moment after the last character, and at once when the field is left.

use leptos::{ev, html, leptos_dom::helpers::TimeoutHandle, prelude::*};
use std::time::Duration;
use wasm_bindgen::JsCast;

/// So long after the last character what stands in the field is told.
const PAUSE: Duration = Duration::from_millis(500);
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
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let tell = move || {
        if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
        let Some(text) = field.get_untracked().map(|field| field.value()) else { return };
        if text != typed.get_untracked() {
            take.run(text);
        }
    };
    let later = move |event: ev::Event| {
        let composing = event.dyn_ref::<web_sys::InputEvent>().is_some_and(web_sys::InputEvent::is_composing);
        if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
        if !composing {
            waiting.set_value(set_timeout_with_handle(tell, PAUSE).ok());
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
            on:input=later
            on:compositionend=move |_| waiting.set_value(set_timeout_with_handle(tell, PAUSE).ok())
            on:change=move |_| tell()
        />
    }
}
