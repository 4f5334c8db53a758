//! `/trainer/items`: every item that was answered, which of them to look at, and each one's own page.

mod curve;
mod gathered;
pub mod one;
mod scatter;
mod words;

use crate::i18n::*;
use crate::pages::frame::Frame;
use crate::server::{document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::extract::State;
use gathered::Gathered;
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    quiz::item_stats::{
        ItemReport,
        flag::{ANSWERS_MIN, DISCRIMINATION_LOW},
    },
    storage::ANALYSED_MAX,
};

/// Rows of the table at most: those to be looked at come first.
const LISTED_MAX: usize = 200;
/// Characters of a question in the table.
const PROMPT_CHARS: usize = 44;

/// One item in the table.
struct Row {
    /// As the picture numbers it.
    number: usize,
    report: ItemReport,
    difficulty: Option<f64>,
}

/// `GET /trainer/items`
///
/// # Errors
/// When the visitor is no trainer.
pub async fn page(State(state): State<AppState>, visitor: Visitor) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::LeadClasses)?.clone();
    let locale = visitor.locale;
    let gathered = Gathered::of(&state, locale, &user.id).await?;
    Ok(Document::new(locale, td_string!(locale, analysis.title).to_string(), move || {
        view! {
            <Frame locale=locale here="/trainer" user=Some(user)>
                <main id="main" class="page stack-5">
                    <div class="head">
                        <div><h1>{td_string!(locale, analysis.title)}</h1><p>{td_string!(locale, analysis.lead)}</p></div>
                        <a class="button" href="/trainer">{td_string!(locale, trainer.title)}</a>
                    </div>
                    {analysis(locale, gathered)}
                </main>
            </Frame>
        }
        .into_any()
    }))
}

fn analysis(locale: Locale, gathered: Gathered) -> AnyView {
    if gathered.reports.is_empty() {
        return view! {
            <div class="empty stack"><p><em>{td_string!(locale, analysis.empty)}</em></p><p>{td_string!(locale, analysis.empty_more, n = ANSWERS_MIN)}</p></div>
        }
        .into_any();
    }
    let capped = gathered.attempts >= ANALYSED_MAX as usize;
    let flagged = gathered.reports.iter().filter(|report| !report.figures.flags.is_empty()).count();
    let (persons, attempts, items) = (gathered.persons, gathered.attempts, gathered.reports.len());
    let rows = rows(gathered);
    let points: Vec<scatter::Point> = rows.iter().filter_map(scatter::Point::of).collect();
    let drawn = points.is_empty();
    let picture = scatter::drawn(
        &points,
        td_string!(locale, analysis.axis_facility),
        td_string!(locale, analysis.axis_discrimination),
    )
    .filter(|_| !drawn);
    view! {
        <p>{td_string!(locale, analysis.sum, persons = persons, attempts = attempts, items = items, flagged = flagged)}
            {capped.then(|| view! { " "<span class="muted">{td_string!(locale, analysis.newest, n = ANALYSED_MAX)}</span> })}
        </p>
        <section class="stack analysis-scatter" aria-labelledby="scatter-title">
            <h2 id="scatter-title">{td_string!(locale, analysis.picture)}</h2>
            {match picture {
                Some(picture) => view! {
                    <p class="muted">{td_string!(locale, analysis.picture_text, low = format!("{DISCRIMINATION_LOW:.2}"), n = ANSWERS_MIN)}</p>
                    <div class="analysis-picture" aria-hidden="true" inner_html=picture></div>
                }.into_any(),
                None => view! { <p class="muted">{td_string!(locale, analysis.picture_none, n = ANSWERS_MIN)}</p> }.into_any(),
            }}
        </section>
        <section class="stack">
            <h2>{td_string!(locale, analysis.table)}</h2>
            {(items > LISTED_MAX).then(|| view! { <p class="muted">{td_string!(locale, analysis.listed, n = LISTED_MAX)}</p> })}
            <Table locale=locale rows=rows />
        </section>
    }
    .into_any()
}

/// Those to be looked at first, the worst of them first; then by how little they tell; those with few answers last.
fn rows(gathered: Gathered) -> Vec<Row> {
    let mut reports = gathered.reports;
    reports.sort_by(|a, b| {
        let worst = |report: &ItemReport| report.figures.flags.first().copied();
        let key = |report: &ItemReport| (worst(report).is_none(), worst(report), report.figures.answers < ANSWERS_MIN);
        let little = |report: &ItemReport| report.figures.discrimination.unwrap_or(1.0);
        key(a).cmp(&key(b)).then(little(a).total_cmp(&little(b))).then(a.item.id.cmp(&b.item.id))
    });
    let calibration = gathered.calibration;
    let difficulty = |id: &str| {
        let item = calibration.as_ref()?.items.iter().find(|item| item.name == id)?;
        item.difficulty
    };
    (1..).zip(reports).map(|(number, report)| Row { number, difficulty: difficulty(&report.item.id), report }).collect()
}

