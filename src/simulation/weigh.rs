//! Whether a reply does what a [`Means`] asks: the right value, a wrong one, or only something on the matter.

use super::ground::Ground;
use super::scenario::Means;
use super::source::Source;
use super::value::{DAY_S, Stated, Value, holds_word, plain, yuan};
use crate::language::act::{Act, ActKind, Polarity, Topic};
use std::collections::BTreeSet;

/// Readings less sure than this count as not understood.
pub const CONFIDENT: f32 = 0.5;
/// A reply that states more different values than this on one matter is a list, not an answer.
const VALUES_AT_ONCE: usize = 3;

/// A reply as it was read.
#[derive(Clone, Copy, Debug)]
pub struct Reply<'a> {
    pub text: &'a str,
    /// The text as `value::plain` makes it, once for all that look at it.
    pub plain: &'a str,
    pub acts: &'a [Act],
    /// One need is open: an act without a topic speaks of it.
    pub solo: bool,
}

/// Where a clause of a reply ends.
const CLAUSE_ENDS: [char; 11] = ['，', ',', '。', '；', ';', '！', '!', '？', '?', ' ', '\n'];

/// What a reply does for one means.
#[derive(Clone, Debug, PartialEq)]
pub enum Weighed {
    /// `fact` where a value was stated: what was said, and what is true.
    Met {
        fact: Option<Fact>,
    },
    Wrong(Fact),
    /// On the matter, but the point stays open.
    Partly,
    Nothing,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    pub stated: String,
    pub truth: String,
    pub confidence: f32,
    /// A yes or no that names nothing: it speaks of whatever was asked.
    pub bare: bool,
}

/// Acts that put something to the buyer.
pub fn tells(kind: ActKind) -> bool {
    use ActKind::{Answer, Confirm, Explain, Instruct, Offer, Promise, Recommend, Refuse};
    matches!(kind, Answer | Confirm | Explain | Instruct | Offer | Promise | Recommend | Refuse)
}

/// The reply tells something, or was not read at all; it does not ask.
fn speaks(acts: &[Act]) -> bool {
    acts.iter().any(|act| tells(act.kind)) || acts.is_empty()
}

/// Acts that are the same whatever they are about.
fn topicless(kind: ActKind) -> bool {
    use ActKind::{Apologise, Close, Empathise, Greet, Invite, RequestEvidence, Transfer};
    kind.is_violation() || matches!(kind, Apologise | Close | Empathise | Greet | Invite | RequestEvidence | Transfer)
}

/// What an act says, for quoting.
pub fn said(act: &Act) -> String {
    match (act.amount_cents, act.duration_s, &act.value, act.polarity) {
        (_, _, Some(value), _) => value.clone(),
        (Some(cents), ..) => format!("{}元", yuan(cents)),
        (_, Some(s), ..) => Value::Seconds(s).to_string(),
        (.., Some(Polarity::Affirm)) => "可以".to_owned(),
        (.., Some(Polarity::Deny)) => "不可以".to_owned(),
        _ => String::new(),
    }
}

impl Weighed {
    /// A bare yes or no, right or wrong.
    pub fn bare(&self) -> bool {
        match self {
            Self::Met { fact: Some(fact) } | Self::Wrong(fact) => fact.bare,
            _ => false,
        }
    }
}

