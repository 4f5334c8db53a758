//! Form and text, faults and tries, on the manual's examples and the shipped cases.

use super::{Fields, Place, Sheet, TEXT_MAX_BYTES, TryFault, Workbench, with_id};
use crate::content::Files;
use crate::simulation::event::Body;
use std::path::Path;

const PLACE: &str = "xiaobu";

fn bench() -> Workbench {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Files::read(&root.join("tests/simulation/content")).unwrap();
    let shipped = Files::read(&root.join("content")).unwrap();
    files.0.extend(shipped.0.into_iter().filter(|(path, _)| path.starts_with("buyers/")));
    Workbench::new(files)
}

fn place(id: &str) -> Place {
    Place { shop: PLACE.to_owned(), id: id.to_owned() }
}

fn presale(bench: &Workbench) -> (Place, String) {
    let (place, text) = bench.shipped("presale-first-steps").unwrap();
    (place, text.to_owned())
}

const TEXT: &str = r#"# 开头的说明
id = "x"   # 与文件同名
title = "旧题" # 给教师看
post = "presale"
topic = "size"
difficulty = 1
product = "XB-1"

# 买家的第一件事
[[need]]
topic = "size"
id = "size"
better = "建议{product.size_for(foot_mm)}码"
[need.ask]
terse = ["多大码"]
plain = [
  "穿多大", # 最常见
  "要什么码",
]

[[need]]
id = "when"
topic = "dispatch"
ask = { terse = ["几时发"] }
better = "{shop.dispatch}内发" # 承诺
"#;

/// What one change of a field makes of the text: `from` becomes `to`, and nothing else changes.
fn written(change: impl Fn(&mut Fields), from: &str, to: &str) {
    let mut sheet = Sheet::of(Fields::read("x.toml", TEXT).unwrap());
    change(&mut sheet.now);
    assert!(TEXT.contains(from), "{from}");
    assert_eq!(sheet.write("x.toml", TEXT).unwrap(), TEXT.replacen(from, to, 1));
}

#[test]
fn a_field_is_written_and_all_else_stays() {
    written(|_| {}, "旧题", "旧题");
    written(|now| now.title = "新\"题\"".into(), "\"旧题\" # 给", "'新\"题\"' # 给");
    written(|now| now.post = "aftersales".into(), "\"presale\"", "\"aftersales\"");
    written(|now| now.topic = "price".into(), "topic = \"size\"\ndiff", "topic = \"price\"\ndiff");
    written(|now| now.difficulty = "3".into(), "difficulty = 1", "difficulty = 3");
    written(|now| now.difficulty = "难".into(), "difficulty = 1", "difficulty = \"难\"");
    written(|now| now.product = "XB-9".into(), "XB-1", "XB-9");
    written(|now| now.temper = "angry".into(), "\"XB-1\"\n", "\"XB-1\"\ntemper = \"angry\"\n");
    written(|now| now.needs[0].ask = "穿几码".into(), "\"穿多大\", # 最常见", "\"穿几码\", # 最常见");
    written(|now| now.needs[0].id = "fit".into(), "id = \"size\"\nbetter", "id = \"fit\"\nbetter");
    written(|now| now.needs[1].topic = "logistics".into(), "\"dispatch\"", "\"logistics\"");
    written(|now| now.needs[1].better = "今天发".into(), "\"{shop.dispatch}内发\" # 承", "\"今天发\" # 承");
    written(
        |now| now.needs[1].ask = "何时发".into(),
        "{ terse = [\"几时发\"] }",
        "{ terse = [\"几时发\"], plain = [\"何时发\"] }",
    );
}

#[test]
fn an_orders_product_is_its_lines() {
    let text = "id = \"x\"\n[order]\nstate = \"paid\"\n[[order.line]] # 一双\nproduct = \"A\"\nsize = \"1\"\n";
    let mut sheet = Sheet::of(Fields::read("x.toml", text).unwrap());
    assert_eq!(sheet.now.product, "A");
    sheet.now.product = "B".into();
    assert_eq!(sheet.write("x.toml", text).unwrap(), text.replace("\"A\"", "\"B\""));
}

