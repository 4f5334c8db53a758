//! The criteria in rows: value, threshold, a bar with the threshold marked, points.

use super::Judged;
use crate::i18n::*;
use crate::pages::standards::{figure, name, threshold};
use leptos::prelude::*;

/// Length of a bar, and where on it the threshold stands: right of it is better, for every criterion.
const BAR: f64 = 190.0;
const MARK: f64 = 152.0;

/// How much of the bar a value fills, 0 to [`BAR`]: the floor is its beginning, the threshold the mark.
fn filled(floor: f64, threshold: f64, value: f64) -> f64 {
    let way = threshold - floor;
    let share = if way == 0.0 { f64::from(u8::from(value >= threshold)) } else { (value - floor) / way };
    (share * MARK).clamp(0.0, BAR)
}

/// All rows; `chosen` is the one whose lines are shown.
pub fn rows(locale: Locale, judged: Vec<Judged>, chosen: Option<&str>) -> AnyView {
    view! {
        <section class="criteria" aria-label=td_string!(locale, score.criteria)>
            {hatch()}
            <ol>
                {judged.into_iter().map(|one| {
                    let here = chosen == Some(one.criterion.id.as_str());
                    view! { <li><Row locale=locale judged=one here=here /></li> }
                }).collect_view()}
            </ol>
        </section>
    }
    .into_any()
}

/// What a miss is hatched with: once a page.
pub fn hatch() -> AnyView {
    view! {
        <svg class="criteria-defs" aria-hidden="true" width="0" height="0">
            <defs>
                <pattern id="missed" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <rect width="2.5" height="5" class="hatch" />
                </pattern>
            </defs>
        </svg>
    }
    .into_any()
}

/// A value between floor and threshold, which is the mark; the figures beside it say the same.
pub fn bar(floor: f64, threshold: f64, value: Option<f64>, met: bool) -> AnyView {
    let length = value.map_or(0.0, |value| filled(floor, threshold, value));
    let fill = if met { "fill" } else { "fill is-missed" };
    view! {
        <svg class="criterion-bar" viewBox="0 0 190 14" width="190" height="14" aria-hidden="true">
            <rect class="track" y="4" width="190" height="6" rx="3" />
            <rect class=fill y="4" width=format!("{length:.1}") height="6" rx="3" />
            <rect class="mark" x=MARK.to_string() width="2" height="14" />
        </svg>
    }
    .into_any()
}

#[component]
fn Row(locale: Locale, judged: Judged, here: bool) -> impl IntoView {
    let Judged { requirement, criterion } = judged;
    let value = match criterion.value {
        Some(value) => figure(locale, requirement.unit, value),
        None if criterion.met => td_string!(locale, score.nothing_due).to_string(),
        None => td_string!(locale, score.no_value).to_string(),
    };
    view! {
        <a class="criterion" class:is-missed=!criterion.met href=format!("?c={}#lines", criterion.id) aria-current=here.then_some("true")>
            <span class="criterion-name">{name(locale, &requirement)}</span>
            <b class="criterion-value">{value}</b>
            <span class="criterion-missed">{(!criterion.met).then(|| td_string!(locale, score.missed))}</span>
            <span class="criterion-threshold">{threshold(locale, &requirement)}</span>
            {bar(criterion.floor, criterion.threshold, criterion.value, criterion.met)}
            <span class="criterion-points">{points(criterion.points)} "/" {points(criterion.weight)}</span>
        </a>
    }
    .into_any()
}

/// Points with at most one decimal.
pub fn points(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_is_better_even_where_less_is() {
        let check =
            |floor, threshold, value, expected: f64| assert!((filled(floor, threshold, value) - expected).abs() < 1e-9);
        check(0.5, 0.9, 0.9, MARK);
        check(0.5, 0.9, 0.5, 0.0);
        check(0.5, 0.9, 0.2, 0.0);
        check(120.0, 40.0, 40.0, MARK);
        check(120.0, 40.0, 20.0, MARK * 1.25);
        check(120.0, 40.0, 200.0, 0.0);
        check(1.0, 1.0, 1.0, MARK);
    }
}
