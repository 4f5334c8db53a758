use super::*;
use crate::quiz::{
    self, Kind,
    carried::{Role, Source, TextFormat},
};
use encoding_rs::GB18030;
use proptest::prelude::*;

const GIFT: &str = include_str!("../../../tests/fixtures/items/exchange/varied.gift");
const XML: &str = include_str!("../../../tests/fixtures/items/exchange/varied.xml");

/// Items without the lines they were read from.
fn placeless(items: &[Imported]) -> Vec<Imported> {
    items.iter().map(|item| Imported { line: 0, ..item.clone() }).collect()
}

/// To the bank and back, through its JSON as a database keeps it.
fn through_bank(items: &[Imported]) -> Vec<Imported> {
    let banked = |item: &Imported| {
        let item = banked(item, "i", "returns", 1);
        let json = serde_json::to_string(&item).unwrap();
        unbanked(&serde_json::from_str(&json).unwrap())
    };
    items.iter().map(banked).collect()
}

fn same(got: &[Imported], expected: &[Imported]) {
    for (got, expected) in got.iter().zip(expected) {
        assert_eq!(got, expected, "{}", expected.name);
    }
    assert_eq!(got.len(), expected.len());
}

fn told(import: &Import) -> Vec<String> {
    import.faults.iter().map(|fault| format!("{}: {}", fault.line, fault.trouble)).collect()
}

fn round_trip(format: Format, file: &str) -> (String, Import) {
    let first = read(format, file.as_bytes());
    let (written, troubles) = write(format, &through_bank(&first.items));
    assert_eq!(troubles, []);
    let second = read(format, written.as_bytes());
    assert_eq!(told(&second), told(&Import { faults: second.faults.clone(), ..Import::default() }));
    same(&placeless(&second.items), &placeless(&first.items));
    let (again, _) = write(format, &through_bank(&second.items));
    assert_eq!(again, written, "the second writing differs");
    (written, first)
}

#[test]
fn gift_through_the_bank_is_the_same() {
    let (_, first) = round_trip(Format::Gift, GIFT);
    assert_eq!(told(&first), Vec::<String>::new());
    assert!(first.items.len() >= 60, "{}", first.items.len());
    let kinds: std::collections::BTreeSet<Kind> = first.items.iter().map(|item| item.kind).collect();
    assert_eq!(kinds.len(), Kind::ALL.len() - 1, "all but the cloze: {kinds:?}");
}

#[test]
fn moodle_xml_through_the_bank_is_the_same() {
    let (_, first) = round_trip(Format::MoodleXml, XML);
    assert_eq!(told(&first), Vec::<String>::new());
    assert!(first.items.len() >= 60, "{}", first.items.len());
    let kinds: std::collections::BTreeSet<Kind> = first.items.iter().map(|item| item.kind).collect();
    assert_eq!(kinds.len(), Kind::ALL.len());
}

#[test]
fn gift_as_xml_and_tables_holds_what_is_asked() {
    let gift = read(Format::Gift, GIFT.as_bytes());
    let asked = |items: &[Imported]| -> Vec<Imported> {
        // Tables and the other format keep no markup.
        let plain = |item: &Imported| Imported { sources: Vec::new(), embedded: Vec::new(), line: 0, ..item.clone() };
        items.iter().map(plain).collect()
    };
    let (xml, _) = write(Format::MoodleXml, &gift.items);
    same(&asked(&read(Format::MoodleXml, xml.as_bytes()).items), &asked(&gift.items));
    let (csv, _) = write(Format::Csv, &gift.items);
    let table = read(Format::Csv, csv.as_bytes());
    assert_eq!(told(&table), Vec::<String>::new());
    same(&asked(&table.items), &asked(&gift.items));
}

#[test]
fn gift_reads() {
    let import = read(Format::Gift, GIFT.as_bytes());
    let of = |name: &str| import.items.iter().find(|item| item.name == name).unwrap_or_else(|| panic!("{name}"));
    insta::assert_json_snapshot!(
        "gift_reads",
        [
            "退货期限",
            "权重",
            "判断三",
            "缺词一",
            "数字四",
            "数字三",
            "配对二",
            "说明一",
            "排序二",
            "网页一",
            "转义一",
            "转义二",
            "有编号",
            "空行",
            "注释",
            "反馈多行",
            "句号在尾",
        ]
        .map(of)
    );
}

