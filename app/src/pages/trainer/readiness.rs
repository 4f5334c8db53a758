//! `/trainer/{class}/readiness`: person by criterion, who would pass today and who is missing what.

use super::class_head::{ClassHead, Leaf};
use super::own_class;
use crate::i18n::*;
use crate::pages::{frame::Frame, standards::figure};
use crate::server::{
    document::Document,
    error::ApiError,
    newest::gathered,
    sheet::{Cell, FileKind, Sheet},
    state::AppState,
    visitor::Visitor,
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use leptos::prelude::*;
use miaohui::{
    certification::standard::{Standard, Unit},
    programme::{Distance, Readiness, readiness},
    storage::Cohort,
};
use serde::Deserialize;

/// Which standard, and by what the table is sorted.
#[derive(Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    standard: String,
    /// `ready` (default), `name`, or a criterion's place.
    #[serde(default)]
    by: String,
}

/// One person.
struct Person {
    name: String,
    login: String,
    readiness: Readiness,
}

/// The standard asked for, else the newest programme's, else the first.
async fn standard<'a>(state: &'a AppState, class: &Cohort, asked: &str) -> Result<&'a Standard, ApiError> {
    let standards = &state.content.standards;
    if let Some(found) = standards.get(asked) {
        return Ok(found);
    }
    let programmes = state.storage.programmes_of(&class.id).await?;
    let aimed = programmes.iter().find_map(|one| standards.get(&one.standard_id));
    aimed.or_else(|| standards.values().next()).ok_or(ApiError::NotFound)
}

async fn people(state: &AppState, class: &Cohort, standard: &Standard) -> Result<Vec<Person>, ApiError> {
    let members = state.storage.members(&class.id).await?;
    let results = state.storage.newest_results_of_class(&class.id).await?;
    let mut shown = gathered(&state.content, standard, results);
    let mut people: Vec<Person> = members
        .into_iter()
        .map(|one| Person {
            readiness: readiness(standard, &shown.remove(&one.id).unwrap_or_default()),
            name: one.display_name,
            login: one.login,
        })
        .collect();
    people.sort_by(|a, b| a.readiness.order(&b.readiness).then_with(|| a.login.cmp(&b.login)));
    Ok(people)
}

fn sorted(mut people: Vec<Person>, by: &str) -> Vec<Person> {
    if by == "name" {
        people.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.login.cmp(&b.login)));
    } else if let Ok(place) = by.parse::<usize>() {
        let share = |one: &Person| one.readiness.distances.get(place).and_then(|one| one.share).unwrap_or(-1.0);
        people.sort_by(|a, b| share(b).total_cmp(&share(a)));
    }
    people
}

/// `GET /trainer/{class}/readiness`
///
/// # Errors
/// When the class is not the visitor's.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Document, ApiError> {
    let locale = visitor.locale;
    let (user, class) = own_class(&state, &visitor, id).await?;
    let standard = standard(&state, &class, &asked.standard).await?;
    let people = sorted(people(&state, &class, standard).await?, &asked.by);
    let standards: Vec<(String, String, bool)> = state
        .content
        .standards
        .values()
        .map(|one| (one.id.clone(), title(locale, one), one.id == standard.id))
        .collect();
    let names: Vec<String> = standard
        .criteria
        .iter()
        .map(|one| if locale == Locale::en { one.name_en.clone() } else { one.name.clone() })
        .collect();
    let id = standard.id.clone();
    Ok(Document::new(locale, td_string!(locale, school.way_readiness).to_string(), move || {
        let base = format!("/trainer/{}/readiness", class.id);
        let files = format!("/trainer/{}/export/readiness", class.id);
        let ready = people.iter().filter(|one| one.readiness.is_ready()).count();
        let none = people.is_empty();
        let all = people.len();
        view! {
            <Frame locale=locale here="/trainer" user=Some(user)>
                <main id="main" class="page stack-5 school-wide">
                    <ClassHead locale=locale class=class here=Leaf::Readiness><span></span></ClassHead>
                    <div class="spread school-readiness-head">
                        <p role="status"><em>{td_string!(locale, school.ready_sum, ready = ready, all = all)}</em>" "<span class="muted">{td_string!(locale, school.ready_text)}</span></p>
                        <form method="get" action=base.clone() class="row">
                            <label for="standard">{td_string!(locale, trainer.standard)}</label>
                            <select id="standard" name="standard">{standards.into_iter().map(|(id, title, here)| view! { <option value=id selected=here>{title}</option> }).collect_view()}</select>
                            <button type="submit">{td_string!(locale, school.show)}</button>
                            <a class="button" href=format!("{files}.xlsx?standard={id}") download="">"xlsx"</a>
                            <a class="button" href=format!("{files}.csv?standard={id}") download="">"CSV"</a>
                        </form>
                    </div>
                    {if none {
                        view! { <p class="empty">{td_string!(locale, trainer.no_members)}</p> }.into_any()
                    } else {
                        view! { <Table locale=locale base=format!("{base}?standard={id}&by=") names=names people=people /> }.into_any()
                    }}
                </main>
            </Frame>
        }
        .into_any()
    }))
}

