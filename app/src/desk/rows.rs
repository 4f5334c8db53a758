//! The order of the rows in the list of windows.

use miaohui::simulation::event::Window;
use std::cmp::Reverse;

/// How the agent wants the list. Marked windows stand on top in each way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The longest waiting first, then those who do not wait, the latest first.
    #[default]
    Wait,
    /// As they came.
    Arrival,
    /// Marked ones only, by waiting.
    Pinned,
}

/// What the order depends on; nothing here changes with the clock alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    pub window: Window,
    pub waiting_since: Option<u64>,
    pub pinned: bool,
    pub left: bool,
}

impl Row {
    /// From top to bottom; those whose buyer left stand last.
    fn place(&self, sort: Sort) -> (bool, bool, bool, u64, Reverse<Window>) {
        let (waits, since, later) = match sort {
            Sort::Arrival => (false, self.window.into(), Reverse(0)),
            Sort::Wait | Sort::Pinned => {
                (self.waiting_since.is_none(), self.waiting_since.unwrap_or(0), Reverse(self.window))
            }
        };
        (self.left, !self.pinned, waits, since, later)
    }
}

/// The windows in their order.
pub fn ordered(mut rows: Vec<Row>, sort: Sort) -> Vec<Window> {
    rows.retain(|row| sort != Sort::Pinned || row.pinned);
    rows.sort_unstable_by_key(|row| row.place(sort));
    rows.into_iter().map(|row| row.window).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_as_asked() {
        let row = |window, waiting_since, pinned, left| Row { window, waiting_since, pinned, left };
        let rows = vec![
            row(1, None, false, false),
            row(2, Some(500), false, false),
            row(3, Some(100), false, false),
            row(4, None, true, false),
            row(5, None, false, true),
        ];
        for (sort, expected) in
            [(Sort::Wait, [4, 3, 2, 1, 5].as_slice()), (Sort::Arrival, &[4, 1, 2, 3, 5]), (Sort::Pinned, &[4])]
        {
            assert_eq!(ordered(rows.clone(), sort), expected, "{sort:?}");
        }
    }
}
