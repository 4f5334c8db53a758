//! The alignment kept up to date while a text is typed: a key costs the rows of the characters it changed.

use super::alignment::{Alignment, Counts, numbers};
use std::collections::VecDeque;

/// The first band tried; doubled until the distance fits (Ukkonen 1985). Wide enough that a text with one character in
/// twenty wrong is aligned at the first try: each try from nothing costs a thousand rows.
const FIRST_BAND: usize = 64;
/// Rows kept to go back to when characters are taken back.
const ROWS_KEPT: usize = 64;
/// Directions are kept up to so many cells (one byte each); beyond, place is compared with place.
const MAX_TRACE_CELLS: usize = 1 << 24;
/// One step of distance, in units of which a match is worth one.
const STEP: i64 = 1 << 32;
const UNREACHED: i64 = i64::MAX / 2;

/// How a cell of the table was come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Both,
    TypedOnly,
    GivenOnly,
}

/// The best end of the typed text in the given text.
#[derive(Clone, Copy)]
struct End {
    distance: usize,
    matches: usize,
    prefix: usize,
}

/// One given text and what is typed of it.
///
/// A row a typed character behind the common beginning; column `k` of row `i` is given place `i + k - band`, so the
/// cell above to the left keeps its column. Equal beginnings need no row: matching them is among the best alignments.
#[derive(Clone, Debug, Default)]
pub struct Aligner {
    given: Vec<u32>,
    typed: Vec<u32>,
    /// Grapheme clusters of more than one code point, by their number.
    clusters: Vec<String>,
    /// Characters of the common beginning.
    same: usize,
    band: usize,
    /// The last rows' cells, one more than the width each: above the last column nothing was reached.
    rows: VecDeque<Vec<i64>>,
    /// Directions of every row.
    trace: Vec<Direction>,
    /// Rows filled.
    filled: usize,
}

impl Aligner {
    pub fn new(given: &str) -> Self {
        let mut clusters = Vec::new();
        let given = numbers(given, &mut clusters);
        Self { given, clusters, band: FIRST_BAND, ..Self::default() }
    }

    /// The alignment of what now stands typed, as [`Alignment::of`] gives it.
    pub fn align(&mut self, typed: &str) -> Alignment {
        let typed = numbers(typed, &mut self.clusters);
        let kept = self.typed.iter().zip(&typed).take_while(|(a, b)| a == b).count();
        self.typed = typed;
        if kept <= self.same || !self.go_back(kept - self.same) {
            self.begin(FIRST_BAND);
        }
        loop {
            if self.rest() * self.width() > MAX_TRACE_CELLS {
                return self.by_place();
            }
            self.fill();
            let end = self.end();
            if end.distance <= self.band || self.band >= self.rest() {
                return self.marked(&end);
            }
            self.begin(self.band * 2);
        }
    }

    /// Typed characters behind the common beginning.
    fn rest(&self) -> usize {
        self.typed.len() - self.same
    }

    fn width(&self) -> usize {
        2 * self.band + 1
    }

    fn begin(&mut self, band: usize) {
        self.same = self.given.iter().zip(&self.typed).take_while(|(a, b)| a == b).count();
        self.band = band;
        self.filled = 0;
        self.trace.clear();
        self.rows.clear();
        let mut first = vec![UNREACHED; self.width() + 1];
        for (j, cell) in first[band..=2 * band].iter_mut().enumerate().take(self.given.len() - self.same + 1) {
            *cell = j as i64 * STEP;
        }
        self.rows.push_back(first);
    }

    /// Keeps `rows` rows; `false` where they are forgotten.
    fn go_back(&mut self, rows: usize) -> bool {
        if rows >= self.filled {
            return !self.rows.is_empty();
        }
        let over = self.filled - rows;
        if over >= self.rows.len() {
            return false;
        }
        self.rows.truncate(self.rows.len() - over);
        self.trace.truncate(rows * self.width());
        self.filled = rows;
        true
    }

