//! `digest.mjs` hands over the content's files as JSON (path → text) and takes the digest of the transcripts back.
#![expect(unsafe_code, reason = "a plain wasm interface: memory by address and length")]

use miaohui::content::{self, Files};
use miaohui::simulation::digest;
use miaohui::typing::{Aligner, Alignment};
use std::sync::Arc;

/// Room for the host to write into; it stays the host's.
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> *mut u8 {
    Box::leak(vec![0_u8; bytes].into_boxed_slice()).as_mut_ptr()
}

/// The address of a length as four little-endian bytes and the text: the digest, or what was at fault.
///
/// # Safety
/// `address` is what [`room`] gave for `bytes`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn run(address: *const u8, bytes: usize) -> *const u8 {
    // SAFETY: by this function's own condition.
    let given = unsafe { std::slice::from_raw_parts(address, bytes) };
    let text = of(given).unwrap_or_else(|fault| format!("fault: {fault}"));
    let mut answer = u32::try_from(text.len()).unwrap_or(0).to_le_bytes().to_vec();
    answer.extend(text.bytes());
    Box::leak(answer.into_boxed_slice()).as_ptr()
}

/// Aligns typed with given text (both at `address`, a zero byte between them) `times` times, as the drill does at every
/// key, and gives the characters that were right: for `align.mjs`, which holds the clock.
///
/// # Safety
/// `address` is what [`room`] gave for `bytes`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn align(address: *const u8, bytes: usize, times: u32) -> u32 {
    // SAFETY: by this function's own condition.
    let texts = unsafe { std::slice::from_raw_parts(address, bytes) };
    let Some((given, typed)) = std::str::from_utf8(texts).ok().and_then(|texts| texts.split_once('\0')) else {
        return 0;
    };
    let right = (0..times).map(|_| Alignment::of(std::hint::black_box(given), typed).counts.correct).last();
    right.and_then(|right| u32::try_from(right).ok()).unwrap_or(0)
}

/// Milliseconds are the host's: types the last character of `typed` again and again, `times` times, with an aligner kept
/// along, as the drill does.
///
/// # Safety
/// `address` is what [`room`] gave for `bytes`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn align_along(address: *const u8, bytes: usize, times: u32) -> u32 {
    // SAFETY: by this function's own condition.
    let texts = unsafe { std::slice::from_raw_parts(address, bytes) };
    let Some((given, typed)) = std::str::from_utf8(texts).ok().and_then(|texts| texts.split_once('\0')) else {
        return 0;
    };
    let mut aligner = Aligner::new(given);
    let shorter = typed.char_indices().last().map_or("", |(last, _)| &typed[..last]);
    let mut right = 0;
    for _ in 0..times {
        aligner.align(std::hint::black_box(shorter));
        right = aligner.align(typed).counts.correct;
    }
    u32::try_from(right).unwrap_or(0)
}

fn of(given: &[u8]) -> Result<String, String> {
    let files = serde_json::from_slice(given).map_err(|error| error.to_string())?;
    let content = content::load(&Files(files)).map_err(|faults| format!("{} faults in content", faults.len()))?;
    digest(&Arc::new(content)).map_err(|error| error.to_string())
}
