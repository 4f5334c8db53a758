//! The typing drill: the given text, the caret, the composition under it, a few small figures.

mod between;
mod drill;
mod given;

use crate::functions::typing::{Mode, TypingForm};
use crate::i18n::*;
use between::Between;
use drill::{Drill, State, now_ms};
use given::Given;
use leptos::{ev, html, prelude::*};
use miaohui::typing::{EditKind, graphemes, measure};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{CompositionEvent, KeyboardEvent};

/// One drill over a given text.
#[component]
pub fn TypingDrill(locale: Locale, attempt: String, form: TypingForm) -> impl IntoView {
    let given: Arc<str> = form.text.trim_end_matches(['\n', '\r']).replace("\r\n", "\n").into();
    let drill = Drill::new(attempt, form.limit_s);
    let field = NodeRef::<html::Textarea>::new();
    drill.start_clock();
    // Only in a browser: the server draws the drill and watches nothing.
    Effect::new(move |_| drill.watch_window());
    let whole = given.clone();
    Effect::new(move |_| {
        if drill.typed.get() == *whole && drill.composing.get().is_none() {
            drill.finish();
        }
    });
    Effect::new(move |_| focus(field));
    let (target, round) = (form.choice.target_cpm, form.round);
    let head = head(locale, &form);
    view! {
        <div class="typing" on:click=move |_| focus(field)>
            <Figures locale=locale given=given.clone() drill=drill target_cpm=target threshold_cpm=form.threshold_cpm />
            {head}
            <Given locale=locale text=given turns=form.turns drill=drill />
            <Field locale=locale drill=drill field=field />
            <End locale=locale drill=drill target=target round=round />
        </div>
    }
}

fn focus(field: NodeRef<html::Textarea>) {
    if let Some(field) = field.get_untracked() {
        field.focus().ok();
    }
}

/// What this mode wants said before it begins.
fn head(locale: Locale, form: &TypingForm) -> Option<AnyView> {
    match form.choice.mode {
        Mode::Weak if !form.trains.is_empty() => Some(
            view! { <p class="muted typing-head">{td_string!(locale, drills.trains)} " " <span lang="zh-CN">{form.trains.join(" ")}</span></p> }
                .into_any(),
        ),
        Mode::Reply => Some(view! { <p class="muted typing-head">{td_string!(locale, drills.reply_hint)}</p> }.into_any()),
        _ => None,
    }
}

/// Each figure keeps its room, so that nothing moves while it changes.
#[component]
fn Figures(
    locale: Locale,
    given: Arc<str>,
    drill: Drill,
    target_cpm: Option<u64>,
    threshold_cpm: Option<f64>,
) -> impl IntoView {
    let characters = graphemes(&given).len();
    let figures = Memo::new(move |_| {
        // Once a second is enough for the eye, and the log is not a signal.
        let _ = drill.now_ms.get() as u64 / 1000;
        drill.typed.track();
        drill.log.with_value(|log| {
            let measures = measure(&given, log);
            (measures.score_cpm.unwrap_or(0.0), measures.accuracy.unwrap_or(1.0), measures.counts.reached)
        })
    });
    let seconds = move || {
        let elapsed_s = (drill.elapsed_ms() / 1000.0) as u64;
        drill.limit_s.map_or(elapsed_s, |limit| limit.saturating_sub(elapsed_s))
    };
    let time = if drill.limit_s.is_some() { td_string!(locale, drills.left) } else { td_string!(locale, drills.time) };
    let aim = match (target_cpm, threshold_cpm) {
        (Some(target), _) => Some((td_string!(locale, drills.target).to_string(), target.to_string())),
        (None, Some(cpm)) => Some((td_string!(locale, drills.threshold_short).to_string(), format!("{cpm:.0}"))),
        (None, None) => None,
    };
    view! {
        <dl class="figures">
            <div><dt>{time}</dt><dd>{move || { let seconds = seconds(); format!("{}:{:02}", seconds / 60, seconds % 60) }}</dd></div>
            <div><dt>{td_string!(locale, drills.score_cpm)}</dt><dd>{move || format!("{:.0}", figures.get().0)}</dd></div>
            <div><dt>{td_string!(locale, drills.accuracy)}</dt><dd class="wide">{move || format!("{:.1} %", figures.get().1 * 100.0)}</dd></div>
            <div><dt>{td_string!(locale, drills.done)}</dt><dd class="wide">{move || format!("{}/{characters}", figures.get().2)}</dd></div>
            {aim.map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })}
        </dl>
    }
}

/// Where the typing goes: it stands at the caret and is not seen, so that an input method opens its window there.
#[component]
fn Field(locale: Locale, drill: Drill, field: NodeRef<html::Textarea>) -> impl IntoView {
    let compare = move |at_ms: f64| {
        if let Some(field) = field.get_untracked() {
            drill.compare(at_ms, &field.value());
        }
    };
    view! {
        <textarea
            class="typing-field"
            node_ref=field
            aria-label=td_string!(locale, drills.field)
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            disabled=move || matches!(drill.state.get(), State::Sending | State::Between(_))
            on:keydown=move |event: KeyboardEvent| {
                let modifier = matches!(event.key().as_str(), "Shift" | "Control" | "Alt" | "Meta" | "CapsLock");
                if !modifier {
                    drill.note(event.time_stamp(), EditKind::Key);
                }
            }
            on:compositionstart=move |event: CompositionEvent| {
                drill.composing.set(Some(String::new()));
                drill.note(event.time_stamp(), EditKind::CompositionStart);
            }
            on:compositionupdate=move |event: CompositionEvent| drill.composing.set(event.data())
            on:compositionend=move |event: CompositionEvent| {
                drill.composing.set(None);
                compare(event.time_stamp());
            }
            on:input=move |event: ev::Event| {
                let composing = event.dyn_ref::<web_sys::InputEvent>().is_some_and(web_sys::InputEvent::is_composing);
                if !composing && drill.composing.get_untracked().is_none() {
                    compare(event.time_stamp());
                }
            }
            on:paste=move |event: ev::ClipboardEvent| {
                event.prevent_default();
                drill.note(event.time_stamp(), EditKind::Paste { text: None });
            }
            on:drop=move |event: ev::DragEvent| {
                event.prevent_default();
                drill.note(event.time_stamp(), EditKind::Drop { text: None });
            }
        ></textarea>
    }
}

/// The drill's end: its buttons, and what became of handing it in.
#[component]
fn End(locale: Locale, drill: Drill, target: Option<u64>, round: u64) -> impl IntoView {
    let begun = move || drill.begun_ms.get().is_some();
    view! {
        <div class="row typing-end">
            <button class="primary" type="button" disabled=move || !begun() || drill.state.get() == State::Sending on:click=move |_| drill.finish()>
                {td_string!(locale, drills.finish)}
            </button>
            <button class="plain" type="button" disabled=begun on:click=move |_| {
                if let Some(now) = now_ms() {
                    drill.note(now, EditKind::Start);
                }
            }>
                {td_string!(locale, drills.start_signal)}
            </button>
            <small>{td_string!(locale, drills.hint)}</small>
        </div>
        {move || match drill.state.get() {
            State::Typing => None,
            State::Sending => Some(view! { <p role="status">{td_string!(locale, drills.sending).to_string()}</p> }.into_any()),
            State::Failed(error) => Some(view! { <p class="wrong" role="alert">{format!("{} {}", td_string!(locale, drills.kept), error.words(locale))}</p> }.into_any()),
            State::Between(handed) => Some(view! { <Between locale=locale handed=handed target_cpm=target.unwrap_or(0) round=round /> }.into_any()),
        }}
    }
}
