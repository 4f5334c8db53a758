//! An item (试题) with its key. Never sent to a browser before the attempt is closed: see [`super::Question`].

use serde::{Deserialize, Serialize};

/// The easiest and the hardest item; a tier of the standards asks for its level and those below.
pub const LEVELS: std::ops::RangeInclusive<u64> = 1..=3;

/// Items as a content file holds them: `[[item]]`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Items {
    #[serde(default)]
    pub item: Vec<Item>,
}

/// One item, authored or made from the catalogue.
///
/// ```toml
/// [[item]]
/// id = "return-window"
/// kind = "single"             # single | multiple | boolean | numeric
/// topic = "returns"
/// level = 1
/// prompt = "…？"
/// options = [{ text = "7 天", right = true }, { text = "15 天" }]   # single, multiple
/// truth = true                                                     # boolean
/// answer = 40.0                                                    # numeric
/// tolerance = 0.0
/// unit = "元"
/// explanation = "…"
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Unique over the bank.
    pub id: String,
    pub kind: Kind,
    pub prompt: String,
    /// Of `single` (one right) and `multiple` (one or more right).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
    /// Of `boolean`: whether the prompt's statement holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub truth: Option<bool>,
    /// Of `numeric`: the right number, in `unit`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<f64>,
    /// Of `numeric`: how far off still counts, both ways, in `unit`.
    #[serde(default)]
    pub tolerance: f64,
    /// Of `numeric`: printed after the field (元, 天, 码).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Why the right answer is right; for a worked sum, its steps. Shown after the answer.
    pub explanation: String,
    /// What a blueprint counts by: `conduct`, `platform`, `returns`, `material`, `size` …
    pub topic: String,
    /// 1 to 3.
    pub level: u64,
    /// The product tested, by its article number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// The fact tested (`materials.鞋面`, `care`, `law:no_reason_return`): when it changes, the item is void.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One option is right.
    Single,
    /// Any number of options from one up is right.
    Multiple,
    /// A statement that holds or does not.
    Boolean,
    /// A number with a tolerance.
    Numeric,
}

/// One option of an item, with its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub text: String,
    #[serde(default)]
    pub right: bool,
}
