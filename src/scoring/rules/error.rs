//! What is wrong with a condition, and where.

use super::condition::{LENGTH_MAX, NESTING_MAX, Side, TERMS_MAX};

/// The first fault of a condition.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("column {column}: {fault}")]
pub struct ParseError {
    /// In characters, from 1; one past the last where something is missing at the end.
    pub column: usize,
    pub fault: ParseFault,
}

/// A fault, in words a trainer understands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseFault {
    #[error("{found} stands here; expected {expected}")]
    Unexpected { found: String, expected: &'static str },
    #[error("no {kind} is named `{name}`{mend}")]
    Unknown { kind: &'static str, name: String, mend: String },
    #[error("this bracket is never closed; add `)`")]
    OpenBracket,
    #[error("this quotation is never closed; add `\"`")]
    OpenQuote,
    #[error("nothing stands in the quotation marks; write what to look for")]
    EmptyQuote,
    #[error("`{0}:` only looks at lines of the other side here; this is never true")]
    NeverTrue(Side),
    #[error("{found} is too wide or nothing; a window is 1 to {most} {unit}")]
    Width { found: String, most: u64, unit: &'static str },
    #[error("one window a term; put brackets around it to look from there again")]
    SecondWindow,
    #[error("one side a term; leave out one of `agent:` and `buyer:`")]
    SecondSide,
    #[error("longer than {LENGTH_MAX} characters; make two rules of it")]
    TooLong,
    #[error("more than {NESTING_MAX} brackets and `!` inside each other; make it plainer")]
    TooDeep,
    #[error("more than {TERMS_MAX} terms; make two rules of it")]
    TooManyTerms,
}
