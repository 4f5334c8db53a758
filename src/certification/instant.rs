//! Dates as credentials write them: `2026-11-23T01:13:12Z` (RFC 3339, xsd:dateTime).

use crate::clock::UnixMs;

const DAY_S: u64 = 86_400;

/// `at_ms` to the second, in UTC.
pub fn to_rfc3339(at_ms: UnixMs) -> String {
    let seconds = at_ms / 1000;
    let (year, month, day) = civil(seconds / DAY_S);
    let in_day = seconds % DAY_S;
    let (hour, minute, second) = (in_day / 3600, in_day / 60 % 60, in_day % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Milliseconds of a date with time and zone (`Z` or `+08:00`), fractions of a second cut after the third digit.
/// `None` where the text is no such date or lies before 1970.
pub fn from_rfc3339(text: &str) -> Option<UnixMs> {
    let bytes = text.as_bytes();
    let shape = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    if bytes.len() < 20 || !text.is_ascii() || shape.iter().any(|&(place, mark)| bytes[place] != mark) {
        return None;
    }
    let number = |from: usize, to: usize| -> Option<u64> {
        let digits = bytes.get(from..to)?;
        digits.iter().try_fold(0_u64, |sum, b| b.is_ascii_digit().then(|| sum * 10 + u64::from(b - b'0')))
    };
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let days = days_from_civil(year, month, day)?;
    let rest = &text[19..];
    let zone_at = rest.find(['Z', '+', '-'])?;
    let (fraction, zone) = rest.split_at(zone_at);
    let local_ms = ((days * 24 + hour) * 60 + minute) * 60_000 + second * 1000 + millis(fraction)?;
    if zone == "Z" {
        return Some(local_ms);
    }
    let digits = zone.as_bytes();
    if digits.len() != 6 || digits[3] != b':' {
        return None;
    }
    let start = 19 + zone_at;
    let (zone_h, zone_m) = (number(start + 1, start + 3)?, number(start + 4, start + 6)?);
    if zone_h > 14 || zone_m > 59 {
        return None;
    }
    let offset_ms = (zone_h * 60 + zone_m) * 60_000;
    if digits[0] == b'+' { local_ms.checked_sub(offset_ms) } else { local_ms.checked_add(offset_ms) }
}

/// `.25` → 250; nothing → 0.
fn millis(fraction: &str) -> Option<u64> {
    if fraction.is_empty() {
        return Some(0);
    }
    let digits = fraction.strip_prefix('.')?;
    if digits.is_empty() || digits.len() > 9 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    format!("{digits:0<3}")[..3].parse().ok()
}

/// Year, month, day of a day counted from 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date algorithms").
fn civil(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let day_of_era = shifted % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + u64::from(month <= 2), month, day)
}

/// The inverse of [`civil`]; `None` for a day that does not exist or lies before 1970.
fn days_from_civil(year: u64, month: u64, day: u64) -> Option<u64> {
    if year < 1970 || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let shifted_year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (shifted_year / 400, shifted_year % 400);
    let shifted_month = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * shifted_month + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    let days = (era * 146_097 + day_of_era).checked_sub(719_468)?;
    (civil(days) == (year, month, day)).then_some(days)
}

#[cfg(test)]
mod tests {
    use super::{from_rfc3339, to_rfc3339};
    use proptest::prelude::*;

    #[test]
    fn dates_are_read() {
        let check = |text: &str, expected: Option<u64>| assert_eq!(from_rfc3339(text), expected, "{text}");
        check("1970-01-01T00:00:00Z", Some(0));
        check("2026-11-11T10:10:15+08:00", Some(1_794_363_015_000));
        check("2024-02-29T23:59:59.5Z", Some(1_709_251_199_500));
        check("1969-12-31T19:00:00-05:00", None);
        check("2023-02-29T00:00:00Z", None);
        check("2023-13-01T00:00:00Z", None);
        check("2023-01-01T24:00:00Z", None);
        check("2023-01-01 00:00:00Z", None);
        check("2023-01-01T00:00:00", None);
        check("2023-01-01T00:00:00.Z", None);
        check("2023-01-01T00:00:00+8", None);
        check("二〇二三年一月一日零时", None);
    }

    proptest! {
        #[test]
        fn writing_and_reading_agree(seconds in 0_u64..253_402_300_800) {
            prop_assert_eq!(from_rfc3339(&to_rfc3339(seconds * 1000)), Some(seconds * 1000));
        }
    }
}
