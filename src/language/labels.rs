//! The labels that are learnt from examples, in the order of the trained model's columns: acts, then topics.

use super::act::{ActKind, Topic};

/// Acts; violations come after everything else.
pub const KINDS: [ActKind; 16] = [
    ActKind::Greet,
    ActKind::Answer,
    ActKind::Ask,
    ActKind::Recommend,
    ActKind::Promise,
    ActKind::Apologise,
    ActKind::Empathise,
    ActKind::Offer,
    ActKind::Refuse,
    ActKind::Explain,
    ActKind::RequestEvidence,
    ActKind::Instruct,
    ActKind::Confirm,
    ActKind::Transfer,
    ActKind::Invite,
    ActKind::Close,
];

/// Topics.
pub const TOPICS: [Topic; 27] = Topic::ALL;

/// Columns that are there or not: acts, then topics.
pub const LABELS: usize = KINDS.len() + TOPICS.len();

/// Columns of the model: one more says no (above 0) or yes of what a clause states, then one a red line.
pub const COLUMNS: usize = LABELS + 1 + RED_LINES.len();

/// The column of yes and no.
pub const DENIAL: usize = LABELS;

/// Violations, in the order of their columns.
pub const RED_LINES: [ActKind; 6] =
    [ActKind::Divert, ActKind::Absolute, ActKind::Abuse, ActKind::Overpromise, ActKind::AskSecret, ActKind::PaidReview];

/// The column of the first of [`RED_LINES`].
pub const RED: usize = DENIAL + 1;

/// The column of an act; `None` for a violation.
pub fn kind_column(kind: ActKind) -> Option<usize> {
    (!kind.is_violation()).then_some(kind as usize)
}

/// The column of a topic.
pub fn topic_column(topic: Topic) -> usize {
    KINDS.len() + topic as usize
}

/// Parts of the examples: each is read by what the others taught when the model is judged.
pub const FOLDS: u64 = 5;

/// True for the fifth of the labelled examples that is never trained on.
pub fn held_out(text: &str) -> bool {
    fold(text) == 0
}

/// Which fifth an example is in, by a stable hash (FNV-1a) of its text.
pub fn fold(text: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    (text.bytes().fold(0xcbf2_9ce4_8422_2325, step) >> 20) % FOLDS
}
