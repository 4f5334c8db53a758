//! Again from this line: another future of a finished shift, on both databases.

use super::databases::{Fresh, each};
use super::{ack, log_is_gapless, next, say, trainee};
use miaohui::clock::now_ms;
use miaohui::content::{self, Content, Files};
use miaohui::ids::{ShiftId, UserId};
use miaohui::live::{Command, ForkError, Live, LiveError, Message};
use miaohui::scoring::running_time::RunningTime;
use miaohui::simulation::event::{Body, Event, Mode, Opening, Post};
use miaohui::simulation::{ENGINE, Shift, shadow::veteran};
use miaohui::storage::{Append, Json, NewShift, ShiftState, Storage};
use std::sync::Arc;

fn opening(content: &Content, mode: Mode) -> Opening {
    let (seed, plan) = ("fork".to_owned(), "first-day".to_owned());
    Opening { seed, plan, mode, post: Post::Presale, content: content.hash.clone(), engine: ENGINE }
}

/// A finished shift as a veteran worked it.
async fn worked(storage: &Storage, user: &UserId, opening: &Opening, log: &[Event]) -> ShiftId {
    let new = NewShift { user: user.clone(), assignment: None, exam: None, opening: opening.clone() };
    // Opened now: one of days ago would be closed as abandoned before its log is there.
    let shift = storage.create_shift(&new, now_ms()).await.unwrap();
    let events = log.iter().cloned().map(Arc::new).collect();
    let appended = storage.append(&[Append { shift: shift.clone(), epoch: 0, events }]).await;
    assert!(appended[0].is_ok(), "{appended:?}");
    let score = Json("{}".to_owned());
    assert!(storage.close_shift(&shift, 0, &score, log[log.len() - 1].at_ms).await.unwrap());
    shift
}

fn folded(content: &Arc<Content>, opening: &Opening, log: &[Event]) -> Shift {
    let mut shift = Shift::open(Arc::clone(content), opening.clone()).unwrap();
    for event in log {
        shift.apply(event);
    }
    shift
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fork_at_any_event_begins_where_the_original_stood() {
    let content = Arc::new(content::load(&Files::shipped()).expect("the shipped content is sound"));
    let opening = opening(&content, Mode::Practice);
    let log = veteran(&content, &opening).unwrap().events;
    for Fresh { name, storage, .. } in each().await {
        eprintln!("— {name}");
        let user = trainee(&storage, "lin").await;
        let live = Live::start(storage.clone(), Arc::clone(&content));
        let shift = worked(&storage, &user, &opening, &log).await;
        let last = log.len() as u64;
        for before_seq in (2..=last).step_by(37).chain([last]) {
            let fork = live.fork(&shift, &user, before_seq).await.unwrap();
            let stored = storage.shift(&fork).await.unwrap().unwrap();
            assert_eq!((stored.forked_from.as_ref(), stored.forked_seq), (Some(&shift), Some(before_seq)));
            assert_eq!((stored.state, &stored.user_id), (ShiftState::Open, &user));
            assert_eq!(stored.opening.read::<Opening>().unwrap(), opening);
            let copied = log_is_gapless(&storage, &fork).await;
            let prefix = usize::try_from(before_seq).unwrap() - 1;
            assert_eq!(copied[..prefix], log[..prefix]);
            assert!(folded(&content, &opening, &copied[..prefix]) == folded(&content, &opening, &log[..prefix]));
            assert_eq!(RunningTime::of(&copied).end(), RunningTime::of(&log[..prefix]).end());
        }
        let forks = storage.forks_of(&shift).await.unwrap();
        assert!(forks.len() > 3 && forks.iter().all(|fork| fork.score.is_none()));
        live.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_agent_sits_down_at_the_line_and_goes_on() {
    let content = Arc::new(content::load(&Files::shipped()).expect("the shipped content is sound"));
    let opening = opening(&content, Mode::Practice);
    let log = veteran(&content, &opening).unwrap().events;
    let reply = log.iter().filter(|event| matches!(event.body, Body::AgentSaid { window: 1, .. })).nth(1).unwrap();
    for Fresh { storage, .. } in each().await {
        let user = trainee(&storage, "lin").await;
        let live = Live::start(storage.clone(), Arc::clone(&content));
        let shift = worked(&storage, &user, &opening, &log).await;
        let fork = live.fork(&shift, &user, reply.seq).await.unwrap();
        let mut seat = live.sit(&fork, &user, 0).await.unwrap();
        assert!(seat.whole && seat.missed.len() as u64 > reply.seq);
        seat.command(say(1, "亲，量一下脚长告诉我，我给您定码", "again")).unwrap();
        ack(&mut seat, "again").await.unwrap();
        seat.command(Command::End).unwrap();
        loop {
            if let Message::Closed { scored } = next(&mut seat).await {
                assert!(scored);
                break;
            }
        }
        let again = log_is_gapless(&storage, &fork).await;
        let before = RunningTime::of(&log).at(reply.seq - 1);
        let after = RunningTime::of(&again).end();
        assert!(after >= before && after < before + 20_000, "the time between does not count: {before} {after}");
        assert!(!again.iter().any(|event| event.seq == reply.seq && event.body == reply.body));
        live.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn not_every_shift_has_another_future() {
    let content = Arc::new(content::load(&Files::shipped()).expect("the shipped content is sound"));
    let opening = opening(&content, Mode::Practice);
    let log = veteran(&content, &opening).unwrap().events;
    for Fresh { storage, .. } in each().await {
        let (user, other) = (trainee(&storage, "lin").await, trainee(&storage, "zhou").await);
        let live = Live::start(storage.clone(), Arc::clone(&content));
        let shift = worked(&storage, &user, &opening, &log).await;
        let fork = |shift: ShiftId, user: UserId, seq| {
            let live = live.clone();
            async move { live.fork(&shift, &user, seq).await }
        };
        let theirs = fork(shift.clone(), other.clone(), 9).await;
        assert!(matches!(theirs, Err(ForkError::Live(LiveError::NotYours))), "{theirs:?}");
        for seq in [0, 1, log.len() as u64 + 2, u64::MAX] {
            let no_line = fork(shift.clone(), user.clone(), seq).await;
            assert!(matches!(no_line, Err(ForkError::NoSuchLine)), "{seq}: {no_line:?}");
        }
        let old = Opening { content: "another".to_owned(), ..opening.clone() };
        let changed = fork(worked(&storage, &user, &old, &log).await, user.clone(), 9).await;
        assert!(matches!(changed, Err(ForkError::Changed)), "{changed:?}");
        let exam = Opening { mode: Mode::Exam, ..opening.clone() };
        let no_practice = fork(worked(&storage, &user, &exam, &log).await, user.clone(), 9).await;
        assert!(matches!(no_practice, Err(ForkError::NotFinishedPractice)), "{no_practice:?}");
        let open = fork(shift, user.clone(), 9).await.unwrap();
        let unfinished = fork(open, user.clone(), 5).await;
        assert!(matches!(unfinished, Err(ForkError::NotFinishedPractice)), "{unfinished:?}");
        live.stop().await;
    }
}
