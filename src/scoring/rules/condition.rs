//! A parsed condition: a tree, and how it is written.

use super::names::{action_label, label};
use super::predicate::Predicate;
use crate::language::act::{ActKind, Polarity, Topic};
use crate::simulation::scenario::ActionName;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Characters of one condition.
pub const LENGTH_MAX: usize = 1_000;
/// Brackets and `!` inside each other.
pub const NESTING_MAX: usize = 16;
/// Terms of one condition.
pub const TERMS_MAX: usize = 64;
/// The widest window, in messages.
pub const MESSAGES_MAX: u64 = 200;
/// The widest window, in seconds: a day.
pub const TIME_MAX_S: u64 = 86_400;

/// What must hold at a line of the conversation. In text form when serialised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Condition {
    /// Two or more, one of which holds.
    Or(Vec<Self>),
    /// Two or more, all of which hold.
    And(Vec<Self>),
    Not(Box<Self>),
    /// The line is this side's, and the rest holds there.
    By(Side, Box<Self>),
    /// It holds at some line of the window around this one.
    In(Window, Box<Self>),
    Term(Term),
}

/// Who wrote or did a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Agent,
    Buyer,
}

/// One thing looked for at one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// The text holds these characters; width and case do not matter, nor do spaces.
    Word(String),
    /// A sure reading of the agent's line.
    Act {
        kind: ActKind,
        topic: Option<Topic>,
        polarity: Option<Polarity>,
    },
    /// An action of the agent that went through.
    Did(Deed),
    Named(Predicate),
}

/// An action, of whatever amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deed {
    pub name: ActionName,
    /// Whom it asks, what it invites to, to whom it transfers: a label of `names::ARGUMENTS`.
    pub with: Option<&'static str>,
}

/// Lines around a line. Messages are lines of either side and what an action puts before the buyer; other actions
/// among them are looked at and not counted. Time is time that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// `within 5 messages`: this line and the next five.
    Messages(u64),
    /// `within 5 messages after`: not this line itself.
    MessagesAfter(u64),
    /// `within 5 messages before`
    MessagesBefore(u64),
    /// `within 180s`: this line and those up to so many seconds later.
    Seconds(u64),
    /// `within 180s after`
    SecondsAfter(u64),
    /// `within 180s before`
    SecondsBefore(u64),
    /// `after 180s`: later than so many seconds after this line.
    LaterThan(u64),
    /// `before`: any earlier line.
    Before,
    /// `anywhere` in the conversation.
    Anywhere,
}

impl From<Condition> for String {
    fn from(condition: Condition) -> Self {
        condition.to_string()
    }
}

/// Parsing what is written gives the same tree.
impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Or(any) => list(f, any, " || ", |one| matches!(one, Self::Or(_))),
            Self::And(all) => list(f, all, " && ", |one| matches!(one, Self::Or(_) | Self::And(_))),
            Self::Not(inner) => {
                let bare = matches!(**inner, Self::Not(_) | Self::By(..) | Self::In(..) | Self::Term(_));
                f.write_str("!")?;
                wrapped(f, inner, !bare)
            }
            Self::By(side, inner) => {
                write!(f, "{side}:")?;
                wrapped(f, inner, !matches!(**inner, Self::Term(_)))
            }
            Self::In(window, inner) => {
                wrapped(f, inner, !matches!(**inner, Self::By(..) | Self::Term(_)))?;
                write!(f, " {window}")
            }
            Self::Term(term) => write!(f, "{term}"),
        }
    }
}

fn list(
    f: &mut fmt::Formatter<'_>,
    all: &[Condition],
    between: &str,
    brackets: impl Fn(&Condition) -> bool,
) -> fmt::Result {
    for (at, one) in all.iter().enumerate() {
        if at > 0 {
            f.write_str(between)?;
        }
        wrapped(f, one, brackets(one))?;
    }
    Ok(())
}

fn wrapped(f: &mut fmt::Formatter<'_>, inner: &Condition, brackets: bool) -> fmt::Result {
    if brackets { write!(f, "({inner})") } else { write!(f, "{inner}") }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Agent => "agent",
            Self::Buyer => "buyer",
        })
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) if super::scan::is_bare(word) => f.write_str(word),
            Self::Word(word) => {
                f.write_str("\"")?;
                for character in word.chars() {
                    if super::scan::is_quote(character) || character == '\\' {
                        f.write_str("\\")?;
                    }
                    write!(f, "{character}")?;
                }
                f.write_str("\"")
            }
            Self::Act { kind, topic, polarity } => {
                write!(f, "act:{}", label(kind))?;
                if let Some(topic) = topic {
                    write!(f, ":{}", label(topic))?;
                }
                if let Some(polarity) = polarity {
                    write!(f, ":{}", label(polarity))?;
                }
                Ok(())
            }
            Self::Did(deed) => {
                write!(f, "did:{}", action_label(deed.name))?;
                if let Some(with) = deed.with {
                    write!(f, ":{with}")?;
                }
                Ok(())
            }
            Self::Named(predicate) => f.write_str(predicate.name()),
        }
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Messages(n) => write!(f, "within {n} messages"),
            Self::MessagesAfter(n) => write!(f, "within {n} messages after"),
            Self::MessagesBefore(n) => write!(f, "within {n} messages before"),
            Self::Seconds(s) => write!(f, "within {s}s"),
            Self::SecondsAfter(s) => write!(f, "within {s}s after"),
            Self::SecondsBefore(s) => write!(f, "within {s}s before"),
            Self::LaterThan(s) => write!(f, "after {s}s"),
            Self::Before => f.write_str("before"),
            Self::Anywhere => f.write_str("anywhere"),
        }
    }
}
