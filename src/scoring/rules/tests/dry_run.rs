//! What a changed set would do to past shifts.

use super::*;

#[test]
fn a_dry_run_shows_what_a_change_does() {
    let quick = log("1 b 到哪了\n100 a 您好，到杭州了\n400 e ended");
    let slow = log("1 b 到哪了\n200 a 您好，到杭州了\n210 b 会员有优惠吗\n220 a 有的\n900 e ended");
    let reports = [report()];
    let shifts = [
        PastShift { id: "quick", log: &quick, reports: &reports },
        PastShift { id: "slow", log: &slow, reports: &reports },
    ];
    let named = |id: &str, when: &str, points: i32| {
        let mut rule = rule(when, Scope::Each).rules.remove(0);
        (rule.id, rule.points) = (id.into(), points);
        rule
    };
    let set = |rules: Vec<Rule>| RuleSet { id: "s".into(), title: "s".into(), version: 1, rules };
    let old = set(vec![named("wait", "waited", -10), named("hello", "act:greet", 1), named("gone", "buyer:会员", -1)]);
    let new = set(vec![
        named("wait", "waits && !reply within 90s", -4),
        named("member", "buyer:会员 && !agent:会员 within 3 messages", -2),
        named("hello", "act:greet", 1),
    ]);
    insta::assert_json_snapshot!(dry_run(&old, &new, &shifts));
    assert!(
        dry_run(&old, &old, &shifts)
            .iter()
            .all(|change| change.newly_hit.is_empty() && change.no_longer_hit.is_empty())
    );
    assert_eq!(dry_run(&old, &new, &[]).len(), 4);
}
