//! The text as it was typed: the slower a character, the darker its ground; wrong and left-out ones marked.

use crate::i18n::*;
use leptos::prelude::*;
use miaohui::typing::{CharacterTime, GivenMark, PlaceTime};

/// Times the person's own median from which a place is a step darker.
const STEPS: [u64; 3] = [130, 200, 350];
/// Characters told in bars.
const BARS: usize = 8;
/// The picture shows so many characters: more is a wall.
const SHOWN_MAX: usize = 600;

/// The section; nothing where nothing was typed.
pub fn section(locale: Locale, places: &[PlaceTime], times: &[CharacterTime]) -> Option<AnyView> {
    let mut all: Vec<u64> = places.iter().filter_map(|place| place.taken_ms).collect();
    all.sort_unstable();
    let median = (*all.get(all.len() / 2)?).max(1);
    let reached = places.iter().rposition(|place| place.mark != GivenMark::Ahead).map_or(0, |last| last + 1);
    let shown = reached.min(SHOWN_MAX);
    let strip = runs(&places[..shown], median)
        .into_iter()
        .map(|(class, text)| match class.as_str() {
            "" => text.into_any(),
            _ => view! { <span class=class>{text}</span> }.into_any(),
        })
        .collect_view();
    let slow: Vec<&CharacterTime> =
        times.iter().filter(|one| one.typed > 0 && !one.character.trim().is_empty()).take(BARS).collect();
    let longest = slow.iter().map(|one| one.mean_ms).max().unwrap_or(1).max(1);
    let bars = slow.into_iter().map(|one| {
        let width = format!("{:.1}", one.mean_ms as f64 / longest as f64 * 120.0);
        let wrong = (one.wrong > 0).then(|| td_string!(locale, drills.wrong_times, n = one.wrong).to_string());
        view! {
            <tr>
                <th scope="row" lang="zh-CN">{one.character.clone()}</th>
                <td><svg width="120" height="8" viewBox="0 0 120 8" aria-hidden="true"><rect class="slow-bar" width=width height="8" rx="2" /></svg></td>
                <td class="figure">{format!("{:.1} s", one.mean_ms as f64 / 1000.0)}</td>
                <td class="wrong">{wrong}</td>
            </tr>
        }
    });
    Some(
        view! {
            <section class="stack" aria-labelledby="heat-title">
                <h2 id="heat-title">{td_string!(locale, drills.heat)}</h2>
                <p class="muted heat-key">
                    {td_string!(locale, drills.heat_text, seconds = format!("{:.1}", median as f64 / 1000.0))}
                    <span class="heat-1">{td_string!(locale, drills.heat_1)}</span>
                    <span class="heat-2">{td_string!(locale, drills.heat_2)}</span>
                    <span class="heat-3">{td_string!(locale, drills.heat_3)}</span>
                    <span class="is-wrong">{td_string!(locale, drills.heat_wrong)}</span>
                    <span class="is-left-out">{td_string!(locale, drills.heat_left_out)}</span>
                </p>
                <div class="heat-columns">
                    <p class="heat" lang="zh-CN">{strip}{(reached > shown).then_some("…")}</p>
                    <table class="slow-table">
                        <caption>{td_string!(locale, drills.slow)}</caption>
                        <tbody>{bars.collect_view()}</tbody>
                    </table>
                </div>
            </section>
        }
        .into_any(),
    )
}

/// Neighbours of one class together: a text of a thousand characters is not a thousand elements.
fn runs(places: &[PlaceTime], median: u64) -> Vec<(String, String)> {
    let mut runs: Vec<(String, String)> = Vec::new();
    for place in places {
        let class = class(place, median);
        match runs.last_mut() {
            Some((last, text)) if *last == class => text.push_str(&place.character),
            _ => runs.push((class, place.character.clone())),
        }
    }
    runs
}

fn class(place: &PlaceTime, median: u64) -> String {
    let slow = place.taken_ms.map_or(0, |ms| STEPS.iter().filter(|step| ms * 100 >= **step * median).count());
    let mark = match place.mark {
        GivenMark::Wrong => "is-wrong",
        GivenMark::LeftOut => "is-left-out",
        GivenMark::Right | GivenMark::Ahead => "",
    };
    match (slow, mark) {
        (0, mark) => mark.to_owned(),
        (slow, "") => format!("heat-{slow}"),
        (slow, mark) => format!("heat-{slow} {mark}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn darker_the_slower() {
        let place = |character: &str, mark, taken_ms| PlaceTime { character: character.into(), mark, taken_ms };
        let places = [
            place("您", GivenMark::Right, Some(300)),
            place("好", GivenMark::Right, Some(310)),
            place("鞋", GivenMark::Right, Some(600)),
            place("码", GivenMark::Wrong, Some(1_200)),
            place("大", GivenMark::LeftOut, None),
            place("吗", GivenMark::Ahead, None),
        ];
        let got = runs(&places, 300);
        let expected = [("", "您好"), ("heat-2", "鞋"), ("heat-3 is-wrong", "码"), ("is-left-out", "大"), ("", "吗")];
        assert_eq!(got, expected.map(|(class, text)| (class.to_owned(), text.to_owned())));
    }
}
