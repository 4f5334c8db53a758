//! The socket: opened, kept alive, opened again with growing pauses, and told where it left off.

use super::board::{Board, Link};
use super::{browser, words};
use crate::desk::from_json::FromJson;
use crate::desk::json::Json;
use crate::desk::wire::{ToBrowser, ToServer, VERSION, Why};
use crate::desk::writing::written;
use leptos::prelude::*;
use std::cell::RefCell;
use std::time::Duration;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{CloseEvent, MessageEvent, WebSocket, XmlHttpRequest};

const PING: Duration = Duration::from_secs(10);
/// Without a word from the server for so long, the connection is taken for dead.
const SILENCE_MAX_MS: u64 = 25_000;
/// The pause before a new try doubles from this to the next.
const PAUSE_MS: u64 = 400;
const PAUSE_MAX_MS: u64 = 8_000;
/// After so many tries in a row it is asked whether the session still stands.
const TRIES_BEFORE_ASKING: u32 = 2;

/// One connection and what the browser calls for it; the closures live as long as it does.
struct Open {
    socket: WebSocket,
    heard_ms: u64,
    _message: Closure<dyn FnMut(MessageEvent)>,
    _open: Closure<dyn FnMut()>,
    _close: Closure<dyn FnMut(CloseEvent)>,
    beat: Option<IntervalHandle>,
}

impl Drop for Open {
    fn drop(&mut self) {
        self.socket.set_onmessage(None);
        self.socket.set_onopen(None);
        self.socket.set_onclose(None);
        self.socket.close().ok();
        if let Some(beat) = self.beat.take() {
            beat.clear();
        }
    }
}

thread_local! {
    static OPEN: RefCell<Option<Open>> = const { RefCell::new(None) };
}

/// Opens the shift's socket, in place of one that may be open.
pub fn open(board: Board) {
    OPEN.with_borrow_mut(Option::take);
    let location = window().location();
    let scheme = if location.protocol().is_ok_and(|protocol| protocol == "https:") { "wss" } else { "ws" };
    let host = location.host().unwrap_or_default();
    let address = format!("{scheme}://{host}/desk/{}/socket", board.shift.read_value().as_str());
    let Ok(socket) = WebSocket::new(&address) else {
        lost(board);
        return;
    };
    let message = Closure::new(move |event: MessageEvent| {
        if let Some(text) = event.data().as_string() {
            heard(board, &text);
        }
    });
    let opened = Closure::new(move || send(&ToServer::Hello { version: VERSION, after_seq: board.last_seq() }));
    let close = Closure::new(move |_: CloseEvent| lost(board));
    socket.set_onmessage(Some(message.as_ref().unchecked_ref()));
    socket.set_onopen(Some(opened.as_ref().unchecked_ref()));
    socket.set_onclose(Some(close.as_ref().unchecked_ref()));
    let beat = set_interval_with_handle(move || keep_alive(board), PING).ok();
    let heard_ms = browser::now_ms();
    OPEN.set(Some(Open { socket, heard_ms, _message: message, _open: opened, _close: close, beat }));
}

/// Sends a frame if the connection stands. What must not be lost is in the outbox.
pub fn send(frame: &ToServer) {
    OPEN.with_borrow(|open| {
        if let Some(open) = open
            && open.socket.ready_state() == WebSocket::OPEN
        {
            open.socket.send_with_str(&written(frame)).ok();
        }
    });
}

/// Ends the connection without another try.
fn end(board: Board, link: Link) {
    board.link.set(link);
    // Not from within the socket's own callback: it would drop the closure that runs.
    set_timeout(|| drop(OPEN.with_borrow_mut(Option::take)), Duration::ZERO);
}

fn keep_alive(board: Board) {
    let silent = OPEN.with_borrow(|open| {
        open.as_ref().is_some_and(|open| browser::now_ms().saturating_sub(open.heard_ms) > SILENCE_MAX_MS)
    });
    if silent {
        lost(board);
    } else {
        send(&ToServer::Ping);
    }
}

