//! `/trainer/items/one?id=…`: one item: its figures, who chose which option, its curve.

use super::super::bank;
use super::{curve, gathered::Gathered, words};
use crate::i18n::*;
use crate::islands::glyph::Glyph;
use crate::pages::frame::Frame;
use crate::server::{document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::extract::{Query, State};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    quiz::{
        calibration::{CalibratedItem, Group, Model, RASCH_ANSWERS, observed},
        item_stats::{ItemReport, OptionFigures},
    },
};
use serde::Deserialize;

/// Which item.
#[derive(Deserialize)]
pub struct Which {
    id: String,
}

/// The address of an item's page: ids hold any script and dots.
pub fn address(id: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("id", id).finish();
    format!("/trainer/items/one?{query}")
}

/// What a calibration says of the item.
struct Scaled {
    model: Model,
    item: CalibratedItem,
    groups: Vec<Group>,
}

/// `GET /trainer/items/one`
///
/// # Errors
/// When the visitor is no trainer, or nobody in their classes answered this item.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(which): Query<Which>,
) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::LeadClasses)?.clone();
    let locale = visitor.locale;
    let gathered = Gathered::of(&state, locale, &user.id).await?;
    let scaled = scaled(&gathered, &which.id);
    let report = gathered.reports.into_iter().find(|report| report.item.id == which.id).ok_or(ApiError::NotFound)?;
    let title = words::short(&report.item.prompt, super::PROMPT_CHARS);
    Ok(Document::new(locale, title, move || {
        let flags = report.figures.flags.clone();
        let fine = flags.is_empty();
        view! {
            <Frame locale=locale here="/trainer" user=Some(user)>
                <main id="main" class="page stack-5">
                    <div class="head">
                        <div><h1>{report.item.prompt.clone()}</h1><p><code>{report.item.id.clone()}</code></p></div>
                        <div class="row">
                            <a class="button" href=bank::address(&report.item.id)>{td_string!(locale, analysis.in_bank)}</a>
                            <a class="button" href="/trainer/items">{td_string!(locale, analysis.back)}</a>
                        </div>
                    </div>
                    <div class="stack" hidden=fine>{flags.into_iter().map(|flag| view! {
                        <p class="notice"><Glyph icon=icondata::LuTriangleAlert /><span><em>{words::flag(locale, flag)}</em>" · "{words::why(locale, flag)}</span></p>
                    }).collect_view()}</div>
                    <Figures locale=locale report=report.clone() scaled=scaled.as_ref().map(|scaled| scaled.item.clone()) />
                    <Options locale=locale options=report.options />
                    {curve_section(locale, scaled)}
                    <section class="stack"><h2>{td_string!(locale, analysis.explanation)}</h2><p>{report.item.explanation}</p></section>
                </main>
            </Frame>
        }
        .into_any()
    }))
}

fn scaled(gathered: &Gathered, id: &str) -> Option<Scaled> {
    let calibration = gathered.calibration.as_ref()?;
    let at = calibration.items.iter().position(|item| item.name == id)?;
    let groups = observed(calibration, &gathered.responses, at);
    Some(Scaled { model: calibration.model, item: calibration.items[at].clone(), groups })
}

#[component]
fn Figures(
    locale: Locale,
    report: ItemReport,
    #[prop(optional_no_strip)] scaled: Option<CalibratedItem>,
) -> impl IntoView {
    let figures = report.figures;
    let with_error = |value: Option<f64>, error: Option<f64>| match (value, error) {
        (Some(_), Some(error)) => {
            td_string!(locale, analysis.with_error, value = words::number(value), error = format!("{error:.2}"))
                .to_string()
        }
        _ => words::number(value),
    };
    let scaled = |of: &dyn Fn(&CalibratedItem) -> String| scaled.as_ref().map_or_else(|| words::number(None), of);
    let none = String::new;
    let rows = [
        (td_string!(locale, analysis.answers).to_string(), figures.answers.to_string(), none()),
        (td_string!(locale, analysis.facility).to_string(), words::share(figures.facility), none()),
        (td_string!(locale, analysis.guess).to_string(), words::share(figures.guess), none()),
        (td_string!(locale, analysis.sd).to_string(), words::number(figures.sd), none()),
        (td_string!(locale, analysis.discrimination).to_string(), words::number(figures.discrimination), none()),
        (
            td_string!(locale, analysis.efficiency).to_string(),
            words::share(figures.efficiency).replace('-', "−"),
            td_string!(locale, analysis.efficiency_text).to_string(),
        ),
        (
            td_string!(locale, analysis.difficulty).to_string(),
            scaled(&|item| with_error(item.difficulty, item.difficulty_se)),
            td_string!(locale, analysis.difficulty_text).to_string(),
        ),
        (td_string!(locale, analysis.slope).to_string(), scaled(&|item| with_error(item.slope, item.slope_se)), none()),
    ];
    view! {
        <section class="stack">
            <h2>{td_string!(locale, analysis.figures)}</h2>
            <dl class="analysis-figures">
                {rows.into_iter().map(|(name, value, text)| view! {
                    <div><dt>{name}</dt><dd><em>{value}</em>{(!text.is_empty()).then(|| view! { " "<small>{text}</small> })}</dd></div>
                }).collect_view()}
            </dl>
        </section>
    }
}

