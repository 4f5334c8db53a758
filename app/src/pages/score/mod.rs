//! `/desk/{shift}/score`: what a shift was worth, where each point was lost, and the whole of it to
//! read again. No script: a criterion is a link, and its lines stand at the right.

mod compare;
pub mod criteria;
mod curve;
mod evidence;
mod findings;
mod onward;
pub mod rules;
pub mod story;
mod timeline;
pub mod transcript;

use super::frame::Frame;
use crate::i18n::*;
use crate::server::{document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use compare::Beside;
use evidence::Ways;
use leptos::prelude::*;
use miaohui::{
    accounts::{Permission, may},
    certification::standard::{Requirement, Standard},
    ids::ShiftId,
    live::FrozenScore,
    scoring::{Criterion, Score},
    simulation::{
        event::{Event, Opening},
        taken_back::as_read,
    },
    storage::{Role, Shift, ShiftState, User},
};
use onward::Futures;
use serde::Deserialize;
use story::Story;

/// More missed criteria than these are counted, not named: the rows stand right below.
const NAMED_MAX: usize = 4;

/// Which criterion's lines are shown.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    c: String,
}

/// A criterion beside what the standard says of it.
#[derive(Clone)]
pub struct Judged {
    pub requirement: Requirement,
    pub criterion: Criterion,
}

/// Whole points, and the most there are.
pub fn totals(score: &Score) -> (u64, u64) {
    let sum = |of: fn(&Criterion) -> f64| score.criteria.iter().map(of).sum::<f64>().round().max(0.0) as u64;
    (sum(|criterion| criterion.points), sum(|criterion| criterion.weight))
}

/// `GET /desk/{shift}/score`
///
/// # Errors
/// When the shift is neither the visitor's nor theirs to review.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<ShiftId>,
    Query(asked): Query<Asked>,
) -> Result<Response, ApiError> {
    let user = visitor.user.clone().ok_or_else(|| ApiError::SignIn { back: visitor.path.clone() })?;
    let shift = state.storage.shift(&id).await?.ok_or(ApiError::NotFound)?;
    if !may_read(&state, &user, &shift).await? {
        return Err(ApiError::Forbidden);
    }
    if shift.state == ShiftState::Open {
        return Ok(Redirect::to(&format!("/desk/{id}")).into_response());
    }
    let log = whole_log(&state, &id).await?;
    let opening: Opening = shift.opening.read()?;
    let plan = state.content.plans.get(&opening.plan).map_or_else(|| opening.plan.clone(), |plan| plan.title.clone());
    let frozen: Option<FrozenScore> = shift.score.as_ref().and_then(|score| score.read().ok());
    let log = as_read(&log);
    let story = Story::of(&log, &state.content);
    let by_rules = findings::found(&state.content, &opening, &log);
    let locale = visitor.locale;
    let title = td_string!(locale, score.title).to_string();
    let Some(frozen) = frozen else {
        return Ok(unscored(locale, user, &title, plan, story).into_response());
    };
    let standard = state.content.standards.get(&frozen.standard).cloned();
    let judged = judged(standard.as_ref(), &frozen.score);
    let chosen = chosen(&judged, &asked.c);
    let is_guest = user.role == Role::Guest;
    let own = shift.user_id == user.id && may(user.role, Permission::Practise) && shift.exam_id.is_none();
    let ways = Ways { shift: id.clone(), again: own && state.live.can_fork(&opening) };
    let futures = Futures::of(&state, &shift).await?;
    let beside = if shift.exam_id.is_none() && !is_guest { Some(Beside::of(&state, &shift).await?) } else { None };
    let document = Document::new(locale, title, move || {
        view! {
            <Frame locale=locale here="/desk" user=Some(user)>
                <main id="main" class="score-page">
                    <Head locale=locale plan=plan judged=judged.clone() score=frozen.score.clone() standard=standard story=story.clone() />
                    {onward::links(locale, &shift, futures)}
                    {is_guest.then(|| view! {
                        <div class="notice good">
                            <p>{td_string!(locale, score.guest)}</p>
                            <p class="row"><a class="button primary" href="/login">{td_string!(locale, common.sign_in)}</a><a class="button" href="/try">{td_string!(locale, score.again)}</a></p>
                        </div>
                    })}
                    <div class="score-columns">
                        {criteria::rows(locale, judged.clone(), chosen.as_deref())}
                        {chosen.and_then(|id| judged.into_iter().find(|one| one.criterion.id == id)).map(|one| evidence::panel(locale, one, &story, &ways))}
                    </div>
                    {timeline::picture(locale, &story)}
                    {curve::section(locale, &story)}
                    {beside.and_then(|beside| compare::section(locale, beside, &id))}
                    {findings::sections(locale, by_rules, &story)}
                    {transcript::whole(locale, story, &marked(&frozen.score))}
                </main>
            </Frame>
        }
        .into_any()
    });
    Ok(document.into_response())
}

/// The owner, who trains the owner, and for an exam who decides it.
///
/// # Errors
/// When the database does not answer.
pub async fn may_read(state: &AppState, user: &User, shift: &Shift) -> Result<bool, ApiError> {
    if shift.user_id == user.id || user.role == Role::Admin {
        return Ok(true);
    }
    if shift.exam_id.is_some() && may(user.role, Permission::DecideExams) {
        return Ok(true);
    }
    Ok(may(user.role, Permission::ReviewTrainees) && state.storage.trains(&user.id, &shift.user_id).await?)
}

