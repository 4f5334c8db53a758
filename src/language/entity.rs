//! Things an act names: sizes, colours, materials, carriers, payments, amounts, lengths of time, moments.

use super::act::Topic;
use super::context::Context;
use super::number::{self, Quantity, Unit};

/// Colour words as shops write them; the longest that stands in the text is meant.
const COLOURS: &[&str] = &[
    "天蓝",
    "湖蓝",
    "藏蓝",
    "宝蓝",
    "雾霾蓝",
    "深蓝",
    "浅蓝",
    "藏青",
    "牛仔蓝",
    "粉红",
    "玫红",
    "酒红",
    "大红",
    "砖红",
    "枣红",
    "橘红",
    "西瓜红",
    "樱花粉",
    "浅粉",
    "藕粉",
    "粉色",
    "米白",
    "奶白",
    "象牙白",
    "纯白",
    "白色",
    "黑色",
    "纯黑",
    "米色",
    "奶茶",
    "卡其",
    "驼色",
    "焦糖",
    "咖啡",
    "棕色",
    "灰色",
    "浅灰",
    "深灰",
    "雾灰",
    "军绿",
    "墨绿",
    "草绿",
    "薄荷绿",
    "果绿",
    "豆绿",
    "绿色",
    "黄色",
    "姜黄",
    "鹅黄",
    "柠檬黄",
    "橙色",
    "橘色",
    "紫色",
    "香芋紫",
    "浅紫",
    "红色",
    "蓝色",
    "杏色",
    "燕麦",
    "银色",
    "金色",
    "玫瑰金",
    "枪灰",
    "透明",
    "豆沙",
    "番茄红",
    "裸色",
    "玳瑁",
    "彩色",
    "花色",
    "本白",
    "炭灰",
    "青色",
];

const MATERIALS: &[&str] = &[
    "纯棉",
    "全棉",
    "精梳棉",
    "长绒棉",
    "棉麻",
    "真皮",
    "头层牛皮",
    "二层牛皮",
    "牛皮",
    "羊皮",
    "猪皮",
    "超纤",
    "帆布",
    "网布",
    "网面",
    "飞织",
    "针织",
    "针织布",
    "羊毛",
    "羊绒",
    "涤纶",
    "聚酯纤维",
    "锦纶",
    "尼龙",
    "氨纶",
    "亚麻",
    "雪纺",
    "真丝",
    "桑蚕丝",
    "莫代尔",
    "竹纤维",
    "天丝",
    "灯芯绒",
    "牛仔布",
    "橡胶",
    "tpu",
    "tpr",
    "eva",
    "pu",
    "pvc",
    "硅胶",
    "树脂",
    "abs",
    "不锈钢",
    "陶瓷",
    "玻璃",
    "纯钛",
    "合金",
    "tr90",
    "板材",
    "羽绒",
    "白鸭绒",
    "白鹅绒",
    "珊瑚绒",
    "摇粒绒",
    "牛筋",
    "绒面",
    "反绒",
    "铝合金",
    "塑料",
    "实木",
    "棉布",
    "人造革",
    "pc",
    "冲锋衣面料",
    "可可脂",
];

const CARRIERS: &[&str] =
    &["顺丰", "中通", "圆通", "韵达", "申通", "极兔", "邮政", "京东", "德邦", "百世", "ems", "丹鸟", "菜鸟"];

const PAYMENTS: &[&str] =
    &["支付宝", "微信", "花呗", "信用卡", "白条", "云闪付", "银行卡", "货到付款", "先用后付", "分期", "数字人民币"];

const WEEKDAYS: &[&str] = &[
    "周一",
    "周二",
    "周三",
    "周四",
    "周五",
    "周六",
    "周日",
    "周天",
    "星期一",
    "星期二",
    "星期三",
    "星期四",
    "星期五",
    "星期六",
    "星期日",
    "星期天",
];

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
    offset: usize,
    quantities: Vec<Quantity>,
    context: &'a Context<'a>,
}

impl<'a> Entities<'a> {
    /// Reads a clause that starts at byte `offset` of its reply.
    pub fn read(text: &'a str, offset: usize, context: &'a Context<'a>) -> Self {
        Self { text, offset, quantities: number::quantities(text), context }
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
            Topic::Colour => {
                self.context.colour_in(self.text).or_else(|| longest(self.text, COLOURS)).map(str::to_owned)
            }
            Topic::Material => longest(self.text, MATERIALS).map(str::to_owned),
            Topic::Carrier => longest(self.text, CARRIERS).map(str::to_owned),
            Topic::Payment => longest(self.text, PAYMENTS).map(str::to_owned),
            Topic::Price => self.nearest(Unit::Fold, at).map(Quantity::bare),
            Topic::Dispatch | Topic::Logistics => self.moment(),
            _ => None,
        }
    }

    /// 24码, XL, 均码, 穿38.
    pub fn size(&self) -> Option<String> {
        if let Some(quantity) = self.quantities.iter().rev().find(|quantity| quantity.unit == Unit::Size) {
            return Some(quantity.bare());
        }
        if let Some(size) = self.context.size_in(self.text) {
            return Some(size.to_uppercase());
        }
        self.letters().or_else(|| {
            ["建议", "穿", "拍", "选", "买", "拿", "要", "号", "码"].iter().find_map(|word| {
                let at = self.text.find(word)? + word.len();
                let (hundredths, end) = number::number(self.text, at)?;
                let counted = self.quantities.iter().any(|quantity| quantity.start <= at && at < quantity.end);
                let plain = !counted && (1_500..6_000).contains(&hundredths) && end > at;
                plain.then(|| Quantity { unit: Unit::Size, start: at, end, hundredths }.bare())
            })
        })
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
        let weekday = WEEKDAYS.iter().find_map(|day| self.text.find(day).map(|at| (at, at + day.len())));
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

fn longest<'t>(text: &'t str, words: &[&'static str]) -> Option<&'t str> {
    let mut best: Option<&str> = None;
    for word in words {
        if let Some(at) = text.find(word)
            && best.is_none_or(|found| found.len() < word.len())
        {
            best = Some(&text[at..at + word.len()]);
        }
    }
    best
}
