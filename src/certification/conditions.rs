//! What an exam was agreed to be sat under. Conditions are printed on the certificate; why somebody needed one is
//! nobody's business and is not kept.

use serde::{Deserialize, Serialize};

/// More time for questions, of the time the standard gives.
const LONGER_QUIZ_PERCENT: u64 = 50;

/// Agreed with one candidate before the exam.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Accommodation {
    /// Any input device: handwriting, one hand, a switch.
    InputDevice,
    Dictation,
    ScreenReader,
    /// Rests between the parts.
    Breaks,
    /// Half as much time again for questions.
    LongerQuiz,
    /// No typing gate, where the shift is passed.
    TypingWaived,
}

impl Accommodation {
    /// Every one, in the order they are offered and printed.
    pub const ALL: &[Self] =
        &[Self::InputDevice, Self::Dictation, Self::ScreenReader, Self::Breaks, Self::LongerQuiz, Self::TypingWaived];

    /// The word it is stored and sent as.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InputDevice => "input_device",
            Self::Dictation => "dictation",
            Self::ScreenReader => "screen_reader",
            Self::Breaks => "breaks",
            Self::LongerQuiz => "longer_quiz",
            Self::TypingWaived => "typing_waived",
        }
    }

    /// The one of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.as_str() == word)
    }
}

/// The conditions of one exam.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conditions {
    /// Somebody is to check the person at the seat. Whether it was done stands in the exam itself.
    pub invigilated: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accommodations: Vec<Accommodation>,
}

impl Conditions {
    /// True where this was agreed.
    pub fn has(&self, accommodation: Accommodation) -> bool {
        self.accommodations.contains(&accommodation)
    }

    /// Seconds for a quiz of so many minutes.
    pub fn quiz_seconds(&self, minutes: u64) -> u64 {
        let percent = if self.has(Accommodation::LongerQuiz) { 100 + LONGER_QUIZ_PERCENT } else { 100 };
        minutes * 60 * percent / 100
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_exams_conditions_stay_readable() {
        let check = |json: &str, invigilated: bool, accommodations: &[Accommodation]| {
            let read: Conditions = serde_json::from_str(json).unwrap();
            assert_eq!((read.invigilated, read.accommodations.as_slice()), (invigilated, accommodations), "{json}");
        };
        check(r#"{"invigilated":true}"#, true, &[]);
        check(r#"{"invigilated":false,"accommodations":["breaks"]}"#, false, &[Accommodation::Breaks]);
        for one in Accommodation::ALL {
            assert_eq!(Accommodation::parse(one.as_str()), Some(*one));
        }
    }

    #[test]
    fn questions_get_half_as_much_time_again() {
        let longer = Conditions { accommodations: vec![Accommodation::LongerQuiz], ..Conditions::default() };
        assert_eq!((Conditions::default().quiz_seconds(18), longer.quiz_seconds(18)), (1080, 1620));
    }
}
