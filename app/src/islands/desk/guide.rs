//! The guide of the first time: five steps, each beside the part of the desk it is about. It can be skipped, does not
//! come again, and can be called from the page of keys.

use super::board::Board;
use super::browser;
use super::connection::send;
use crate::desk::wire::{Settings, ToServer};
use crate::i18n::*;
use leptos::{ev, html, prelude::*};
use miaohui::simulation::event::Mode;

/// Steps of the guide.
const STEPS: usize = 5;

/// Shows the guide to a person who has not seen it, once there is a buyer to show; in practice only, and the buyers wait
/// for it.
pub fn begin_once(board: Board) {
    let practice =
        || board.about.with_untracked(|about| about.as_ref().is_some_and(|about| about.mode == Mode::Practice));
    let seen = board.settings.get_untracked().guided || board.guide.get_untracked().is_some();
    if !seen && board.lines.with_untracked(|lines| !lines.is_empty()) && practice() {
        begin(board);
    }
}

/// Shows the guide from its first step.
pub fn begin(board: Board) {
    board.dialog.set(None);
    let pauses = untrack(|| board.is_practice()) && !board.paused.get_untracked();
    if pauses {
        send(&ToServer::Pause);
    }
    board.guide_pauses.set_value(pauses);
    board.guide.set(Some(0));
}

fn end(board: Board) {
    board.guide.set(None);
    if board.guide_pauses.get_value() {
        send(&ToServer::Resume);
    }
    if !board.settings.get_untracked().guided {
        board.settle(Settings { guided: true, ..board.settings.get_untracked() });
    }
    browser::focus(".desk-reply textarea");
}

#[component]
pub fn Guide() -> impl IntoView {
    let board = Board::get();
    move || board.guide.get().map(|step| view! { <Step step=step /> })
}

#[component]
fn Step(step: usize) -> impl IntoView {
    let board = Board::get();
    let locale = board.locale;
    let (title, text) = match step {
        0 => (td_string!(locale, desk.guide_1), td_string!(locale, desk.guide_1_text)),
        1 => (td_string!(locale, desk.guide_2), td_string!(locale, desk.guide_2_text)),
        2 => (td_string!(locale, desk.guide_3), td_string!(locale, desk.guide_3_text)),
        3 => (td_string!(locale, desk.guide_4), td_string!(locale, desk.guide_4_text)),
        _ => (td_string!(locale, desk.guide_5), td_string!(locale, desk.guide_5_text)),
    };
    let next = move || {
        if step + 1 < STEPS {
            board.guide.set(Some(step + 1));
        } else {
            end(board);
        }
    };
    let button = NodeRef::<html::Button>::new();
    Effect::new(move || {
        if let Some(button) = button.get() {
            request_animation_frame(move || {
                button.focus().ok();
            });
        }
    });
    view! {
        <div
            class=format!("desk-guide desk-guide-{}", step + 1)
            role="dialog"
            aria-labelledby="guide-title"
            aria-describedby="guide-text"
            on:keydown=move |event: ev::KeyboardEvent| {
                if event.key() == "Escape" {
                    end(board);
                }
            }
        >
            <h2 id="guide-title">{title.to_string()}</h2>
            <p id="guide-text">{text.to_string()}</p>
            <p class="row">
                <small>{format!("{}/{STEPS}", step + 1)}</small>
                <button type="button" class="plain" on:click=move |_| end(board)>{td_string!(locale, desk.guide_skip)}</button>
                <button type="button" class="primary" node_ref=button on:click=move |_| next()>
                    {if step + 1 < STEPS { td_string!(locale, desk.guide_next) } else { td_string!(locale, desk.guide_begin) }}
                </button>
            </p>
        </div>
    }
    .into_any()
}
