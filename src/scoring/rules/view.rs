//! One conversation as rules see it: a list of lines, and what lies around each.

use super::condition::{Side, Window};
use crate::scoring::shift::desk::{CUT_OFF_WINDOW_MS, Conversation, Desk, Part, is_message};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization as _;

/// A line or an action of a conversation.
pub struct Line<'a> {
    pub part: Part<'a>,
    /// Counted milliseconds from the shift's start.
    pub at_ms: u64,
    /// It counts as a message.
    pub message: bool,
    /// Messages so far, this one too.
    pub number: u64,
    /// The text as words are looked for in it; empty for an action.
    pub folded: String,
}

impl Line<'_> {
    pub fn side(&self) -> Side {
        if matches!(self.part, Part::Buyer { .. }) { Side::Buyer } else { Side::Agent }
    }
}

/// A conversation with its lines.
pub struct View<'a> {
    pub desk: &'a Desk<'a>,
    pub conversation: &'a Conversation<'a>,
    pub lines: Vec<Line<'a>>,
}

/// Width, case and spaces do not matter to a word.
pub fn fold(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).filter(|character| !character.is_whitespace()).collect()
}

impl<'a> View<'a> {
    pub fn of(desk: &'a Desk<'a>, conversation: &'a Conversation<'a>) -> Self {
        let mut number = 0;
        let lines = conversation.parts.iter().map(|part| {
            let (message, text) = match part {
                Part::Buyer { text, .. } | Part::Agent { text, .. } => (true, *text),
                Part::Done { action, .. } => (is_message(action), ""),
            };
            number += u64::from(message);
            Line { part: *part, at_ms: desk.time.at(part.seq()), message, number, folded: fold(text) }
        });
        Self { desk, conversation, lines: lines.collect() }
    }

    /// The place of the line with this number in the log.
    pub fn place(&self, seq: u64) -> Option<usize> {
        self.lines.binary_search_by_key(&seq, |line| line.part.seq()).ok()
    }

    /// The lines of a window around line `at`, and whether the shift's end cut it off: what it might still have
    /// held nobody knows.
    pub fn window(&self, at: usize, window: Window) -> (Range<usize>, bool) {
        let here = &self.lines[at];
        let up_to = |in_reach: &dyn Fn(&Line<'_>) -> bool| {
            at + self.lines[at..].iter().take_while(|line| in_reach(line)).count()
        };
        let back_to = |in_reach: &dyn Fn(&Line<'_>) -> bool| {
            at - self.lines[..at].iter().rev().take_while(|line| in_reach(line)).count()
        };
        let messages = |n: u64| up_to(&|line| line.number - here.number <= n);
        let seconds = |s: u64| up_to(&|line| line.at_ms - here.at_ms <= s * 1_000);
        let short_of = |n: u64| self.messages() - here.number < n && self.cut_off(here.at_ms);
        let runs_over = |s: u64| self.unfinished() && here.at_ms + s * 1_000 > self.desk.time.end();
        // An action has no number of its own: the message before it is already the first of those before.
        let reach = |n: u64| n - u64::from(!here.message);
        match window {
            Window::Messages(n) => (at..messages(n), short_of(n)),
            Window::MessagesAfter(n) => (at + 1..messages(n), short_of(n)),
            Window::MessagesBefore(n) => (back_to(&|line| here.number - line.number <= reach(n))..at, false),
            Window::Seconds(s) => (at..seconds(s), runs_over(s)),
            Window::SecondsAfter(s) => (at + 1..seconds(s), runs_over(s)),
            Window::SecondsBefore(s) => (back_to(&|line| here.at_ms - line.at_ms <= s * 1_000)..at, false),
            Window::LaterThan(s) => (seconds(s)..self.lines.len(), self.cut_off(here.at_ms)),
            Window::Before => (0..at, false),
            Window::Anywhere => (0..self.lines.len(), self.cut_off(self.last_ms())),
        }
    }

    /// The shift's end came so soon after this moment that what was still to come is nobody's fault.
    pub fn cut_off(&self, at_ms: u64) -> bool {
        self.unfinished() && self.desk.time.end().saturating_sub(at_ms) < CUT_OFF_WINDOW_MS
    }

    /// Counted time at which nothing more could come.
    pub fn end_ms(&self) -> u64 {
        self.conversation.to_ms
    }

    /// Neither the buyer nor the agent ended it: the shift ran out, or still runs.
    fn unfinished(&self) -> bool {
        self.conversation.runs_to_the_end() && !self.desk.ended_by_agent
    }

    fn messages(&self) -> u64 {
        self.lines.last().map_or(0, |line| line.number)
    }

    fn last_ms(&self) -> u64 {
        self.lines.last().map_or(0, |line| line.at_ms)
    }
}
