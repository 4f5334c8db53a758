//! The score over the time of one drill, with what was wrong marked on it, and the same as a table.

use super::super::picture::Picture;
use crate::i18n::*;
use leptos::prelude::*;
use miaohui::typing::{
    Curve, SlipKind,
    curve::{STEP_MS, WINDOW_MS},
};

/// Rows of the table; longer drills are told in larger steps.
const ROWS_MAX: usize = 12;

/// The section; nothing where no time passed.
pub fn section(locale: Locale, curve: &Curve, threshold_cpm: Option<f64>) -> Option<AnyView> {
    if curve.points.len() < 2 {
        return None;
    }
    let step_ms = curve.points[0].at_ms.max(STEP_MS);
    let steps = |ms: u64| ms as f64 / step_ms as f64;
    let count = usize::try_from(curve.elapsed_ms.div_ceil(step_ms)).unwrap_or(0);
    let slips = |kind: SlipKind| curve.slips.iter().filter(move |slip| slip.kind == kind);
    let at = |kind| slips(kind).map(|slip| steps(slip.at_ms)).collect::<Vec<f64>>();
    let picture = Picture {
        steps: steps(curve.elapsed_ms),
        labels: (0..=count).map(|step| clock(step as u64 * step_ms)).collect(),
        line: curve.points.iter().map(|point| (steps(point.at_ms), point.score_cpm)).collect(),
        slips: at(SlipKind::Stands),
        taken_back: at(SlipKind::TakenBack),
        target: threshold_cpm,
        ..Picture::default()
    };
    let characters = |kind| slips(kind).map(|slip| slip.characters).sum::<u64>();
    let (stands, taken_back) = (characters(SlipKind::Stands), characters(SlipKind::TakenBack));
    let each = curve.points.len().div_ceil(ROWS_MAX);
    let mut from_ms = 0;
    let mut rows = Vec::new();
    for point in curve.points.iter().skip(each - 1).step_by(each) {
        let within = |kind| {
            let inside = slips(kind).filter(|slip| slip.at_ms >= from_ms && slip.at_ms < point.at_ms);
            inside.map(|slip| slip.characters).sum::<u64>()
        };
        rows.push((point.at_ms, point.score_cpm, within(SlipKind::Stands), within(SlipKind::TakenBack)));
        from_ms = point.at_ms;
    }
    let rows = rows.into_iter().map(|(at_ms, cpm, stands, taken_back)| {
        view! {
            <tr>
                <th scope="row">{clock(at_ms)}</th><td class="figure">{format!("{cpm:.0}")}</td>
                <td class="figure">{stands}</td><td class="figure">{taken_back}</td>
            </tr>
        }
    });
    Some(view! {
        <section class="stack" aria-labelledby="curve-title">
            <h2 id="curve-title">{td_string!(locale, drills.curve)}</h2>
            <p class="muted">{td_string!(locale, drills.curve_text, n = WINDOW_MS / 1000)}</p>
            <div class="curve-columns">
                <div>
                    <div class="curve-picture drill-picture" aria-hidden="true" inner_html=picture.drawn().unwrap_or_default()></div>
                    <p class="drill-key">
                        <span><svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" class="key-slip"><path d="M2 2 10 10M10 2 2 10" /></svg>{td_string!(locale, drills.stands_wrong, n = stands)}</span>
                        <span><svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" class="key-back"><path d="M6 2 11 10H1Z" /></svg>{td_string!(locale, drills.taken_back, n = taken_back)}</span>
                        {threshold_cpm.map(|cpm| view! { <span><svg width="22" height="12" viewBox="0 0 22 12" aria-hidden="true" class="key-aim"><path d="M0 6H22" /></svg>{td_string!(locale, drills.threshold, n = format!("{cpm:.0}"))}</span> })}
                    </p>
                </div>
                <table>
                    <caption class="visually-hidden">{td_string!(locale, drills.curve)}</caption>
                    <thead><tr>
                        <th scope="col">{td_string!(locale, drills.until)}</th><th scope="col" class="figure">{td_string!(locale, drills.score_cpm)}</th>
                        <th scope="col" class="figure">{td_string!(locale, drills.wrong)}</th><th scope="col" class="figure">{td_string!(locale, drills.corrections)}</th>
                    </tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any())
}

fn clock(ms: u64) -> String {
    format!("{}:{:02}", ms / 60_000, ms / 1_000 % 60)
}
