//! The rule language for trainers: what a school wants said, done and left undone in a conversation, written without
//! code and applied beside the criteria of the standard. It never changes a score.
//!
//! A rule set is [`RuleSet`]; [`apply`] finds what its rules hit in a shift, [`dry_run`] what a changed set would do
//! to past shifts. The grammar stands in `ARCHITECTURE.md`, the words for trainers in `content/README.md`.

mod apply;
mod condition;
mod dry_run;
mod error;
mod eval;
mod hold;
mod names;
mod parse;
mod predicate;
mod scan;
mod set;
mod view;

pub use apply::{Finding, apply};
pub use condition::{Condition, Deed, Side, Term, Window};
pub use dry_run::{PastShift, Place, RuleChange, dry_run};
pub use error::ParseError;
pub use parse::parse;
pub use predicate::Predicate;
pub use set::{Rule, RuleFault, RuleSet, Scope, Severity};

#[cfg(test)]
mod tests;
