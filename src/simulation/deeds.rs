//! What deeds change in a window: the order, what was given, and a colleague's answer to come.

use super::event::{Action, Colleague};
use super::ground::Ground;
use super::pending::{Effects, Then};
use super::window::WindowState;
use crate::catalog::OrderState;

/// A colleague answers one to three minutes later, with the first line whose sources all hold.
pub fn answer_later(state: &mut WindowState, ground: &Ground<'_>, fx: &mut Effects<'_>, who: Colleague) {
    let lines = &ground.content.buyers.colleagues;
    let lines = match who {
        Colleague::Warehouse => &lines.warehouse,
        Colleague::Carrier => &lines.carrier,
        Colleague::Supervisor => &lines.supervisor,
    };
    let Some(text) = lines.iter().find_map(|line| ground.fill(line).ok()) else { return };
    let in_ms = fx.chance(state.window).between(60_000, 180_000);
    state.push(fx, fx.now_ms + in_ms, Then::Answer { who, text: text.into() });
}

impl WindowState {
    /// What an action that went through changes in the order.
    pub(super) fn give(&mut self, action: &Action) {
        let given = &mut self.given;
        match action {
            Action::ReducePrice { amount_cents } => {
                given.reduced_yuan_cents += amount_cents;
                given.reductions += 1;
            }
            Action::Coupon { id } => given.coupons.push(id.clone()),
            Action::Gift { id } => given.gifts.push(id.clone()),
            Action::ChangeAddress { text } => given.address = Some(text.clone()),
            Action::Note { text } => given.notes.push(text.clone()),
            Action::Refund { amount_cents } => given.refunded_yuan_cents += amount_cents,
            Action::Resend { item } => given.resent.push(item.clone()),
            Action::Exchange { item, to } => given.exchanged.push((item.clone(), to.clone())),
            Action::Postage { amount_cents } => given.postage_yuan_cents = Some(*amount_cents),
            Action::Transfer { to } => given.transfer = Some(*to),
            _ => {}
        }
        let Some(order) = &mut self.order else { return };
        match action {
            Action::ReducePrice { amount_cents } => {
                order.paid_yuan_cents = order.paid_yuan_cents.saturating_sub(*amount_cents);
            }
            Action::Gift { id } => order.gifts.push(id.clone()),
            Action::ChangeAddress { text } => order.address.clone_from(text),
            Action::Note { text } => order.notes.push(text.clone()),
            Action::Refund { amount_cents } => {
                order.refunded_yuan_cents = order.refunded_yuan_cents.saturating_add(*amount_cents);
                if order.refunded_yuan_cents >= order.paid_yuan_cents {
                    order.state = OrderState::Refunded;
                }
            }
            Action::Resend { item } => order.resent.push(item.clone()),
            Action::Exchange { item, to } => order.exchanged.push((item.clone(), to.clone())),
            Action::Postage { amount_cents } if order.state == OrderState::Unpaid => {
                order.postage_yuan_cents = *amount_cents;
            }
            _ => {}
        }
    }
}
