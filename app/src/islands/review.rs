//! A sitting of reviews: a question, its verdict at once, the next one. By keyboard alone if wished.

use super::quiz::one::One;
use crate::functions::{
    FunctionError,
    review::{Again, Card, Sitting, Verdict, answer_review, next_review},
};
use crate::i18n::*;
use crate::islands::glyph::Glyph;
use leptos::{ev, html, prelude::*, task::spawn_local};
use miaohui::quiz::{Answer, Kind};
use wasm_bindgen::JsCast;

/// Options that a digit chooses.
const DIGITS: u64 = 9;

#[derive(Clone, Copy)]
struct Table {
    sitting: RwSignal<Sitting>,
    answer: RwSignal<Option<Answer>>,
    verdict: RwSignal<Option<Verdict>>,
    busy: RwSignal<bool>,
    fault: RwSignal<Option<FunctionError>>,
}

impl Table {
    fn card(self) -> Option<Card> {
        match self.sitting.get_untracked() {
            Sitting::Card(card) => Some(*card),
            Sitting::Done { .. } => None,
        }
    }

    /// Gives the answer that stands, or none for what is not known.
    fn give(self, answer: Option<Answer>) {
        let Some(card) = self.card() else { return };
        if self.busy.get_untracked() || self.verdict.with_untracked(Option::is_some) {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            match answer_review(card.id, answer).await {
                Ok(verdict) => {
                    self.fault.set(None);
                    self.verdict.set(Some(verdict));
                }
                // Answered in another tab, or the word that it was kept got lost: on to what is in hand now.
                Err(FunctionError::Closed) => self.follow().await,
                Err(fault) => self.fault.set(Some(fault)),
            }
            self.busy.set(false);
        });
    }

    fn go_on(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            self.follow().await;
            self.busy.set(false);
        });
    }

    async fn follow(self) {
        match next_review().await {
            Ok(next) => {
                self.fault.set(None);
                self.answer.set(None);
                self.verdict.set(None);
                self.sitting.set(next);
            }
            Err(fault) => self.fault.set(Some(fault)),
        }
    }

    /// A digit chooses an option; of several it ticks and unticks.
    fn choose(self, digit: u64) {
        let Some(card) = self.card() else { return };
        let question = card.question;
        let at = digit - 1;
        match question.kind {
            Kind::Boolean if digit <= 2 => self.answer.set(Some(Answer::Truth(digit == 1))),
            Kind::Single if at < question.options.len() as u64 => self.answer.set(Some(Answer::Options(vec![at]))),
            Kind::Multiple if at < question.options.len() as u64 => {
                let mut all = match self.answer.get_untracked() {
                    Some(Answer::Options(all)) => all,
                    _ => Vec::new(),
                };
                let ticked = all.contains(&at);
                all.retain(|one| *one != at);
                if !ticked {
                    all.push(at);
                    all.sort_unstable();
                }
                self.answer.set(Some(Answer::Options(all)));
            }
            _ => {}
        }
    }

    fn key(self, event: &ev::KeyboardEvent) {
        let composing = event.is_composing() || event.key_code() == 229;
        if composing || event.repeat() || event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok());
        let tag = target.as_ref().map(|target| target.tag_name()).unwrap_or_default();
        let typed = tag == "INPUT" && !is_choice(target.as_ref()) || tag == "TEXTAREA" || tag == "SELECT";
        match event.key().as_str() {
            // A button or link in focus answers by itself.
            "Enter" if tag == "BUTTON" || tag == "A" => {}
            "Enter" => {
                event.prevent_default();
                if self.verdict.with_untracked(Option::is_some) {
                    self.go_on();
                    return;
                }
                // A field tells what stands in it when it is left.
                if typed && let Some(field) = target {
                    field.blur().ok();
                }
                let answer = self.answer.get_untracked();
                if answer.is_some() {
                    self.give(answer);
                }
            }
            "0" if !typed => self.give(None),
            key if !typed && self.verdict.with_untracked(Option::is_none) => {
                if let Ok(digit) = key.parse::<u64>()
                    && (1..=DIGITS).contains(&digit)
                {
                    event.prevent_default();
                    self.choose(digit);
                }
            }
            _ => {}
        }
    }
}

fn is_choice(target: Option<&web_sys::HtmlElement>) -> bool {
    let kind = target.and_then(|target| target.get_attribute("type"));
    kind.is_some_and(|kind| kind == "radio" || kind == "checkbox")
}

