//! Faults in Chinese. The library names a fault in English, as the command line prints it; a trainer reads it here. What no
//! pattern knows stays English, and says so to a screen reader.

use crate::i18n::Locale;
use leptos::prelude::*;

/// English with `{}` where something stands, and the same in Chinese; what stands is faults itself where it is one.
const PATTERNS: &[(&str, &str)] = &[
    ("names neither a product nor an order; add one", "没有写商品，也没有写订单；请加上一个"),
    ("there is no product {}", "没有商品 {}"),
    ("there is no scenario `{}`", "没有案例“{}”"),
    ("there is no fact `{}` with a value in this scenario", "这个案例里没有带值的 fact“{}”"),
    ("this scenario has no product", "这个案例没有可用的商品"),
    ("this scenario has no order", "这个案例没有订单"),
    ("{} is not made in {} {}", "{} 没有“{} {}”这个规格"),
    ("requires `{}`, which is no fact here", "requires 里的“{}”不是这里的 fact"),
    ("`{}` is no need here", "“{}”不是这里的诉求"),
    ("two needs or two facts have the same id", "有两个诉求或两个 fact 用了同一个编号"),
    ("difficulty is 1, 2 or 3", "难度只能是 1、2、3"),
    ("no need is ever asked; give the buyer one", "买家什么诉求也不提；请至少给一个"),
    (
        "fact `{}` has no value; add one_of, or told = \"unknown\"",
        "fact“{}”没有值；请加 one_of，或写 told = \"unknown\"",
    ),
    (
        "fact `{}` is told when asked but has no [fact.say] lines",
        "fact“{}”要问了才说，却没有 [fact.say] 里的话；请补上",
    ),
    ("fact `{}` cannot be asked for; add words or topics", "fact“{}”没法问到；请加 words 或 topics"),
    ("a fact's id is ASCII letters, digits and _", "fact 的编号只能用英文字母、数字和下划线"),
    (
        "{} phrasings here; write at least {}, or none for the common lines",
        "这里只有 {} 种说法；至少写 {} 种，或者都不写，用通用的说法",
    ),
    ("need `{}` is asked in {} phrasings; write at least {}", "诉求“{}”只有 {} 种问法；至少写 {} 种"),
    ("need `{}` has no met_by; nothing would satisfy the buyer", "诉求“{}”没有 met_by，怎么答都不满足；请补上"),
    ("bargaining has one to {} steps", "砍价是一到 {} 步"),
    ("a means is either words or an action; write two", "一个 met_by 要么是话、要么是动作；请分成两个"),
    ("any reply would do; name acts, a value or an action", "这样任何回复都算数；请写明 acts、value 或 action"),
    ("an empty line; write it or leave it out", "这一句是空的；请写上或删掉"),
    ("`{}` has {} parts; at most {} are sent at once", "“{}”分成了 {} 条；一次最多发 {} 条"),
    (
        "a line of {} characters; buyers write less, part it with ` / `",
        "一句有 {} 个字，买家不会写这么长；请用“ / ”分开",
    ),
    ("`{}`: voice-to-text has no punctuation", "“{}”：语音转文字没有标点"),
    ("`{}` stands twice", "“{}”出现了两次"),
    ("is empty; write what a good agent would say", "是空的；请写出好的客服会怎么说"),
    ("an agent who does all of it does not resolve this case: {}", "样样照做的客服也解决不了这个案例：{}"),
    (
        "needs not met: {} (do `better` and `met_by` say the same?)",
        "诉求没有满足：{}（better 和 met_by 说的是一回事吗？）",
    ),
    ("duties not done: {}", "该做的没有做：{}"),
    ("must_not broken by the right way: {}", "照做反而违反了 must_not：{}"),
    (
        "the end state cannot be reached (an action was refused: is it beyond the post or the shop's limits?)",
        "到不了该有的结局（有动作被拒绝：是不是超出了岗位权限或店铺限额？）",
    ),
    ("the end state cannot be reached", "到不了该有的结局"),
    (
        "a silent agent resolves this case; give it a need that must be met",
        "客服一句不说，这个案例也算解决了；请给一个必须满足的诉求",
    ),
    (
        "the id is `{}`, and this is the page of `{}`; write id = \"{}\", or make a new case from this one",
        "这里的编号是“{}”，而这一页是“{}”；请写 id = \"{}\"，或者以此新建一个案例",
    ),
    (
        "the need `{}` is not in the text; write it there first, or undo its fields",
        "文本里已经没有诉求“{}”；请先在文本里写上，或撤回它在左边的改动",
    ),
    (
        "unknown field `{}`, expected {}; check the spelling, or see content/README.md",
        "没有“{}”这一项；请检查拼写。这里可以写：{}",
    ),
    ("unknown variant `{}`, expected {}; see content/README.md for what may stand here", "这里不能写“{}”；可以写：{}"),
    ("missing field `{}`; add it", "少了“{}”这一项；请补上"),
    ("duplicate key{}; keep one of them", "同一项写了两次；请只留一个"),
    ("invalid type: {}, expected {}; see content/README.md for what may stand here", "这里的值不对：{}；应为 {}"),
    ("the quote in {} is not closed", "{} 里的引号没有配对"),
    (
        "`{}` is neither a fact nor a source; quote plain words as '{}'",
        "“{}”既不是 fact 也不是来源；直接写的文字要加引号：'{}'",
    ),
    ("a source begins with product, shop or order, not `{}`", "来源以 product、shop 或 order 开头，不是“{}”"),
    ("a bracket in `{}` is not closed", "“{}”里的括号没有配对"),
    ("a brace in `{}` is not closed", "“{}”里的花括号没有配对"),
    ("{} has no part {}; it has {}", "{} 没有部位“{}”；有的是：{}"),
    ("{} has no fact {}; it has {}", "{} 没有“{}”这一项；有的是：{}"),
    ("{} is outside the size table of {}", "{} 超出了 {} 的尺码表"),
    ("a product has no `{}`; see the list of sources in content/README.md", "商品没有“{}”；来源见 content/README.md"),
    ("an order has no `{}`; see the list of sources in content/README.md", "订单没有“{}”；来源见 content/README.md"),
    ("a shop has no `{}`; see the list of sources in content/README.md", "店铺没有“{}”；来源见 content/README.md"),
    ("begins with no +SECONDS; {}", "没有以“+秒数”开头；{}"),
    ("nothing is done here; {}", "这一行什么也没做；{}"),
    ("`{}` is no number of seconds from 0 to {}", "“{}”不是 0 到 {} 之间的秒数"),
    ("says nothing; write the text after `say`", "什么也没说；请在 say 后面写上文字"),
    ("`{}` is neither say nor act; {}", "“{}”既不是 say 也不是 act；{}"),
    ("write `+SECONDS say TEXT` or `+SECONDS act NAME key=value`", "请写“+秒数 say 文字”或“+秒数 act 动作 参数=值”"),
    ("there is no action `{}`; see `rehearse` in the manual for their names", "没有动作“{}”"),
    ("lacks {}=", "缺少参数 {}="),
    ("a try takes at most {} lines; leave `{}` and the rest out", "最多试 {} 行；请删掉“{}”和后面的"),
    // Whatever is wrong with a value or with the TOML itself comes last.
    ("`{}`: {}", "“{}”：{}"),
    ("{}; mend the TOML here", "TOML 写法有误（{}）；请改正这一处"),
];

