//! Typed text beside given text: the edit-distance alignment that every measure and every colour on the
//! screen rests on.
//!
//! Of all alignments of the typed text with a prefix of the given text: least edit distance; among these
//! most matches; among these the shortest prefix. So one missed character costs one, not the rest of the line,
//! and given text that was not reached yet costs nothing.

use super::aligner::Aligner;
use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

/// The first band tried; doubled until the distance fits (Ukkonen 1985).
const FIRST_BAND: usize = 32;
/// The numbers of grapheme clusters of several code points begin behind every code point.
const FIRST_CLUSTER: u32 = 0x11_0000;
/// One step of distance, in units of which a match is worth one.
const STEP: i64 = 1 << 32;
const UNREACHED: i64 = i64::MAX / 2;

/// How the characters of typed text and given text went together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub correct: u64,
    pub substituted: u64,
    /// Typed, not given.
    pub extra: u64,
    /// Given, not typed, before the last typed position.
    pub left_out: u64,
    /// Length of the given text's prefix that was reached.
    pub reached: u64,
}

impl Counts {
    /// With D = substituted + extra + left out, and both lengths known, the matches give the rest.
    pub(super) fn from_end(same: usize, typed: usize, distance: usize, matches: usize, prefix: usize) -> Self {
        let extra = matches + distance - prefix;
        Self {
            correct: (same + matches) as u64,
            substituted: (typed - matches - extra) as u64,
            extra: extra as u64,
            left_out: (matches + distance - typed) as u64,
            reached: (same + prefix) as u64,
        }
    }

    /// correct / (correct + substituted + extra + left out); `None` when nothing was typed.
    pub fn accuracy(&self) -> Option<f64> {
        let all = self.correct + self.substituted + self.extra + self.left_out;
        (all > 0).then(|| self.correct as f64 / all as f64)
    }
}

/// A typed character's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TypedMark {
    Right,
    Wrong,
    Extra,
}

/// A given character's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GivenMark {
    Right,
    Wrong,
    LeftOut,
    /// Not reached yet.
    Ahead,
}

/// The state of each character, for the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alignment {
    pub counts: Counts,
    /// One a grapheme cluster of the given text.
    pub given: Vec<GivenMark>,
    /// One a grapheme cluster of the typed text, with the given character it stands for.
    pub typed: Vec<(TypedMark, Option<usize>)>,
}

/// Extended grapheme clusters: what a person calls a character.
pub fn graphemes(text: &str) -> Vec<&str> {
    text.graphemes(true).collect()
}

impl Alignment {
    /// Aligns `typed` with `given`; cheap enough for every key while few characters are wrong.
    ///
    /// Wrong characters at the very end are shown against the next given characters, as the eye expects; the
    /// counts call them extra. Accuracy is the same.
    pub fn of(given: &str, typed: &str) -> Self {
        Aligner::new(given).align(typed)
    }

    pub(super) fn unmarked(counts: Counts, given: usize, typed: usize) -> Self {
        Self { counts, given: vec![GivenMark::Ahead; given], typed: vec![(TypedMark::Extra, None); typed] }
    }

    /// Typed character `i` stands for given character `j`.
    pub(super) fn pair(&mut self, i: usize, j: usize, right: bool) {
        let (typed, given) =
            if right { (TypedMark::Right, GivenMark::Right) } else { (TypedMark::Wrong, GivenMark::Wrong) };
        self.typed[i] = (typed, Some(j));
        self.given[j] = given;
    }

    pub(super) fn leave_out(&mut self, j: usize) {
        self.given[j] = GivenMark::LeftOut;
    }

    /// The index of the next given character to type.
    pub fn next(&self) -> usize {
        self.given.iter().rposition(|mark| *mark != GivenMark::Ahead).map_or(0, |last| last + 1)
    }

    pub(super) fn turn_last_extras(&mut self) {
        let from = self.typed.iter().rposition(|(mark, _)| *mark != TypedMark::Extra).map_or(0, |last| last + 1);
        let next = self.next();
        for (typed, j) in self.typed[from..].iter_mut().zip(next..self.given.len()) {
            *typed = (TypedMark::Wrong, Some(j));
            self.given[j] = GivenMark::Wrong;
        }
    }
}

/// The counts alone: no memory beyond a row.
pub fn counts(given: &str, typed: &str) -> Counts {
    let mut clusters = Vec::new();
    let given = numbers(given, &mut clusters);
    counts_of(&given, &numbers(typed, &mut clusters))
}

