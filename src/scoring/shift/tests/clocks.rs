//! Which time counts, what is a round, how many windows were held.

use super::*;

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
    // After 61 s away one second counts.
    check(Mode::Exam, &[(20, ConnectionLost), (80, ConnectionRestored)], 130.0);
    check(Mode::Exam, &[(20, ConnectionLost), (81, ConnectionRestored)], 130.0);
    check(Mode::Practice, &[(20, ConnectionLost), (81, ConnectionRestored)], 129.0);
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
