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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::Clocks;
    use proptest::prelude::*;

    fn line() -> impl Strategy<Value = LineKind> {
        prop_oneof![
            4 => any::<bool>().prop_map(|waits| LineKind::Buyer { waits }),
            4 => any::<bool>().prop_map(|closes| LineKind::Agent { closes }),
            1 => Just(LineKind::Robot),
            1 => Just(LineKind::Transfer),
        ]
    }

    /// Lines one to two hundred seconds apart.
    fn window() -> impl Strategy<Value = Vec<Line>> {
        proptest::collection::vec((line(), 1_i64..200_000), 0..30).prop_map(|kinds| {
            let mut at_ms = 0;
            let numbered = (1..).zip(kinds);
            numbered
                .map(|(seq, (kind, after_ms))| {
                    at_ms += after_ms;
                    Line { at_ms, seq, kind }
                })
                .collect()
        })
    }

    proptest! {
        #[test]
        fn the_robot_changes_nothing(lines in window()) {
            let without: Vec<Line> = lines.iter().copied().filter(|line| line.kind != LineKind::Robot).collect();
            prop_assert_eq!(Rounds::of(&lines), Rounds::of(&without));
        }

        #[test]
        fn nothing_counts_after_a_transfer(lines in window()) {
            let end = lines.iter().position(|line| line.kind == LineKind::Transfer);
            let until = end.map_or(&lines[..], |end| &lines[..=end]);
            prop_assert_eq!(Rounds::of(&lines), Rounds::of(until));
        }

        #[test]
        fn rounds_follow_each_other(lines in window()) {
            let rounds = Rounds::of(&lines).rounds;
            for pair in rounds.windows(2) {
                let answered = pair[0].reply.is_some_and(|reply| reply.at_ms <= pair[1].asked.at_ms);
                prop_assert!(answered, "only the last round may be unanswered");
            }
            prop_assert!(rounds.iter().all(|round| round.answered_ms().is_none_or(|ms| ms > 0)));
        }

        #[test]
        fn asking_again_opens_no_second_round(lines in window(), again in 0_usize..30) {
            let mut more = Vec::new();
            for (i, line) in lines.iter().enumerate() {
                more.push(*line);
                if i == again && matches!(line.kind, LineKind::Buyer { waits: true }) {
                    more.push(*line);
                }
            }
            prop_assert_eq!(Rounds::of(&lines), Rounds::of(&more));
        }

        #[test]
        fn rates_stay_within_their_bounds(windows in proptest::collection::vec(window(), 0..5)) {
            let windows: Vec<Rounds> = windows.iter().map(|lines| Rounds::of(lines)).collect();
            let clocks = Clocks::of(&windows);
            for rate in [clocks.first_30s_rate, clocks.three_minute_rate, clocks.last_word_rate] {
                prop_assert!(rate.is_none_or(|rate| (0.0..=1.0).contains(&rate)));
            }
            prop_assert!(clocks.average_response_s.is_none_or(|mean| mean <= clocks.longest_wait_s));
            prop_assert!(clocks.longest_wait_s <= 600.0);
        }
    }
}