/// Weighs words; `default` is the topic where the means names none, and no topic at all takes any.
pub fn weigh(ground: &Ground<'_>, means: &Means, default: Option<Topic>, reply: Reply<'_>) -> Weighed {
    if means.action.is_some() {
        return Weighed::Nothing;
    }
    let topic = means.topic.or(default);
    let words = means.words.is_empty() || means.words.iter().any(|word| holds_word(reply.plain, word));
    let about = |act: &Act| topic.is_none() || act.topic == topic || (act.topic.is_none() && reply.solo);
    let Some(source) = &means.value else {
        let done = reply.acts.iter().any(|act| {
            means.acts.contains(&act.kind) && (about(act) || topicless(act.kind)) && act.confidence >= CONFIDENT
        });
        // Words an author asks for by themselves say enough to an open question, whatever topic was read.
        let in_words = reply.solo && !means.words.is_empty() && words && speaks(reply.acts);
        return match done {
            true if words => Weighed::Met { fact: None },
            _ if in_words && means.acts.iter().any(|kind| tells(*kind)) => Weighed::Met { fact: None },
            _ if topic.is_some() && reply.acts.iter().any(|act| tells(act.kind) && about(act)) => Weighed::Partly,
            _ => Weighed::Nothing,
        };
    };
    let Ok(truth) = ground.value(source) else { return Weighed::Nothing };
    let telling: Vec<&Act> =
        reply.acts.iter().filter(|act| tells(act.kind) && about(act) && act.confidence >= CONFIDENT).collect();
    if let (Value::Yes(allowed), Some(said)) = (&truth, way_said(source, reply.text))
        && (!telling.is_empty() || (reply.solo && speaks(reply.acts)))
    {
        let stated = Fact {
            bare: false,
            ..fact(if said { "可以" } else { "不可以" }.to_owned(), &truth, CONFIDENT.max(0.9))
        };
        return match said == *allowed {
            true if words => Weighed::Met { fact: Some(stated) },
            true => Weighed::Partly,
            false => Weighed::Wrong(stated),
        };
    }
    if telling.is_empty() {
        // The reading found no act on the topic; the exact words of the answer still are one.
        return match reply.solo && speaks(reply.acts) && words && truth.stands_in(reply.text) {
            true => Weighed::Met { fact: Some(fact(truth.to_string(), &truth, CONFIDENT)) },
            false => Weighed::Nothing,
        };
    }
    if let (Value::Stock(pieces), Some(said)) = (&truth, stock_said(ground, source, reply.text)) {
        return of_variant(*pieces, said, &truth, &telling, words);
    }
    judge(ground, topic, &truth, &telling, reply.text, words)
}

fn fact(stated: String, truth: &Value, confidence: f32) -> Fact {
    let there = |there: bool| if there { "有货" } else { "没货" }.to_owned();
    let bare = matches!(stated.as_str(), "可以" | "不可以");
    match truth {
        Value::Stock(pieces) if bare => {
            Fact { stated: there(stated == "可以"), truth: there(*pieces > 0), confidence, bare }
        }
        _ => Fact { stated, truth: truth.to_string(), confidence, bare },
    }
}

fn judge(
    ground: &Ground<'_>,
    topic: Option<Topic>,
    truth: &Value,
    telling: &[&Act],
    text: &str,
    words: bool,
) -> Weighed {
    let other = elsewhere(ground, topic);
    let neutral = |word: &str| other.contains(word);
    let firm: Vec<&&Act> = telling
        .iter()
        .filter(|act| act.kind == ActKind::Recommend && act.value.is_some() && act.polarity != Some(Polarity::Deny))
        .collect();
    // 22码内长13厘米，23码13.5，建议22码: the recommendation is the answer.
    let acts: Vec<&Act> = if topic == Some(Topic::Size) && !firm.is_empty() {
        firm.into_iter().copied().collect()
    } else {
        telling.to_vec()
    };
    let today =
        topic == Some(Topic::Dispatch) && ["今天", "今日", "当天", "今晚"].iter().any(|word| text.contains(word));
    let (mut right, mut wrong) = (Vec::new(), Vec::new());
    for act in &acts {
        match truth.stated(act, &neutral) {
            Stated::Right => right.push(*act),
            // 没拆的话可以退 says what holds in another case.
            Stated::Wrong if matches!(truth, Value::Yes(_)) && conditional(text) => {}
            // Same-day dispatch holds for orders paid before the hour the shop names.
            Stated::Wrong if today && act.duration_s.is_some_and(|s| s <= DAY_S) => {}
            Stated::Wrong => wrong.push(*act),
            Stated::Silent => {}
        }
    }
    let values: BTreeSet<String> = right.iter().chain(&wrong).map(|act| said(act)).collect();
    let lists = values.len() > VALUES_AT_ONCE && !matches!(truth, Value::Any(_));
    match (right.first(), wrong.first()) {
        _ if lists => Weighed::Partly,
        (Some(_), Some(_)) if !matches!(truth, Value::Cents(_)) => Weighed::Partly,
        (Some(act), _) if words => Weighed::Met { fact: Some(fact(said(act), truth, act.confidence)) },
        // The reading picked another figure or word of the reply; the right one stands there plainly.
        (None, Some(_)) if words && topic != Some(Topic::Size) && truth.affirmed_in(text) => {
            Weighed::Met { fact: Some(fact(truth.to_string(), truth, CONFIDENT)) }
        }
        (None, Some(act)) => Weighed::Wrong(fact(said(act), truth, act.confidence)),
        (None, None) if words && truth.stands_in(text) => {
            Weighed::Met { fact: Some(fact(truth.to_string(), truth, CONFIDENT)) }
        }
        _ => Weighed::Partly,
    }
}