#[test]
fn every_banked_item_marks_its_own_key() {
    let imports = [read(Format::Gift, GIFT.as_bytes()), read(Format::MoodleXml, XML.as_bytes())];
    for read in imports.iter().flat_map(|import| &import.items).filter(|item| item.kind.is_marked()) {
        let item = banked(read, "i", "returns", 1);
        let faults: Vec<String> = quiz::checks(std::slice::from_ref(&item)).iter().map(ToString::to_string).collect();
        // What the bank asks for more than the format: at least three steps.
        assert!(faults.is_empty(), "{}: {faults:?}", read.name);
        let all = |count: usize| (0..count as u64).collect::<Vec<u64>>();
        let answer = match item.kind {
            Kind::Single | Kind::Multiple => {
                let right = (0..).zip(&item.options).filter(|(_, option)| option.right).map(|(at, _)| at);
                quiz::Answer::Options(right.collect())
            }
            Kind::Boolean => quiz::Answer::Truth(item.truth.unwrap()),
            Kind::Numeric => quiz::Answer::Number(item.answer.unwrap()),
            Kind::Text => quiz::Answer::Text(item.accepted[0].text.clone()),
            Kind::Matching => {
                let place = |right: &String| item.rights().iter().position(|one| one == right).map(|at| at as u64);
                quiz::Answer::Pairs(item.pairs.iter().map(|pair| place(&pair.right)).collect())
            }
            Kind::Ordering => quiz::Answer::Order(all(item.steps.len())),
            Kind::Cloze => {
                quiz::Answer::Blanks(item.blanks.iter().map(|blank| blank.accepted[0].text.clone()).collect())
            }
            Kind::Essay | Kind::Description => continue,
        };
        let mark = quiz::mark(&item, &answer);
        let partly = item.options.iter().any(|option| option.right && option.share.is_some_and(|share| share < 1.0));
        assert!(mark > 0.999 || (item.kind == Kind::Single && partly), "{}: {mark}", read.name);
    }
}

#[test]
fn gift_faults() {
    let check = |text: &str, expected: &[&str], good: usize| {
        let import = read(Format::Gift, text.as_bytes());
        assert_eq!(told(&import), expected, "{text}");
        assert_eq!(import.items.len(), good, "{text}");
    };
    let ok = "一{T}\n\n";
    let unclosed = "2: `{` is never closed; write `}` after the answers, or `\\{` for the mark itself";
    check(&format!("开头\n没有关{{=一\n~二\n\n{ok}"), &[unclosed], 1);
    check(&format!("{ok}二}}\n"), &["3: `}` without `{`; write `\\}` for the mark itself"], 1);
    check("::名字 {T}", &["1: the name is not closed; write it as ::name::"], 0);
    check("问{~一 ~二}", &["1: no answer is right; mark the right one"], 0);
    check("问{\n=一\n~\n}", &["3: an answer is empty; write it or take it out"], 0);
    check("问{#十二}", &["1: \"十二\" is no number; write it in digits, with a point"], 0);
    check("问{#1..x}", &["1: \"x\" is no number; write it in digits, with a point"], 0);
    check("问{=一 -> 二\n=三}", &["2: \"三\" has no right side; write left -> right"], 0);
    check("问{~%200%一 ~二}", &["1: \"200\" is no share; it goes from -100% to 100%"], 0);
    check("{T}", &["1: the question has no text; write it before the answers"], 0);
    check("问{=一 {~二}", &["1: a second `{`; one question has one block of answers"], 0);
    check("问{话 =一 ~二}", &["1: \"话\" stands before the first answer; begin each with = or ~"], 0);
    let twice = "::甲::一{T}\n\n::甲::二{F}\n\n$CATEGORY: 别处\n\n::甲::三{T}\n";
    check(twice, &["3: the name \"甲\" is used before, at 1; give one of them another name"], 2);
    let many = format!("问{{{}=对}}", "~错".repeat(ANSWERS_MAX));
    check(&many, &["1: more than 50 answers; leave some out"], 0);
    check(
        &"问{T}\n\n".repeat(ITEMS_MAX + 1),
        &["10001: more than 5000 items; the rest was not read: split the file"],
        ITEMS_MAX,
    );
    check("\u{feff}::a::b{T}\r\n\r\nc{F}", &[], 2);
}

