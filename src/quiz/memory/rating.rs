//! How well an answer was known: right or wrong, and how long it took by the server's clock.

use crate::quiz::Question;
use serde::{Deserialize, Serialize};

/// Reading, of 8 characters a second: a quick reader's.
const READ_MS_A_CHARACTER: u64 = 125;
/// Right within this after reading is known at once …
const FAST_MS: u64 = 2_500;
/// … and beyond this it was hard to find.
const SLOW_MS: u64 = 15_000;
/// What an answer takes at most as far as minutes are planned: the rest is a break.
pub const ANSWER_MAX_MS: u64 = 60_000;

/// FSRS's four grades.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rating {
    Again,
    Hard,
    Good,
    Easy,
}

impl Rating {
    /// Of an answer worth `mark` (0 to 1) that took `took_ms`, to a question of so many characters. Half right is not
    /// right.
    pub fn of(mark: f64, took_ms: u64, characters: u64) -> Self {
        if mark < 1.0 {
            return Self::Again;
        }
        let after_reading = took_ms.saturating_sub(characters * READ_MS_A_CHARACTER);
        match after_reading {
            0..FAST_MS => Self::Easy,
            FAST_MS..SLOW_MS => Self::Good,
            _ => Self::Hard,
        }
    }
}

/// Characters to be read before a question can be answered.
pub fn characters(question: &Question) -> u64 {
    let options: usize = question.options.iter().map(|option| option.chars().count()).sum();
    (question.prompt.chars().count() + options) as u64
}

impl From<Rating> for rs_fsrs::Rating {
    fn from(rating: Rating) -> Self {
        match rating {
            Rating::Again => Self::Again,
            Rating::Hard => Self::Hard,
            Rating::Good => Self::Good,
            Rating::Easy => Self::Easy,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Rating::{self, Again, Easy, Good, Hard};

    #[test]
    fn right_and_quick_is_easy_and_half_right_is_wrong() {
        let check = |mark, took_ms, characters, expected| {
            assert_eq!(Rating::of(mark, took_ms, characters), expected, "{mark} after {took_ms} ms");
        };
        check(0.0, 1_000, 40, Again);
        check(0.67, 1_000, 40, Again);
        check(1.0, 7_400, 40, Easy);
        check(1.0, 7_600, 40, Good);
        check(1.0, 19_900, 40, Good);
        check(1.0, 20_100, 40, Hard);
        check(1.0, 20_100, 100, Good);
        check(1.0, 0, 1_000, Easy);
    }
}
