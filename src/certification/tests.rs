//! A first-tier presale standard, and candidates held against it.

use super::assess::{RedLineFound, Why};
use super::standard::{Part, Standard};
use super::*;
use crate::scoring::{Criterion, RedLine, Score};
use crate::typing::Measures;
use std::collections::BTreeMap;

pub const PS_1: &str = r#"
id = "PS-1"
title = "售前客服 一档"
title_en = "Presale agent, Tier 1"
post = "presale"
tier = 1
version = 1
valid_months = 12
retake = { first_hours = 24, later_hours = 168 }

[exam.typing]
passages = ["sizing-01", "numbers-02"]
minutes = 5
[[exam.quiz]]
criterion = "products_known"
minutes = 30
blueprint = [{ topic = "material", count = 20 }, { topic = "size", level = 2, count = 40 }]
[exam.shift]
plans = ["exam-ps-1"]

[[criteria]]
id = "score_cpm"
part = "typing"
name = "打字速度"
name_en = "Typing"
unit = "cpm"
floor = 30.0
threshold = 60.0
weight = 10.0
[[criteria]]
id = "products_known"
part = "quiz"
name = "商品知识"
name_en = "Products known"
unit = "share"
floor = 0.4
threshold = 0.8
weight = 10.0
[[criteria]]
id = "average_response_s"
part = "shift"
name = "平均响应"
name_en = "Average response"
unit = "s"
floor = 120.0
threshold = 40.0
weight = 20.0
less_is_better = true
[[criteria]]
id = "promise_kept_rate"
part = "shift"
name = "承诺兑现"
name_en = "Promises kept"
unit = "share"
floor = 0.0
threshold = 0.8
weight = 10.0
[[criteria]]
id = "selling"
part = "shift"
name = "促成"
name_en = "Selling"
unit = "share"
floor = 0.0
threshold = 0.8
weight = 10.0
must = false
"#;

pub fn standard() -> Standard {
    toml::from_str(PS_1).unwrap()
}

#[test]
fn points_rise_from_floor_to_threshold() {
    let standard = standard();
    let check = |id: &str, value: f64, points: f64, met: bool| {
        let requirement = standard.criteria.iter().find(|requirement| requirement.id == id).unwrap();
        assert!((requirement.points(value) - points).abs() < 1e-9, "{id} {value}: {}", requirement.points(value));
        assert_eq!(requirement.is_met_by(value), met, "{id} {value}");
    };
    check("score_cpm", 20.0, 0.0, false);
    check("score_cpm", 30.0, 0.0, false);
    check("score_cpm", 45.0, 5.0, false);
    check("score_cpm", 60.0, 10.0, true);
    check("score_cpm", 200.0, 10.0, true);
    check("average_response_s", 600.0, 0.0, false);
    check("average_response_s", 80.0, 10.0, false);
    check("average_response_s", 40.0, 20.0, true);
    check("average_response_s", 5.0, 20.0, true);
    check("products_known", 0.1 + 0.7, 10.0, true);
}

#[test]
fn faults_of_a_standard() {
    let check = |from: &str, to: &str, expected: &[&str]| {
        assert!(from.is_empty() || PS_1.contains(from), "{from}");
        let standard: Standard = toml::from_str(&PS_1.replacen(from, to, 1)).unwrap();
        let got: Vec<String> = standard.checks().iter().map(ToString::to_string).collect();
        assert_eq!(got, expected, "{to}");
    };
    check("", "", &[]);
    check("tier = 1", "tier = 4", &["tier 4 is not from 1 to 3"]);
    check(
        "later_hours = 168",
        "later_hours = 2",
        &["a later retake waits 2 h, the first 24 h: it must not be shorter"],
    );
    check("id = \"score_cpm\"", "id = \"wpm\"", &["Typing.wpm: no such measure"]);
    check("unit = \"cpm\"", "unit = \"s\"", &["Typing.score_cpm: the unit is not that of the measure"]);
    check("floor = 30.0", "floor = 70.0", &["Typing.score_cpm: the floor lies above the threshold"]);
    check("less_is_better = true", "", &["Shift.average_response_s: the floor lies above the threshold"]);
    check(
        "[exam.shift]",
        "[exam.wide]",
        &[
            "Shift has criteria, but the exam has no such part",
            "the exam has a part Wide, but no criterion is measured in it",
        ],
    );
    check(
        "criterion = \"products_known\"",
        "criterion = \"rules_known\"",
        &["Quiz.products_known: no quiz of the exam measures it"],
    );
    check("id = \"selling\"", "id = \"promise_kept_rate\"", &["Shift.promise_kept_rate: there twice"]);
}

