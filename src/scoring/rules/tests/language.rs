//! Reading and writing conditions.

use super::*;
use crate::language::act::{ActKind, Polarity, Topic};
use crate::scoring::rules::condition::{LENGTH_MAX, MESSAGES_MAX, NESTING_MAX, TERMS_MAX, TIME_MAX_S};
use crate::scoring::rules::names;
use crate::scoring::rules::parse::side_of;
use crate::simulation::scenario::ActionName;
use proptest::prelude::*;

/// Texts and how they are written back.
#[test]
fn conditions_are_read() {
    let check = |text: &str, expected: &str| {
        let read = parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(read.to_string(), expected, "{text}");
        assert_eq!(parse(expected), Ok(read), "{text}");
    };
    check("会议", "会议");
    check("\"不 用谢\"", "\"不 用谢\"");
    check("\"会议\"", "会议");
    check("22码", "22码");
    check("“ok” || \"a\\\"b\"", "\"ok\" || \"a\\\"b\"");
    check("act:apologise", "act:apologise");
    check("act:answer:size", "act:answer:size");
    check("act:answer:return:deny", "act:answer:return:deny");
    check("act:refuse:deny", "act:refuse:deny");
    check("did:ask:warehouse || did:refund", "did:ask:warehouse || did:refund");
    check("agent:退货&&buyer:( 退款||换 )", "agent:退货 && buyer:(退款 || 换)");
    check("!stalls", "!stalls");
    check("!!stalls", "!!stalls");
    // A window binds closest, then `!`, then `&&`, then `||`.
    check("一 || 二 && !三 within 5 messages", "一 || 二 && !三 within 5 messages");
    check("(!三) within 5 messages", "(!三) within 5 messages");
    check("(一 || 二) && 三", "(一 || 二) && 三");
    check("((一 && 二)) && 三", "(一 && 二) && 三");
    check("agent:一 within 1 message after", "agent:一 within 1 messages after");
    check("agent:(一 within 3min) before", "agent:(一 within 180s) before");
    check("waits && reply after 180 s", "waits && reply after 180s");
    check("一 within 30s before || 二 anywhere", "一 within 30s before || 二 anywhere");
    // Marks of a Chinese input method.
    check("！（agent：仓库）", "!agent:仓库");
    check("\n  一\n  && 二\n", "一 && 二");
}

/// Texts, the column of the fault, and a part of what is said about it.
#[test]
fn faults_have_a_column_and_plain_words() {
    let check = |text: &str, column: usize, part: &str| {
        let error = parse(text).expect_err(text);
        assert_eq!(error.column, column, "{text}: {error}");
        assert!(error.to_string().contains(part), "{text}: {error}");
    };
    check("", 1, "the end stands here; expected a word");
    check("   ", 4, "the end stands here");
    check("退货 &&", 6, "the end stands here; expected a word");
    check("退货 & 退款", 5, "expected `&&`");
    check("退货 | 退款", 5, "expected `||`");
    check("退货 退款", 4, "`退` stands here; expected `&&`, `||`, a window");
    check("退货，退款", 3, "`，` stands here");
    check("(退货 || 退款", 1, "never closed; add `)`");
    check("退货) || 退款", 3, "`)` stands here");
    check("()", 2, "`)` stands here; expected a word");
    check("退货 && \"退款", 7, "this quotation is never closed");
    check("退货 || \"  \"", 7, "nothing stands in the quotation marks");
    check("\"a\\n\"", 4, "after a backslash");
    check("act:apologize", 5, "no act is named `apologize`; do you mean `apologise`?");
    check("一 && act:", 10, "the end stands here; expected a label");
    check("act:answer:shoes", 12, "no topic is named `shoes`; one of: size colour");
    check("act:answer:size:yes", 17, "no polarity is named `yes`; one of: affirm deny");
    check("did:pay", 5, "no action is named `pay`");
    check("did:ask:boss", 9, "one of: warehouse carrier supervisor");
    check("did:refund:full", 12, "leave it out");
    check("repeat_question", 1, "do you mean `repeats_question`?");
    check("一 || ok", 6, "to look for these letters write \"ok\"");
    check("一 and 二", 3, "`a` stands here");
    check("and", 1, "write `&&`");
    check("agent 退货", 1, "a colon follows it: `agent:…`");
    check("agent:buyer:退货", 7, "leave out one");
    check("buyer:act:apologise", 7, "never true");
    check("agent:repeats_question", 7, "never true");
    check("within 5 messages", 1, "a window follows a term");
    check("一 within messages", 10, "expected a number with `messages`, `s` or `min`");
    check("一 within 5", 11, "after the number");
    check("一 within 0 messages", 10, "a window is 1 to 200 messages");
    check("一 within 201 messages", 10, "201 is too wide");
    check("一 after 86401s", 9, "a window is 1 to 86400 s");
    check("一 after 99999999999999999999999min", 9, "1440 min");
    check("一 after 5 messages", 3, "or `within 5 messages after`");
    check("一 within 5 messages before after 3s", 28, "one window a term");
    check("!", 2, "the end stands here");
    check(&"!".repeat(NESTING_MAX + 1), NESTING_MAX + 1, "inside each other");
    check(&"一".repeat(LENGTH_MAX + 1), LENGTH_MAX + 1, "make two rules of it");
    check(&vec!["一"; TERMS_MAX + 1].join("||"), 3 * TERMS_MAX + 1, "terms");
}

