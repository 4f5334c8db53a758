//! Replies and what is read in them.

use super::act::{Act, ActKind, Polarity, Topic};
use super::{Context, read, understand_line};

/// An act as tests write it: `answer:stock:affirm=126 ¥300 600s`.
fn written(act: &Act) -> String {
    let name = |value: serde_json::Result<serde_json::Value>| value.unwrap().as_str().unwrap().to_owned();
    let mut text = name(serde_json::to_value(act.kind));
    if let Some(topic) = act.topic {
        text += &format!(":{}", name(serde_json::to_value(topic)));
    }
    match act.polarity {
        Some(Polarity::Affirm) => text += "+",
        Some(Polarity::Deny) => text += "-",
        None => {}
    }
    if let Some(value) = &act.value {
        text += &format!("={value}");
    }
    if let Some(cents) = act.amount_cents {
        text += &format!("¥{cents}");
    }
    if let Some(seconds) = act.duration_s {
        text += &format!("~{seconds}");
    }
    text
}

fn check(reply: &str, expected: &str) {
    let found: Vec<String> = read(reply, &Context::none()).iter().map(written).collect();
    assert_eq!(found.join(" "), expected, "{reply}");
}

#[test]
fn readings_stay_as_they_are() {
    let mut faults = Vec::new();
    for line in include_str!("../../content/language/readings.tsv").lines() {
        let Some((reply, expected)) = line.split_once('\t').filter(|_| !line.starts_with("//")) else { continue };
        let found = read(reply, &Context::none()).iter().map(written).collect::<Vec<_>>().join(" ");
        if found != expected {
            faults.push(format!("{reply}\n  expected {expected}\n  read     {found}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn context_fills_what_a_reply_leaves_out() {
    let asked = |topic| Context { asked: Some(topic), ..Context::none() };
    let check = |reply: &str, context: Context, expected: &str| {
        let found: Vec<String> = read(reply, &context).iter().map(written).collect();
        assert_eq!(found.join(" "), expected, "{reply}");
    };
    check("有的亲", asked(Topic::Stock), "answer:stock+");
    check("没有了呢", asked(Topic::Gift), "answer:gift-");
    check("可以的哦", asked(Topic::Return), "answer:return+");
    check("不行哦", asked(Topic::Exchange), "answer:exchange- refuse:exchange-");
    let colours = ["雾粉".to_owned()];
    let pink = Context { colours: &colours, ..Context::none() };
    check("推荐您选雾粉这个颜色", pink, "recommend:colour+=雾粉");
}

#[test]
fn a_line_is_json() {
    let json = understand_line("建议穿22码哦，喜欢可以直接拍", &Context::none());
    let expected = r#"{"acts":[{"act":"answer","topic":"size","value":"22","polarity":"affirm","confidence":0.95},{"act":"recommend","topic":"size","value":"22","polarity":"affirm","confidence":0.92},{"act":"invite","confidence":0.92}]}"#;
    assert_eq!(json, expected);
    assert_eq!(understand_line("", &Context::none()), r#"{"acts":[]}"#);
}

#[test]
fn sample_replies() {
    check("亲，脚长14厘米建议穿24码哦", "answer:size+=24 recommend:size+=24");
    check("24码天蓝还有126双现货呢", "answer:stock+=126");
    check("不好意思没货了", "answer:stock- apologise");
    check("今天16点前拍下当天发", "answer:dispatch+=16点");
    check("您稍等，我帮您问下仓库，10分钟内回复您", "promise~600");
    check("麻烦您拍张照片看看破损的地方", "request_evidence:damage");
    check("支持七天无理由退货的", "answer:return+~604800");
    check("不支持七天无理由退货的", "answer:return-~604800");
    check("拍下我给您改价减3块", "offer:price+¥300");
    check("喜欢的话可以直接拍下哦", "invite");
    check("不是不可以退", "answer:return+");
    check("怎么可能不发货呢", "answer:dispatch+");
    check("除新疆外都包邮", "answer:postage+");
}

#[test]
fn red_lines_and_their_near_misses() {
    let mut faults = Vec::new();
    for line in include_str!("../../content/language/violations.tsv").lines() {
        let Some((reply, expected)) = line.split_once('\t').filter(|_| !line.starts_with("//")) else { continue };
        let found: Vec<String> =
            read(reply, &Context::none()).iter().filter(|act| act.kind.is_violation()).map(written).collect();
        let right = if expected == "clean" { found.is_empty() } else { found.iter().any(|kind| kind == expected) };
        if !right {
            faults.push(format!("{reply}: {expected}, read {found:?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn polarity_by_rule() {
    let mut faults = Vec::new();
    for line in include_str!("../../content/language/polarity.tsv").lines() {
        let Some((reply, expected)) = line.split_once('\t').filter(|_| !line.starts_with("//")) else { continue };
        let acts = read(reply, &Context::none());
        let found: Vec<String> = acts.iter().filter(|act| act.kind == ActKind::Answer).map(written).collect();
        if !found.iter().any(|act| act.starts_with(&format!("answer:{expected}"))) {
            faults.push(format!("{reply}: {expected}, read {:?}", acts.iter().map(written).collect::<Vec<_>>()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_the_same_twice(reply in ".{0,400}", bytes in proptest::collection::vec(proptest::num::u16::ANY, 0..200)) {
        for text in [reply, String::from_utf16_lossy(&bytes)] {
            let acts = read(&text, &Context::none());
            proptest::prop_assert_eq!(&acts, &read(&text, &Context::none()));
            for act in acts {
                proptest::prop_assert!((0.0..=1.0).contains(&act.confidence));
            }
        }
    }

    #[test]
    fn shop_talk_in_any_order_is_read(parts in proptest::collection::vec(proptest::sample::select(PARTS), 0..60)) {
        let text = parts.concat();
        proptest::prop_assert_eq!(read(&text, &Context::none()), read(&text, &Context::none()));
    }
}

/// What the readers of numbers, clauses and negations stumble over.
const PARTS: &[&str] = &[
    "满",
    "减",
    "300",
    "一百二",
    "十",
    "点",
    "半",
    "个半",
    "-",
    "到",
    "3.5",
    "折",
    "¥",
    "天",
    "不",
    "没",
    "除",
    "外",
    "除外",
    "退",
    "码",
    "包邮",
    "好评",
    "加",
    "微信",
    "验证码",
    "发我",
    "，",
    "。",
    "？",
    "\u{202e}",
    "\u{0}",
    "😀",
    "怎么可能",
    "不了",
    "周三",
    "11号",
    "晚上8点",
    "哈尔滨",
    "哈",
    "但是",
    "~",
    "1e9",
    "99999999999999999999",
    "零",
    "万",
    "千",
    " ",
    "\n",
    "(",
    "㎏",
    "ﬁ",
    "가",
    "🏳️‍🌈",
    "元",
    "块五",
];

#[test]
fn a_very_long_reply_is_read() {
    let long = "有货的，今天发，包邮，不支持退货。".repeat(700);
    assert!(long.chars().count() > 10_000);
    assert!(!read(&long, &Context::none()).is_empty());
    assert_eq!(read(&"。".repeat(10_000), &Context::none()), vec![]);
}
