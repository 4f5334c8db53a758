//! A blueprint: how many items of each topic and level a form holds.

use serde::{Deserialize, Serialize};

/// One line of a blueprint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlueprintLine {
    /// The items' topic.
    pub topic: String,
    /// Only items of this level; none: of any level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<u64>,
    /// How many items.
    pub count: u64,
}