fn is_final(link: &Link) -> bool {
    matches!(link, Link::Superseded | Link::SignedOut | Link::OldPage | Link::Gone | Link::Closed(_))
}

/// The connection broke: another try, a little later each time.
fn lost(board: Board) {
    let tries = match board.link.get_untracked() {
        link if is_final(&link) => return,
        Link::Lost { tries } => tries + 1,
        _ => 0,
    };
    board.link.set(Link::Lost { tries });
    let pause = (PAUSE_MS << tries.min(8)).min(PAUSE_MAX_MS);
    let jitter = (js_sys::Math::random() * PAUSE_MS as f64) as u64;
    set_timeout(
        move || {
            if is_final(&board.link.get_untracked()) {
                return;
            }
            if tries >= TRIES_BEFORE_ASKING {
                ask(board);
            }
            open(board);
        },
        Duration::from_millis(pause + jitter),
    );
}

/// A browser does not say why a socket was refused; a plain request to the same address does.
fn ask(board: Board) {
    let Ok(request) = XmlHttpRequest::new() else { return };
    let address = format!("/desk/{}/socket", board.shift.read_value().as_str());
    let asked = request.clone();
    let answered = Closure::once_into_js(move || match asked.status() {
        Ok(401) => end(board, Link::SignedOut),
        Ok(403 | 404) => end(board, Link::Gone),
        _ => {}
    });
    request.set_onload(Some(answered.unchecked_ref()));
    if request.open("GET", &address).is_ok() {
        request.set_request_header("accept", "application/json").ok();
        request.send().ok();
    }
}

fn heard(board: Board, text: &str) {
    OPEN.with_borrow_mut(|open| {
        if let Some(open) = open {
            open.heard_ms = browser::now_ms();
        }
    });
    let Some(frame) = Json::parse(text).and_then(|json| ToBrowser::from_json(&json)) else {
        end(board, Link::OldPage);
        return;
    };
    match frame {
        ToBrowser::Welcome(welcome) if welcome.version != VERSION => end(board, Link::OldPage),
        ToBrowser::Welcome(welcome) => {
            board.link.set(Link::Live);
            board.welcome(*welcome);
        }
        ToBrowser::Event(event) if event.seq > board.last_seq() + 1 => {
            // A gap: what is missing comes with a new hello.
            send(&ToServer::Hello { version: VERSION, after_seq: board.last_seq() });
        }
        ToBrowser::Event(event) => board.event(&event),
        ToBrowser::Ack { client_id, seq } => board.acknowledged(&client_id, seq),
        // The agent has turned to a window just as the shift was paused: nothing is lost by it.
        ToBrowser::Refused { client_id: None, why: Why::Paused } => {}
        ToBrowser::Refused { client_id, why } => {
            board.refused(client_id.as_deref(), words::why(board.locale, why));
        }
        ToBrowser::Hint { window, topics } => board.hint.set(Some((window, topics))),
        ToBrowser::Product(card) => board.products.update(|products| {
            products.insert(card.id.clone(), *card);
        }),
        ToBrowser::OwnPhrases(own) => board.own.set(own),
        ToBrowser::Queue { waiting } => board.queue.set(waiting),
        ToBrowser::SlowDown { after_ms } => board.slow_down(after_ms),
        ToBrowser::Superseded => end(board, Link::Superseded),
        ToBrowser::Closed { score } => {
            board.forget_notes();
            browser::go(&score);
            end(board, Link::Closed(score));
        }
        ToBrowser::Error { why: Why::SignedOut, .. } => end(board, Link::SignedOut),
        ToBrowser::Error { why: Why::Version, .. } => end(board, Link::OldPage),
        ToBrowser::Error { why, .. } => board.notice.set(Some(words::why(board.locale, why))),
        ToBrowser::Pong { now_ms } => board.set_server_clock(now_ms),
    }
}
