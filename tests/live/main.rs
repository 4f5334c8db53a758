//! Live shifts on real databases: what was acknowledged is durable, whatever happens.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod commands;
mod crash;
#[path = "../databases/mod.rs"]
mod databases;
#[path = "../stage/mod.rs"]
mod stage;

use databases::{Fresh, each, sqlite};
use miaohui::clock::now_ms;
use miaohui::ids::{ShiftId, UserId};
use miaohui::live::{Command, Live, LiveError, Message, Refused, Seat};
use miaohui::simulation::event::{Action, Body, CloseReason, Event, Mode, Outcome, Refusal, Window};
use miaohui::storage::{Append, NewShift, NewUser, Role, ShiftState, Storage};
use stage::{Echo, opening};
use std::sync::Arc;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(20);

async fn trainee(storage: &Storage, login: &str) -> UserId {
    let new = NewUser {
        login: login.to_owned(),
        display_name: "林小安".to_owned(),
        password: None,
        role: Role::Trainee,
        must_change: false,
    };
    storage.create_user(&new, 1).await.unwrap()
}

fn live(storage: &Storage) -> Live {
    Live::with_theatre(storage.clone(), Arc::new(Echo))
}

async fn open(live: &Live, user: &UserId, windows: u32, mode: Mode) -> ShiftId {
    let new = NewShift { user: user.clone(), assignment: None, exam: None, opening: opening(windows, mode) };
    live.open(&new).await.unwrap()
}

fn say(window: Window, text: &str, client_id: &str) -> Command {
    Command::Say { window, text: text.to_owned(), client_id: client_id.to_owned() }
}

async fn next(seat: &mut Seat) -> Message {
    tokio::time::timeout(PATIENCE, seat.next()).await.expect("no message came").expect("the messages ended")
}

/// Waits for the first event that is `wanted`.
async fn until(seat: &mut Seat, wanted: impl Fn(&Body) -> bool) -> Arc<Event> {
    loop {
        if let Message::Event { event, .. } = next(seat).await
            && wanted(&event.body)
        {
            return event;
        }
    }
}

/// Waits for the answer to a command.
async fn ack(seat: &mut Seat, id: &str) -> Result<u64, Refused> {
    loop {
        match next(seat).await {
            Message::Ack { client_id, seq, .. } if client_id == id => return Ok(seq),
            Message::Refused { client_id, why } if client_id.as_deref() == Some(id) => return Err(why),
            _ => {}
        }
    }
}

async fn arrived(seat: &mut Seat, window: Window) {
    until(seat, |body| matches!(body, Body::BuyerArrived { window: w, .. } if *w == window)).await;
}

