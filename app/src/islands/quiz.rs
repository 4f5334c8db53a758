//! A quiz sheet: each answer is kept on the server as it is given.

use crate::functions::{
    FunctionError,
    quiz::{Sheet, finish_quiz, save_answer},
};
use crate::i18n::*;
use leptos::{prelude::*, task::spawn_local};
use miaohui::quiz::{Answer, Kind, Question};
use std::collections::BTreeMap;

#[derive(Clone, Copy)]
struct Keeping {
    attempt: StoredValue<String>,
    answers: RwSignal<BTreeMap<u64, Answer>>,
    /// Answers on their way.
    under_way: RwSignal<u32>,
    fault: RwSignal<Option<FunctionError>>,
}

impl Keeping {
    fn keep(self, number: u64, answer: Answer) {
        self.answers.update(|answers| {
            answers.insert(number, answer.clone());
        });
        self.under_way.update(|n| *n += 1);
        let attempt = self.attempt.get_value();
        spawn_local(async move {
            let kept = save_answer(attempt, number, answer).await;
            self.under_way.update(|n| *n -= 1);
            self.fault.set(kept.err());
        });
    }
}

/// The whole sheet.
#[component]
pub fn QuizSheet(locale: Locale, sheet: Sheet) -> impl IntoView {
    let keeping = Keeping {
        attempt: StoredValue::new(sheet.attempt.clone()),
        answers: RwSignal::new(sheet.answers),
        under_way: RwSignal::new(0),
        fault: RwSignal::new(None),
    };
    let total = sheet.questions.len();
    let sending = RwSignal::new(false);
    let left_s = RwSignal::new(sheet.left_s);
    let hand_in = move || {
        if sending.get_untracked() {
            return;
        }
        sending.set(true);
        spawn_local(async move {
            match finish_quiz(keeping.attempt.get_value()).await {
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
    let done = move || keeping.answers.with(BTreeMap::len);
    view! {
        <div class="quiz stack-5">
            <p class="quiz-bar spread">
                <span>{move || td_string!(locale, quiz.progress, done = done(), total = total)}</span>
                <span>{move || left_s.get().map(|left| format!("{}:{:02}", left / 60, left % 60))}</span>
                <span class="muted" role="status">{move || {
                    if keeping.fault.get().is_some() { String::new() }
                    else if keeping.under_way.get() > 0 { td_string!(locale, quiz.saving).to_string() }
                    else if done() > 0 { td_string!(locale, quiz.saved).to_string() }
                    else { String::new() }
                }}</span>
            </p>
            <ol class="stack-5">{sheet.questions.into_iter().map(|question| view! { <One locale=locale question=question keeping=keeping /> }).collect_view()}</ol>
            {move || keeping.fault.get().map(|error| view! { <p class="notice bad" role="alert">{format!("{} {}", td_string!(locale, quiz.not_saved), error.words(locale))}</p> })}
            <p class="row">
                <button class="primary" type="button" disabled=move || sending.get() || keeping.under_way.get() != 0 on:click=move |_| hand_in()>{td_string!(locale, quiz.hand_in)}</button>
                <small>{move || (done() < total).then(|| td_string!(locale, quiz.left_open, n = total - done()).to_string())}</small>
            </p>
        </div>
    }
}

#[component]
fn One(locale: Locale, question: Question, keeping: Keeping) -> impl IntoView {
    let number = question.number;
    let chosen = move |at: u64| {
        keeping.answers.with(|answers| matches!(answers.get(&number), Some(Answer::Options(all)) if all.contains(&at)))
    };
    let truth = move || {
        keeping.answers.with(|answers| match answers.get(&number) {
            Some(Answer::Truth(truth)) => Some(*truth),
            _ => None,
        })
    };
    let typed = keeping.answers.with_untracked(|answers| match answers.get(&number) {
        Some(Answer::Number(value)) => Some(value.to_string()),
        _ => None,
    });
    let name = format!("q{number}");
    let kind = question.kind;
    let choose = move |at: u64, on: bool| {
        let mut all = keeping.answers.with_untracked(|answers| match answers.get(&number) {
            Some(Answer::Options(all)) if kind == Kind::Multiple => all.clone(),
            _ => Vec::new(),
        });
        all.retain(|one| *one != at);
        if on {
            all.push(at);
            all.sort_unstable();
        }
        keeping.keep(number, Answer::Options(all));
    };
    view! {
        <li>
            <fieldset class="stack">
                <legend><span class="muted">{number}</span>" "{question.prompt}{(kind == Kind::Multiple).then(|| view! { " "<small>{td_string!(locale, quiz.several)}</small> })}</legend>
                {match kind {
                    Kind::Single | Kind::Multiple => (0_u64..).zip(question.options).map(|(at, text)| view! {
                        <label class="option">
                            <input type=if kind == Kind::Single { "radio" } else { "checkbox" } name=name.clone() prop:checked=move || chosen(at) on:change=move |event| choose(at, event_target_checked(&event)) />
                            <span>{text}</span>
                        </label>
                    }).collect_view().into_any(),
                    Kind::Boolean => [(true, td_string!(locale, quiz.right)), (false, td_string!(locale, quiz.wrong))].into_iter().map(|(value, text)| view! {
                        <label class="option">
                            <input type="radio" name=name.clone() prop:checked=move || truth() == Some(value) on:change=move |_| keeping.keep(number, Answer::Truth(value)) />
                            <span>{text.to_string()}</span>
                        </label>
                    }).collect_view().into_any(),
                    Kind::Numeric => view! {
                        <label class="row numeric">
                            <span class="visually-hidden">{td_string!(locale, quiz.number)}</span>
                            <input inputmode="decimal" value=typed on:change=move |event| {
                                if let Ok(value) = event_target_value(&event).trim().parse::<f64>() {
                                    keeping.keep(number, Answer::Number(value));
                                }
                            } />
                            <span>{question.unit}</span>
                        </label>
                    }.into_any(),
                }}
            </fieldset>
        </li>
    }
}
