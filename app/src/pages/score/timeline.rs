//! The shift in one picture: a row a window, waits in their colours, replies as ticks, a line for
//! where the agent looked. Each wait leads to its line; the picture's facts stand beside it in text.

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
/// Rows at least this high carry their buyer's name, in a gutter at the left.
const NAMED_ROW: f64 = 15.0;
const GUTTER: f64 = 92.0;
/// The clock times under the rows.
const AXIS: f64 = 20.0;
/// So many clock times at most, a step of seconds apart.
const MARKS_MAX: u64 = 12;
const STEPS_S: [u64; 9] = [5, 15, 30, 60, 120, 300, 600, 1_800, 3_600];

/// Where times and windows stand in the picture.
struct Place {
    left: f64,
    length_ms: f64,
    row: f64,
    order: Vec<u32>,
}

impl Place {
    fn of(story: &Story) -> Self {
        let rows = story.windows.len().max(1) as f64;
        let row = (HEIGHT_MIN / rows).clamp(ROW, ROW_MAX);
        let left = if row >= NAMED_ROW { GUTTER } else { 0.0 };
        Self { left, length_ms: story.length_ms.max(1) as f64, row, order: story.windows.keys().copied().collect() }
    }

    fn x(&self, at_ms: u64) -> f64 {
        self.left + at_ms as f64 / self.length_ms * (WIDTH - self.left)
    }

    fn y(&self, window: u32) -> f64 {
        let at = self.order.iter().position(|one| *one == window).unwrap_or_default();
        at as f64 * self.row + self.row / 2.0
    }

    fn height(&self) -> f64 {
        self.order.len().max(1) as f64 * self.row
    }
}

/// The picture with its key and its facts.
pub fn picture(locale: Locale, story: &Story) -> AnyView {
    let place = Place::of(story);
    let height = place.height();
    let look = looked(story, &place);
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
            // Its waits are links for the mouse; who does not see it has the facts and the table of waits.
            <svg class="timeline-picture" viewBox=format!("0 0 {WIDTH} {:.0}", height + AXIS) aria-hidden="true">
                {marks(story, &place).into_iter().map(|(x, text)| view! {
                    <line class="tl-mark" x1=format!("{x:.1}") x2=format!("{x:.1}") y1="0" y2=format!("{height:.0}") />
                    <text class="tl-text" x=format!("{x:.1}") y=format!("{:.0}", height + AXIS - 5.0)>{text}</text>
                }).collect_view()}
                {story.windows.iter().map(|(window, told)| row_of(locale, told, place.y(*window), story.length_ms, &place)).collect_view()}
                <path class="tl-look" d=look />
            </svg>
            <p id="timeline-facts">{facts}</p>
        </section>
    }
    .into_any()
}

/// A round step of seconds between clock times of a shift so long.
pub fn step_s(seconds: u64) -> u64 {
    STEPS_S.into_iter().find(|step| seconds / step <= MARKS_MAX).unwrap_or(STEPS_S[STEPS_S.len() - 1])
}

/// Clock times under the rows, a round step apart.
fn marks(story: &Story, place: &Place) -> Vec<(f64, String)> {
    let seconds = story.length_ms / 1_000;
    let step = step_s(seconds);
    (1..=seconds / step).take(MARKS_MAX as usize).map(|n| (place.x(n * step * 1_000), minutes(n * step))).collect()
}

/// One window's row around the height `y`.
fn row_of(locale: Locale, told: &Told, y: f64, end_ms: u64, place: &Place) -> AnyView {
    let (from, to) = (place.x(told.from_ms), place.x(told.to_ms.unwrap_or(end_ms)));
    let waits: Vec<_> = told
        .waits
        .iter()
        .map(|wait| {
            let class = match Colour::of(wait.seconds()) {
                Colour::Short => "tl-1",
                Colour::Soon => "tl-2",
                Colour::Late => "tl-3",
                Colour::Lost => "tl-4",
            };
            let class = if wait.answered { class.to_owned() } else { format!("{class} is-open") };
            let words = if wait.answered {
                td_string!(locale, score.waited, name = told.name.clone(), wait = minutes(wait.seconds()))
            } else {
                td_string!(locale, score.waited_for_nothing, name = told.name.clone(), wait = minutes(wait.seconds()))
            };
            let (x, to) = (place.x(wait.from_ms), place.x(wait.to_ms));
            (x, (to - x).max(1.5), class, format!("#e{}", wait.line()), words)
        })
        .collect();
    let ticks: Vec<f64> = told.replies_ms.iter().map(|at| place.x(*at)).collect();
    let name = (place.left > 0.0).then(|| told.name.clone());
    view! {
        {name.map(|name| view! { <text class="tl-name" x="0" y=format!("{:.1}", y + 4.0)>{name}</text> })}
        <line class="tl-there" x1=format!("{from:.1}") x2=format!("{to:.1}") y1=format!("{y:.1}") y2=format!("{y:.1}") />
        {waits.into_iter().map(|(x, width, class, line, words)| view! {
            <a href=line tabindex="-1">
                <rect class=class x=format!("{x:.1}") y=format!("{:.1}", y - 3.5) width=format!("{width:.1}") height="7" rx="2"><title>{words}</title></rect>
            </a>
        }).collect_view()}
        {ticks.into_iter().map(|x| view! {
            <rect class="tl-tick" x=format!("{x:.1}") y=format!("{:.1}", y - 5.0) width="1.6" height="10" />
        }).collect_view()}
    }
    .into_any()
}

