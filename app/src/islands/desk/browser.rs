//! What the desk wants of the browser. Called in effects and handlers only, never while a page is
//! rendered on the server.

use leptos::prelude::{document, window};

/// The browser's wall clock in milliseconds.
pub fn now_ms() -> u64 {
    js_sys::Date::now() as u64
}

/// An id no other command of this browser has.
pub fn fresh_id() -> String {
    format!("{:x}-{:x}", now_ms(), (js_sys::Math::random() * 4_294_967_296.0) as u64)
}

/// Keeps a text across reloads; a full or forbidden storage keeps nothing.
pub fn keep(key: &str, text: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let kept = if text.is_empty() { storage.remove_item(key) } else { storage.set_item(key, text) };
        kept.ok();
    }
}

/// What was kept.
pub fn kept(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

/// Forgets every text whose key begins so.
pub fn forget(prefix: &str) {
    let Ok(Some(storage)) = window().local_storage() else { return };
    let keys: Vec<String> = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok()?).collect();
    for key in keys.iter().filter(|key| key.starts_with(prefix)) {
        storage.remove_item(key).ok();
    }
}

pub fn set_title(title: &str) {
    document().set_title(title);
}

pub fn reload() {
    window().location().reload().ok();
}

pub fn go(address: &str) {
    window().location().set_href(address).ok();
}
