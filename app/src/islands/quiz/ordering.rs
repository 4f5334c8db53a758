//! Steps put in order: by two buttons a step, or with Alt and the arrow keys.

use crate::i18n::*;
use crate::islands::glyph::Glyph;
use leptos::{ev, prelude::*};
use miaohui::quiz::Answer;
use wasm_bindgen::JsCast;

#[component]
pub fn Ordering(
    locale: Locale,
    steps: Vec<String>,
    answer: Signal<Option<Answer>>,
    keep: Callback<Answer>,
) -> impl IntoView {
    let count = steps.len();
    let steps = StoredValue::new(steps);
    let order = Memo::new(move |_| match answer.get() {
        Some(Answer::Order(order)) if order.len() == count => order,
        _ => (0..count as u64).collect::<Vec<u64>>(),
    });
    // The step moved last keeps the focus at its new place.
    let moved = RwSignal::new(None::<(u64, &'static str)>);
    let shift = move |step: u64, down: bool, button: &'static str| {
        let mut all = order.get_untracked();
        let Some(at) = all.iter().position(|one| *one == step) else { return };
        let to = if down { at + 1 } else { at.wrapping_sub(1) };
        if to < all.len() {
            all.swap(at, to);
            keep.run(Answer::Order(all));
            moved.set(Some((step, button)));
        }
    };
    let list = NodeRef::new();
    Effect::new(move |_| {
        let Some((step, button)) = moved.get() else { return };
        let Some(list): Option<web_sys::HtmlOListElement> = list.get() else { return };
        let selector = format!("[data-step=\"{step}\"] .{button}");
        let found = list.query_selector(&selector).ok().flatten();
        if let Some(button) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
            button.focus().ok();
        }
    });
    let keys = move |event: ev::KeyboardEvent, step: u64| {
        let down = match event.key().as_str() {
            "ArrowDown" => true,
            "ArrowUp" => false,
            _ => return,
        };
        if event.alt_key() {
            event.prevent_default();
            shift(step, down, if down { "down" } else { "up" });
        }
    };
    view! {
        <ol class="ordering" node_ref=list>
            <For each=move || order.get() key=|step| *step let:step>
                <li data-step=step.to_string() on:keydown=move |event| keys(event, step)>
                    <span class="grow">{steps.with_value(|steps| usize::try_from(step).ok().and_then(|at| steps.get(at).cloned()))}</span>
                    <button type="button" class="up" disabled=move || order.with(|order| order.first() == Some(&step)) aria-label=td_string!(locale, quiz.up).to_string() on:click=move |_| shift(step, false, "up")><Glyph icon=icondata::LuChevronUp /></button>
                    <button type="button" class="down" disabled=move || order.with(|order| order.last() == Some(&step)) aria-label=td_string!(locale, quiz.down).to_string() on:click=move |_| shift(step, true, "down")><Glyph icon=icondata::LuChevronDown /></button>
                </li>
            </For>
        </ol>
    }
}
