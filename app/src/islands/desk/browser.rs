//! What the desk wants of the browser. Called in effects and handlers only, never while a page is
//! rendered on the server.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;

const PLAIN_ICON: &str = "/icon.svg";

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

/// Everything kept under keys that begin so, by the rest of the key.
pub fn all_kept(prefix: &str) -> Vec<(String, String)> {
    let Ok(Some(storage)) = window().local_storage() else { return Vec::new() };
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok()?);
    keys.filter_map(|key| Some((key.strip_prefix(prefix)?.to_owned(), storage.get_item(&key).ok()??))).collect()
}

/// Forgets every text whose key begins so.
pub fn forget(prefix: &str) {
    for (rest, _) in all_kept(prefix) {
        keep(&format!("{prefix}{rest}"), "");
    }
}

/// Puts the focus on the first element that fits.
pub fn focus(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        element.focus().ok();
    }
}

/// Shows a number on the page's icon; none: the plain icon.
pub fn set_badge(count: usize) {
    let Some(icon) = document().query_selector("link[rel=icon]").ok().flatten() else { return };
    let address = if count == 0 {
        PLAIN_ICON.to_owned()
    } else {
        let shown = if count > 99 { "99".to_owned() } else { count.to_string() };
        let picture = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><rect width='32' height='32' rx='7' fill='#8a1c22'/>\
             <text x='16' y='23' font-family='sans-serif' font-size='19' font-weight='700' text-anchor='middle' fill='#fff'>{shown}</text></svg>"
        );
        format!("data:image/svg+xml,{}", String::from(js_sys::encode_uri_component(&picture)))
    };
    if icon.get_attribute("href").as_ref() != Some(&address) {
        icon.set_attribute("href", &address).ok();
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
