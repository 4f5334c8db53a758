//! `/employer/staffing` (排兵布阵): who must be at a desk when, by a forecast and people of measured pace.

mod picture;
mod read;

use super::super::frame::Frame;
use crate::i18n::*;
use crate::server::{
    document::{Document, in_textarea},
    error::ApiError,
    state::AppState,
    visitor::Visitor,
};
use axum::{Form, extract::State, http::StatusCode};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    staffing::{self, Plan, Talk, Unlawful, unlawful},
};
use read::{Given, Person, Wrong};
use serde::Deserialize;

/// The night is played with this: the same plan gives the same figures.
const SEED: &str = "staffing";

/// The form as it was typed.
#[derive(Clone, Deserialize)]
pub struct Typed {
    forecast: String,
    people: String,
}

/// A played plan.
struct Played {
    given: Given,
    plan: Plan,
}

/// `GET /employer/staffing`: the form, with an example to be written over.
///
/// # Errors
/// When the visitor is no employer.
pub async fn page(visitor: Visitor) -> Result<Document, ApiError> {
    visitor.require(Permission::EmployerTools)?;
    let locale = visitor.locale;
    let typed = Typed {
        forecast: td_string!(locale, staffing.example_forecast).to_string(),
        people: td_string!(locale, staffing.example_people).to_string(),
    };
    Ok(whole(visitor, typed, Vec::new(), None))
}

/// `POST /employer/staffing`: plays the night.
///
/// # Errors
/// When the visitor is no employer, or the database does not answer.
pub async fn play(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(typed): Form<Typed>,
) -> Result<Document, ApiError> {
    visitor.require(Permission::EmployerTools)?;
    match read::read(&state, &typed.forecast, &typed.people).await? {
        Err(wrong) => Ok(whole(visitor, typed, wrong, None).status(StatusCode::UNPROCESSABLE_ENTITY)),
        Ok(given) => {
            // Some tenths of a second of counting: not on a thread that serves others.
            let played = tokio::task::spawn_blocking(move || {
                let agents: Vec<_> = given.people.iter().map(|person| person.agent.clone()).collect();
                let plan = staffing::plan(&given.forecast, &agents, &given.usual, Talk::default(), SEED);
                Played { given, plan }
            });
            let played = played.await.map_err(|_| ApiError::Fault)?;
            Ok(whole(visitor, typed, Vec::new(), Some(played)))
        }
    }
}

fn whole(visitor: Visitor, typed: Typed, wrong: Vec<Wrong>, played: Option<Played>) -> Document {
    let locale = visitor.locale;
    Document::new(locale, td_string!(locale, staffing.title).to_string(), move || {
        view! {
            <Frame locale=locale here="/employer" user=visitor.user told=visitor.told>
                <main id="main" class="page stack-5 staffing">
                    <div><h1>{td_string!(locale, staffing.title)}</h1><p class="muted">{td_string!(locale, staffing.lead)}</p></div>
                    {played.map(|played| view! { <Night locale=locale played=played /> })}
                    {(!wrong.is_empty()).then(|| view! {
                        <div class="notice bad" role="alert">
                            <ul class="plain">{wrong.iter().map(|one| view! { <li>{one.words(locale)}</li> }).collect_view()}</ul>
                        </div>
                    })}
                    <form method="post" action="/employer/staffing" class="stack">
                        <div class="columns">
                            <div class="field">
                                <label for="forecast">{td_string!(locale, staffing.forecast)}</label>
                                <textarea id="forecast" name="forecast" rows="14" required spellcheck="false">{in_textarea(&typed.forecast)}</textarea>
                                <p class="hint">{td_string!(locale, staffing.forecast_hint)}</p>
                            </div>
                            <div class="field">
                                <label for="people">{td_string!(locale, staffing.people)}</label>
                                <textarea id="people" name="people" rows="14" required spellcheck="false">{in_textarea(&typed.people)}</textarea>
                                <p class="hint">{td_string!(locale, staffing.people_hint)}</p>
                            </div>
                        </div>
                        <button class="primary" type="submit">{td_string!(locale, staffing.go)}</button>
                    </form>
                </main>
            </Frame>
        }
        .into_any()
    })
}

fn percent(rate: Option<f64>) -> String {
    rate.map_or_else(|| "–".to_owned(), |rate| format!("{:.0} %", rate * 100.0))
}

