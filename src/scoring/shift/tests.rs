//! Reference agents on the same two buyers, in the order a veteran would put them; then each criterion's own rules.

use super::*;
use crate::certification::standard::Unit;
use crate::language::act::{Act, ActKind, Topic};
use crate::simulation::event::{
    Action, CloseReason, Invitation, LeaveReason, Mode, Opening, Outcome, Post, Refusal, Window,
};
use crate::simulation::report::{CareReport, FactReport, NeedReport, PromiseReport};
use std::fmt::Write as _;

const START_MS: u64 = 1_000_000;

fn standard() -> Standard {
    let criteria = [
        ("first_30s_rate", Unit::Share, 0.0, 0.8, 8.0),
        ("average_response_s", Unit::S, 180.0, 40.0, 8.0),
        ("three_minute_rate", Unit::Share, 0.5, 0.9, 5.0),
        ("answer_s", Unit::S, 300.0, 90.0, 8.0),
        ("longest_wait_s", Unit::S, 600.0, 180.0, 2.0),
        ("width", Unit::Windows, 0.0, 2.0, 3.0),
        ("resolved", Unit::Share, 0.0, 0.75, 15.0),
        ("facts_right", Unit::Share, 0.5, 0.95, 10.0),
        ("authority", Unit::Share, 0.0, 1.0, 5.0),
        ("courtesy", Unit::Share, 0.0, 0.75, 10.0),
        ("selling", Unit::Share, 0.0, 0.75, 3.0),
        ("care", Unit::Share, 0.0, 0.75, 5.0),
        ("last_word_rate", Unit::Share, 0.0, 0.95, 2.0),
        ("promise_kept_rate", Unit::Share, 0.0, 0.8, 4.0),
        ("satisfaction", Unit::Stars, 1.0, 4.2, 8.0),
        ("abandonment", Unit::Share, 0.5, 0.05, 4.0),
    ];
    let text = "id='PS-1'\ntitle='t'\ntitle_en='t'\npost='presale'\ntier=1\nversion=1\nvalid_months=12\n\
                retake={first_hours=24,later_hours=168}\nexam={shift={plan='p'}}\ncriteria=[]";
    let mut standard: Standard = toml::from_str(text).unwrap();
    standard.criteria = criteria
        .into_iter()
        .map(|(id, unit, floor, threshold, weight)| Requirement {
            id: id.into(),
            part: Part::Shift,
            name: id.into(),
            name_en: id.into(),
            unit,
            floor,
            threshold,
            weight,
            less_is_better: floor > threshold,
            must: true,
        })
        .collect();
    assert_eq!(standard.checks(), []);
    standard
}

/// A log being written. Times are seconds from the shift's start.
struct Log {
    events: Vec<Event>,
}

impl Log {
    fn new(mode: Mode) -> Self {
        let opening =
            Opening { seed: "1".into(), plan: "p".into(), mode, post: Post::Presale, content: "c".into(), engine: 1 };
        let mut log = Self { events: vec![] };
        log.add(0, Body::ShiftOpened(opening));
        log
    }

    fn add(&mut self, at_s: u64, body: Body) -> u64 {
        let seq = self.events.len() as u64 + 1;
        let at_ms = START_MS + at_s * 1000;
        assert!(self.events.last().is_none_or(|event| event.at_ms <= at_ms), "out of order at {at_s}");
        self.events.push(Event { seq, at_ms, cause: None, client_id: None, body });
        seq
    }

    fn arrive(&mut self, at_s: u64, window: Window) -> u64 {
        let body = Body::BuyerArrived {
            window,
            name: "买家".into(),
            shop: "s".into(),
            scenario: "x".into(),
            product: None,
            order: None,
        };
        self.add(at_s, body)
    }

    fn ask(&mut self, at_s: u64, window: Window, text: &str) -> u64 {
        self.add(at_s, Body::BuyerSaid { window, text: text.into(), card: None, waits: true })
    }

    fn thank(&mut self, at_s: u64, window: Window, text: &str) -> u64 {
        self.add(at_s, Body::BuyerSaid { window, text: text.into(), card: None, waits: false })
    }

    fn say(&mut self, at_s: u64, window: Window, text: &str, acts: &[ActKind]) -> u64 {
        let acts = acts.iter().map(|kind| Act::plain(*kind)).collect();
        self.add(at_s, Body::AgentSaid { window, text: text.into(), acts, engine: 1 })
    }

