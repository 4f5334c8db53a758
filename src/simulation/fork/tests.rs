use super::{point, standstill};
use crate::content::{Content, Files, check};
use crate::scoring::running_time::RunningTime;
use crate::simulation::event::{Body, Event, Mode, Opening, Post};
use crate::simulation::shadow::veteran;
use crate::simulation::{ENGINE, Shift, Tape};
use proptest::prelude::*;
use std::path::Path;
use std::sync::{Arc, OnceLock};

const NIGHT_MS: u64 = 40 * 3_600_000;

fn shipped() -> Arc<Content> {
    static CONTENT: OnceLock<Arc<Content>> = OnceLock::new();
    let load = || check(&Files::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content")).unwrap()).content;
    Arc::clone(CONTENT.get_or_init(load))
}

fn opening(seed: &str) -> Opening {
    Opening {
        seed: seed.to_owned(),
        plan: "first-day".to_owned(),
        mode: Mode::Practice,
        post: Post::Presale,
        content: shipped().hash.clone(),
        engine: ENGINE,
    }
}

fn folded(log: &[Event], opening: &Opening) -> Shift {
    let mut shift = Shift::open(shipped(), opening.clone()).unwrap();
    for event in log {
        shift.apply(event);
    }
    shift
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    /// A fork at any event stands where the original stood, a night later; what is due next is the same, moved by
    /// the night, and no clock has counted it.
    #[test]
    fn a_fork_stands_where_the_original_stood(seed in 0_u64..1_000_000, cut in 0.0_f64..1.0) {
        let opening = opening(&seed.to_string());
        let tape = veteran(&shipped(), &opening).unwrap();
        let at = 1 + (cut * (tape.events.len() - 2) as f64) as usize;
        let prefix = &tape.events[..at];
        let original = folded(prefix, &opening);
        let now_ms = original.now_ms + NIGHT_MS;
        let mut log = prefix.to_vec();
        log.extend(standstill(prefix, now_ms));
        prop_assert!(folded(&log[..at], &opening) == original, "the copied events fold to another state");
        prop_assert!(log.windows(2).all(|pair| pair[0].seq + 1 == pair[1].seq && pair[0].at_ms <= pair[1].at_ms));

        let mut fork = Tape { shift: folded(&log, &opening), events: log };
        prop_assert_eq!(fork.shift.next_due(), None, "it stands until somebody sits down");
        fork.append(now_ms, None, Body::ConnectionRestored);
        fork.append(now_ms, None, Body::Resumed);
        prop_assert_eq!(fork.shift.next_due(), original.next_due().map(|due| due + NIGHT_MS));
        let due = |shift: &Shift| shift.next_due().and_then(|due| shift.take_due(due));
        prop_assert_eq!(due(&fork.shift), due(&original), "the same buyers are about to say the same");
        prop_assert_eq!(RunningTime::of(&fork.events).end(), RunningTime::of(prefix).end());
        while fork.step(u64::MAX) {}
        prop_assert!(fork.shift.closed.is_some());
    }
}

#[test]
fn another_future_begins_at_the_line_that_lost() {
    let opening = opening("point");
    let log = veteran(&shipped(), &opening).unwrap().events;
    let find = |from: u64, wanted: &dyn Fn(&Body) -> bool| {
        log.iter().find(|event| event.seq > from && wanted(&event.body)).unwrap().seq
    };
    let asked = find(0, &|body| matches!(body, Body::BuyerSaid { window: 1, waits: true, .. }));
    let reply = find(asked, &|body| matches!(body, Body::AgentSaid { window: 1, .. }));
    let rated = find(0, &|body| matches!(body, Body::Rated { .. } | Body::BuyerLeft { .. }));
    assert_eq!(point(&log, asked, false), Some(asked));
    assert_eq!(point(&log, reply, false), Some(reply), "said otherwise");
    assert_eq!(point(&log, reply, true), Some(asked), "said sooner");
    assert!(point(&log, rated, false).unwrap() < rated, "a rating follows from what was said");
    assert_eq!(point(&log, 1, false), Some(2), "the opening is in every future");
    assert_eq!(point(&log, 999_999, false), None);
}

#[test]
fn a_log_cut_off_in_a_pause_stands_still_once() {
    let opening = opening("paused");
    let mut tape = Tape::open(shipped(), opening.clone()).unwrap();
    let start = tape.shift.now_ms;
    while tape.step(start + 20_000) {}
    tape.append(start + 20_000, None, Body::Paused);
    let marks = standstill(&tape.events, start + 90_000);
    let names: Vec<_> = marks.iter().map(|event| &event.body).collect();
    assert_eq!(names, [&Body::Resumed, &Body::ConnectionLost, &Body::Paused]);
    assert!(standstill(&[], 5).is_empty());
    // A clock set back does not let the log's time fall.
    assert!(standstill(&tape.events, 0).iter().all(|event| event.at_ms == start + 20_000));
}
