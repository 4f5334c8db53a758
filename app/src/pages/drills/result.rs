//! `/drills/result/{attempt}`: what a drill measured.

use super::{super::frame::Frame, bests};
use crate::functions::typing::{TypingForm, TypingResult};
use crate::i18n::*;
use crate::islands::glyph::Glyph;
use crate::server::{dates, document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::extract::{Path, State};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    ids::AttemptId,
    storage::{Attempt, Drill, Role, User},
    typing::{CharacterTime, Edit, Flag, character_times},
};

/// The trade's hiring line.
const HIRING_CPM: f64 = 70.0;
const HIRING_ACCURACY: f64 = 0.95;
/// Characters shown among the slowest.
const SLOWEST: usize = 8;
/// Results shown below.
const RECENT: usize = 10;

/// `GET /drills/result/{attempt}`
///
/// # Errors
/// When it is neither the visitor's nor a trainee's of theirs.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::Practise)?.clone();
    let locale = visitor.locale;
    let kept = state.storage.attempt(&AttemptId(id)).await?.filter(|kept| kept.kind == Drill::Typing);
    let kept = kept.ok_or(ApiError::NotFound)?;
    if kept.user_id != user.id && !(user.role == Role::Trainer && state.storage.trains(&user.id, &kept.user_id).await?)
    {
        return Err(ApiError::NotFound);
    }
    let form: TypingForm = kept.form.read()?;
    let result: TypingResult = kept.result.as_ref().ok_or(ApiError::NotFound)?.read()?;
    let log: Vec<Edit> = kept.data.as_ref().map_or_else(|| Ok(Vec::new()), miaohui::storage::Json::read)?;
    let mut slow = character_times(&form.text, &log);
    slow.truncate(SLOWEST);
    let attempts = state.storage.attempts_of(&kept.user_id, Drill::Typing).await?;
    let best = bests(&attempts).get(&kept.target).copied();
    Ok(Document::new(locale, td_string!(locale, drills.result).to_string(), move || {
        whole(locale, user, kept, form, result, slow, best, attempts)
    }))
}