    fn act(&mut self, at_s: u64, window: Window, action: Action) -> u64 {
        self.add(at_s, Body::AgentActed { window, action, outcome: Outcome::Done })
    }

    fn leave(&mut self, at_s: u64, window: Window, reason: LeaveReason) -> u64 {
        self.add(at_s, Body::BuyerLeft { window, reason })
    }

    fn close(&mut self, at_s: u64, reason: CloseReason) {
        self.add(at_s, Body::ShiftClosed { reason });
    }
}

fn report(window: Window) -> WindowReport {
    WindowReport {
        window,
        scenario: "x".into(),
        post: Post::Presale,
        resolved: true,
        needs: vec![],
        facts: vec![],
        care: vec![],
        selling: vec![],
        promises: vec![],
        end_state_right: true,
        authority: vec![],
        satisfaction: 5.0,
        was_angry: false,
        abandoned: false,
        ended: true,
    }
}

fn need(topic: Topic, asked: u64, useful: Option<u64>, met: Option<u64>, better: &str) -> NeedReport {
    let id = format!("{topic:?}").to_lowercase();
    NeedReport { id, topic, asked_seq: Some(asked), met_seq: met, first_useful_seq: useful, better: better.into() }
}

fn fact(seq: u64, right: bool, stated: &str, truth: &str) -> FactReport {
    let (stated, truth) = (stated.into(), truth.into());
    FactReport { seq, topic: Topic::Size, right, confidence: 0.95, stated, truth, grave: false }
}

/// How an agent talks and works.
struct Agent {
    name: &'static str,
    /// Seconds from a buyer's line to the reply.
    reply_s: u64,
    hello: &'static str,
    asks_foot: Option<&'static str>,
    size: &'static str,
    size_right: bool,
    bye: Option<&'static str>,
    sorry: &'static str,
    sorry_acts: &'static [ActKind],
    step: Option<&'static str>,
    abuse: bool,
    happy: f64,
    angry_after: f64,
}

/// Window 1: which size for a child (calm). Window 2: a sole came off (angry).
fn play(agent: &Agent) -> Score {
    use ActKind::{Abuse, Answer, Ask, Close, Greet, Promise};
    let mut log = Log::new(Mode::Exam);
    let d = agent.reply_s;
    log.arrive(0, 1);
    log.arrive(0, 2);
    let size_q = log.ask(1, 1, "在吗，这双多大码合适");
    let sole_q = log.ask(2, 2, "才穿三天就开胶了，什么质量！");
    let hello = log.say(2 + d, 1, agent.hello, if agent.abuse { &[] } else { &[Greet] });
    let asked = agent.asks_foot.map(|text| log.say(3 + d, 1, text, &[Ask]));
    let mut sorry_acts = agent.sorry_acts.to_vec();
    if agent.abuse {
        sorry_acts.push(Abuse);
    }
    let sorry = log.say(4 + d, 2, agent.sorry, &sorry_acts);
    let foot = asked.map(|_| log.ask(8 + d, 1, "脚长12.8厘米"));
    let size = log.say(8 + 2 * d, 1, agent.size, &[Answer]);
    let step = agent.step.map(|text| log.say(9 + 2 * d, 2, text, &[Promise]));
    if step.is_some() {
        log.act(20 + 2 * d, 2, Action::Resend { item: "XB-1".into() });
    }
    let thanks = log.thank(22 + 2 * d, 1, "好的谢谢");
    let bye = agent.bye.map(|text| log.say(23 + 3 * d, 1, text, &[Close]));
    log.leave(60 + 3 * d, 1, LeaveReason::Done);
    if step.is_some() {
        log.thank(61 + 3 * d, 2, "行吧");
        log.say(62 + 3 * d, 2, agent.bye.unwrap_or("行"), &[Close]);
        log.leave(90 + 3 * d, 2, LeaveReason::Done);
    } else {
        log.ask(61 + 3 * d, 2, "人呢？？");
        log.leave(400 + 3 * d, 2, LeaveReason::OutOfPatience);
    }
    log.close(401 + 3 * d, CloseReason::Finished);
    assert!(thanks > size && hello < size && bye.is_none_or(|bye| bye > thanks));

    let mut one = report(1);
    let useful = asked.or(Some(size));
    let met = agent.size_right.then_some(size);
    one.needs = vec![need(Topic::Size, size_q, useful, met, "脚长12.8厘米建议22码")];
    one.facts = vec![fact(size, agent.size_right, "20", "22")];
    one.care = vec![CareReport {
        id: "ask:foot_mm".into(),
        done_seq: asked,
        due_seq: size_q,
        better: "宝宝脚长多少厘米呢？".into(),
    }];
    one.resolved = agent.size_right;
    one.satisfaction = agent.happy;
    assert_eq!(foot.is_some(), asked.is_some());
    let mut two = report(2);
    two.was_angry = true;
    two.needs = vec![need(Topic::Quality, sole_q, step, step, "给您添麻烦了，开胶给您补发一双")];
    two.end_state_right = step.is_some();
    two.resolved = step.is_some();
    two.abandoned = step.is_none();
    two.satisfaction = agent.angry_after;
    assert!(sorry > sole_q);
    score(&standard(), &[one, two], &log.events)
}

