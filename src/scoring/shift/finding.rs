//! What a criterion's measuring gives, before the standard turns it into points.

use crate::scoring::Evidence;

/// The most lines of evidence a criterion keeps.
pub const MAX_EVIDENCE: usize = 40;

/// A measured value with the lines it rests on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Finding {
    /// `None`: there was nothing to measure.
    pub value: Option<f64>,
    /// Without a value: nothing of the kind was due, so nothing was lost.
    pub nothing_due: bool,
    pub evidence: Vec<Evidence>,
}

impl Finding {
    /// `done` of `due`; of nothing due nothing is lost.
    pub fn of_due(done: usize, due: usize, evidence: Vec<Evidence>) -> Self {
        let value = crate::scoring::clocks::share(done, due);
        Self { value, nothing_due: value.is_none(), evidence }.bounded()
    }

    /// A figure that must be there for the criterion to be met.
    pub fn figure(value: Option<f64>, evidence: Vec<Evidence>) -> Self {
        Self { value, nothing_due: false, evidence }.bounded()
    }

    fn bounded(mut self) -> Self {
        self.evidence.truncate(MAX_EVIDENCE);
        self
    }
}

/// The mean; `None` of nothing.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// Every rule that evidence may name. Pages have words for each; `detail` is what stands beside it.
pub const RULES: &[&str] = &[
    // Clocks; detail: seconds waited.
    "late_first_reply",
    "late_reply",
    "longest_wait",
    "no_reply",
    "slow_answer",
    "not_answered",
    "window_let_go",
    "no_last_word",
    // Outcome; detail: the need's topic, the duty's id, the stated value, the seconds promised, the stars.
    "need_unmet",
    "need_half_met",
    "end_state_wrong",
    "not_resolved",
    "wrong_fact",
    "above_authority",
    "overpromise",
    "absolute_wording",
    "selling_missed",
    "care_missed",
    "promise_late",
    "promise_forgotten",
    "unhappy_buyer",
    "buyer_gave_up",
    // Courtesy.
    "not_a_word",
    "abuse",
    "no_polite_address",
    "no_polite_close",
    "cold_answer",
    "canned_repeat",
    "no_apology",
    "trouble_not_named",
    "no_next_step",
    "sweet_to_angry",
];

/// A piece of evidence without detail.
pub fn at(seq: u64, rule: &str) -> Evidence {
    debug_assert!(RULES.contains(&rule), "{rule} has no words on the pages");
    Evidence { seq, rule: rule.to_owned(), detail: None, better: None }
}

/// Seconds with at most one decimal.
pub fn seconds(ms: i64) -> String {
    let tenths = (ms + 50).div_euclid(100);
    if tenths % 10 == 0 { format!("{}", tenths / 10) } else { format!("{}.{}", tenths / 10, tenths % 10) }
}
