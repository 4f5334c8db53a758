//! How one person stands with one task.

use crate::clock::UnixMs;

/// One try.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Try {
    pub finished_ms: Option<UnixMs>,
    /// In the unit of what is required; `None`: nothing was measured.
    pub value: Option<f64>,
}

/// A person's tries taken together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Standing {
    pub begun: u64,
    pub finished: u64,
    /// The best value.
    pub best: Option<f64>,
    /// Whether the best reaches what is required; `None` where nothing is.
    pub met: Option<bool>,
    /// When it was done: the first try that reached what is required, or, where nothing is, the first finished.
    pub done_ms: Option<UnixMs>,
    /// Done after it was due, or due and not done.
    pub late: bool,
}

/// Takes tries together, in any order.
pub fn standing(tries: &[Try], required: Option<u64>, due_ms: Option<UnixMs>, now_ms: UnixMs) -> Standing {
    let reaches = |value: Option<f64>| match required {
        None => true,
        Some(required) => value.is_some_and(|value| reached(value, required)),
    };
    let finished = || tries.iter().filter(|one| one.finished_ms.is_some());
    let best = finished().filter_map(|one| one.value).max_by(f64::total_cmp);
    let done_ms = finished().filter(|one| reaches(one.value)).filter_map(|one| one.finished_ms).min();
    Standing {
        begun: tries.len() as u64,
        finished: finished().count() as u64,
        best,
        met: required.map(|required| best.is_some_and(|best| reached(best, required))),
        done_ms,
        late: due_ms.is_some_and(|due| done_ms.unwrap_or(now_ms) > due),
    }
}

/// What is shown as 80 reaches 80.
pub fn reached(value: f64, required: u64) -> bool {
    libm::round(value) >= required as f64
}
