//! The shipped starter set, as it stands in content.

use super::*;
use std::path::Path;

pub fn starter() -> RuleSet {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/rules/starter.toml");
    let written: RuleSet<String> = toml::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    written.read().unwrap()
}

/// The rules that hit, in order.
fn check(script: &str, change: impl FnOnce(&mut WindowReport), expected: &[&str]) {
    let mut report = report();
    change(&mut report);
    let found = apply(&starter(), &log(script), &[report]);
    let found: Vec<&str> = found.iter().map(|finding| finding.rule.as_str()).collect();
    assert_eq!(found, expected, "{script}");
}

/// The six of `scoring.md`, points and all.
#[test]
fn the_starter_set_is_the_one_agreed_on() {
    let points = |id: &str| starter().rules.iter().find(|rule| rule.id == id).map(|rule| rule.points);
    let check = |id: &str, expected: i32| assert_eq!(points(id), Some(expected), "{id}");
    check("no-greeting", -3);
    check("makes-buyer-repeat", -10);
    check("wait-without-apology", -10);
    check("forgotten-promise", -10);
    check("no-invitation-to-rate", -5);
    check("good-closing", 5);
}

#[test]
fn greeting_and_leave() {
    let end = "100 t 谢谢\n110 a 不客气，有问题随时找我，方便的话给个好评\n120 l done\n130 e finished";
    let check = |first: &str, end: &str, expected: &[&str]| {
        check(&format!("1 b 22码有货吗\n9 a {first}\n{end}"), |_| (), expected);
    };
    check("您好，有货的", end, &["good-closing"]);
    check("在嘞，老师你讲", end, &["good-closing"]);
    check("22码有货", end, &["no-greeting", "good-closing"]);
    check("22码有货\n10 a 亲，今天就能发", end, &["good-closing"]);
    check("您好，有货的", "100 t 谢谢\n120 l done\n130 e finished", &["no-invitation-to-rate"]);
    check(
        "您好，有货的",
        "100 a 不客气，有事随时找我\n110 d {\"name\":\"invite\",\"what\":\"rating\"}\n120 l done\n130 e finished",
        &["good-closing"],
    );
    // Who left angry or out of patience is not asked for stars, and a shift that ran out owes no farewell.
    check("您好，有货的", "120 l gone\n130 e finished", &[]);
    check("您好，有货的", "30 e time_up", &[]);
}

#[test]
fn waiting_wants_an_apology() {
    let check = |script: &str, expected: &[&str]| check(script, |_| (), expected);
    check("1 b 到哪了\n200 a 您好，到杭州了\n400 e ended", &["wait-without-apology"]);
    check("1 b 到哪了\n200 a 您好，久等了实在抱歉，到杭州了\n400 e ended", &[]);
    check("1 b 到哪了\n200 a 您好，到杭州了\n210 b 这么久\n220 a 不好意思让您久等了\n400 e ended", &[]);
    check("1 b 到哪了\n180 a 您好，到杭州了\n400 e ended", &[]);
    check("1 b 到哪了\n300 l gone\n400 e ended", &["wait-without-apology"]);
}

/// The trade's tricks, and what only looks like them.
#[test]
fn tricks_are_faults() {
    let check = |line: &str, expected: &[&str]| {
        check(&format!("1 b 少了一只\n9 a 您好\n20 a {line}\n400 e ended"), |_| (), expected);
    };
    check("这是仓库的问题", &["blames-warehouse"]);
    check("仓库那边漏发了，跟我们客服没关系", &["blames-warehouse"]);
    check("是我们仓库漏发了，马上给您补", &[]);
    check("非常抱歉，仓库漏发了，马上给您补", &[]);
    check("我问一下仓库是不是漏发了", &[]);
    check("不是仓库的问题，是我写错了", &[]);
    check("仓库今天发货", &[]);
    check("快递的问题，您找快递去", &["blames-carrier"]);
    check("快递弄坏的，跟我们没关系", &["blames-carrier"]);
    check("快递电话您找一下短信里有", &[]);
    check("快递明天到", &[]);
    check("亲，求您给个好评吧", &["pleads-for-review"]);
    check("求求您把差评撤了，不然我要被扣工资", &["pleads-for-review", "pleads-poverty"]);
    check("方便的话给个好评", &[]);
    check("我们小本生意，真的不赚钱", &["pleads-poverty"]);
    check("退运费不会扣钱的，您放心", &[]);
    check("是我们的问题，给您全退，批号我登记给仓库去查", &[]);
    check("评价是您的自由，我们不会要求您改", &[]);
}