/// The sitting.
#[component]
pub fn ReviewSitting(locale: Locale, sitting: Sitting) -> impl IntoView {
    let table = Table {
        sitting: RwSignal::new(sitting),
        answer: RwSignal::new(None),
        verdict: RwSignal::new(None),
        busy: RwSignal::new(false),
        fault: RwSignal::new(None),
    };
    let keys = window_event_listener(ev::keydown, move |event| table.key(&event));
    on_cleanup(move || keys.remove());
    let heading = NodeRef::<html::Div>::new();
    // A new question takes the focus, so that it is read out; where something is typed, its field does.
    Effect::new(move |_| {
        table.sitting.track();
        let Some(heading) = heading.get() else { return };
        let field = heading.query_selector("input:not([type=radio]):not([type=checkbox])").ok().flatten();
        match field.and_then(|field| field.dyn_into::<web_sys::HtmlElement>().ok()) {
            Some(field) => field.focus().ok(),
            None => heading.focus().ok(),
        };
    });
    view! {
        <div class="quiz review stack-5">
            <div class="stack-5" tabindex="-1" node_ref=heading>
                {move || match table.sitting.get() {
                    Sitting::Card(card) => view! { <Asked locale=locale card=*card table=table /> }.into_any(),
                    Sitting::Done { answered, tomorrow, tomorrow_minutes } => view! {
                        <div class="empty stack">
                            <p><em>{td_string!(locale, review.done)}</em></p>
                            <p>{td_string!(locale, review.done_text, n = answered, tomorrow = tomorrow, minutes = tomorrow_minutes)}</p>
                            <p class="row centre"><a class="button" href="/review">{td_string!(locale, review.back)}</a><a class="button" href="/today">{td_string!(locale, common.today)}</a></p>
                        </div>
                    }.into_any(),
                }}
            </div>
            <div aria-live="polite">{move || table.verdict.get().map(|verdict| view! { <Judged locale=locale verdict=verdict table=table /> })}</div>
            {move || table.fault.get().map(|fault| view! { <p class="notice bad" role="alert">{format!("{} {}", td_string!(locale, quiz.not_saved), fault.words(locale))}</p> })}
        </div>
    }
}

#[component]
fn Asked(locale: Locale, card: Card, table: Table) -> impl IntoView {
    let judged = move || table.verdict.with(Option::is_some);
    let kind = if card.is_new { Some(td_string!(locale, review.is_new).to_string()) } else { None };
    view! {
        <p class="quiz-bar spread">
            <span>{td_string!(locale, review.left, n = card.left, minutes = card.left_minutes)}</span>
            {kind.map(|kind| view! { <span class="tag">{kind}</span> })}
        </p>
        <div inert=judged>
            <One locale=locale question=card.question answer=table.answer keep=move |answer| table.answer.set(Some(answer)) />
        </div>
        <p class="row" hidden=judged>
            <button class="primary" type="button" disabled=move || table.busy.get() || table.answer.with(Option::is_none) on:click=move |_| table.give(table.answer.get_untracked())>
                {td_string!(locale, review.confirm)}" "<kbd>"Enter"</kbd>
            </button>
            <button type="button" disabled=move || table.busy.get() on:click=move |_| table.give(None)>{td_string!(locale, review.unknown)}" "<kbd>"0"</kbd></button>
            <a class="button plain" href="/review">{td_string!(locale, review.stop)}</a>
        </p>
    }
}

#[component]
fn Judged(locale: Locale, verdict: Verdict, table: Table) -> impl IntoView {
    let (class, icon, word) = if verdict.mark >= 1.0 {
        ("notice good", icondata::LuCheck, td_string!(locale, quiz.full).to_string())
    } else if verdict.mark > 0.0 {
        ("notice", icondata::LuCircleDot, td_string!(locale, quiz.partly).to_string())
    } else {
        ("notice bad", icondata::LuX, td_string!(locale, quiz.missed).to_string())
    };
    let again = match verdict.again {
        Again::Minutes(n) => td_string!(locale, review.again_minutes, n = n).to_string(),
        Again::Days(1) => td_string!(locale, review.again_tomorrow).to_string(),
        Again::Days(n) => td_string!(locale, review.again_days, n = n).to_string(),
    };
    let next = NodeRef::<html::Button>::new();
    Effect::new(move |_| {
        if let Some(next) = next.get() {
            next.focus().ok();
        }
    });
    view! {
        <div class="stack verdict">
            <p class=class><Glyph icon=icon /><span><em>{word}</em>" · "{again}</span></p>
            {(verdict.mark < 1.0).then(|| view! { <p>{td_string!(locale, quiz.key)}": "<em lang="zh-CN">{verdict.key}</em></p> })}
            <p class="muted" lang="zh-CN">{verdict.explanation}</p>
            <p class="row">
                <button class="primary" type="button" node_ref=next disabled=move || table.busy.get() on:click=move |_| table.go_on()>{td_string!(locale, review.next)}" "<kbd>"Enter"</kbd></button>
                <a class="button plain" href="/review">{td_string!(locale, review.stop)}</a>
            </p>
        </div>
    }
}
