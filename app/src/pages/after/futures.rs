//! `/desk/{fork}/futures`: a shift and its other future side by side, with what each cost.

use super::Worked;
use crate::desk::waiting::minutes;
use crate::i18n::*;
use crate::pages::frame::Frame;
use crate::pages::score::{
    Judged,
    criteria::points,
    judged,
    story::{Line, Story, Told, What},
    totals, transcript,
};
use crate::pages::standards::{figure, name};
use crate::server::{document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;
use miaohui::{
    ids::ShiftId,
    live::FrozenScore,
    scoring::Criterion,
    simulation::{event::Window, fork::window_of},
    storage::ShiftState,
};

/// Lines both futures have in common, shown above them.
const COMMON: usize = 4;
/// Points that differ by less are the same.
const SAME: f64 = 0.05;

/// What became of a window from the fork on.
struct Course {
    longest_s: Option<u64>,
    stars: Option<u8>,
    lines: Vec<Line>,
}

impl Course {
    fn of(told: Option<&Told>, from_seq: u64) -> Self {
        let lines: Vec<Line> =
            told.into_iter().flat_map(|told| &told.lines).filter(|line| line.seq >= from_seq).cloned().collect();
        let stars = lines.iter().find_map(|line| match line.what {
            What::Rated(stars) => Some(stars),
            _ => None,
        });
        let waits = told.into_iter().flat_map(|told| &told.waits);
        let longest_s =
            waits.filter(|wait| wait.ended_seq.is_none_or(|seq| seq >= from_seq)).map(|wait| wait.seconds());
        Self { longest_s: longest_s.max(), stars, lines }
    }

    fn short(&self) -> String {
        let wait = self.longest_s.map(minutes).unwrap_or_else(|| "–".to_owned());
        match self.stars {
            Some(stars) => format!("{wait} · {stars}★"),
            None => wait,
        }
    }
}

/// `GET /desk/{fork}/futures`
///
/// # Errors
/// When the shift begins from no other one, or is not the visitor's to see.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<ShiftId>,
) -> Result<Response, ApiError> {
    let shift = state.storage.shift(&id).await?.ok_or(ApiError::NotFound)?;
    let (Some(from), Some(from_seq)) = (shift.forked_from, shift.forked_seq) else { return Err(ApiError::NotFound) };
    if shift.state == ShiftState::Open {
        return Ok(Redirect::to(&format!("/desk/{id}")).into_response());
    }
    let first = Worked::of(&state, &visitor, &from).await?;
    let again = Worked::of(&state, &visitor, &id).await?;
    let locale = visitor.locale;
    let parted = first.log.iter().find(|event| event.seq == from_seq).and_then(|event| window_of(&event.body));
    let window = parted.or_else(|| first.story.windows.keys().next().copied());
    let title = td_string!(locale, after.futures).to_string();
    let pairs = pairs(&state, first.frozen.as_ref(), again.frozen.as_ref());
    let sums = [&first.frozen, &again.frozen].map(|frozen| frozen.as_ref().map(|frozen| totals(&frozen.score)));
    let plan = first.plan(&state);
    let document = Document::new(locale, title, move || {
        let told = window.and_then(|window| first.story.windows.get(&window));
        let buyer = told.map(|told| told.name.clone()).unwrap_or_default();
        let common: Vec<Line> = told
            .map(|told| told.lines.iter().filter(|line| line.seq < from_seq).cloned().collect())
            .unwrap_or_default();
        let common = common[common.len().saturating_sub(COMMON)..].to_vec();
        let courses = [&first.story, &again.story]
            .map(|story| Course::of(window.and_then(|window| story.windows.get(&window)), from_seq));
        let others = others(locale, &first.story, &again.story, window, from_seq);
        let [before, after] = courses;
        let scores = [(from.clone(), sums[0]), (id.clone(), sums[1])];
        view! {
            <Frame locale=locale here="/desk" user=Some(first.user)>
                <main id="main" class="futures-page stack-5">
                    <header class="head">
                        <div><h1>{sentence(locale, sums)}</h1><p>{plan} " · " {td_string!(locale, after.futures_text, name = buyer.clone())}</p></div>
                    </header>
                    <div class="futures">
                        {(!common.is_empty()).then(|| view! {
                            <section class="futures-common" aria-label=td_string!(locale, after.common)>
                                <h2>{td_string!(locale, after.common)}</h2>
                                {lines(locale, common, &buyer)}
                            </section>
                        })}
                        {[(td_string!(locale, after.then).to_string(), before), (td_string!(locale, after.again).to_string(), after)].into_iter().zip(scores).map(|((title, course), (shift, sum))| {
                            let label = title.clone();
                            view! {
                            <section class="panel" aria-label=label>
                                <div class="spread">
                                    <h2>{title} {sum.map(|(points, most)| view! { " " <small>{points} "/" {most}</small> })}</h2>
                                    <a href=format!("/desk/{shift}/score")>{td_string!(locale, after.to_score)}</a>
                                </div>
                                {if course.lines.is_empty() { view! { <p class="muted">{td_string!(locale, after.nothing_said)}</p> }.into_any() } else { lines(locale, course.lines, &buyer) }}
                            </section>
                        }}).collect_view()}
                    </div>
                    {table(locale, pairs)}
                    {others}
                </main>
            </Frame>
        }
        .into_any()
    });
    Ok(document.into_response())
}

