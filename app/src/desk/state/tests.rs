use super::*;

fn said(seq: u64, at_s: u64, window: Window, by: Speaker, text: &str, waits: bool) -> Event {
    let client_id = (by == Speaker::Agent).then(|| format!("c{seq}"));
    let body = Body::Said { window, by, text: text.into(), card: None, waits };
    Event { seq, at_ms: at_s * 1_000, client_id, body }
}

fn plain(seq: u64, at_s: u64, body: Body) -> Event {
    Event { seq, at_ms: at_s * 1_000, client_id: None, body }
}

fn arrived(seq: u64, at_s: u64, window: Window) -> Event {
    plain(
        seq,
        at_s,
        Body::Arrived { window, name: format!("买家{window}"), shop: "s".into(), product: None, order: None },
    )
}

fn played(events: &[Event]) -> Desk {
    let mut desk = Desk::default();
    for event in events {
        desk.apply(event, None);
    }
    desk
}

fn texts(desk: &Desk, window: Window) -> Vec<&str> {
    let lines = desk.windows.get(&window).map(|chat| chat.lines.as_slice()).unwrap_or_default();
    lines
        .iter()
        .filter_map(|line| match &line.body {
            LineBody::Said { text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect()
}

#[test]
fn several_buyer_lines_are_one_round() {
    use Speaker::{Agent, Buyer, Robot};
    let desk = played(&[
        arrived(1, 0, 1),
        said(2, 1, 1, Buyer, "在吗", true),
        said(3, 1, 1, Robot, "欢迎光临", false),
        said(4, 20, 1, Buyer, "人呢", true),
        said(5, 31, 1, Agent, "在的亲", false),
        said(6, 40, 1, Buyer, "好的", false),
    ]);
    assert_eq!(desk.figures.average_tenths(), Some(300));
    assert_eq!(desk.figures.first_in_time_percent(), Some(100));
    assert_eq!(desk.windows[&1].waiting_since, None, "thanks do not wait");
    assert_eq!(desk.windows[&1].unread, 1);
}

#[test]
fn pauses_do_not_count() {
    use Speaker::{Agent, Buyer};
    let desk = played(&[
        arrived(1, 0, 1),
        said(2, 10, 1, Buyer, "在吗", true),
        plain(3, 15, Body::Paused),
        plain(4, 100, Body::Down),
        plain(5, 300, Body::Resumed),
        plain(6, 315, Body::Up),
        said(7, 320, 1, Agent, "在的", false),
    ]);
    assert_eq!(desk.figures.average_tenths(), Some(100));
}

#[test]
fn an_event_seen_before_changes_nothing() {
    let events = [arrived(1, 0, 1), said(2, 1, 1, Speaker::Buyer, "在吗", true)];
    let mut desk = played(&events);
    let before = desk.clone();
    for event in &events {
        assert_eq!(desk.apply(event, None), None);
    }
    assert_eq!(desk, before);
}

#[test]
fn a_pending_line_is_confirmed_in_its_place_and_never_doubled() {
    let mut desk = played(&[arrived(1, 0, 1), said(2, 1, 1, Speaker::Buyer, "在吗", true)]);
    let body = LineBody::Said { by: Speaker::Agent, text: "在的".into(), card: None };
    desk.pending(1, "c4", 2_000, body.clone());
    desk.pending(1, "c4", 2_000, body);
    assert!(!desk.windows[&1].lines[1].is_durable());
    desk.apply(&said(3, 2, 1, Speaker::Buyer, "？", true), None);
    assert_eq!(texts(&desk, 1), ["在吗", "？", "在的"]);
    desk.confirmed(1, "c4", 4);
    desk.apply(&said(4, 3, 1, Speaker::Agent, "在的", false), None);
    assert_eq!(texts(&desk, 1), ["在吗", "？", "在的"]);
    assert!(desk.windows[&1].lines[2].is_durable());
    assert_eq!(desk.windows[&1].waiting_since, None);
}

#[test]
fn the_longest_waiter_is_the_first_who_waits() {
    let mut desk = played(&[
        arrived(1, 0, 1),
        arrived(2, 0, 2),
        said(3, 5, 2, Speaker::Buyer, "在吗", true),
        said(4, 9, 1, Speaker::Buyer, "在吗", true),
    ]);
    assert_eq!(desk.longest_waiting(), Some(2));
    desk.apply(&plain(5, 60, Body::Left { window: 2, reason: LeaveReason::OutOfPatience }), None);
    assert_eq!(desk.longest_waiting(), Some(1));
    assert_eq!(desk.figures.average_tenths(), Some(6_000), "an unanswered round counts ten minutes");
}

#[test]
fn a_line_taken_back_answered_nothing() {
    use Speaker::{Agent, Buyer};
    let back = |seq, at_s, said| plain(seq, at_s, Body::TookBack { window: 1, said });
    let begin = [arrived(1, 0, 1), said(2, 1, 1, Buyer, "在吗", true), said(3, 11, 1, Agent, "不在", false)];
    let mut desk = played(&begin);
    desk.apply(&back(4, 13, 3), None);
    assert_eq!((desk.windows[&1].waiting_since, desk.figures.average_tenths()), (Some(1_000), None));
    assert_eq!(texts(&desk, 1), ["在吗"]);
    desk.apply(&said(5, 21, 1, Agent, "在的", false), None);
    assert_eq!(desk.figures.average_tenths(), Some(200));
    assert_eq!(desk.figures.first_in_time_percent(), Some(100));

    let mut desk = played(&begin);
    desk.apply(&said(4, 12, 1, Agent, "在的", false), None);
    desk.apply(&back(5, 13, 3), None);
    assert_eq!(desk.windows[&1].waiting_since, None, "the line after it is the answer");
    assert_eq!(desk.figures.average_tenths(), Some(110));
}

#[test]
fn what_is_on_the_screen_is_read() {
    let mut desk = played(&[arrived(1, 0, 1), said(2, 1, 1, Speaker::Buyer, "在吗", true)]);
    desk.looked(1);
    desk.apply(&said(3, 2, 1, Speaker::Buyer, "？", true), Some(1));
    assert_eq!(desk.windows[&1].unread, 0);
    desk.apply(&said(4, 3, 1, Speaker::Buyer, "人呢", true), Some(2));
    assert_eq!(desk.windows[&1].unread, 1);
}
