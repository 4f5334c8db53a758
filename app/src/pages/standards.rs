//! `/standards` and `/standards/{id}`: what each certificate demands, for people and machines.

use super::frame::Frame;
use crate::i18n::*;
use crate::server::{document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use leptos::prelude::*;
use miaohui::certification::standard::{Part, Requirement, Standard, Unit};

/// `GET /standards`
pub async fn list(State(state): State<AppState>, visitor: Visitor) -> Document {
    let locale = visitor.locale;
    Document::new(locale, td_string!(locale, common.standards).to_string(), move || {
        view! {
            <Frame locale=locale here="/standards" user=visitor.user told=visitor.told>
                <main id="main" class="page stack-5">
                    <div><h1>{td_string!(locale, common.standards)}</h1><p class="muted">{td_string!(locale, standard.lead)}</p></div>
                    <ul class="rows">
                        {state.content.standards.values().map(|one| view! {
                            <li>
                                <a class="grow" href=format!("/standards/{}", one.id)>{title(locale, one)}</a>
                                <code>{one.id.clone()}</code>
                                <span class="muted">{td_string!(locale, standard.version, n = one.version)}</span>
                            </li>
                        }).collect_view()}
                    </ul>
                </main>
            </Frame>
        }
        .into_any()
    })
}

/// `GET /standards/{id}`: a page, or the standard itself where JSON is asked for.
///
/// # Errors
/// When there is no such standard.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let standard = state.content.standards.get(&id).cloned().ok_or(ApiError::NotFound)?;
    let wants = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or("");
    if wants.contains("json") && !wants.contains("text/html") {
        return Ok(Json(standard).into_response());
    }
    let locale = visitor.locale;
    let document = Document::new(locale, title(locale, &standard), move || {
        view! {
            <Frame locale=locale here="/standards" user=visitor.user told=visitor.told>
                <main id="main" class="page reading stack-5">
                    <div>
                        <h1>{title(locale, &standard)}</h1>
                        <p class="muted">{standard.id.clone()}" · "{td_string!(locale, standard.version, n = standard.version)}" · "{td_string!(locale, standard.valid, n = standard.valid_months)}</p>
                    </div>
                    <p>{td_string!(locale, standard.all_must)}</p>
                    <Requirements locale=locale standard=standard.clone() />
                    <p>{td_string!(locale, standard.red_lines)}</p>
                    <p class="muted">{td_string!(locale, standard.retake, first = standard.retake.first_hours, later = standard.retake.later_hours / 24)}</p>
                    <p class="muted">{td_string!(locale, common.not_state)}</p>
                </main>
            </Frame>
        }
        .into_any()
    });
    Ok(document.into_response())
}

#[component]
fn Requirements(locale: Locale, standard: Standard) -> impl IntoView {
    view! {
        <table>
            <thead><tr><th scope="col">{td_string!(locale, standard.criterion)}</th><th scope="col">{td_string!(locale, standard.part)}</th><th scope="col" class="figure">{td_string!(locale, standard.required)}</th></tr></thead>
            <tbody>
                {standard.criteria.iter().map(|one| view! {
                    <tr><td>{name(locale, one)}</td><td class="muted">{part_name(locale, one.part)}</td><td class="figure">{threshold(locale, one)}</td></tr>
                }).collect_view()}
            </tbody>
        </table>
    }
}

/// A standard's title in the visitor's language.
pub fn title(locale: Locale, standard: &Standard) -> String {
    if locale == Locale::zh { standard.title.clone() } else { standard.title_en.clone() }
}

/// A criterion's name in the visitor's language.
pub fn name(locale: Locale, one: &Requirement) -> String {
    if locale == Locale::zh { one.name.clone() } else { one.name_en.clone() }
}

/// A part of the exam in a word.
pub fn part_name(locale: Locale, part: Part) -> String {
    match part {
        Part::Typing => td_string!(locale, standard.part_typing),
        Part::Quiz => td_string!(locale, standard.part_quiz),
        Part::Shift => td_string!(locale, standard.part_shift),
        Part::Wide => td_string!(locale, standard.part_wide),
    }
    .to_string()
}

/// `≥ 80 %`
pub fn threshold(locale: Locale, one: &Requirement) -> String {
    let sign = if one.less_is_better { '≤' } else { '≥' };
    format!("{sign} {}", figure(locale, one.unit, one.threshold))
}

/// A figure with its unit.
pub fn figure(locale: Locale, unit: Unit, value: f64) -> String {
    match unit {
        Unit::Share => format!("{} %", trimmed(value * 100.0)),
        Unit::S => td_string!(locale, standard.unit_s, value = trimmed(value)).to_string(),
        Unit::Cpm => td_string!(locale, standard.unit_cpm, value = trimmed(value)).to_string(),
        Unit::Stars => trimmed(value),
        Unit::Windows => td_string!(locale, standard.unit_windows, value = trimmed(value)).to_string(),
    }
}

/// One decimal at most, none where it is zero.
fn trimmed(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_short() {
        let check = |unit, value, expected: &str| assert_eq!(figure(Locale::zh, unit, value), expected);
        check(Unit::Share, 0.8, "80 %");
        check(Unit::Share, 0.955, "95.5 %");
        check(Unit::Stars, 4.2, "4.2");
        check(Unit::Cpm, 87.04, "87 字/分");
    }
}