/// The path of the agent's eyes from window to window.
fn looked(story: &Story, place: &Place) -> String {
    let mut path = String::new();
    for (at, window) in &story.looks {
        let (x, y) = (place.x(*at), place.y(*window));
        if path.is_empty() {
            path = format!("M{x:.1} {y:.1}");
        } else {
            path.push_str(&format!(" H{x:.1} V{y:.1}"));
        }
    }
    if !path.is_empty() {
        path.push_str(&format!(" H{WIDTH}"));
    }
    path
}

/// The picture in words.
fn facts(locale: Locale, story: &Story) -> String {
    let waits = story.waits();
    let below = |bound: u64| waits.iter().filter(|(_, _, wait)| wait.answered && wait.seconds() < bound).count();
    let mut text = td_string!(
        locale,
        score.facts,
        buyers = story.windows.len(),
        length = hours(story.length_ms / 1_000),
        waits = waits.len(),
        short = below(16),
        soon = below(30),
        open = waits.iter().filter(|(_, _, wait)| !wait.answered).count(),
        turns = story.looks.len()
    );
    if let Some((_, told, wait)) = waits.iter().max_by_key(|(_, _, wait)| wait.seconds()) {
        text.push_str(&td_string!(
            locale,
            score.facts_longest,
            name = told.name.clone(),
            wait = minutes(wait.seconds())
        ));
    }
    if let Some((seconds, told)) = longest_unseen(story) {
        text.push_str(&td_string!(locale, score.facts_unseen, name = told.name.clone(), wait = minutes(seconds)));
    }
    text
}

/// The buyer who waited longest while the agent looked elsewhere, and for how long.
fn longest_unseen(story: &Story) -> Option<(u64, &Told)> {
    let mut longest: Option<(u64, &Told)> = None;
    for (window, told, wait) in story.waits() {
        let mut eyes = story.looks.iter().rev().find(|(at, _)| *at <= wait.from_ms).map(|(_, there)| *there);
        let (mut since, mut unseen_ms) = (wait.from_ms, 0);
        for (at, there) in story.looks.iter().filter(|(at, _)| (wait.from_ms..wait.to_ms).contains(at)) {
            if eyes != Some(window) {
                unseen_ms += at - since;
            }
            (since, eyes) = (*at, Some(*there));
        }
        if eyes != Some(window) {
            unseen_ms += wait.to_ms - since;
        }
        if unseen_ms >= 1_000 && longest.is_none_or(|(seconds, _)| unseen_ms / 1_000 > seconds) {
            longest = Some((unseen_ms / 1_000, told));
        }
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::score::story::Wait;
    use miaohui::content::{self, Files};
    use miaohui::simulation::{Tape, event::Post, person::Person};
    use std::sync::Arc;

    /// A first day as the modelled person works it.
    fn shift() -> (Arc<content::Content>, Tape) {
        let content = Arc::new(content::load(&Files::shipped()).unwrap_or_default());
        let pace = content.standards.values().find_map(|standard| standard.exam.person).unwrap_or_else(|| panic!());
        let person = Person { pace, cpm: 60, slower_percent: 40 };
        let tape =
            person.works(&content, "first-day", Post::Presale, "timeline").unwrap_or_else(|error| panic!("{error}"));
        (content, tape)
    }

    /// Two buyers: the second waits while the agent looks at the first, and then goes without an answer.
    fn told() -> Story {
        let wait = |from_s: u64, to_s: u64, answered: bool| Wait {
            from_ms: from_s * 1_000,
            to_ms: to_s * 1_000,
            answered,
            asked_seq: from_s,
            ended_seq: Some(to_s),
        };
        let buyer = |name: &str, waits: Vec<Wait>| Told { name: name.to_owned(), waits, ..Told::default() };
        let first = buyer("青团团", vec![wait(5, 14, true), wait(60, 85, true)]);
        let second = buyer("阿宽", vec![wait(20, 130, false)]);
        Story {
            length_ms: 150_000,
            windows: [(1, first), (2, second)].into(),
            looks: vec![(6_000, 1), (100_000, 2)],
            ..Story::default()
        }
    }

    #[test]
    fn the_facts_say_what_the_picture_shows() {
        let story = told();
        insta::assert_snapshot!(format!("{}\n{}", facts(Locale::zh, &story), facts(Locale::en, &story)));
    }

    #[test]
    fn every_wait_leads_to_a_line() {
        let (content, tape) = shift();
        let story = Story::of(&tape.events, &content);
        let html = leptos::prelude::Owner::new().with(|| picture(Locale::zh, &story).to_html());
        assert_eq!(html.matches("href=\"#e").count(), story.waits().len());
        for (_, _, wait) in story.waits() {
            assert!(story.place_of(wait.line()).is_some(), "{wait:?}");
        }
    }
}
