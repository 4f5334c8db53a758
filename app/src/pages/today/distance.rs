//! How far a person is from the standard they aim at, criterion by criterion: a bar and its figures in one table.

use crate::i18n::*;
use crate::pages::standards::{figure, name, part_name, threshold, title};
use crate::server::{error::ApiError, newest, state::AppState};
use leptos::prelude::*;
use miaohui::{
    certification::standard::{Requirement, Standard},
    ids::UserId,
    programme::{Distance, Readiness, readiness},
    storage::Kind,
};

/// Length of a bar; its end is the threshold.
const BAR: f64 = 190.0;

/// A person against a standard.
pub struct Way {
    standard: Standard,
    readiness: Readiness,
}

impl Way {
    /// Against the standard of the class's programme, else of the next exam that is set; `None` where neither is there.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(state: &AppState, user: &UserId) -> Result<Option<Self>, ApiError> {
        let aimed = match state.storage.aimed_at(user).await? {
            Some(aimed) => Some(aimed),
            None => {
                let tasks = state.storage.assigned_to(user).await?;
                tasks.into_iter().find(|task| task.kind == Kind::Exam).map(|task| task.target)
            }
        };
        let Some(standard) = aimed.and_then(|id| state.content.standards.get(&id)) else { return Ok(None) };
        let newest = newest::of_person(state, user, standard).await?;
        Ok(Some(Self { standard: standard.clone(), readiness: readiness(standard, &newest) }))
    }

    pub fn section(self, locale: Locale) -> AnyView {
        let Self { standard, readiness } = self;
        let met = readiness.distances.iter().filter(|one| one.criterion.met).count();
        let all = readiness.distances.len();
        let sum = if readiness.is_ready() {
            td_string!(locale, school.you_are_ready).to_string()
        } else {
            td_string!(locale, school.way_sum, met = met, all = all).to_string()
        };
        let heading = format!("{} {}", standard.id, title(locale, &standard));
        let link = format!("/standards/{}", standard.id);
        let red = readiness.red_lines > 0;
        view! {
            <section class="stack way" aria-labelledby="way">
                <div class="spread"><h2 id="way">{td_string!(locale, school.way)}" "<small><a href=link>{heading}</a></small></h2><span class="muted">{sum}</span></div>
                {red.then(|| view! { <p class="notice bad"><span>{td_string!(locale, school.way_red_line)}</span></p> })}
                <table class="school-table way-table">
                    <thead class="visually-hidden"><tr>
                        <th scope="col">{td_string!(locale, standard.criterion)}</th><th scope="col">{td_string!(locale, school.way_bar)}</th>
                        <th scope="col">{td_string!(locale, school.newest)}</th><th scope="col">{td_string!(locale, standard.required)}</th>
                    </tr></thead>
                    <tbody>{standard.criteria.iter().zip(readiness.distances).map(|(requirement, one)| row(locale, requirement, &one)).collect_view()}</tbody>
                </table>
                <p class="muted">{td_string!(locale, school.way_text)}</p>
            </section>
        }
        .into_any()
    }
}

fn row(locale: Locale, requirement: &Requirement, one: &Distance) -> AnyView {
    let met = one.criterion.met;
    let length = one.share.unwrap_or(0.0).clamp(0.0, 1.0) * BAR;
    let value = match (one.criterion.value, one.share) {
        (Some(value), _) => figure(locale, requirement.unit, value),
        (None, Some(_)) => td_string!(locale, school.nothing_due).to_string(),
        (None, None) => td_string!(locale, school.not_shown).to_string(),
    };
    view! {
        <tr class:missed=!met>
            <th scope="row">{name(locale, requirement)}" "<small>{part_name(locale, requirement.part)}</small></th>
            <td class="way-cell">
                <svg class="way-bar" class:met=met viewBox="0 0 190 12" width="190" height="12" aria-hidden="true">
                    <rect class="way-ground" y="2" width="190" height="8" rx="2" />
                    <rect class="way-gone" y="2" width=format!("{length:.1}") height="8" rx="2" />
                    <rect class="way-mark" x="188" width="2" height="12" />
                </svg>
            </td>
            <td class="figure">{value}{(!met && one.share.is_some()).then(|| view! { " "<small>{td_string!(locale, school.short)}</small> })}</td>
            <td class="figure muted">{threshold(locale, requirement)}</td>
        </tr>
    }
    .into_any()
}
