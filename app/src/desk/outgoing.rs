//! Logged events on their way to the agent: without what was read in the replies, without
//! scenarios, needs and effects.

use super::cards;
use super::wire::{Body, Card, Event, Speaker};
use miaohui::catalog::Order;
use miaohui::content::Content;
use miaohui::simulation::event::{self as log, Action, Outcome, Window};
use std::collections::BTreeMap;

/// Turns events of one shift into their wire form, in order.
pub struct Outgoing<'a> {
    content: &'a Content,
    orders: BTreeMap<Window, Order>,
}

impl<'a> Outgoing<'a> {
    pub fn new(content: &'a Content) -> Self {
        Self { content, orders: BTreeMap::new() }
    }

    /// Orders of windows as they stand.
    pub fn know(&mut self, orders: &BTreeMap<Window, Order>) {
        self.orders.extend(orders.iter().map(|(window, order)| (*window, order.clone())));
    }

    /// One event; `order` is the window's order after it, where it is known better than before.
    pub fn event(&mut self, event: &log::Event, order: Option<&Order>) -> Event {
        Event {
            seq: event.seq,
            at_ms: event.at_ms,
            client_id: event.client_id.clone(),
            body: self.body(&event.body, order),
        }
    }

    fn body(&mut self, body: &log::Body, order: Option<&Order>) -> Body {
        match body {
            log::Body::BuyerArrived { window, name, shop, product, order, .. } => {
                if let Some(order) = order {
                    self.orders.entry(*window).or_insert_with(|| (**order).clone());
                }
                Body::Arrived {
                    window: *window,
                    name: name.clone(),
                    shop: shop.clone(),
                    product: self.first_product(product.as_deref(), order.as_deref()).map(Box::new),
                    order: self.order(*window),
                }
            }
            log::Body::BuyerSaid { window, text, card, waits } => Body::Said {
                window: *window,
                by: Speaker::Buyer,
                text: text.clone(),
                card: card.as_deref().and_then(|id| self.card(*window, id)),
                waits: *waits,
            },
            log::Body::AgentSaid { window, text, .. } => {
                Body::Said { window: *window, by: Speaker::Agent, text: text.clone(), card: None, waits: false }
            }
            log::Body::AgentTookBack { window, said } => Body::TookBack { window: *window, said: *said },
            log::Body::RobotSaid { window, text } => {
                Body::Said { window: *window, by: Speaker::Robot, text: text.clone(), card: None, waits: false }
            }
            log::Body::AgentActed { window, action, outcome } => {
                if let Some(order) = order {
                    self.orders.insert(*window, order.clone());
                }
                self.acted(*window, action, outcome)
            }
            log::Body::AnswerCame { window, who, text } => {
                Body::Answered { window: *window, who: *who, text: text.clone() }
            }
            log::Body::BuyerLeft { window, reason } => Body::Left { window: *window, reason: *reason },
            log::Body::Rated { window, stars } => Body::Rated { window: *window, stars: *stars },
            log::Body::Held => Body::Held,
            log::Body::Released => Body::Released,
            log::Body::Paused => Body::Paused,
            log::Body::Resumed => Body::Resumed,
            log::Body::ServerDown => Body::Down,
            log::Body::ServerUp => Body::Up,
            log::Body::ShiftClosed { reason } => Body::Closed { reason: *reason },
            log::Body::ShiftOpened(_)
            | log::Body::WindowFocused { .. }
            | log::Body::HintShown { .. }
            | log::Body::ConnectionLost
            | log::Body::ConnectionRestored => Body::Other,
        }
    }

    fn acted(&self, window: Window, action: &Action, outcome: &Outcome) -> Body {
        let refused = match outcome {
            Outcome::Done => None,
            Outcome::Refused { reason } => Some(*reason),
        };
        let card = match action {
            Action::ProductCard { id } if refused.is_none() => self.card(window, id),
            _ => None,
        };
        Body::Acted { window, action: action.clone(), refused, card, order: self.order(window) }
    }

    /// The product the buyer came from, or the first of the order.
    fn first_product(&self, product: Option<&str>, order: Option<&Order>) -> Option<super::card::ProductCard> {
        let ordered = order.and_then(|order| order.lines.first()).map(|line| line.product.as_str());
        cards::product(self.content, product.or(ordered)?)
    }

    fn order(&self, window: Window) -> Option<Box<super::card::OrderCard>> {
        self.orders.get(&window).map(|order| Box::new(cards::order(self.content, order)))
    }

    fn card(&self, window: Window, id: &str) -> Option<Card> {
        if let Some(product) = cards::product(self.content, id) {
            let stock = product.stock();
            return Some(Card::Product {
                id: product.id,
                title: product.title,
                kind: product.kind,
                price_yuan_cents: product.price_yuan_cents,
                stock,
            });
        }
        let order = self.orders.get(&window).filter(|order| order.id == id)?;
        let first = order.lines.first().map(|line| line.product.as_str());
        let title = first.and_then(|id| self.content.products.get(id)).map(|product| product.title.clone());
        Some(Card::Order {
            id: order.id.clone(),
            title: title.unwrap_or_default(),
            pieces: order.lines.iter().map(|line| line.pieces).sum(),
            paid_yuan_cents: order.paid_yuan_cents,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Outgoing;
    use miaohui::content::Content;
    use miaohui::language::act::{Act, ActKind};
    use miaohui::simulation::event::{Body, Event};

    #[test]
    fn what_is_hidden_stays_on_the_server() {
        let content = Content::default();
        let mut outgoing = Outgoing::new(&content);
        let check = |outgoing: &mut Outgoing<'_>, body: Body, hidden: &[&str]| {
            let event = Event { seq: 1, at_ms: 0, cause: None, client_id: None, body };
            let text = serde_json::to_string(&outgoing.event(&event, None)).unwrap();
            for word in hidden {
                assert!(!text.contains(word), "{word} in {text}");
            }
        };
        let said =
            Body::AgentSaid { window: 1, text: "在的".into(), acts: vec![Act::plain(ActKind::Greet)], engine: 77 };
        check(&mut outgoing, said, &["acts", "greet", "77"]);
        let arrived = Body::BuyerArrived {
            window: 1,
            name: "阿禾".into(),
            shop: "s".into(),
            scenario: "secret-case".into(),
            product: None,
            order: None,
        };
        check(&mut outgoing, arrived, &["secret-case", "scenario"]);
    }
}
