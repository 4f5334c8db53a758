//! Numbers and what they count: 22码, 两双, 三块五, 满300减40, 48小时内, 两三天.

pub use super::unit::Unit;
use super::unit::unit_at;

/// A number with its unit, by byte offsets. `hundredths` of the unit, for money and size as read; for time of a second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    pub unit: Unit,
    pub start: usize,
    pub end: usize,
    pub hundredths: u64,
}

impl Quantity {
    /// The number alone, without unneeded zeros.
    pub fn bare(&self) -> String {
        let (whole, part) = (self.hundredths / 100, self.hundredths % 100);
        match (part, part % 10) {
            (0, _) => whole.to_string(),
            (_, 0) => format!("{whole}.{}", part / 10),
            _ => format!("{whole}.{part:02}"),
        }
    }
}

/// All quantities in a normalised text, in order.
pub fn quantities(text: &str) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(first) = rest.chars().next() else { break };
        if !starts_number(first) {
            at += first.len_utf8();
            continue;
        }
        match quantity_at(text, at) {
            Some(quantity) => {
                at = quantity.end;
                found.push(quantity);
            }
            None => at += number_length(rest).max(first.len_utf8()),
        }
    }
    found
}

fn starts_number(character: char) -> bool {
    character.is_ascii_digit() || digit(character).is_some() || matches!(character, '十' | '半' | '¥' | '百')
}

/// Bytes of the digits or numerals at the start of a text.
fn number_length(text: &str) -> usize {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() < text.len() { text.len() - rest.len() } else { text.len() - text.trim_start_matches(numeral).len() }
}

fn quantity_at(text: &str, start: usize) -> Option<Quantity> {
    let mut at = start;
    let yuan_mark = text[at..].starts_with('¥');
    if yuan_mark {
        at += '¥'.len_utf8();
    }
    let half = text[at..].starts_with('半');
    let (mut hundredths, mut end) = if half { (50, at + 3) } else { number(text, at)? };
    // 3-5天, 3到5天, 3至5天: the upper bound.
    let tail = &text[end..];
    for joint in ["-", "到", "至", "~"] {
        if let Some(after) = tail.strip_prefix(joint)
            && let Some((upper, upper_end)) = number(text, text.len() - after.len())
            && upper >= hundredths
            && unit_at(&text[upper_end..]).is_some()
        {
            (hundredths, end) = (upper, upper_end);
        }
    }
    if let Some(rest) = text[end..].strip_prefix("个半")
        && let Some((length, unit, worth)) = unit_at(rest)
        && unit == Unit::Time
    {
        return Some(Quantity {
            unit,
            start,
            end: end + "个半".len() + length,
            hundredths: (hundredths + 50).saturating_mul(worth),
        });
    }
    if yuan_mark {
        return Some(Quantity { unit: Unit::Money, start, end, hundredths });
    }
    let (length, unit, worth) = unit_at(&text[end..])?;
    let lettered = |text: &str| text.ends_with(|c: char| c.is_ascii_alphabetic());
    if lettered(&text[..start]) && lettered(&text[..end + length]) {
        return None;
    }
    end += length;
    let mut total = hundredths.saturating_mul(worth);
    if unit == Unit::Money
        && let Some((part, part_end)) = number(text, end)
        && part < 1_000
        && unit_at(&text[part_end..]).is_none_or(|(_, unit, _)| unit == Unit::Money)
    {
        // 三块五: the digit after the unit is tenths.
        total = total.saturating_add(part / 10);
        end = part_end;
    }
    if unit == Unit::Time && text[end..].starts_with('半') {
        total = total.saturating_add(50 * worth);
        end += '半'.len_utf8();
    }
    Some(Quantity { unit, start, end, hundredths: total })
}

/// The number at a byte offset, in hundredths, and where it ends.
pub(super) fn number(text: &str, at: usize) -> Option<(u64, usize)> {
    let rest = text.get(at..)?;
    if rest.starts_with(|c: char| c.is_ascii_digit()) { arabic(rest, at) } else { chinese(rest, at) }
}

fn arabic(rest: &str, at: usize) -> Option<(u64, usize)> {
    let mut value = 0_u64;
    let mut end = 0;
    let mut decimals = None;
    for (offset, character) in rest.char_indices() {
        if let Some(digit) = character.to_digit(10) {
            match &mut decimals {
                None => value = value.saturating_mul(10).saturating_add(u64::from(digit) * 100).min(1 << 50),
                Some(place @ 1..=2) => {
                    value += u64::from(digit) * if *place == 1 { 10 } else { 1 };
                    *place += 1;
                }
                Some(_) => {}
            }
            end = offset + 1;
        } else if character == '.' && decimals.is_none() && rest[offset + 1..].starts_with(|c: char| c.is_ascii_digit())
        {
            decimals = Some(1);
        } else {
            break;
        }
    }
    (end > 0).then_some((value, at + end))
}