#[expect(clippy::too_many_arguments, reason = "one page's parts")]
fn whole(
    locale: Locale,
    user: User,
    kept: Attempt,
    form: TypingForm,
    result: TypingResult,
    slow: Vec<CharacterTime>,
    best: Option<f64>,
    attempts: Vec<Attempt>,
) -> AnyView {
    let notes = notes(locale, &result);
    let measures = result.measures;
    let score = measures.score_cpm.unwrap_or_default();
    let accuracy = measures.accuracy.unwrap_or_default();
    let verdict = if score < HIRING_CPM {
        td_string!(locale, drills.below, n = format!("{:.1}", HIRING_CPM - score)).to_string()
    } else if accuracy < HIRING_ACCURACY {
        td_string!(locale, drills.below_accuracy).to_string()
    } else {
        td_string!(locale, drills.above).to_string()
    };
    let figure = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| format!("{value:.1}"));
    let rows = [
        (td_string!(locale, drills.speed).to_string(), figure(measures.speed_cpm)),
        (td_string!(locale, drills.raw).to_string(), figure(measures.raw_cpm)),
        (td_string!(locale, drills.keys).to_string(), figure(measures.keys_per_character)),
        (td_string!(locale, drills.corrections).to_string(), measures.corrections.to_string()),
        (
            td_string!(locale, drills.elapsed).to_string(),
            format!("{}:{:02}", measures.elapsed_ms / 60_000, measures.elapsed_ms / 1000 % 60),
        ),
    ];
    view! {
        <Frame locale=locale here="/drills" user=Some(user)>
            <main id="main" class="page stack-5">
                <div class="head">
                    <div><h1>{form.title.clone()}</h1><p>{best.map(|best| td_string!(locale, drills.personal_best, value = format!("{best:.1}")).to_string())}</p></div>
                    <div class="row">
                        <form method="post" action=format!("/drills/{}", kept.target)>
                            <input type="hidden" name="minutes" value=form.limit_s.map_or(0, |s| s / 60) />
                            <button class="primary" type="submit">{td_string!(locale, drills.again)}</button>
                        </form>
                        <a class="button" href="/drills">{td_string!(locale, drills.others)}</a>
                    </div>
                </div>
                <dl class="figures">
                    <div><dt>{td_string!(locale, drills.score_cpm)}</dt><dd data-score>{figure(measures.score_cpm)}</dd></div>
                    <div><dt>{td_string!(locale, drills.accuracy)}</dt><dd>{format!("{:.1} %", accuracy * 100.0)}</dd></div>
                </dl>
                <Scale score=score />
                <p>{td_string!(locale, drills.line)}" "<em>{verdict}</em></p>
                {notes.into_iter().map(|note| view! { <p class="notice"><Glyph icon=icondata::LuFlag />{note}</p> }).collect_view()}
                <div class="columns">
                    <table><tbody>{rows.into_iter().map(|(name, value)| view! { <tr><th scope="row">{name}</th><td class="figure">{value}</td></tr> }).collect_view()}</tbody></table>
                    <section class="stack">
                        <h2>{td_string!(locale, drills.slow)}</h2>
                        {slow.is_empty().then(|| view! { <p class="muted">{td_string!(locale, drills.slow_empty)}</p> })}
                        <ul class="slow" lang="zh-CN">{slow.into_iter().map(|one| view! { <li><b>{one.character}</b><small>{format!("{:.1} s", one.mean_ms as f64 / 1000.0)}</small></li> }).collect_view()}</ul>
                    </section>
                </div>
                <section class="stack">
                    <h2>{td_string!(locale, drills.recent)}</h2>
                    <table>
                        <thead><tr><th scope="col">{td_string!(locale, drills.when)}</th><th scope="col">{td_string!(locale, drills.passage)}</th><th scope="col" class="figure">{td_string!(locale, drills.score_cpm)}</th><th scope="col" class="figure">{td_string!(locale, drills.accuracy)}</th></tr></thead>
                        <tbody>{attempts.into_iter().filter_map(|one| {
                            let result: TypingResult = one.result.as_ref()?.read().ok()?;
                            let form: TypingForm = one.form.read().ok()?;
                            Some(view! { <tr><td>{one.finished_ms.map(dates::minute)}</td><td><a href=format!("/drills/result/{}", one.id)>{form.title}</a></td>
                                <td class="figure">{figure(result.measures.score_cpm)}</td><td class="figure">{format!("{:.1} %", result.measures.accuracy.unwrap_or_default() * 100.0)}</td></tr> })
                        }).take(RECENT).collect_view()}</tbody>
                    </table>
                </section>
            </main>
        </Frame>
    }
    .into_any()
}

/// The score on a line from 0 to 120, with the hiring line marked.
#[component]
fn Scale(score: f64) -> impl IntoView {
    let at = |cpm: f64| format!("{:.1}", (cpm / 120.0).clamp(0.0, 1.0) * 600.0);
    view! {
        <svg class="scale" viewBox="0 0 600 34" role="img" aria-label=format!("{score:.1} / 70")>
            <rect x="0" y="10" width="600" height="8" rx="2" class="track" />
            <rect x="0" y="10" width=at(score) height="8" rx="2" class="bar-fill" />
            {[60.0, 70.0, 80.0, 100.0].into_iter().map(|mark: f64| {
                let class = if (mark - HIRING_CPM).abs() < 0.5 { "mark strong" } else { "mark" };
                view! { <g class=class><line x1=at(mark) x2=at(mark) y1="6" y2="22" /><text x=at(mark) y="33" text-anchor="middle">{format!("{mark:.0}")}</text></g> }
            }).collect_view()}
        </svg>
    }
}

/// What a trainer should look at.
fn notes(locale: Locale, result: &TypingResult) -> Vec<String> {
    let flags = result.measures.flags.iter().map(|flag| match flag {
        Flag::Paste => td_string!(locale, drills.flag_paste).to_string(),
        Flag::Synthetic => td_string!(locale, drills.flag_synthetic).to_string(),
        Flag::TooFast => td_string!(locale, drills.flag_too_fast).to_string(),
    });
    let clock =
        result.notes.iter().filter(|note| *note == "clock").map(|_| td_string!(locale, drills.flag_clock).to_string());
    flags.chain(clock).collect()
}
