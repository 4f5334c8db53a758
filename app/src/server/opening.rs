//! What a shift is opened with: the plan, and a seed nobody can know beforehand.

use super::error::ApiError;
use miaohui::simulation::most_about;
use miaohui::{
    content::Content,
    simulation::{
        ENGINE,
        event::{Mode, Opening, Post},
    },
};

/// Seeds of which a practice shift takes the best: see [`practice`].
const SEEDS: usize = 32;

/// Opens a shift of practice at `post`, or at the plan's first post: of several seeds, all equally unknown beforehand,
/// the one whose buyers ask about most of these products.
///
/// # Errors
/// As [`opening`].
pub fn practice(content: &Content, id: &str, post: Option<Post>, products: &[String]) -> Result<Opening, ApiError> {
    let mut opening = opening(content, id, Mode::Practice, post)?;
    let Some(plan) = content.plans.get(id).filter(|_| !products.is_empty()) else { return Ok(opening) };
    let mut seeds = vec![opening.seed.clone()];
    for _ in 1..SEEDS {
        seeds.push(miaohui::ids::random().map_err(|_| ApiError::Fault)?);
    }
    opening.seed = seeds.swap_remove(most_about(content, plan, opening.post, &seeds, products));
    Ok(opening)
}

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
