//! Times as people here read them: Beijing time, which all of mainland China keeps.

use miaohui::{
    clock::UnixMs,
    quiz::memory::{begin_of, day_of},
};
use time::{OffsetDateTime, UtcOffset, macros::format_description};

const BEIJING: UtcOffset = match UtcOffset::from_hms(8, 0, 0) {
    Ok(offset) => offset,
    Err(_) => UtcOffset::UTC,
};

fn beijing(at_ms: UnixMs) -> OffsetDateTime {
    let seconds = i64::try_from(at_ms / 1000).unwrap_or(0);
    OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH).to_offset(BEIJING)
}

/// `2026-11-23`
pub fn day(at_ms: UnixMs) -> String {
    beijing(at_ms).format(format_description!("[year]-[month]-[day]")).unwrap_or_default()
}

/// `2026-11-23 18:40`
pub fn minute(at_ms: UnixMs) -> String {
    beijing(at_ms).format(format_description!("[year]-[month]-[day] [hour]:[minute]")).unwrap_or_default()
}

/// `18:40:05`
pub fn second(at_ms: UnixMs) -> String {
    beijing(at_ms).format(format_description!("[hour]:[minute]:[second]")).unwrap_or_default()
}

/// The end of a day written `2026-11-23`, in Beijing; `None` when it is no date.
pub fn end_of_day(day: &str) -> Option<UnixMs> {
    let date = time::Date::parse(day, format_description!("[year]-[month]-[day]")).ok()?;
    let end = date.with_hms(23, 59, 59).ok()?.assume_offset(BEIJING);
    u64::try_from(end.unix_timestamp()).ok().map(|seconds| seconds * 1000)
}

/// The number of a day written `2026-11-23`, counted as in [`miaohui::quiz::memory::day_of`].
pub fn day_number(day: &str) -> Option<u64> {
    end_of_day(day).map(day_of)
}

/// `2026-11-23` of a day's number.
pub fn of_day(number: u64) -> String {
    day(begin_of(number))
}

/// The last second of a day, by its number.
pub fn end_of(number: u64) -> UnixMs {
    begin_of(number + 1).saturating_sub(1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beijing_is_eight_hours_ahead() {
        assert_eq!(minute(1_795_392_000_000), "2026-11-23 08:00");
        assert_eq!(day(1_795_449_600_000), "2026-11-24");
        assert_eq!(end_of_day("2026-11-23").map(minute).as_deref(), Some("2026-11-23 23:59"));
        assert_eq!(end_of_day("2026-02-30"), None);
        let number = day_number("2026-11-23").unwrap_or_default();
        assert_eq!((of_day(number).as_str(), Some(end_of(number))), ("2026-11-23", end_of_day("2026-11-23")));
    }
}
