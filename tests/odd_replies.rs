//! Replies no agent would write: very long, control characters, marks that turn the direction of writing, stray halves of
//! characters. The reader and the buyer take them without a panic and the same way twice.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use miaohui::content::{self, Content, Files};
use miaohui::language::{Context, read};
use miaohui::simulation::rehearse::{WINDOW, single_opening};
use miaohui::simulation::{Shift, Tape};
use proptest::prelude::*;
use std::sync::{Arc, OnceLock};

fn shipped() -> Arc<Content> {
    static CONTENT: OnceLock<Arc<Content>> = OnceLock::new();
    Arc::clone(CONTENT.get_or_init(|| Arc::new(content::load(&Files::shipped()).unwrap())))
}

/// A buyer of the scenario hears the text, and goes on to the end.
fn heard(scenario: &str, text: &str) -> Shift {
    let content = shipped();
    let opening = single_opening(&content, scenario, "5");
    let mut tape = Tape::open(content, opening).unwrap();
    tape.step(tape.shift.now_ms);
    let acts = tape.shift.read(WINDOW, text);
    tape.say(tape.shift.now_ms + 5_000, WINDOW, text, acts);
    while tape.step(u64::MAX) {}
    tape.shift
}

#[test]
fn odd_replies_are_heard_to_the_end() {
    let odd = [
        "好".repeat(10_000),
        "满300减40".repeat(2_000),
        "不".repeat(10_000),
        "((((((((".repeat(1_000),
        "\u{0}\u{1}\u{7}\u{1b}[31m亲\u{7f}".to_owned(),
        "\u{202e}货没\u{202c}有的\u{200f}\u{200e}\u{2066}x\u{2069}".to_owned(),
        "e\u{301}\u{301}\u{301}".repeat(500),
        "👩‍👩‍👧‍👦🏳️‍🌈".repeat(200),
        String::from_utf16_lossy(&[0xd83d, 0x4f60, 0xdc00, 0x597d]),
        "99999999999999999999999999元".to_owned(),
        "１２３４５６７８９０".repeat(100),
        "\u{feff}\u{200b}\u{2028}\u{2029}\r\n\t".repeat(100),
        String::new(),
    ];
    for text in &odd {
        assert!(heard("presale-first-shoes", text).closed.is_some(), "{text}");
        assert!(heard("aftersales-furious-sole", text).closed.is_some(), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, ..ProptestConfig::default() })]

    #[test]
    fn any_reply_is_read_the_same_twice(text in "\\PC{0,60}|[亲满减不没有货退换包邮吗0-9一二三百元块天,。?!\u{202e}\u{200b}\n]{0,80}") {
        prop_assert_eq!(read(&text, &Context::none()), read(&text, &Context::none()));
    }
}
