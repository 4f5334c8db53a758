//! What a post may do: each action allowed, or refused with the reason. See the table in `domain.md`.

use super::event::{Action, Outcome, Post, Refusal};
use crate::catalog::{Order, OrderState, Shop};
use crate::content::Content;

/// The most return postage aftersales bears where the shop's freight insurance names no sum, in hundredths of a yuan.
const RETURN_POSTAGE_MAX_YUAN_CENTS: u64 = 2_000;
/// One basis point is a ten-thousandth.
const BASIS: u64 = 10_000;

/// What an action is judged by.
pub struct Desk<'a> {
    pub content: &'a Content,
    pub shop: &'a Shop,
    pub post: Post,
    pub order: Option<&'a Order>,
    /// Price of what is talked about, where there is no order yet.
    pub price_yuan_cents: u64,
    /// What the order's goods have become cheaper by, within the price protection.
    pub price_drop_yuan_cents: u64,
    /// Price reductions given so far this shift.
    pub reductions: u64,
    pub reduced_yuan_cents: u64,
    pub open: bool,
}

impl Desk<'_> {
    /// Judges an action; nothing is changed.
    pub fn judge(&self, action: &Action) -> Outcome {
        match self.refusal(action) {
            None => Outcome::Done,
            Some(reason) => Outcome::Refused { reason },
        }
    }

    fn refusal(&self, action: &Action) -> Option<Refusal> {
        use Post::{Aftersales, InSale, Presale, Review, Supervisor};
        let hand_out = [Aftersales, Review, Supervisor];
        if matches!(action, Action::Hold | Action::Release) {
            return None;
        }
        if !self.open {
            return Some(Refusal::WindowClosed);
        }
        match action {
            Action::ReducePrice { amount_cents } => {
                self.posts(&[Presale, Supervisor]).or_else(|| self.reduction(*amount_cents))
            }
            Action::Coupon { id } => self
                .posts(&[Presale, Aftersales, Review, Supervisor])
                .or_else(|| unknown(self.shop.coupons.iter().any(|coupon| coupon.id == *id))),
            Action::Gift { id } => {
                self.posts(&hand_out).or_else(|| unknown(self.shop.gifts.iter().any(|gift| gift.id == *id)))
            }
            Action::ChangeAddress { .. } => {
                let paid = [OrderState::Unpaid, OrderState::Paid];
                let states: &[OrderState] = if self.post == Presale { &paid[..1] } else { &paid };
                self.order_in(states)
            }
            Action::Note { .. } => self.order.is_none().then_some(Refusal::NoOrder),
            Action::Refund { amount_cents } => self.posts(&hand_out).or_else(|| self.refund(*amount_cents)),
            Action::Resend { item } => self.posts(&hand_out).or_else(|| self.sent()).or_else(|| self.line(item)),
            Action::Exchange { item, to } => self
                .posts(&hand_out)
                .or_else(|| self.sent())
                .or_else(|| self.line(item))
                .or_else(|| unknown(self.in_stock(item, to))),
            Action::Postage { amount_cents } => self.postage(*amount_cents),
            Action::ProductCard { id } => unknown(self.content.product_shop.get(id) == Some(&self.shop.id)),
            Action::Transfer { to } => (*to == self.post && *to == InSale).then_some(Refusal::NotThisPost),
            _ => None,
        }
    }

    fn posts(&self, may: &[Post]) -> Option<Refusal> {
        (!may.contains(&self.post)).then_some(Refusal::NotThisPost)
    }

    fn order_in(&self, states: &[OrderState]) -> Option<Refusal> {
        match self.order {
            None => Some(Refusal::NoOrder),
            Some(order) if !states.contains(&order.state) => Some(Refusal::OrderState),
            Some(_) => None,
        }
    }

    fn sent(&self) -> Option<Refusal> {
        self.order_in(&[OrderState::Paid, OrderState::Dispatched, OrderState::Received, OrderState::Returning])
    }

    fn line(&self, item: &str) -> Option<Refusal> {
        unknown(self.order.is_some_and(|order| order.lines.iter().any(|line| line.product == item)))
    }

    fn in_stock(&self, item: &str, to: &str) -> bool {
        let product = self.content.products.get(item);
        let (colour, size) = to.split_once('/').unwrap_or((to, "均码"));
        product.and_then(|product| product.stock_of(colour, size)).is_some_and(|pieces| pieces > 0)
    }

    fn reduction(&self, amount_cents: u64) -> Option<Refusal> {
        if self.order.is_some_and(|order| order.state != OrderState::Unpaid) {
            return Some(Refusal::OrderState);
        }
        let base = self.order.map_or(self.price_yuan_cents, |order| order.paid_yuan_cents);
        let limit = match self.post {
            Post::Supervisor => base,
            _ => base.saturating_mul(self.shop.authority.reduce_basis_points) / BASIS,
        };
        let often = self.post != Post::Supervisor && self.reductions >= self.shop.authority.reductions_a_day;
        (often || self.reduced_yuan_cents.saturating_add(amount_cents) > limit).then_some(Refusal::AboveLimit)
    }

    /// A part within the compensation table or the price difference, or all that was paid.
    fn refund(&self, amount_cents: u64) -> Option<Refusal> {
        let order = match self.sent() {
            Some(refusal) => return Some(refusal),
            None => self.order?,
        };
        let left = order.paid_yuan_cents.saturating_sub(order.refunded_yuan_cents);
        let table = self.shop.compensation.iter().map(|row| row.refund_max_yuan_cents).max().unwrap_or(0);
        let part = table.max(self.price_drop_yuan_cents);
        let within = amount_cents == left || order.refunded_yuan_cents.saturating_add(amount_cents) <= part;
        let allowed = amount_cents <= left && (within || self.post == Post::Supervisor);
        (!allowed).then_some(Refusal::AboveLimit)
    }

    /// 改运费 before payment; return postage afterwards.
    fn postage(&self, amount_cents: u64) -> Option<Refusal> {
        let order = match self.order {
            None => return Some(Refusal::NoOrder),
            Some(order) => order,
        };
        let hand_out = [Post::Aftersales, Post::Review, Post::Supervisor].contains(&self.post);
        match order.state {
            OrderState::Unpaid => (amount_cents > order.postage_yuan_cents && !hand_out).then_some(Refusal::AboveLimit),
            OrderState::Refunded | OrderState::Closed => Some(Refusal::OrderState),
            _ if !hand_out => Some(Refusal::NotThisPost),
            _ => {
                let limit = self.shop.returns.insurance_max_yuan_cents.max(RETURN_POSTAGE_MAX_YUAN_CENTS);
                (amount_cents > limit).then_some(Refusal::AboveLimit)
            }
        }
    }
}

fn unknown(known: bool) -> Option<Refusal> {
    (!known).then_some(Refusal::UnknownItem)
}
