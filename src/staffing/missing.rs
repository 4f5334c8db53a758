//! How many are missing when: the night is played again with more people until each quarter hour is well served.

use super::night::{PlayedQuarter, play};
use super::{Agent, Forecast, QUARTER_MINUTES, Talk};
use serde::Serialize;

/// The three-minute rate a quarter hour is well served from.
pub const SERVED: f64 = 0.95;
/// So often the night is played again at most.
const PLAYS_MAX: usize = 60;
/// Fewer questions than this in a quarter hour say nothing of its rate.
const QUESTIONS_MIN: u64 = 5;
/// People added to one quarter hour in one step, at most.
const STEP_MAX: u64 = 50;

/// A night and what it lacks.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Plan {
    /// As it goes with the people there are.
    pub played: Vec<PlayedQuarter>,
    /// People of the usual pace that each quarter hour lacks.
    pub missing: Vec<u64>,
    /// As it would go with them.
    pub mended: Vec<PlayedQuarter>,
    /// Whether with them every quarter hour is well served.
    pub enough: bool,
}

/// Plays the night and finds who is missing. `usual` is what a further person would be like; its hours do not matter.
pub fn plan(forecast: &Forecast, agents: &[Agent], usual: &Agent, talk: Talk, seed: &str) -> Plan {
    let played = play(forecast, agents, talk, seed);
    let mut missing = vec![0_u64; forecast.buyers.len()];
    let mut mended = played.clone();
    for _ in 0..PLAYS_MAX {
        let Some(worst) = mended.iter().position(is_short) else { break };
        // What was left over from the quarter before is served where it arose.
        missing[worst] += step(&mended[worst], usual);
        let mut all = agents.to_vec();
        all.extend(further(forecast, &missing, usual));
        mended = play(forecast, &all, talk, seed);
    }
    let enough = !mended.iter().any(is_short);
    Plan { played, missing, mended, enough }
}

fn is_short(quarter: &PlayedQuarter) -> bool {
    quarter.questions >= QUESTIONS_MIN && quarter.three_minute_rate().is_some_and(|rate| rate < SERVED)
}

/// As many as the late questions would keep busy, at least one.
fn step(quarter: &PlayedQuarter, usual: &Agent) -> u64 {
    let late = (quarter.questions - quarter.in_time) as f64;
    let each = QUARTER_MINUTES as f64 * 60.0 / usual.reply_s.max(1.0);
    // Half of what is lacking at a time: people help the quarters after theirs, too.
    ((late / each / 2.0) as u64).clamp(1, STEP_MAX)
}

fn further(forecast: &Forecast, missing: &[u64], usual: &Agent) -> Vec<Agent> {
    let mut people = Vec::new();
    for (quarter, count) in (0_u64..).zip(missing) {
        let from_minute = forecast.from_minute + quarter * QUARTER_MINUTES;
        for _ in 0..*count {
            people.push(Agent {
                from_minute,
                until_minute: from_minute + QUARTER_MINUTES,
                breaks: Vec::new(),
                ..usual.clone()
            });
        }
    }
    people
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_mends_the_night() {
        let usual = Agent {
            name: "甲".into(),
            reply_s: 20.0,
            windows: 15,
            from_minute: 1_200,
            until_minute: 1_320,
            breaks: Vec::new(),
            intern: false,
        };
        let forecast = Forecast { from_minute: 1_200, buyers: vec![10, 120, 40, 10, 5, 5, 5, 5] };
        let plan = plan(&forecast, &[usual.clone(), usual.clone()], &usual, Talk::default(), "seed");
        assert!(plan.enough, "{:?}", plan.missing);
        assert!(
            plan.missing[1] >= 3 && plan.missing[0] == 0 && plan.missing[5..].iter().all(|one| *one == 0),
            "{:?}",
            plan.missing
        );
        assert!(plan.played[1].three_minute_rate() < Some(SERVED));
        assert!(plan.mended.iter().all(|one| one.three_minute_rate() >= Some(SERVED)));
        let served = super::plan(&forecast, &vec![usual.clone(); 20], &usual, Talk::default(), "seed");
        assert!(served.missing.iter().all(|one| *one == 0) && served.played == served.mended);
    }
}
