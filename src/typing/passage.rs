//! A passage (跟打文章): the text a drill gives to type.

use serde::{Deserialize, Serialize};

/// The easiest and the hardest passage.
pub const DIFFICULTIES: std::ops::RangeInclusive<u64> = 1..=5;

/// Passages as a content file holds them: `[[passage]]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passages {
    #[serde(default)]
    pub passage: Vec<Passage>,
}

/// One passage. Its text is typed as it stands; line ends at the very end are not part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passage {
    /// Unique over all passages, such as `sizing-01`.
    pub id: String,
    /// A few words for the list.
    pub title: String,
    /// What it is about: `sizing`, `logistics`, `numbers`, `addresses` …
    pub topic: String,
    /// 1 (everyday words) to 5 (order numbers, mixed scripts, rare characters).
    pub difficulty: u64,
    /// The text to type.
    pub text: String,
}

/// A fault of one passage.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PassageFault {
    #[error("`{0}` is empty")]
    Empty(&'static str),
    #[error("difficulty {0} is not from 1 to 5")]
    Difficulty(u64),
    #[error("the text begins or ends with a blank, which nobody sees")]
    Blank,
    #[error("the text holds {0:?}, which a keyboard cannot type")]
    Untypable(char),
}

impl Passage {
    /// Every fault of the passage by itself.
    pub fn checks(&self) -> Vec<PassageFault> {
        let named = [("id", &self.id), ("title", &self.title), ("topic", &self.topic), ("text", &self.text)];
        let empty = named.into_iter().filter(|(_, text)| text.trim().is_empty());
        let mut faults: Vec<PassageFault> = empty.map(|(name, _)| PassageFault::Empty(name)).collect();
        if !DIFFICULTIES.contains(&self.difficulty) {
            faults.push(PassageFault::Difficulty(self.difficulty));
        }
        let text = self.text.trim_end_matches(['\r', '\n']);
        if text.trim() != text {
            faults.push(PassageFault::Blank);
        }
        let untypable = |c: &char| c.is_control() && !matches!(c, '\n' | '\r') || matches!(c, '\u{200b}' | '\u{feff}');
        faults.extend(text.chars().find(untypable).map(PassageFault::Untypable));
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults() {
        let check = |text: &str, difficulty: u64, expected: &[&str]| {
            let (id, title, topic) = ("p".to_owned(), "t".to_owned(), "t".to_owned());
            let passage = Passage { id, title, topic, difficulty, text: text.to_owned() };
            let got: Vec<String> = passage.checks().iter().map(ToString::to_string).collect();
            assert_eq!(got, expected, "{text:?}");
        };
        check("您好，在的。\n", 1, &[]);
        check("", 6, &["`text` is empty", "difficulty 6 is not from 1 to 5"]);
        check(" 您好", 1, &["the text begins or ends with a blank, which nobody sees"]);
        check("您\u{200b}好", 1, &["the text holds '\\u{200b}', which a keyboard cannot type"]);
    }
}
