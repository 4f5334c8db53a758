//! How the browser reads the desk's messages: see [`super::json`]. The words are those serde writes.

use super::card::{
    CompensationLine, CouponLine, GiftLine, Measure, OrderCard, OrderRow, ProductCard, ProductLine, ShopCard,
    SimilarLine, StockRow,
};
use super::from_json::{FromJson, from_json_struct, from_json_tagged, from_json_words};
use super::json::Json;
use super::phrase::Phrase;
use super::wire::{Body, Card, Event, Note, Settings, Speaker, ToBrowser, ToServer, Welcome, Why};
use miaohui::catalog::OrderState;
use miaohui::simulation::event::{Action, CloseReason, Colleague, Invitation, LeaveReason, Mode, Post, Refusal};

from_json_words! {
    Mode { "practice" => Practice, "exam" => Exam, "try" => Try }
    Post {
        "presale" => Presale, "in_sale" => InSale, "aftersales" => Aftersales, "review" => Review,
        "supervisor" => Supervisor,
    }
    Colleague { "warehouse" => Warehouse, "carrier" => Carrier, "supervisor" => Supervisor }
    LeaveReason {
        "done" => Done, "out_of_patience" => OutOfPatience, "transferred" => Transferred, "shift_closed" => ShiftClosed,
    }
    CloseReason { "finished" => Finished, "ended" => Ended, "time_up" => TimeUp, "abandoned" => Abandoned }
    Invitation { "order" => Order, "rating" => Rating }
    Refusal {
        "not_this_post" => NotThisPost, "above_limit" => AboveLimit, "order_state" => OrderState, "no_order" => NoOrder,
        "unknown_item" => UnknownItem, "window_closed" => WindowClosed,
    }
    OrderState {
        "unpaid" => Unpaid, "paid" => Paid, "dispatched" => Dispatched, "received" => Received,
        "returning" => Returning, "refunded" => Refunded, "closed" => Closed,
    }
    Speaker { "buyer" => Buyer, "agent" => Agent, "robot" => Robot }
    Why {
        "unreadable" => Unreadable, "version" => Version, "no_hello" => NoHello, "empty" => Empty,
        "too_long" => TooLong, "unknown_window" => UnknownWindow, "window_ended" => WindowEnded,
        "unknown_product" => UnknownProduct, "not_in_exam" => NotInExam, "too_late" => TooLate,
        "too_many" => TooMany, "paused" => Paused, "shift_closed" => ShiftClosed, "signed_out" => SignedOut,
        "busy" => Busy, "fault" => Fault,
    }
}

from_json_struct! {
    ProductLine { id, shop, title, price_yuan_cents }
    ProductCard {
        id, shop, title, kind, price_yuan_cents, materials, care, seasons, age_months, facts, points, colours, measure,
        rows, similar,
    }
    Measure { name, unit, how, inner }
    StockRow { size, from_to, inner, stock }
    SimilarLine { id, title, price_yuan_cents, difference }
    ShopCard {
        id, name, carrier, other_carriers, same_day_before_hour, within_hours, from, transit_days,
        free_from_yuan_cents, fee_yuan_cents, remote_yuan_cents, no_reason_days, return_condition, freight_insurance,
        insurance_max_yuan_cents, warranty_days, electronic_invoice, invoice_within_days, price_protection_days,
        coupons, gifts, compensation, reduce_basis_points, reductions_a_day,
    }
    CouponLine { id, threshold_yuan_cents, off_yuan_cents, terms }
    GiftLine { id, name, from_yuan_cents }
    CompensationLine { fault, refund_max_yuan_cents, resend, return_postage }
    OrderCard {
        id, state, lines, paid_yuan_cents, postage_yuan_cents, receiver, address, carrier, tracking, track, notes,
        refunded_yuan_cents, gifts, resent, exchanged,
    }
    OrderRow { product, title, colour, size, pieces, price_yuan_cents }
    Phrase { id, shop, group, text, code, initials }
    Note { window, draft, marked, at_ms }
    Settings { sounds, guided }
    Welcome {
        version, plan, title, mode, post, ceiling, opened_ms, length_ms, now_ms, whole, shops, products, phrases, own,
        notes, settings, queue, events,
    }
    Event { seq, at_ms, client_id, body }
}

from_json_tagged! {
    Card {
        ;
        "product" => Product { id, title, kind, price_yuan_cents, stock },
        "order" => Order { id, title, pieces, paid_yuan_cents },
        ;
    }
}

from_json_tagged! {
    Body {
        "held" => Held, "released" => Released, "paused" => Paused, "resumed" => Resumed, "down" => Down, "up" => Up,
        "other" => Other,
        ;
        "arrived" => Arrived { window, name, shop, product, order },
        "said" => Said { window, by, text, card, waits },
        "took_back" => TookBack { window, said },
        "acted" => Acted { window, action, refused, card, order },
        "answered" => Answered { window, who, text },
        "left" => Left { window, reason },
        "rated" => Rated { window, stars },
        "closed" => Closed { reason },
        ;
    }
}

from_json_tagged! {
    ToBrowser {
        "superseded" => Superseded,
        ;
        "ack" => Ack { client_id, seq },
        "refused" => Refused { client_id, why },
        "hint" => Hint { window, topics },
        "queue" => Queue { waiting },
        "slow_down" => SlowDown { after_ms },
        "closed" => Closed { score },
        "error" => Error { why, detail },
        "pong" => Pong { now_ms },
        ;
        "welcome" => Welcome, "event" => Event, "product" => Product, "own_phrases" => OwnPhrases,
    }
}

// What the outbox keeps across a reload.
from_json_tagged! {
    ToServer {
        ;
        "say" => Say { window, text, client_id },
        "act" => Act { window, action, client_id },
        "take_back" => TakeBack { window, said, client_id },
        ;
    }
}

impl FromJson for Action {
    fn from_json(json: &Json) -> Option<Self> {
        let (amount, text) = (|| json.field("amount_cents"), |name| json.field(name));
        Some(match json.member("name").text()? {
            "reduce_price" => Self::ReducePrice { amount_cents: amount()? },
            "coupon" => Self::Coupon { id: text("id")? },
            "gift" => Self::Gift { id: text("id")? },
            "change_address" => Self::ChangeAddress { text: text("text")? },
            "note" => Self::Note { text: text("text")? },
            "refund" => Self::Refund { amount_cents: amount()? },
            "resend" => Self::Resend { item: text("item")? },
            "exchange" => Self::Exchange { item: text("item")?, to: text("to")? },
            "postage" => Self::Postage { amount_cents: amount()? },
            "product_card" => Self::ProductCard { id: text("id")? },
            "request_evidence" => Self::RequestEvidence { what: text("what")? },
            "ask" => Self::Ask { who: json.field("who")? },
            "transfer" => Self::Transfer { to: json.field("to")? },
            "invite" => Self::Invite { what: json.field("what")? },
            "hold" => Self::Hold,
            "release" => Self::Release,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests;
