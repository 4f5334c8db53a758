//! Rounds: from the first buyer line that waits to the first agent line after it. The one implementation, for
//! shifts and for transcripts from elsewhere.

/// Something that happened in a window, in order of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Time that counts, in milliseconds from any fixed moment.
    pub at_ms: i64,
    /// The event or line it is.
    pub seq: u64,
    pub kind: LineKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// `waits`: the buyer waits for an answer to it; thanks and 好的 do not.
    Buyer { waits: bool },
    /// `closes`: it takes its leave, or answers a line that did not wait.
    Agent { closes: bool },
    /// Never a valid reply.
    Robot,
    /// From here the window is another agent's.
    Transfer,
}

/// A line and when it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub seq: u64,
    pub at_ms: i64,
}

/// One round; `reply` is `None` when nobody answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Round {
    pub asked: Mark,
    pub reply: Option<Mark>,
}

impl Round {
    /// Length in milliseconds of an answered round.
    pub fn answered_ms(&self) -> Option<i64> {
        self.reply.map(|reply| reply.at_ms - self.asked.at_ms)
    }
}

/// A window's rounds, and whose word was the last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rounds {
    pub rounds: Vec<Round>,
    /// The last line of buyer or agent that counts.
    pub last: Option<Last>,
    pub transferred: bool,
}

/// Who had the last word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Last {
    pub seq: u64,
    pub agent: bool,
    /// The agent's closing line had been said; thanks after it reopen nothing.
    pub closed: bool,
}

impl Rounds {
    /// Folds a window's lines, oldest first.
    pub fn of(lines: &[Line]) -> Self {
        let mut window = Self::default();
        let mut open: Option<Mark> = None;
        let mut thanked = false;
        for line in lines {
            let here = Mark { seq: line.seq, at_ms: line.at_ms };
            match line.kind {
                LineKind::Buyer { waits } => {
                    if waits && open.is_none() {
                        open = Some(here);
                    }
                    let closed = !waits && open.is_none() && window.last.is_some_and(|last| last.closed);
                    window.last = Some(Last { seq: line.seq, agent: false, closed });
                    thanked = !waits;
                }
                LineKind::Agent { closes } => {
                    if let Some(asked) = open.take() {
                        window.rounds.push(Round { asked, reply: Some(here) });
                    }
                    let earlier = window.last.is_some_and(|last| last.agent && last.closed);
                    window.last = Some(Last { seq: line.seq, agent: true, closed: closes || thanked || earlier });
                }
                LineKind::Robot => {}
                LineKind::Transfer => {
                    window.transferred = true;
                    break;
                }
            }
        }
        if let Some(asked) = open {
            window.rounds.push(Round { asked, reply: None });
        }
        window
    }

    /// The agent had the last word.
    pub fn last_word(&self) -> bool {
        self.last.is_some_and(|last| last.agent || last.closed)
    }
}
