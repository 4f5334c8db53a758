//! Courtesy is about the conversation.

use super::*;

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
    let farewell: Said<'_> = ("不客气，有问题您随时找我", &[Close]);
    check(false, &[&[("22码有货", &[])], &[farewell], &[farewell]], 1.0, &[]);
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