#[test]
fn xml_faults() {
    let check = |text: &str, expected: &[&str], good: usize| {
        let import = read(Format::MoodleXml, text.as_bytes());
        assert_eq!(told(&import), expected, "{text}");
        assert_eq!(import.items.len(), good, "{text}");
    };
    let question = |kind: &str, inner: &str| {
        format!("<question type=\"{kind}\"><questiontext><text>问</text></questiontext>{inner}</question>\n")
    };
    let ok = question("essay", "");
    check("你好", &["1: this is not Moodle's XML: the outermost element is <quiz>"], 0);
    check("<html/>", &["1: this is not Moodle's XML: the outermost element is <quiz>"], 0);
    check(
        &format!("<quiz>\n{ok}<question>\n<name></text></question></quiz>"),
        &[
            "4: not well-formed XML: ill-formed document: expected `</name>`, but `</text>` was found; nothing after this place was read",
        ],
        1,
    );
    check(
        &format!("<quiz>\n{ok}"),
        &["3: not well-formed XML: the file ends before </quiz>; nothing after this place was read"],
        1,
    );
    check(
        &format!("<quiz>\n{}{ok}</quiz>", question("calculated", "")),
        &["2: questions of the kind \"calculated\" are not read; take it out, or make it another kind"],
        1,
    );
    let bomb = "<!DOCTYPE q [<!ENTITY a \"xx\"><!ENTITY b \"&a;&a;\">]>\n<quiz><question type=\"essay\"><questiontext><text>&b;</text></questiontext></question></quiz>";
    check(bomb, &["2: not well-formed XML: the entity &b; is not known; nothing after this place was read"], 0);
    let deep = format!("<quiz>\n{}", "<a>".repeat(100));
    check(&deep, &["2: the elements lie more than 64 deep; nothing after this place was read"], 0);
    let picture = "<quiz><question type=\"essay\"><questiontext format=\"html\"><text>&lt;img src=\"@@PLUGINFILE@@/a.png\"/&gt;看图</text>\n<file name=\"a.png\" encoding=\"base64\">iVBORw0KGgo=</file></questiontext></question></quiz>";
    check(picture, &["2: the picture or file \"a.png\" was left out; the item is kept"], 1);
    let cloze = "<quiz><question type=\"cloze\">\n<questiontext><text>{1:SA:=x</text></questiontext></question></quiz>";
    check(cloze, &["2: the embedded answer \"{1:SA:=x\" cannot be read; write {1:SHORTANSWER:=word}"], 0);
}

#[test]
fn tables() {
    let check = |text: &str, expected: &[&str], good: usize| {
        let import = read(Format::Csv, text.as_bytes());
        assert_eq!(told(&import), expected, "{text}");
        assert_eq!(import.items.len(), good, "{text}");
    };
    let head = "name,kind,prompt,answer1,fraction1,answer2,fraction2\n";
    let ok = "q1,single,几天？,7 天,1,15 天,0\n";
    check(&format!("{head}{ok}"), &[], 1);
    check(
        &format!("{head}q0,single,a,b\n{ok}q2,single,x,a,1,b,0,c\n"),
        &[
            "2: 4 cells where the header has 7; add or take out commas, or put quotes around text with commas",
            "4: 8 cells where the header has 7; add or take out commas, or put quotes around text with commas",
        ],
        1,
    );
    check(
        &format!("{head}{ok}q1,boolean,x,true,1,false,0\n"),
        &["3: the name \"q1\" is used before, at 2; give one of them another name"],
        1,
    );
    check(
        &format!("{head}{ok}q2,single,\"=HYPERLINK(\"\"http://x\"\")\",a,1,b,0\n"),
        &["3: column prompt: a formula, not text; write the words, or put ' before it"],
        1,
    );
    check(&format!("{head}{ok}q2,single,'=1+1 是几？,2,1,3,0\n"), &[], 2);
    check(
        &format!("{head}{ok}q2,单选,\"x,a,1,b,0\n"),
        &["3: a quoted cell is not closed; nothing after this row was read"],
        1,
    );
    check(
        &format!("{head}{ok}q2,谜语,x,a,1,b,0\n")[..],
        &[
            "3: the kind \"谜语\" is not known; write single, multiple, boolean, numeric, text, matching, ordering, cloze, essay or description",
        ],
        1,
    );
    check("名称,题型\na,单选\n", &["1: the header names no column \"prompt\"; see the example"], 0);
    check("", &["1: the header names no column \"prompt\"; see the example"], 0);
    check(&format!("色,{head}绿,{ok}"), &["1: the column \"色\" is not known and was left out; the items are kept"], 1);
}