#[component]
fn Night(locale: Locale, played: Played) -> impl IntoView {
    let Played { given, plan } = played;
    let missing: u64 = plan.missing.iter().copied().max().unwrap_or_default();
    let short = plan.missing.iter().filter(|one| **one > 0).count();
    let (asked, in_time, left) = plan
        .played
        .iter()
        .fold((0, 0, 0), |(asked, in_time, left), one| (asked + one.questions, in_time + one.in_time, left + one.left));
    let rate = percent((asked > 0).then(|| in_time as f64 / asked as f64));
    let verdict = match (missing, plan.enough) {
        (0, true) => ("notice good", td_string!(locale, staffing.enough).to_string()),
        (_, true) => ("notice bad", td_string!(locale, staffing.missing, n = missing, quarters = short).to_string()),
        (_, false) => ("notice bad", td_string!(locale, staffing.too_many).to_string()),
    };
    let drawn = picture::drawn(&plan).unwrap_or_default();
    let faults: Vec<(String, Vec<Unlawful>)> = given
        .people
        .iter()
        .map(|person| (person.agent.name.clone(), unlawful(&person.agent)))
        .filter(|(_, faults)| !faults.is_empty())
        .collect();
    let rows = plan.played.iter().zip(&plan.missing).zip(&plan.mended).map(|((quarter, missing), mended)| {
        let bad = *missing > 0;
        view! {
            <tr class=if bad { "is-short" } else { "" }>
                <th scope="row">{read::clock(quarter.from_minute)}</th>
                <td class="figure">{quarter.buyers}</td>
                <td class="figure">{format!("{:.1}", quarter.people)}</td>
                <td class="figure">{percent(quarter.three_minute_rate())}</td>
                <td class="figure">{quarter.queue_most}</td>
                <td class="figure">{quarter.left}</td>
                <td class="figure">{percent(Some(quarter.busy))}</td>
                <td class="figure">{if bad { format!("+{missing}") } else { String::new() }}</td>
                <td class="figure">{percent(mended.three_minute_rate())}</td>
            </tr>
        }
    });
    view! {
        <section class="stack" aria-labelledby="night-title">
            <h2 id="night-title">{td_string!(locale, staffing.night)}</h2>
            <p class=verdict.0 role="status">{verdict.1}</p>
            <p>{td_string!(locale, staffing.summary, rate = rate, left = left, usual = format!("{:.0}", given.usual.reply_s), windows = given.usual.windows)}</p>
            <div class="curve-picture staffing-picture" aria-hidden="true" inner_html=drawn></div>
            <p class="muted">{td_string!(locale, staffing.legend)}</p>
            {(!faults.is_empty()).then(|| view! {
                <div class="notice bad">
                    <ul class="plain">{faults.into_iter().map(|(name, faults)| view! { <li><b>{name}</b>"："{faults.into_iter().map(|fault| unlawful_words(locale, fault)).collect::<Vec<_>>().join("；")}</li> }).collect_view()}</ul>
                </div>
            })}
            <div class="scroll tight" tabindex="0"><table class="figures-table">
                <thead><tr>
                    <th scope="col">{td_string!(locale, staffing.quarter)}</th><th scope="col" class="figure">{td_string!(locale, staffing.buyers)}</th>
                    <th scope="col" class="figure">{td_string!(locale, staffing.there)}</th><th scope="col" class="figure">{td_string!(locale, staffing.rate)}</th>
                    <th scope="col" class="figure">{td_string!(locale, staffing.queue)}</th><th scope="col" class="figure">{td_string!(locale, staffing.left)}</th>
                    <th scope="col" class="figure">{td_string!(locale, staffing.busy)}</th><th scope="col" class="figure">{td_string!(locale, staffing.lacks)}</th>
                    <th scope="col" class="figure">{td_string!(locale, staffing.mended)}</th>
                </tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table></div>
            <details>
                <summary>{td_string!(locale, staffing.pace)}</summary>
                <table><tbody>{given.people.iter().map(|Person { agent, measured }| view! {
                    <tr><td>{agent.name.clone()}</td><td class="figure">{td_string!(locale, staffing.reply_s, s = format!("{:.0}", agent.reply_s))}</td>
                        <td class="figure">{td_string!(locale, staffing.windows, n = agent.windows)}</td>
                        <td>{measured.clone().map(|certificate| view! { <a href=format!("/c/{certificate}")>{td_string!(locale, staffing.measured)}</a> })}</td></tr>
                }).collect_view()}</tbody></table>
            </details>
        </section>
    }
}

fn unlawful_words(locale: Locale, fault: Unlawful) -> String {
    match fault {
        Unlawful::InternAtNight => td_string!(locale, staffing.intern_at_night),
        Unlawful::InternOvertime => td_string!(locale, staffing.intern_overtime),
        Unlawful::TooLong => td_string!(locale, staffing.too_long),
        Unlawful::NoBreak => td_string!(locale, staffing.no_break),
        Unlawful::Hours => td_string!(locale, staffing.hours),
    }
    .to_string()
}