#[component]
fn Options(locale: Locale, options: Vec<OptionFigures>) -> impl IntoView {
    (!options.is_empty()).then(|| {
        view! {
            <section class="stack">
                <h2>{td_string!(locale, analysis.distractors)}</h2>
                <p class="muted">{td_string!(locale, analysis.options_text)}</p>
                <table class="analysis-options">
                    <thead><tr>
                        <th scope="col">{td_string!(locale, analysis.option)}</th>
                        <th scope="col" class="figure">{td_string!(locale, analysis.seen)}</th>
                        <th scope="col" class="figure">{td_string!(locale, analysis.chosen)}</th>
                        <th scope="col" class="figure">{td_string!(locale, analysis.share)}</th>
                        <th scope="col" class="figure">{td_string!(locale, analysis.mean_rest)}</th>
                    </tr></thead>
                    <tbody>
                        {options.into_iter().map(|option| view! {
                            <tr>
                                <td>{option.text}{option.right.then(|| view! { " "<span class="with-icon good-ink"><Glyph icon=icondata::LuCheck />{td_string!(locale, analysis.right)}</span> })}</td>
                                <td class="figure">{option.seen}</td>
                                <td class="figure">{option.chosen}</td>
                                <td class="figure">{words::share(option.share)}</td>
                                <td class="figure">{words::share(option.mean_rest)}</td>
                            </tr>
                        }).collect_view()}
                    </tbody>
                </table>
            </section>
        }
    })
}

fn curve_section(locale: Locale, scaled: Option<Scaled>) -> AnyView {
    let (across, upward) = (td_string!(locale, analysis.axis_ability), td_string!(locale, analysis.axis_right));
    let drawn = scaled.and_then(|scaled| {
        let picture = curve::drawn(scaled.item.curve()?, &scaled.groups, across, upward)?;
        Some((scaled, picture))
    });
    let Some((scaled, picture)) = drawn else {
        return view! {
            <section class="stack"><h2>{td_string!(locale, analysis.curve)}</h2><p class="muted">{td_string!(locale, analysis.curve_none, n = RASCH_ANSWERS)}</p></section>
        }
        .into_any();
    };
    let model = match scaled.model {
        Model::Rasch => td_string!(locale, analysis.model_rasch).to_string(),
        Model::TwoParameter => td_string!(locale, analysis.model_2pl).to_string(),
    };
    view! {
        <section class="stack" aria-labelledby="curve-title">
            <h2 id="curve-title">{td_string!(locale, analysis.curve)}</h2>
            <p class="muted">{td_string!(locale, analysis.curve_text)}" "{model}</p>
            <div class="analysis-curve">
                <div class="analysis-picture" aria-hidden="true" inner_html=picture></div>
                <table>
                    <thead><tr>
                        <th scope="col">{td_string!(locale, analysis.group)}</th>
                        <th scope="col" class="figure">{td_string!(locale, analysis.persons)}</th>
                        <th scope="col" class="figure">{td_string!(locale, analysis.expected)}</th>
                        <th scope="col" class="figure">{td_string!(locale, analysis.observed)}</th>
                    </tr></thead>
                    <tbody>
                        {(1..).zip(scaled.groups).map(|(nth, group): (usize, Group)| view! {
                            <tr>
                                <td>{td_string!(locale, analysis.group_name, n = nth)}</td>
                                <td class="figure">{group.persons}</td>
                                <td class="figure">{words::share(Some(group.expected))}</td>
                                <td class="figure">{words::share(Some(group.observed))}</td>
                            </tr>
                        }).collect_view()}
                    </tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}
