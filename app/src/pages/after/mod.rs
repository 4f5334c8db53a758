//! What comes after a shift: to see it again, to see a veteran at it, to take it up again from one of its lines.

pub mod film;
pub mod first_steps;
pub mod fork;
pub mod futures;
pub mod replay;
pub mod shadow;

use super::score::{may_read, story::Story, whole_log};
use crate::i18n::Locale;
use crate::server::{error::ApiError, state::AppState, visitor::Visitor};
use miaohui::{
    ids::ShiftId,
    live::FrozenScore,
    simulation::event::{Event, Opening},
    storage::{Shift, ShiftState, User},
};

/// A finished shift and who wants to see it.
pub struct Worked {
    pub user: User,
    pub shift: Shift,
    pub opening: Opening,
    pub log: Vec<Event>,
    pub story: Story,
    pub frozen: Option<FrozenScore>,
}

impl Worked {
    /// # Errors
    /// When the visitor may not read the shift; [`ApiError::NotFound`] while it goes on.
    pub async fn of(state: &AppState, visitor: &Visitor, id: &ShiftId) -> Result<Self, ApiError> {
        let user = visitor.user.clone().ok_or_else(|| ApiError::SignIn { back: visitor.path.clone() })?;
        let shift = state.storage.shift(id).await?.ok_or(ApiError::NotFound)?;
        if !may_read(state, &user, &shift).await? {
            return Err(ApiError::Forbidden);
        }
        if shift.state == ShiftState::Open {
            return Err(ApiError::NotFound);
        }
        let log = whole_log(state, id).await?;
        let opening = shift.opening.read()?;
        let story = Story::of(&log, &state.content);
        let frozen = shift.score.as_ref().and_then(|score| score.read().ok());
        Ok(Self { user, shift, opening, log, story, frozen })
    }

    /// The plan's name.
    pub fn plan(&self, state: &AppState) -> String {
        plan_title(state, &self.opening.plan)
    }
}

/// A plan's name, or its id where content has no such plan.
pub fn plan_title(state: &AppState, id: &str) -> String {
    state.content.plans.get(id).map_or_else(|| id.to_owned(), |plan| plan.title.clone())
}

/// `中文` or `English` of a pair.
pub fn in_language<'a>(locale: Locale, zh: &'a str, en: &'a str) -> &'a str {
    if locale == Locale::zh { zh } else { en }
}
