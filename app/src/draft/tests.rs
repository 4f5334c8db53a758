use super::*;
use miaohui::{
    content::{Files, load},
    quiz::checks,
};

fn read(kind: Kind, pairs: &[(&str, &str)]) -> Draft {
    Draft::read(kind, pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
}

/// Through the form and back, by way of what a browser would send.
fn round(item: &Item) -> Item {
    let draft = Draft::of(item);
    let read = Draft::read(item.kind, draft.pairs());
    assert_eq!(read, draft);
    read.item(&Item { id: item.id.clone(), version: item.version, ..Item::default() })
}

#[test]
fn every_shipped_item_comes_through_the_form_as_it_was() {
    let content = load(&Files::shipped()).unwrap();
    for item in content.items.values() {
        assert_eq!(&round(item), item);
    }
}

#[test]
fn each_kind_comes_through_the_form() {
    let line = |text: &str| Accepted {
        text: text.to_owned(),
        share: Some(0.5),
        feedback: Some("差一点".to_owned()),
        tolerance: None,
    };
    let item = |kind| Item { id: "own-1".into(), kind, prompt: "{1}".into(), level: 2, ..Item::default() };
    let pair = |left: &str, right: &str| Pair { left: left.into(), right: right.into() };
    for item in [
        Item {
            options: vec![choice(&Line { text: "a".into(), right: true, ..Line::default() })],
            ..item(Kind::Multiple)
        },
        Item { truth: Some(false), ..item(Kind::Boolean) },
        Item { answer: Some(0.1), tolerance: 0.01, unit: Some("元".into()), ..item(Kind::Numeric) },
        Item {
            answer: Some(12.0),
            further: vec![
                Number { answer: -20.5, tolerance: 0.5, share: Some(0.5), feedback: Some("四舍五入".into()) },
                Number { answer: 3.0, ..Number::default() },
            ],
            ..item(Kind::Numeric)
        },
        Item { accepted: vec![line("补发")], ..item(Kind::Text) },
        Item { pairs: vec![pair("a", "b"), pair("c", "d")], extra: vec!["e".into()], ..item(Kind::Matching) },
        Item { steps: vec!["一".into(), "二".into()], ..item(Kind::Ordering) },
        Item {
            blanks: vec![Blank { accepted: vec![line("7")], choices: vec!["7".into(), "8".into()] }],
            ..item(Kind::Cloze)
        },
    ] {
        assert_eq!(round(&item), item);
    }
}

#[test]
fn what_is_no_number_is_a_fault_and_stays_as_typed() {
    let draft = read(Kind::Numeric, &[("prompt", "?"), ("answer", "四十"), ("tolerance", "１．５")]);
    let item = draft.item(&Item::default());
    assert!(item.answer.is_some_and(f64::is_nan));
    assert!((item.tolerance - 1.5).abs() < 1e-9);
    let faults: Vec<String> = checks(&[item]).iter().map(|fault| fault.fault.to_string()).collect();
    assert!(faults.contains(&"`answer` is missing or no number".to_owned()), "{faults:?}");
    assert_eq!(draft.answer, "四十");
}

#[test]
fn empty_rows_are_none_and_far_ones_are_not_taken() {
    let pairs = [
        ("options.0.text", "甲"),
        ("options.1.text", " "),
        ("options.2.text", "乙"),
        ("right", "2"),
        ("options.999999.text", "远"),
        ("blanks.8.choices", "x"),
    ];
    let draft = read(Kind::Single, &pairs);
    let item = draft.item(&Item::default());
    let options: Vec<(&str, bool)> = item.options.iter().map(|one| (one.text.as_str(), one.right)).collect();
    assert_eq!(options, [("甲", false), ("乙", true)]);
    assert!(draft.blanks.is_empty());
}

#[test]
fn buttons_change_the_rows() {
    let mut draft = Draft::new(Kind::Cloze);
    draft.prompt = "{1}天内，{2}付，{3}退".to_owned();
    let mut press = |button: &str| draft.change(Change::read(button).unwrap());
    press("add.blanks");
    press("add.blanks");
    press("add.blanks.1");
    press("drop.blanks.0");
    press("drop.blanks.0.0");
    press("add.options");
    assert_eq!(draft.prompt, "天内，{1}付，{2}退");
    assert_eq!(draft.blanks.iter().map(|blank| blank.accepted.len()).collect::<Vec<_>>(), [1, 1]);
    assert_eq!(draft.options.len(), 1);
    draft.steps = ["一", "二", "三"].map(str::to_owned).to_vec();
    for button in ["up.steps.0", "up.steps.2", "down.steps.2", "down.steps.0", "drop.steps.7"] {
        draft.change(Change::read(button).unwrap());
    }
    assert_eq!(draft.steps, ["三", "一", "二"]);
    for odd in ["", "add", "add.prompt", "drop.options.x", "up.options.1", "drop.options.1.2.3"] {
        assert_eq!(Change::read(odd), None, "{odd}");
    }
    for _ in 0..100 {
        draft.change(Change::Add(Rows::Options));
        draft.change(Change::Add(Rows::Blanks));
    }
    assert_eq!((draft.options.len(), draft.blanks.len()), (ROWS_MAX, BLANKS_MAX));
}