fn title(locale: Locale, standard: &Standard) -> String {
    format!("{} {}", standard.id, if locale == Locale::en { &standard.title_en } else { &standard.title })
}

#[component]
fn Table(locale: Locale, base: String, names: Vec<String>, people: Vec<Person>) -> impl IntoView {
    view! {
        <div class="scroll" tabindex="0">
        <table class="school-table readiness">
            <thead><tr>
                <th scope="col"><a href=format!("{base}name")>{td_string!(locale, trainer.name)}</a></th>
                <th scope="col"><a href=format!("{base}ready")>{td_string!(locale, school.state)}</a></th>
                {names.iter().enumerate().map(|(place, name)| view! { <th scope="col"><a href=format!("{base}{place}")>{name.clone()}</a></th> }).collect_view()}
            </tr></thead>
            <tbody>{people.into_iter().map(|one| {
                let state = state_words(locale, &one.readiness);
                let ready = one.readiness.is_ready();
                view! {
                    <tr>
                        <th scope="row">{one.name}" "<small><code>{one.login}</code></small></th>
                        <td><span class=if ready { "tag good" } else { "tag" }>{state}</span></td>
                        {one.readiness.distances.iter().map(|one| cell(locale, one)).collect_view()}
                    </tr>
                }
            }).collect_view()}</tbody>
        </table>
        </div>
    }
    .into_any()
}

/// Ready, or what is missing.
fn state_words(locale: Locale, readiness: &Readiness) -> String {
    if readiness.is_ready() {
        td_string!(locale, school.is_ready).to_string()
    } else if readiness.red_lines > 0 {
        td_string!(locale, school.red_line).to_string()
    } else {
        td_string!(locale, school.missing_n, n = readiness.missing).to_string()
    }
}

/// Value and a small bar; a miss is hatched and says so.
fn cell(locale: Locale, one: &Distance) -> AnyView {
    let Some(share) = one.share else {
        // In words for who cannot see that the cell is empty; a table full of them says nothing to who can.
        let words = td_string!(locale, school.not_shown).to_string();
        return view! { <td class="muted"><span aria-hidden="true">"–"</span><span class="visually-hidden">{words}</span></td> }.into_any();
    };
    let met = one.criterion.met;
    let value = match one.criterion.value {
        Some(value) => figure(locale, one.criterion.unit, value),
        None => td_string!(locale, school.nothing_due).to_string(),
    };
    view! {
        <td class:missed=!met>
            <span class="readiness-value">{value}{(!met).then(|| view! { " "<small>{td_string!(locale, school.short)}</small> })}</span>
            {bar(share, met)}
        </td>
    }
    .into_any()
}

/// A small bar, by share of the way.
pub fn bar(share: f64, met: bool) -> AnyView {
    /// Units of the picture.
    const WIDE: f64 = 60.0;
    let width = format!("{:.1}", (share.clamp(0.0, 1.0) * WIDE).max(1.0));
    view! {
        <svg class="way-bar" class:met=met viewBox="0 0 60 5" width="60" height="5" aria-hidden="true">
            <rect class="way-ground" x="0" y="0" width="60" height="5" rx="1" />
            <rect class="way-gone" x="0" y="0" width=width height="5" rx="1" />
        </svg>
    }
    .into_any()
}

/// `readiness.csv` and `readiness.xlsx`.
///
/// # Errors
/// When the database does not answer.
pub async fn file(
    state: &AppState,
    locale: Locale,
    class: &Cohort,
    kind: FileKind,
    asked: &str,
) -> Result<Response, ApiError> {
    let standard = standard(state, class, asked).await?;
    let people = people(state, class, standard).await?;
    let mut header = vec![
        td_string!(locale, trainer.name).to_string(),
        td_string!(locale, trainer.login).to_string(),
        td_string!(locale, school.state).to_string(),
        td_string!(locale, school.missing).to_string(),
    ];
    let name = |one: &miaohui::certification::standard::Requirement| {
        let name = if locale == Locale::en { &one.name_en } else { &one.name };
        let unit = if one.unit == Unit::Share { " %" } else { "" };
        format!("{name}{unit}")
    };
    header.extend(standard.criteria.iter().map(name));
    let row = |one: Person| {
        let short = one.readiness.distances.iter().filter(|one| one.criterion.must && !one.criterion.met);
        let short = short
            .map(|one| if locale == Locale::en { one.criterion.name_en.clone() } else { one.criterion.name.clone() });
        let missing = short.collect::<Vec<_>>().join(if locale == Locale::en { ", " } else { "、" });
        let mut cells: Vec<Cell> =
            vec![one.name.into(), one.login.into(), state_words(locale, &one.readiness).into(), missing.into()];
        cells.extend(one.readiness.distances.iter().map(|one| {
            let percent = if one.criterion.unit == Unit::Share { 100.0 } else { 1.0 };
            Cell::from(one.criterion.value.map(|value| value * percent))
        }));
        cells
    };
    let sheet = Sheet { header, rows: people.into_iter().map(row).collect() };
    sheet.answer(kind, &format!("{} {}", class.name, standard.id))
}
