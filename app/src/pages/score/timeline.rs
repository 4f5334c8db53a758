//! The shift in one picture: a row a window, waits in their colours, replies as ticks, a line for
//! where the agent looked. Its facts stand beside it in text.

use super::story::{Story, Told};
use crate::desk::waiting::{Wait as Colour, hours, minutes};
use crate::i18n::*;
use crate::server::dates;
use leptos::prelude::*;

/// Measures of the picture, in its own units.
const WIDTH: f64 = 1286.0;
const ROW: f64 = 11.0;
const ROW_MAX: f64 = 22.0;
/// A picture of few windows has higher rows, up to this height.
const HEIGHT_MIN: f64 = 110.0;

/// The picture with its key and its facts.
pub fn picture(locale: Locale, story: &Story) -> AnyView {
    let length = (story.length_ms.max(1)) as f64;
    let x = move |at_ms: u64| at_ms as f64 / length * WIDTH;
    let rows = story.windows.len().max(1) as f64;
    let row = (HEIGHT_MIN / rows).clamp(ROW, ROW_MAX);
    let height = rows * row;
    let order: Vec<u32> = story.windows.keys().copied().collect();
    let middle = move |window: u32| {
        let at = order.iter().position(|one| *one == window).unwrap_or_default();
        at as f64 * row + row / 2.0
    };
    let look = looked(story, &x, &middle);
    let facts = facts(locale, story);
    let times = format!("{} – {}", dates::second(story.opened_ms), dates::second(story.closed_ms));
    view! {
        <section class="timeline" aria-labelledby="timeline-title">
            <h2 id="timeline-title">{td_string!(locale, score.timeline)}</h2>
            <p class="timeline-key">
                {[(1, td_string!(locale, score.within_16)), (2, td_string!(locale, score.within_30)), (3, td_string!(locale, score.over_30)), (4, td_string!(locale, score.over_100))]
                    .into_iter()
                    .map(|(class, text)| view! {
                        <span><svg width="14" height="7" aria-hidden="true"><rect class=format!("tl-{class}") width="14" height="7" rx="2" /></svg> {text.to_string()}</span>
                    })
                    .collect_view()}
                <span>{td_string!(locale, score.ticks)}</span>
                <span><svg width="18" height="8" aria-hidden="true"><path class="tl-look" d="M0 6 H9 V2 H18" /></svg> {td_string!(locale, score.looks)}</span>
                <span class="timeline-times">{times}</span>
            </p>
            <svg class="timeline-picture" viewBox=format!("0 0 {WIDTH} {height:.0}") role="img" aria-labelledby="timeline-facts">
                {story.windows.values().enumerate().map(|(at, told)| row_of(told, at as f64 * row + row / 2.0, story.length_ms, &x)).collect_view()}
                <path class="tl-look" d=look />
            </svg>
            <p id="timeline-facts">{facts}</p>
        </section>
    }
    .into_any()
}

/// One window's row around the height `y`.
fn row_of(told: &Told, y: f64, end_ms: u64, x: &dyn Fn(u64) -> f64) -> AnyView {
    let (from, to) = (x(told.from_ms), x(told.to_ms.unwrap_or(end_ms)));
    let waits: Vec<_> = told
        .waits
        .iter()
        .map(|wait| {
            let class = match Colour::of((wait.to_ms - wait.from_ms) / 1_000) {
                Colour::Short => "tl-1",
                Colour::Soon => "tl-2",
                Colour::Late => "tl-3",
                Colour::Lost => "tl-4",
            };
            let class = if wait.answered { class.to_owned() } else { format!("{class} is-open") };
            (x(wait.from_ms), (x(wait.to_ms) - x(wait.from_ms)).max(1.5), class)
        })
        .collect();
    let ticks: Vec<f64> = told.replies_ms.iter().map(|at| x(*at)).collect();
    view! {
        <line class="tl-there" x1=format!("{from:.1}") x2=format!("{to:.1}") y1=format!("{y:.1}") y2=format!("{y:.1}") />
        {waits.into_iter().map(|(x, width, class)| view! {
            <rect class=class x=format!("{x:.1}") y=format!("{:.1}", y - 3.5) width=format!("{width:.1}") height="7" rx="2" />
        }).collect_view()}
        {ticks.into_iter().map(|x| view! {
            <rect class="tl-tick" x=format!("{x:.1}") y=format!("{:.1}", y - 5.0) width="1.6" height="10" />
        }).collect_view()}
    }
    .into_any()
}

/// The path of the agent's eyes from window to window.
fn looked(story: &Story, x: &impl Fn(u64) -> f64, y: &impl Fn(u32) -> f64) -> String {
    let mut path = String::new();
    for (at, window) in &story.looks {
        if path.is_empty() {
            path = format!("M{:.1} {:.1}", x(*at), y(*window));
        } else {
            path.push_str(&format!(" H{:.1} V{:.1}", x(*at), y(*window)));
        }
    }
    if !path.is_empty() {
        path.push_str(&format!(" H{WIDTH}"));
    }
    path
}

/// The picture in words.
fn facts(locale: Locale, story: &Story) -> String {
    let waits: Vec<(u64, &Told, bool)> = story
        .windows
        .values()
        .flat_map(|told| told.waits.iter().map(move |wait| ((wait.to_ms - wait.from_ms) / 1_000, told, wait.answered)))
        .collect();
    let below = |bound: u64| waits.iter().filter(|(seconds, _, answered)| *answered && *seconds < bound).count();
    let mut text = td_string!(
        locale,
        score.facts,
        buyers = story.windows.len(),
        length = hours(story.length_ms / 1_000),
        waits = waits.len(),
        short = below(16),
        soon = below(30),
        open = waits.iter().filter(|(_, _, answered)| !answered).count(),
        turns = story.looks.len()
    );
    if let Some((seconds, told, _)) = waits.iter().max_by_key(|(seconds, ..)| *seconds) {
        text.push_str(&td_string!(locale, score.facts_longest, name = told.name.clone(), wait = minutes(*seconds)));
    }
    text
}
