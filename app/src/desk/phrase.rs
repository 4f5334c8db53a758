//! Quick phrases (快捷短语): found by their text or by the initials of their pinyin.

use super::card::{OrderCard, ProductCard, ShopCard, yuan};
use serde::{Deserialize, Serialize};

/// What a person's own phrases can name.
pub const PLACEHOLDERS: [&str; 3] = ["buyer", "product", "size"];

/// One phrase.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Phrase {
    /// Of one's own phrases; empty: the team's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The shop whose team wrote it; empty: any shop's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub shop: String,
    /// What it is for, a word or two (开场, 催付 …).
    pub group: String,
    pub text: String,
    /// The team's own short name for it.
    pub code: String,
    /// What finds it besides its text: the code, and the pinyin initials of group and text.
    pub initials: String,
}

impl Phrase {
    /// Whether `typed` finds it: part of its text or group, or the start of any run of initials.
    pub fn is_found_by(&self, typed: &str) -> bool {
        let typed = typed.trim();
        typed.is_empty()
            || self.text.contains(typed)
            || self.group.contains(typed)
            || self.initials.contains(&typed.to_ascii_lowercase())
    }
}

/// A phrase with its `{sources}` filled in by `look_up`; `None` when one has nothing to stand for
/// in this window (a phrase about goods, in a window without any).
pub fn filled(text: &str, look_up: impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (source, after) = after.split_once('}')?;
        out.push_str(before);
        out.push_str(&look_up(source)?);
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}

/// What the placeholders of a window stand for.
#[derive(Clone, Copy, Default)]
pub struct Here<'a> {
    pub buyer: &'a str,
    pub shop: Option<&'a ShopCard>,
    pub product: Option<&'a ProductCard>,
    pub order: Option<&'a OrderCard>,
    /// The size the talk is about.
    pub size: Option<&'a str>,
}

/// What a source stands for in a window. As in `content/`: money without 元, times as `48小时` or `7天`; and in a
/// person's own phrases `buyer`, `product` and `size`.
pub fn source(name: &str, here: Here<'_>) -> Option<String> {
    let Here { buyer, shop, product, order, size } = here;
    match name {
        "buyer" => return Some(buyer.to_owned()),
        "product" => return Some(product?.title.clone()),
        "size" => return size.map(str::to_owned),
        _ => {}
    }
    let (head, method) = name.split_once('.')?;
    let (method, argument) =
        method.split_once('(').map_or((method, ""), |(method, rest)| (method, rest.trim_end_matches(')')));
    let days = |days: u64| Some(format!("{days}天"));
    match (head, method) {
        ("shop", _) => {
            let shop = shop?;
            match method {
                "name" => Some(shop.name.clone()),
                "carrier" => Some(shop.carrier.clone()),
                "from" => Some(shop.from.clone()),
                "dispatch" => Some(format!("{}小时", shop.within_hours)),
                "return_condition" => Some(shop.return_condition.clone()),
                "return_days" => days(shop.no_reason_days),
                "warranty_days" => days(shop.warranty_days),
                "invoice_days" => days(shop.invoice_within_days),
                "price_protection" => days(shop.price_protection_days?),
                "insurance_max" => Some(plain_yuan(shop.insurance_max_yuan_cents)),
                _ => None,
            }
        }
        ("product", "title") => Some(product?.title.clone()),
        ("product", "price") => Some(plain_yuan(product?.price_yuan_cents)),
        ("product", "how_to_measure") => Some(product?.measure.as_ref()?.how.clone()),
        ("product", "material") => {
            product?.materials.iter().find(|(part, _)| part == argument).map(|(_, material)| material.clone())
        }
        ("order", "receiver") => Some(order?.receiver.clone()),
        ("order", "address") => Some(order?.address.clone()),
        ("order", "carrier") => Some(order?.carrier.clone()),
        ("order", "tracking") => Some(order?.tracking.clone()),
        ("order", "track") => order?.track.last().map(|(_, what)| what.clone()),
        _ => None,
    }
}

fn plain_yuan(cents: u64) -> String {
    yuan(cents).trim_start_matches('¥').to_owned()
}

/// A person's own phrase, filled in; a placeholder that nothing stands for stays, to be seen and written over.
pub fn filled_or_left(text: &str, look_up: impl Fn(&str) -> Option<String>) -> String {
    PLACEHOLDERS.iter().fold(text.to_owned(), |text, name| {
        let value = look_up(name);
        value.map_or_else(|| text.clone(), |value| text.replace(&format!("{{{name}}}"), &value))
    })
}

/// A placeholder nobody has filled in yet.
pub fn unfilled(text: &str) -> Option<&'static str> {
    PLACEHOLDERS.into_iter().find(|name| text.contains(&format!("{{{name}}}")))
}

/// The phrases that `typed` finds, those that begin with it first, at most `most`.
pub fn found<'a>(phrases: &'a [Phrase], typed: &str, most: usize) -> Vec<&'a Phrase> {
    let key = typed.trim().to_ascii_lowercase();
    let begins = |phrase: &&Phrase| {
        phrase.initials.starts_with(&key) || phrase.group.starts_with(&key) || phrase.text.starts_with(&key)
    };
    let (mut first, rest): (Vec<_>, Vec<_>) =
        phrases.iter().filter(|phrase| phrase.is_found_by(typed)).partition(begins);
    first.extend(rest);
    first.truncate(most);
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrase(group: &str, text: &str, initials: &str) -> Phrase {
        Phrase {
            id: String::new(),
            shop: String::new(),
            group: group.into(),
            text: text.into(),
            code: initials.into(),
            initials: initials.into(),
        }
    }

    #[test]
    fn phrases_are_found_by_text_and_initials() {
        let all = [
            phrase("发货", "今天发", "fhjtf"),
            phrase("开场", "在的亲", "kczdq"),
            phrase("退货", "先发我看", "thxfwk"),
        ];
        let check = |typed: &str, expected: &[&str]| {
            let texts: Vec<_> = found(&all, typed, 9).iter().map(|phrase| phrase.text.as_str()).collect();
            assert_eq!(texts, expected, "{typed}");
        };
        check("", &["今天发", "在的亲", "先发我看"]);
        check("fh", &["今天发"]);
        check("ZDQ", &["在的亲"]);
        check("发", &["今天发", "先发我看"]);
        check("xyz", &[]);
        assert_eq!(found(&all, "", 2).len(), 2);
    }

    #[test]
    fn sources_are_filled_or_the_phrase_does_not_fit() {
        let look_up = |source: &str| (source == "shop.name").then(|| "小布".to_owned());
        for (text, expected) in [
            ("您好，这里是{shop.name}，{shop.name}欢迎您", Some("您好，这里是小布，小布欢迎您")),
            ("没有来源", Some("没有来源")),
            ("{product.how_to_measure}", None),
            ("半个{括号", None),
        ] {
            assert_eq!(filled(text, look_up).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn own_phrases_name_what_the_window_is_about() {
        let here = Here { buyer: "阿禾", size: Some("24"), ..Here::default() };
        let fill = |text: &str| filled_or_left(text, |name| source(name, here));
        assert_eq!(fill("{buyer}您好，{size}码有的"), "阿禾您好，24码有的");
        assert_eq!(fill("{product}有货"), "{product}有货");
        assert_eq!(unfilled(&fill("{product}有货")), Some("product"));
        assert_eq!(unfilled("{别的}"), None);
    }
}
