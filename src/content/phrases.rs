//! Lines that are not one scenario's: the buyers' common ones and the agents' quick phrases.

use crate::simulation::scenario::Lines;
use serde::{Deserialize, Serialize};

/// A quick phrase (快捷短语) of the shop's team; `{…}` sources are filled in from the open window's product.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrase {
    /// Heading it is listed under (开场, 尺码, 物流 …).
    pub group: String,
    /// What is typed to find it (`cm`).
    pub code: String,
    pub text: String,
}

/// `content/buyers/lines.toml`: what any buyer may say.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BuyerLines {
    /// Names shown in the window list.
    pub names: Vec<String>,
    pub opening: Lines,
    /// After being ignored: 人呢？
    pub nudge: Lines,
    /// Leaving unanswered.
    pub give_up: Lines,
    /// The reply was not understood.
    pub not_understood: Lines,
    /// Said to be done, and nothing to be seen of it.
    pub not_done: Lines,
    /// The reply leaves the point open.
    pub partly: Lines,
    /// `{stated}` and `{truth}`.
    pub contradicted: Lines,
    pub satisfied: Lines,
    pub unknown: Lines,
    pub any_will_do: Lines,
    /// To 还有什么可以帮您: nothing more.
    pub nothing_more: Lines,
    /// The agent asks something the scenario does not know.
    pub cannot_say: Lines,
    /// Asked to wait: 好的.
    pub waiting: Lines,
    /// Angry at a cold, evasive or repeated reply.
    pub angry: Lines,
    pub insulted: Lines,
    /// After a true apology and a next step.
    pub calmed: Lines,
    /// An offer is taken.
    pub accepts: Lines,
    pub no_evidence: Lines,
    pub thanks: Lines,
    pub thanks_cool: Lines,
    /// A request to leave the platform or for a code.
    pub wary: Lines,
    pub evidence_asked_again: Lines,
    /// To an address or sum read back: 对的。
    pub confirmed: Lines,
    /// Giving in to a polite no while bargaining.
    pub gives_in: Lines,
    /// Giving one question up.
    pub drops: Lines,
    /// What colleagues answer the agent.
    pub colleagues: ColleagueLines,
}

/// Answers of warehouse, carrier and supervisor; the buyer does not see them. `{…}` sources are filled in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColleagueLines {
    /// Tried in order: the first whose sources all resolve.
    pub warehouse: Vec<String>,
    pub carrier: Vec<String>,
    pub supervisor: Vec<String>,
}
