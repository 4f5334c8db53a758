//! `/desk/{shift}/replay`: the desk as it was, at any speed.

use super::{Worked, film::film};
use crate::i18n::*;
use crate::islands::{Alive, Island, Part};
use crate::pages::frame::Frame;
use crate::pages::score::marked;
use crate::replay::{Reel, Seen};
use crate::server::{document::Document, error::ApiError, state::AppState, visitor::Visitor};
use axum::extract::{Path, Query, State};
use leptos::prelude::*;
use miaohui::ids::ShiftId;
use serde::Deserialize;

/// A replay from a line begins so much before it.
const LEAD_MS: u64 = 3_000;

/// Where to begin.
#[derive(Default, Deserialize)]
pub struct Asked {
    /// An event.
    #[serde(default)]
    e: Option<u64>,
    /// Or a moment.
    #[serde(default)]
    at: Option<u64>,
}

/// When events happened, in time of the shift; those that are no lines are left out.
pub fn moments(worked: &Worked, seqs: &[u64]) -> Vec<u64> {
    let lines = worked.story.windows.values().flat_map(|told| &told.lines);
    let mut moments: Vec<u64> = lines.filter(|line| seqs.contains(&line.seq)).map(|line| line.ms).collect();
    moments.sort_unstable();
    moments.dedup();
    moments
}

/// `GET /desk/{shift}/replay`
///
/// # Errors
/// When the shift is neither the visitor's nor theirs to review, or goes on.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(id): Path<ShiftId>,
    Query(asked): Query<Asked>,
) -> Result<Document, ApiError> {
    let worked = Worked::of(&state, &visitor, &id).await?;
    let locale = visitor.locale;
    let film = film(locale, &worked.story);
    let from_line = asked.e.and_then(|seq| moments(&worked, &[seq]).first().copied());
    let at_ms = asked.at.or(from_line.map(|ms| ms.saturating_sub(LEAD_MS))).unwrap_or(0).min(film.length_ms);
    let (before, after) = (film.last_reply(at_ms), film.next_reply(at_ms));
    let marks = worked.frozen.as_ref().map(|frozen| moments(&worked, &marked(&frozen.score))).unwrap_or_default();
    let title = td_string!(locale, after.replay).to_string();
    let plan = worked.plan(&state);
    let reel = Reel {
        columns: vec![Seen { title: plan, film }],
        notes: Vec::new(),
        at_ms,
        marks,
        lines_at: format!("/desk/{id}/score"),
    };
    let heading = title.clone();
    let document = Document::new(locale, title, move || {
        view! {
            <Frame locale=locale here="/desk" user=Some(worked.user)>
                <main id="main" class="replay-page">
                    <Head locale=locale title=heading back=format!("/desk/{id}/score") text=td_string!(locale, after.replay_text).to_string() />
                    <noscript>
                        <p class="notice">
                            <span>{td_string!(locale, after.no_script)}</span>
                            {before.map(|at| view! { <a href=format!("?at={at}")>{td_string!(locale, after.back)}</a> })}
                            {after.map(|at| view! { <a href=format!("?at={at}")>{td_string!(locale, after.next)}</a> })}
                        </p>
                    </noscript>
                    <Alive locale=locale island=Island::Replay(reel) />
                </main>
            </Frame>
        }
        .into_any()
    });
    Ok(document.alive(Part::Watch))
}

/// What the page is, and the ways back.
#[component]
pub fn Head(locale: Locale, title: String, back: String, text: String) -> impl IntoView {
    view! {
        <header class="head">
            <div><h1>{title}</h1><p>{text} " " {td_string!(locale, after.keys)}</p></div>
            <div class="row">
                <a class="button" href=back>{td_string!(locale, after.to_score)}</a>
            </div>
        </header>
    }
    .into_any()
}
