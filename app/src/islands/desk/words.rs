//! The wire's stable keys in the agent's language.

use super::board::Link;
use crate::desk::card::{ShopCard, yuan};
use crate::desk::wire::{Card, Speaker, Why};
use crate::i18n::*;
use miaohui::catalog::OrderState;
use miaohui::simulation::event::{Action, Colleague, Invitation, LeaveReason, Post, Refusal};

macro_rules! say {
    ($locale:expr, $key:ident) => {
        td_string!($locale, desk.$key).to_string()
    };
}

pub fn link(locale: Locale, link: &Link) -> String {
    match link {
        Link::Connecting => say!(locale, connecting),
        Link::Live => String::new(),
        Link::Lost { .. } => say!(locale, lost),
        Link::Superseded => say!(locale, superseded),
        Link::SignedOut => say!(locale, signed_out),
        Link::OldPage => say!(locale, old_page),
        Link::Gone => say!(locale, gone),
        Link::Closed(_) => say!(locale, closed),
    }
}

pub fn why(locale: Locale, why: Why) -> String {
    match why {
        Why::Unreadable | Why::NoHello | Why::Fault => say!(locale, why_fault),
        Why::Version => say!(locale, old_page),
        Why::Empty => say!(locale, why_empty),
        Why::TooLong => say!(locale, why_too_long),
        Why::UnknownWindow => say!(locale, why_unknown_window),
        Why::WindowEnded => say!(locale, why_window_ended),
        Why::UnknownProduct => say!(locale, why_unknown_product),
        Why::NotInExam => say!(locale, why_not_in_exam),
        Why::TooLate => say!(locale, why_too_late),
        Why::TooMany => say!(locale, why_too_many),
        Why::Paused => say!(locale, why_paused),
        Why::ShiftClosed => say!(locale, closed),
        Why::SignedOut => say!(locale, signed_out),
        Why::Busy => say!(locale, why_busy),
    }
}

pub fn post(locale: Locale, post: Post) -> String {
    match post {
        Post::Presale => say!(locale, post_presale),
        Post::InSale => say!(locale, post_in_sale),
        Post::Aftersales => say!(locale, post_aftersales),
        Post::Review => say!(locale, post_review),
        Post::Supervisor => say!(locale, post_supervisor),
    }
}

pub fn order_state(locale: Locale, state: OrderState) -> String {
    match state {
        OrderState::Unpaid => say!(locale, order_unpaid),
        OrderState::Paid => say!(locale, order_paid),
        OrderState::Dispatched => say!(locale, order_dispatched),
        OrderState::Received => say!(locale, order_received),
        OrderState::Returning => say!(locale, order_returning),
        OrderState::Refunded => say!(locale, order_refunded),
        OrderState::Closed => say!(locale, order_closed),
    }
}

pub fn colleague(locale: Locale, who: Colleague) -> String {
    match who {
        Colleague::Warehouse => say!(locale, warehouse),
        Colleague::Carrier => say!(locale, carrier_desk),
        Colleague::Supervisor => say!(locale, post_supervisor),
    }
}

pub fn refusal(locale: Locale, reason: Refusal) -> String {
    match reason {
        Refusal::NotThisPost => say!(locale, refusal_not_this_post),
        Refusal::AboveLimit => say!(locale, refusal_above_limit),
        Refusal::OrderState => say!(locale, refusal_order_state),
        Refusal::NoOrder => say!(locale, refusal_no_order),
        Refusal::UnknownItem => say!(locale, refusal_unknown_item),
        Refusal::WindowClosed => say!(locale, why_window_ended),
    }
}

pub fn left(locale: Locale, reason: LeaveReason) -> String {
    match reason {
        LeaveReason::Done => say!(locale, left_done),
        LeaveReason::OutOfPatience => say!(locale, left_out_of_patience),
        LeaveReason::Transferred => say!(locale, left_transferred),
        LeaveReason::ShiftClosed => say!(locale, left_shift_closed),
    }
}

