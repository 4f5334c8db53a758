//! Courtesy: about the conversation, not about particles in each line. Polite address once and again at the close, no
//! cold one-word answers, nothing said twice from a can. An angry buyer is owed something else: the trouble named, an
//! apology, a next step, and no 亲…哦. Dialect and plain wording lose nothing.

use super::desk::{Conversation, Desk, Part, has_act};
use super::finding::{Finding, at, mean};
use super::red_lines::RED_LINE_SURE;
use crate::language::act::{Act, ActKind};
use crate::scoring::Evidence;
use crate::simulation::event::{Action, LeaveReason};
use std::collections::BTreeSet;
use unicode_segmentation::UnicodeSegmentation;

/// What a conversation loses, of 1.
const NO_ADDRESS: f64 = 0.4;
const NO_CLOSE: f64 = 0.25;
const COLD: f64 = 0.15;
const COLD_MOST: f64 = 0.6;
const CANNED: f64 = 0.1;
const CANNED_MOST: f64 = 0.3;
const NO_APOLOGY: f64 = 0.35;
const NOT_NAMED: f64 = 0.2;
const NO_NEXT_STEP: f64 = 0.3;
const SWEET: f64 = 0.15;
const SWEET_MOST: f64 = 0.3;

/// A line of so many characters or more that is sent again word for word is canned.
const CANNED_CHARACTERS: usize = 8;
/// A whole turn of so few characters is one word.
const ONE_WORD_CHARACTERS: usize = 2;

/// Words that address a buyer politely, in any register.
const ADDRESS: &[&str] =
    &["您", "亲", "你好", "侬好", "恁好", "老板", "老师", "请", "谢", "麻烦", "辛苦", "抱歉", "不好意思", "对不住"];
/// Words that take leave politely, in any register.
const LEAVE: &[&str] = &[
    "您", "亲", "谢", "祝", "慢走", "慢慢", "客气", "再见", "拜拜", "回见", "欢迎", "随时", "有事", "再来", "放心",
    "愉快", "顺利", "晚安", "辛苦", "抱歉", "喊我", "找我", "问我",
];
/// Endings that make a short answer a friendly one.
const WARM_ENDINGS: &[&str] = &["的", "呢", "哦", "哈", "呀", "嘞", "咧", "噻", "滴", "哒", "啦", "得", "喔", "好"];
/// Turns that send the buyer away.
const BRUSH_OFFS: &[&str] = &["不知道", "不清楚", "自己看", "看详情", "看页面", "没办法", "随便", "随便你", "说过了"];
/// With 亲, too sweet for an angry buyer.
const SWEET_WORDS: &[&str] = &["哦", "哟", "呦", "~", "～", "么么"];

/// The mean over the conversations, 0 to 1. One in which the agent never said a word is worth nothing.
pub fn courtesy(desk: &Desk<'_>) -> Finding {
    let mut values = Vec::new();
    let mut evidence = Vec::new();
    for conversation in &desk.conversations {
        let first = conversation.agent_lines().next();
        if first.is_none() {
            // Nobody was kept waiting: there was nothing to say yet.
            if let Some(round) = conversation.rounds.rounds.first() {
                values.push(0.0);
                evidence.push(at(round.asked.seq, "not_a_word"));
            }
            continue;
        }
        let mut lost = Lost::default();
        insult(conversation, &mut lost);
        cold_turns(conversation, &mut lost);
        canned(conversation, &mut lost);
        if conversation.report.is_some_and(|report| report.was_angry) {
            to_an_angry_buyer(conversation, &mut lost);
        } else {
            address_and_leave(conversation, &mut lost);
        }
        values.push((1.0 - lost.all).max(0.0));
        evidence.extend(lost.evidence);
    }
    Finding::figure(mean(&values), evidence)
}

/// What one conversation loses, and where.
#[derive(Default)]
struct Lost {
    all: f64,
    evidence: Vec<Evidence>,
}

impl Lost {
    fn once(&mut self, loss: f64, seq: u64, rule: &str, better: Option<String>) {
        self.all += loss;
        self.evidence.push(Evidence { better, ..at(seq, rule) });
    }

    /// Each place costs, up to a most.
    fn each(&mut self, found: Vec<Evidence>, loss: f64, most: f64) {
        self.all += (found.len() as f64 * loss).min(most);
        self.evidence.extend(found);
    }
}

fn has_word(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// A greeting or a polite word, in any register.
pub fn addresses(text: &str, acts: &[Act]) -> bool {
    has_act(acts, &[ActKind::Greet]) || has_word(text, ADDRESS)
}

/// A leave-taking or an invitation, in any register.
pub fn takes_leave(text: &str, acts: &[Act]) -> bool {
    has_act(acts, &[ActKind::Close, ActKind::Invite]) || has_word(text, LEAVE)
}

/// The words of a line without marks and spaces.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn insult(conversation: &Conversation<'_>, lost: &mut Lost) {
    for (seq, _, acts) in conversation.agent_lines() {
        if acts.iter().any(|act| act.kind == ActKind::Abuse && act.confidence >= RED_LINE_SURE) {
            lost.once(1.0, seq, "abuse", None);
        }
    }
}