/// Who asked first may say what came of it.
#[test]
fn asked_is_no_excuse() {
    let asked =
        "9 a 您好，我问下仓库\n20 d {\"name\":\"ask\",\"who\":\"warehouse\"}\n90 a 问到了，仓库漏发了\n400 e ended";
    check(&format!("1 b 少了一只\n{asked}"), |_| (), &[]);
    check(&format!("1 b 少了一只\n{}", asked.replace("warehouse", "carrier")), |_| (), &["blames-warehouse"]);
}

#[test]
fn the_third_stalling_line_is_too_many() {
    let stalls = |n: u64| (0..n).map(|at| format!("{} a 稍等，我看一下\n", 20 + 10 * at)).collect::<String>();
    let check = |n: u64, expected: &[&str]| {
        check(&format!("1 b 少了一只\n9 a 您好\n{}400 e ended", stalls(n)), |_| (), expected);
    };
    check(2, &[]);
    check(3, &["wears-buyer-down"]);
    check(5, &["wears-buyer-down"]);
}

/// The manual names every predicate, and its examples are conditions.
#[test]
fn the_manual_knows_the_language() {
    let manual = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("content/README.md")).unwrap();
    let manual = manual.split("## Rules of trainers\n").nth(1).unwrap();
    for predicate in Predicate::ALL {
        let row = format!("| `{}` | {} |", predicate.name(), predicate.meaning());
        assert!(manual.contains(&row), "{row}");
    }
    let examples = manual.split("holds at a line |").nth(1).unwrap().split("\n\n").next().unwrap();
    let mut read = 0;
    for row in examples.lines().skip(2) {
        let column = row.split(" | ").next().unwrap();
        for example in column.split('`').skip(1).step_by(2).filter(|example| *example != "( )") {
            let example = example.replace("\\|", "|").replace(['X', 'Y'], "会议");
            parse(&example).unwrap_or_else(|error| panic!("{example}: {error}"));
            read += 1;
        }
    }
    assert!(read > 15, "{read}");
}

/// The simulation's agents on every shipped case: what a hit rests on must be beyond doubt, so the perfect agent
/// loses nothing but what it never does (greet first, ask for stars); the evasive one makes most buyers ask again.
#[test]
fn the_simulations_agents_on_the_shipped_cases() {
    use crate::content::{Files, check};
    use crate::simulation::agents::{Conduct, play};
    let files = Files::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content")).unwrap();
    let content = check(&files).content;
    let rules = starter();
    let cases = content.scenarios.len();
    let count = |conduct: Conduct, rule: &str| {
        let hits = content.scenarios.keys().map(|id| {
            let tape = play(&content, id, "1", conduct, None).unwrap();
            apply(&rules, &tape.events, &tape.shift.reports()).iter().filter(|found| found.rule == rule).count()
        });
        hits.sum::<usize>()
    };
    for rule in rules.rules.iter().map(|rule| rule.id.as_str()) {
        let (perfect, evasive) = (count(Conduct::Perfect, rule), count(Conduct::Evasive, rule));
        println!("{rule}: perfect {perfect}, evasive {evasive} of {cases}");
        match rule {
            "no-greeting" => assert!(perfect < cases / 2),
            "no-invitation-to-rate" => assert_eq!(evasive, 0, "{rule}"),
            "good-closing" => assert!(perfect > cases * 9 / 10 && evasive == 0, "{rule}"),
            // One buyer in a hundred does not understand the perfect agent at once.
            "makes-buyer-repeat" => assert!(perfect <= cases.div_ceil(100) && evasive > cases, "{rule}"),
            _ => assert_eq!(perfect, 0, "{rule}"),
        }
    }
}
