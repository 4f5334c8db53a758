use super::*;
use crate::desk::writing::{list, written};
use serde::Serialize;
use std::fmt::Debug;

/// What serde writes is read as it was.
fn check<T: Serialize + FromJson + PartialEq + Debug>(value: &T) {
    let text = serde_json::to_string(value).unwrap();
    let json = Json::parse(&text).unwrap_or_else(|| panic!("{text}"));
    assert_eq!(T::from_json(&json).as_ref(), Some(value), "{text}");
}

fn words<T: Serialize + FromJson + PartialEq + Debug>(all: &[T]) {
    for word in all {
        check(word);
    }
}

#[test]
fn every_word_is_known() {
    words(&[Mode::Practice, Mode::Exam, Mode::Try]);
    words(&[Post::Presale, Post::InSale, Post::Aftersales, Post::Review, Post::Supervisor]);
    words(&[Colleague::Warehouse, Colleague::Carrier, Colleague::Supervisor]);
    words(&[LeaveReason::Done, LeaveReason::OutOfPatience, LeaveReason::Transferred, LeaveReason::ShiftClosed]);
    words(&[CloseReason::Finished, CloseReason::Ended, CloseReason::TimeUp, CloseReason::Abandoned]);
    words(&[Invitation::Order, Invitation::Rating]);
    words(&[Speaker::Buyer, Speaker::Agent, Speaker::Robot]);
    words(&[
        Refusal::NotThisPost,
        Refusal::AboveLimit,
        Refusal::OrderState,
        Refusal::NoOrder,
        Refusal::UnknownItem,
        Refusal::WindowClosed,
    ]);
    words(&[
        OrderState::Unpaid,
        OrderState::Paid,
        OrderState::Dispatched,
        OrderState::Received,
        OrderState::Returning,
        OrderState::Refunded,
        OrderState::Closed,
    ]);
    words(&[
        Why::Unreadable,
        Why::Version,
        Why::NoHello,
        Why::Empty,
        Why::TooLong,
        Why::UnknownWindow,
        Why::WindowEnded,
        Why::UnknownProduct,
        Why::NotInExam,
        Why::TooLate,
        Why::TooMany,
        Why::Paused,
        Why::ShiftClosed,
        Why::SignedOut,
        Why::Busy,
        Why::Fault,
    ]);
}

fn text(text: &str) -> String {
    text.to_owned()
}

fn actions() -> Vec<Action> {
    vec![
        Action::ReducePrice { amount_cents: 100 },
        Action::Coupon { id: text("c") },
        Action::Gift { id: text("g") },
        Action::ChangeAddress { text: text("江城\n\"二路\"") },
        Action::Note { text: text("备注") },
        Action::Refund { amount_cents: u64::MAX },
        Action::Resend { item: text("XB-1") },
        Action::Exchange { item: text("XB-1"), to: text("天蓝/24") },
        Action::Postage { amount_cents: 0 },
        Action::ProductCard { id: text("XB-1") },
        Action::RequestEvidence { what: text("照片") },
        Action::Ask { who: Colleague::Carrier },
        Action::Transfer { to: Post::Aftersales },
        Action::Invite { what: Invitation::Rating },
        Action::Hold,
        Action::Release,
    ]
}

fn product() -> ProductCard {
    ProductCard {
        id: text("XB-1"),
        shop: text("xiaobu"),
        title: text("学步鞋"),
        kind: text("shoe"),
        price_yuan_cents: 8_900,
        materials: vec![(text("鞋面"), text("针织"))],
        care: vec![text("手洗")],
        seasons: Vec::new(),
        age_months: Some((10, 36)),
        facts: vec![(text("防水"), text("不防水"))],
        points: vec![text("软底")],
        colours: vec![text("天蓝"), text("奶杏")],
        measure: Some(Measure { name: text("脚长"), unit: text("mm"), how: text("光脚量"), inner: true }),
        rows: vec![StockRow { size: text("24"), from_to: Some((131, 136)), inner: None, stock: vec![Some(0), None] }],
        similar: vec![SimilarLine {
            id: text("XB-2"),
            title: text("加绒"),
            price_yuan_cents: 9_900,
            difference: text("冬款"),
        }],
    }
}

