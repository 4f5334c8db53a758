use super::*;
use crate::content::{Content, Files, check};
use crate::language::act::{Act, ActKind};
use crate::simulation::event::{Mode, Opening, Post};
use crate::simulation::tape::{Tape, VIRTUAL_START_MS};
use std::path::Path;
use std::sync::Arc;

fn shipped() -> Arc<Content> {
    check(&Files::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content")).unwrap()).content
}

/// A tape some time into a shift, with the first window that waits.
fn tape(content: &Arc<Content>, mode: Mode, seed: &str) -> (Tape, Window) {
    let opening = Opening {
        seed: seed.to_owned(),
        plan: "first-day".to_owned(),
        mode,
        post: Post::Presale,
        content: content.hash.clone(),
        engine: 1,
    };
    let mut tape = Tape::open(Arc::clone(content), opening).unwrap();
    loop {
        assert!(tape.step(VIRTUAL_START_MS + 600_000), "nobody ever waits");
        if let Some(state) = tape.shift.windows.values().find(|state| state.waiting_since_ms.is_some()) {
            let window = state.window;
            return (tape, window);
        }
    }
}

fn run_to(tape: &mut Tape, at_ms: UnixMs) {
    while tape.step(at_ms) {}
}

#[test]
fn a_line_taken_back_was_never_written() {
    let content = shipped();
    for seed in ["1", "2", "3", "4", "5", "6"] {
        let (tape, window) = tape(&content, Mode::Practice, seed);
        let at_ms = tape.shift.now_ms + 100;
        let abuse = vec![Act::plain(ActKind::Abuse)];
        let (mut took_back, mut never) = (tape.clone(), tape);
        let said = took_back.say(at_ms, window, "你烦不烦", abuse);
        never.append(at_ms, None, Body::HintShown { window });
        for tape in [&mut took_back, &mut never] {
            tape.say(at_ms + 1_000, window, "您好，在的亲", vec![Act::plain(ActKind::Greet)]);
        }
        let insults = |tape: &Tape| tape.shift.windows[&window].buyer.insults;
        assert_eq!((insults(&took_back), insults(&never)), (1, 0), "seed {seed}");
        for tape in [&mut took_back, &mut never] {
            run_to(tape, at_ms + 4_000);
        }
        assert!(took_back.shift.may_take_back(window, said, at_ms + 4_000), "seed {seed}");
        took_back.append(at_ms + 4_000, None, Body::AgentTookBack { window, said });
        never.append(at_ms + 4_000, None, Body::HintShown { window });
        for tape in [&mut took_back, &mut never] {
            run_to(tape, at_ms + 60_000);
        }
        assert_eq!(took_back.shift.windows, never.shift.windows, "seed {seed}");
        assert_eq!(took_back.refold().unwrap(), took_back.shift, "seed {seed}: the log says the same");
        assert!(as_read(&took_back.events).iter().all(|event| event.seq != said));
    }
}

#[test]
fn what_has_been_read_stays() {
    let content = shipped();
    for (mode, after_ms, expected) in
        [(Mode::Practice, 5_000, true), (Mode::Practice, 5_001, false), (Mode::Exam, 0, false), (Mode::Try, 0, false)]
    {
        let (mut tape, window) = tape(&content, mode, "1");
        let at_ms = tape.shift.now_ms;
        let said = tape.say(at_ms, window, "您好", vec![Act::plain(ActKind::Greet)]);
        assert_eq!(tape.shift.may_take_back(window, said, at_ms + after_ms), expected, "{mode:?} {after_ms}");
        assert!(!tape.shift.may_take_back(window, said + 1, at_ms));
        assert!(!tape.shift.may_take_back(window + 100, said, at_ms));
    }
}