/// A fault for the page.
pub fn words(locale: Locale, message: &str) -> AnyView {
    let chinese = if locale == Locale::zh { chinese(message) } else { None };
    match chinese {
        Some(chinese) => view! { <span>{chinese}</span> }.into_any(),
        None => view! { <span lang="en">{message.to_owned()}</span> }.into_any(),
    }
}

fn chinese(message: &str) -> Option<String> {
    PATTERNS.iter().find_map(|(english, chinese)| {
        let held = holes(english, message)?;
        let mut pieces = chinese.split("{}");
        let mut words = pieces.next().unwrap_or_default().to_owned();
        for (piece, held) in pieces.zip(held) {
            let inner = held.split("; ").map(self::chinese).collect::<Option<Vec<_>>>().map(|all| all.join("；"));
            words.push_str(&inner.unwrap_or_else(|| held.to_owned()));
            words.push_str(piece);
        }
        Some(words)
    })
}

/// What stands in a pattern's holes, if the message has its form.
fn holes<'a>(pattern: &str, message: &'a str) -> Option<Vec<&'a str>> {
    let mut pieces = pattern.split("{}");
    let mut rest = message.strip_prefix(pieces.next()?)?;
    let mut pieces = pieces.peekable();
    let mut held = Vec::new();
    while let Some(piece) = pieces.next() {
        let at = if pieces.peek().is_some() { rest.find(piece)? } else { rest.strip_suffix(piece)?.len() };
        held.push(&rest[..at]);
        rest = &rest[at + piece.len()..];
    }
    rest.is_empty().then_some(held)
}

#[cfg(test)]
mod tests {
    use super::{PATTERNS, chinese};

    #[test]
    fn a_fault_is_told_in_chinese() {
        let check = |english: &str, wanted: Option<&str>| assert_eq!(chinese(english).as_deref(), wanted, "{english}");
        check("there is no product XB-0", Some("没有商品 XB-0"));
        check(
            "`product.size_for(foot_mm)`: this scenario has no product",
            Some("“product.size_for(foot_mm)”：这个案例没有可用的商品"),
        );
        check("FB-1 is not made in 姜黄 31", Some("FB-1 没有“姜黄 31”这个规格"));
        check("need `a` is asked in 3 phrasings; write at least 4", Some("诉求“a”只有 3 种问法；至少写 4 种"));
        check(
            "an agent who does all of it does not resolve this case: duties not done: a, b; the end state cannot be reached",
            Some("样样照做的客服也解决不了这个案例：该做的没有做：a, b；到不了该有的结局"),
        );
        check(
            "`shout` is neither say nor act; write `+SECONDS say TEXT` or `+SECONDS act NAME key=value`",
            Some("“shout”既不是 say 也不是 act；请写“+秒数 say 文字”或“+秒数 act 动作 参数=值”"),
        );
        check("something nobody has put into words", None);
    }

    /// A fault that the library words otherwise now would be English here without anybody noticing.
    #[test]
    fn each_pattern_is_still_the_librarys() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../src/");
        let mut sources = String::new();
        for file in [
            "content/check/scenarios.rs",
            "content/check/played.rs",
            "content/load.rs",
            "content/draft/mod.rs",
            "content/draft/fields.rs",
            "content/draft/tried.rs",
            "simulation/ground.rs",
            "simulation/rehearse.rs",
            "simulation/script.rs",
            "simulation/source.rs",
            "simulation/policies.rs",
        ] {
            sources.push_str(&std::fs::read_to_string(format!("{root}{file}")).unwrap());
        }
        let sources = sources.replace("\\\"", "\"");
        // Serde's own words, with the library's mend at the end.
        let serdes = ["unknown field", "unknown variant", "missing field", "duplicate key", "invalid type"];
        for (english, _) in PATTERNS.iter().filter(|(english, _)| !serdes.iter().any(|own| english.starts_with(own))) {
            let piece = english.split("{}").max_by_key(|piece| piece.len()).unwrap();
            assert!(sources.contains(piece) || piece.contains("end state"), "{english}");
        }
    }
}
