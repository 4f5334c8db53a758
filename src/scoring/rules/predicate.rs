//! The named predicates: what the engine works out and a rule may ask for by name.

use super::condition::Side;

/// What may be asked of a line by name. See [`Predicate::meaning`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Predicate {
    AnyLine,
    Waits,
    Unanswered,
    RepeatsQuestion,
    Reply,
    Waited,
    Stalls,
    Canned,
    PoliteAddress,
    PoliteClose,
    InvitesRating,
    Promises,
    KeepsPromise,
    PromiseOverdue,
    WrongFact,
    AboveAuthority,
    Angry,
    EndedWell,
}

impl Predicate {
    pub const ALL: [Self; 18] = [
        Self::AnyLine,
        Self::Waits,
        Self::Unanswered,
        Self::RepeatsQuestion,
        Self::Reply,
        Self::Waited,
        Self::Stalls,
        Self::Canned,
        Self::PoliteAddress,
        Self::PoliteClose,
        Self::InvitesRating,
        Self::Promises,
        Self::KeepsPromise,
        Self::PromiseOverdue,
        Self::WrongFact,
        Self::AboveAuthority,
        Self::Angry,
        Self::EndedWell,
    ];

    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::AnyLine => "any_line",
            Self::Waits => "waits",
            Self::Unanswered => "unanswered",
            Self::RepeatsQuestion => "repeats_question",
            Self::Reply => "reply",
            Self::Waited => "waited",
            Self::Stalls => "stalls",
            Self::Canned => "canned",
            Self::PoliteAddress => "polite_address",
            Self::PoliteClose => "polite_close",
            Self::InvitesRating => "invites_rating",
            Self::Promises => "promises",
            Self::KeepsPromise => "keeps_promise",
            Self::PromiseOverdue => "promise_overdue",
            Self::WrongFact => "wrong_fact",
            Self::AboveAuthority => "above_authority",
            Self::Angry => "angry",
            Self::EndedWell => "ended_well",
        }
    }

    /// For the editor's help.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::AnyLine => "every line; with a prefix every line of that side",
            Self::Waits => "a buyer's line that waits for an answer",
            Self::Unanswered => "a buyer's line that waited more than three minutes and got no answer at all",
            Self::RepeatsQuestion => "the buyer must ask the same again after the agent has spoken",
            Self::Reply => "the agent's first message to a buyer who waits",
            Self::Waited => "such a reply after more than three minutes",
            Self::Stalls => "an agent's line that only holds off (稍等, 我看一下) and says nothing",
            Self::Canned => "the agent says a long line again, word for word",
            Self::PoliteAddress => "a greeting or a polite word (您, 亲, 请, 麻烦 …), in any register",
            Self::PoliteClose => "a leave-taking or an invitation, in any register",
            Self::InvitesRating => "the agent invites to rate, in words or by the button",
            Self::Promises => "the agent promises to come back with something",
            Self::KeepsPromise => "the line or action that keeps such a promise",
            Self::PromiseOverdue => "a promise not kept by the time it named (15 minutes where it named none)",
            Self::WrongFact => "the agent states something the shop's page or the order has otherwise",
            Self::AboveAuthority => "an action above the post's authority",
            Self::Angry => "the buyer was angry at some time of this conversation",
            Self::EndedWell => "the case was resolved and the buyer left at its end",
        }
    }

    /// The side whose lines it can hold at; `None`: both.
    pub fn side(self) -> Option<Side> {
        match self {
            Self::AnyLine | Self::Angry | Self::EndedWell => None,
            Self::Waits | Self::Unanswered | Self::RepeatsQuestion => Some(Side::Buyer),
            _ => Some(Side::Agent),
        }
    }

    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|predicate| predicate.name() == name)
    }
}
