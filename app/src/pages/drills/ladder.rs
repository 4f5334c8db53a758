//! A person's place in the class, without names: how many are above and below, and where they stand.

use super::aim::Aim;
use crate::i18n::*;
use crate::server::{error::ApiError, state::AppState};
use leptos::prelude::*;
use miaohui::{
    clock::UnixMs,
    ids::UserId,
    storage::{ClassDrillResult, Drill},
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Drills of so many days count.
const DAYS: u64 = 28;
/// With fewer people a mark would be a person.
const PEOPLE_LEAST: usize = 5;
/// The line reaches at least so far, in characters a minute.
const END_CPM: f64 = 120.0;
/// The picture's width, in its own units, and what is left free at its ends for the outermost figures.
const WIDTH: f64 = 600.0;
const MARGIN: f64 = 16.0;
/// Round figures under the line, at most.
const ROUND_MAX: f64 = 8.0;

/// Best scores of a class's last weeks.
#[derive(Clone, Debug, PartialEq)]
pub struct Ladder {
    class: String,
    own_cpm: f64,
    /// Each classmate's best, ascending.
    others: Vec<f64>,
}

impl Ladder {
    /// Of the class a person entered last; `None` without a class or without a drill of their own.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(state: &AppState, user: &UserId, now_ms: UnixMs) -> Result<Option<Self>, ApiError> {
        let Some(class) = state.storage.cohorts_of_member(user).await?.into_iter().next() else { return Ok(None) };
        let since = now_ms.saturating_sub(DAYS * 86_400_000);
        let rows = state.storage.class_drill_results(&class.id, Drill::Typing, since).await?;
        Ok(Self::from_rows(class.name, user, &rows))
    }

    fn from_rows(class: String, user: &UserId, rows: &[ClassDrillResult]) -> Option<Self> {
        #[derive(Deserialize)]
        struct Score {
            score_cpm: Option<f64>,
        }
        let mut bests: BTreeMap<&str, f64> = BTreeMap::new();
        for row in rows {
            let score: Option<Score> = row.result.as_ref().and_then(|json| json.read().ok());
            if let Some(score) = score.and_then(|score| score.score_cpm) {
                let best = bests.entry(&row.user_id.0).or_insert(score);
                *best = best.max(score);
            }
        }
        let own_cpm = bests.remove(user.0.as_str())?;
        let mut others: Vec<f64> = bests.into_values().collect();
        others.sort_by(f64::total_cmp);
        Some(Self { class, own_cpm, others })
    }

    fn above(&self) -> usize {
        self.others.iter().filter(|other| **other > self.own_cpm).count()
    }

    /// The section; `aim` is drawn across.
    pub fn section(self, locale: Locale, aim: Option<&Aim>) -> AnyView {
        let people = self.others.len() + 1;
        let (above, class) = (self.above(), self.class.clone());
        let few = people < PEOPLE_LEAST;
        let words = if few {
            td_string!(locale, drills.ladder_few, class = class).to_string()
        } else {
            let below = self.others.iter().filter(|other| **other < self.own_cpm).count();
            td_string!(
                locale,
                drills.ladder_place,
                class = class,
                people = people,
                place = above + 1,
                above = above,
                below = below
            )
            .to_string()
        };
        view! {
            <section class="stack ladder" aria-labelledby="ladder-title">
                <h2 id="ladder-title">{td_string!(locale, drills.ladder)}</h2>
                <p>{words}</p>
                {(!few).then(|| self.picture(locale, aim))}
                <p class="muted"><small>{td_string!(locale, drills.ladder_text, n = DAYS)}</small></p>
            </section>
        }
        .into_any()
    }

    fn picture(&self, locale: Locale, aim: Option<&Aim>) -> AnyView {
        let highest = self.others.iter().copied().chain([self.own_cpm]).chain(aim.map(|aim| aim.cpm));
        let end = highest.fold(END_CPM, f64::max);
        let place = |cpm: f64| MARGIN + (cpm / end).clamp(0.0, 1.0) * (WIDTH - 2.0 * MARGIN);
        let at = |cpm: f64| format!("{:.1}", place(cpm));
        let step = [20.0, 50.0, 100.0, 200.0].into_iter().find(|step| end / step <= ROUND_MAX).unwrap_or(end);
        let round = (0..=(end / step) as u32).map(|n| f64::from(n) * step);
        // Near an end the words stand inside.
        let anchor = match place(self.own_cpm) / WIDTH {
            share if share < 0.1 => "start",
            share if share > 0.9 => "end",
            _ => "middle",
        };
        let own = format!("{:.1}", self.own_cpm);
        view! {
            <svg class="ladder-picture" viewBox="0 0 600 58" aria-hidden="true">
                <line class="ladder-axis" x1="16" x2="584" y1="40" y2="40" />
                {round.map(|cpm| view! { <text class="ladder-text" x=at(cpm) y="54" text-anchor="middle">{format!("{cpm:.0}")}</text> }).collect_view()}
                {aim.map(|aim| view! { <line class="ladder-aim" x1=at(aim.cpm) x2=at(aim.cpm) y1="16" y2="40" /> })}
                {self.others.iter().map(|other| view! { <line class="ladder-other" x1=at(*other) x2=at(*other) y1="26" y2="40" /> }).collect_view()}
                <line class="ladder-own" x1=at(self.own_cpm) x2=at(self.own_cpm) y1="18" y2="40" />
                <text class="ladder-you" x=at(self.own_cpm) y="13" text-anchor=anchor>{td_string!(locale, drills.ladder_you, value = own)}</text>
            </svg>
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use miaohui::storage::Json;

    #[test]
    fn each_persons_best_counts_once() {
        let row = |user: &str, score: &str| ClassDrillResult {
            user_id: UserId(user.into()),
            result: Some(Json(format!("{{\"score_cpm\":{score},\"accuracy\":1.0}}"))),
            finished_ms: Some(1),
        };
        let rows =
            [row("a", "50.0"), row("b", "70.0"), row("a", "62.5"), row("c", "null"), row("b", "10.0"), row("d", "40")];
        let ladder = Ladder::from_rows("二班".into(), &UserId("a".into()), &rows);
        let expected = Ladder { class: "二班".into(), own_cpm: 62.5, others: vec![40.0, 70.0] };
        assert_eq!(ladder.as_ref(), Some(&expected));
        assert_eq!(expected.above(), 1);
        assert_eq!(Ladder::from_rows(String::new(), &UserId("c".into()), &rows), None);
    }
}
