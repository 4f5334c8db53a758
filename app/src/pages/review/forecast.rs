//! What will be known until the exam's day, with the daily load and without: a curve, and a table that says the same.

use crate::i18n::*;
use crate::server::dates;
use leptos::prelude::*;
use miaohui::{
    quiz::memory::{Known, Study, begin_of},
    storage::Assigned,
};
use plotters::prelude::*;

/// The picture's size, in its own units.
const SIZE: (u32, u32) = (760, 260);
/// Rows of the table at most.
const ROWS: usize = 7;

/// What stands for a token until the style sheet gives the colour: see `.curve-picture` in `style/score.css`.
const LINE: RGBColor = RGBColor(1, 0, 0);
const GRID: RGBColor = RGBColor(2, 0, 0);
const TEXT: RGBColor = RGBColor(3, 0, 0);
const OTHER: RGBColor = RGBColor(4, 0, 0);

/// The section; a hint where there is no exam ahead, nothing where nothing is under review.
pub fn section(locale: Locale, study: &Study, exam: Option<&Assigned>) -> Option<AnyView> {
    if study.studied.is_empty() {
        return None;
    }
    let days = study.forecast();
    let Some(last) = days.last().copied() else {
        return Some(view! { <p class="notice">{td_string!(locale, review.no_exam)}</p> }.into_any());
    };
    let all = study.studied.len();
    let picture = drawn(&days, all).unwrap_or_default();
    let date = dates::day(begin_of(last.day));
    let lead = td_string!(
        locale,
        review.forecast_text,
        date = date.clone(),
        with = format!("{:.0}", last.with),
        without = format!("{:.0}", last.without),
        all = all
    );
    let needed = study.new_needed();
    let title = exam.map(|exam| exam.title.clone());
    let rows = picked(&days).into_iter().map(|one| {
        view! {
            <tr>
                <th scope="row">{dates::day(begin_of(one.day))}</th>
                <td class="figure">{format!("{:.0}", one.with)}</td>
                <td class="figure">{format!("{:.0}", one.without)}</td>
            </tr>
        }
    });
    Some(view! {
        <section class="curve" aria-labelledby="forecast-title">
            <h2 id="forecast-title">{td_string!(locale, review.forecast)}{title.map(|title| format!(" · {title}"))}</h2>
            <p>{lead}{needed.map(|n| format!(" {}", td_string!(locale, review.needed, n = n)))}</p>
            <div class="curve-columns">
                <div class="curve-picture" aria-hidden="true" inner_html=picture></div>
                <table>
                    <thead><tr>
                        <th scope="col">{td_string!(locale, review.day)}</th>
                        <th scope="col" class="figure"><svg width="18" height="8" aria-hidden="true"><line class="fc-with" x1="0" y1="4" x2="18" y2="4" /></svg>" "{td_string!(locale, review.with)}</th>
                        <th scope="col" class="figure"><svg width="18" height="8" aria-hidden="true"><line class="fc-without" x1="0" y1="4" x2="18" y2="4" /></svg>" "{td_string!(locale, review.without)}</th>
                    </tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any())
}

/// Evenly spread days, the first and the last among them.
fn picked(days: &[Known]) -> Vec<Known> {
    let rows = ROWS.min(days.len());
    (0..rows).filter_map(|row| days.get(row * (days.len() - 1) / (rows - 1).max(1)).copied()).collect()
}

fn drawn(days: &[Known], all: usize) -> Option<String> {
    let (first, last) = (days.first()?.day, days.last()?.day);
    let length = (last - first).max(1) as f64;
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        let mut chart = ChartBuilder::on(&area)
            .margin(6)
            .margin_right(24)
            .x_label_area_size(22)
            .y_label_area_size(40)
            .build_cartesian_2d(0.0..length, 0.0..all.max(1) as f64)
            .ok()?;
        // Month and day.
        let date = |day: &f64| dates::day(begin_of(first + day.round() as u64)).get(5..).unwrap_or_default().to_owned();
        chart
            .configure_mesh()
            .disable_x_mesh()
            .bold_line_style(GRID)
            .light_line_style(TRANSPARENT)
            .axis_style(GRID)
            .label_style(("sans-serif", 12, &TEXT))
            .x_label_formatter(&date)
            .x_labels(6.min(days.len()))
            .y_label_formatter(&|known| format!("{known:.0}"))
            .y_labels(5)
            .draw()
            .ok()?;
        let at = |one: &Known| (one.day - first) as f64;
        chart
            .draw_series(LineSeries::new(days.iter().map(|one| (at(one), one.without)), OTHER.stroke_width(2)))
            .ok()?;
        chart.draw_series(LineSeries::new(days.iter().map(|one| (at(one), one.with)), LINE.stroke_width(2))).ok()?;
        area.present().ok()?;
    }
    Some(svg)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_futures_are_lines_and_the_table_has_both_ends() {
        let days: Vec<Known> =
            (0..31).map(|nr| Known { day: 20_000 + nr, with: 40.0 + nr as f64, without: 40.0 - nr as f64 }).collect();
        let svg = drawn(&days, 100).unwrap_or_default();
        assert!(svg.contains("stroke=\"#010000\"") && svg.contains("stroke=\"#040000\""), "{svg}");
        assert!(!svg.contains("style="), "the page's policy forbids styles: {svg}");
        let rows = picked(&days);
        assert_eq!((rows.len(), rows[0].day, rows[ROWS - 1].day), (ROWS, 20_000, 20_030));
        assert_eq!(picked(&days[..1]).len(), 1);
    }
}
