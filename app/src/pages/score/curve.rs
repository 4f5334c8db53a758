//! How quick the replies were over the shift: a curve, and beside it a table that says the same in figures.

use super::story::Story;
use crate::desk::waiting::{Wait as Colour, minutes};
use crate::i18n::*;
use leptos::prelude::*;
use miaohui::scoring::spread::median;
use plotters::prelude::*;

/// The picture's size, in its own units.
const SIZE: (u32, u32) = (760, 260);
/// Longer waits are drawn at this height, or a forgotten buyer flattens all others.
const TOP_S: f64 = 180.0;
/// The picture reaches at least so high: half a minute is a line to be seen under.
const TOP_MIN_S: f64 = 45.0;
/// The target for a first reply, drawn as a line.
const TARGET_S: f64 = 30.0;
/// The curve is the median of so many rounds.
const MEDIAN_OF: usize = 5;
/// Longest waits in the table.
const LONGEST: usize = 6;

/// What stands for a token until the style sheet gives the colour: see `.curve-picture` in `style/score.css`.
const LINE: RGBColor = RGBColor(1, 0, 0);
const GRID: RGBColor = RGBColor(2, 0, 0);
const TEXT: RGBColor = RGBColor(3, 0, 0);
const TARGET: RGBColor = RGBColor(4, 0, 0);
const WAITS: [RGBColor; 4] = [RGBColor(0, 1, 0), RGBColor(0, 2, 0), RGBColor(0, 3, 0), RGBColor(0, 4, 0)];

/// One round: when it ended in minutes, how long it was in seconds.
type Round = (f64, f64);

/// The section; nothing where nobody waited.
pub fn section(locale: Locale, story: &Story) -> Option<AnyView> {
    let waits = story.waits();
    if waits.is_empty() {
        return None;
    }
    let answered = || waits.iter().filter(|(_, _, wait)| wait.answered);
    let rounds: Vec<Round> = answered()
        .map(|(_, _, wait)| (wait.to_ms as f64 / 60_000.0, (wait.to_ms - wait.from_ms) as f64 / 1_000.0))
        .collect();
    let picture = drawn(&rounds, story.length_ms as f64 / 60_000.0).unwrap_or_default();
    let lengths: Vec<f64> = rounds.iter().map(|(_, seconds)| *seconds).collect();
    let middle = median(&lengths).unwrap_or_default();
    let share = |count: usize| (count, count * 100 / waits.len());
    let between =
        |from: u64, to: u64| share(answered().filter(|(_, _, wait)| (from..to).contains(&wait.seconds())).count());
    let classes = [
        (1, td_string!(locale, score.within_16).to_string(), between(0, 16)),
        (2, td_string!(locale, score.within_30).to_string(), between(16, 30)),
        (3, td_string!(locale, score.over_30).to_string(), between(30, 100)),
        (4, td_string!(locale, score.over_100).to_string(), between(100, u64::MAX)),
    ];
    let open = share(waits.len() - rounds.len());
    let mut longest: Vec<_> =
        waits.iter().map(|(_, told, wait)| (wait.seconds(), told.name.clone(), wait.line(), wait.answered)).collect();
    longest.sort_by_key(|(seconds, _, line, _)| (std::cmp::Reverse(*seconds), *line));
    longest.truncate(LONGEST);
    Some(view! {
        <section class="curve" aria-labelledby="curve-title">
            <h2 id="curve-title">{td_string!(locale, score.curve)}</h2>
            <p class="muted">{td_string!(locale, score.curve_text, median = format!("{middle:.0}"))}</p>
            <div class="curve-columns">
                <div class="curve-picture" aria-hidden="true" inner_html=picture></div>
                <div class="stack">
                    <table>
                        <caption class="visually-hidden">{td_string!(locale, score.curve_table)}</caption>
                        <tbody>
                            {classes.into_iter().map(|(class, words, (count, percent))| view! {
                                <tr>
                                    <th scope="row"><svg width="14" height="7" aria-hidden="true"><rect class=format!("tl-{class}") width="14" height="7" rx="2" /></svg> {words}</th>
                                    <td class="figure">{td_string!(locale, score.rounds, count = count)}</td>
                                    <td class="figure">{format!("{percent} %")}</td>
                                </tr>
                            }).collect_view()}
                            <tr>
                                <th scope="row">{td_string!(locale, score.rule_no_reply)}</th>
                                <td class="figure">{td_string!(locale, score.rounds, count = open.0)}</td>
                                <td class="figure">{format!("{} %", open.1)}</td>
                            </tr>
                        </tbody>
                    </table>
                    <table>
                        <thead><tr><th scope="col">{td_string!(locale, score.longest_waits)}</th><th scope="col" class="figure">{td_string!(locale, score.wait)}</th><th scope="col"><span class="visually-hidden">{td_string!(locale, score.to_line)}</span></th></tr></thead>
                        <tbody>
                            {longest.into_iter().map(|(seconds, name, line, answered)| view! {
                                <tr>
                                    <td>{name}</td>
                                    <td class="figure">{minutes(seconds)} {(!answered).then(|| format!(" · {}", td_string!(locale, score.rule_no_reply)))}</td>
                                    <td class="figure"><a href=format!("#e{line}")>{td_string!(locale, score.to_line)}</a></td>
                                </tr>
                            }).collect_view()}
                        </tbody>
                    </table>
                </div>
            </div>
        </section>
    }
    .into_any())
}

