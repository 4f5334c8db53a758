//! Between two rounds: what this one gave, what is aimed at, and on to the next by itself.

use super::drill::go;
use crate::functions::typing::HandedIn;
use crate::i18n::*;
use leptos::{html, prelude::*};
use std::time::Duration;
use web_sys::KeyboardEvent;

/// The next round begins by itself after so many seconds.
const WAIT_S: u64 = 4;
/// The button takes keys only after this: an Enter still meant for the text presses nothing.
const SAFE_MS: u64 = 700;

#[component]
pub fn Between(locale: Locale, handed: HandedIn, target_cpm: u64, round: u64) -> impl IntoView {
    let next = StoredValue::new(handed.next.clone().unwrap_or_default());
    let left = RwSignal::new(WAIT_S);
    let waits = RwSignal::new(true);
    let button = NodeRef::<html::Button>::new();
    let on = move || next.with_value(|address| go(address));
    Effect::new(move |_| {
        let handle = set_interval_with_handle(
            move || {
                if !waits.get_untracked() {
                    return;
                }
                left.update(|left| *left = left.saturating_sub(1));
                if left.get_untracked() == 0 {
                    waits.set(false);
                    on();
                }
            },
            Duration::from_secs(1),
        );
        let safe = set_timeout_with_handle(
            move || {
                if let Some(button) = button.get_untracked() {
                    button.focus().ok();
                }
            },
            Duration::from_millis(SAFE_MS),
        );
        on_cleanup(move || {
            if let Ok(handle) = handle {
                handle.clear();
            }
            if let Ok(safe) = safe {
                safe.clear();
            }
        });
    });
    let score = format!("{:.1}", handed.score_cpm);
    let width = format!("{:.1}", (handed.score_cpm / target_cpm.max(1) as f64).clamp(0.0, 1.0) * 600.0);
    view! {
        <section class="panel between" role="status">
            <p><em>{td_string!(locale, drills.round_done, n = round + 1, score = score, target = target_cpm)}</em></p>
            <svg class="scale" viewBox="0 0 600 8" aria-hidden="true"><rect class="track" width="600" height="8" rx="2" /><rect class="bar-fill" width=width height="8" rx="2" /></svg>
            <div class="row">
                <button
                    class="primary"
                    type="button"
                    node_ref=button
                    on:keydown=move |event: KeyboardEvent| {
                        if event.is_composing() || event.key_code() == 229 {
                            event.prevent_default();
                        }
                    }
                    on:click=move |_| on()
                >
                    {td_string!(locale, drills.next_round)} " " <span class="countdown" aria-hidden="true">{move || waits.get().then(|| left.get())}</span>
                </button>
                <button type="button" on:click=move |_| waits.set(false) disabled=move || !waits.get()>{td_string!(locale, drills.wait)}</button>
                <a class="button" href=handed.address>{td_string!(locale, drills.stop_here)}</a>
            </div>
        </section>
    }
}
