//! `/examiner/agreement`: how far examiners who marked the same exam, blind to each other, agree; what waits for a
//! second marker.

use crate::i18n::*;
use crate::pages::{frame::Frame, standards};
use crate::server::{dates, document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::extract::State;
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    certification::agreement::{FAR_APART, Kappa, MARK_MAX, MARKED, Mark, Weights, drift, kappa, pairs},
    content::Content,
    storage::{GivenMark, HalfMarked},
};
use std::collections::BTreeMap;

/// Exams people disagreed about, on the page.
const APART_MAX: usize = 20;
/// Below so many pairs kappa says little.
const PAIRS_MIN: u64 = 20;

/// The marks of one criterion.
struct Agreed {
    name: String,
    kappa: Option<Kappa>,
    /// Exam, and the two marks.
    apart: Vec<(String, u64, u64)>,
}

/// `GET /examiner/agreement`
///
/// # Errors
/// When the visitor is no examiner.
pub async fn page(State(state): State<AppState>, visitor: Visitor) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::DecideExams)?.clone();
    let locale = visitor.locale;
    let mut given = state.storage.marks().await?;
    let half = state.storage.half_marked(&user.id).await?;
    // As they were given: the first two people count.
    given.reverse();
    let names: BTreeMap<String, String> =
        given.iter().map(|one| (one.examiner_id.0.clone(), one.examiner_name.clone())).collect();
    let marks: Vec<Mark> = given.iter().map(mark).collect();
    Ok(Document::new(locale, td_string!(locale, examiner.agreement).to_string(), move || {
        let agreed: Vec<Agreed> =
            MARKED.iter().map(|id| of_criterion(criterion_name(locale, &state.content, id), id, &marks)).collect();
        let apart: Vec<AnyView> = agreed.iter().flat_map(apart).take(APART_MAX).collect();
        let none_apart = apart.is_empty();
        view! {
            <Frame locale=locale here="/examiner" user=Some(user)>
                <main id="main" class="page stack-5">
                    <div class="head">
                        <div><h1>{td_string!(locale, examiner.agreement)}</h1><p>{td_string!(locale, examiner.agreement_text)}</p></div>
                        <a class="button" href="/examiner">{td_string!(locale, examiner.title)}</a>
                    </div>
                    {waiting(locale, half)}
                    {table(locale, &agreed)}
                    {drifting(locale, &drift(&marks), &names)}
                    <section class="stack" hidden=none_apart>
                        <h2>{td_string!(locale, examiner.far_apart)}</h2>
                        <ul class="rows">{apart}</ul>
                    </section>
                </main>
            </Frame>
        }
        .into_any()
    }))
}

fn mark(given: &GivenMark) -> Mark {
    Mark {
        exam: given.exam_id.0.clone(),
        criterion: given.criterion.clone(),
        marker: given.examiner_id.0.clone(),
        mark: given.mark,
    }
}

/// As the standards call it.
fn criterion_name(locale: Locale, content: &Content, id: &str) -> String {
    let mut all = content.standards.values().flat_map(|standard| &standard.criteria);
    all.find(|one| one.id == id).map_or_else(|| id.to_owned(), |one| standards::name(locale, one))
}

fn of_criterion(name: String, criterion: &str, marks: &[Mark]) -> Agreed {
    let of_it: Vec<Mark> = marks.iter().filter(|mark| mark.criterion == criterion).cloned().collect();
    let two = pairs(&of_it);
    let both: Vec<(u64, u64)> = two.iter().map(|(one, other)| (one.mark, other.mark)).collect();
    let apart = two.iter().filter(|(one, other)| one.mark.abs_diff(other.mark) >= FAR_APART);
    Agreed {
        name,
        kappa: kappa(&both, MARK_MAX, Weights::Quadratic),
        apart: apart.map(|(one, other)| (one.exam.clone(), one.mark, other.mark)).collect(),
    }
}

fn waiting(locale: Locale, half: Vec<HalfMarked>) -> AnyView {
    if half.is_empty() {
        return view! { <p class="empty">{td_string!(locale, examiner.no_half)}</p> }.into_any();
    }
    view! {
        <section class="stack">
            <h2>{td_string!(locale, examiner.half)}</h2>
            <ul class="rows">{half.into_iter().map(|one| view! {
                <li><span class="grow">{one.standard_id}" "<span class="muted">{dates::minute(one.at_ms)}</span></span><a class="button" href=format!("/examiner/{}", one.exam_id)>{td_string!(locale, examiner.mark_it)}</a></li>
            }).collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn table(locale: Locale, agreed: &[Agreed]) -> AnyView {
    let rows = agreed
        .iter()
        .map(|one| {
            let dash = || "–".to_owned();
            let pairs = one.kappa.map_or(0, |kappa| kappa.pairs);
            let alike = one.kappa.map_or_else(dash, |kappa| format!("{:.0} %", kappa.alike * 100.0));
            let value = one.kappa.and_then(|kappa| kappa.kappa).map_or_else(dash, |kappa| format!("{kappa:.2}"));
            view! {
                <tr>
                    <td>{one.name.clone()}</td>
                    <td class="figure">{pairs}</td>
                    <td class="figure">{alike}</td>
                    <td class="figure"><em>{value}</em></td>
                    <td class="figure">{one.apart.len()}</td>
                    <td class="muted">{(pairs < PAIRS_MIN).then(|| td_string!(locale, examiner.few_pairs, n = PAIRS_MIN))}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="stack">
            <h2>{td_string!(locale, examiner.kappa)}</h2>
            <p class="muted">{td_string!(locale, examiner.kappa_text)}</p>
            <div class="scroll" tabindex="0" role="region" aria-label=td_string!(locale, examiner.kappa)><table>
                <thead><tr>
                    <th scope="col">{td_string!(locale, standard.criterion)}</th>
                    <th scope="col" class="figure">{td_string!(locale, examiner.pairs)}</th>
                    <th scope="col" class="figure">{td_string!(locale, examiner.alike)}</th>
                    <th scope="col" class="figure">"κ"</th>
                    <th scope="col" class="figure">{td_string!(locale, examiner.far_apart)}</th>
                    <th scope="col"><span class="visually-hidden">{td_string!(locale, examiner.remark)}</span></th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
        </section>
    }
    .into_any()
}

fn drifting(locale: Locale, drift: &[(String, u64, f64)], names: &BTreeMap<String, String>) -> AnyView {
    if drift.is_empty() {
        return ().into_any();
    }
    let rows = drift
        .iter()
        .map(|(marker, things, above)| {
            let name = names.get(marker).cloned().unwrap_or_default();
            view! { <tr><td>{name}</td><td class="figure">{*things}</td><td class="figure">{format!("{above:+.2}")}</td></tr> }
        })
        .collect_view();
    view! {
        <section class="stack">
            <h2>{td_string!(locale, examiner.drift)}</h2>
            <p class="muted">{td_string!(locale, examiner.drift_text)}</p>
            <table>
                <thead><tr><th scope="col">{td_string!(locale, examiner.marker)}</th><th scope="col" class="figure">{td_string!(locale, examiner.marks)}</th><th scope="col" class="figure">{td_string!(locale, examiner.above)}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn apart(agreed: &Agreed) -> Vec<AnyView> {
    let row = |(exam, one, other): &(String, u64, u64)| {
        view! {
            <li><a class="grow" href=format!("/examiner/{exam}")>{agreed.name.clone()}</a><span>{format!("{one} : {other}")}</span></li>
        }
        .into_any()
    };
    agreed.apart.iter().map(row).collect()
}