/// What was done, with its amount or text.
pub fn action(locale: Locale, action: &Action) -> String {
    match action {
        Action::ReducePrice { amount_cents } => format!("{} −{}", say!(locale, act_reduce_price), yuan(*amount_cents)),
        Action::Coupon { id } => format!("{} {id}", say!(locale, act_coupon)),
        Action::Gift { id } => format!("{} {id}", say!(locale, act_gift)),
        Action::ChangeAddress { text } => format!("{} {text}", say!(locale, act_change_address)),
        Action::Note { text } => format!("{} {text}", say!(locale, act_note)),
        Action::Refund { amount_cents } => format!("{} {}", say!(locale, act_refund), yuan(*amount_cents)),
        Action::Resend { item } => format!("{} {item}", say!(locale, act_resend)),
        Action::Exchange { item, to } => format!("{} {item} → {to}", say!(locale, act_exchange)),
        Action::Postage { amount_cents } => format!("{} {}", say!(locale, act_postage), yuan(*amount_cents)),
        Action::ProductCard { id } => format!("{} {id}", say!(locale, act_product_card)),
        Action::RequestEvidence { what } => format!("{} {what}", say!(locale, act_request_evidence)),
        Action::Ask { who } => format!("{} {}", say!(locale, act_ask), colleague(locale, *who)),
        Action::Transfer { to } => format!("{} {}", say!(locale, act_transfer), post(locale, *to)),
        Action::Invite { what: Invitation::Order } => say!(locale, act_invite_order),
        Action::Invite { what: Invitation::Rating } => say!(locale, act_invite_rating),
        Action::Hold => say!(locale, hold),
        Action::Release => say!(locale, release),
    }
}

/// The second line of a row.
pub fn last_line(locale: Locale, by: Speaker, text: &str, card: Option<&Card>) -> String {
    let shown = match card {
        _ if !text.is_empty() => text.to_owned(),
        Some(Card::Product { title, .. }) => format!("[{}] {title}", say!(locale, product)),
        Some(Card::Order { title, .. }) => format!("[{}] {title}", say!(locale, order)),
        None => String::new(),
    };
    match by {
        Speaker::Buyer => shown,
        Speaker::Agent => format!("{}{shown}", say!(locale, you_said)),
        Speaker::Robot => format!("{}{shown}", say!(locale, robot_said)),
    }
}

/// When and from where a shop sends.
pub fn dispatch(locale: Locale, shop: &ShopCard) -> String {
    td_string!(
        locale,
        desk.dispatch_rule,
        hour = shop.same_day_before_hour,
        hours = shop.within_hours,
        from = shop.from.clone()
    )
}

/// What a shop takes for postage, and where it takes more.
pub fn postage(locale: Locale, shop: &ShopCard) -> String {
    let usual = if shop.free_from_yuan_cents == 0 {
        say!(locale, postage_free)
    } else {
        td_string!(locale, desk.postage_from, sum = yuan(shop.free_from_yuan_cents), fee = yuan(shop.fee_yuan_cents))
    };
    let remote = shop.remote_yuan_cents.iter().map(|(region, fee)| format!("{region} {}", yuan(*fee)));
    std::iter::once(usual).chain(remote).collect::<Vec<_>>().join(" · ")
}

/// How long parcels take, regions of the same days together.
pub fn transit(locale: Locale, shop: &ShopCard) -> Vec<(String, String)> {
    let mut by_days: std::collections::BTreeMap<u64, Vec<&str>> = std::collections::BTreeMap::new();
    for (region, days) in &shop.transit_days {
        by_days.entry(*days).or_default().push(region);
    }
    let comma = if locale == Locale::zh { "、" } else { ", " };
    by_days
        .into_iter()
        .map(|(days, regions)| (td_string!(locale, desk.days, count = days), regions.join(comma)))
        .collect()
}
