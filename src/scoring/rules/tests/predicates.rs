//! Terms, windows and predicates, each on a few lines.

use super::*;
use crate::language::act::{Act, ActKind, Topic};
use crate::simulation::report::{FactReport, NeedReport, PromiseReport};

/// The first lines of `script` are #3, #4 … : the shift's opening and the arrival come before them.
fn check(when: &str, script: &str, expected: &[&[u64]]) {
    assert_eq!(hits(when, Scope::Each, &log(script), &report()), expected, "{when}\n{script}");
}

#[test]
fn words_acts_and_deeds() {
    let talk = "1 b 22码 有货吗 OK\n9 a 您好，有货的\n20 d {\"name\":\"ask\",\"who\":\"warehouse\"}\n\
                30 d {\"name\":\"refund\",\"amount_cents\":500}\n40 a 今天发";
    check("有货", talk, &[&[3], &[4]]);
    check("agent:有货", talk, &[&[4]]);
    check("buyer:有货", talk, &[&[3]]);
    // Width, case and spaces.
    check("\"２２码有货吗ok\"", talk, &[&[3]]);
    check("act:greet", talk, &[&[4]]);
    check("act:answer:stock", talk, &[&[4]]);
    check("act:answer:stock:affirm", talk, &[&[4]]);
    check("act:answer:stock:deny", talk, &[]);
    check("did:ask", talk, &[&[5]]);
    check("did:ask:warehouse", talk, &[&[5]]);
    check("did:ask:carrier", talk, &[]);
    check("did:refund && agent:any_line", talk, &[&[6]]);
    check("buyer:any_line && !有货", talk, &[]);
    check("act:greet && 有货 || did:refund", talk, &[&[4], &[6]]);
    check("agent:(有货 || 今天发) && !act:greet", talk, &[&[7]]);
}

#[test]
fn windows() {
    let talk = "1 b 一\n10 a 二\n20 d {\"name\":\"hold\"}\n30 b 三\n100 a 四\n300 a 五\n400 l done\n401 e finished";
    check("一 && 三 within 2 messages", talk, &[&[3, 6]]);
    check("一 && 三 within 1 message", talk, &[]);
    check("一 && 一 within 1 message", talk, &[&[3]]);
    check("一 && 一 within 1 message after", talk, &[]);
    check("一 && 二 within 1 message after", talk, &[&[3, 4]]);
    check("三 && 二 within 1 message before", talk, &[&[4, 6]]);
    check("四 && 二 within 1 message before", talk, &[]);
    // An action has no number of its own.
    check("did:ask || 三 within 1 message before", talk, &[&[6, 7]]);
    check("一 && 三 within 29s", talk, &[&[3, 6]]);
    check("一 && 三 within 28s", talk, &[]);
    check("四 && 三 within 70s before", talk, &[&[6, 7]]);
    check("三 && 三 within 70s before", talk, &[]);
    check("一 && 五 after 298s", talk, &[&[3, 8]]);
    check("一 && 五 after 299s", talk, &[]);
    check("五 && 一 before", talk, &[&[3, 8]]);
    check("一 && 五 before", talk, &[]);
    check("四 && 五 anywhere", talk, &[&[7, 8]]);
    check("四 && !六 anywhere", talk, &[&[7]]);
    check("一 && !五 within 4 messages && !六 within 9 messages", talk, &[]);
    check("(一 && 二 within 1 message) anywhere && 五", talk, &[&[3, 4, 8]]);
}

/// What the shift's end cut off is not known, with a `!` or without.
#[test]
fn the_end_of_the_shift_is_nobodys_fault() {
    let sorry = "waits && !act:apologise within 2 messages";
    let reply = "waits && !reply within 60s";
    let check = |when: &str, end: &str, expected: &[&[u64]]| {
        check(when, &format!("0 b 坏了\n70 a 在的，您说\n{end}"), expected);
    };
    check(sorry, "80 e time_up", &[]);
    check(sorry, "240 e time_up", &[&[3]]);
    check(sorry, "80 l done\n81 e time_up", &[&[3]]);
    check(sorry, "80 e ended", &[&[3]]);
    check(sorry, "80 b 退\n90 a 好\n91 e time_up", &[&[3]]);
    check(reply, "71 e time_up", &[&[3]]);
    check(reply, "100 b 还有\n130 e time_up", &[&[3]]);
    check(reply, "100 b 还有\n161 e time_up", &[&[3], &[5]]);
    check("waits && !赔 anywhere", "90 e time_up", &[]);
    check("waits && !赔 anywhere", "400 e time_up", &[&[3]]);
}

