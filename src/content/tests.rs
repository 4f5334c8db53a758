//! The shipped content and the manual's examples are without fault; broken content is named with its line.

use super::{Checked, Files, check};
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn examples() -> Files {
    let mut files = Files::read(&root().join("tests/simulation/content")).unwrap();
    files.0.extend(
        Files::read(&root().join("content")).unwrap().0.into_iter().filter(|(path, _)| path.starts_with("buyers/")),
    );
    files
}

fn faults(checked: &Checked) -> String {
    checked.faults.iter().map(|fault| format!("{fault}\n")).collect()
}

#[test]
fn the_shipped_content_is_without_fault() {
    let checked = check(&Files::read(&root().join("content")).unwrap());
    println!("{checked}");
    assert!(checked.faults.is_empty(), "{}{checked}", faults(&checked));
}

#[test]
fn the_manuals_examples_are_the_tested_ones() {
    let manual = std::fs::read_to_string(root().join("content/README.md")).unwrap();
    let examples = examples();
    let mut found = 0;
    for part in manual.split("<!-- ").skip(1) {
        let (path, rest) = part.split_once(" -->\n```toml\n").unwrap();
        let (text, _) = rest.split_once("```").unwrap();
        assert_eq!(examples.0.get(path).map(String::as_str), Some(text), "{path}");
        found += 1;
    }
    assert_eq!(found, 3);
}

const PRESALE: &str = "shops/xiaobu/scenarios/presale-first-steps.toml";
const AFTERSALES: &str = "shops/xiaobu/scenarios/aftersales-sole-open.toml";
const SHOP: &str = "shops/xiaobu/shop.toml";
const PRODUCTS: &str = "shops/xiaobu/products.toml";

/// Replaces `from` by `to` in one file and looks for a fault on the line where `from` stands, or on the line of `anchor` where given.
fn broken(file: &str, from: &str, to: &str, anchor: Option<&str>, part: &str) {
    let mut files = examples();
    let text = files.0.get_mut(file).unwrap();
    let at = text.find(from).unwrap_or_else(|| panic!("{from} is not in {file}"));
    let at = anchor.map_or(at, |anchor| text.find(anchor).unwrap());
    let line = super::fault::line_at(text, at);
    *text = text.replacen(from, to, 1);
    let checked = check(&files);
    let found =
        checked.faults.iter().any(|fault| fault.file == file && fault.line == line && fault.message.contains(part));
    assert!(found, "wanted {file}:{line}: …{part}…, found\n{}", faults(&checked));
}

#[test]
fn broken_content_is_named_with_its_line() {
    broken(PRESALE, "title =", "title ", None, "mend the TOML");
    broken(PRESALE, "difficulty = 1", "difficulty = \"one\"", None, "invalid type");
    broken(PRESALE, "temper = \"friendly\"", "tempre = \"friendly\"", None, "unknown field");
    broken(PRESALE, "temper = \"friendly\"", "temper = \"frendly\"", None, "unknown variant");
    broken(PRESALE, "id = \"presale-first-steps\"", "id = \"presale-first\"", None, "name the file");
    broken(PRESALE, "product = \"XB-2107\"", "product = \"XB-9\"", None, "no product XB-9");
    broken(PRESALE, "difficulty = 1", "difficulty = 4", None, "1, 2 or 3");
    broken(PRESALE, "requires = [\"foot_mm\"]", "requires = [\"feet\"]", None, "no fact here");
    broken(PRESALE, "terse = [\"啥材质\"]", "terse = [\"\"]", None, "empty line");
    broken(
        PRESALE,
        "better = \"鞋面是{product.material(鞋面)}",
        "better = \"鞋面是{product.material(鞋带)}",
        None,
        "no part 鞋带",
    );
    broken(
        PRESALE,
        "\"112\", \"117\"",
        "\"112\", \"217\"",
        Some("value = \"product.size_for"),
        "outside the size table",
    );
    broken(PRESALE, "before = \"size\"", "before = \"sice\"", None, "no need here");
    broken(PRESALE, "value = \"shop.dispatch\"", "value = \"shop.despatch\"", None, "no `despatch`");
    broken(
        AFTERSALES,
        "refund = \"shop.compensation(开胶)\"",
        "refund = \"shop.compensation(开裂)\"",
        None,
        "no compensation for 开裂",
    );
    broken(AFTERSALES, "size = \"21\"", "size = \"31\"", Some("[[order.line]]"), "not made in");
    broken(AFTERSALES, "refund = \"shop.compensation(开胶)\"", "refund = \"4000\"", Some("id = "), "does not resolve");
    broken(
        AFTERSALES,
        "[end]\nrefund",
        "[end]\nresend = \"XB-3301\"\nrefund",
        Some("id = "),
        "end state cannot be reached",
    );
    broken(SHOP, "within_hours = 48", "", Some("[dispatch]"), "missing field");
    broken(SHOP, "{ size = \"20\", from = 111", "{ size = \"20\", from = 110", None, "overlap");
    broken(SHOP, "\"其他\" = 4\n", "", Some("[dispatch.transit_days]"), "其他");
    broken(PRODUCTS, "size_table = \"baby\"", "size_table = \"kids\"", None, "no size table `kids`");
    broken(PRODUCTS, "id = \"XB-3301\"", "id = \"XB-2107\"", None, "is taken");
    broken(PRODUCTS, "price_yuan_cents = 16900", "price_yuan_cents = 0", None, "costs nothing");
}

