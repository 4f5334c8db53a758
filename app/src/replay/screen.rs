//! The desk as it was at a moment of a film.

use super::film::{By, Film, Line};
use miaohui::simulation::event::Window;
use std::collections::BTreeMap;

/// A window in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub window: Window,
    pub name: String,
    /// What was said there last.
    pub last: String,
    /// Since when its buyer waits.
    pub waiting_since: Option<u64>,
    /// Buyer's lines since the agent last looked or wrote.
    pub unread: u32,
    pub left: bool,
}

impl Film {
    /// The window the agent looked at.
    pub fn eyes(&self, at_ms: u64) -> Option<Window> {
        let seen = self.looks.partition_point(|(at, _)| *at <= at_ms);
        Some(self.looks.get(seen.checked_sub(1)?)?.1)
    }

    /// So many lines there were.
    pub fn lines_until(&self, at_ms: u64) -> usize {
        self.lines.partition_point(|line| line.at_ms <= at_ms)
    }

    /// Every window there was, as it stood: who waits longest first, who has left last.
    pub fn rows(&self, at_ms: u64) -> Vec<Row> {
        let here = self.buyers.iter().filter(|buyer| buyer.from_ms <= at_ms);
        let mut rows: BTreeMap<Window, Row> = here
            .map(|buyer| {
                let left = buyer.to_ms.is_some_and(|to| to <= at_ms);
                let (window, name) = (buyer.window, buyer.name.clone());
                (window, Row { window, name, last: String::new(), waiting_since: None, unread: 0, left })
            })
            .collect();
        let mut looks = self.looks.iter().take_while(|(at, _)| *at <= at_ms).peekable();
        let mut eyes = None;
        for line in &self.lines[..self.lines_until(at_ms)] {
            while let Some((_, window)) = looks.next_if(|(at, _)| *at <= line.at_ms) {
                eyes = Some(*window);
                seen(&mut rows, *window);
            }
            if let Some(row) = rows.get_mut(&line.window) {
                row.take(line, eyes);
            }
        }
        for (_, window) in looks {
            seen(&mut rows, *window);
        }
        let mut rows: Vec<Row> = rows.into_values().collect();
        rows.sort_by_key(|row| (row.left, row.waiting_since.is_none(), row.waiting_since, row.window));
        rows
    }

    /// What had been said and done in a window.
    pub fn conversation(&self, window: Window, at_ms: u64) -> Vec<&Line> {
        self.lines[..self.lines_until(at_ms)].iter().filter(|line| line.window == window).collect()
    }

    /// The agent's next line or deed after a moment.
    pub fn next_reply(&self, at_ms: u64) -> Option<u64> {
        self.replies().find(|at| *at > at_ms)
    }

    /// The agent's last line or deed before a moment.
    pub fn last_reply(&self, at_ms: u64) -> Option<u64> {
        self.replies().filter(|at| *at < at_ms).last()
    }

    fn replies(&self) -> impl Iterator<Item = u64> {
        self.lines.iter().filter(|line| line.by == By::Agent).map(|line| line.at_ms)
    }
}

fn seen(rows: &mut BTreeMap<Window, Row>, window: Window) {
    if let Some(row) = rows.get_mut(&window) {
        row.unread = 0;
    }
}

impl Row {
    fn take(&mut self, line: &Line, eyes: Option<Window>) {
        match line.by {
            By::Buyer => {
                if line.waits {
                    self.waiting_since = self.waiting_since.or(Some(line.at_ms));
                }
                if eyes != Some(self.window) {
                    self.unread += 1;
                }
            }
            By::Agent => {
                self.waiting_since = None;
                self.unread = 0;
            }
            By::Robot | By::Deed => {}
        }
        if self.left {
            self.waiting_since = None;
        }
        if line.by != By::Deed {
            self.last.clone_from(&line.text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::film::Buyer;
    use super::*;

    fn film() -> Film {
        let buyer = |window, from_ms, to_ms| Buyer { window, name: format!("买家{window}"), from_ms, to_ms };
        let line = |at_ms, window, by, waits| Line { at_ms, seq: at_ms, window, by, text: at_ms.to_string(), waits };
        Film {
            length_ms: 100,
            buyers: vec![buyer(1, 0, Some(80)), buyer(2, 30, None)],
            lines: vec![
                line(5, 1, By::Buyer, true),
                line(10, 1, By::Buyer, true),
                line(20, 1, By::Agent, false),
                line(35, 2, By::Buyer, true),
                line(40, 1, By::Buyer, false),
                line(60, 2, By::Agent, false),
                line(80, 1, By::Deed, false),
            ],
            looks: vec![(2, 1), (50, 2)],
        }
    }

    #[test]
    fn the_desk_is_as_it_was() {
        let film = film();
        let rows = |at| {
            let row = |row: Row| (row.window, row.waiting_since, row.unread, row.left);
            film.rows(at).into_iter().map(row).collect::<Vec<_>>()
        };
        assert_eq!(rows(4), [(1, None, 0, false)]);
        assert_eq!(rows(12), [(1, Some(5), 0, false)]);
        assert_eq!(rows(45), [(2, Some(35), 1, false), (1, None, 0, false)]);
        assert_eq!(rows(55), [(2, Some(35), 0, false), (1, None, 0, false)]);
        assert_eq!(rows(90), [(2, None, 0, false), (1, None, 0, true)]);
        assert_eq!([film.eyes(1), film.eyes(2), film.eyes(70)], [None, Some(1), Some(2)]);
        assert_eq!(film.conversation(1, 39).len(), 3);
    }

    #[test]
    fn steps_go_from_reply_to_reply() {
        let film = film();
        assert_eq!([film.next_reply(0), film.next_reply(20), film.next_reply(60)], [Some(20), Some(60), None]);
        assert_eq!([film.last_reply(20), film.last_reply(60), film.last_reply(99)], [None, Some(20), Some(60)]);
    }
}
