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
