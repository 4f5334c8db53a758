//! Outcomes, promises and red lines point at the lines they rest on.

use super::*;

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
