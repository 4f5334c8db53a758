//! Miaohui's site: server-rendered pages with islands for what must be alive (desk, typing, quiz).

// A page's view is one type as deep as its elements; the optimised build computes the layout of all of it.
#![recursion_limit = "512"]

mod generated {
    #![expect(clippy::expect_used, reason = "generated: the names of our own two languages")]
    include!(concat!(env!("OUT_DIR"), "/i18n.rs"));
}
pub use generated::i18n;

pub mod desk;
#[cfg(any(feature = "ssr", feature = "browser-sheets", feature = "browser-watch"))]
pub mod draft;
pub mod functions;
pub mod islands;
#[cfg(any(feature = "ssr", feature = "browser-watch"))]
pub mod lab;
pub mod replay;

#[cfg(feature = "ssr")]
pub mod command;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod server;

/// Wakes the islands of the page. Called by the page's own script.
#[cfg(feature = "browser")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn wake() {
    console_error_panic_hook::set_once();
    islands::wake();
}
