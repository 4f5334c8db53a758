//! An item as a trainee will see it, beside the form it is written in: shuffled, answerable, marked by the rules that will
//! mark it. Follows the form as it is typed.

use super::quiz::{
    one::One,
    told::{key, words},
};
use crate::draft::Draft;
use crate::i18n::*;
use crate::islands::glyph::Glyph;
use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*};
use miaohui::quiz::{Answer, Item, Picture, Place};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};

/// So long after the last character the question is drawn anew.
const PAUSE: Duration = Duration::from_millis(250);

/// What the preview is given. The trainer sees the key anyway.
#[derive(Clone, Serialize, Deserialize)]
pub struct Previewed {
    pub item: Item,
    pub picture: Option<Picture>,
    /// The id of the form that is followed; none: nothing is being written.
    pub form: Option<String>,
}

/// The question, what it is worth answered so, and the key.
#[component]
pub fn ItemPreview(locale: Locale, previewed: Previewed) -> impl IntoView {
    let Previewed { item, picture, form } = previewed;
    let base = StoredValue::new(item.clone());
    let item = RwSignal::new(item);
    // Which of the shuffled orders is shown.
    let turn = RwSignal::new(1_u64);
    let place = Memo::new(move |_| Place::new(item.get(), &turn.get().to_string()));
    let answer = RwSignal::new(None::<Answer>);
    let marked = RwSignal::new(false);
    if let Some(form) = form {
        follow(form, move |pairs| {
            let draft = Draft::read(item.with_untracked(|item| item.kind), pairs);
            item.set(base.with_value(|base| draft.item(base)));
        });
    }
    // Where only the key changes, what was answered stays and is marked anew.
    let shown = Memo::new(move |_| place.with(|place| place.question(1, |_| picture.clone())));
    let question = move || {
        let question = shown.get();
        answer.set(None);
        marked.set(false);
        view! { <One locale=locale question=question answer=answer keep=move |given| { answer.set(Some(given)); marked.set(false); } /> }
    };
    let turns = move || place.with(|place| place.order.len() > 1);
    view! {
        <div class="quiz preview stack">
            {question}
            <p class="row">
                <button type="button" disabled=move || answer.with(Option::is_none) on:click=move |_| marked.set(true)>{td_string!(locale, bank.mark)}</button>
                <button type="button" hidden=move || !turns() on:click=move |_| turn.update(|turn| *turn += 1)>{td_string!(locale, bank.shuffle)}</button>
            </p>
            <div role="status">{move || marked.get().then(|| answer.get()).flatten().map(|answer| place.with(|place| verdict(locale, place, &answer)))}</div>
            <details>
                <summary>{td_string!(locale, bank.show_key)}</summary>
                <div class="stack key-shown">
                    <p><em>{move || place.with(|place| key(locale, place))}</em></p>
                    <p class="explanation muted">{move || place.with(|place| place.item.explanation.clone())}</p>
                </div>
            </details>
        </div>
    }
}

fn verdict(locale: Locale, place: &Place, answer: &Answer) -> AnyView {
    let mark = place.mark(answer);
    let (class, icon, word) = if mark >= 1.0 {
        ("notice good", icondata::LuCheck, td_string!(locale, quiz.full))
    } else if mark > 0.0 {
        ("notice", icondata::LuCircleDot, td_string!(locale, quiz.partly))
    } else {
        ("notice bad", icondata::LuX, td_string!(locale, quiz.missed))
    };
    let worth = td_string!(locale, bank.worth, share = format!("{:.0}", mark * 100.0)).to_string();
    let said: Vec<String> = feedback(place, answer);
    view! {
        <p class=class><Glyph icon=icon /><span>{word.to_string()}" · "{worth}" · "{words(locale, place, answer)}</span></p>
        {said.into_iter().map(|said| view! { <p class="muted">{said}</p> }).collect_view()}
    }
    .into_any()
}

/// What the chosen options say to who chose them.
fn feedback(place: &Place, answer: &Answer) -> Vec<String> {
    let Answer::Options(chosen) = place.own(answer) else { return Vec::new() };
    let options = chosen.iter().filter_map(|at| place.item.options.get(usize::try_from(*at).ok()?));
    options.filter_map(|option| option.feedback.clone()).collect()
}

/// Calls `take` with the form's fields a moment after each change.
fn follow(form: String, take: impl Fn(Vec<(String, String)>) + Copy + 'static) {
    Effect::new(move |_| {
        let form = form.clone();
        let waiting = StoredValue::new(None::<TimeoutHandle>);
        let listener = window_event_listener(ev::input, move |event| {
            let field = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            let Some(form) = field.and_then(|field| field.closest(&format!("#{form}")).ok().flatten()) else { return };
            let Ok(form) = form.dyn_into::<web_sys::HtmlFormElement>() else { return };
            if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
                handle.clear();
            }
            waiting.set_value(set_timeout_with_handle(move || take(fields(&form)), PAUSE).ok());
        });
        on_cleanup(move || listener.remove());
    });
}

fn fields(form: &web_sys::HtmlFormElement) -> Vec<(String, String)> {
    let Ok(data) = web_sys::FormData::new_with_form(form) else { return Vec::new() };
    let pair = |entry: JsValue| {
        let entry: js_sys::Array = entry.dyn_into().ok()?;
        Some((entry.get(0).as_string()?, entry.get(1).as_string()?))
    };
    data.entries().into_iter().filter_map(Result::ok).filter_map(pair).collect()
}
