//! The same transcripts on this machine and in wasm32: `cargo xtask test` runs the wasm first and names its digest.

use miaohui::content::{self, Files};
use miaohui::simulation::digest;
use std::sync::Arc;

#[test]
fn wasm_plays_the_same_transcripts() {
    let content = Arc::new(content::load(&Files::shipped()).unwrap());
    let here = digest(&content).unwrap();
    assert_eq!(here.len(), 64);
    match std::env::var("MIAOHUI_WASM_DIGEST") {
        Ok(there) => assert_eq!(here, there, "x86-64 and wasm32 differ"),
        Err(_) => eprintln!("no wasm digest to compare with: run by `cargo xtask test`"),
    }
}
