//! Things an act names: sizes, colours, materials, carriers, payments, amounts, lengths of time, moments.

use super::act::Topic;
use super::context::Context;
use super::names::{CARRIERS, COLOURS, MATERIALS, PAYMENTS, WEEKDAYS, longest};
use super::number::{self, Quantity, Unit};
use super::trie::Glance;

/// Words before a sum that is given, taken off or asked for.
const SUM_WORDS: &[&str] = &[
    "立减", "减", "补偿", "赔偿", "退款", "退还", "退", "补", "赔", "返", "优惠", "便宜", "抵", "省", "运费", "邮费",
    "收", "加", "首重", "差价", "红包", "免", "少", "降",
];

/// Words that may stand between such a word and its sum.
const BETWEEN: &[&str] =
    &["给您", "您", "你", "亲", "了", "个", "一下", "是", "大概", "为", "要", ":", "约", "至", "的", "得"];

/// What one clause names, with what is known around it.
pub struct Entities<'a> {
    text: &'a str,
    glance: Glance,
    offset: usize,
    quantities: Vec<Quantity>,
    context: &'a Context<'a>,
}

impl<'a> Entities<'a> {
    /// Reads a clause that starts at byte `offset` of its reply.
    pub fn read(text: &'a str, offset: usize, context: &'a Context<'a>) -> Self {
        Self { text, glance: Glance::of(text), offset, quantities: number::quantities(text), context }
    }

    fn nearest(&self, unit: Unit, at: usize) -> Option<&Quantity> {
        let at = at.saturating_sub(self.offset);
        self.quantities
            .iter()
            .filter(|q| q.unit == unit)
            .min_by_key(|q| if q.end <= at { at - q.end } else { q.start.saturating_sub(at) })
    }

    /// True where a length of time or a moment is named.
    pub fn has_time(&self) -> bool {
        self.quantities.iter().any(|q| matches!(q.unit, Unit::Time | Unit::Moment))
    }

    /// The length of time nearest to a byte offset of the reply, in seconds.
    pub fn duration_s(&self, at: usize) -> Option<u64> {
        self.nearest(Unit::Time, at).map(|quantity| quantity.hundredths / 100)
    }

    /// The sum an act about `topic` means, in hundredths of a yuan.
    pub fn amount_cents(&self, topic: Option<Topic>) -> Option<u64> {
        if self.quantities.is_empty() && !self.text.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        if topic == Some(Topic::Postage)
            && let Some(sum) = self.sum_after("满")
        {
            return Some(sum);
        }
        if let Some(full) = self.text.find('满')
            && let Some(sum) = SUM_WORDS.iter().chain(&["-", "送"]).find_map(|word| self.sum_from(full, word))
        {
            return Some(sum);
        }
        if topic != Some(Topic::Price)
            && let Some(sum) = SUM_WORDS.iter().find_map(|word| self.sum_after(word))
        {
            return Some(sum);
        }
        let money =
            self.quantities.iter().find(|quantity| quantity.unit == Unit::Money).map(|quantity| quantity.hundredths);
        money.or_else(|| SUM_WORDS.iter().find_map(|word| self.sum_after(word)))
    }

    fn sum_after(&self, word: &str) -> Option<u64> {
        self.sum_from(0, word)
    }

    /// The number right behind `word`, searched from a byte of the clause on, unless it counts something else.
    fn sum_from(&self, from: usize, word: &str) -> Option<u64> {
        if !self.glance.holds(self.text, word) {
            return None;
        }
        let mut search = from;
        while let Some(found) = self.text.get(search..)?.find(word) {
            let mut at = search + found + word.len();
            while let Some(skip) = BETWEEN.iter().find(|skip| self.text[at..].starts_with(**skip)) {
                at += skip.len();
            }
            if let Some(sum) = self.sum_at(at) {
                return Some(sum);
            }
            search += found + word.len();
        }
        None
    }