/// An unsure reading costs nothing where it is forbidden, and nothing where it is due.
#[test]
fn unsure_readings_count_as_not_there() {
    let check = |when: &str, confidence: f32, expected: usize| {
        let mut log = log("1 b 坏了\n9 a 某句\n10 l done\n11 e finished");
        if let Body::AgentSaid { acts, .. } = &mut log[3].body {
            *acts = vec![Act { confidence, ..Act::plain(ActKind::Apologise) }];
        }
        assert_eq!(hits(when, Scope::Any, &log, &report()).len(), expected, "{when} {confidence}");
    };
    check("act:apologise", 0.6, 1);
    check("act:apologise", 0.59, 0);
    check("waits && !act:apologise within 3 messages", 0.6, 0);
    check("waits && !act:apologise within 3 messages", 0.59, 0);
    check("waits && !act:close within 3 messages", 0.59, 1);
    check("agent:(act:apologise || 某句)", 0.59, 1);
}

#[test]
fn what_the_engine_works_out() {
    let talk = "0 b 什么时候发货\n200 a 您好，今天发\n210 b 那几时到\n220 a 稍等，我看一下\n230 t 好\n400 b 人呢\n\
                590 l gone\n600 e finished";
    check("waits", talk, &[&[3], &[5], &[8]]);
    check("reply", talk, &[&[4], &[6]]);
    check("waited", talk, &[&[3, 4]]);
    check("unanswered", talk, &[&[8]]);
    check("stalls", talk, &[&[6]]);
    check("repeats_question", talk, &[]);
    check("polite_address", talk, &[&[4]]);
    check("angry", talk, &[]);
    check("ended_well", talk, &[]);
    check("unanswered", "0 b 在吗\n170 l gone\n171 e finished", &[]);
    check("ended_well && buyer:any_line", "0 b 在吗\n10 l done\n171 e finished", &[&[3]]);
    let canned = "0 b 坏了\n9 a 亲，非常抱歉给您带来不便\n20 b 然后呢\n30 a 亲，非常抱歉给您带来不便";
    check("canned", canned, &[&[6]]);
    check("polite_close", "1 t 谢谢\n9 a 不客气，有事您说\n10 a 22码", &[&[4]]);
}

#[test]
fn stalling_is_saying_nothing() {
    let check = |text: &str, expected: bool| {
        check("stalls", &format!("1 b 能退吗\n9 a {text}"), if expected { &[&[4]] } else { &[] });
    };
    check("稍等", true);
    check("亲，请您稍等哦，我帮您看一下", true);
    check("好的，马上给您查一下", true);
    check("抱歉久等了，还在核实", true);
    check("您稍等，十分钟内回您", false);
    check("可以退的，您稍等我发您地址", false);
    check("帮您查到了，今天到杭州", false);
    check("您看一下订单号是多少", false);
    check("您看下详情页", false);
    check("您好", false);
}

#[test]
fn invitations_to_rate() {
    let check = |line: &str, expected: bool| {
        check("invites_rating", &format!("1 t 谢谢\n{line}"), if expected { &[&[4]] } else { &[] });
    };
    check("9 a 方便的话给个好评哦", true);
    check("9 a 满意的话麻烦您给我的服务做个评价", true);
    check("9 d {\"name\":\"invite\",\"what\":\"rating\"}", true);
    check("9 d {\"name\":\"invite\",\"what\":\"order\"}", false);
    check("9 a 喜欢可以直接拍下", false);
    check("9 a 这条评价是别的店的", false);
}

