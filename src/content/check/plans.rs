//! Wave plans.

use super::Desk;
use crate::content::fault::Step;
use crate::simulation::{BUYERS_MAX, DURATION_MAX_S, eligible};

/// A desk shows no more windows.
const WINDOWS_MAX: u64 = 100;

pub(super) fn check(desk: &mut Desk<'_>) {
    let content = desk.content;
    for plan in content.plans.values() {
        let file = format!("plans/{}.toml", plan.id);
        let mut fault = |key: &'static str, message: String| desk.at(&file, &[Step::Key(key)], message);
        if !(1..=WINDOWS_MAX).contains(&plan.windows) {
            fault("windows", format!("{} windows at once; between 1 and {WINDOWS_MAX}", plan.windows));
        }
        if !(1..=BUYERS_MAX).contains(&plan.buyers) {
            fault("buyers", format!("{} buyers; between 1 and {BUYERS_MAX}", plan.buyers));
        }
        if !(1..=DURATION_MAX_S).contains(&plan.duration_s) {
            fault("duration_s", format!("{} s; between 1 and {DURATION_MAX_S}", plan.duration_s));
        }
        if plan.ramp.is_empty() || plan.ramp.windows(2).any(|pair| pair[0].0 >= pair[1].0) {
            fault("ramp", "the ramp is a list of [second, buyers an hour] with rising seconds".to_owned());
        }
        if plan.difficulty.0 > plan.difficulty.1 || plan.difficulty.1 > 3 {
            fault("difficulty", "is [easiest, hardest], each 1 to 3".to_owned());
        }
        if let Some(shop) = plan.shops.iter().find(|shop| !content.shops.contains_key(*shop)) {
            fault("shops", format!("there is no shop `{shop}`"));
        }
        if let Some(id) = plan.scenarios.iter().find(|id| !content.scenarios.contains_key(*id)) {
            fault("scenarios", format!("there is no scenario `{id}`"));
        }
        if plan.posts.is_empty() {
            fault("posts", "names no post; say who can play it".to_owned());
        }
        if let Some(post) = plan.posts.iter().find(|post| eligible(content, plan, **post).is_empty()) {
            fault(
                "posts",
                format!(
                    "no scenario fits this plan at post {post:?}; widen difficulty, shops or topics, or leave the post out"
                ),
            );
        }
    }
}
