//! A quiz sheet: each answer is kept on the server as it is given.

mod keeping;
pub mod one;
mod ordering;
mod placement;
pub mod told;
mod words;

use crate::functions::quiz::{Sheet, finish_quiz};
use crate::i18n::*;
use keeping::Keeping;
use leptos::{ev, prelude::*, task::spawn_local};
use one::One;

/// A sheet, or a placement's question in hand.
#[component]
pub fn QuizSheet(locale: Locale, sheet: Sheet) -> impl IntoView {
    if sheet.is_placement {
        return view! { <placement::Placement locale=locale sheet=sheet /> }.into_any();
    }
    view! { <Whole locale=locale sheet=sheet /> }.into_any()
}

/// All questions at once.
#[component]
fn Whole(locale: Locale, sheet: Sheet) -> impl IntoView {
    let attempt = StoredValue::new(sheet.attempt.clone());
    let keeping = Keeping::new(sheet.attempt, sheet.answers);
    let total = sheet.questions.len();
    let sending = RwSignal::new(false);
    let left_s = RwSignal::new(sheet.left_s);
    let hand_in = move || {
        if sending.get_untracked() {
            return;
        }
        sending.set(true);
        spawn_local(async move {
            match finish_quiz(attempt.get_value()).await {
                Ok(address) => {
                    if let Some(window) = web_sys::window() {
                        window.location().assign(&address).ok();
                    }
                }
                Err(error) => {
                    keeping.fault.set(Some(error));
                    sending.set(false);
                }
            }
        });
    };
    Effect::new(move |_| {
        let tick = move || {
            let Some(left) = left_s.get_untracked() else { return };
            left_s.set(Some(left.saturating_sub(1)));
            if left == 0 {
                hand_in();
            }
        };
        let handle = set_interval_with_handle(tick, std::time::Duration::from_secs(1));
        on_cleanup(move || {
            if let Ok(handle) = handle {
                handle.clear();
            }
        });
    });
    let shown = window_event_listener(ev::visibilitychange, move |_| {
        if document().visibility_state() == web_sys::VisibilityState::Visible {
            keeping.look_again();
        }
    });
    on_cleanup(move || shown.remove());
    let done = move || keeping.answers.with(|answers| answers.values().filter(|answer| !answer.is_open()).count());
    view! {
        <div class="quiz stack-5">
            <p class="quiz-bar spread">
                <span>{move || td_string!(locale, quiz.progress, done = done(), total = total)}</span>
                <span>{move || left_s.get().map(|left| format!("{}:{:02}", left / 60, left % 60))}</span>
                <span class="muted" role="status">{move || {
                    if keeping.fault.get().is_some() { String::new() }
                    else if keeping.unsent.get() > 0 { td_string!(locale, quiz.saving).to_string() }
                    else if done() > 0 { td_string!(locale, quiz.saved).to_string() }
                    else { String::new() }
                }}</span>
            </p>
            <ol class="stack-5">{sheet.questions.into_iter().map(|question| {
                let number = question.number;
                let answer = Signal::derive(move || keeping.answers.with(|answers| answers.get(&number).cloned()));
                view! { <li><One locale=locale question=question answer=answer keep=move |answer| keeping.keep(number, answer) /></li> }
            }).collect_view()}</ol>
            {move || keeping.fault.get().map(|error| view! { <p class="notice bad" role="alert">{format!("{} {}", td_string!(locale, quiz.not_saved), error.words(locale))}</p> })}
            <p class="row">
                <button class="primary" type="button" disabled=move || sending.get() || keeping.unsent.get() != 0 on:click=move |_| hand_in()>{td_string!(locale, quiz.hand_in)}</button>
                <small>{move || (done() < total).then(|| td_string!(locale, quiz.left_open, n = total - done()).to_string())}</small>
            </p>
        </div>
    }
}
