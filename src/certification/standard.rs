//! A standard (认证标准): what a post and tier must show, and the exam it is shown in. Content, versioned.

use crate::content::Content;
use crate::quiz::chance::Chance;
use crate::quiz::{BlueprintLine, Item};
use crate::simulation::event::Post;
use crate::simulation::person::Pace;
use serde::{Deserialize, Serialize};

/// A standard, loaded from `content/standards/<id>.toml`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standard {
    /// Post and tier, such as `PS-1`; on every certificate.
    pub id: String,
    pub title: String,
    pub title_en: String,
    pub post: Post,
    /// 1 to 3: 一档, 二档, 三档.
    pub tier: u64,
    /// Raised with every change of meaning; a certificate names it.
    pub version: u64,
    pub valid_months: u64,
    pub retake: Retake,
    /// Ids of standards a valid certificate of which is needed first.
    #[serde(default)]
    pub prerequisites: Vec<String>,
    /// Two examiners must agree, blind to each other (四眼原则); a third settles where they do not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub four_eyes: bool,
    pub exam: Exam,
    /// `[[criteria]]`, in the order they are shown.
    pub criteria: Vec<Requirement>,
}

/// When a failed exam may be taken again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retake {
    /// Hours from the first failure.
    pub first_hours: u64,
    /// Hours from every later one.
    pub later_hours: u64,
}

/// One criterion of a standard. Its measured twin is [`crate::scoring::Criterion`].
///
/// Points = weight × clamp((value − floor) / (threshold − floor), 0, 1): no points at the floor, all from the
/// threshold on. Where less is better the floor lies above the threshold and the same formula holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// What is measured: `score_cpm`, `accuracy`, `first_30s_rate`, `average_response_s`, `answer_s`, `resolved` …
    /// See [`MEASURES`]; unique within its part.
    pub id: String,
    pub part: Part,
    pub name: String,
    pub name_en: String,
    pub unit: Unit,
    pub floor: f64,
    pub threshold: f64,
    pub weight: f64,
    /// The threshold is an upper bound.
    #[serde(default)]
    pub less_is_better: bool,
    /// The certificate needs it met; otherwise it only gives points.
    #[serde(default = "needed")]
    pub must: bool,
}

/// Two figures this near are the same: 0.95 is met by 19 of 20.
const SAME: f64 = 1e-9;

impl Requirement {
    /// The value reaches the threshold.
    pub fn is_met_by(&self, value: f64) -> bool {
        if self.less_is_better { value <= self.threshold + SAME } else { value >= self.threshold - SAME }
    }

    /// weight × clamp((value − floor) / (threshold − floor), 0, 1); all or nothing where floor and threshold are one.
    pub fn points(&self, value: f64) -> f64 {
        if self.is_met_by(value) {
            return self.weight;
        }
        let way = self.threshold - self.floor;
        // Where less is better the quotient may be −0.
        if way == 0.0 { 0.0 } else { self.weight * ((value - self.floor) / way).clamp(0.0, 1.0) + 0.0 }
    }
}

fn needed() -> bool {
    true
}

/// Which part of the exam a criterion is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Typing,
    Quiz,
    /// The shift of up to ten windows.
    Shift,
    /// The shift of many windows at once.
    Wide,
}

/// What a criterion's figures are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// 0 to 1, shown as a percentage.
    Share,
    /// Seconds.
    S,
    /// Characters a minute.
    Cpm,
    /// 1 to 5.
    Stars,
    /// Windows held at once.
    Windows,
}

/// The exam's parts. A part without criteria is left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exam {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typing: Option<TypingPart>,
    /// `[[exam.quiz]]`: each gives one criterion of part `quiz`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quiz: Vec<QuizPart>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shift: Option<ShiftPart>,
    /// The wide part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wide: Option<ShiftPart>,
    /// The modelled person at the tier's typing speed who must pass the shifts, and one a fifth slower must not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<Pace>,
}

/// `[exam.typing]`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypingPart {
    /// Ids of passages of equal difficulty; the seed picks one.
    pub passages: Vec<String>,
    pub minutes: u64,
}

/// `[[exam.quiz]]`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuizPart {
    /// The criterion it measures: `products_known` or `rules_known`.
    pub criterion: String,
    pub minutes: u64,
    /// Shops whose products and rules are asked about; empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shops: Vec<String>,
    /// `[[exam.quiz.blueprint]]`
    pub blueprint: Vec<BlueprintLine>,
}

impl Standard {
    /// Agreeing opinions that settle an exam.
    pub fn agreeing(&self) -> u64 {
        if self.four_eyes { 2 } else { 1 }
    }
}

impl QuizPart {
    /// True for items about no shop, and for those about a product or rule of its shops.
    pub fn asks_about(&self, item: &Item, content: &Content) -> bool {
        let of_product = item.product.as_ref().and_then(|product| content.product_shop.get(product));
        let of_rule = item.fact.as_deref().and_then(|fact| fact.strip_prefix("shop:")?.split_once('.'));
        let shop = of_product.map(String::as_str).or(of_rule.map(|(shop, _)| shop));
        self.shops.is_empty() || shop.is_none_or(|shop| self.shops.iter().any(|one| one == shop))
    }
}

/// `[exam.shift]`, `[exam.wide]`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShiftPart {
    /// Ids of wave plans of equal difficulty; the seed picks one.
    pub plans: Vec<String>,
}

impl ShiftPart {
    /// True for a form of this part.
    pub fn has(&self, plan: &str) -> bool {
        self.plans.iter().any(|one| one == plan)
    }

    /// The form a seed picks; none where there is no plan at all.
    pub fn drawn(&self, seed: &str) -> Option<&str> {
        let pick = Chance::new(seed, "plan").below(self.plans.len().max(1) as u64);
        self.plans.get(usize::try_from(pick).ok()?).map(String::as_str)
    }
}

/// Every measure there is, by part, with its unit: what a criterion may be called.
pub const MEASURES: &[(Part, &str, Unit)] = &[
    (Part::Typing, "score_cpm", Unit::Cpm),
    (Part::Typing, "speed_cpm", Unit::Cpm),
    (Part::Typing, "accuracy", Unit::Share),
    (Part::Quiz, "products_known", Unit::Share),
    (Part::Quiz, "rules_known", Unit::Share),
    (Part::Shift, "first_30s_rate", Unit::Share),
    (Part::Shift, "average_response_s", Unit::S),
    (Part::Shift, "three_minute_rate", Unit::Share),
    (Part::Shift, "answer_s", Unit::S),
    (Part::Shift, "longest_wait_s", Unit::S),
    (Part::Shift, "width", Unit::Windows),
    (Part::Shift, "resolved", Unit::Share),
    (Part::Shift, "facts_right", Unit::Share),
    (Part::Shift, "authority", Unit::Share),
    (Part::Shift, "courtesy", Unit::Share),
    (Part::Shift, "selling", Unit::Share),
    (Part::Shift, "care", Unit::Share),
    (Part::Shift, "last_word_rate", Unit::Share),
    (Part::Shift, "promise_kept_rate", Unit::Share),
    (Part::Shift, "satisfaction", Unit::Stars),
    (Part::Shift, "abandonment", Unit::Share),
];
