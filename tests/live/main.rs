//! Live shifts on real databases: what was acknowledged is durable, whatever happens.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod commands;
mod connection;
mod crash;
#[path = "../databases/mod.rs"]
mod databases;
mod fork;
mod notebook;
#[path = "../stage/mod.rs"]
mod stage;
mod theatre;

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
        let again = live.sit(&shift, &user, 0).await.map(|_| ());
        assert!(matches!(again, Err(LiveError::Closed)), "{again:?}");
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
async fn a_shift_left_for_a_day_is_over() {
    let Fresh { storage, .. } = &sqlite().await;
    let user = trainee(storage, "lin").await;
    let new = NewShift { user, assignment: None, exam: None, opening: opening(1, Mode::Practice) };
    let never_begun = storage.create_shift(&new, 1_000).await.unwrap();
    let left = storage.create_shift(&new, 2_000).await.unwrap();
    let opened =
        Event { seq: 1, at_ms: 2_000, cause: None, client_id: None, body: Body::ShiftOpened(new.opening.clone()) };
    let append = Append { shift: left.clone(), epoch: 0, events: vec![Arc::new(opened)] };
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
