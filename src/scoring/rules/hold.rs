//! Where the named predicates hold; what each means stands at [`Predicate::meaning`].

use super::eval::{Truth, read};
use super::predicate::Predicate;
use super::view::{Line, View};
use crate::language::act::{Act, ActKind};
use crate::scoring::clocks::THREE_MINUTES_MS;
use crate::scoring::rounds::Round;
use crate::scoring::shift::courtesy;
use crate::scoring::shift::desk::{Part, SURE};
use crate::simulation::event::{Action, Invitation, LeaveReason};
use crate::simulation::report::{NeedReport, PromiseReport, WindowReport};
use std::collections::BTreeSet;

/// A shorter line said again is a hail (在吗), not a question.
const QUESTION_CHARACTERS: usize = 4;
/// So many percent of a line's pairs of characters in an earlier one make it the same question: 藏青的22码还有货吗 is
/// another than 米白的22码还有货吗.
const SAME_PERCENT: usize = 90;

/// Words that put off. A line with nothing else in it stalls.
const PUTS_OFF: &[&str] = &[
    "稍等",
    "等一下",
    "等下",
    "等会",
    "等一会",
    "看一下",
    "看下",
    "看看",
    "查一下",
    "查下",
    "帮您查",
    "帮您看",
    "问一下",
    "问下",
    "核实",
    "确认一下",
    "马上来",
    "在处理",
];
/// Who names a time does more than hold off.
const NAMES_A_TIME: &[&str] = &["分钟", "小时", "点前", "点之前", "今天", "今晚", "明天"];
/// Invitations with one of these are to rate, not to order.
const RATING_WORDS: &[&str] = &["评价", "评论", "好评", "五星", "5星", "晒图", "晒单", "打分", "评分"];
/// What buyers write who were not answered or not understood.
const NOT_ANSWERED: &[&str] = &[
    "不是问这个",
    "问的不是",
    "我问的是",
    "答非所问",
    "没回答",
    "没答",
    "还没说",
    "问了几遍",
    "问了两遍",
    "问了三遍",
    "问了好几",
    "说了几遍",
    "说了两遍",
    "说了三遍",
    "说了好几",
    "再说一遍",
    "刚才问",
    "刚问过",
    "我刚说",
    "刚才说",
    "不是说了",
    "不是这个",
];
/// Marks of a question.
const ASKS: &[&str] =
    &["?", "吗", "么", "什么", "多少", "多久", "几", "怎么", "咋", "哪", "啥", "能不能", "行不行", "到底"];
/// Lines that only call for somebody, or answer an insult.
const HAILS: &[&str] =
    &["在吗", "在么", "在不", "人呢", "有人", "客服", "还在", "理我", "理一下", "回我", "回一下", "说话", "态度"];

