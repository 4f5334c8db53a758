//! `/desk`: shifts to practise, the one still open, past ones; `/desk/{shift}`: the desk itself.

use super::frame::Frame;
use crate::i18n::*;
use crate::islands::{Alive, Island, Part};
use crate::server::{
    dates, document::Document, error::ApiError, opening, state::AppState, studies, tasks, visitor::Visitor,
};
use axum::{
    Form,
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use leptos::prelude::*;
use miaohui::{
    accounts::Permission,
    clock::now_ms,
    ids::{AssignmentId, ShiftId},
    live::FrozenScore,
    simulation::{event::Post, plan::Plan},
    storage::{Kind, NewShift, ShiftRow, ShiftState},
};
use serde::Deserialize;

/// Open practice shifts a person may have at once.
const OPEN_MAX: usize = 5;
/// Past shifts on the page.
const PAST_MAX: usize = 30;

/// What to start.
#[derive(Deserialize)]
pub struct Start {
    plan: String,
    #[serde(default)]
    post: Option<Post>,
    /// The trainer's task it answers.
    #[serde(default)]
    assignment: Option<AssignmentId>,
}

/// `GET /desk`
///
/// # Errors
/// When nobody is signed in, or the database does not answer.
pub async fn page(State(state): State<AppState>, visitor: Visitor) -> Result<Document, ApiError> {
    let user = visitor.require(Permission::Practise)?.clone();
    let locale = visitor.locale;
    let shifts = state.storage.shifts_of(&user.id).await?;
    let newcomer = shifts.is_empty() && super::after::first_steps::is_there(&state);
    let (open, past): (Vec<ShiftRow>, Vec<ShiftRow>) =
        shifts.into_iter().filter(|shift| shift.exam_id.is_none()).partition(|shift| shift.state == ShiftState::Open);
    let mut plans: Vec<Plan> =
        state.content.plans.values().filter(|plan| !plan.exam && plan.id != super::try_out::PLAN).cloned().collect();
    plans.sort_by_key(|plan| (plan.windows, plan.buyers));
    let title_of = move |id: &str| state.content.plans.get(id).map_or_else(|| id.to_owned(), |plan| plan.title.clone());
    Ok(Document::new(locale, td_string!(locale, desk.title).to_string(), move || {
        view! {
            <Frame locale=locale here="/desk" user=Some(user)>
                <main id="main" class="page stack-5 plans">
                    <div class="head"><div><h1>{td_string!(locale, desk.title)}</h1><p>{td_string!(locale, desk.lead)}</p></div></div>
                    {newcomer.then(|| view! { <super::today::FirstSteps locale=locale /> })}
                    {(!open.is_empty()).then(|| view! {
                        <section class="stack">
                            <h2>{td_string!(locale, desk.open_title)}</h2>
                            <ul class="rows">
                                {open.into_iter().map(|shift| view! {
                                    <li>
                                        <div class="grow">
                                            <p><em>{title_of(&shift.plan)}</em></p>
                                            <small>{dates::minute(shift.started_ms)} " · " {td_string!(locale, desk.open_text)}</small>
                                        </div>
                                        <a class="button primary" href=format!("/desk/{}", shift.id)>{td_string!(locale, desk.resume_open)}</a>
                                    </li>
                                }).collect_view()}
                            </ul>
                        </section>
                    })}
                    <section class="stack">
                        <h2>{td_string!(locale, desk.plans)}</h2>
                        {if plans.is_empty() {
                            view! { <p class="empty">{td_string!(locale, desk.no_plans)}</p> }.into_any()
                        } else {
                            view! { <ul class="rows">{plans.into_iter().map(|plan| view! { <PlanRow locale=locale plan=plan /> }).collect_view()}</ul> }.into_any()
                        }}
                    </section>
                    <section class="stack">
                        <h2>{td_string!(locale, desk.past)}</h2>
                        {if past.is_empty() {
                            view! { <p class="empty">{td_string!(locale, desk.past_none)}</p> }.into_any()
                        } else {
                            view! { <Past locale=locale rows=past.into_iter().take(PAST_MAX).map(|shift| (title_of(&shift.plan), shift)).collect() /> }.into_any()
                        }}
                    </section>
                </main>
            </Frame>
        }
        .into_any()
    }))
}

#[component]
fn PlanRow(locale: Locale, plan: Plan) -> impl IntoView {
    let facts = td_string!(
        locale,
        desk.plan_facts,
        windows = plan.windows,
        buyers = plan.buyers,
        minutes = plan.duration_s.div_ceil(60)
    );
    view! {
        <li>
            <div class="grow"><p><em>{plan.title}</em></p><small>{facts}</small></div>
            <form method="post" action="/desk">
                <input type="hidden" name="plan" value=plan.id />
                {match plan.posts.as_slice() {
                    [only] => view! { <input type="hidden" name="post" value=post_key(*only) /><span class="tag">{post_name(locale, *only)}</span> }.into_any(),
                    posts => view! {
                        <select name="post" aria-label=td_string!(locale, desk.post)>
                            {posts.iter().map(|post| view! { <option value=post_key(*post)>{post_name(locale, *post)}</option> }).collect_view()}
                        </select>
                    }.into_any(),
                }}
                <button class="primary" type="submit">{td_string!(locale, desk.start)}</button>
            </form>
        </li>
    }
    .into_any()
}

#[component]
fn Past(locale: Locale, rows: Vec<(String, ShiftRow)>) -> impl IntoView {
    view! {
        <table>
            <thead>
                <tr>
                    <th scope="col">{td_string!(locale, desk.column_shift)}</th>
                    <th scope="col">{td_string!(locale, desk.column_when)}</th>
                    <th scope="col" class="figure">{td_string!(locale, desk.column_score)}</th>
                    <th scope="col"><span class="visually-hidden">{td_string!(locale, desk.to_details)}</span></th>
                </tr>
            </thead>
            <tbody>
                {rows.into_iter().map(|(title, shift)| view! {
                    <tr>
                        <td>{title}</td>
                        <td>{dates::minute(shift.started_ms)}</td>
                        <td class="figure">{points(locale, &shift)}</td>
                        <td class="figure"><a href=format!("/desk/{}/score", shift.id)>{td_string!(locale, desk.to_details)}</a></td>
                    </tr>
                }).collect_view()}
            </tbody>
        </table>
    }
    .into_any()
}

/// A past shift's points in a few characters.
fn points(locale: Locale, shift: &ShiftRow) -> String {
    let Some(frozen) = shift.score.as_ref().and_then(|score| score.read::<FrozenScore>().ok()) else {
        return td_string!(locale, desk.not_scored).to_string();
    };
    let (points, most) = super::score::totals(&frozen.score);
    let sum = td_string!(locale, desk.points_of, points = points, most = most);
    if frozen.score.critical_violations.is_empty() {
        sum
    } else {
        format!("{sum} · {}", td_string!(locale, desk.red_line))
    }
}

/// A post in a word.
pub fn post_name(locale: Locale, post: Post) -> String {
    match post {
        Post::Presale => td_string!(locale, desk.post_presale),
        Post::InSale => td_string!(locale, desk.post_in_sale),
        Post::Aftersales => td_string!(locale, desk.post_aftersales),
        Post::Review => td_string!(locale, desk.post_review),
        Post::Supervisor => td_string!(locale, desk.post_supervisor),
    }
    .to_string()
}

/// A post as it is stored and sent.
pub fn post_key(post: Post) -> &'static str {
    match post {
        Post::Presale => "presale",
        Post::InSale => "in_sale",
        Post::Aftersales => "aftersales",
        Post::Review => "review",
        Post::Supervisor => "supervisor",
    }
}