fn shop() -> ShopCard {
    ShopCard {
        id: text("xiaobu"),
        name: text("小步"),
        carrier: text("迅达"),
        other_carriers: vec![(text("捷顺"), 800)],
        same_day_before_hour: 16,
        within_hours: 48,
        from: text("浙江"),
        transit_days: vec![(text("江苏"), 2)],
        free_from_yuan_cents: 0,
        fee_yuan_cents: 600,
        remote_yuan_cents: vec![(text("新疆"), 1_500)],
        no_reason_days: 7,
        return_condition: text("不影响二次销售"),
        freight_insurance: true,
        insurance_max_yuan_cents: 1_200,
        warranty_days: 90,
        electronic_invoice: false,
        invoice_within_days: 3,
        price_protection_days: None,
        coupons: vec![CouponLine {
            id: text("c"),
            threshold_yuan_cents: 19_900,
            off_yuan_cents: 2_000,
            terms: text("满减"),
        }],
        gifts: vec![GiftLine { id: text("g"), name: text("袜子"), from_yuan_cents: 9_900 }],
        compensation: vec![CompensationLine {
            fault: text("开胶"),
            refund_max_yuan_cents: 3_000,
            resend: true,
            return_postage: false,
        }],
        reduce_basis_points: 100,
        reductions_a_day: 3,
    }
}

fn order() -> OrderCard {
    OrderCard {
        id: text("1"),
        state: OrderState::Dispatched,
        lines: vec![OrderRow {
            product: text("XB-1"),
            title: text("学步鞋"),
            colour: text("天蓝"),
            size: text("24"),
            pieces: 2,
            price_yuan_cents: 8_900,
        }],
        paid_yuan_cents: 17_800,
        postage_yuan_cents: 0,
        receiver: text("阿禾"),
        address: text("江城"),
        carrier: text("迅达"),
        tracking: text("XD1"),
        track: vec![(26, text("已揽收"))],
        notes: vec![text("急")],
        refunded_yuan_cents: 0,
        gifts: vec![text("袜子")],
        resent: Vec::new(),
        exchanged: vec![(text("XB-1"), text("奶杏/24"))],
    }
}

fn bodies() -> Vec<Body> {
    let card = Card::Product {
        id: text("XB-1"),
        title: text("学步鞋"),
        kind: text("shoe"),
        price_yuan_cents: 8_900,
        stock: 5,
    };
    let order_card = Card::Order { id: text("1"), title: text("学步鞋"), pieces: 2, paid_yuan_cents: 17_800 };
    let acted = |action| Body::Acted {
        window: 1,
        action,
        refused: Some(Refusal::AboveLimit),
        card: None,
        order: Some(Box::new(order())),
    };
    let said = |by, card, waits| Body::Said { window: 7, by, text: text("在吗 😊"), card, waits };
    let mut all: Vec<Body> = actions().into_iter().map(acted).collect();
    all.extend([
        Body::Arrived { window: 1, name: text("阿禾"), shop: text("s"), product: None, order: None },
        Body::Arrived {
            window: 1,
            name: text("阿禾"),
            shop: text("s"),
            product: Some(Box::new(product())),
            order: Some(Box::new(order())),
        },
        said(Speaker::Buyer, Some(card), true),
        said(Speaker::Agent, Some(order_card), false),
        said(Speaker::Robot, None, false),
        Body::TookBack { window: 1, said: 9 },
        Body::Answered { window: 1, who: Colleague::Warehouse, text: text("有") },
        Body::Left { window: 1, reason: LeaveReason::Done },
        Body::Rated { window: 1, stars: 5 },
        Body::Held,
        Body::Released,
        Body::Paused,
        Body::Resumed,
        Body::Down,
        Body::Up,
        Body::Closed { reason: CloseReason::TimeUp },
        Body::Other,
    ]);
    all
}

