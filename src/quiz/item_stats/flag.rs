//! What a trainer should look at in an item.

use super::distractors::OptionFigures;
use super::figures::ItemFigures;
use serde::Serialize;

/// Fewer answers say nothing of an item yet: with 20, r has a standard error of √(1/17) ≈ 0.24 (Fisher's z).
pub const ANSWERS_MIN: u64 = 20;
/// Below it an item is "very weak" (Moodle, "Quiz report statistics": 20–29 % weak, 0–19 % very weak); Ebel & Frisbie
/// (Essentials of Educational Measurement, 1991) call these poor too.
pub const DISCRIMINATION_LOW: f64 = 0.20;
/// From here up "extremely easy" in the same table of Moodle's.
pub const FACILITY_EASY: f64 = 0.95;
/// From here down "extremely difficult, or something is wrong with the question" there.
pub const FACILITY_HARD: f64 = 0.05;
/// An option's mean rest score is compared only when so many chose it, and so many the right one.
pub const CHOSEN_MIN: u64 = 5;

/// One thing to look at, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// Those who did well on the rest did worse here: often a wrong key.
    NegativeDiscrimination,
    /// A wrong option was chosen by persons stronger than those who chose the right one.
    StrongDistractor,
    /// No better than random answers.
    AtOrBelowGuess,
    /// Nearly nobody is right.
    TooHard,
    /// Tells little about who knows more.
    LowDiscrimination,
    /// Nearly everyone is right.
    TooEasy,
    /// A wrong option that nobody chose: one choice less.
    UnusedOption,
}

impl Flag {
    /// Whether the item may be wrong or measures nothing; the others only make it worth less.
    pub fn is_grave(self) -> bool {
        !matches!(self, Self::TooEasy | Self::UnusedOption)
    }
}

/// Flags from an item's figures.
pub fn of_figures(figures: &ItemFigures) -> Vec<Flag> {
    let mut flags = Vec::new();
    if figures.answers < ANSWERS_MIN {
        return flags;
    }
    match figures.discrimination {
        Some(r) if r < 0.0 => flags.push(Flag::NegativeDiscrimination),
        Some(r) if r < DISCRIMINATION_LOW => flags.push(Flag::LowDiscrimination),
        _ => {}
    }
    let Some(facility) = figures.facility else { return flags };
    if facility >= FACILITY_EASY {
        flags.push(Flag::TooEasy);
    } else if facility <= FACILITY_HARD {
        flags.push(Flag::TooHard);
    }
    if figures.guess.is_some_and(|guess| guess > 0.0 && facility <= guess) {
        flags.push(Flag::AtOrBelowGuess);
    }
    flags
}

/// Flags from an item's options.
pub fn of_options(options: &[OptionFigures]) -> Vec<Flag> {
    let rest = |option: &OptionFigures| option.mean_rest.filter(|_| option.chosen >= CHOSEN_MIN);
    // The weakest right option: of several, each must be told from the wrong ones.
    let right = options.iter().filter(|option| option.right).filter_map(rest).reduce(f64::min);
    let wrong = options.iter().filter(|option| !option.right);
    let strong = wrong.clone().filter_map(rest).any(|mean| right.is_some_and(|right| mean > right));
    let unused = wrong.clone().any(|option| option.seen >= ANSWERS_MIN && option.chosen == 0);
    let mut flags = Vec::new();
    if strong {
        flags.push(Flag::StrongDistractor);
    }
    if unused {
        flags.push(Flag::UnusedOption);
    }
    flags
}
