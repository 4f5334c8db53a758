//! Keys that work anywhere on the desk. All carry Alt, because the reply box keeps the focus; none
//! works inside a composition.

use super::acting::Form;
use super::board::{Board, Dialog, Tab};
use super::connection::send;
use super::{browser, tools};
use crate::desk::waiting::minutes;
use crate::desk::wire::ToServer;
use crate::i18n::*;
use leptos::{ev, prelude::*};
use miaohui::simulation::event::{Action, Colleague, Invitation};
use wasm_bindgen::JsCast;

/// The key is part of a composition: the input method's, not ours. 229 is what browsers report
/// where they do not say `isComposing` yet (Chrome's first key) or no longer (Safari's Enter, which comes after the
/// composition's end).
pub fn is_composing(event: &web_sys::KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == 229
}

/// Listens for the desk's keys until the desk goes away.
pub fn listen(board: Board) {
    let handle = window_event_listener(ev::keydown, move |event| {
        if is_composing(&event) || !board.welcomed.get_untracked() || board.dialog.get_untracked().is_some() {
            return;
        }
        let plain = !event.ctrl_key() && !event.meta_key();
        if event.key() == "?" && !is_typing(&event) {
            board.dialog.set(Some(Dialog::Keys));
        } else if event.key() == "Escape" && plain {
            browser::focus(REPLY);
        } else if event.alt_key() && plain && pressed(board, &event.code()) {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

const REPLY: &str = ".desk-reply textarea";

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
        "KeyK" => browser::focus(".desk-search"),
        "KeyM" => board.mark(),
        "KeyX" => board.faces.update(|open| *open = !*open),
        "KeyC" => tools::send_product(board),
        "KeyV" => turn(board, Tab::Order, Some(Form::Evidence)),
        "KeyA" => tools::read_address(board),
        "KeyU" => tools::remind_of_paying(board),
        "KeyI" => board.act(Action::Invite { what: Invitation::Order }),
        "KeyR" => board.act(Action::Invite { what: Invitation::Rating }),
        "KeyT" => board.dialog.set(Some(Dialog::Transfer)),
        "KeyS" => board.act(Action::Ask { who: Colleague::Supervisor }),
        "KeyZ" => board.take_back_last(),
        "KeyG" => turn(board, Tab::Product, None),
        "KeyO" => turn(board, Tab::Order, None),
        "KeyP" => turn(board, Tab::Phrases, None),
        "KeyB" => turn(board, Tab::Buyer, None),
        "KeyN" if board.is_practice() => ask_hint(board),
        "KeyH" => send(&if board.held.get_untracked() { ToServer::Release } else { ToServer::Hold }),
        "KeyW" => board.told.set(told(board)),
        "Slash" => board.dialog.set(Some(Dialog::Keys)),
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

/// Turns the panel to a tab and goes there; Esc comes back.
pub fn turn(board: Board, tab: Tab, form: Option<Form>) {
    let Some(cell) = untrack(|| board.here()) else { return };
    cell.tab.set(tab);
    board.doing.set(form);
    let aim = if form.is_some() { ".desk-fill :is(input, select)" } else { "#panel" };
    request_animation_frame(move || browser::focus(aim));
}

/// Asks what the buyer still waits for.
pub fn ask_hint(board: Board) {
    if let Some(window) = board.current.get_untracked() {
        send(&ToServer::Hint { window });
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
