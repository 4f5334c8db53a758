//! What a score is.

use serde::{Deserialize, Serialize};

/// A shift's, drill's or quiz's result against a standard.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Score {
    pub criteria: Vec<Criterion>,
    /// Confirmed or proposed red lines (红线违规); any one fails the shift.
    pub critical_violations: Vec<RedLine>,
}

/// One measured criterion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Criterion {
    /// As in `scoring.md` and the standard: `average_response_s`, `resolved` …
    pub id: String,
    /// `None` when there was nothing to measure.
    pub value: Option<f64>,
    pub floor: f64,
    pub threshold: f64,
    pub weight: f64,
    /// weight × clamp((value − floor) / (threshold − floor), 0, 1)
    pub points: f64,
    pub met: bool,
    pub evidence: Vec<Evidence>,
}

/// A line the criterion rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The event it points at.
    pub seq: u64,
    /// What was found there, a stable key (`late_reply`, `wrong_fact` …) pages put into words.
    pub rule: String,
    /// A figure that belongs to it (seconds waited, the wrong value), in words-free form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// A better wording, for a deduction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub better: Option<String>,
}

/// A red line found at an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RedLine {
    /// `abuse`, `divert`, `ask_secret`, `paid_review`, `authority` or `false_fact`.
    pub act: String,
    pub seq: u64,
}
