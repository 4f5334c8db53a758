//! A shift seen again: its list of windows and the conversation in focus, at any speed, by keyboard. One column, or
//! one's own beside the veteran's.

mod column;
mod controls;
mod playing;

use crate::i18n::*;
use crate::replay::Reel;
use column::Column;
use controls::Controls;
use leptos::{ev, prelude::*};
use miaohui::simulation::event::Window;
use playing::Playing;

/// What every piece of a replay shares.
#[derive(Clone, Copy)]
struct Stage {
    locale: Locale,
    reel: StoredValue<Reel>,
    playing: Playing,
    /// The window shown in every column, instead of the ones the agents looked at.
    pinned: RwSignal<Option<Window>>,
}

/// The whole replay.
#[component]
pub fn Replay(locale: Locale, reel: Reel) -> impl IntoView {
    let stops: Vec<u64> = reel.notes.iter().map(|note| note.at_ms).collect();
    let playing = Playing::new(reel.at_ms, reel.length_ms(), stops);
    let (columns, noted) = (reel.columns.len(), !reel.notes.is_empty());
    let stage = Stage { locale, reel: StoredValue::new(reel), playing, pinned: RwSignal::new(None) };
    playing.run();
    listen(stage);
    view! {
        <div class="replay" class:is-noted=noted>
            <Controls stage=stage />
            {noted.then(|| view! { <Notes stage=stage /> })}
            <div class="replay-columns" class:is-double={columns > 1}>
                {(0..columns).map(|at| view! { <Column stage=stage at=at /> }).collect_view()}
            </div>
        </div>
    }
    .into_any()
}

/// Keys for the whole page, but not while something of its own is being used with them.
fn listen(stage: Stage) {
    let handle = window_event_listener(ev::keydown, move |event| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() || taken(&event) {
            return;
        }
        let playing = stage.playing;
        match event.key().as_str() {
            " " | "k" => playing.turn(),
            "ArrowRight" | "l" => stage.step(true),
            "ArrowLeft" | "j" => stage.step(false),
            "Home" => playing.go(0),
            "1" => playing.speed.set(1),
            "2" => playing.speed.set(2),
            "4" => playing.speed.set(4),
            "8" => playing.speed.set(8),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || handle.remove());
}

/// The key belongs to what has the focus: a slider its arrows, a button its space.
fn taken(event: &web_sys::KeyboardEvent) -> bool {
    use wasm_bindgen::JsCast;
    let Some(element) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else {
        return false;
    };
    match element.tag_name().as_str() {
        "INPUT" | "SELECT" | "TEXTAREA" => true,
        "BUTTON" | "A" | "SUMMARY" => event.key() == " ",
        _ => false,
    }
}

impl Stage {
    /// To the next (or last) reply of the first column, standing still there.
    fn step(self, forward: bool) {
        let at = self.playing.at.get_untracked();
        let to = self.reel.with_value(|reel| {
            let film = &reel.columns.first()?.film;
            if forward { film.next_reply(at) } else { film.last_reply(at) }
        });
        let end = if forward { self.playing.length_ms } else { 0 };
        self.playing.go(to.unwrap_or(end));
        self.pinned.set(None);
    }
}

/// What is said about the moment, and a way to each other one.
#[component]
fn Notes(stage: Stage) -> impl IntoView {
    let here = Memo::new(move |_| stage.reel.with_value(|reel| reel.note_at(stage.playing.at.get())));
    let notes = stage.reel.with_value(|reel| reel.notes.clone());
    let all = notes.len();
    let shown = StoredValue::new(notes.clone());
    view! {
        <section class="replay-notes" aria-label=td_string!(stage.locale, after.notes)>
            <ol tabindex="0" aria-label=td_string!(stage.locale, after.notes)>
                {notes.into_iter().enumerate().map(|(at, note)| view! {
                    <li>
                        <button type="button" class="plain" aria-current=move || (here.get() == Some(at)).then_some("step") on:click=move |_| stage.playing.go(note.at_ms)>
                            <span>{at + 1}</span> {note.title}
                        </button>
                    </li>
                }).collect_view()}
            </ol>
            <div class="replay-note" role="status">
                {move || match here.get() {
                    None => view! { <p class="muted">{td_string!(stage.locale, after.notes_begin)}</p> }.into_any(),
                    Some(at) => shown.with_value(|notes| {
                        let note = notes.get(at).cloned();
                        note.map(|note| view! { <h2>{at + 1} "/" {all} " · " {note.title}</h2> <p>{note.text}</p> }).into_any()
                    }),
                }}
            </div>
        </section>
    }
    .into_any()
}
