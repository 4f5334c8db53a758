//! First steps: each note's moment is in the minutes of the veteran's shift that are shown.

use crate::content::bundle::Content;
use crate::content::fault::{Fault, Step, line_of};
use crate::content::files::Files;
use crate::simulation::first_steps::FirstSteps;
use crate::simulation::shadow::veteran;
use std::sync::Arc;

/// Nobody looks on for longer.
const MINUTES_MAX: u64 = 10;

pub(super) fn check(content: &Arc<Content>, files: &Files) -> Vec<Fault> {
    content.first_steps.values().flat_map(|steps| one(content, steps, files)).collect()
}

fn one(content: &Arc<Content>, steps: &FirstSteps, files: &Files) -> Vec<Fault> {
    let file = format!("first-steps/{}.toml", steps.id);
    let text = files.0.get(&file).map_or("", String::as_str);
    let at = |path: &[Step], words: String| Fault::new(&file, line_of(text, path), words);
    let mut faults = Vec::new();
    if !(1..=MINUTES_MAX).contains(&steps.minutes) {
        faults.push(at(&["minutes".into()], format!("{} minutes; between 1 and {MINUTES_MAX}", steps.minutes)));
    }
    let played = |plan: &str| content.plans.get(plan).filter(|plan| plan.posts.contains(&steps.post));
    if played(&steps.plan).is_none() {
        faults.push(at(&["plan".into()], format!("there is no plan `{}` for this post", steps.plan)));
    }
    if played(&steps.then).is_none_or(|plan| plan.exam) {
        faults.push(at(&["then".into()], format!("there is no practice plan `{}` for this post", steps.then)));
    }
    let Ok(tape) = veteran(content, &steps.opening(&content.hash)) else { return faults };
    let shown = steps.shown(&tape.events);
    for (nr, note) in steps.notes.iter().enumerate() {
        if note.event(shown).is_none() {
            let place = [Step::Key("note"), Step::At(nr), Step::Key("at")];
            faults.push(at(&place, "this does not happen in the minutes shown; choose another moment".to_owned()));
        }
    }
    faults
}