const RULES: &str = "rules/own.toml";

/// A rule set put beside the examples, and the fault it has. `|` parts the lines.
#[test]
fn broken_rules_are_named_with_line_and_column() {
    let broken = |from: &str, to: &str, line: u64, part: &str| {
        let whole = "id = 'own'|title = '本店'|version = 1||[[rule]]|id = 'vip'|when = \"agent:会员 && !act:apologise\"|points = -2|\
                     severity = 'fault'|scope = 'any'|explanation = '不提会员'|better = '您好'||[[rule]]|id = 'wait'|\
                     when = 'waited'|points = -1|severity = 'note'|scope = 'each'|explanation = '久等'|better = '抱歉'|";
        assert!(whole.contains(from), "{from}");
        let mut files = examples();
        files.0.insert(RULES.to_owned(), whole.replacen(from, to, 1).replace('|', "\n"));
        let checked = check(&files);
        let found = |fault: &super::Fault| fault.file == RULES && fault.line == line && fault.message.contains(part);
        assert_eq!(checked.faults.iter().any(found), !part.is_empty(), "{from} → {to}: {}", faults(&checked));
        assert_eq!(checked.content.rules.contains_key("own"), part.is_empty(), "{from} → {to}");
    };
    broken("'own'", "'own'", 1, "");
    broken("act:apologise", "act:apologize", 7, "column 18: no act is named `apologize`; do you mean `apologise`?");
    broken("'waited'", "'waited >'", 16, "column 8: `>` stands here");
    broken("'own'", "'ours'", 1, "name the file ours.toml");
    broken("'wait'", "'vip'", 15, "every rule has its own");
    broken("'vip'", "'会员'", 6, "small letters");
    broken("points = -2", "points = 0", 8, "1 to 100");
    broken("|better = '您好'", "", 8, "no better wording");
    broken("points = -2", "points = 2", 9, "praise is a `note`");
    broken("version = 1", "version = 0", 3, "count from 1");
    broken("scope = 'any'", "scope = 'within'", 10, "unknown variant");
    broken("explanation = '久等'", "explanation = ''", 20, "fill it in");
    broken("points = -1", "point = -1", 17, "unknown field");
}

/// A case that silence resolves is none.
#[test]
fn a_silent_agent_must_not_pass() {
    let mut files = examples();
    let text = files.0.get_mut(AFTERSALES).unwrap();
    *text = text.replace("[[need]]\nid = \"remedy\"", "[[need]]\nhidden = true\nid = \"remedy\"");
    let checked = check(&files);
    assert!(faults(&checked).contains("no need is ever asked"), "{}", faults(&checked));
}