const SORRY: &[ActKind] = &[ActKind::Apologise, ActKind::Empathise];

fn agents() -> Vec<Agent> {
    let perfect = || Agent {
        name: "perfect",
        reply_s: 9,
        hello: "您好，在的",
        asks_foot: Some("宝宝脚长多少厘米呢？"),
        size: "12.8厘米建议拍22码哦",
        size_right: true,
        bye: Some("不客气，有问题随时找我哈"),
        sorry: "实在抱歉，鞋底开胶确实影响穿着",
        sorry_acts: SORRY,
        step: Some("我这就给您登记补发一双"),
        abuse: false,
        happy: 5.0,
        angry_after: 4.6,
    };
    vec![
        perfect(),
        Agent {
            name: "plain-spoken",
            hello: "你好",
            asks_foot: Some("脚长多少"),
            size: "22码",
            bye: Some("行，有事再找我"),
            sorry: "对不住，开胶是我们的问题",
            step: Some("给你补发一双"),
            ..perfect()
        },
        Agent {
            name: "dialect",
            hello: "在嘞在嘞，老师你讲",
            asks_foot: Some("娃儿脚好长嘛"),
            size: "那就要22码噻",
            bye: Some("要得，有事喊我"),
            sorry: "硬是对不住哈，开胶确实恼火",
            step: Some("马上给你补一双过去"),
            ..perfect()
        },
        Agent { name: "slow but right", reply_s: 55, happy: 4.5, angry_after: 4.0, ..perfect() },
        Agent {
            name: "fast and wrong",
            reply_s: 3,
            hello: "亲亲在的呢",
            asks_foot: None,
            size: "亲 20码就可以哦",
            size_right: false,
            happy: 2.5,
            angry_after: 3.8,
            ..perfect()
        },
        Agent {
            name: "rude",
            reply_s: 9,
            hello: "说",
            asks_foot: None,
            size: "22",
            size_right: true,
            bye: None,
            sorry: "你自己不会穿怪谁",
            sorry_acts: &[],
            step: None,
            abuse: true,
            happy: 3.0,
            angry_after: 1.0,
        },
    ]
}

fn total(score: &Score) -> f64 {
    score.criteria.iter().map(|criterion| criterion.points).sum()
}

#[test]
fn reference_agents_come_out_as_a_veteran_would_put_them() {
    let mut shown = String::new();
    let mut totals = Vec::new();
    for agent in agents() {
        let score = play(&agent);
        totals.push((agent.name, total(&score)));
        writeln!(shown, "{}: {:.1} {:?}", agent.name, total(&score), score.critical_violations).unwrap();
        for criterion in &score.criteria {
            let value = criterion.value.map_or("–".to_owned(), |value| format!("{value:.2}"));
            writeln!(shown, "  {:<20} {value:>7} {:>5.1}/{}", criterion.id, criterion.points, criterion.weight)
                .unwrap();
            for evidence in &criterion.evidence {
                writeln!(
                    shown,
                    "    #{} {} {}",
                    evidence.seq,
                    evidence.rule,
                    evidence.detail.as_deref().or(evidence.better.as_deref()).unwrap_or("")
                )
                .unwrap();
            }
        }
    }
    insta::assert_snapshot!(shown);
    let of = |name: &str| totals.iter().find(|(other, _)| *other == name).unwrap().1;
    let best = of("perfect");
    assert_eq!((of("plain-spoken"), of("dialect")), (best, best), "plain wording and dialect lose nothing");
    assert!(best > of("slow but right"));
    assert!(of("slow but right") > of("fast and wrong"), "right but slow beats wrong but quick");
    assert!(of("fast and wrong") > of("rude"));
}