/// The reply says what holds if something is so.
fn conditional(text: &str) -> bool {
    ["的话", "如果", "要是", "只要", "除非", "假如"].iter().any(|word| text.contains(word))
}

/// Words that belong to the product's other parts and sizes.
fn elsewhere(ground: &Ground<'_>, topic: Option<Topic>) -> BTreeSet<String> {
    let Some(product) = ground.product else { return BTreeSet::new() };
    match topic {
        Some(Topic::Material) => product.materials.values().map(|m| plain(m)).collect(),
        Some(Topic::Stock) => product
            .stock
            .values()
            .flat_map(|sizes| sizes.iter().flat_map(|(size, pieces)| [plain(size), pieces.to_string()]))
            .collect(),
        _ => BTreeSet::new(),
    }
}

/// 冷水手洗，不可机洗: what the clause that names the way of washing, or the carrier, says of it.
fn way_said(source: &str, text: &str) -> Option<bool> {
    if !source.contains(".care_allows(") && !source.contains(".carries(") {
        return None;
    }
    let Ok(Source::Look { method: "care_allows" | "carries", args, .. }) = Source::parse(source) else { return None };
    let way = args.first()?;
    let named = text.split(CLAUSE_ENDS).find(|clause| clause.contains(way) && !clause.contains(['吗', '?', '？']))?;
    Some(!named.contains(['不', '勿', '别', '禁', '忌', '没', '无']))
}

/// What a reply says of one colour's stock where it names colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StockSaid {
    There(bool),
    /// Only other colours are spoken of.
    OfOthers,
}

/// 桃粉没货了，天空蓝有: each clause speaks of the colour it names. `None` where no colour is named, or no word of stock beside it.
fn stock_said(ground: &Ground<'_>, source: &str, text: &str) -> Option<StockSaid> {
    let Ok(Source::Look { method: "stock", args, .. }) = Source::parse(source) else { return None };
    let colour = args.first().map(|arg| ground.facts.get(arg).map_or(*arg, String::as_str))?;
    let product = ground.product?;
    let none = ["没", "无货", "缺货", "断货", "断码", "售罄", "补货", "卖完", "卖光"];
    let some = ["有", "现货", "还剩", "充足"];
    let mut others = false;
    for clause in text.split(CLAUSE_ENDS) {
        let named = product.stock.keys().filter(|name| clause.contains(name.as_str())).max_by_key(|name| name.len());
        match named {
            Some(name) if name == colour && none.iter().any(|word| clause.contains(word)) => {
                return Some(StockSaid::There(false));
            }
            Some(name) if name == colour && some.iter().any(|word| clause.contains(word)) => {
                return Some(StockSaid::There(true));
            }
            Some(name) if name != colour => others = true,
            _ => {}
        }
    }
    (others && !text.contains(colour)).then_some(StockSaid::OfOthers)
}

fn of_variant(pieces: u64, said: StockSaid, truth: &Value, telling: &[&Act], words: bool) -> Weighed {
    let confidence = telling.iter().map(|act| act.confidence).fold(1.0, f32::min);
    let stated = |there: bool| Fact {
        bare: false,
        ..fact(if there { "可以" } else { "不可以" }.to_owned(), truth, confidence)
    };
    match said {
        StockSaid::There(there) if there == (pieces > 0) && words => Weighed::Met { fact: Some(stated(there)) },
        StockSaid::There(there) if there != (pieces > 0) => Weighed::Wrong(stated(there)),
        StockSaid::There(_) => Weighed::Partly,
        StockSaid::OfOthers => Weighed::Nothing,
    }
}
