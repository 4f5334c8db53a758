//! Keys that work anywhere on the desk. All carry Alt, because the reply box keeps the focus; none
//! works inside a composition.

use super::board::{Board, Dialog};
use crate::desk::waiting::minutes;
use crate::i18n::*;
use leptos::{ev, prelude::*};
use miaohui::simulation::event::{Action, Colleague};
use wasm_bindgen::JsCast;

/// The key is part of a composition: the input method's, not ours. 229 is what browsers report
/// where they do not say `isComposing` yet.
pub fn is_composing(event: &web_sys::KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == 229
}

/// Listens for the desk's keys until the desk goes away.
pub fn listen(board: Board) {
    let handle = window_event_listener(ev::keydown, move |event| {
        if is_composing(&event) || !board.welcomed.get_untracked() {
            return;
        }
        if event.key() == "?" && !is_typing(&event) {
            board.dialog.set(Some(Dialog::Keys));
        } else if event.alt_key() && !event.ctrl_key() && !event.meta_key() && pressed(board, &event.code()) {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

fn is_typing(event: &web_sys::KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}

/// Does what Alt and this key mean; whether they mean anything.
fn pressed(board: Board, code: &str) -> bool {
    match code {
        "ArrowDown" => board.step(1),
        "ArrowUp" => board.step(-1),
        "KeyJ" => {
            if let Some((window, _)) = board.longest.get_untracked() {
                board.look_at(window);
            }
        }
        "KeyT" => board.dialog.set(Some(Dialog::Transfer)),
        "KeyS" => board.act(Action::Ask { who: Colleague::Supervisor }),
        "KeyM" => mark(board),
        "KeyW" => board.told.set(told(board)),
        _ => match code.strip_prefix("Digit").and_then(|digit| digit.parse::<usize>().ok()) {
            Some(digit @ 1..=9) => {
                let row = board.rows.with_untracked(|rows| rows.get(digit - 1).copied());
                row.into_iter().for_each(|window| board.look_at(window));
            }
            _ => return false,
        },
    }
    true
}

/// Marks the current window, or takes the mark away.
pub fn mark(board: Board) {
    let window = board.current.get_untracked();
    if let Some(cell) = window.and_then(|window| board.cells.with_untracked(|cells| cells.get(&window).copied())) {
        cell.pinned.update(|pinned| *pinned = !*pinned);
        board.refresh_rows();
    }
}

/// The list in a sentence, for those who do not see it.
fn told(board: Board) -> String {
    let locale = board.locale;
    let count = board.waiting.get_untracked();
    let Some((window, since)) = board.longest.get_untracked() else {
        return td_string!(locale, desk.told_nobody).to_string();
    };
    let seconds = board.now.get_untracked().saturating_sub(since) / 1_000;
    let name =
        board.cells.with_untracked(|cells| cells.get(&window).map(|cell| cell.name.get_value())).unwrap_or_default();
    td_string!(locale, desk.told_waiting, count = count, name = name, wait = minutes(seconds))
}
