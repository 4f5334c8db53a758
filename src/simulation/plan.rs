//! A wave plan: when buyers come, how many at once, and which.

use super::event::Post;
use crate::language::act::Topic;
use serde::{Deserialize, Serialize};

/// A plan as `content/plans/<id>.toml` describes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The file's name without `.toml`.
    pub id: String,
    pub title: String,
    /// Posts it can be played at.
    pub posts: Vec<Post>,
    /// An exam form: not offered for practice.
    #[serde(default)]
    pub exam: bool,
    /// The most windows open at once; more buyers queue.
    pub windows: u64,
    /// The most buyers in all.
    pub buyers: u64,
    /// No buyer arrives later.
    pub duration_s: u64,
    /// Arrivals: seconds from the start and buyers an hour from there, straight lines between.
    pub ramp: Vec<(u64, u64)>,
    /// Hour of the day it plays, for pages and buyers' lines (18: evening).
    #[serde(default)]
    pub hour: Option<u64>,
    /// Shops; empty: all.
    #[serde(default)]
    pub shops: Vec<String>,
    /// Easiest and hardest cases.
    pub difficulty: (u8, u8),
    #[serde(default)]
    pub topics: Vec<Topic>,
    /// Scenarios by id, in this order and round again; empty: drawn from all that fit.
    #[serde(default)]
    pub scenarios: Vec<String>,
}
