//! The scoring's stable keys in words.

use crate::i18n::*;
use miaohui::scoring::Evidence;

macro_rules! words {
    ($locale:expr, $key:expr, $($name:literal => $entry:ident),+ $(,)?) => {
        match $key {
            $($name => td_string!($locale, score.$entry).to_string(),)+
            other => other.to_owned(),
        }
    };
}

/// What was found at a line, with its figure.
pub fn found(locale: Locale, evidence: &Evidence) -> String {
    let rule = words!(locale, evidence.rule.as_str(),
        "above_authority" => rule_above_authority, "absolute_wording" => rule_absolute_wording, "buyer_gave_up" => rule_buyer_gave_up,
        "canned_repeat" => rule_canned_repeat, "care_missed" => rule_care_missed, "cold_answer" => rule_cold_answer,
        "end_state_wrong" => rule_end_state_wrong, "late_first_reply" => rule_late_first_reply, "late_reply" => rule_late_reply,
        "longest_wait" => rule_longest_wait, "need_half_met" => rule_need_half_met, "need_unmet" => rule_need_unmet,
        "no_apology" => rule_no_apology, "no_last_word" => rule_no_last_word, "no_next_step" => rule_no_next_step,
        "no_polite_address" => rule_no_polite_address, "no_polite_close" => rule_no_polite_close, "no_reply" => rule_no_reply,
        "not_a_word" => rule_not_a_word, "not_answered" => rule_not_answered, "not_resolved" => rule_not_resolved,
        "overpromise" => rule_overpromise, "promise_forgotten" => rule_promise_forgotten, "promise_late" => rule_promise_late,
        "selling_missed" => rule_selling_missed, "slow_answer" => rule_slow_answer, "sweet_to_angry" => rule_sweet_to_angry,
        "trouble_not_named" => rule_trouble_not_named, "unhappy_buyer" => rule_unhappy_buyer, "window_let_go" => rule_window_let_go,
        "wrong_fact" => rule_wrong_fact,
    );
    match detail(locale, evidence) {
        Some(detail) => format!("{rule} · {detail}"),
        None => rule,
    }
}

/// The figure that belongs to a finding; keys of duties and topics say nothing to a reader.
fn detail(locale: Locale, evidence: &Evidence) -> Option<String> {
    let detail = evidence.detail.as_deref()?;
    match evidence.rule.as_str() {
        "late_reply" | "late_first_reply" | "longest_wait" | "no_reply" | "slow_answer" | "not_answered"
        | "window_let_go" | "promise_late" | "promise_forgotten" => {
            Some(td_string!(locale, score.seconds, count = detail.to_owned()))
        }
        "wrong_fact" => Some(td_string!(locale, score.stated, value = detail.to_owned())),
        "unhappy_buyer" => Some(detail.to_owned()),
        _ => None,
    }
}

/// A red line's name.
pub fn red_line(locale: Locale, act: &str) -> String {
    words!(locale, act,
        "abuse" => red_abuse, "divert" => red_divert, "ask_secret" => red_ask_secret,
        "paid_review" => red_paid_review, "authority" => red_authority, "false_fact" => red_false_fact,
    )
}

/// How a criterion is measured, in a sentence.
pub fn measure(locale: Locale, id: &str) -> String {
    let text = words!(locale, id,
        "first_30s_rate" => measure_first_30s_rate, "average_response_s" => measure_average_response_s,
        "three_minute_rate" => measure_three_minute_rate, "answer_s" => measure_answer_s, "longest_wait_s" => measure_longest_wait_s,
        "last_word_rate" => measure_last_word_rate, "width" => measure_width, "resolved" => measure_resolved,
        "facts_right" => measure_facts_right, "authority" => measure_authority, "courtesy" => measure_courtesy,
        "selling" => measure_selling, "care" => measure_care, "promise_kept_rate" => measure_promise_kept_rate,
        "satisfaction" => measure_satisfaction, "abandonment" => measure_abandonment,
    );
    if text == id { String::new() } else { text }
}
