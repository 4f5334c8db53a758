//! Reference agents on the same two buyers, in the order a veteran would put them.

use super::*;
use std::fmt::Write as _;

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
