//! What a shift does not do, and what it says then.

use super::databases::{Fresh, sqlite};
use super::stage::opening;
use super::{ack, arrived, live, log_is_gapless, next, open, say, trainee, until};
use miaohui::live::{Command, LINE_CHARS_MAX, LiveError, Message, Refused};
use miaohui::simulation::event::{Body, Mode};
use miaohui::storage::NewShift;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn bad_commands_are_refused_with_the_reason() {
    let Fresh { storage, .. } = &sqlite().await;
    let user = trainee(storage, "lin").await;
    let live = live(storage);
    let shift = open(&live, &user, 2, Mode::Practice).await;
    let mut seat = live.sit(&shift, &user, 0).await.unwrap();
    arrived(&mut seat, 2).await;
    let mut check = async |command: Command, expected: Refused| {
        let id = command.client_id().map(str::to_owned);
        seat.command(command).unwrap();
        loop {
            match next(&mut seat).await {
                Message::Refused { client_id, why } => {
                    assert_eq!((client_id, why), (id, expected));
                    return;
                }
                Message::Ack { client_id, .. } if Some(&client_id) == id.as_ref() => {
                    panic!("{client_id} was carried out")
                }
                _ => {}
            }
        }
    };
    check(say(3, "在的", "a"), Refused::UnknownWindow).await;
    check(say(1, " \n", "b"), Refused::Empty).await;
    check(say(1, &"长".repeat(LINE_CHARS_MAX + 1), "c"), Refused::TooLong).await;
    check(say(1, "在的", ""), Refused::BadClientId).await;
    check(say(1, "在的", &"x".repeat(65)), Refused::BadClientId).await;
    check(Command::Focus { window: 9 }, Refused::UnknownWindow).await;
    let take_back = |window, id: &str| Command::TakeBack { window, said: 2, client_id: id.to_owned() };
    check(take_back(1, "g"), Refused::TooLate).await;
    check(take_back(9, "h"), Refused::UnknownWindow).await;
    check(take_back(1, ""), Refused::BadClientId).await;
    seat.command(Command::Pause).unwrap();
    let mut check = async |command: Command, expected: Refused| {
        seat.command(command).unwrap();
        loop {
            if let Message::Refused { why, .. } = next(&mut seat).await {
                assert_eq!(why, expected);
                return;
            }
        }
    };
    check(say(1, "在的", "d"), Refused::Paused).await;
    seat.command(Command::Resume).unwrap();
    seat.command(say(1, "再见", "e")).unwrap();
    until(&mut seat, |body| matches!(body, Body::BuyerLeft { .. })).await;
    seat.command(say(1, "还在吗", "f")).unwrap();
    assert_eq!(ack(&mut seat, "f").await, Err(Refused::WindowEnded));
    seat.command(Command::Hint { window: 2 }).unwrap();
    loop {
        if let Message::Hint { window, topics } = next(&mut seat).await {
            assert_eq!((window, topics.len()), (2, 1));
            break;
        }
    }
    let bad_plan = NewShift {
        user,
        assignment: None,
        exam: None,
        opening: miaohui::simulation::event::Opening { plan: "none".to_owned(), ..opening(1, Mode::Practice) },
    };
    assert!(matches!(live.open(&bad_plan).await, Err(LiveError::Stage(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_is_told_to_slow_down_and_not_cut() {
    let Fresh { storage, .. } = &sqlite().await;
    let user = trainee(storage, "lin").await;
    let live = live(storage);
    let shift = open(&live, &user, 1, Mode::Practice).await;
    let mut seat = live.sit(&shift, &user, 0).await.unwrap();
    arrived(&mut seat, 1).await;
    let (mut refused_at_the_door, mut sent) = (0, 0);
    for nr in 0..600 {
        match seat.command(say(1, "在的", &format!("f{nr}"))) {
            Ok(()) => sent += 1,
            Err(Refused::SlowDown { .. }) => refused_at_the_door += 1,
            Err(why) => panic!("{why}"),
        }
    }
    let (mut acked, mut slowed) = (0, 0);
    while acked + slowed < sent {
        match next(&mut seat).await {
            Message::Ack { .. } => acked += 1,
            Message::Refused { why: Refused::SlowDown { retry_ms }, .. } => {
                assert!(retry_ms > 0);
                slowed += 1;
            }
            _ => {}
        }
    }
    assert!(acked >= 60 && slowed + refused_at_the_door > 400, "{acked} {slowed} {refused_at_the_door}");
    tokio::time::sleep(Duration::from_millis(200)).await;
    seat.command(say(1, "慢慢来", "after")).unwrap();
    ack(&mut seat, "after").await.unwrap();
    log_is_gapless(storage, &shift).await;
}
