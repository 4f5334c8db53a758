//! Connections come and go; the log does not.

use super::databases::{Fresh, sqlite};
use super::stage::opening;
use super::{PATIENCE, ack, arrived, live, log_is_gapless, next, open, say, trainee};
use miaohui::ids::ShiftId;
use miaohui::live::{Command, LiveError, Message, Refused};
use miaohui::simulation::event::{Body, Mode};
use miaohui::storage::{Json, NewExam, NewShift};
use std::time::Duration;

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
    let leaves_memory = async {
        while live.loaded() > 0 {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(PATIENCE, leaves_memory).await.unwrap();

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
    let exam = NewExam {
        user: user.clone(),
        standard_id: "PS-1".to_owned(),
        standard_version: "1".to_owned(),
        assignment: None,
        ticket_hash: "ticket".to_owned(),
        conditions: Json("{}".to_owned()),
    };
    let exam = Some(storage.create_exam(&exam, 1).await.unwrap());
    let live_before = live(storage);
    let new = NewShift { user: user.clone(), assignment: None, exam, opening: opening(1, Mode::Exam) };
    let shift = live_before.open(&new).await.unwrap();
    let mut seat = live_before.sit(&shift, &user, 0).await.unwrap();
    arrived(&mut seat, 1).await;
    for unfair in [Command::Pause, Command::TakeBack { window: 1, said: 2, client_id: "back".to_owned() }] {
        seat.command(unfair).unwrap();
        let refused = loop {
            if let Message::Refused { why, .. } = next(&mut seat).await {
                break why;
            }
        };
        assert_eq!(refused, Refused::NotInExam);
    }
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

    // The next server goes on with it before anybody connects.
    let live_after = live(storage);
    let goes_on = async {
        while storage.last_seq(&shift).await.unwrap() == log.len() as u64 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(PATIENCE, goes_on).await.unwrap();
    assert_eq!(storage.events_after(&shift, log.len() as u64).await.unwrap()[0].body, Body::ServerUp);
    live_after.stop().await;
    log_is_gapless(storage, &shift).await;
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

    let log = log_is_gapless(storage, &shift).await;
    let ids: Vec<_> = log.iter().filter_map(|event| event.client_id.as_deref()).collect();
    assert_eq!(ids, ["new", "still"], "who was superseded is not heard");
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