/// A fault far to the right is counted in characters, not in bytes, pictures or halves of UTF-16.
#[test]
fn columns_are_characters() {
    assert_eq!(parse("\"😭😭\" && 会议 && )").map_err(|error| error.column), Err(15));
}

fn word() -> impl Strategy<Value = Term> {
    prop_oneof!["[一-龥]{1,4}", "[a-z_]{1,6}", "[0-9]{1,3}[A-Z一-龥]", "[ -~“”，。😭\\\\]{0,5}[!-~“”😭\\\\]",]
        .prop_map(Term::Word)
}

fn term() -> impl Strategy<Value = Term> {
    let of = |labels: Vec<String>| proptest::sample::select(labels);
    let act = (
        of(names::labels::<ActKind>()),
        proptest::option::of(of(names::labels::<Topic>())),
        proptest::option::of(of(names::labels::<Polarity>())),
    )
        .prop_map(|(kind, topic, polarity)| Term::Act {
            kind: names::act_kind(&kind).unwrap(),
            topic: topic.map(|topic| names::topic(&topic).unwrap()),
            polarity: polarity.map(|polarity| names::polarity(&polarity).unwrap()),
        });
    let did = (of(names::labels::<ActionName>()), any::<proptest::sample::Index>(), any::<bool>()).prop_map(
        |(name, which, with)| {
            let name = names::action(&name).unwrap();
            let arguments = names::arguments(name);
            let with = (with && !arguments.is_empty()).then(|| *which.get(arguments));
            Term::Did(Deed { name, with })
        },
    );
    let named = proptest::sample::select(Predicate::ALL.to_vec()).prop_map(Term::Named);
    prop_oneof![2 => word(), 1 => act, 1 => did, 1 => named]
}

fn window() -> impl Strategy<Value = Window> {
    let (n, s) = (1..=MESSAGES_MAX, 1..=TIME_MAX_S);
    prop_oneof![
        n.clone().prop_map(Window::Messages),
        n.clone().prop_map(Window::MessagesAfter),
        n.prop_map(Window::MessagesBefore),
        s.clone().prop_map(Window::Seconds),
        s.clone().prop_map(Window::SecondsAfter),
        s.clone().prop_map(Window::SecondsBefore),
        s.prop_map(Window::LaterThan),
        Just(Window::Before),
        Just(Window::Anywhere),
    ]
}

/// Any tree a text can stand for.
fn condition() -> impl Strategy<Value = Condition> {
    let leaf = term().prop_map(Condition::Term);
    leaf.prop_recursive(4, 24, 3, |inner| {
        let side = prop_oneof![Just(Side::Agent), Just(Side::Buyer)];
        let many = proptest::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            many.clone().prop_map(Condition::And),
            many.prop_map(Condition::Or),
            inner.clone().prop_map(|one| Condition::Not(Box::new(one))),
            (side, inner.clone()).prop_map(|(side, one)| match &one {
                // `buyer:act:…` is refused.
                Condition::Term(term) if side_of(term).is_some_and(|only| only != side) => one,
                _ => Condition::By(side, Box::new(one)),
            }),
            (window(), inner).prop_map(|(window, one)| Condition::In(window, Box::new(one))),
        ]
    })
}

/// Pieces of the language in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(vec![
        "(",
        ")",
        "!",
        "&&",
        "||",
        "&",
        "|",
        " ",
        "\"",
        "“",
        "”",
        "\\",
        "agent:",
        "buyer:",
        "act:",
        "did:",
        "answer",
        ":size",
        ":deny",
        "ask",
        ":warehouse",
        "within ",
        "after ",
        "before",
        "anywhere",
        "5",
        " messages",
        "180s",
        "3min",
        "stalls",
        "waited",
        "退货",
        "，",
        "（",
        "）",
        "！",
        "：",
        "😭",
        "_",
        "\u{0}",
        "９",
        "Ａ",
    ]);
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn no_text_makes_the_parser_panic(text in "\\PC{0,60}") {
        if let Err(error) = parse(&text) {
            prop_assert!((1..=text.chars().count() + 1).contains(&error.column));
        }
    }

    #[test]
    fn no_pieces_make_it_panic_and_what_they_make_is_written_back(text in pieces()) {
        match parse(&text) {
            Ok(condition) => prop_assert_eq!(parse(&condition.to_string()), Ok(condition)),
            Err(error) => prop_assert!((1..=text.chars().count() + 1).contains(&error.column)),
        }
    }

    #[test]
    fn what_is_written_is_read_as_the_same(condition in condition()) {
        let text = condition.to_string();
        prop_assert_eq!(parse(&text), Ok(condition), "{}", text);
    }
}

#[test]
fn a_condition_is_text_in_a_file() {
    let rule: Rule = toml::from_str(
        "id='a'\nwhen='waited && !act:apologise within 5 messages'\npoints=-10\nseverity='serious'\nscope='any'\n\
         explanation='x'\nbetter='y'",
    )
    .unwrap();
    let json = serde_json::to_value(&rule).unwrap();
    assert_eq!(json["when"], "waited && !act:apologise within 5 messages");
    assert_eq!(serde_json::from_value::<Rule>(json).unwrap(), rule);
}