/// A number for each grapheme cluster, equal for equal ones: its code point, or where it has several its place among
/// the `clusters`.
pub(super) fn numbers(text: &str, clusters: &mut Vec<String>) -> Vec<u32> {
    if text.chars().all(is_alone) {
        return text.chars().map(u32::from).collect();
    }
    let number = |cluster: &str| {
        let mut points = cluster.chars();
        if let (Some(point), None) = (points.next(), points.next()) {
            return u32::from(point);
        }
        let at = clusters.iter().position(|known| known == cluster).unwrap_or_else(|| {
            clusters.push(cluster.to_owned());
            clusters.len() - 1
        });
        FIRST_CLUSTER.saturating_add(u32::try_from(at).unwrap_or(u32::MAX))
    };
    text.graphemes(true).map(number).collect()
}

/// Whether a code point never joins a neighbour that is such a one too: printed ASCII and line ends, CJK ideographs
/// and their marks, full-width forms.
fn is_alone(c: char) -> bool {
    matches!(c, '\n' | ' '..='~' | '\u{3000}'..='\u{3029}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff9d}')
}

/// Matching equal beginnings is always among the best alignments, so they need no table.
fn common_prefix(given: &[u32], typed: &[u32]) -> usize {
    given.iter().zip(typed).take_while(|(a, b)| a == b).count()
}

pub(super) fn counts_of(given: &[u32], typed: &[u32]) -> Counts {
    let same = common_prefix(given, typed);
    let (given, typed) = (&given[same..], &typed[same..]);
    let mut band = FIRST_BAND;
    let end = loop {
        let end = Table::new(given, typed, band).fill();
        if end.distance <= band || band >= typed.len() {
            break end;
        }
        band *= 2;
    };
    Counts::from_end(same, typed.len(), end.distance, end.matches, end.prefix)
}

/// The best end of the typed text in the given text.
struct End {
    distance: usize,
    matches: usize,
    prefix: usize,
}

/// The table of distances, only its band around the diagonal: an alignment of distance d never leaves band d.
struct Table<'a> {
    given: &'a [u32],
    typed: &'a [u32],
    band: usize,
}

impl<'a> Table<'a> {
    fn new(given: &'a [u32], typed: &'a [u32], band: usize) -> Self {
        Self { given, typed, band }
    }

    fn width(&self) -> usize {
        2 * self.band + 1
    }

    /// Fills row by row (a row a typed character). Column `k` of row `i` is given place `i + k - band`, so the
    /// cell above to the left keeps its column.
    fn fill(&self) -> End {
        let (m, n, band) = (self.typed.len(), self.given.len(), self.band);
        // One cell more than the width: above the last column nothing was reached.
        let mut above = vec![UNREACHED; self.width() + 1];
        for (j, cell) in above[band..=2 * band].iter_mut().enumerate().take(n + 1) {
            *cell = j as i64 * STEP;
        }
        let mut row = vec![UNREACHED; self.width() + 1];
        for (i, wanted) in (1..=m).zip(self.typed) {
            if n + band < i {
                return End { distance: usize::MAX, matches: 0, prefix: 0 };
            }
            let first = band.saturating_sub(i);
            let last = (2 * band).min(n + band - i);
            row[last + 1..].fill(UNREACHED);
            // Left of the text's first place there is only what was typed too much.
            let begin = if i <= band { first + 1 } else { first };
            if i <= band {
                row[first] = i as i64 * STEP;
            }
            if begin <= last {
                let given = &self.given[i + begin - band - 1..i + last - band];
                let cells = row[begin..=last].iter_mut().zip(&above[begin..=last]).zip(&above[begin + 1..]).zip(given);
                for (((cell, beside), over), given) in cells {
                    *cell = (beside + if given == wanted { -1 } else { STEP }).min(over + STEP);
                }
            }
            let mut left = if i <= band { row[first] } else { UNREACHED };
            for cell in row.get_mut(begin..=last).unwrap_or_default() {
                left = (*cell).min(left + STEP);
                *cell = left;
            }
            std::mem::swap(&mut row, &mut above);
        }
        self.end(&above)
    }

    fn end(&self, row: &[i64]) -> End {
        let (m, n, band) = (self.typed.len(), self.given.len(), self.band);
        let first = band.saturating_sub(m);
        let last = (2 * band).min((n + band).saturating_sub(m));
        let mut best = (UNREACHED, 0);
        for (k, cost) in row.iter().enumerate().take(last + 1).skip(first) {
            if *cost < best.0 {
                best = (*cost, m + k - band);
            }
        }
        let (cost, prefix) = best;
        let distance = (cost + STEP - 1).div_euclid(STEP);
        End { distance: distance as usize, matches: (distance * STEP - cost) as usize, prefix }
    }
}