#[test]
fn making_the_buyer_ask_again() {
    check("repeats_question", "1 b 这双鞋防水吗\n9 a 亲，正品的\n20 b 这双鞋防水吗", &[&[3, 5]]);
    check("repeats_question", "1 b 这双鞋防水吗\n9 a 亲，正品的\n20 b 我问的是防不防水", &[&[3, 5]]);
    // Into silence; another size; another colour; another question.
    check("repeats_question", "1 b 这双鞋防水吗\n60 b 这双鞋防水吗\n90 b 人呢", &[]);
    check("repeats_question", "1 b 藏青的22码还有货吗\n9 a 有的\n20 b 藏青的24码还有货吗", &[]);
    check("repeats_question", "1 b 藏青的22码还有货吗\n9 a 有的\n20 b 米白的22码还有货吗", &[]);
    check("repeats_question", "1 b 有人在吗\n9 a 您好\n20 b 有人在吗", &[]);
    // Told again is not asked again.
    check("repeats_question", "1 b 南京拾穗测绘有限公司\n9 a 抬头发我\n20 b 南京拾穗测绘有限公司", &[]);
    // By the report: asked on while the first question was passed over.
    let passed = |useful: Option<u64>, answer: &str, expected: &[&[u64]]| {
        let script = format!("1 b 宝宝穿多大码\n9 a {answer}\n20 b 就是拍几码\n30 a 22码");
        let need = NeedReport {
            id: "size".into(),
            topic: Topic::Size,
            asked_seq: Some(3),
            met_seq: Some(6),
            first_useful_seq: useful,
            better: String::new(),
        };
        let report = WindowReport { needs: vec![need], ..report() };
        assert_eq!(hits("repeats_question", Scope::Each, &log(&script), &report), expected, "{answer}");
    };
    passed(Some(6), "亲，喜欢可以直接拍下哦", &[&[3, 5]]);
    passed(Some(4), "宝宝脚长多少", &[]);
    passed(Some(6), "您好", &[]);
    passed(Some(6), "稍等", &[]);
}

#[test]
fn promises_and_facts_come_from_the_report() {
    let check = |kept_s: Option<u64>, expected: [usize; 3]| {
        let line = kept_s.map_or(String::new(), |at_s| format!("{at_s} a 查到了，是仓库漏发"));
        let log = log(&format!("1 b 少一只\n10 a 我去问仓库\n{line}\n2000 e finished"));
        let promise = PromiseReport {
            seq: 4,
            due_ms: START_MS + 10_000 + 120_000,
            kept_seq: kept_s.map(|_| 5),
            kept_ms: kept_s.map(|at_s| START_MS + at_s * 1_000),
        };
        let report = WindowReport { promises: vec![promise], ..report() };
        let count = |when: &str| hits(when, Scope::Each, &log, &report).len();
        let forgotten = "promise_overdue && !keeps_promise within 15min";
        assert_eq!([count("promises"), count("promise_overdue"), count(forgotten)], expected, "{kept_s:?}");
    };
    check(Some(100), [1, 0, 0]);
    check(Some(300), [1, 1, 0]);
    check(Some(1_200), [1, 1, 1]);
    check(None, [1, 1, 1]);

    let fact = |confidence| FactReport {
        seq: 4,
        topic: Topic::Size,
        right: false,
        confidence,
        stated: "20".into(),
        truth: "22".into(),
        grave: false,
    };
    let log = log("1 b 多大码\n9 a 20码\n10 d {\"name\":\"refund\",\"amount_cents\":99900}");
    let sure = WindowReport { facts: vec![fact(0.9)], authority: vec![5], was_angry: true, ..report() };
    let unsure = WindowReport { facts: vec![fact(0.5)], ..report() };
    assert_eq!(hits("wrong_fact", Scope::Each, &log, &sure), [[4]]);
    assert_eq!(hits("wrong_fact", Scope::Each, &log, &unsure), Vec::<Vec<u64>>::new());
    assert_eq!(hits("above_authority && angry", Scope::Each, &log, &sure), [[5]]);
}

#[test]
fn scopes_choose_the_lines() {
    let talk = log("1 b 一\n9 a 二\n20 b 一\n30 a 一\n40 l done\n41 e finished");
    let check = |when: &str, scope: Scope, expected: &[&[u64]]| {
        assert_eq!(hits(when, scope, &talk, &report()), expected, "{when} {scope:?}");
    };
    check("一", Scope::Each, &[&[3], &[5], &[6]]);
    check("一", Scope::Any, &[&[3]]);
    check("一", Scope::Last, &[&[6]]);
    check("一", Scope::FirstMessage, &[]);
    check("二", Scope::FirstMessage, &[&[4]]);
    check("一 before", Scope::FirstMessage, &[&[3, 4]]);
    // Nobody knows whether a line was the last where the shift ran out.
    let cut = log("1 b 一\n9 a 二\n20 e time_up");
    assert_eq!(hits("二", Scope::Last, &cut, &report()), Vec::<Vec<u64>>::new());
}