/// What the other future was worth against the first.
fn sentence(locale: Locale, sums: [Option<(u64, u64)>; 2]) -> String {
    match sums {
        [Some((before, _)), Some((after, _))] if after > before => {
            td_string!(locale, after.more, points = after - before).to_string()
        }
        [Some((before, _)), Some((after, _))] if after < before => {
            td_string!(locale, after.less, points = before - after).to_string()
        }
        [Some(_), Some(_)] => td_string!(locale, after.same).to_string(),
        _ => td_string!(locale, after.futures).to_string(),
    }
}

/// Each criterion with what it brought in both; empty where one is not scored yet.
fn pairs(state: &AppState, first: Option<&FrozenScore>, again: Option<&FrozenScore>) -> Vec<(Judged, Criterion)> {
    let (Some(first), Some(again)) = (first, again) else { return Vec::new() };
    let standard = state.content.standards.get(&first.standard);
    let with = |one: Judged| {
        let other = again.score.criteria.iter().find(|other| other.id == one.criterion.id)?.clone();
        Some((one, other))
    };
    judged(standard, &first.score).into_iter().filter_map(with).collect()
}

fn table(locale: Locale, pairs: Vec<(Judged, Criterion)>) -> Option<AnyView> {
    if pairs.is_empty() {
        return None;
    }
    let value = move |one: &Judged, value: Option<f64>| {
        value.map_or_else(|| "–".to_owned(), |value| figure(locale, one.requirement.unit, value))
    };
    Some(view! {
        <section class="stack" aria-labelledby="futures-points">
            <h2 id="futures-points">{td_string!(locale, after.points_title)}</h2>
            <table class="futures-points">
                <thead><tr>
                    <th scope="col">{td_string!(locale, after.criterion)}</th>
                    <th scope="col" class="figure">{td_string!(locale, after.then)}</th>
                    <th scope="col" class="figure">{td_string!(locale, after.again)}</th>
                    <th scope="col" class="figure">{td_string!(locale, after.difference)}</th>
                </tr></thead>
                <tbody>
                    {pairs.into_iter().map(|(one, again)| {
                        let difference = again.points - one.criterion.points;
                        let words = if difference.abs() < SAME { "0".to_owned() } else if difference > 0.0 { format!("+{}", points(difference)) } else { format!("−{}", points(-difference)) };
                        view! {
                            <tr class:is-same={difference.abs() < SAME}>
                                <th scope="row">{name(locale, &one.requirement)}</th>
                                <td class="figure">{value(&one, one.criterion.value)} " " <small>{points(one.criterion.points)} "/" {points(one.criterion.weight)}</small></td>
                                <td class="figure">{value(&one, again.value)} " " <small>{points(again.points)} "/" {points(again.weight)}</small></td>
                                <td class="figure"><b>{words}</b></td>
                            </tr>
                        }
                    }).collect_view()}
                </tbody>
            </table>
        </section>
    }
    .into_any())
}

/// The other windows: how long their buyers waited from the fork on, and what they gave.
fn others(locale: Locale, first: &Story, again: &Story, shown: Option<Window>, from_seq: u64) -> Option<AnyView> {
    let windows: std::collections::BTreeSet<Window> =
        first.windows.keys().chain(again.windows.keys()).copied().collect();
    let rows: Vec<(String, String, String)> = windows
        .into_iter()
        .filter(|window| Some(*window) != shown)
        .filter_map(|window| {
            let told = [first.windows.get(&window), again.windows.get(&window)];
            let courses = told.map(|told| Course::of(told, from_seq));
            let name = told.into_iter().flatten().next()?.name.clone();
            let [before, after] = courses;
            let any = !before.lines.is_empty() || !after.lines.is_empty();
            any.then(|| (name, before.short(), after.short()))
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    Some(view! {
        <details class="futures-others">
            <summary><h2>{td_string!(locale, after.others)}</h2></summary>
            <p class="muted">{td_string!(locale, after.others_text)}</p>
            <table class="futures-points">
                <thead><tr>
                    <th scope="col">{td_string!(locale, after.buyer)}</th>
                    <th scope="col" class="figure">{td_string!(locale, after.then)}</th>
                    <th scope="col" class="figure">{td_string!(locale, after.again)}</th>
                </tr></thead>
                <tbody>{rows.into_iter().map(|(name, before, after)| view! { <tr><th scope="row">{name}</th><td class="figure">{before}</td><td class="figure">{after}</td></tr> }).collect_view()}</tbody>
            </table>
        </details>
    }
    .into_any())
}

fn lines(locale: Locale, lines: Vec<Line>, buyer: &str) -> AnyView {
    view! {
        <ol class="futures-lines" lang="zh-CN">
            {lines.into_iter().map(|line| {
                let class = match line.what {
                    What::Buyer { .. } => "said by-buyer",
                    What::Agent(_) => "said by-agent",
                    What::Robot(_) => "said by-robot",
                    _ => "done",
                };
                view! {
                    <li class=class>
                        <span class="visually-hidden">{transcript::speaker(locale, &line.what, buyer)} ": "</span>
                        <span class="said-text">{transcript::words(locale, &line.what)}</span>
                        <small>{minutes(line.ms / 1_000)}</small>
                    </li>
                }
            }).collect_view()}
        </ol>
    }
    .into_any()
}
