//! Where one goes from a score: the replay, the veteran, the other futures.

use super::totals;
use crate::i18n::*;
use crate::islands::glyph::Glyph;
use crate::server::{dates, error::ApiError, state::AppState};
use leptos::prelude::*;
use miaohui::{
    live::FrozenScore,
    storage::{Fork, Shift, ShiftState},
};

/// Other futures shown.
const FUTURES_MAX: usize = 8;

/// The shifts that begin from lines of this one.
#[derive(Clone)]
pub struct Futures(Vec<Fork>);

impl Futures {
    /// # Errors
    /// When the database does not answer.
    pub async fn of(state: &AppState, shift: &Shift) -> Result<Self, ApiError> {
        let mut all = state.storage.forks_of(&shift.id).await?;
        all.truncate(FUTURES_MAX);
        Ok(Self(all))
    }
}

/// The row of buttons, and the futures there are.
pub fn links(locale: Locale, shift: &Shift, futures: Futures) -> AnyView {
    let id = &shift.id;
    let fork = shift.forked_from.as_ref().map(|_| format!("/desk/{id}/futures"));
    view! {
        <nav class="score-ways" aria-label=td_string!(locale, after.onward)>
            {fork.map(|address| view! { <a class="button primary" href=address><Glyph icon=icondata::LuGitCompare /> {td_string!(locale, after.to_futures)}</a> })}
            <a class="button" href=format!("/desk/{id}/replay")><Glyph icon=icondata::LuPlay /> {td_string!(locale, after.replay)}</a>
            {shift.exam_id.is_none().then(|| view! { <a class="button" href=format!("/desk/{id}/shadow")><Glyph icon=icondata::LuUsers /> {td_string!(locale, after.shadow_link)}</a> })}
            {(!futures.0.is_empty()).then(|| view! {
                <span class="score-futures">
                    {td_string!(locale, after.forks)} ": "
                    {futures.0.into_iter().map(|fork| {
                        let sum = fork.score.and_then(|score| score.read::<FrozenScore>().ok()).map(|frozen| totals(&frozen.score));
                        let address = if fork.state == ShiftState::Open { format!("/desk/{}", fork.id) } else { format!("/desk/{}/futures", fork.id) };
                        let words = sum.map_or_else(|| td_string!(locale, after.not_yet).to_string(), |(points, most)| format!("{points}/{most}"));
                        view! { <a href=address>{dates::minute(fork.started_ms)} " · " {words}</a> " " }
                    }).collect_view()}
                </span>
            })}
        </nav>
    }
    .into_any()
}