    fn fill(&mut self) {
        while self.filled < self.rest() {
            let spare = if self.rows.len() >= ROWS_KEPT { self.rows.pop_front() } else { None };
            let Some(above) = self.rows.back() else { return };
            let mut row = spare.unwrap_or_else(|| vec![UNREACHED; above.len()]);
            self.trace.resize((self.filled + 1) * (2 * self.band + 1), Direction::Both);
            let wanted = self.typed[self.same + self.filled];
            let given = &self.given[self.same..];
            let trace = &mut self.trace[self.filled * (2 * self.band + 1)..];
            row_below(given, wanted, self.filled + 1, self.band, above, &mut row, trace);
            self.rows.push_back(row);
            self.filled += 1;
        }
    }

    fn end(&self) -> End {
        let (m, n, band) = (self.rest(), self.given.len() - self.same, self.band);
        let mut best = (UNREACHED, 0);
        if let Some(row) = self.rows.back() {
            let last = (2 * band).min((n + band).saturating_sub(m));
            for (k, cost) in row.iter().enumerate().take(last + 1).skip(band.saturating_sub(m)) {
                if *cost < best.0 {
                    best = (*cost, m + k - band);
                }
            }
        }
        let (cost, prefix) = best;
        let distance = (cost + STEP - 1).div_euclid(STEP);
        End { distance: distance as usize, matches: (distance * STEP - cost) as usize, prefix }
    }

    fn marked(&self, end: &End) -> Alignment {
        let (same, width) = (self.same, self.width());
        let counts = Counts::from_end(same, self.rest(), end.distance, end.matches, end.prefix);
        let mut alignment = Alignment::unmarked(counts, self.given.len(), self.typed.len());
        for i in 0..same {
            alignment.pair(i, i, true);
        }
        let (mut i, mut j) = (self.rest(), end.prefix);
        while i > 0 || j > 0 {
            let direction = if i == 0 { Direction::GivenOnly } else { self.trace[(i - 1) * width + j + self.band - i] };
            match direction {
                Direction::Both => {
                    (i, j) = (i - 1, j - 1);
                    let right = self.typed[same + i] == self.given[same + j];
                    alignment.pair(same + i, same + j, right);
                }
                Direction::TypedOnly => i -= 1,
                Direction::GivenOnly => {
                    j -= 1;
                    alignment.leave_out(same + j);
                }
            }
        }
        alignment.turn_last_extras();
        alignment
    }

    /// Place beside place, where the two texts have too little in common for a table.
    fn by_place(&self) -> Alignment {
        let counts = super::alignment::counts_of(&self.given, &self.typed);
        let mut alignment = Alignment::unmarked(counts, self.given.len(), self.typed.len());
        for (i, (typed, given)) in self.typed.iter().zip(&self.given).enumerate() {
            alignment.pair(i, i, typed == given);
        }
        alignment.turn_last_extras();
        alignment
    }
}

/// Fills row `i` (from 1) below the row `above`; of equally good ways the diagonal first, then a typed character too many.
fn row_below(
    given: &[u32],
    wanted: u32,
    i: usize,
    band: usize,
    above: &[i64],
    row: &mut [i64],
    trace: &mut [Direction],
) {
    let n = given.len();
    row.fill(UNREACHED);
    if n + band < i {
        return;
    }
    let first = band.saturating_sub(i);
    let last = (2 * band).min(n + band - i);
    let mut left = UNREACHED;
    let mut begin = first;
    if i <= band {
        // Left of the text's first place there is only what was typed too much.
        row[first] = i as i64 * STEP;
        trace[first] = Direction::TypedOnly;
        left = row[first];
        begin = first + 1;
    }
    if begin > last {
        return;
    }
    let beside = &given[i + begin - band - 1..i + last - band];
    let cells = row[begin..=last].iter_mut().zip(&mut trace[begin..=last]);
    for (((cell, trace), given), above) in cells.zip(beside).zip(above[begin..].windows(2)) {
        let both = above[0] + if *given == wanted { -1 } else { STEP };
        let typed_only = above[1] + STEP;
        let given_only = left + STEP;
        let (best, direction) = if both <= typed_only && both <= given_only {
            (both, Direction::Both)
        } else if typed_only <= given_only {
            (typed_only, Direction::TypedOnly)
        } else {
            (given_only, Direction::GivenOnly)
        };
        (*cell, *trace, left) = (best, direction, best);
    }
}