/// Rounds as points, the median of the last few as a line, the target as another.
fn drawn(rounds: &[Round], length_min: f64) -> Option<String> {
    let longest = rounds.iter().map(|(_, seconds)| *seconds).fold(TOP_MIN_S, f64::max);
    let top = (longest * 1.08).min(TOP_S);
    let seconds = (length_min * 60.0) as u64;
    let step = super::timeline::step_s(seconds);
    // The library marks whole units: a unit is a round step of the clock.
    let unit_min = step as f64 / 60.0;
    let length = (length_min / unit_min).max(0.1);
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        let mut chart = ChartBuilder::on(&area)
            .margin(6)
            .x_label_area_size(22)
            .y_label_area_size(34)
            .build_cartesian_2d(0.0..length, 0.0..top)
            .ok()?;
        chart
            .configure_mesh()
            .disable_x_mesh()
            .bold_line_style(GRID)
            .light_line_style(TRANSPARENT)
            .axis_style(GRID)
            .label_style(("sans-serif", 12, &TEXT))
            .x_label_formatter(&|units| minutes((units * step as f64).round() as u64))
            .x_labels(usize::try_from(seconds / step).unwrap_or(0) + 1)
            .y_label_formatter(&|seconds| format!("{seconds:.0}"))
            .y_labels(6)
            .draw()
            .ok()?;
        chart.draw_series(LineSeries::new([(0.0, TARGET_S), (length, TARGET_S)], TARGET)).ok()?;
        let line = rounds.windows(MEDIAN_OF.min(rounds.len()).max(1)).filter_map(|few| {
            let middle = median(&few.iter().map(|(_, seconds)| *seconds).collect::<Vec<_>>())?;
            Some((few.last()?.0 / unit_min, middle.min(top)))
        });
        chart.draw_series(LineSeries::new(line, LINE.stroke_width(2))).ok()?;
        let points = rounds.iter().map(|(min, seconds)| {
            let colour = match Colour::of(*seconds as u64) {
                Colour::Short => WAITS[0],
                Colour::Soon => WAITS[1],
                Colour::Late => WAITS[2],
                Colour::Lost => WAITS[3],
            };
            Circle::new((*min / unit_min, seconds.min(top)), 3, colour.filled())
        });
        chart.draw_series(points).ok()?;
        area.present().ok()?;
    }
    Some(svg)
}

#[cfg(test)]
mod tests {
    use super::drawn;

    #[test]
    fn every_round_is_a_point_in_its_colour() {
        let svg = drawn(&[(0.5, 4.0), (1.0, 20.0), (2.0, 40.0), (3.0, 600.0)], 4.0).unwrap_or_default();
        for colour in ["#000100", "#000200", "#000300", "#000400"] {
            assert_eq!(svg.matches(&format!("fill=\"{colour}\"")).count(), 1, "{colour} in {svg}");
        }
        assert!(svg.contains("stroke=\"#010000\""), "the median is a line: {svg}");
        assert!(!svg.contains("style="), "the page's policy forbids styles: {svg}");
    }
}