    fn sum_at(&self, at: usize) -> Option<u64> {
        if let Some(quantity) = self.quantities.iter().find(|quantity| quantity.start == at) {
            return (quantity.unit == Unit::Money).then_some(quantity.hundredths);
        }
        if !self.text[at..].starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        number::number(self.text, at).map(|(hundredths, _)| hundredths)
    }

    /// The bare thing an act about `topic` names; `at` is where the reply speaks of it.
    pub fn value(&self, topic: Topic, at: usize) -> Option<String> {
        match topic {
            Topic::Size => self.size(),
            Topic::Stock => self.nearest(Unit::Piece, at).map(Quantity::bare),
            Topic::Colour => self
                .context
                .colour_in(self.text)
                .or_else(|| longest(self.text, self.glance, COLOURS))
                .map(str::to_owned),
            Topic::Material => longest(self.text, self.glance, MATERIALS).map(str::to_owned),
            Topic::Carrier => longest(self.text, self.glance, CARRIERS).map(str::to_owned),
            Topic::Payment => longest(self.text, self.glance, PAYMENTS).map(str::to_owned),
            Topic::Price => self.nearest(Unit::Fold, at).map(Quantity::bare),
            Topic::Dispatch | Topic::Logistics => self.moment(),
            _ => None,
        }
    }

    /// 24码, XL, 均码, 穿38.
    pub fn size(&self) -> Option<String> {
        if let Some(quantity) = self.quantities.iter().rev().find(|quantity| self.is_size(quantity)) {
            return Some(quantity.bare());
        }
        if let Some(size) = self.context.size_in(self.text) {
            return Some(size.to_uppercase());
        }
        self.letters().or_else(|| {
            ["建议", "穿", "拍", "选", "买", "拿", "要", "号", "码"].iter().find_map(|word| {
                let at = self.glance.find(self.text, word)? + word.len();
                let (hundredths, end) = number::number(self.text, at)?;
                let counted = self.quantities.iter().any(|quantity| quantity.start <= at && at < quantity.end);
                let plain = !counted && (1_500..6_000).contains(&hundredths) && end > at;
                plain.then(|| Quantity { unit: Unit::Size, start: at, end, hundredths }.bare())
            })
        })
    }

    /// 24码; but 拍大一码 counts steps and names no size.
    fn is_size(&self, quantity: &Quantity) -> bool {
        let head = &self.text[..quantity.start];
        let step = head.ends_with(['大', '小', '加', '差', '了', '上', '偏']) && quantity.hundredths <= 300;
        quantity.unit == Unit::Size && !step
    }

    fn letters(&self) -> Option<String> {
        if self.text.contains("均码") {
            return Some("均码".to_owned());
        }
        let sizes = ["xxxl", "xxl", "5xl", "4xl", "3xl", "2xl", "xl", "xs", "s", "m", "l"];
        let mut words = self.text.split(|c: char| !c.is_ascii_alphanumeric());
        words.rfind(|word| sizes.contains(word)).map(str::to_uppercase)
    }

    /// 16点, 周三, 11号晚上8点.
    fn moment(&self) -> Option<String> {
        let weekday = WEEKDAYS.iter().find_map(|day| self.glance.find(self.text, day).map(|at| (at, at + day.len())));
        let date = self.quantities.iter().find(|q| q.unit == Unit::Size && self.text[q.start..q.end].ends_with('号'));
        let hour = self.quantities.iter().find(|q| q.unit == Unit::Moment);
        let day = match (weekday, date) {
            (Some((from, to)), _) => Some((self.text.get(from..to)?.to_owned(), to)),
            (None, Some(date)) => Some((format!("{}号", date.bare()), date.end)),
            (None, None) => None,
        };
        match (day, hour) {
            (Some((day, end)), Some(hour)) if hour.start >= end => {
                Some(format!("{day}{}{}点", self.text.get(end..hour.start)?, hour.bare()))
            }
            (Some((day, _)), _) => Some(day),
            (None, Some(hour)) => Some(format!("{}点", hour.bare())),
            (None, None) => None,
        }
    }

    /// A colour is named.
    pub fn has_colour(&self) -> bool {
        self.value(Topic::Colour, 0).is_some()
    }
}