/// One truth a line.
pub fn at_each_line(predicate: Predicate, view: &View<'_>) -> Vec<Truth> {
    let each = |holds: &dyn Fn(&Line<'_>) -> Truth| -> Vec<Truth> { own(view.lines.iter().map(holds)) };
    let whole = |holds: bool| vec![if holds { Truth::Yes(Vec::new()) } else { Truth::No }; view.lines.len()];
    let report = view.conversation.report;
    match predicate {
        Predicate::AnyLine => each(&|_| Truth::Yes(Vec::new())),
        Predicate::Waits => each(&|line| yes(matches!(line.part, Part::Buyer { waits: true, .. }))),
        Predicate::Stalls => each(&|line| yes(stalls(line, report))),
        Predicate::PoliteAddress => each(&|line| in_words(line, courtesy::addresses, &[ActKind::Greet])),
        Predicate::PoliteClose => {
            each(&|line| in_words(line, courtesy::takes_leave, &[ActKind::Close, ActKind::Invite]))
        }
        Predicate::InvitesRating => each(&invites_rating),
        Predicate::Angry => whole(report.is_some_and(|report| report.was_angry)),
        Predicate::EndedWell => {
            let done = view.conversation.left.is_some_and(|(_, reason)| reason == LeaveReason::Done);
            whole(done && report.is_some_and(|report| report.resolved && !report.abandoned))
        }
        Predicate::Unanswered => rounds(view, &|round| {
            let waited_ms = view.end_ms() as i64 - round.asked.at_ms;
            (round.reply.is_none() && waited_ms > THREE_MINUTES_MS).then_some((round.asked.seq, None))
        }),
        Predicate::Reply => rounds(view, &|round| Some((round.reply?.seq, None))),
        Predicate::Waited => rounds(view, &|round| {
            let late = round.answered_ms().is_some_and(|ms| ms > THREE_MINUTES_MS);
            Some((round.reply.filter(|_| late)?.seq, Some(round.asked.seq)))
        }),
        Predicate::Canned => at(view, courtesy::canned_lines(view.conversation).into_iter().map(|seq| (seq, None))),
        Predicate::Promises => promises(view, &|promise| Some((promise.seq, None))),
        Predicate::KeepsPromise => promises(view, &|promise| Some((promise.kept_seq?, Some(promise.seq)))),
        Predicate::PromiseOverdue => promises(view, &|promise| {
            let due_ms = view.desk.due_ms(promise)?;
            let kept = promise.kept_seq.is_some_and(|seq| view.desk.time.at(seq) <= due_ms);
            (!kept).then_some((promise.seq, promise.kept_seq))
        }),
        Predicate::WrongFact => {
            let facts = report.map_or(&[][..], |report| &report.facts);
            let wrong = facts.iter().filter(|fact| !fact.right && fact.confidence >= SURE);
            at(view, wrong.map(|fact| (fact.seq, None)))
        }
        Predicate::AboveAuthority => {
            at(view, report.map_or(&[][..], |report| &report.authority).iter().map(|seq| (*seq, None)))
        }
        Predicate::RepeatsQuestion => repeats_question(view),
    }
}

fn yes(holds: bool) -> Truth {
    if holds { Truth::Yes(Vec::new()) } else { Truth::No }
}

/// What holds at a line rests on it.
fn own(truths: impl Iterator<Item = Truth>) -> Vec<Truth> {
    let own = |(at, truth)| if matches!(truth, Truth::Yes(_)) { Truth::here(true, at) } else { truth };
    truths.enumerate().map(own).collect()
}

/// Holds at the lines numbered in the log, each perhaps with another line it rests on.
fn at(view: &View<'_>, found: impl Iterator<Item = (u64, Option<u64>)>) -> Vec<Truth> {
    let mut truths = vec![Truth::No; view.lines.len()];
    for (seq, with) in found {
        let Some(place) = view.place(seq) else { continue };
        let mut on = vec![place];
        on.extend(with.and_then(|seq| view.place(seq)));
        truths[place] = Truth::Yes(on);
    }
    truths
}

/// A line of the log, perhaps with another it rests on.
type Found = Option<(u64, Option<u64>)>;

fn rounds(view: &View<'_>, found: &dyn Fn(&Round) -> Found) -> Vec<Truth> {
    at(view, view.conversation.rounds.rounds.iter().filter_map(found))
}

fn promises(view: &View<'_>, found: &dyn Fn(&PromiseReport) -> Found) -> Vec<Truth> {
    at(view, view.conversation.report.map_or(&[][..], |report| &report.promises).iter().filter_map(found))
}

fn has_word(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// By the criteria's own measure of words and sure readings; an unsure reading leaves it open.
fn in_words(line: &Line<'_>, holds: impl Fn(&str, &[Act]) -> bool, kinds: &[ActKind]) -> Truth {
    let Part::Agent { text, acts, .. } = line.part else { return Truth::No };
    if holds(text, acts) { Truth::Yes(Vec::new()) } else { read(acts, |act| kinds.contains(&act.kind)) }
}

fn invites_rating(line: &Line<'_>) -> Truth {
    match line.part {
        Part::Done { action: Action::Invite { what: Invitation::Rating }, .. } => Truth::Yes(Vec::new()),
        Part::Agent { acts, .. } if has_word(&line.folded, RATING_WORDS) => {
            read(acts, |act| act.kind == ActKind::Invite)
        }
        _ => Truth::No,
    }
}

/// Puts off, and neither says, asks nor offers anything, by whatever reading; a promise with a time is more than that.
fn stalls(line: &Line<'_>, report: Option<&WindowReport>) -> bool {
    use ActKind::{Apologise, Empathise, Greet, Instruct, Promise};
    let Part::Agent { seq, acts, .. } = line.part else { return false };
    // 您稍等 tells the buyer to do something, if only to wait.
    let waiting = line.folded.contains('等');
    let empty = |act: &Act| {
        matches!(act.kind, Greet | Apologise | Empathise | Promise) && act.duration_s.is_none()
            || act.kind == Instruct && act.topic.is_none() && waiting
    };
    let useful = |need: &NeedReport| need.first_useful_seq == Some(seq) || need.met_seq == Some(seq);
    has_word(&line.folded, PUTS_OFF)
        && !has_word(&line.folded, NAMES_A_TIME)
        && acts.iter().all(empty)
        && !report.is_some_and(|report| report.needs.iter().any(useful))
}

/// A waiting line after the agent has spoken: the same question again, a complaint that it was not answered, or
/// another question while the first was passed over. Calling into silence is no repetition: the clocks count that.
fn repeats_question(view: &View<'_>) -> Vec<Truth> {
    let mut truths = vec![Truth::No; view.lines.len()];
    let mut asked: Vec<usize> = Vec::new();
    let mut spoke = false;
    for (place, line) in view.lines.iter().enumerate() {
        match line.part {
            Part::Agent { .. } => spoke = true,
            Part::Buyer { seq, waits: true, .. } => {
                let fresh = needs(view).iter().any(|need| need.asked_seq == Some(seq));
                if let (true, false, Some(first)) = (spoke, fresh, first_asked(view, &asked, place, seq)) {
                    truths[place] = Truth::Yes(vec![place, first]);
                }
                asked.push(place);
                spoke = false;
            }
            Part::Buyer { .. } => spoke = false,
            Part::Done { .. } => {}
        }
    }
    truths
}

/// Where the question that a line repeats was asked before.
fn first_asked(view: &View<'_>, asked: &[usize], place: usize, seq: u64) -> Option<usize> {
    let now = &view.lines[place].folded;
    let asks = has_word(now, ASKS) && !has_word(now, HAILS);
    let same = asked.iter().find(|at| asks && same_question(&view.lines[**at].folded, now)).copied();
    let question = asked.iter().rev().find(|at| !has_word(&view.lines[**at].folded, HAILS));
    let complained = question.filter(|_| has_word(now, NOT_ANSWERED)).copied();
    same.or(complained).or_else(|| passed_over(view, place, seq).filter(|_| asks))
}

/// The question that stands open while the buyer asks on, after a line that does more than greet, ask or hold off.
fn passed_over(view: &View<'_>, place: usize, seq: u64) -> Option<usize> {
    let open = needs(view).iter().filter_map(|need| {
        let asked = need.asked_seq.filter(|asked| *asked < seq)?;
        let useful = need.first_useful_seq.into_iter().chain(need.met_seq).min();
        useful.is_none_or(|useful| useful > seq).then_some(asked)
    });
    let asked = view.place(open.max()?)?;
    let last = view.lines[asked..place].last()?;
    let Part::Agent { acts, .. } = last.part else { return None };
    let greets = !acts.is_empty() && acts.iter().all(|act| act.kind == ActKind::Greet);
    let asks = acts.iter().any(|act| matches!(act.kind, ActKind::Ask | ActKind::RequestEvidence));
    (!greets && !asks && !stalls(last, view.conversation.report)).then_some(asked)
}

fn needs<'a>(view: &View<'a>) -> &'a [NeedReport] {
    view.conversation.report.map_or(&[][..], |report| &report.needs)
}

/// The same figures, and nearly all of it said before.
fn same_question(earlier: &str, now: &str) -> bool {
    let bare = |text: &str| -> Vec<char> { text.chars().filter(|character| character.is_alphanumeric()).collect() };
    let figures = |text: &[char]| -> Vec<char> { text.iter().copied().filter(char::is_ascii_digit).collect() };
    let (earlier, now) = (bare(earlier), bare(now));
    if now.len() < QUESTION_CHARACTERS || figures(&earlier) != figures(&now) {
        return false;
    }
    let pairs = |text: &[char]| -> BTreeSet<(char, char)> { text.windows(2).map(|pair| (pair[0], pair[1])).collect() };
    let (earlier, now) = (pairs(&earlier), pairs(&now));
    now.intersection(&earlier).count() * 100 >= now.len() * SAME_PERCENT
}
