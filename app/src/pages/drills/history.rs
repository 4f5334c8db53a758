//! What a person has typed so far: bests, weeks, weak characters.

use crate::functions::typing::{Choice, TypingForm, TypingResult};
use crate::server::{dates, error::ApiError, state::AppState};
use miaohui::{
    clock::UnixMs,
    ids::UserId,
    storage::{Drill, DrillResult},
    typing::{CharacterTime, Weak, weak_characters},
};
use std::collections::BTreeMap;

/// Weeks that progress is shown over.
pub const WEEKS: u64 = 12;

const DAY_MS: u64 = 86_400_000;
const WEEK_MS: u64 = 7 * DAY_MS;
/// The epoch was a Thursday; weeks begin on Mondays, in Beijing.
const MONDAY_MS: u64 = 3 * DAY_MS + 8 * 3_600_000;

/// One finished drill.
#[derive(Clone, Debug, PartialEq)]
pub struct Try {
    pub id: String,
    /// Passage, or mode.
    pub target: String,
    pub title: String,
    pub choice: Choice,
    pub exam: bool,
    pub finished_ms: UnixMs,
    pub score_cpm: f64,
    pub accuracy: f64,
    characters: Vec<CharacterTime>,
}

/// A week's drills.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Week {
    pub begins_ms: UnixMs,
    pub tries: usize,
    pub best_cpm: f64,
    pub median_cpm: f64,
}

/// A person's finished drills, newest first.
#[derive(Clone, Debug, Default)]
pub struct History(pub Vec<Try>);

impl History {
    /// # Errors
    /// When the database does not answer.
    pub async fn of(state: &AppState, user: &UserId) -> Result<Self, ApiError> {
        let kept = state.storage.drill_results(user, Drill::Typing).await?;
        Ok(Self(kept.into_iter().filter_map(read).collect()))
    }

    /// The best score; 0 before any.
    pub fn best_cpm(&self) -> f64 {
        self.0.iter().map(|one| one.score_cpm).fold(0.0, f64::max)
    }

    /// The best score at each target.
    pub fn bests(&self) -> BTreeMap<&str, f64> {
        let mut best: BTreeMap<&str, f64> = BTreeMap::new();
        for one in &self.0 {
            let kept = best.entry(&one.target).or_insert(one.score_cpm);
            *kept = kept.max(one.score_cpm);
        }
        best
    }

    /// The weak characters of the last tries.
    pub fn weak(&self) -> Vec<Weak> {
        weak_characters(self.0.iter().map(|one| one.characters.as_slice()))
    }

    /// The last [`WEEKS`] weeks that were drilled in, oldest first.
    pub fn weeks(&self, now_ms: UnixMs) -> Vec<Week> {
        let this = week_of(now_ms);
        let mut scores: BTreeMap<u64, Vec<f64>> = BTreeMap::new();
        for one in &self.0 {
            let week = week_of(one.finished_ms);
            if week + WEEKS > this {
                scores.entry(week).or_default().push(one.score_cpm);
            }
        }
        scores
            .into_iter()
            .map(|(week, mut scores)| {
                scores.sort_by(f64::total_cmp);
                Week {
                    begins_ms: begin_of(week),
                    tries: scores.len(),
                    best_cpm: scores.last().copied().unwrap_or(0.0),
                    median_cpm: scores[scores.len() / 2],
                }
            })
            .collect()
    }
}

impl Week {
    /// Month and day of its Monday.
    pub fn label(&self) -> String {
        dates::day(self.begins_ms).split_off(5)
    }
}

/// Weeks since the epoch's.
pub fn week_of(at_ms: UnixMs) -> u64 {
    (at_ms + MONDAY_MS) / WEEK_MS
}

fn begin_of(week: u64) -> UnixMs {
    (week * WEEK_MS).saturating_sub(MONDAY_MS)
}

fn read(kept: DrillResult) -> Option<Try> {
    let result: TypingResult = kept.result.as_ref()?.read().ok()?;
    let form: TypingForm = kept.form.read().ok()?;
    let characters = result.characters.into_iter();
    Some(Try {
        id: kept.id.to_string(),
        target: kept.target,
        title: form.title,
        choice: form.choice,
        exam: kept.exam_id.is_some(),
        finished_ms: kept.finished_ms?,
        score_cpm: result.measures.score_cpm.unwrap_or(0.0),
        accuracy: result.measures.accuracy.unwrap_or(0.0),
        characters: characters
            .map(|(character, (typed, mean_ms, wrong))| CharacterTime { character, typed, mean_ms, wrong })
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(finished_ms: UnixMs, score_cpm: f64) -> Try {
        Try {
            id: String::new(),
            target: "care-01".into(),
            title: String::new(),
            choice: Choice::default(),
            exam: false,
            finished_ms,
            score_cpm,
            accuracy: 1.0,
            characters: Vec::new(),
        }
    }

    #[test]
    fn weeks_begin_on_mondays_in_beijing() {
        // Monday 23 November 2026, 00:00 in Beijing.
        let monday = 1_795_363_200_000;
        assert_eq!(dates::minute(monday), "2026-11-23 00:00");
        assert_eq!(week_of(monday), week_of(monday - 1) + 1);
        let history = History(vec![
            one(monday + 5, 60.0),
            one(monday + 4, 40.0),
            one(monday + 3, 50.0),
            one(monday - 1, 45.0),
            one(monday - 40 * WEEK_MS, 99.0),
        ]);
        let weeks = history.weeks(monday + 6);
        let got: Vec<_> = weeks.iter().map(|w| (w.label(), w.tries, w.best_cpm, w.median_cpm)).collect();
        assert_eq!(got, [("11-16".into(), 1, 45.0, 45.0), ("11-23".into(), 3, 60.0, 50.0)]);
        assert!((history.best_cpm() - 99.0).abs() < 1e-9);
    }
}
