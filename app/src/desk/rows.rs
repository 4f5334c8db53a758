//! The order of the rows in the list of windows.

use miaohui::simulation::event::Window;
use std::cmp::Reverse;

/// How the agent wants the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The longest waiting first, then those who do not wait, the latest first.
    #[default]
    Wait,
    /// As they came.
    Arrival,
    /// Marked ones first, then by waiting.
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

/// The windows from top to bottom; those whose buyer left stand last.
pub fn ordered(mut rows: Vec<Row>, sort: Sort) -> Vec<Window> {
    let wait = |row: &Row| (row.waiting_since.is_none(), row.waiting_since, Reverse(row.window));
    match sort {
        Sort::Wait => rows.sort_by_key(|row| (row.left, wait(row))),
        Sort::Arrival => rows.sort_by_key(|row| (row.left, row.window)),
        Sort::Pinned => rows.sort_by_key(|row| (row.left, !row.pinned, wait(row))),
    }
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
            [(Sort::Wait, [3, 2, 4, 1, 5]), (Sort::Arrival, [1, 2, 3, 4, 5]), (Sort::Pinned, [4, 3, 2, 1, 5])]
        {
            assert_eq!(ordered(rows.clone(), sort), expected, "{sort:?}");
        }
    }
}
