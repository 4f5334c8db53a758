//! A trainer's side: classes, members, tasks, results, exam tickets.

pub mod bank;
pub mod class;
mod class_head;
pub mod classes;
pub mod import_items;
pub mod items;
pub mod members;
pub mod programme;
pub mod readiness;
pub mod results;
pub mod roster;
pub mod task;
pub mod tickets;

use crate::server::{error::ApiError, state::AppState, visitor::Visitor};
use miaohui::{
    accounts::Permission,
    ids::CohortId,
    storage::{Cohort, User},
};

/// A trainer's own class.
///
/// # Errors
/// [`ApiError::NotFound`] for a foreign or unknown class: which of them is not told.
async fn own_class(state: &AppState, visitor: &Visitor, id: String) -> Result<(User, Cohort), ApiError> {
    let user = visitor.require(Permission::LeadClasses)?.clone();
    let class = state.storage.cohort(&CohortId(id)).await?.filter(|class| class.trainer_id == user.id);
    Ok((user, class.ok_or(ApiError::NotFound)?))
}