fn criterion(id: &str, value: Option<f64>, met: bool) -> Criterion {
    Criterion { id: id.into(), value, floor: 0.0, threshold: 0.0, weight: 0.0, points: 0.0, met, evidence: vec![] }
}

fn shift(average_response_s: f64) -> Score {
    Score {
        criteria: vec![
            criterion("average_response_s", Some(average_response_s), true),
            criterion("promise_kept_rate", None, true),
            criterion("selling", Some(0.1), false),
        ],
        critical_violations: vec![],
    }
}

fn typed(score_cpm: f64) -> Measures {
    Measures { score_cpm: Some(score_cpm), ..Measures::default() }
}

fn missing(assessment: &Assessment) -> Vec<(&str, Why)> {
    assessment.missing.iter().map(|missing| (missing.id.as_str(), missing.why)).collect()
}

#[test]
fn what_is_met_and_what_is_missing() {
    let standard = standard();
    let quiz = |mark: f64| BTreeMap::from([("products_known".to_owned(), mark)]);
    let (fast, slow, good, late) = (typed(61.0), typed(50.0), shift(39.5), shift(45.0));
    let check = |results: Results<'_>, met: bool, expected: &[(&str, Why)]| {
        let assessment = assess(&standard, &results);
        assert_eq!((assessment.met, missing(&assessment).as_slice()), (met, expected), "{results:?}");
        assessment
    };
    let full = Results { typing: Some(&fast), quiz: quiz(0.8), shift: Some(&good), ..Results::default() };
    // Selling gives points only; no promise was due.
    let assessment = check(full.clone(), true, &[]);
    assert_eq!(assessment.criteria.iter().map(|c| c.met).collect::<Vec<_>>(), [true, true, true, true, false]);
    check(Results { typing: Some(&slow), ..full.clone() }, false, &[("score_cpm", Why::FallsShort)]);
    check(Results { shift: Some(&late), ..full.clone() }, false, &[("average_response_s", Why::FallsShort)]);
    check(Results { quiz: BTreeMap::new(), ..full.clone() }, false, &[("products_known", Why::NotTaken)]);
    check(
        Results::default(),
        false,
        &[
            ("score_cpm", Why::NotTaken),
            ("products_known", Why::NotTaken),
            ("average_response_s", Why::NotTaken),
            ("promise_kept_rate", Why::NotTaken),
        ],
    );
    // The typing gate falls away only where the shift is passed.
    let waived = Results { typing: None, typing_waived: true, ..full.clone() };
    assert!(check(waived.clone(), true, &[]).criteria[0].waived);
    check(
        Results { shift: Some(&late), ..waived },
        false,
        &[("score_cpm", Why::NotTaken), ("average_response_s", Why::FallsShort)],
    );
}

#[test]
fn a_red_line_fails_until_dismissed() {
    let standard = standard();
    let fast = typed(61.0);
    let mut score = shift(10.0);
    score.critical_violations = vec![RedLine { act: "divert".into(), seq: 7 }];
    let quiz = BTreeMap::from([("products_known".to_owned(), 1.0)]);
    let results = Results { typing: Some(&fast), quiz, shift: Some(&score), ..Results::default() };
    let found = RedLineFound { part: Part::Shift, act: "divert".into(), seq: 7 };
    let assessment = assess(&standard, &results);
    assert!(!assessment.met && assessment.missing.is_empty());
    assert_eq!(assessment.red_lines, std::slice::from_ref(&found));
    assert!(assess(&standard, &Results { dismissed: vec![found], ..results }).met);
}
