//! What an imported item brings along that the bank has no place for. It shows nowhere; an export gives it back.

use serde::{Deserialize, Serialize};

/// Beside an imported [`super::Item`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Carried {
    /// The item's name where it came from.
    pub name: String,
    /// As Moodle writes it: `$course$/top/退换货`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub category: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub idnumber: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The texts that are shown otherwise than they were written, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    /// The explanation that was made at the import, where the item brought none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explained: Option<String>,
    /// Of `boolean` and `numeric`: said to the right answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub right_feedback: Option<String>,
    /// Of `numeric`: what the best answer is worth, where that is not all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub right_share: Option<f64>,
    /// Of `boolean`: said to every other one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wrong_feedback: Option<String>,
    /// Of `text` and `numeric`: answers that bring nothing, or less.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Other>,
    /// Of `cloze`: each blank as Moodle writes it. Of `ordering`: its head in GIFT.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub embedded: Vec<String>,
    /// Elements of Moodle XML that nothing here reads (`penalty`, `shuffleanswers` …), as they stood.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<String>,
}

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextFormat {
    /// Plain text with marks as they come, which Moodle dresses up itself.
    Moodle,
    Html,
    Markdown,
    Plain,
}

/// What a text is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Prompt,
    Answer,
    /// The right side of a pair.
    Match,
    Feedback,
    General,
}

/// A text as it was written. It stands for what is shown as long as the item still reads so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub role: Role,
    /// As the item reads.
    pub shown: String,
    /// None: it was not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<TextFormat>,
    pub text: String,
}

/// An answer that is not right.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Other {
    /// Its place among all answers, from 0.
    pub at: usize,
    pub text: String,
    /// At most 0.
    pub fraction: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback: Option<String>,
}
