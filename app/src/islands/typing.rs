//! The typing drill: the given text, the caret, the composition under it, three small figures.
//!
//! What counts is decided by comparing the field with what was logged, whenever no input method is
//! composing: so every order of events, phrases committed at once and dictation come out right.

use crate::functions::{
    FunctionError,
    typing::{TypingForm, finish_typing},
};
use crate::i18n::*;
use leptos::{ev, html, prelude::*, task::spawn_local};
use miaohui::typing::{Alignment, Edit, EditKind, GivenMark, TypedMark, graphemes, measure};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{CompositionEvent, KeyboardEvent};

/// How often the clock is shown anew.
const TICK_MS: u32 = 250;

#[derive(Clone, Copy)]
struct Drill {
    log: StoredValue<Vec<Edit>>,
    /// What the log's text stands at.
    typed: RwSignal<String>,
    /// What the input method shows, neither right nor wrong.
    composing: RwSignal<Option<String>>,
    /// Browser time of the first key or composition.
    begun_ms: RwSignal<Option<f64>>,
    now_ms: RwSignal<f64>,
    state: RwSignal<State>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Typing,
    Sending,
    Failed(FunctionError),
}

impl Drill {
    fn note(self, at_ms: f64, kind: EditKind) {
        if self.state.get_untracked() != State::Typing {
            return;
        }
        if self.begun_ms.get_untracked().is_none()
            && matches!(kind, EditKind::Key | EditKind::CompositionStart | EditKind::Commit { .. })
        {
            self.begun_ms.set(Some(at_ms));
        }
        let t_ms = at_ms.max(0.0).round() as u64;
        self.log.update_value(|log| {
            let t_ms = log.last().map_or(t_ms, |last| last.t_ms.max(t_ms));
            log.push(Edit { t_ms, kind });
        });
    }

    /// Logs the difference between the field and what was logged so far.
    fn compare(self, at_ms: f64, field: &str) {
        let before = self.typed.get_untracked();
        if before == field || self.state.get_untracked() != State::Typing {
            return;
        }
        let (old, new) = (graphemes(&before), graphemes(field));
        let same = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
        if old.len() > same {
            self.note(at_ms, EditKind::Delete { count: (old.len() - same) as u64 });
        }
        if new.len() > same {
            self.note(at_ms, EditKind::Commit { text: new[same..].concat() });
        }
        self.typed.set(field.to_owned());
    }
}

/// One drill over a given text.
#[expect(clippy::needless_pass_by_value, reason = "a component owns what its page hands over")]
#[component]
pub fn TypingDrill(locale: Locale, attempt: String, form: TypingForm) -> impl IntoView {
    let given: Arc<str> = form.text.trim_end_matches(['\n', '\r']).replace("\r\n", "\n").into();
    let limit_s = form.limit_s;
    let drill = Drill {
        log: StoredValue::new(Vec::new()),
        typed: RwSignal::new(String::new()),
        composing: RwSignal::new(None),
        begun_ms: RwSignal::new(None),
        now_ms: RwSignal::new(0.0),
        state: RwSignal::new(State::Typing),
    };
    let field = NodeRef::<html::Textarea>::new();
    let text = given.clone();
    let alignment = Memo::new(move |_| Alignment::of(&text, &drill.typed.get()));
    let send = move || {
        if matches!(drill.state.get_untracked(), State::Sending) {
            return;
        }
        drill.state.set(State::Sending);
        let (attempt, log) = (attempt.clone(), drill.log.get_value());
        spawn_local(async move {
            match finish_typing(attempt, log).await {
                Ok(address) => {
                    if let Some(window) = web_sys::window() {
                        window.location().assign(&address).ok();
                    }
                }
                Err(error) => drill.state.set(State::Failed(error)),
            }
        });
    };
    let end = StoredValue::new_local(send);
    let finish = move || {
        if drill.state.get_untracked() == State::Typing {
            drill.note(drill.now_ms.get_untracked(), EditKind::End);
        }
        end.with_value(|send| send());
    };
    start_clock(drill, limit_s, finish);
    let whole = given.clone();
    Effect::new(move |_| {
        if drill.typed.get() == *whole && drill.composing.get().is_none() {
            finish();
        }
    });
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            field.focus().ok();
        }
    });

    let remaining = move || match (limit_s, drill.begun_ms.get()) {
        (Some(limit), None) => limit,
        (Some(limit), Some(begun)) => limit.saturating_sub(((drill.now_ms.get() - begun).max(0.0) / 1000.0) as u64),
        (None, None) => 0,
        (None, Some(begun)) => ((drill.now_ms.get() - begun).max(0.0) / 1000.0) as u64,
    };
    let measured = given.clone();
    let figures = Memo::new(move |_| {
        // Once a second is enough for the eye, and the log is not a signal.
        let _ = drill.now_ms.get() as u64 / 1000;
        drill.typed.track();
        drill.log.with_value(|log| {
            let measures = measure(&measured, log);
            (measures.score_cpm.unwrap_or(0.0), measures.accuracy.unwrap_or(1.0))
        })
    });
    view! {
        <div class="typing" on:click=move |_| { if let Some(field) = field.get() { field.focus().ok(); } }>
            <dl class="figures">
                <div><dt>{if limit_s.is_some() { td_string!(locale, drills.left) } else { td_string!(locale, drills.time) }}</dt>
                    <dd>{move || clock(remaining())}</dd></div>
                <div><dt>{td_string!(locale, drills.score_cpm)}</dt><dd>{move || format!("{:.0}", figures.get().0)}</dd></div>
                <div><dt>{td_string!(locale, drills.accuracy)}</dt><dd>{move || format!("{:.1} %", figures.get().1 * 100.0)}</dd></div>
            </dl>
            <Given given=given alignment=alignment drill=drill />
            <textarea
                class="typing-field"
                node_ref=field
                aria-label=td_string!(locale, drills.field)
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                disabled=move || matches!(drill.state.get(), State::Sending)
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
                    if let Some(field) = field.get_untracked() {
                        drill.compare(event.time_stamp(), &field.value());
                    }
                }
                on:input=move |event: ev::Event| {
                    let composing = event.dyn_ref::<web_sys::InputEvent>().is_some_and(web_sys::InputEvent::is_composing);
                    if !composing && drill.composing.get_untracked().is_none()
                        && let Some(field) = field.get_untracked()
                    {
                        drill.compare(event.time_stamp(), &field.value());
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
                on:blur=move |event: ev::FocusEvent| drill.note(event.time_stamp(), EditKind::Blur)
                on:focus=move |event: ev::FocusEvent| {
                    if drill.begun_ms.get_untracked().is_some() {
                        drill.note(event.time_stamp(), EditKind::Focus);
                    }
                }
            ></textarea>
            <div class="row typing-end">
                <button class="primary" type="button" disabled=move || drill.begun_ms.get().is_none() || drill.state.get() == State::Sending on:click=move |_| finish()>
                    {td_string!(locale, drills.finish)}
                </button>
                <small>{td_string!(locale, drills.hint)}</small>
                {move || match drill.state.get() {
                    State::Typing => None,
                    State::Sending => Some(view! { <p role="status">{td_string!(locale, drills.sending).to_string()}</p> }.into_any()),
                    State::Failed(error) => Some(view! { <p class="wrong" role="alert">{format!("{} {}", td_string!(locale, drills.kept), error.words(locale))}</p> }.into_any()),
                }}
            </div>
        </div>
    }
}

