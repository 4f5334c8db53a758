//! What a plan must not ask of people.

use super::Agent;
use serde::Serialize;

/// Night work of interns: the rules for placements of vocational schools (2021), article 17, forbid night shifts; night is
/// taken as 22:00 to 06:00, as the underground and juvenile rules do.
const NIGHT: (u64, u64) = (22 * 60, 30 * 60);
const DAY: u64 = 24 * 60;
/// Hours a day: Labour Law article 36; interns no overtime at all (placement rules, article 17).
const DAY_MINUTES_MAX: u64 = 8 * 60;
/// With overtime: Labour Law article 41 allows one hour, for special reasons three.
const OVERTIME_MINUTES_MAX: u64 = 11 * 60;
/// Screen work without a break of at least [`BREAK_MINUTES`] is no law but care: see `domain.md`.
const WITHOUT_BREAK_MAX: u64 = 4 * 60;
const BREAK_MINUTES: u64 = 10;

/// A fault of one person's hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unlawful {
    /// An intern after 22:00 or before 06:00.
    InternAtNight,
    /// An intern above eight hours.
    InternOvertime,
    /// Anybody above eleven hours.
    TooLong,
    /// More than four hours at a stretch.
    NoBreak,
    /// The end is not after the beginning, or a break is outside.
    Hours,
}

/// Every fault of one person's hours; breaks do not count as work.
pub fn unlawful(agent: &Agent) -> Vec<Unlawful> {
    let (from, until) = (agent.from_minute, agent.until_minute);
    let inside = |(begins, ends): &(u64, u64)| begins < ends && *begins >= from && *ends <= until;
    if from >= until || !agent.breaks.iter().all(inside) {
        return vec![Unlawful::Hours];
    }
    let mut breaks = agent.breaks.clone();
    breaks.sort_unstable();
    let rest: u64 = breaks.iter().map(|(begins, ends)| ends - begins).sum();
    let works = (until - from).saturating_sub(rest);
    let mut faults = Vec::new();
    if agent.intern && touches_night(from, until) {
        faults.push(Unlawful::InternAtNight);
    }
    if agent.intern && works > DAY_MINUTES_MAX {
        faults.push(Unlawful::InternOvertime);
    }
    if works > OVERTIME_MINUTES_MAX {
        faults.push(Unlawful::TooLong);
    }
    let mut since = from;
    let mut longest = 0;
    for (begins, ends) in breaks.into_iter().filter(|(begins, ends)| ends - begins >= BREAK_MINUTES) {
        longest = longest.max(begins.saturating_sub(since));
        since = ends;
    }
    if longest.max(until.saturating_sub(since)) > WITHOUT_BREAK_MAX {
        faults.push(Unlawful::NoBreak);
    }
    faults
}

fn touches_night(from: u64, until: u64) -> bool {
    // The night before the first day, and those after.
    let nights = (0..=until / DAY + 1).map(|day| (NIGHT.0 + day * DAY, NIGHT.1 + day * DAY));
    let early = (0, NIGHT.1 - DAY);
    std::iter::once(early).chain(nights).any(|(begins, ends)| from < ends && until > begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_checked() {
        let check = |from: u64, until: u64, breaks: &[(u64, u64)], intern: bool, expected: &[Unlawful]| {
            let agent = Agent {
                name: String::new(),
                reply_s: 20.0,
                windows: 10,
                from_minute: from * 60,
                until_minute: until * 60,
                breaks: breaks.iter().map(|(a, b)| (a * 60, b * 60)).collect(),
                intern,
            };
            assert_eq!(unlawful(&agent), expected, "{from}–{until} {breaks:?}");
        };
        check(9, 13, &[], true, &[]);
        check(9, 18, &[(12, 13)], true, &[Unlawful::NoBreak]);
        check(20, 26, &[(23, 24)], false, &[]);
        check(20, 24, &[], true, &[Unlawful::InternAtNight]);
        check(5, 9, &[], true, &[Unlawful::InternAtNight]);
        check(29, 33, &[], true, &[Unlawful::InternAtNight]);
        check(8, 21, &[(12, 13), (16, 17)], true, &[Unlawful::InternOvertime]);
        check(8, 21, &[(12, 13)], false, &[Unlawful::TooLong, Unlawful::NoBreak]);
        check(9, 9, &[], false, &[Unlawful::Hours]);
        check(9, 12, &[(11, 13)], false, &[Unlawful::Hours]);
    }
}
