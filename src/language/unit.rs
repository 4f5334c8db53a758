//! Units of shop talk and what one of each is worth.

use super::pattern::begins;

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 码, 号
    Size,
    /// 双, 件, 条 …
    Piece,
    /// In hundredths of a yuan.
    Money,
    /// In seconds.
    Time,
    /// 折
    Fold,
    /// 点 of the clock, 号 of the month after a month.
    Moment,
    /// 厘米, 斤, % …
    Measure,
}

/// Units, longest first where one begins another, with the worth of one in the unit's own measure.
const UNITS: &[(&str, Unit, u64)] = &[
    ("个小时", Unit::Time, 3_600),
    ("小时", Unit::Time, 3_600),
    ("个钟头", Unit::Time, 3_600),
    ("个钟", Unit::Time, 3_600),
    ("分钟", Unit::Time, 60),
    ("秒钟", Unit::Time, 1),
    ("秒", Unit::Time, 1),
    ("个工作日", Unit::Time, 86_400),
    ("工作日", Unit::Time, 86_400),
    ("天", Unit::Time, 86_400),
    ("个月", Unit::Time, 2_592_000),
    ("个星期", Unit::Time, 604_800),
    ("个礼拜", Unit::Time, 604_800),
    ("周", Unit::Time, 604_800),
    ("星期", Unit::Time, 604_800),
    ("年", Unit::Time, 31_536_000),
    ("h", Unit::Time, 3_600),
    ("min", Unit::Time, 60),
    ("日内", Unit::Time, 86_400),
    ("码", Unit::Size, 1),
    ("元", Unit::Money, 1),
    ("块钱", Unit::Money, 1),
    ("块", Unit::Money, 1),
    ("rmb", Unit::Money, 1),
    ("折", Unit::Fold, 1),
    ("点", Unit::Moment, 1),
    ("时前", Unit::Moment, 1),
    ("号", Unit::Size, 1),
    ("双", Unit::Piece, 1),
    ("件", Unit::Piece, 1),
    ("条", Unit::Piece, 1),
    ("套", Unit::Piece, 1),
    ("个", Unit::Piece, 1),
    ("只", Unit::Piece, 1),
    ("瓶", Unit::Piece, 1),
    ("盒", Unit::Piece, 1),
    ("包", Unit::Piece, 1),
    ("袋", Unit::Piece, 1),
    ("支", Unit::Piece, 1),
    ("副", Unit::Piece, 1),
    ("顶", Unit::Piece, 1),
    ("片", Unit::Piece, 1),
    ("罐", Unit::Piece, 1),
    ("份", Unit::Piece, 1),
    ("张", Unit::Piece, 1),
    ("把", Unit::Piece, 1),
    ("箱", Unit::Piece, 1),
    ("桶", Unit::Piece, 1),
    ("台", Unit::Piece, 1),
    ("厘米", Unit::Measure, 1),
    ("公分", Unit::Measure, 1),
    ("cm", Unit::Measure, 1),
    ("mm", Unit::Measure, 1),
    ("毫米", Unit::Measure, 1),
    ("米", Unit::Measure, 1),
    ("斤", Unit::Measure, 1),
    ("公斤", Unit::Measure, 1),
    ("kg", Unit::Measure, 1),
    ("ml", Unit::Measure, 1),
    ("%", Unit::Measure, 1),
    ("克", Unit::Measure, 1),
    ("g", Unit::Measure, 1),
    ("度", Unit::Measure, 1),
    ("岁", Unit::Measure, 1),
];

/// The unit a text begins with: its length in bytes, the unit, and what one is worth.
pub fn unit_at(text: &str) -> Option<(usize, Unit, u64)> {
    let trimmed = text.trim_start_matches(' ');
    let skipped = text.len() - trimmed.len();
    // 91320105MA8T6H1L5R counts no hours.
    let ends = |word: &str| {
        !word.ends_with(|c: char| c.is_ascii_alphabetic())
            || !trimmed[word.len()..].starts_with(|c: char| c.is_ascii_alphanumeric())
    };
    let (word, unit, worth) = UNITS.iter().find(|(word, _, _)| begins(trimmed, word) && ends(word))?;
    Some((skipped + word.len(), *unit, *worth))
}