fn address_and_leave(conversation: &Conversation<'_>, lost: &mut Lost) {
    let lines: Vec<_> = conversation.agent_lines().collect();
    let addressed = lines.iter().any(|(_, text, acts)| addresses(text, acts));
    if let (false, Some((seq, text, _))) = (addressed, lines.first()) {
        lost.once(NO_ADDRESS, *seq, "no_polite_address", Some(format!("您好，{text}")));
    }
    let left_content = conversation.left.is_some_and(|(_, reason)| reason == LeaveReason::Done)
        && conversation.report.is_some_and(|report| !report.abandoned);
    let kind_close = lines.iter().rev().take(2).any(|(_, text, acts)| takes_leave(text, acts));
    if let (true, false, Some((seq, text, _))) = (left_content, kind_close, lines.last()) {
        lost.once(NO_CLOSE, *seq, "no_polite_close", Some(format!("{text}，还有问题您随时找我")));
    }
}

fn to_an_angry_buyer(conversation: &Conversation<'_>, lost: &mut Lost) {
    let Some(report) = conversation.report else { return };
    let lines: Vec<_> = conversation.agent_lines().collect();
    let Some((first_seq, _, _)) = lines.first() else { return };
    if !lines.iter().any(|(_, _, acts)| has_act(acts, &[ActKind::Apologise])) {
        lost.once(NO_APOLOGY, *first_seq, "no_apology", Some("给您添麻烦了，实在抱歉，我马上帮您处理".to_owned()));
    }
    let named = lines.iter().any(|(_, _, acts)| {
        has_act(acts, &[ActKind::Empathise])
            || acts.iter().any(|act| report.needs.iter().any(|need| act.topic == Some(need.topic)))
    });
    if !named {
        lost.once(NOT_NAMED, *first_seq, "trouble_not_named", None);
    }
    let steps = [ActKind::Promise, ActKind::Offer, ActKind::Instruct, ActKind::RequestEvidence, ActKind::Transfer];
    let stepped = lines.iter().any(|(_, _, acts)| has_act(acts, &steps))
        || conversation.parts.iter().any(|part| matches!(part, Part::Done { action, .. } if is_next_step(action)));
    if !stepped {
        lost.once(NO_NEXT_STEP, conversation.last_agent_seq(), "no_next_step", None);
    }
    // The greeting comes before anyone knows of the anger.
    let sweet = lines.iter().skip(1).filter(|(_, text, _)| text.contains('亲') && has_word(text, SWEET_WORDS));
    let sweet = sweet.map(|(seq, _, _)| at(*seq, "sweet_to_angry")).collect();
    lost.each(sweet, SWEET, SWEET_MOST);
}

fn is_next_step(action: &Action) -> bool {
    !matches!(action, Action::Note { .. } | Action::Invite { .. } | Action::Hold | Action::Release)
}

/// Turns that answer a waiting buyer with one cold word. A turn is all the agent says before the buyer speaks again.
fn cold_turns(conversation: &Conversation<'_>, lost: &mut Lost) {
    let mut found = Vec::new();
    let mut asked: Option<u64> = None;
    let mut turn: Vec<&Part<'_>> = Vec::new();
    let end = Part::Buyer { seq: u64::MAX, text: "", waits: false };
    for part in conversation.parts.iter().chain([&end]) {
        if let Part::Buyer { seq, waits, .. } = part {
            if let (Some(asked_seq), false) = (asked, turn.is_empty()) {
                found.extend(cold_turn(conversation, asked_seq, &turn));
                asked = None;
            }
            turn.clear();
            if *waits {
                asked = Some(*seq);
            }
        } else {
            turn.push(part);
        }
    }
    lost.each(found, COLD, COLD_MOST);
}

fn cold_turn(conversation: &Conversation<'_>, asked_seq: u64, turn: &[&Part<'_>]) -> Option<Evidence> {
    let mut whole = String::new();
    for part in turn {
        match part {
            Part::Agent { text, acts, .. } => {
                if has_act(acts, &[ActKind::Greet, ActKind::Apologise, ActKind::Empathise, ActKind::Close]) {
                    return None;
                }
                whole += text;
            }
            Part::Done { .. } => return None,
            Part::Buyer { .. } => {}
        }
    }
    let words = bare(&whole);
    let one_word = (1..=ONE_WORD_CHARACTERS).contains(&words.graphemes(true).count());
    let warm = WARM_ENDINGS.iter().any(|ending| words.ends_with(ending)) || has_word(&words, ADDRESS);
    if !(one_word && !warm || BRUSH_OFFS.contains(&words.as_str())) {
        return None;
    }
    let need = conversation
        .report
        .and_then(|report| report.needs.iter().rev().find(|need| need.asked_seq.is_some_and(|seq| seq <= asked_seq)));
    let seq = turn.first().map_or(asked_seq, |part| part.seq());
    Some(Evidence { detail: Some(whole), better: need.map(|need| need.better.clone()), ..at(seq, "cold_answer") })
}

fn canned(conversation: &Conversation<'_>, lost: &mut Lost) {
    let found = canned_lines(conversation).into_iter().map(|seq| at(seq, "canned_repeat")).collect();
    lost.each(found, CANNED, CANNED_MOST);
}

/// The same long line again in the same conversation. A farewell may be said again.
pub fn canned_lines(conversation: &Conversation<'_>) -> Vec<u64> {
    let mut said = BTreeSet::new();
    let mut again = |(seq, text, acts): (u64, &str, &[Act])| {
        let words = bare(text);
        let long = words.graphemes(true).count() >= CANNED_CHARACTERS;
        (!has_act(acts, &[ActKind::Close]) && long && !said.insert(words)).then_some(seq)
    };
    conversation.agent_lines().filter_map(&mut again).collect()
}
