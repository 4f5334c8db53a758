//! Expressions (表情) as agents use them: a small picker, by mouse or keyboard, that writes where the caret stands.

use super::board::Board;
use super::browser;
use crate::i18n::*;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

/// What buyers of these shops are used to, in two rows.
const EXPRESSIONS: [&str; 16] =
    ["😊", "🌹", "👍", "🙏", "❤️", "🎉", "😄", "🤝", "😢", "👌", "💪", "😘", "～", "(^_^)", "[握手]", "[玫瑰]"];
const A_ROW: usize = 8;

#[component]
pub fn Faces(
    /// Writes an expression at the caret.
    write: Callback<&'static str>,
) -> impl IntoView {
    let board = Board::get();
    move || board.faces.get().then(|| view! { <Picker write=write /> })
}

#[component]
fn Picker(write: Callback<&'static str>) -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    let picker = NodeRef::<html::Div>::new();
    let at = RwSignal::new(0_usize);
    let close = move || {
        board.faces.set(false);
        browser::focus(".desk-reply textarea");
    };
    Effect::new(move || {
        if let (at, Some(picker)) = (at.get(), picker.get())
            && let Some(button) = picker.children().item(u32::try_from(at).unwrap_or(0))
        {
            button.unchecked_into::<web_sys::HtmlElement>().focus().ok();
        }
    });
    let on_key = move |event: ev::KeyboardEvent| {
        let here = at.get_untracked();
        let next = match event.key().as_str() {
            "ArrowRight" => here + 1,
            "ArrowLeft" => here + EXPRESSIONS.len() - 1,
            "ArrowDown" => here + A_ROW,
            "ArrowUp" => here + EXPRESSIONS.len() - A_ROW,
            "Escape" => {
                event.prevent_default();
                event.stop_propagation();
                return close();
            }
            _ => return,
        };
        event.prevent_default();
        at.set(next % EXPRESSIONS.len());
    };
    view! {
        <div class="desk-faces" role="group" aria-label=td_string!(locale, desk.expressions) node_ref=picker on:keydown=on_key>
            {EXPRESSIONS
                .into_iter()
                .enumerate()
                .map(|(nr, face)| view! {
                    <button
                        type="button"
                        class="plain"
                        tabindex=move || if at.get() == nr { "0" } else { "-1" }
                        on:click=move |_| {
                            close();
                            write.run(face);
                        }
                    >
                        {face}
                    </button>
                })
                .collect_view()}
        </div>
    }
    .into_any()
}