#[test]
fn what_was_written_into_the_form_outlives_a_change_of_the_text() {
    let mut sheet = Sheet::of(Fields::read("x.toml", TEXT).unwrap());
    sheet.now.title = "新题".into();
    sheet.now.needs[1].better = "今天发".into();
    let other = TEXT.replace("XB-1", "XB-2").replace("id = \"size\"", "id = \"fit\"");
    let sheet = sheet.beside(&Fields::read("x.toml", &other).unwrap());
    assert_eq!((sheet.now.title.as_str(), sheet.was.title.as_str()), ("新题", "旧题"));
    assert_eq!((sheet.now.product.as_str(), sheet.was.product.as_str()), ("XB-2", "XB-2"));
    let needs: Vec<(&str, &str)> =
        sheet.now.needs.iter().map(|need| (need.id.as_str(), need.better.as_str())).collect();
    assert_eq!(needs, [("fit", "建议{product.size_for(foot_mm)}码"), ("when", "今天发")]);

    let gone = other.replace("id = \"when\"", "id = \"then\"");
    let sheet = sheet.beside(&Fields::read("x.toml", &gone).unwrap());
    let ids: Vec<&str> = sheet.now.needs.iter().map(|need| need.id.as_str()).collect();
    assert_eq!(ids, ["fit", "then", "when"], "the changed need is kept");
    assert!(sheet.write("x.toml", &gone).unwrap_err().message.contains("`when` is not in the text"));
}

/// A change of the manual's presale example, and the fault it has at the line where it was changed.
fn faulty(from: &str, to: &str, part: &str) {
    let bench = bench();
    let (place, text) = presale(&bench);
    let at = text.find(from).unwrap();
    let line = crate::content::fault::line_at(&text, at);
    let faults = bench.check(&place, &text.replacen(from, to, 1));
    assert!(
        faults.iter().any(|one| one.file == place.file() && one.line == line && one.message.contains(part)),
        "{from} → {to}: {faults:?}"
    );
}

#[test]
fn a_fault_carries_the_scenarios_own_line() {
    faulty("product = \"XB-2107\"", "product = \"XB-9\"", "no product XB-9");
    faulty("title =", "title ", "mend the TOML");
    faulty("temper =", "tempre =", "unknown field");
    faulty("requires = [\"foot_mm\"]", "requires = [\"feet\"]", "no fact here");
    faulty("value = \"shop.dispatch\"", "value = \"shop.despatch\"", "no `despatch`");
    faulty("id = \"presale-first-steps\"", "id = \"presale-other\"", "this is the page of `presale-first-steps`");
}

#[test]
fn a_good_text_has_no_fault_and_a_new_one_neither() {
    let bench = bench();
    let (own, text) = presale(&bench);
    assert_eq!(bench.check(&own, &text), []);
    let new = place("presale-second-steps");
    let text = with_id(&new.file(), &text, &new.id).unwrap();
    assert_eq!(bench.check(&new, &text), []);
    assert!(text.len() < TEXT_MAX_BYTES / 10);
    assert!(bench.shipped("presale-second-steps").is_none());
}

#[test]
fn an_id_is_a_file_name() {
    for (id, good) in [
        ("presale-a-2", true),
        ("", false),
        ("new", false),
        ("-a", false),
        ("a/b", false),
        ("..", false),
        ("A", false),
        ("尺码", false),
    ] {
        assert_eq!(Place::is_id(id), good, "{id}");
    }
    assert!(!Place::is_id(&"a".repeat(61)));
}

#[test]
fn the_own_wordings_resolve_the_case_and_silence_does_not() {
    let bench = bench();
    for id in ["presale-first-steps", "aftersales-sole-open"] {
        let (place, text) = bench.shipped(id).unwrap();
        let script = bench.own_script(&place, text, 1).unwrap();
        let tried = bench.try_out(&place, text, 1, &script).unwrap();
        assert!(tried.report.resolved, "{script}\n{:?}", tried.report);
        assert!(tried.report.needs.iter().all(|need| need.met_seq.is_some()));
        let understood = |body: &Body| matches!(body, Body::AgentSaid { acts, .. } if !acts.is_empty());
        assert!(tried.events.iter().any(|event| understood(&event.body)));
        assert!(!bench.try_out(&place, text, 1, "").unwrap().report.resolved);
    }
}

#[test]
fn a_try_names_what_it_cannot_play() {
    let bench = bench();
    let (place, text) = presale(&bench);
    let script = |script: &str| match bench.try_out(&place, &text, 1, script).unwrap_err() {
        TryFault::Script(fault) => (fault.line, fault.message),
        TryFault::Scenario(faults) => panic!("{faults:?}"),
    };
    assert_eq!(script("+1 say 在\n+2 shout 在").0, 2);
    assert!(script(&"+1 say 在\n".repeat(201)).1.contains("at most 200"));
    let broken = bench.try_out(&place, &text.replace("XB-2107", "XB-9"), 1, "").unwrap_err();
    assert!(matches!(&broken, TryFault::Scenario(faults) if faults[0].message.contains("XB-9")), "{broken:?}");
}
