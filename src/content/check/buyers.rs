//! The buyers' common lines.

use super::Desk;
use crate::content::fault::Step;
use crate::simulation::scenario::{Lines, Register};

const FILE: &str = "buyers/lines.toml";
/// Fewer names would repeat in a wide shift.
const NAMES_MIN: usize = 20;
/// A buyer nudges up to six times, never three times in the same words.
const NUDGES_MIN: usize = 6;

pub(super) fn check(desk: &mut Desk<'_>) {
    let buyers = &desk.content.buyers;
    if !desk.files.0.contains_key(FILE) {
        desk.at(FILE, &[], "is missing; buyers need their common lines");
        return;
    }
    if buyers.names.len() < NAMES_MIN {
        desk.at(FILE, &["names".into()], format!("has {} names; at least {NAMES_MIN} are needed", buyers.names.len()));
    }
    let sets: [(&'static str, &Lines); 25] = [
        ("opening", &buyers.opening),
        ("nudge", &buyers.nudge),
        ("give_up", &buyers.give_up),
        ("not_understood", &buyers.not_understood),
        ("not_done", &buyers.not_done),
        ("partly", &buyers.partly),
        ("contradicted", &buyers.contradicted),
        ("satisfied", &buyers.satisfied),
        ("unknown", &buyers.unknown),
        ("any_will_do", &buyers.any_will_do),
        ("nothing_more", &buyers.nothing_more),
        ("cannot_say", &buyers.cannot_say),
        ("waiting", &buyers.waiting),
        ("angry", &buyers.angry),
        ("insulted", &buyers.insulted),
        ("calmed", &buyers.calmed),
        ("accepts", &buyers.accepts),
        ("no_evidence", &buyers.no_evidence),
        ("thanks", &buyers.thanks),
        ("thanks_cool", &buyers.thanks_cool),
        ("wary", &buyers.wary),
        ("evidence_asked_again", &buyers.evidence_asked_again),
        ("confirmed", &buyers.confirmed),
        ("gives_in", &buyers.gives_in),
        ("drops", &buyers.drops),
    ];
    for (name, lines) in sets {
        let plain = lines.get(&Register::Plain).map_or(0, Vec::len);
        let least = if name == "nudge" { NUDGES_MIN } else { 1 };
        if plain < least {
            desk.at(
                FILE,
                &[Step::Key(name)],
                format!("[{name}] has {plain} plain phrasings; at least {least} are needed"),
            );
        }
        if lines.values().flatten().any(|text| text.trim().is_empty()) {
            desk.at(FILE, &[Step::Key(name)], format!("[{name}] has an empty phrasing; write it or leave it out"));
        }
    }
}