/// The criterion `id` of a log and its reports.
fn measured(id: &str, log: &Log, reports: &[WindowReport]) -> Criterion {
    score(&standard(), reports, &log.events).criteria.into_iter().find(|criterion| criterion.id == id).unwrap()
}

fn rules(criterion: &Criterion) -> Vec<(u64, &str)> {
    criterion.evidence.iter().map(|evidence| (evidence.seq, evidence.rule.as_str())).collect()
}

#[test]
fn time_that_does_not_count() {
    use Body::{ConnectionLost, ConnectionRestored, Paused, Resumed, ServerDown, ServerUp};
    let check = |mode: Mode, stops: &[(u64, Body)], expected_s: f64| {
        let mut log = Log::new(mode);
        log.arrive(0, 1);
        log.ask(10, 1, "在吗");
        for (at_s, body) in stops {
            log.add(*at_s, body.clone());
        }
        log.say(200, 1, "您好", &[]);
        log.close(201, CloseReason::Finished);
        let value = measured("average_response_s", &log, &[]).value;
        assert_eq!(value, Some(expected_s), "{mode:?} {stops:?}");
    };
    check(Mode::Practice, &[], 190.0);
    check(Mode::Practice, &[(20, Paused), (120, Resumed)], 90.0);
    check(Mode::Exam, &[(20, ServerDown), (120, ServerUp)], 90.0);
    check(Mode::Practice, &[(20, ConnectionLost), (120, ConnectionRestored)], 90.0);
    // 60 s of grace a shift in an exam, however often.
    check(Mode::Exam, &[(20, ConnectionLost), (50, ConnectionRestored)], 160.0);
    check(Mode::Exam, &[(20, ConnectionLost), (120, ConnectionRestored)], 130.0);
    let twice = [(20, ConnectionLost), (70, ConnectionRestored), (80, ConnectionLost), (130, ConnectionRestored)];
    check(Mode::Exam, &twice, 130.0);
    // Stops that overlap count once.
    check(Mode::Practice, &[(20, Paused), (30, ServerDown), (100, ServerUp), (120, Resumed)], 90.0);
}

#[test]
fn rounds_of_a_shift() {
    let mut log = Log::new(Mode::Exam);
    log.arrive(0, 1);
    log.add(1, Body::RobotSaid { window: 1, text: "您好，有什么可以帮您".into() });
    let asked = log.ask(2, 1, "有货吗");
    log.add(3, Body::RobotSaid { window: 1, text: "请稍候".into() });
    let late = log.say(42, 1, "有货的", &[]);
    // Thanks open no round.
    log.thank(50, 1, "谢谢");
    log.leave(500, 1, LeaveReason::Done);
    // A transfer without a word.
    log.arrive(500, 2);
    let moved = log.ask(501, 2, "我要退款");
    log.act(510, 2, Action::Transfer { to: Post::Aftersales });
    log.leave(511, 2, LeaveReason::Transferred);
    // The shift ends 10 s after a question: nobody's fault.
    log.arrive(600, 3);
    log.ask(601, 3, "在？");
    log.close(611, CloseReason::TimeUp);
    let first = measured("first_30s_rate", &log, &[]);
    assert_eq!((first.value, rules(&first)), (Some(0.0), vec![(moved, "no_reply"), (late, "late_first_reply")]));
    assert_eq!(first.evidence[1].detail.as_deref(), Some("40"));
    assert_eq!(measured("average_response_s", &log, &[]).value, Some(320.0));
    let three = measured("three_minute_rate", &log, &[]);
    assert_eq!((three.value, rules(&three)), (Some(0.5), vec![(moved, "no_reply")]));
    let longest = measured("longest_wait_s", &log, &[]);
    assert_eq!((longest.value, rules(&longest)), (Some(600.0), vec![(moved, "no_reply")]));
    assert!(asked < late);
    // The agent walked out instead: it counts.
    let Some(Event { body: Body::ShiftClosed { reason }, .. }) = log.events.last_mut() else { panic!() };
    *reason = CloseReason::Ended;
    assert_eq!(measured("three_minute_rate", &log, &[]).value, Some(1.0 / 3.0));
}

