//! An item (试题) with its key. Never sent to a browser before the attempt is closed: see [`super::Question`].

use super::carried::Carried;
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
/// kind = "single"      # single | multiple | boolean | numeric | text | matching | ordering | cloze | essay | description
/// topic = "returns"
/// level = 1
/// prompt = "…？"
/// options = [{ text = "7 天", right = true }, { text = "15 天" }]           # single, multiple
/// picture = "XB-1001"                                                      # single: the product that is shown
/// truth = true                                                             # boolean
/// answer = 40.0                                                            # numeric
/// tolerance = 0.0
/// unit = "元"
/// accepted = [{ text = "补发" }, { text = "补寄", share = 0.5 }]             # text
/// pairs = [{ left = "少件", right = "补发" }, { left = "错发", right = "换货" }]  # matching
/// extra = ["拒收"]                                                          # matching: rights that nobody matches
/// steps = ["核对订单", "道歉", "给出办法"]                                     # ordering, in the right order
/// prompt = "签收后{1}天内可退，运费由{2}承担。"                                  # cloze: {1} is the first blank
/// blanks = [{ accepted = [{ text = "7" }] }, { accepted = [{ text = "买家" }], choices = ["买家", "店铺"] }]
/// explanation = "…"
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Unique over the bank.
    pub id: String,
    pub kind: Kind,
    /// Of `cloze`, `{1}`, `{2}` … stand for the blanks.
    pub prompt: String,
    /// Of `single` (one right) and `multiple` (one or more right).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
    /// Of `single`: a product whose picture is shown, by its article number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    /// Of `boolean`: whether the prompt's statement holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub truth: Option<bool>,
    /// Of `numeric`: the right number, in `unit`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<f64>,
    /// Of `numeric`: how far off still counts, both ways, in `unit`.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub tolerance: f64,
    /// Of `numeric`: printed after the field (元, 天, 码).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Of `numeric`: further numbers that count, each for what it is worth.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<Number>,
    /// Of `text`: every right answer, compared after [`super::answer::plain`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<Accepted>,
    /// Of `matching`: what belongs together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pairs: Vec<Pair>,
    /// Of `matching`: rights that belong to nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extra: Vec<String>,
    /// Of `ordering`: in the right order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<String>,
    /// Of `cloze`: by their number in the prompt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blanks: Vec<Blank>,
    /// Why the right answer is right; for a worked sum, its steps, one a line. Shown after the answer.
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
    /// What that fact read when the item was written; where it reads otherwise now, the item is not asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<String>,
    /// Of a school's own item: counted up at each change; 0: shipped with the content.
    #[serde(default, skip_serializing_if = "is_none_yet")]
    pub version: u64,
    /// Of an imported item: what the bank has no place for, so that an export gives it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried: Option<Box<Carried>>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_zero(number: &f64) -> bool {
    *number == 0.0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_none_yet(version: &u64) -> bool {
    *version == 0
}

impl Item {
    /// The rights of a `matching` item as they are offered, each once: those of the pairs, then the extra ones.
    pub fn rights(&self) -> Vec<&str> {
        let mut rights: Vec<&str> = Vec::new();
        for right in self.pairs.iter().map(|pair| &pair.right).chain(&self.extra) {
            if !rights.contains(&right.as_str()) {
                rights.push(right);
            }
        }
        rights
    }

    /// How many things are shuffled before they are shown: options, rights or steps.
    pub fn shuffled(&self) -> u64 {
        let count = match self.kind {
            Kind::Single | Kind::Multiple => self.options.len(),
            Kind::Matching => self.rights().len(),
            Kind::Ordering => self.steps.len(),
            Kind::Boolean | Kind::Numeric | Kind::Text | Kind::Cloze | Kind::Essay | Kind::Description => 0,
        };
        count as u64
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One option is right.
    #[default]
    Single,
    /// Any number of options from one up is right.
    Multiple,
    /// A statement that holds or does not.
    Boolean,
    /// A number with a tolerance.
    Numeric,
    /// A few words, typed.
    Text,
    /// Each left has its right.
    Matching,
    /// Steps to be put in order.
    Ordering,
    /// A text with blanks to be typed or chosen.
    Cloze,
    /// Free words that no rule marks: kept and carried on, never asked by itself.
    Essay,
    /// No question: a text between questions. Kept and carried on, never asked.
    Description,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Single,
        Self::Multiple,
        Self::Boolean,
        Self::Numeric,
        Self::Text,
        Self::Matching,
        Self::Ordering,
        Self::Cloze,
        Self::Essay,
        Self::Description,
    ];

    /// Whether an answer can be marked by rule; others are never drawn into a form.
    pub fn is_marked(self) -> bool {
        !matches!(self, Self::Essay | Self::Description)
    }
}

/// One option of an item, with its key.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub text: String,
    #[serde(default)]
    pub right: bool,
    /// Of an imported item: what this option is worth, from −1 to 1, where it is not simply right or wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    /// Said to who chose it, after the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback: Option<String>,
}

/// A right answer in words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    pub text: String,
    /// What it is worth, above 0 up to 1; none: 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback: Option<String>,
}

/// A number that counts beside the right one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Number {
    pub answer: f64,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub tolerance: f64,
    /// What it is worth, above 0 up to 1; none: 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback: Option<String>,
}

/// What belongs together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    pub left: String,
    pub right: String,
}

/// A blank of a `cloze` item.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blank {
    pub accepted: Vec<Accepted>,
    /// Offered to choose from; none: it is typed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
}
