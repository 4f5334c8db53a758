//! A placement: one question after the other, no way back.

use super::keeping::Keeping;
use super::one::One;
use crate::functions::placement::{Step, next_placement};
use crate::functions::quiz::Sheet;
use crate::i18n::*;
use leptos::{html, prelude::*, task::spawn_local};

#[component]
pub fn Placement(locale: Locale, sheet: Sheet) -> impl IntoView {
    let attempt = StoredValue::new(sheet.attempt.clone());
    let keeping = Keeping::new(sheet.attempt, sheet.answers);
    let question = RwSignal::new(sheet.questions.into_iter().next());
    let number = move || question.with(|question| question.as_ref().map_or(0, |question| question.number));
    let answer = Signal::derive(move || keeping.answers.with(|answers| answers.get(&number()).cloned()));
    let is_open = move || answer.with(|answer| answer.as_ref().is_none_or(miaohui::quiz::Answer::is_open));
    let asking = RwSignal::new(false);
    let top = NodeRef::<html::Div>::new();
    let next = move || {
        if asking.get_untracked() || keeping.unsent.get_untracked() > 0 {
            return;
        }
        asking.set(true);
        spawn_local(async move {
            match next_placement(attempt.get_value(), untrack(number)).await {
                Ok(Step::Ask(asked)) => {
                    keeping.fault.set(None);
                    question.set(Some(*asked));
                    if let Some(top) = top.get_untracked() {
                        top.focus().ok();
                    }
                }
                Ok(Step::Over(address)) => {
                    if let Some(window) = web_sys::window() {
                        window.location().assign(&address).ok();
                    }
                    return;
                }
                Err(fault) => keeping.fault.set(Some(fault)),
            }
            asking.set(false);
        });
    };
    view! {
        <div class="quiz stack-5">
            <p class="quiz-bar spread">
                <span>{move || td_string!(locale, quiz.placement_progress, n = number())}</span>
                <span class="muted" role="status">{move || (keeping.unsent.get() > 0).then(|| td_string!(locale, quiz.saving).to_string())}</span>
            </p>
            <div node_ref=top tabindex="-1" aria-live="polite">
                {move || question.get().map(|question| {
                    let number = question.number;
                    view! { <One locale=locale question=question answer=answer keep=move |answer| keeping.keep(number, answer) /> }
                })}
            </div>
            {move || keeping.fault.get().map(|error| view! { <p class="notice bad" role="alert">{error.words(locale).to_string()}</p> })}
            <p class="row">
                <button class="primary" type="button" disabled=move || asking.get() || keeping.unsent.get() != 0 on:click=move |_| next()>
                    {move || if is_open() { td_string!(locale, quiz.not_known).to_string() } else { td_string!(locale, quiz.next).to_string() }}
                </button>
            </p>
        </div>
    }
}