#[test]
fn a_product_card_is_a_reply_and_a_stalling_word_no_answer() {
    let mut log = Log::new(Mode::Exam);
    log.arrive(0, 1);
    let asked = log.ask(0, 1, "哪款适合学走路");
    log.act(20, 1, Action::ProductCard { id: "XB-1".into() });
    log.close(60, CloseReason::Finished);
    assert_eq!(measured("average_response_s", &log, &[]).value, Some(20.0));

    let mut log = Log::new(Mode::Exam);
    log.arrive(0, 1);
    let size = log.ask(0, 1, "多大码");
    log.say(5, 1, "稍等哦", &[]);
    let answer = log.say(100, 1, "22码", &[ActKind::Answer]);
    let post = log.ask(110, 1, "包邮吗");
    log.close(300, CloseReason::Finished);
    let mut one = report(1);
    one.needs = vec![
        need(Topic::Size, size, Some(answer), Some(answer), "22码"),
        need(Topic::Postage, post, None, None, "全场包邮"),
        NeedReport { asked_seq: None, ..need(Topic::Gift, 0, None, None, "有小礼物") },
    ];
    let criterion = measured("answer_s", &log, &[one]);
    assert_eq!(criterion.value, Some(350.0));
    assert_eq!(rules(&criterion), [(post, "not_answered"), (answer, "slow_answer")]);
    assert_eq!(criterion.evidence[0].better.as_deref(), Some("全场包邮"));
    assert!(asked > 0);
}

#[test]
fn the_last_word() {
    let check = |lines: &[&str], expected: f64| {
        let mut log = Log::new(Mode::Exam);
        log.arrive(0, 1);
        for (i, line) in (1..).zip(lines) {
            match line.split_once(' ').unwrap() {
                ("ask", text) => log.ask(i, 1, text),
                ("thank", text) => log.thank(i, 1, text),
                ("close", text) => log.say(i, 1, text, &[ActKind::Close]),
                (_, text) => log.say(i, 1, text, &[]),
            };
        }
        log.leave(900, 1, LeaveReason::Done);
        log.close(901, CloseReason::Finished);
        assert_eq!(measured("last_word_rate", &log, &[]).value, Some(expected), "{lines:?}");
    };
    check(&["ask 有货吗", "say 有的"], 1.0);
    check(&["ask 有货吗", "say 有的", "ask 包邮吗"], 0.0);
    // Thanks expect a last word; after it, nothing is reopened.
    check(&["ask 有货吗", "say 有的", "thank 谢谢"], 0.0);
    check(&["ask 有货吗", "say 有的", "thank 谢谢", "say 不客气"], 1.0);
    check(&["ask 有货吗", "say 有的", "thank 谢谢", "say 不客气", "thank 👍"], 1.0);
    check(&["ask 有货吗", "close 有的，祝您愉快", "thank 好的"], 1.0);
    check(&["ask 有货吗", "close 有的，祝您愉快", "thank 好的", "ask 对了包邮吗"], 0.0);
}

#[test]
fn promises_by_the_time_that_counts() {
    let check = |kept_at_s: Option<u64>, closed_at_s: u64, expected: Option<f64>, rule: &[&str]| {
        let mut log = Log::new(Mode::Practice);
        log.arrive(0, 1);
        log.ask(0, 1, "发货了吗");
        let promise = log.say(10, 1, "我去查，十分钟内回您", &[ActKind::Promise]);
        log.add(20, Body::Paused);
        log.add(320, Body::Resumed);
        let kept_seq = kept_at_s.map(|at_s| log.say(at_s, 1, "查到了，今天发", &[ActKind::Answer]));
        log.close(closed_at_s, CloseReason::Finished);
        let mut one = report(1);
        let kept_ms = kept_at_s.map(|at_s| START_MS + at_s * 1000);
        one.promises = vec![PromiseReport { seq: promise, due_ms: START_MS + 610_000, kept_seq, kept_ms }];
        let criterion = measured("promise_kept_rate", &log, &[one]);
        let got: Vec<&str> = criterion.evidence.iter().map(|evidence| evidence.rule.as_str()).collect();
        assert_eq!((criterion.value, got.as_slice()), (expected, rule), "{kept_at_s:?}");
        assert_eq!(criterion.met, expected != Some(0.0));
    };
    check(Some(500), 2_000, Some(1.0), &[]);
    // 900 s by the wall, 600 s by the desk.
    check(Some(910), 2_000, Some(1.0), &[]);
    check(Some(911), 2_000, Some(0.0), &["promise_late"]);
    check(None, 2_000, Some(0.0), &["promise_forgotten"]);
    // Not due before the end: nothing was due, nothing is lost.
    check(None, 600, None, &[]);
}

