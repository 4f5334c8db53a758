//! `/desk/first-steps`: five minutes at a veteran's side, then three windows of one's own.

use super::{film::film, in_language};
use crate::i18n::*;
use crate::islands::{Alive, Island, Part};
use crate::pages::desk::post_key;
use crate::pages::frame::Frame;
use crate::pages::score::story::Story;
use crate::replay::{Film, Note, Reel, Seen};
use crate::server::{document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::extract::State;
use leptos::prelude::*;
use miaohui::{accounts::Permission, simulation::first_steps::FirstSteps};

/// Whether content has such minutes.
pub fn is_there(state: &AppState) -> bool {
    !state.content.first_steps.is_empty()
}

/// `GET /desk/first-steps`
///
/// # Errors
/// When nobody is signed in, or content has no first steps.
pub async fn page(State(state): State<AppState>, visitor: Visitor) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::Practise)?.clone();
    let locale = visitor.locale;
    let steps = state.content.first_steps.values().next().cloned().ok_or(ApiError::NotFound)?;
    let log = state.shadows.of(&state.content, &steps.opening(&state.content.hash)).await?;
    let shown = steps.shown(&log);
    let story = Story::of(shown, &state.content);
    let began_ms = story.opened_ms;
    // The log up to there is no pause long: its time is the shift's own.
    let mut notes: Vec<Note> = steps
        .notes
        .iter()
        .filter_map(|note| {
            let at_ms = note.event(shown)?.at_ms - began_ms;
            let (title, text) = (
                in_language(locale, &note.title, &note.title_en).to_owned(),
                in_language(locale, &note.text, &note.text_en).to_owned(),
            );
            Some(Note { at_ms, title, text })
        })
        .collect();
    notes.sort_by_key(|note| note.at_ms);
    let film = Film { length_ms: story.length_ms.max(steps.minutes * 60_000), ..film(locale, &story) };
    let title = in_language(locale, &steps.title, &steps.title_en).to_owned();
    let read = notes.clone();
    let columns = vec![Seen { title: td_string!(locale, after.veteran).to_string(), film }];
    let reel = Reel { columns, notes, at_ms: 0, marks: Vec::new(), lines_at: String::new() };
    let heading = title.clone();
    let document = Document::new(locale, title, move || {
        view! {
            <Frame locale=locale here="/desk" user=Some(user)>
                <main id="main" class="replay-page">
                    <header class="head">
                        <div><h1>{heading}</h1><p>{td_string!(locale, after.steps_text)} " " {td_string!(locale, after.keys)}</p></div>
                        <Begin locale=locale steps=steps.clone() />
                    </header>
                    <Alive locale=locale island=Island::Replay(reel) />
                    <noscript>
                        <ol class="stack">{read.into_iter().map(|note| view! { <li><h2>{note.title}</h2><p>{note.text}</p></li> }).collect_view()}</ol>
                    </noscript>
                </main>
            </Frame>
        }
        .into_any()
    });
    Ok(document.alive(Part::Watch))
}

/// The button that starts one's own first shift.
#[component]
fn Begin(locale: Locale, steps: FirstSteps) -> impl IntoView {
    view! {
        <form method="post" action="/desk">
            <input type="hidden" name="plan" value=steps.then />
            <input type="hidden" name="post" value=post_key(steps.post) />
            <button class="primary" type="submit">{td_string!(locale, after.steps_then)}</button>
        </form>
    }
    .into_any()
}