#[test]
fn chinese_tables() {
    let text = "名称,题型,题干,选项A,选项B,选项C,答案,解析\r\n\
        一,单选题,签收后几天内可退？,3 天,7 天,15 天,B,平台规则\r\n\
        二,多选题,哪些能退？,衣服,生鲜,鞋,\"A,C\",\r\n\
        三,判断题,赠品要退回。,,,,√,\r\n\
        四,判断,生鲜可退。,对,错,,B,\r\n\
        五,填空题,少件怎么办？,,,,补发;补寄,\r\n\
        六,数值,两件多少元？,,,,74.8±0.1,\r\n\
        七,连线,配对,少件→补发,错发→换货,,,\r\n\
        八,排序,排好,核对,道歉,办法,BAC,\r\n\
        九,问答,写一条回复,,,,,\r\n\
        十,,看答案猜题型,甲,乙,丙,甲,\r\n\
        十一,单选,没有答案,甲,乙,丙,丁,\r\n";
    for bytes in
        [text.as_bytes().to_vec(), GB18030.encode(text).0.into_owned(), [b"\xef\xbb\xbf", text.as_bytes()].concat()]
    {
        let import = read(Format::Csv, &bytes);
        assert_eq!(told(&import), ["12: the answer \"丁\" is not among the options"]);
        insta::assert_json_snapshot!("chinese_table", import.items);
    }
}