#[test]
fn width_is_what_was_held() {
    let check = |windows: u64, answered: u64, minutes: u64, expected: f64| {
        let mut log = Log::new(Mode::Exam);
        for window in 1..=windows {
            log.arrive(0, u32::try_from(window).unwrap());
        }
        for window in 1..=windows {
            log.ask(1, u32::try_from(window).unwrap(), "在吗");
        }
        for window in 1..=answered {
            log.say(20, u32::try_from(window).unwrap(), "您好", &[]);
        }
        log.close(minutes * 60, CloseReason::TimeUp);
        assert_eq!(measured("width", &log, &[]).value, Some(expected), "{windows} {answered} {minutes}");
    };
    check(15, 15, 20, 15.0);
    // Buyers left without an answer are not held.
    check(15, 5, 20, 5.0);
    check(15, 0, 20, 0.0);
    // Where buyers are there for a shorter time, half of it counts.
    check(15, 15, 4, 15.0);
    check(15, 5, 4, 5.0);
}

#[test]
fn outcome_points_at_the_lines() {
    let mut log = Log::new(Mode::Exam);
    log.arrive(0, 1);
    let asked = log.ask(1, 1, "能退吗");
    let said = log.say(10, 1, "您好，拆了就不能退", &[ActKind::Answer]);
    let refund = log.act(20, 1, Action::Refund { amount_cents: 999_900 });
    log.add(
        21,
        Body::AgentActed {
            window: 1,
            action: Action::Gift { id: "g".into() },
            outcome: Outcome::Refused { reason: Refusal::NotThisPost },
        },
    );
    log.act(22, 1, Action::Invite { what: Invitation::Rating });
    let rated = log.add(30, Body::Rated { window: 1, stars: 1 });
    log.leave(31, 1, LeaveReason::Done);
    log.close(40, CloseReason::Finished);
    let mut one = report(1);
    one.resolved = false;
    one.end_state_right = false;
    one.needs = vec![need(Topic::Return, asked, Some(said), None, "支持七天无理由退货")];
    one.facts = vec![
        FactReport { grave: true, ..fact(said, false, "不能退", "七天无理由") },
        FactReport { confidence: 0.4, ..fact(said, false, "?", "?") },
    ];
    one.authority = vec![refund];
    one.satisfaction = 1.2;
    one.selling =
        vec![CareReport { id: "invite_order".into(), done_seq: None, due_seq: asked, better: "拍下吧".into() }];
    let reports = [one];
    let check = |id: &str, value: f64, expected: &[(u64, &str)]| {
        let criterion = measured(id, &log, &reports);
        assert_eq!((criterion.value, rules(&criterion).as_slice()), (Some(value), expected), "{id}");
        assert!(!criterion.met);
    };
    check("resolved", 0.0, &[(said, "need_half_met"), (refund, "end_state_wrong")]);
    check("facts_right", 0.0, &[(said, "wrong_fact")]);
    check("authority", 0.0, &[(refund, "above_authority")]);
    check("selling", 0.0, &[(asked, "selling_missed")]);
    check("satisfaction", 1.2, &[(rated, "unhappy_buyer")]);
    let lines = score(&standard(), &reports, &log.events).critical_violations;
    let lines: Vec<_> = lines.iter().map(|line| (line.seq, line.act.as_str())).collect();
    assert_eq!(lines, [(said, "false_fact"), (refund, "authority")]);
}

#[test]
fn red_lines_need_a_sure_reading() {
    let check = |kind: ActKind, confidence: f32, expected: &[&str]| {
        let mut log = Log::new(Mode::Exam);
        log.arrive(0, 1);
        log.ask(1, 1, "能便宜吗");
        let acts = vec![Act { confidence, ..Act::plain(kind) }];
        log.add(2, Body::AgentSaid { window: 1, text: "加我微信".into(), acts, engine: 1 });
        log.close(3, CloseReason::Finished);
        let lines = score(&standard(), &[], &log.events).critical_violations;
        let lines: Vec<_> = lines.iter().map(|line| line.act.as_str()).collect();
        assert_eq!(lines, expected, "{kind:?} {confidence}");
    };
    check(ActKind::Divert, 0.9, &["divert"]);
    check(ActKind::Divert, 0.79, &[]);
    check(ActKind::Abuse, 0.8, &["abuse"]);
    check(ActKind::AskSecret, 1.0, &["ask_secret"]);
    check(ActKind::PaidReview, 1.0, &["paid_review"]);
    // Violations, but no red lines.
    check(ActKind::Absolute, 1.0, &[]);
    check(ActKind::Overpromise, 1.0, &[]);
}