/// `POST /desk`: starts a practice shift.
///
/// # Errors
/// For an unknown plan, a post it is not for, or too many open shifts.
pub async fn start(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(given): Form<Start>,
) -> Result<Redirect, ApiError> {
    let user = visitor.require(Permission::Practise)?.clone();
    let plan = state.content.plans.get(&given.plan).ok_or(ApiError::NotFound)?;
    if given.post.is_some_and(|post| !plan.posts.contains(&post)) {
        return Err(ApiError::BadInput);
    }
    let open = state.storage.shifts_of(&user.id).await?;
    let open: Vec<&ShiftRow> =
        open.iter().filter(|shift| shift.state == ShiftState::Open && shift.exam_id.is_none()).collect();
    if open.len() >= OPEN_MAX {
        return Err(ApiError::TooMany);
    }
    let asked = given.assignment.as_ref().map_or("", |id| id.0.as_str());
    let assignment = tasks::begun_for(&state, asked, &user.id, Kind::Shift, &given.plan).await?;
    // What was failed in review is asked about by buyers, where the plan leaves a choice.
    let failed = studies::failed_products(&state, &user.id, now_ms()).await?;
    let opening = opening::practice(&state.content, &given.plan, given.post, &failed)?;
    let new = NewShift { user: user.id, assignment, exam: None, opening };
    let id = state.live.open(&new).await?;
    Ok(Redirect::to(&format!("/desk/{id}")))
}

/// `GET /desk/{shift}`: the desk, for the shift's owner.
///
/// # Errors
/// When it is not the visitor's shift.
pub async fn desk(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<ShiftId>,
) -> Result<Response, ApiError> {
    let user = visitor.require(Permission::WorkShift)?;
    let shift = state.storage.shift(&id).await?.ok_or(ApiError::NotFound)?;
    if shift.user_id != user.id {
        return Err(ApiError::Forbidden);
    }
    if shift.state == ShiftState::Closed {
        return Ok(Redirect::to(&format!("/desk/{id}/score")).into_response());
    }
    let locale = visitor.locale;
    let document = Document::new(locale, td_string!(locale, desk.title).to_string(), move || {
        view! {
            <noscript><p class="notice">{td_string!(locale, desk.no_script)}</p></noscript>
            <div class="narrow-notice stack">
                <h1>{td_string!(locale, desk.narrow)}</h1>
                <p>{td_string!(locale, desk.narrow_more)}</p>
                <p><a class="button" href="/">{td_string!(locale, common.home)}</a></p>
            </div>
            <Alive locale=locale island=Island::Desk { shift: id.0 } />
        }
        .into_any()
    });
    Ok(document.alive(Part::Desk).class("desk-page").into_response())
}