/// Every event of a shift.
///
/// # Errors
/// When the database does not answer.
pub async fn whole_log(state: &AppState, id: &ShiftId) -> Result<Vec<Event>, ApiError> {
    let mut log: Vec<Event> = Vec::new();
    loop {
        let events = state.storage.events_after(id, log.last().map_or(0, |event| event.seq)).await?;
        if events.is_empty() {
            return Ok(log);
        }
        log.extend(events);
    }
}

/// Each criterion with its requirement; one the standard no longer has is left out.
pub fn judged(standard: Option<&Standard>, score: &Score) -> Vec<Judged> {
    let requirements = standard.map(|standard| standard.criteria.as_slice()).unwrap_or_default();
    let pair = |criterion: &Criterion| {
        // Narrow and wide part measure some of the same, by other thresholds.
        let same = |one: &&Requirement| one.id == criterion.id && (one.threshold - criterion.threshold).abs() < 1e-9;
        let named = requirements.iter().find(|one| one.id == criterion.id);
        let requirement = requirements.iter().find(same).or(named)?.clone();
        Some(Judged { requirement, criterion: criterion.clone() })
    };
    score.criteria.iter().filter_map(pair).collect()
}

/// The criterion asked for, else the missed one that cost most, else the first.
fn chosen(judged: &[Judged], asked: &str) -> Option<String> {
    let lost = |one: &&Judged| one.criterion.weight - one.criterion.points;
    let worst = judged.iter().filter(|one| !one.criterion.met).max_by(|one, other| lost(one).total_cmp(&lost(other)));
    let found = judged.iter().find(|one| one.criterion.id == asked).or(worst).or(judged.first());
    found.map(|one| one.criterion.id.clone())
}

/// Events that some lost point or red line rests on.
pub fn marked(score: &Score) -> Vec<u64> {
    let lost = score.criteria.iter().filter(|criterion| criterion.points < criterion.weight);
    let lines = lost.flat_map(|criterion| &criterion.evidence).map(|evidence| evidence.seq);
    lines.chain(score.critical_violations.iter().map(|line| line.seq)).collect()
}

/// One sentence first: passed, or what is missing.
#[component]
fn Head(
    locale: Locale,
    plan: String,
    judged: Vec<Judged>,
    score: Score,
    standard: Option<Standard>,
    story: Story,
) -> impl IntoView {
    let name = standard.map_or_else(
        String::new,
        |standard| {
            if locale == Locale::zh { standard.title } else { standard.title_en }
        },
    );
    let missing: Vec<String> = judged
        .iter()
        .filter(|one| !one.criterion.met && one.requirement.must)
        .map(|one| super::standards::name(locale, &one.requirement))
        .collect();
    let comma = if locale == Locale::zh { "、" } else { ", " };
    let red: Vec<String> = score.critical_violations.iter().map(|line| rules::red_line(locale, &line.act)).collect();
    let sentence = if !red.is_empty() {
        td_string!(locale, score.red_lines, list = red.join(comma))
    } else if missing.is_empty() {
        td_string!(locale, score.passed, standard = name)
    } else if missing.len() > NAMED_MAX {
        td_string!(locale, score.missing_many, standard = name, count = missing.len())
    } else {
        td_string!(locale, score.missing, standard = name, count = missing.len(), list = missing.join(comma))
    };
    let (points, most) = totals(&score);
    let facts = [
        plan,
        td_string!(locale, score.buyers, count = story.windows.len()),
        td_string!(locale, score.length, minutes = story.length_ms / 60_000, seconds = story.length_ms / 1_000 % 60),
        td_string!(locale, score.points_sum, points = points, most = most),
        if red.is_empty() {
            td_string!(locale, score.no_red_line).to_string()
        } else {
            td_string!(locale, score.red_line_count, count = red.len())
        },
    ];
    view! {
        <header class="score-head">
            <h1>{sentence}</h1>
            <p>{facts.into_iter().map(|fact| view! { <span>{fact}</span> }).collect_view()}</p>
            {score.critical_violations.into_iter().map(|line| view! {
                <p class="notice bad">
                    <span>{td_string!(locale, score.red_line)} ": " {rules::red_line(locale, &line.act)}</span>
                    <a href=format!("#e{}", line.seq)>{td_string!(locale, score.to_line)}</a>
                </p>
            }).collect_view()}
        </header>
    }
    .into_any()
}

fn unscored(locale: Locale, user: User, title: &str, plan: String, story: Story) -> Document {
    let heading = title.to_owned();
    Document::new(locale, title, move || {
        view! {
            <Frame locale=locale here="/desk" user=Some(user)>
                <main id="main" class="score-page">
                    <header class="score-head"><h1>{heading}</h1><p><span>{plan}</span></p></header>
                    <p class="notice">{td_string!(locale, score.unscored)}</p>
                    {timeline::picture(locale, &story)}
                    {transcript::whole(locale, story, &[])}
                </main>
            </Frame>
        }
        .into_any()
    })
}
