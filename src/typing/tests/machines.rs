//! Logs that no hand makes: text pasted, put in by a script, or keyed by a machine.

use super::super::{Edit, EditKind, graphemes};
use super::hands::TEXTS;
use crate::quiz::chance::Chance;

/// Ways of not typing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trick {
    Paste,
    Drop,
    /// A key, and then the field holds the text.
    WholeInsertion,
    /// A key, and then the text in pieces, none of which a key brought.
    Pieces,
    /// A composition that ends in the whole text.
    OneComposition,
    /// A key and a commit for each character, at a robot's speed.
    RobotCommits,
    /// Letters by the machine, phrases by the input method.
    MachineKeys,
    /// Compositions without keys, phrase by phrase.
    ScriptedCompositions,
}

impl Trick {
    pub const ALL: [Self; 8] = [
        Self::Paste,
        Self::Drop,
        Self::WholeInsertion,
        Self::Pieces,
        Self::OneComposition,
        Self::RobotCommits,
        Self::MachineKeys,
        Self::ScriptedCompositions,
    ];
}

/// The log of one trick over one of the texts; some of it may be typed honestly before.
pub fn scripted(seed: &str) -> (&'static str, Trick, Vec<Edit>) {
    let mut chance = Chance::new(seed, "machine");
    let trick = Trick::ALL[chance.below(Trick::ALL.len() as u64) as usize];
    let text = TEXTS[chance.below(TEXTS.len() as u64) as usize];
    let characters = graphemes(text);
    let mut log = Vec::new();
    let mut t_ms = 0;
    let mut note = |t_ms: u64, kind: EditKind| log.push(Edit { t_ms, kind });
    let commit = |text: String| EditKind::Commit { text };
    let honest = chance.below(8) as usize;
    for character in &characters[..honest] {
        t_ms += 150 + chance.below(400);
        note(t_ms, EditKind::Key);
        t_ms += 5;
        note(t_ms, commit((*character).to_owned()));
    }
    let rest = &characters[honest..];
    t_ms += 50 + chance.below(900);
    match trick {
        Trick::Paste => note(t_ms, EditKind::Paste { text: Some(rest.concat()) }),
        Trick::Drop => note(t_ms, EditKind::Drop { text: None }),
        Trick::WholeInsertion => {
            note(t_ms, EditKind::Key);
            note(t_ms + 1, commit(String::from("您")));
            note(t_ms + 2 + chance.below(300), commit(rest.concat()));
        }
        Trick::Pieces => {
            note(t_ms, EditKind::Key);
            note(t_ms + 1, commit(String::from("您")));
            let piece = 2 + chance.below(12) as usize;
            for piece in rest.chunks(piece) {
                t_ms += 5 + chance.below(25 * piece.len() as u64);
                note(t_ms, commit(piece.concat()));
            }
        }
        Trick::OneComposition => {
            note(t_ms, EditKind::CompositionStart);
            note(t_ms + chance.below(400), commit(rest.concat()));
        }
        Trick::RobotCommits => {
            let each_ms = 1 + chance.below(32);
            for character in rest {
                t_ms += each_ms;
                note(t_ms, EditKind::Key);
                note(t_ms, commit((*character).to_owned()));
            }
        }
        Trick::MachineKeys => {
            let (each_ms, phrase) = (1 + chance.below(9), 1 + chance.below(6) as usize);
            for phrase in rest.chunks(phrase) {
                note(t_ms, EditKind::CompositionStart);
                for _ in 0..phrase.len() * 3 {
                    t_ms += each_ms;
                    note(t_ms, EditKind::Key);
                }
                note(t_ms, commit(phrase.concat()));
            }
        }
        Trick::ScriptedCompositions => {
            let (each_ms, phrase) = (1 + chance.below(30), 1 + chance.below(8) as usize);
            for phrase in rest.chunks(phrase) {
                note(t_ms, EditKind::CompositionStart);
                t_ms += each_ms * phrase.len() as u64;
                note(t_ms, commit(phrase.concat()));
            }
        }
    }
    (text, trick, log)
}
