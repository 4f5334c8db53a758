//! `/drills`: what to drill, how it went so far, and where one stands.

pub mod aim;
pub mod attempt;
pub mod begin;
pub mod history;
pub mod ladder;
mod modes;
mod passages;
mod picture;
mod progress;
pub mod result;
mod topic;
pub mod weakness;

use super::frame::Frame;
use crate::i18n::*;
use crate::server::{document::Document, error::ApiError, state::AppState, visitor::Visitor};
use aim::Aim;
use axum::extract::{Query, State};
use history::History;
use ladder::Ladder;
use leptos::prelude::*;
use miaohui::{accounts::Permission, clock::now_ms};
use passages::Filter;

/// Tries that the middle figure is of.
const LAST: usize = 5;

/// `GET /drills`
///
/// # Errors
/// When nobody is signed in.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(filter): Query<Filter>,
) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::Practise)?.clone();
    let locale = visitor.locale;
    let now = now_ms();
    let history = History::of(&state, &user.id).await?;
    let ladder = Ladder::of(&state, &user.id, now).await?;
    let content = state.content;
    Ok(Document::new(locale, td_string!(locale, drills.title).to_string(), move || {
        let aim = Aim::of(&content, locale, history.best_cpm());
        let aim = aim.as_ref();
        let empty = content.passages.is_empty();
        let figures = figures(locale, &history, aim);
        let modes = (!empty).then(|| modes::section(locale, &filter, &history, aim));
        let progress = progress::section(locale, &history.weeks(now), aim);
        let ladder = ladder.map(|ladder| ladder.section(locale, aim));
        let passages = (!empty).then(|| passages::section(locale, &content, &filter, &history.bests()));
        view! {
            <Frame locale=locale here="/drills" user=Some(user)>
                <main id="main" class="page stack-5">
                    <div><h1>{td_string!(locale, drills.title)}</h1><p class="muted">{td_string!(locale, drills.lead)}</p></div>
                    {figures}
                    {empty.then(|| view! { <p class="empty">{td_string!(locale, drills.empty)}" "{td_string!(locale, drills.empty_more)}</p> })}
                    {modes}
                    {progress}
                    {ladder}
                    {passages}
                </main>
            </Frame>
        }
        .into_any()
    }))
}

/// Best, recent and aimed-at; nothing before the first drill but the aim.
fn figures(locale: Locale, history: &History, aim: Option<&Aim>) -> AnyView {
    let mut last: Vec<f64> = history.0.iter().take(LAST).map(|one| one.score_cpm).collect();
    last.sort_by(f64::total_cmp);
    let middle = last.get(last.len() / 2).copied();
    let best = (!history.0.is_empty()).then(|| history.best_cpm());
    let best = best
        .map(|best| view! { <div><dt>{td_string!(locale, drills.best_cpm)}</dt><dd>{format!("{best:.1}")}</dd></div> });
    let middle = middle.map(
        |middle| view! { <div><dt>{td_string!(locale, drills.recent_cpm)}</dt><dd>{format!("{middle:.1}")}</dd></div> },
    );
    let line = aim.map(|aim| {
        let words = if aim.reached {
            td_string!(locale, drills.aim_reached, name = aim.name.clone()).to_string()
        } else {
            td_string!(locale, drills.aim, name = aim.name.clone()).to_string()
        };
        view! { <div><dt>{words}</dt><dd>{format!("{:.0}", aim.cpm)}</dd></div> }
    });
    view! { <dl class="figures">{best}{middle}{line}</dl> }.into_any()
}
