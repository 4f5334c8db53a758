//! RFC 3339 instants, read without a clock or a time zone database.

/// Milliseconds since 1970-01-01T00:00:00Z; negative before. Finer fractions are cut off; a leap second is the
/// first second of the next minute. `None` when `text` is not an instant with an offset.
pub fn unix_ms(text: &str) -> Option<i64> {
    let (date, rest) = text.split_at_checked(10)?;
    let rest = rest.strip_prefix(['T', 't', ' '])?;
    let (time, rest) = rest.split_at_checked(8)?;
    let [year, month, day] = fields(date, '-', [4, 2, 2])?;
    let [hour, minute, second] = fields(time, ':', [2, 2, 2])?;
    if !(1..=12).contains(&month) || !(1..=days_in(year, month)).contains(&day) {
        return None;
    }
    if hour > 23 || minute > 59 || second > 60 || (second == 60 && minute != 59) {
        return None;
    }
    let (fraction_ms, zone) = fraction(rest)?;
    let offset_minutes = offset(zone)?;
    let minutes = (days_from_civil(year, month, day) * 24 + hour) * 60 + minute - offset_minutes;
    Some((minutes * 60 + second) * 1000 + fraction_ms)
}

/// Numbers of exactly so many digits, kept apart by `mark`.
fn fields(text: &str, mark: char, digits: [usize; 3]) -> Option<[i64; 3]> {
    let mut parts = text.split(mark);
    let mut values = [0; 3];
    for (value, digits) in values.iter_mut().zip(digits) {
        *value = number(parts.next()?, digits)?;
    }
    parts.next().is_none().then_some(values)
}

fn number(text: &str, digits: usize) -> Option<i64> {
    (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// The milliseconds of `.123…`, if there is one, and what follows it.
fn fraction(text: &str) -> Option<(i64, &str)> {
    let Some(rest) = text.strip_prefix('.') else { return Some((0, text)) };
    let end = rest.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, zone) = rest.split_at(end);
    if digits.is_empty() {
        return None;
    }
    let ms = digits.bytes().chain(*b"00").take(3).fold(0, |ms, digit| ms * 10 + i64::from(digit - b'0'));
    Some((ms, zone))
}

/// Minutes east of Greenwich.
fn offset(zone: &str) -> Option<i64> {
    if zone == "Z" || zone == "z" {
        return Some(0);
    }
    let sign = if zone.starts_with('+') {
        1
    } else if zone.starts_with('-') {
        -1
    } else {
        return None;
    };
    let (hours, minutes) = zone[1..].split_once(':')?;
    let (hours, minutes) = (number(hours, 2)?, number(minutes, 2)?);
    (hours <= 23 && minutes <= 59).then_some(sign * (hours * 60 + minutes))
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar (Hinnant, "chrono-compatible low-level date algorithms").
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::unix_ms;

    #[test]
    fn instants() {
        let check = |text: &str, expected: Option<i64>| assert_eq!(unix_ms(text), expected, "{text}");
        check("1970-01-01T00:00:00Z", Some(0));
        check("2026-11-11T10:10:15+08:00", Some(1_794_363_015_000));
        check("2026-11-11T02:10:15Z", Some(1_794_363_015_000));
        check("2026-11-10T21:40:15.5-04:30", Some(1_794_363_015_500));
        check("2026-11-11t02:10:15.0019z", Some(1_794_363_015_001));
        check("2024-02-29T00:00:00Z", Some(1_709_164_800_000));
        check("2016-12-31T23:59:60Z", Some(1_483_228_800_000));
        check("1969-12-31T23:59:59Z", Some(-1000));
        for wrong in [
            "",
            "2026-11-11",
            "2026-11-11T10:10:15",
            "2026-13-11T10:10:15Z",
            "2026-02-29T10:10:15Z",
            "2026-11-11T24:00:00Z",
            "2026-11-11T10:60:15Z",
            "2026-11-11T10:10:15+8:00",
            "2026-11-11T10:10:15+0800",
            "2026-11-11T10:10:15.Z",
            "2026-11-11T10:10:15+08:00x",
            "+026-11-11T10:10:15Z",
            "2026年11月11日T10:10",
        ] {
            check(wrong, None);
        }
    }
}
