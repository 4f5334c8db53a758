//! The labels that are learnt from examples, in the order of the trained model's columns: acts, then topics.

/// Acts; violations are read by rule alone.
pub const ACTS: &[&str] = &[
    "greet",
    "answer",
    "ask",
    "recommend",
    "promise",
    "apologise",
    "empathise",
    "offer",
    "refuse",
    "explain",
    "request_evidence",
    "instruct",
    "confirm",
    "transfer",
    "invite",
    "close",
];

/// Topics.
pub const TOPICS: &[&str] = &[
    "size",
    "colour",
    "stock",
    "price",
    "coupon",
    "postage",
    "dispatch",
    "carrier",
    "logistics",
    "return",
    "exchange",
    "invoice",
    "material",
    "care",
    "warranty",
    "gift",
    "address",
    "missing",
    "damage",
    "quality",
    "authenticity",
    "tax",
    "custom",
    "usage",
    "insurance",
    "refund",
    "payment",
];

/// Columns of the model.
pub const COLUMNS: usize = ACTS.len() + TOPICS.len();

/// True for the fifth of the labelled examples that is never trained on, by a stable hash (FNV-1a) of its text.
pub fn held_out(text: &str) -> bool {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    (text.bytes().fold(0xcbf2_9ce4_8422_2325, step) >> 20).is_multiple_of(5)
}
