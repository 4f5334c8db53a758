//! A person's day: which task comes first.

use crate::clock::UnixMs;

/// Where a task stands in the day; in the order they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Due before now and not done.
    Late,
    /// Due before the day ends.
    Today,
    /// Open, due later or never.
    Open,
    /// Opens on another day.
    Later,
    Done,
}

/// When a task can be done, and whether it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    pub open_ms: Option<UnixMs>,
    pub due_ms: Option<UnixMs>,
    pub done: bool,
}

impl Span {
    /// `day_ends_ms`: the beginning of tomorrow.
    pub fn place(&self, now_ms: UnixMs, day_ends_ms: UnixMs) -> Place {
        match (self.open_ms, self.due_ms) {
            _ if self.done => Place::Done,
            (Some(open), _) if open >= day_ends_ms => Place::Later,
            (_, Some(due)) if due < now_ms => Place::Late,
            (_, Some(due)) if due < day_ends_ms => Place::Today,
            _ => Place::Open,
        }
    }

    /// What tasks are sorted by: place, then due date, undated ones last; those that open later by when.
    pub fn order(&self, now_ms: UnixMs, day_ends_ms: UnixMs) -> (Place, UnixMs) {
        let place = self.place(now_ms, day_ends_ms);
        let at = if place == Place::Later { self.open_ms } else { self.due_ms };
        (place, at.unwrap_or(UnixMs::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_pressing_first() {
        let span = |open_ms, due_ms, done| Span { open_ms, due_ms, done };
        let check = |span: Span, expected| assert_eq!(span.place(100, 150), expected, "{span:?}");
        check(span(None, None, false), Place::Open);
        check(span(Some(50), Some(99), false), Place::Late);
        check(span(Some(50), Some(99), true), Place::Done);
        check(span(Some(50), Some(149), false), Place::Today);
        check(span(Some(50), Some(150), false), Place::Open);
        check(span(Some(150), Some(200), false), Place::Later);
        let mut spans = [
            span(None, None, true),
            span(Some(200), Some(300), false),
            span(Some(160), Some(400), false),
            span(None, None, false),
            span(None, Some(300), false),
            span(None, Some(20), false),
        ];
        spans.sort_by_key(|span| span.order(100, 150));
        assert_eq!(spans.map(|span| span.due_ms), [Some(20), Some(300), None, Some(400), Some(300), None]);
    }
}
