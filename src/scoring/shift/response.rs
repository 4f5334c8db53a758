//! The clocks of a shift: how long buyers waited for a word, and for an answer.

use super::desk::{CUT_OFF_ROUND_MS, Conversation, Desk};
use super::finding::{Finding, at, mean, seconds};
use crate::certification::standard::Requirement;
use crate::scoring::Evidence;
use crate::scoring::clocks::{Clocks, FIRST_RESPONSE_MS, ROUND_CAP_MS, THREE_MINUTES_MS, counted_ms, within};
use crate::scoring::rounds::Round;

/// A round's evidence: the late reply, or the line that got none.
fn late(round: &Round, rule: &str) -> Evidence {
    let (seq, rule) = round.reply.map_or((round.asked.seq, "no_reply"), |reply| (reply.seq, rule));
    Evidence { detail: Some(seconds(counted_ms(round))), ..at(seq, rule) }
}

/// The rounds longer than `bound_ms`, the longest first.
fn longer<'a>(rounds: impl Iterator<Item = &'a Round>, bound_ms: i64, rule: &str) -> Vec<Evidence> {
    let mut rounds: Vec<&Round> = rounds.filter(|round| !within(round, bound_ms)).collect();
    rounds.sort_by_key(|round| (-counted_ms(round), round.asked.seq));
    rounds.into_iter().map(|round| late(round, rule)).collect()
}

fn clocks(desk: &Desk<'_>) -> Clocks {
    let windows: Vec<_> = desk.conversations.iter().map(|conversation| conversation.rounds.clone()).collect();
    Clocks::of(&windows)
}

pub fn first_30s_rate(desk: &Desk<'_>) -> Finding {
    let firsts = desk.conversations.iter().filter_map(|conversation| conversation.rounds.rounds.first());
    Finding::figure(clocks(desk).first_30s_rate, longer(firsts, FIRST_RESPONSE_MS, "late_first_reply"))
}

pub fn average_response_s(desk: &Desk<'_>, requirement: &Requirement) -> Finding {
    let bound_ms = (requirement.threshold * 1000.0) as i64;
    let evidence = longer(desk.rounds().map(|(_, round)| round), bound_ms, "late_reply");
    Finding::figure(clocks(desk).average_response_s, evidence)
}

pub fn three_minute_rate(desk: &Desk<'_>) -> Finding {
    let evidence = longer(desk.rounds().map(|(_, round)| round), THREE_MINUTES_MS, "late_reply");
    Finding::figure(clocks(desk).three_minute_rate, evidence)
}

pub fn longest_wait_s(desk: &Desk<'_>) -> Finding {
    let longest =
        desk.rounds().map(|(_, round)| round).max_by_key(|round| (counted_ms(round), -(round.asked.seq as i64)));
    let evidence = longest.map(|round| late(round, "longest_wait")).into_iter().collect();
    Finding::figure(longest.map(|round| counted_ms(round) as f64 / 1000.0), evidence)
}

/// From the buyer's question to the first line that answers it or asks something needed for it: a 稍等哦 stops
/// the response clock, not this one. Capped like the rounds.
pub fn answer_s(desk: &Desk<'_>, requirement: &Requirement) -> Finding {
    let bound_ms = (requirement.threshold * 1000.0) as i64;
    let mut lengths_s = Vec::new();
    let mut slow = Vec::new();
    for conversation in &desk.conversations {
        let Some(report) = conversation.report else { continue };
        for need in &report.needs {
            let Some(asked_seq) = need.asked_seq else { continue };
            let asked_ms = desk.time.at(asked_seq) as i64;
            let ms = match need.first_useful_seq {
                Some(seq) => (desk.time.at(seq) as i64 - asked_ms).clamp(0, ROUND_CAP_MS),
                None if is_cut_off(desk, conversation, asked_ms) => continue,
                None => ROUND_CAP_MS,
            };
            lengths_s.push(ms as f64 / 1000.0);
            if ms > bound_ms {
                let (seq, rule) = need.first_useful_seq.map_or((asked_seq, "not_answered"), |seq| (seq, "slow_answer"));
                let better = need.first_useful_seq.is_none().then(|| need.better.clone());
                slow.push((ms, Evidence { detail: Some(seconds(ms)), better, ..at(seq, rule) }));
            }
        }
    }
    slow.sort_by_key(|(ms, evidence)| (-ms, evidence.seq));
    Finding::figure(mean(&lengths_s), slow.into_iter().map(|(_, evidence)| evidence).collect())
}

fn is_cut_off(desk: &Desk<'_>, conversation: &Conversation<'_>, asked_ms: i64) -> bool {
    conversation.runs_to_the_end() && !desk.ended_by_agent && desk.time.end() as i64 - asked_ms < CUT_OFF_ROUND_MS
}

/// Of the windows in which a buyer spoke, those whose last word is the agent's.
pub fn last_word_rate(desk: &Desk<'_>) -> Finding {
    let spoken: Vec<_> = desk
        .conversations
        .iter()
        .filter(|conversation| match conversation.rounds.last {
            None => false,
            Some(last) if last.agent || last.closed => true,
            Some(last) => !is_cut_off(desk, conversation, desk.time.at(last.seq) as i64),
        })
        .collect();
    let open: Vec<_> = spoken.iter().filter(|conversation| !conversation.rounds.last_word()).collect();
    let evidence = open
        .iter()
        .filter_map(|conversation| {
            let last = conversation.rounds.last?;
            // A question wants an answer, not a farewell.
            let answered = conversation.rounds.rounds.last().is_none_or(|round| round.reply.is_some());
            let better = answered.then(|| "不客气，有问题您随时找我".to_owned());
            Some(Evidence { better, ..at(last.seq, "no_last_word") })
        })
        .collect();
    Finding::figure(crate::scoring::clocks::share(spoken.len() - open.len(), spoken.len()), evidence)
}
