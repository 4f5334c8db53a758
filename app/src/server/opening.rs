//! What a shift is opened with: the plan, and a seed nobody can know beforehand.

use super::error::ApiError;
use miaohui::{
    content::Content,
    simulation::{
        ENGINE,
        event::{Mode, Opening, Post},
    },
};

/// Opens `plan` at `post`, or at the plan's first post.
///
/// # Errors
/// [`ApiError::NotFound`] for an unknown plan, [`ApiError::Fault`] without random bytes.
pub fn opening(content: &Content, plan: &str, mode: Mode, post: Option<Post>) -> Result<Opening, ApiError> {
    let plan = content.plans.get(plan).filter(|plan| plan.exam == (mode == Mode::Exam)).ok_or(ApiError::NotFound)?;
    let post = post.or_else(|| plan.posts.first().copied()).ok_or(ApiError::NotFound)?;
    let seed = miaohui::ids::random().map_err(|error| {
        tracing::error!(%error, "no random bytes");
        ApiError::Fault
    })?;
    Ok(Opening { seed, plan: plan.id.clone(), mode, post, content: content.hash.clone(), engine: ENGINE })
}