fn digit(character: char) -> Option<u64> {
    Some(match character {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' | '俩' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn numeral(character: char) -> bool {
    digit(character).is_some() || matches!(character, '十' | '百' | '千' | '万' | '点')
}

/// 二十二, 两百五, 三点五, 一百二, 二二 (spoken digits), 两三 (a range: its upper bound).
fn chinese(rest: &str, at: usize) -> Option<(u64, usize)> {
    let characters: Vec<(usize, char)> = rest.char_indices().take_while(|(_, c)| numeral(*c)).take(10).collect();
    let mut length = characters.len();
    // 16点 style: 点 only counts between digits.
    if let Some(point) = characters.iter().position(|(_, c)| *c == '点')
        && characters.get(point + 1).is_none_or(|(_, c)| digit(*c).is_none())
    {
        length = point;
    }
    let characters = &characters[..length];
    let (last_at, last) = characters.last()?;
    let end = at + last_at + last.len_utf8();
    let digits: Option<Vec<u64>> = characters.iter().map(|(_, c)| digit(*c)).collect();
    if let Some(digits) = digits {
        let value = match digits.as_slice() {
            [one] => *one,
            // 两三天, 三五天
            [low, high] if *high > *low && *low > 0 && *high - *low <= 2 => *high,
            many => many.iter().fold(0, |sum, one| sum * 10 + one),
        };
        return Some((value * 100, end));
    }
    let (mut total, mut section, mut last_unit) = (0_u64, 0_u64, 1_u64);
    let mut iter = characters.iter().map(|(_, c)| *c).peekable();
    while let Some(character) = iter.next() {
        match character {
            '十' | '百' | '千' | '万' => {
                let worth = match character {
                    '十' => 10,
                    '百' => 100,
                    '千' => 1_000,
                    _ => 10_000,
                };
                total += section.max(u64::from(section == 0 && total == 0 || last_unit == 0)) * worth;
                (section, last_unit) = (0, worth);
            }
            '点' => {
                let tenth = iter.next().and_then(digit).unwrap_or(0);
                return Some(((total + section) * 100 + tenth * 10, end));
            }
            other => {
                let value = digit(other).unwrap_or(0);
                section = if section > 0 { section * 10 + value } else { value };
                if value == 0 {
                    last_unit = 1;
                }
            }
        }
    }
    // 一百二 is 120.
    let tail = if last_unit >= 100 { section * last_unit / 10 } else { section };
    Some(((total + tail) * 100, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(Unit, &str)]) {
        let found: Vec<(Unit, String)> = quantities(text).iter().map(|q| (q.unit, q.bare())).collect();
        let expected: Vec<(Unit, String)> = expected.iter().map(|(unit, bare)| (*unit, (*bare).to_owned())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn numbers_in_every_form() {
        check("建议穿22码", &[(Unit::Size, "22")]);
        check("二十二码还有两双", &[(Unit::Size, "22"), (Unit::Piece, "2")]);
        check("48小时内", &[(Unit::Time, "172800")]);
        check("两三天到", &[(Unit::Time, "259200")]);
        check("3-5天", &[(Unit::Time, "432000")]);
        check("三到五个工作日", &[(Unit::Time, "432000")]);
        check("半小时", &[(Unit::Time, "1800")]);
        check("一个半小时", &[(Unit::Time, "5400")]);
        check("两天半", &[(Unit::Time, "216000")]);
        check("打3.5折", &[(Unit::Fold, "3.5")]);
        check("三块五", &[(Unit::Money, "3.5")]);
        check("一百二十元", &[(Unit::Money, "120")]);
        check("一百二块", &[(Unit::Money, "120")]);
        check("十块钱", &[(Unit::Money, "10")]);
        check("¥12.50", &[(Unit::Money, "12.5")]);
        check("九十九元", &[(Unit::Money, "99")]);
        check("第一次", &[]);
        check("税号91320105ma8t6h1l5r", &[]);
        check("税号91320105ma8t6h", &[]);
        check("48h内", &[(Unit::Time, "172800")]);
        check("十五天", &[(Unit::Time, "1296000")]);
    }
}