#[component]
fn Table(locale: Locale, rows: Vec<Row>) -> impl IntoView {
    let name = |words: String| view! { <span class="analysis-label">{words}" "</span> };
    view! {
        <table class="analysis-table">
            <thead><tr>
                <th scope="col" class="figure">{td_string!(locale, analysis.number)}</th>
                <th scope="col">{td_string!(locale, analysis.question)}</th>
                <th scope="col" class="figure">{td_string!(locale, analysis.answers)}</th>
                <th scope="col" class="figure">{td_string!(locale, analysis.facility)}</th>
                <th scope="col" class="figure">{td_string!(locale, analysis.discrimination)}</th>
                <th scope="col" class="figure">{td_string!(locale, analysis.difficulty)}</th>
                <th scope="col">{td_string!(locale, analysis.flags)}</th>
            </tr></thead>
            <tbody>
                {rows.into_iter().take(LISTED_MAX).map(|row| {
                    let figures = &row.report.figures;
                    view! {
                        <tr>
                            <td class="figure muted">{row.number}</td>
                            <td class="analysis-question"><a href=one::address(&row.report.item.id)>{words::short(&row.report.item.prompt, PROMPT_CHARS)}</a></td>
                            <td class="figure">{name(td_string!(locale, analysis.answers).to_string())}{figures.answers}</td>
                            <td class="figure">{name(td_string!(locale, analysis.facility).to_string())}{words::share(figures.facility)}</td>
                            <td class="figure">{name(td_string!(locale, analysis.discrimination).to_string())}{words::number(figures.discrimination)}</td>
                            <td class="figure">{name(td_string!(locale, analysis.difficulty).to_string())}{words::number(row.difficulty)}</td>
                            <td class="analysis-flags">{words::flags(locale, figures)}</td>
                        </tr>
                    }
                }).collect_view()}
            </tbody>
        </table>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use miaohui::quiz::{Answer, Form, Item, Place, calibration, item_stats::Sittings};
    use std::collections::BTreeMap;

    /// Three questions; the stronger half of these persons chose a wrong option of the first.
    fn sat(persons: u64) -> Gathered {
        let text = r#"[
            {"id":"a.材质","kind":"single","prompt":"问一?","options":[{"text":"对","right":true},{"text":"错"}],
             "explanation":"!","topic":"t","level":1},
            {"id":"b","kind":"boolean","prompt":"问二?","truth":true,"explanation":"!","topic":"t","level":1},
            {"id":"c","kind":"numeric","prompt":"问三?","answer":4.0,"explanation":"!","topic":"t","level":1}]"#;
        let items: Vec<Item> = serde_json::from_str(text).unwrap_or_default();
        let mut sittings = Sittings::default();
        for person in 0..persons {
            let strong = person % 2 == 0;
            let places: Vec<Place> =
                items.iter().map(|item| Place { item: item.clone(), order: (0..item.shuffled()).collect() }).collect();
            let number = if strong && person % 4 == 0 { 4.0 } else { 5.0 };
            let answers: BTreeMap<u64, Answer> = [
                (1, Answer::Options(vec![u64::from(strong)])),
                (2, Answer::Truth(strong)),
                (3, Answer::Number(number)),
            ]
            .into_iter()
            .collect();
            let marks: Vec<f64> = (1_u64..).zip(&places).map(|(at, place)| place.mark(&answers[&at])).collect();
            sittings.take(&person.to_string(), &Form { places }, &answers, &marks);
        }
        let responses = sittings.responses(calibration::RASCH_ANSWERS, calibration::ITEMS_MAX);
        Gathered {
            attempts: persons as usize,
            persons,
            reports: sittings.reports(|truth| truth.to_string()),
            calibration: calibration::calibrate(&responses, calibration::Model::Rasch),
            responses,
        }
    }

    fn html(gathered: Gathered) -> String {
        Owner::new().with(|| analysis(Locale::en, gathered).to_html())
    }

    #[test]
    fn the_worst_comes_first_with_words_and_a_way() {
        let html = html(sat(40));
        let first = html.find("问一").unwrap_or(usize::MAX);
        assert!(first < html.find("问二").unwrap_or(0), "{html}");
        assert!(html.contains("/trainer/items/one?id=a.%E6%9D%90%E8%B4%A8"), "{html}");
        for words in ["negative discrimination", "a distractor draws the strong", "40 people", "2 to look at"] {
            assert!(html.contains(words), "{words} in {html}");
        }
        assert!(html.contains("<svg"), "{html}");
    }

    #[test]
    fn few_answers_have_no_picture_and_none_an_invitation() {
        let few = html(sat(ANSWERS_MIN - 1));
        assert!(!few.contains("<svg") && few.contains("few answers yet"), "{few}");
        let none = html(sat(0));
        assert!(none.contains("No quizzes handed in yet."), "{none}");
    }
}
