//! Progress over weeks: the best and the middle of each week as a picture, and the same as a table.

use super::{aim::Aim, history::Week, picture::Picture};
use crate::i18n::*;
use leptos::prelude::*;

/// The section; nothing before two weeks were drilled in.
pub fn section(locale: Locale, weeks: &[Week], aim: Option<&Aim>) -> Option<AnyView> {
    if weeks.len() < 2 {
        return None;
    }
    let points = |of: fn(&Week) -> f64| weeks.iter().enumerate().map(|(at, week)| (at as f64, of(week))).collect();
    let picture = Picture {
        steps: (weeks.len() - 1) as f64,
        labels: weeks.iter().map(Week::label).collect(),
        line: points(|week| week.best_cpm),
        second: points(|week| week.median_cpm),
        dots: true,
        target: aim.map(|aim| aim.cpm),
        ..Picture::default()
    };
    let rows = weeks.iter().rev().map(|week| {
        view! {
            <tr>
                <th scope="row">{week.label()}</th><td class="figure">{week.tries}</td>
                <td class="figure">{format!("{:.1}", week.best_cpm)}</td><td class="figure">{format!("{:.1}", week.median_cpm)}</td>
            </tr>
        }
    });
    Some(view! {
        <section class="stack" aria-labelledby="progress-title">
            <h2 id="progress-title">{td_string!(locale, drills.progress)}</h2>
            <p class="muted">{td_string!(locale, drills.progress_text)}</p>
            <div class="curve-columns">
                <div class="curve-picture drill-picture" aria-hidden="true" inner_html=picture.drawn().unwrap_or_default()></div>
                <table>
                    <caption class="visually-hidden">{td_string!(locale, drills.progress)}</caption>
                    <thead><tr>
                        <th scope="col">{td_string!(locale, drills.week)}</th><th scope="col" class="figure">{td_string!(locale, drills.tries)}</th>
                        <th scope="col" class="figure">{td_string!(locale, drills.week_best)}</th><th scope="col" class="figure">{td_string!(locale, drills.week_middle)}</th>
                    </tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any())
}