/// Shows the time and ends a timed drill.
fn start_clock(drill: Drill, limit_s: Option<u64>, finish: impl Fn() + Copy + 'static) {
    Effect::new(move |_| {
        let tick = move || {
            let Some(now) = web_sys::window().and_then(|window| window.performance()).map(|clock| clock.now()) else {
                return;
            };
            drill.now_ms.set(now);
            let up = limit_s
                .zip(drill.begun_ms.get_untracked())
                .is_some_and(|(limit, begun)| now - begun >= limit as f64 * 1000.0);
            if up && drill.state.get_untracked() == State::Typing {
                finish();
            }
        };
        let handle = set_interval_with_handle(tick, std::time::Duration::from_millis(u64::from(TICK_MS)));
        on_cleanup(move || {
            if let Ok(handle) = handle {
                handle.clear();
            }
        });
    });
}

fn clock(seconds: u64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// The given text: right characters dim, wrong ones struck with the typed character above.
#[component]
fn Given(given: Arc<str>, alignment: Memo<Alignment>, drill: Drill) -> impl IntoView {
    let characters: Vec<String> = graphemes(&given).into_iter().map(str::to_owned).collect();
    let next = Memo::new(move |_| alignment.with(Alignment::next));
    // Wrong characters by the place they stand for.
    let wrong = Memo::new(move |_| {
        let typed = drill.typed.get();
        let typed = graphemes(&typed);
        alignment.with(|alignment| {
            let marks = alignment.typed.iter().zip(typed);
            marks
                .filter_map(|((mark, place), character)| match (mark, place) {
                    (TypedMark::Wrong, Some(place)) => Some((*place, character.to_owned())),
                    _ => None,
                })
                .collect::<std::collections::BTreeMap<usize, String>>()
        })
    });
    view! {
        <p class="given" lang="zh-CN">
            {characters.into_iter().enumerate().map(|(i, character)| {
                let mark = Memo::new(move |_| alignment.with(|alignment| alignment.given.get(i).copied().unwrap_or(GivenMark::Ahead)));
                let here = Memo::new(move |_| next.get() == i);
                let class = move || match (mark.get(), here.get()) {
                    (GivenMark::Right, _) => "right",
                    (GivenMark::Wrong, _) => "wrong",
                    (GivenMark::LeftOut, _) => "left-out",
                    (GivenMark::Ahead, true) => "here",
                    (GivenMark::Ahead, false) => "",
                };
                let line_end = character == "\n";
                view! {
                    <span class=class>
                        {move || (mark.get() == GivenMark::Wrong).then(|| wrong.with(|wrong| wrong.get(&i).cloned())).flatten().map(|typed| view! { <i>{typed}</i> })}
                        {move || here.get().then(|| drill.composing.get()).flatten().map(|text| view! { <u>{text}</u> })}
                        {if line_end { "⏎".to_owned() } else { character }}
                    </span>
                    {line_end.then(|| view! { <br /> })}
                }
            }).collect_view()}
        </p>
    }
}
