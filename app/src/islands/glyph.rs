//! Icons: decoration beside words, so hidden from screen readers.

use leptos::prelude::*;

/// A lucide icon, 16 px.
#[component]
pub fn Glyph(icon: icondata::Icon) -> impl IntoView {
    view! {
        <svg
            class="glyph"
            aria-hidden="true"
            width="16"
            height="16"
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            stroke-width="2"
            stroke-linecap="round"
            stroke-linejoin="round"
            inner_html=icon.data
        ></svg>
    }
    .into_any()
}
