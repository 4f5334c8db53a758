//! A newcomer's first step: some minutes of a veteran's shift with what is to be seen in them.

use super::event::{Body, Event, Mode, Opening, Post, Window};
use super::shift::ENGINE;
use serde::{Deserialize, Serialize};

/// As `content/first-steps/<id>.toml` describes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FirstSteps {
    /// The file's name without `.toml`.
    pub id: String,
    pub title: String,
    pub title_en: String,
    /// The veteran's shift: plan, post and seed.
    pub plan: String,
    pub post: Post,
    pub seed: String,
    /// So much of it is shown.
    pub minutes: u64,
    /// The plan the newcomer works after it.
    pub then: String,
    #[serde(rename = "note")]
    pub notes: Vec<Note>,
}

/// What the veteran does at a moment, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// What happens then; the first of its kind, or the `nth`.
    pub at: Moment,
    #[serde(default)]
    pub window: Option<Window>,
    /// The first in which this was said: the veteran's words stand in the scenarios and change seldom.
    #[serde(default)]
    pub says: Option<String>,
    #[serde(default = "first")]
    pub nth: usize,
    pub title: String,
    pub title_en: String,
    pub text: String,
    pub text_en: String,
}

fn first() -> usize {
    1
}

/// Something that happens in a shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    Arrived,
    /// The buyer said something.
    Asked,
    /// The agent turned to the window.
    Looked,
    /// The agent said something.
    Replied,
    Acted,
    Left,
    Rated,
}

impl Moment {
    /// The window where an event is such a moment.
    fn of(self, body: &Body) -> Option<Window> {
        match (self, body) {
            (Self::Arrived, Body::BuyerArrived { window, .. })
            | (Self::Asked, Body::BuyerSaid { window, .. })
            | (Self::Looked, Body::WindowFocused { window })
            | (Self::Replied, Body::AgentSaid { window, .. })
            | (Self::Acted, Body::AgentActed { window, .. })
            | (Self::Left, Body::BuyerLeft { window, .. })
            | (Self::Rated, Body::Rated { window, .. }) => Some(*window),
            _ => None,
        }
    }
}

impl FirstSteps {
    /// What the veteran's shift is opened with. As an exam: buyers read a line at once.
    pub fn opening(&self, content: &str) -> Opening {
        Opening {
            seed: self.seed.clone(),
            plan: self.plan.clone(),
            mode: Mode::Exam,
            post: self.post,
            content: content.to_owned(),
            engine: ENGINE,
        }
    }

    /// The part of a log that is shown.
    pub fn shown<'a>(&self, log: &'a [Event]) -> &'a [Event] {
        let end_ms = log.first().map_or(0, |event| event.at_ms) + self.minutes * 60_000;
        &log[..log.partition_point(|event| event.at_ms <= end_ms)]
    }
}

fn said(body: &Body) -> &str {
    match body {
        Body::BuyerSaid { text, .. } | Body::AgentSaid { text, .. } => text,
        _ => "",
    }
}

impl Note {
    /// The event it is about; `None` where there is none.
    pub fn event<'a>(&self, log: &'a [Event]) -> Option<&'a Event> {
        let here = |event: &&Event| {
            self.at.of(&event.body).is_some_and(|window| self.window.is_none_or(|wanted| wanted == window))
                && self.says.as_ref().is_none_or(|part| said(&event.body).contains(part.as_str()))
        };
        log.iter().filter(here).nth(self.nth.checked_sub(1)?)
    }
}

#[cfg(test)]
mod tests {
    use crate::content::{Files, load};
    use crate::simulation::{shadow::veteran, transcript};
    use std::sync::Arc;

    #[test]
    fn the_shipped_notes_are_about_what_happens() {
        let content = Arc::new(load(&Files::shipped()).unwrap());
        assert!(!content.first_steps.is_empty());
        for steps in content.first_steps.values() {
            let tape = veteran(&content, &steps.opening(&content.hash)).unwrap();
            let shown = steps.shown(&tape.events);
            let lost = steps.notes.iter().find(|note| note.event(shown).is_none());
            assert!(lost.is_none(), "{}: {lost:?}\n{}", steps.id, transcript(&tape));
            assert!(shown.len() < tape.events.len(), "only its beginning is shown");
        }
    }
}
