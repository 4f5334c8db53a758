//! What a log shows that typing does not: noted for a trainer, never a fail by itself.
//!
//! A log without any key or composition is dictation, handwriting or a switch device: it is never `synthetic` or
//! `too_fast`. Custom phrases, associated candidates and sentences spoken between two keys are ordinary use.

use super::edit::{Edit, EditKind};
use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

/// Text that entered without a key or composition, in a log that has them, is noted from so many characters on …
pub const SYNTHETIC_CHARACTERS: u64 = 16;
/// … when it came sooner than this a character after the last key: four times faster than fast speech.
pub const SPOKEN_MS: u64 = 50;
/// A phrase that came at once is noted from so many characters on …
pub const PHRASE_CHARACTERS: u64 = 12;
/// … when it came sooner than this a character after the text before it …
pub const PHRASE_MS: u64 = 10;
/// … though never where it took so long: a custom phrase takes three keys and a choice, however long it is.
pub const CUSTOM_PHRASE_MS: u64 = 300;
/// A phrase longer than this is no input method's: it is held to [`SPOKEN_MS`].
pub const LONGEST_PHRASE_CHARACTERS: u64 = 64;
/// So many commits in a row …
pub const RUN_COMMITS: usize = 10;
/// … at less than this each are noted: 28 keys a second, where the quickest typists reach some 20 for a moment.
pub const RUN_MS: u64 = 36;
/// So many keys in a row, none of which takes text back or repeats it (a key held down) …
pub const KEY_RUN: usize = 24;
/// … at less than this each are noted. Keys rolled over each other are as near for two or three.
pub const KEY_RUN_MS: u64 = 16;
/// So many commits, each shorter than [`PHRASE_CHARACTERS`] …
pub const STRETCH_COMMITS: usize = 5;
/// … with so many characters …
pub const STRETCH_CHARACTERS: u64 = 40;
/// … at less than this a character are noted: 1,500 characters a minute.
pub const STRETCH_MS: u64 = 40;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// Something was to be pasted or dropped.
    Paste,
    /// Text entered by no key, composition or voice.
    Synthetic,
    /// Text was committed faster than a person can.
    TooFast,
}

/// A commit that a key or composition led to.
struct Typed {
    t_ms: u64,
    characters: u64,
    /// Repeats of the text before are a key held down.
    repeated: bool,
}

/// The flags of a log, in their fixed order, each once.
pub fn flags(log: &[Edit]) -> Vec<Flag> {
    let mut flags = Vec::new();
    if log.iter().any(|edit| matches!(edit.kind, EditKind::Paste { .. } | EditKind::Drop { .. })) {
        flags.push(Flag::Paste);
    }
    let by_hand = |edit: &Edit| matches!(edit.kind, EditKind::Key | EditKind::CompositionStart);
    if !log.iter().any(by_hand) {
        return flags;
    }
    let start_ms = log.first().map_or(0, |edit| edit.t_ms);
    let (typed, synthetic) = sort_commits(log, start_ms);
    if synthetic {
        flags.push(Flag::Synthetic);
    }
    if too_fast(&typed, start_ms) || keys_too_fast(log) {
        flags.push(Flag::TooFast);
    }
    flags
}

/// The commits that were typed, and whether text came that was not.
fn sort_commits(log: &[Edit], start_ms: u64) -> (Vec<Typed>, bool) {
    let mut typed = Vec::new();
    let mut synthetic = false;
    // Speech before the first event is not in the log: until a key or the start signal there is nothing to hold it to.
    let told = |edit: &Edit| !matches!(edit.kind, EditKind::Commit { .. });
    let mut hand_ms = log.first().is_some_and(told).then_some(start_ms);
    let (mut by_hand, mut unled) = (false, 0_u64);
    let mut before: &str = "";
    for edit in log {
        match &edit.kind {
            EditKind::Key | EditKind::CompositionStart => {
                (by_hand, hand_ms, unled) = (true, Some(edit.t_ms), 0);
            }
            EditKind::Delete { .. } => (by_hand, hand_ms, unled) = (false, Some(edit.t_ms), 0),
            EditKind::Commit { text } => {
                let characters = text.graphemes(true).count() as u64;
                if by_hand {
                    typed.push(Typed { t_ms: edit.t_ms, characters, repeated: text == before });
                } else {
                    unled += characters;
                    let at_once = hand_ms.is_some_and(|hand_ms| edit.t_ms - hand_ms.min(edit.t_ms) < unled * SPOKEN_MS);
                    synthetic |= unled >= SYNTHETIC_CHARACTERS && at_once;
                }
                by_hand = false;
                before = text;
            }
            EditKind::Start
            | EditKind::Paste { .. }
            | EditKind::Drop { .. }
            | EditKind::Blur
            | EditKind::Focus
            | EditKind::End => {}
        }
    }
    (typed, synthetic)
}

fn too_fast(typed: &[Typed], start_ms: u64) -> bool {
    let since = |from: usize, to: usize| {
        let from_ms = if from == 0 { start_ms } else { typed[from - 1].t_ms };
        typed[to].t_ms.saturating_sub(from_ms)
    };
    let one_phrase = |at: usize| {
        let characters = typed[at].characters;
        let least_ms = if characters > LONGEST_PHRASE_CHARACTERS {
            characters * SPOKEN_MS
        } else {
            (characters * PHRASE_MS).min(CUSTOM_PHRASE_MS)
        };
        characters >= PHRASE_CHARACTERS && since(at, at) < least_ms
    };
    let run = |to: usize| {
        let Some(from) = (to + 1).checked_sub(RUN_COMMITS) else { return false };
        typed[from..=to].iter().all(|commit| !commit.repeated) && since(from, to) < RUN_COMMITS as u64 * RUN_MS
    };
    // The shortest stretch before each commit that is long enough to judge.
    let mut from = 0;
    let mut held = 0;
    (0..typed.len()).any(|to| {
        if typed[to].characters >= PHRASE_CHARACTERS {
            (from, held) = (to + 1, 0);
            return one_phrase(to) || run(to);
        }
        held += typed[to].characters;
        while to + 1 - from > STRETCH_COMMITS && held - typed[from].characters >= STRETCH_CHARACTERS {
            held -= typed[from].characters;
            from += 1;
        }
        let stretch = to + 1 - from >= STRETCH_COMMITS
            && held >= STRETCH_CHARACTERS
            && typed[from..=to].iter().all(|commit| !commit.repeated)
            && since(from, to) < held * STRETCH_MS;
        stretch || one_phrase(to) || run(to)
    })
}

/// Whether keys came as only a machine sends them, whatever they typed.
fn keys_too_fast(log: &[Edit]) -> bool {
    let mut times: Vec<u64> = Vec::new();
    let mut before: &str = "";
    for edit in log {
        match &edit.kind {
            EditKind::Key => {
                times.push(edit.t_ms);
                let first = times.len().checked_sub(KEY_RUN).map(|first| times[first]);
                if first.is_some_and(|first| edit.t_ms - first.min(edit.t_ms) < (KEY_RUN as u64 - 1) * KEY_RUN_MS) {
                    return true;
                }
            }
            EditKind::Delete { .. } => times.clear(),
            EditKind::Commit { text } => {
                if text == before {
                    times.clear();
                }
                before = text;
            }
            _ => {}
        }
    }
    false
}
