//! An edit log played again: the text that stands at its end, and when each character came to stand.

use super::edit::{Edit, EditKind};
use unicode_segmentation::UnicodeSegmentation;

/// What a log leaves behind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replay {
    /// The final text.
    pub text: String,
    /// Grapheme clusters ever committed.
    pub committed: u64,
    /// Grapheme clusters deleted.
    pub deleted: u64,
    /// Key events.
    pub keys: u64,
    /// Times the window lost the focus.
    pub blurs: u64,
    /// The clock: from the first composition or key (without any: from the first event) to the last event.
    pub elapsed_ms: u64,
    /// When the clock began, in the log's own time.
    start_ms: u64,
    cells: Vec<Cell>,
    /// When characters were taken back, and how many.
    deletions: Vec<(u64, u64)>,
    /// When each place of the text was first reached.
    reached_ms: Vec<u64>,
}

/// One standing character.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Cell {
    start: usize,
    done_ms: u64,
}

impl Replay {
    pub fn of(log: &[Edit]) -> Self {
        let mut replay = Self::default();
        let Some(first) = log.first() else { return replay };
        let starts = |edit: &&Edit| matches!(edit.kind, EditKind::CompositionStart | EditKind::Key);
        let start_ms = log.iter().find(starts).unwrap_or(first).t_ms;
        let end_ms = log.iter().map(|edit| edit.t_ms).max().unwrap_or(start_ms);
        replay.elapsed_ms = end_ms.saturating_sub(start_ms);
        replay.start_ms = start_ms;
        let mut changed_ms = start_ms;
        for edit in log {
            match &edit.kind {
                EditKind::Commit { text } => {
                    // A file saved on Windows ends its lines otherwise than a browser's field does.
                    replay.commit(&text.replace("\r\n", "\n"), changed_ms.min(edit.t_ms), edit.t_ms);
                    changed_ms = edit.t_ms;
                }
                EditKind::Delete { count } => {
                    let before = replay.deleted;
                    replay.delete(*count);
                    if replay.deleted > before {
                        replay.deletions.push((edit.t_ms, replay.deleted - before));
                    }
                    changed_ms = edit.t_ms;
                }
                EditKind::Key => replay.keys += 1,
                EditKind::Blur => replay.blurs += 1,
                EditKind::Start
                | EditKind::CompositionStart
                | EditKind::Paste { .. }
                | EditKind::Drop { .. }
                | EditKind::Focus
                | EditKind::End => {}
            }
        }
        replay
    }

    /// Characters that stand at the end.
    pub fn standing(&self) -> u64 {
        self.cells.len() as u64
    }

    /// Milliseconds each standing character took from the moment its place was first reached, wrong tries included.
    pub fn taken_ms(&self) -> Vec<u64> {
        self.cells.iter().zip(&self.reached_ms).map(|(cell, reached)| cell.done_ms.saturating_sub(*reached)).collect()
    }

    /// When each standing character came to stand, in milliseconds since the clock began.
    pub fn done_ms(&self) -> impl Iterator<Item = u64> {
        self.cells.iter().map(|cell| cell.done_ms.saturating_sub(self.start_ms))
    }

    /// When characters were taken back (milliseconds since the clock began), and how many.
    pub fn deletions(&self) -> Vec<(u64, u64)> {
        self.deletions.iter().map(|(at_ms, count)| (at_ms.saturating_sub(self.start_ms), *count)).collect()
    }

    /// A phrase that enters at once is taken to have been typed evenly since the last change.
    fn commit(&mut self, text: &str, from_ms: u64, to_ms: u64) {
        let count = text.graphemes(true).count() as u64;
        self.committed += count;
        if count == 0 {
            return;
        }
        // The new text may join the last character (a combining accent): the boundary before that one stays.
        let last = self.cells.pop();
        let from = last.as_ref().map_or(0, |cell| cell.start);
        let old_len = self.text.len();
        self.text.push_str(text);
        let starts: Vec<usize> = self.text[from..].grapheme_indices(true).map(|(at, _)| from + at).collect();
        let new = starts.iter().filter(|start| **start >= old_len).count() as u64;
        let span = to_ms.saturating_sub(from_ms);
        let mut place = 0;
        for start in starts {
            let done_ms = match &last {
                Some(last) if start < old_len && new > 0 => last.done_ms,
                _ if start < old_len => to_ms,
                _ => {
                    if self.cells.len() >= self.reached_ms.len() {
                        self.reached_ms.push(from_ms + span * place / new);
                    }
                    place += 1;
                    from_ms + span * place / new
                }
            };
            self.cells.push(Cell { start, done_ms });
        }
    }

    fn delete(&mut self, count: u64) {
        for _ in 0..count {
            let Some(cell) = self.cells.pop() else { return };
            self.text.truncate(cell.start);
            self.deleted += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(events: &[(u64, &str)]) -> Vec<Edit> {
        let kind = |what: &str| match what {
            "key" => EditKind::Key,
            "compose" => EditKind::CompositionStart,
            "end" => EditKind::End,
            _ => match what.strip_prefix("del ") {
                Some(count) => EditKind::Delete { count: count.parse().unwrap() },
                None => EditKind::Commit { text: what.to_owned() },
            },
        };
        events.iter().map(|(t_ms, what)| Edit { t_ms: *t_ms, kind: kind(what) }).collect()
    }

    #[test]
    fn text_and_counts() {
        let check = |events: &[(u64, &str)], text: &str, standing, committed, deleted, elapsed_ms| {
            let got = Replay::of(&log(events));
            assert_eq!(
                (got.text.as_str(), got.standing(), got.committed, got.deleted, got.elapsed_ms),
                (text, standing, committed, deleted, elapsed_ms),
                "{events:?}"
            );
        };
        check(&[], "", 0, 0, 0, 0);
        check(&[(100, "compose"), (500, "你好"), (900, "end")], "你好", 2, 2, 0, 800);
        check(&[(100, "一"), (500, "二")], "一二", 2, 2, 0, 400);
        check(&[(0, "key"), (5, "你号"), (9, "del 1"), (20, "好")], "你好", 2, 3, 1, 20);
        check(&[(0, "key"), (5, "ab"), (9, "del 7")], "", 0, 2, 2, 9);
        // One family, one flag, one accented letter: a character each, even when they come in parts.
        check(&[(0, "key"), (5, "👨‍👩‍👧"), (9, "🇨🇳")], "👨‍👩‍👧🇨🇳", 2, 2, 0, 9);
        check(&[(0, "key"), (5, "e"), (9, "\u{301}x")], "e\u{301}x", 2, 3, 0, 9);
        check(&[(0, "key"), (5, "👨‍👩‍👧"), (9, "del 1")], "", 0, 1, 1, 9);
    }

    #[test]
    fn time_counts_from_first_reaching_a_place() {
        let check = |events: &[(u64, &str)], taken: &[u64]| {
            assert_eq!(Replay::of(&log(events)).taken_ms(), taken, "{events:?}");
        };
        check(&[(0, "key"), (1000, "你好")], &[500, 500]);
        check(&[(0, "key"), (1000, "你号"), (1200, "del 1"), (2000, "好")], &[500, 1500]);
        check(&[(0, "key"), (300, "a"), (400, "b"), (450, "c")], &[300, 100, 50]);
    }
}