#[test]
fn every_message_is_read_as_it_was_written() {
    let phrase = |id: &str, shop: &str| Phrase {
        id: text(id),
        shop: text(shop),
        group: text("开场"),
        text: text("您好"),
        code: text("nh"),
        initials: text("nh"),
    };
    let events: Vec<Event> = bodies()
        .into_iter()
        .zip(1..)
        .map(|(body, seq)| Event { seq, at_ms: 9, client_id: (seq % 2 == 0).then(|| text("c")), body })
        .collect();
    events.iter().for_each(check);
    let welcome = Welcome {
        version: 3,
        plan: text("first-day"),
        title: text("第一天"),
        mode: Mode::Practice,
        post: Post::Presale,
        ceiling: 3,
        opened_ms: 1,
        length_ms: 0,
        now_ms: 2,
        whole: true,
        shops: vec![shop()],
        products: vec![ProductLine {
            id: text("XB-1"),
            shop: text("xiaobu"),
            title: text("学步鞋"),
            price_yuan_cents: 1,
        }],
        phrases: vec![phrase("", "xiaobu")],
        own: vec![phrase("p1", "")],
        notes: vec![Note { window: 1, draft: text("亲"), marked: true, at_ms: 5 }],
        settings: Settings { sounds: true, guided: false },
        queue: 2,
        events: events.clone(),
    };
    for message in [
        ToBrowser::Welcome(Box::new(welcome)),
        ToBrowser::Event(events[0].clone()),
        ToBrowser::Ack { client_id: text("c"), seq: 3 },
        ToBrowser::Refused { client_id: None, why: Why::Busy },
        ToBrowser::Refused { client_id: Some(text("c")), why: Why::TooLate },
        ToBrowser::Hint { window: 1, topics: vec![text("size")] },
        ToBrowser::Product(Box::new(product())),
        ToBrowser::OwnPhrases(vec![phrase("p1", "")]),
        ToBrowser::Queue { waiting: 3 },
        ToBrowser::SlowDown { after_ms: 50 },
        ToBrowser::Superseded,
        ToBrowser::Closed { score: text("/desk/1/score") },
        ToBrowser::Error { why: Why::Fault, detail: String::new() },
        ToBrowser::Pong { now_ms: 1 },
    ] {
        check(&message);
    }
    let mut commands = vec![
        ToServer::Say { window: 1, text: text("在的"), client_id: text("a") },
        ToServer::TakeBack { window: 1, said: 4, client_id: text("b") },
    ];
    commands.extend(actions().into_iter().map(|action| ToServer::Act { window: 2, action, client_id: text("d") }));
    check(&commands);
    commands.extend([
        ToServer::Say {
            window: 1, text: text("引号\"、\\、换行\n\r\t\u{8}\u{c}\u{1f} 😊"), client_id: text("a")
        },
        ToServer::Hello { version: 3, after_seq: u64::MAX },
        ToServer::Focus { window: 1 },
        ToServer::Hint { window: 1 },
        ToServer::Look { product: text("XB-1") },
        ToServer::Note { window: 1, draft: text("亲"), marked: true },
        ToServer::KeepPhrase { id: String::new(), category: text("开场"), text: text("您好") },
        ToServer::DropPhrase { id: text("p1") },
        ToServer::Settle(Settings { sounds: false, guided: true }),
        ToServer::Hold,
        ToServer::Release,
        ToServer::Pause,
        ToServer::Resume,
        ToServer::End,
        ToServer::Ping,
    ]);
    for command in &commands {
        assert_eq!(written(command), serde_json::to_string(command).unwrap());
    }
    assert_eq!(list(&commands), serde_json::to_string(&commands).unwrap());
}