#[test]
fn workbooks() {
    let check = |bytes: &[u8], expected: &[&str], good: usize| {
        let import = read(Format::Csv, bytes);
        assert_eq!(told(&import), expected);
        assert_eq!(import.items.len(), good, "{:?}", import.items);
    };
    check(
        include_bytes!("../../../tests/fixtures/items/exchange/formula.xlsx"),
        &["3: cell D3 is a formula; its last value was read and the item is kept"],
        2,
    );
    let far = include_bytes!("../../../tests/fixtures/items/exchange/far-cell.xlsx");
    check(far, &["1048576: more than 5000 items; the rest was not read: split the file"], 1);
    let broken = read(Format::Csv, b"PK\x03\x04nothing more");
    assert!(matches!(broken.faults[0].trouble, Trouble::Workbook(_)));
    let old = read(Format::Csv, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    assert!(matches!(old.faults[0].trouble, Trouble::Workbook(_)));
}

#[test]
fn formats_are_guessed() {
    let check = |name: &str, text: &str, expected: Format| {
        assert_eq!(Format::guess(name, text.as_bytes()), expected, "{name} {text}");
    };
    check("a.GIFT", "", Format::Gift);
    check("a.xml", "", Format::MoodleXml);
    check("a.xlsx", "PK\u{3}\u{4}", Format::Csv);
    check("a.txt", "\u{feff}<?xml version=\"1.0\"?><quiz/>", Format::MoodleXml);
    check("a.txt", "问\nA. 一\nB. 二\nANSWER: A", Format::Aiken);
    check("a.txt", "::问::一{T}", Format::Gift);
    check("a", "name,kind,prompt\n", Format::Csv);
}

/// Words as people and mischief write them, without blanks at the ends.
fn words() -> impl Strategy<Value = String> {
    "[a-z\u{4e00}-\u{4e20}:#={}~\\\\%<>&\"',;@+\\[\\]$/0-9 .()\n_-]{1,12}".prop_filter_map("words", |text| {
        let text = text.trim().replace("->", "- >").replace("  ", " ");
        // Those that read as markup are for the fixtures.
        let plain = !text.is_empty() && super::html::shown(None, &text) == text && !text.contains("_____");
        plain.then_some(text)
    })
}

fn answers() -> impl Strategy<Value = Vec<(String, i32, String)>> {
    let one = (words(), -20..=20_i32, prop_oneof![Just(String::new()), words()]);
    proptest::collection::vec(one, 2..6)
}

fn generated_item() -> impl Strategy<Value = Imported> {
    (0..9_usize, words(), words(), answers(), proptest::option::of(words()), -1000..1000_i32).prop_map(
        |(kind, name, prompt, answers, general, number)| {
            let kind = [
                Kind::Single,
                Kind::Multiple,
                Kind::Boolean,
                Kind::Numeric,
                Kind::Text,
                Kind::Matching,
                Kind::Ordering,
                Kind::Essay,
                Kind::Description,
            ][kind];
            let mut item = Imported {
                name: name.replace('\n', " "),
                kind,
                prompt,
                general_feedback: general,
                ..Imported::default()
            };
            item.answers = answers
                .iter()
                .enumerate()
                .map(|(at, (text, share, feedback))| {
                    let fraction = if at == 0 { 1.0 } else { f64::from(*share) / 20.0 };
                    let one =
                        ImportedAnswer { feedback: feedback.clone(), ..ImportedAnswer::new(text.clone(), fraction) };
                    let bare = ImportedAnswer { feedback: String::new(), fraction: 1.0, ..one.clone() };
                    match kind {
                        Kind::Numeric => {
                            let value = number::written(f64::from(number) / 8.0 + at as f64);
                            ImportedAnswer { text: value, tolerance: Some(f64::from(at as u32) / 4.0), ..one }
                        }
                        Kind::Matching => ImportedAnswer { right: Some(feedback.clone() + "r"), ..bare },
                        Kind::Ordering => bare,
                        _ => one,
                    }
                })
                .collect();
            match kind {
                Kind::Boolean => {
                    item.answers.truncate(2);
                    let truth = number % 2 == 0;
                    for (one, place) in item.answers.iter_mut().zip([true, false]) {
                        one.text = place.to_string();
                        one.fraction = if place == truth { 1.0 } else { 0.0 };
                    }
                }
                Kind::Numeric => gift::best_first(&mut item.answers),
                Kind::Essay | Kind::Description => item.answers.clear(),
                _ => {}
            }
            if kind == Kind::Description {
                item.general_feedback = None;
            }
            item
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_is_written_reads_the_same(items in proptest::collection::vec(generated_item(), 1..4)) {
        let mut items = items;
        for (at, item) in items.iter_mut().enumerate() {
            item.name.push_str(&at.to_string());
        }
        for format in [Format::Gift, Format::MoodleXml, Format::Csv] {
            let (written, troubles) = write(format, &items);
            prop_assert_eq!(troubles, []);
            let back = read(format, written.as_bytes());
            prop_assert_eq!(told(&back), Vec::<String>::new(), "{:?}: {}", format, written);
            prop_assert_eq!(placeless(&back.items), placeless(&items), "{:?}: {}", format, written);
        }
        prop_assert_eq!(through_bank(&items), items);
    }

    #[test]
    fn no_bytes_break_a_reader(start in 0..5_usize, bytes in proptest::collection::vec(any::<u8>(), 0..200), text in "[\\PC\n]{0,120}") {
        let start = ["", "::", "<quiz><question type=\"cloze\">", "name,kind,prompt,answer1\n", "PK\u{3}\u{4}"][start];
        for format in [Format::Gift, Format::MoodleXml, Format::Aiken, Format::Csv] {
            read(format, &[start.as_bytes(), &bytes].concat());
            read(format, &[start.as_bytes(), text.as_bytes()].concat());
        }
    }

    #[test]
    fn changed_files_break_no_reader(at in 0..30_000_usize, take in 0..40_usize, put in "[{}:=~#\\\\<>&\"\n,]{0,4}") {
        for (format, file) in [(Format::Gift, GIFT), (Format::MoodleXml, XML)] {
            let from = file.floor_char_boundary(at % file.len());
            let to = file.floor_char_boundary((from + take).min(file.len()));
            // As far as a page of the file: debug builds are slow.
            let end = file.floor_char_boundary((to + 2_000).min(file.len()));
            let before = file.floor_char_boundary(from.saturating_sub(2_000));
            let text = [&file[before..from], put.as_str(), &file[to..end]].concat();
            let text = if format == Format::MoodleXml { format!("<quiz>{text}") } else { text };
            read(format, text.as_bytes());
        }
    }

    #[test]
    fn a_fault_is_told_at_its_line(before in 0..20_usize, blank in 1..4_usize) {
        let gift = format!("{}::x::坏{{~一 ~二}}\n", format!("题{{T}}{}", "\n".repeat(blank + 1)).repeat(before));
        let import = read(Format::Gift, gift.as_bytes());
        prop_assert_eq!(import.items.len(), before);
        prop_assert_eq!(import.faults[0].line as usize, before * (blank + 1) + 1);
    }
}

#[test]
fn a_changed_item_is_written_as_it_reads_now() {
    let xml = read(Format::MoodleXml, XML.as_bytes());
    let mut item = banked(&xml.items[0], "i", "returns", 1);
    item.prompt = "改过的题干".to_owned();
    let (written, _) = write(Format::MoodleXml, &[unbanked(&item)]);
    assert!(written.contains("<questiontext format=\"plain_text\"><text>改过的题干</text>"), "{written}");
    assert!(written.contains("<text>&lt;p&gt;7 天&lt;/p&gt;</text>"), "{written}");
    let source =
        Source { role: Role::Prompt, shown: "甲".into(), format: Some(TextFormat::Html), text: "<p>甲</p>".into() };
    let item = Imported { prompt: "甲".into(), kind: Kind::Essay, sources: vec![source], ..Imported::default() };
    assert!(write(Format::Gift, &[item]).0.contains("[html]<p>甲</p>{}"));
}
