//! The parts of pages that run in the browser.
use leptos::prelude::*;

#[island]
pub fn Probe(start: u32) -> impl IntoView {
    let (n, set) = signal(start);
    view! { <button on:click=move |_| set.update(|n| *n += 1)>{n}</button> }
}
