//! The shift beside one's own earlier ones of the same plan, and beside the middle of the class. Nobody is named and
//! nobody is ranked.

use super::totals;
use crate::i18n::*;
use crate::pages::standards::figure;
use crate::server::{dates, error::ApiError, state::AppState};
use leptos::prelude::*;
use miaohui::{
    certification::standard::Unit,
    clock::UnixMs,
    ids::{ShiftId, UserId},
    live::FrozenScore,
    scoring::{Score, spread::Spread},
    storage::{Json, Shift},
};
use std::collections::BTreeSet;

/// Own shifts shown, this one among them.
const OWN_MAX: u32 = 8;

/// The figures compared.
#[derive(Clone, Copy)]
struct Figures {
    points: u64,
    most: u64,
    first: Option<f64>,
    average: Option<f64>,
    resolved: Option<f64>,
}

impl Figures {
    fn of(score: &Score) -> Self {
        let value = |id: &str| score.criteria.iter().find(|one| one.id == id).and_then(|one| one.value);
        let (points, most) = totals(score);
        let average = value("average_response_s");
        Self { points, most, first: value("first_30s_rate"), average, resolved: value("resolved") }
    }

    fn read(score: Option<&Json>) -> Option<Self> {
        let frozen: FrozenScore = score?.read().ok()?;
        Some(Self::of(&frozen.score))
    }
}

/// What a shift is seen beside.
#[derive(Clone)]
pub struct Beside {
    /// Newest first.
    own: Vec<(ShiftId, UnixMs, Figures)>,
    points: Option<Spread>,
    first: Option<Spread>,
    average: Option<Spread>,
    resolved: Option<Spread>,
}

impl Beside {
    /// # Errors
    /// When the database does not answer.
    pub async fn of(state: &AppState, shift: &Shift) -> Result<Self, ApiError> {
        let own = state.storage.shifts_at_plan(&shift.user_id, &shift.plan, OWN_MAX).await?;
        let own = own.into_iter().filter_map(|row| Some((row.id, row.started_ms, Figures::read(row.score.as_ref())?)));
        let mut seen: BTreeSet<UserId> = BTreeSet::new();
        let class = state.storage.class_at_plan(&shift.user_id, &shift.plan).await?;
        // Each person's newest, as this one is the newest of its agent.
        let class: Vec<Figures> = class
            .into_iter()
            .filter_map(|row| Figures::read(row.score.as_ref()).filter(|_| seen.insert(row.user_id)))
            .collect();
        let spread =
            |value: fn(&Figures) -> Option<f64>| Spread::of(&class.iter().filter_map(value).collect::<Vec<_>>());
        Ok(Self {
            own: own.collect(),
            points: spread(|one| Some(one.points as f64)),
            first: spread(|one| one.first),
            average: spread(|one| one.average),
            resolved: spread(|one| one.resolved),
        })
    }
}

/// The section; nothing where there is neither an earlier shift nor a class.
pub fn section(locale: Locale, beside: Beside, here: &ShiftId) -> Option<AnyView> {
    if beside.own.len() < 2 && beside.points.is_none() {
        return None;
    }
    let here = here.clone();
    let value =
        move |unit, value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| figure(locale, unit, value));
    let middle = move |unit: Option<Unit>, spread: Option<Spread>| {
        let words = |value: f64| unit.map_or_else(|| format!("{value:.0}"), |unit| figure(locale, unit, value));
        spread.map(|spread| (words(spread.median), format!("{} – {}", words(spread.low), words(spread.high))))
    };
    let class = beside.points.map(|points| {
        [
            middle(None, Some(points)),
            middle(Some(Unit::Share), beside.first),
            middle(Some(Unit::S), beside.average),
            middle(Some(Unit::Share), beside.resolved),
        ]
    });
    let people = beside.points.map_or(0, |spread| spread.people);
    Some(view! {
        <section class="compare" aria-labelledby="compare-title">
            <h2 id="compare-title">{td_string!(locale, score.compare)}</h2>
            <table>
                <thead><tr>
                    <th scope="col">{td_string!(locale, score.compare_when)}</th>
                    <th scope="col" class="figure">{td_string!(locale, score.compare_points)}</th>
                    <th scope="col" class="figure">{td_string!(locale, score.compare_first)}</th>
                    <th scope="col" class="figure">{td_string!(locale, score.compare_average)}</th>
                    <th scope="col" class="figure">{td_string!(locale, score.compare_resolved)}</th>
                </tr></thead>
                <tbody>
                    {beside.own.into_iter().map(|(id, at_ms, one)| {
                        let this = id == here;
                        view! {
                            <tr class:is-here=this>
                                <th scope="row">
                                    {if this { view! { <em>{td_string!(locale, score.compare_this)}</em> }.into_any() } else { view! { <a href=format!("/desk/{id}/score")>{dates::minute(at_ms)}</a> }.into_any() }}
                                </th>
                                <td class="figure">{one.points} "/" {one.most}</td>
                                <td class="figure">{value(Unit::Share, one.first)}</td>
                                <td class="figure">{value(Unit::S, one.average)}</td>
                                <td class="figure">{value(Unit::Share, one.resolved)}</td>
                            </tr>
                        }
                    }).collect_view()}
                    {class.map(|cells| view! {
                        <tr class="is-class">
                            <th scope="row">{td_string!(locale, score.compare_class)} <small>{td_string!(locale, score.compare_people, count = people)}</small></th>
                            {cells.into_iter().map(|cell| {
                                let (median, between) = cell.unwrap_or_else(|| ("–".to_owned(), String::new()));
                                view! { <td class="figure">{median} <small>{between}</small></td> }
                            }).collect_view()}
                        </tr>
                    })}
                </tbody>
            </table>
            <p class="muted">{td_string!(locale, score.compare_text)}</p>
        </section>
    }
    .into_any())
}