#[test]
fn courtesy_is_about_the_conversation() {
    use ActKind::{Apologise, Close, Greet, Promise};
    type Said<'a> = (&'a str, &'a [ActKind]);
    let check = |angry: bool, turns: &[&[Said<'_>]], expected: f64, rule: &[&str]| {
        let mut log = Log::new(Mode::Exam);
        log.arrive(0, 1);
        let mut at_s = 0;
        for turn in turns {
            at_s += 10;
            log.ask(at_s, 1, "……？");
            for (text, acts) in *turn {
                at_s += 1;
                log.say(at_s, 1, text, acts);
            }
        }
        log.leave(900, 1, LeaveReason::Done);
        log.close(901, CloseReason::Finished);
        let mut one = report(1);
        one.was_angry = angry;
        let criterion = measured("courtesy", &log, &[one]);
        let got: Vec<&str> = criterion.evidence.iter().map(|evidence| evidence.rule.as_str()).collect();
        assert_eq!(got, rule, "{turns:?}");
        assert!((criterion.value.unwrap() - expected).abs() < 1e-9, "{turns:?}: {:?}", criterion.value);
    };
    // 您好 suffices, whatever the middle is like.
    check(false, &[&[("您好", &[Greet])], &[("22码有货", &[])], &[("行，有事再找我", &[Close])]], 1.0, &[]);
    check(false, &[&[("22码有货", &[])], &[("明天发", &[])]], 0.35, &["no_polite_address", "no_polite_close"]);
    // One word is cold; with more in the same turn, or friendly, it is not.
    check(false, &[&[("您好", &[Greet])], &[("有", &[])], &[("不客气", &[Close])]], 0.85, &["cold_answer"]);
    check(false, &[&[("您好", &[Greet])], &[("有", &[]), ("今天能发", &[])], &[("不客气", &[Close])]], 1.0, &[]);
    check(false, &[&[("您好", &[Greet])], &[("有的", &[])], &[("不客气", &[Close])]], 1.0, &[]);
    check(false, &[&[("您好", &[Greet])], &[("自己看", &[])], &[("不客气", &[Close])]], 0.85, &["cold_answer"]);
    let canned: Said<'_> = ("亲亲这边为您查询中请您稍等片刻哦", &[]);
    check(false, &[&[canned], &[canned], &[canned], &[("不客气", &[Close])]], 0.8, &["canned_repeat", "canned_repeat"]);
    // An angry buyer: named trouble, apology, next step; no 亲…哦.
    let sorry: Said<'_> = ("给您添麻烦了，实在抱歉", &[Apologise, ActKind::Empathise]);
    check(true, &[&[sorry], &[("这就给您补发", &[Promise])]], 1.0, &[]);
    check(true, &[&[sorry], &[("亲，别急哦，这就给您补发", &[Promise])]], 0.85, &["sweet_to_angry"]);
    check(
        true,
        &[&[("您好", &[Greet])], &[("知道了我看看", &[])]],
        0.15,
        &["no_apology", "trouble_not_named", "no_next_step"],
    );
    // Nobody answered at all.
    check(false, &[&[]], 0.0, &["not_a_word"]);
}

#[test]
fn a_silent_agent_earns_nothing() {
    let mut log = Log::new(Mode::Exam);
    log.arrive(0, 1);
    log.ask(1, 1, "在吗");
    log.leave(300, 1, LeaveReason::OutOfPatience);
    log.close(301, CloseReason::Finished);
    let mut one = report(1);
    (one.resolved, one.abandoned, one.satisfaction) = (false, true, 1.0);
    let score = score(&standard(), &[one], &log.events);
    let earned: Vec<_> = score.criteria.iter().filter(|c| c.points > 0.0).map(|c| c.id.as_str()).collect();
    assert_eq!(earned, Vec::<&str>::new());
}
