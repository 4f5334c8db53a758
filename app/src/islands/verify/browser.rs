//! What the page's script calls: the check itself, and a camera's picture read.

use super::{About, Found};
use crate::i18n::Locale;
use js_sys::Date;
use leptos::prelude::*;
use miaohui::certification::verify::{Knowledge, Verdict, verify};
use serde_json::Value;
use std::collections::BTreeMap;
use wasm_bindgen::prelude::wasm_bindgen;

/// The widest and highest picture that is looked at, in pixels.
const PICTURE_MAX: u32 = 4_096;

/// A file being checked: what is missing is fetched by the page's script, from our own origin only.
#[wasm_bindgen]
pub struct Checking {
    bytes: Vec<u8>,
    /// The issuer's DID document, as the page brought it.
    did: Value,
    /// What is at hand, by address.
    lists: BTreeMap<String, Vec<u8>>,
}

#[wasm_bindgen]
impl Checking {
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8], did: &str) -> Self {
        Self { bytes: bytes.to_vec(), did: serde_json::from_str(did).unwrap_or_default(), lists: BTreeMap::new() }
    }

    fn verdict(&self) -> Verdict {
        let known = Knowledge {
            now_ms: now_ms(),
            did_document: Some(&self.did),
            status_lists: self.lists.clone(),
            ..Knowledge::default()
        };
        verify(&self.bytes, &known)
    }

    /// Addresses that are needed and not at hand. Another issuer's are not asked for: it is not ours.
    pub fn missing(&self) -> Vec<String> {
        self.verdict().missing_lists
    }

    /// What was found at one of them.
    pub fn have(&mut self, address: String, body: Vec<u8>) {
        self.lists.insert(address, body);
    }

    /// Draws what was found into `at`.
    pub fn show(&self, at: &web_sys::HtmlElement, english: bool) {
        let (verdict, about) = (self.verdict(), About::read(&self.bytes));
        let locale = if english { Locale::en } else { Locale::zh };
        at.set_text_content(None);
        let found = move || view! { <Found locale=locale verdict=verdict about=about here=true /> };
        leptos::mount::mount_to(at.clone(), found).forget();
    }
}

fn now_ms() -> u64 {
    // Milliseconds since 1970: whole, and far below 2^53.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "see above")]
    let now_ms = Date::now() as u64;
    now_ms
}

/// Whether there is a certificate in a file at all, good or bad: a picture without one may still show its QR code.
#[wasm_bindgen]
pub fn holds_certificate(bytes: &[u8]) -> bool {
    About::read(bytes).is_some() || bytes.windows(KEYWORD.len()).any(|part| part == KEYWORD)
}

/// What a picture with a credential baked in has it under (Open Badges 3.0, 5.3).
const KEYWORD: &[u8] = b"openbadgecredential";

/// The text of the first QR code in a picture of four bytes a pixel.
#[wasm_bindgen]
pub fn read_qr(width: u32, height: u32, rgba: &[u8]) -> Option<String> {
    if width == 0 || height == 0 || width > PICTURE_MAX || height > PICTURE_MAX {
        return None;
    }
    let (width, height) = (width as usize, height as usize);
    if rgba.len() != width * height * 4 {
        return None;
    }
    let grey = |x: usize, y: usize| {
        let at = (y * width + x) * 4;
        let [red, green, blue] = [rgba[at], rgba[at + 1], rgba[at + 2]].map(u32::from);
        u8::try_from((red * 299 + green * 587 + blue * 114) / 1_000).unwrap_or(u8::MAX)
    };
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(width, height, grey);
    picture.detect_grids().into_iter().find_map(|grid| grid.decode().ok().map(|(_, text)| text))
}