async fn log_is_gapless(storage: &Storage, shift: &ShiftId) -> Vec<Event> {
    let log = storage.events_after(shift, 0).await.unwrap();
    for (nr, event) in log.iter().enumerate() {
        assert_eq!(event.seq, nr as u64 + 1);
    }
    assert!(log.is_sorted_by_key(|event| event.at_ms), "time never falls");
    log
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shift_from_its_first_buyer_to_its_score() {
    for Fresh { name, storage, .. } in each().await {
        eprintln!("— {name}");
        let user = trainee(&storage, "lin").await;
        let live = live(&storage);
        let shift = open(&live, &user, 2, Mode::Practice).await;
        assert!(storage.events_after(&shift, 0).await.unwrap().is_empty());
        let mut seat = live.sit(&shift, &user, 0).await.unwrap();
        assert!(seat.whole);
        arrived(&mut seat, 2).await;
        seat.command(say(1, "在的", "a")).unwrap();
        let seq = ack(&mut seat, "a").await.unwrap();
        let event = &storage.events_after(&shift, seq - 1).await.unwrap()[0];
        assert!(matches!(&event.body, Body::AgentSaid { text, acts, .. } if text == "在的" && acts.len() == 1));
        until(&mut seat, |body| matches!(body, Body::BuyerSaid { text, .. } if text == "收到：在的")).await;

        let refund = |amount_cents, id: &str| Command::Act {
            window: 1,
            action: Action::Refund { amount_cents },
            client_id: id.to_owned(),
        };
        seat.command(refund(5_000, "b")).unwrap();
        let outcome = loop {
            if let Message::Ack { client_id, outcome, .. } = next(&mut seat).await
                && client_id == "b"
            {
                break outcome;
            }
        };
        assert_eq!(outcome, Some(Outcome::Refused { reason: Refusal::AboveLimit }));

        seat.command(say(1, "再见", "c")).unwrap();
        seat.command(say(2, "再见", "d")).unwrap();
        loop {
            if let Message::Closed { scored } = next(&mut seat).await {
                assert!(scored);
                break;
            }
        }
        assert!(seat.next().await.is_none());
        let log = log_is_gapless(&storage, &shift).await;
        assert!(matches!(log.last().unwrap().body, Body::ShiftClosed { .. }));
        let stored = storage.shift(&shift).await.unwrap().unwrap();
        assert_eq!(stored.state, ShiftState::Closed);
        assert_eq!(stored.score.unwrap().0, format!("{{\"said\":3,\"events\":{}}}", log.len()));
        assert!(matches!(live.sit(&shift, &user, 0).await, Err(LiveError::Closed)));
        live.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeat_is_answered_and_not_doubled() {
    for Fresh { storage, .. } in each().await {
        let user = trainee(&storage, "lin").await;
        let live_before = live(&storage);
        let shift = open(&live_before, &user, 1, Mode::Practice).await;
        let mut seat = live_before.sit(&shift, &user, 0).await.unwrap();
        arrived(&mut seat, 1).await;
        seat.command(say(1, "在的", "a")).unwrap();
        seat.command(say(1, "在的", "a")).unwrap();
        let seq = ack(&mut seat, "a").await.unwrap();
        seat.command(say(1, "在的，换了说法", "a")).unwrap();
        assert_eq!(ack(&mut seat, "a").await, Ok(seq));
        live_before.stop().await;

        // Also by a server that knows of it only from the log.
        let live_after = live(&storage);
        let mut seat = live_after.sit(&shift, &user, 0).await.unwrap();
        seat.command(say(1, "在的", "a")).unwrap();
        assert_eq!(ack(&mut seat, "a").await, Ok(seq));
        seat.command(say(1, "再见", "z")).unwrap();
        ack(&mut seat, "z").await.unwrap();
        live_after.stop().await;
        let said = log_is_gapless(&storage, &shift).await;
        let said = said.iter().filter(|event| matches!(event.body, Body::AgentSaid { .. }));
        assert_eq!(said.count(), 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reconnect_brings_what_was_missed_once() {
    let Fresh { storage, .. } = &sqlite().await;
    let user = trainee(storage, "lin").await;
    let live = live(storage);
    let shift = open(&live, &user, 3, Mode::Practice).await;
    let mut seat = live.sit(&shift, &user, 0).await.unwrap();
    arrived(&mut seat, 3).await;
    seat.command(say(1, "在的", "a")).unwrap();
    let seq = ack(&mut seat, "a").await.unwrap();
    drop(seat);
    // In practice the shift stands still while its agent is away.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let lost = storage.events_after(&shift, seq).await.unwrap();
    assert!(lost.iter().any(|event| event.body == Body::ConnectionLost), "{lost:?}");
    assert_eq!(live.loaded(), 0, "and leaves memory");

    let mut seat = live.sit(&shift, &user, seq).await.unwrap();
    assert!(!seat.whole);
    let mut had = seq;
    for event in &seat.missed {
        assert_eq!(event.seq, had + 1);
        had = event.seq;
    }
    seat.command(say(2, "久等了", "b")).unwrap();
    loop {
        if let Message::Event { event, .. } = next(&mut seat).await {
            assert_eq!(event.seq, had + 1, "no gap and nothing twice");
            had = event.seq;
            if matches!(event.body, Body::BuyerSaid { ref text, .. } if text == "收到：久等了") {
                break;
            }
        }
    }
    let log = log_is_gapless(storage, &shift).await;
    let (lost, restored) = (
        log.iter().filter(|event| event.body == Body::ConnectionLost).count(),
        log.iter().filter(|event| event.body == Body::ConnectionRestored).count(),
    );
    assert_eq!((lost, restored), (1, 1));
    // The buyers waited with it: nothing happened between the pause and its end.
    let paused = log.iter().position(|event| event.body == Body::Paused).unwrap();
    assert_eq!(log[paused - 1].body, Body::ConnectionLost);
    assert_eq!(log[paused + 1].body, Body::ConnectionRestored);
    assert_eq!(log[paused + 2].body, Body::Resumed);
    assert!(!log.iter().any(|event| event.body == Body::ServerDown), "the server was never down");

    // A number from the future: the database was restored. The browser begins anew.
    let seat = live.sit(&shift, &user, 10_000).await.unwrap();
    assert!(seat.whole);
    assert_eq!(seat.missed[0].seq, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exam_goes_on_without_its_agent() {
    let Fresh { storage, .. } = &sqlite().await;
    let user = trainee(storage, "lin").await;
    let live_before = live(storage);
    let shift = open(&live_before, &user, 1, Mode::Exam).await;
    let mut seat = live_before.sit(&shift, &user, 0).await.unwrap();
    arrived(&mut seat, 1).await;
    seat.command(Command::Pause).unwrap();
    let refused = loop {
        if let Message::Refused { why, .. } = next(&mut seat).await {
            break why;
        }
    };
    assert_eq!(refused, Refused::NotInExam);
    seat.command(say(1, "在的", "a")).unwrap();
    let seq = ack(&mut seat, "a").await.unwrap();
    drop(seat);
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(live_before.loaded(), 1);
    let missed = storage.events_after(&shift, seq).await.unwrap();
    assert!(missed.iter().any(|event| matches!(event.body, Body::BuyerSaid { .. })), "{missed:?}");
    live_before.stop().await;
    let log = log_is_gapless(storage, &shift).await;
    assert_eq!(log.last().unwrap().body, Body::ServerDown);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_newer_of_two_tabs_takes_over() {
    let Fresh { storage, .. } = &sqlite().await;
    let user = trainee(storage, "lin").await;
    let stranger = trainee(storage, "he").await;
    let live = live(storage);
    let shift = open(&live, &user, 1, Mode::Practice).await;
    let mut older = live.sit(&shift, &user, 0).await.unwrap();
    arrived(&mut older, 1).await;
    let refused = live.sit(&shift, &stranger, 0).await;
    assert!(matches!(refused, Err(LiveError::NotYours)));
    let missing = live.sit(&ShiftId::from("none"), &user, 0).await;
    assert!(matches!(missing, Err(LiveError::NotFound)));

    let mut newer = live.sit(&shift, &user, 0).await.unwrap();
    older.command(say(1, "旧窗口", "old")).unwrap();
    loop {
        match older.next().await {
            None => panic!("the older tab was not told"),
            Some(Message::Superseded) => break,
            Some(_) => {}
        }
    }
    assert!(older.next().await.is_none());
    newer.command(say(1, "新窗口", "new")).unwrap();
    ack(&mut newer, "new").await.unwrap();
    drop(older);
    newer.command(say(1, "还在", "still")).unwrap();
    ack(&mut newer, "still").await.unwrap();

    live.sign_out(&user).await;
    loop {
        if let Message::SignedOut = next(&mut newer).await {
            break;
        }
    }
    assert!(newer.next().await.is_none());
    newer.command(say(1, "已退出", "late")).unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let log = log_is_gapless(storage, &shift).await;
    let ids: Vec<_> = log.iter().filter_map(|event| event.client_id.as_deref()).collect();
    assert_eq!(ids, ["new", "still"], "who was superseded or signed out is not heard");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_connection_is_let_go_and_resumes() {
    let Fresh { storage, .. } = &sqlite().await;
    let user = trainee(storage, "lin").await;
    let live = live(storage);
    // More windows than a connection may leave messages unread.
    let shift = open(&live, &user, 1_500, Mode::Exam).await;
    let mut seat = live.sit(&shift, &user, 0).await.unwrap();
    // It reads nothing while 3,000 events happen.
    let mut last = 0;
    for _ in 0..200 {
        tokio::time::sleep(Duration::from_millis(50)).await;
        last = storage.last_seq(&shift).await.unwrap();
        if last > 3_000 {
            break;
        }
    }
    let mut had = 0;
    while let Some(message) = seat.next().await {
        if let Message::Event { event, .. } = message {
            assert_eq!(event.seq, had + 1);
            had = event.seq;
        }
    }
    assert!(had < last, "it was let go after {had} of {last}");
    let seat = live.sit(&shift, &user, had).await.unwrap();
    assert_eq!(seat.missed[0].seq, had + 1);
    assert!(seat.missed.iter().any(|event| event.body == Body::ConnectionLost));
    log_is_gapless(storage, &shift).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shift_left_for_a_day_is_over() {
    let Fresh { storage, .. } = &sqlite().await;
    let user = trainee(storage, "lin").await;
    let new = NewShift { user, assignment: None, exam: None, opening: opening(1, Mode::Practice) };
    let never_begun = storage.create_shift(&new, 1_000).await.unwrap();
    let left = storage.create_shift(&new, 2_000).await.unwrap();
    let opened =
        Event { seq: 1, at_ms: 2_000, cause: None, client_id: None, body: Body::ShiftOpened(new.opening.clone()) };
    let append = Append { shift: left.clone(), events: vec![Arc::new(opened)] };
    assert!(storage.append(&[append]).await[0].is_ok());
    let fresh = storage.create_shift(&new, now_ms()).await.unwrap();
    let live = live(storage);
    for shift in [&never_begun, &left] {
        tokio::time::timeout(PATIENCE, async {
            while storage.shift(shift).await.unwrap().unwrap().state == ShiftState::Open {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        })
        .await
        .unwrap();
        let log = log_is_gapless(storage, shift).await;
        assert_eq!(log.last().unwrap().body, Body::ShiftClosed { reason: CloseReason::Abandoned });
    }
    assert_eq!(storage.shift(&fresh).await.unwrap().unwrap().state, ShiftState::Open);
    live.stop().await;
}
