//! Which attributes an act of a kind, or about a topic, can bear.

use super::act::{ActKind, Polarity, Topic};

/// Acts without attributes.
pub fn is_plain(kind: ActKind) -> bool {
    use ActKind::{Apologise, Close, Empathise, Greet, Invite, Transfer};
    matches!(kind, Greet | Close | Apologise | Empathise | Transfer | Invite)
}

/// Acts that are about a topic or have none, as it comes.
pub fn takes_topic(kind: ActKind) -> bool {
    !is_plain(kind) && !kind.is_violation()
}

/// Acts that take a clause's topics for themselves.
pub fn absorbs(kind: ActKind) -> bool {
    !matches!(kind, ActKind::Greet | ActKind::Close | ActKind::Apologise | ActKind::Empathise | ActKind::Answer)
}

/// Topics whose value is a name: yes or no is said of just that thing.
pub fn is_named(topic: Topic) -> bool {
    matches!(topic, Topic::Material | Topic::Colour | Topic::Carrier | Topic::Payment)
}

pub fn has_polarity(kind: ActKind) -> bool {
    matches!(
        kind,
        ActKind::Answer | ActKind::Recommend | ActKind::Promise | ActKind::Offer | ActKind::Refuse | ActKind::Confirm
    )
}

pub fn polarity_of(kind: ActKind, stated: Polarity) -> Polarity {
    match kind {
        ActKind::Refuse => Polarity::Deny,
        ActKind::Offer | ActKind::Promise => Polarity::Affirm,
        _ => stated,
    }
}

pub fn takes_amount(kind: ActKind) -> bool {
    matches!(kind, ActKind::Offer | ActKind::Promise | ActKind::Refuse)
}

pub fn takes_time(kind: ActKind) -> bool {
    matches!(kind, ActKind::Promise | ActKind::Offer | ActKind::Instruct)
}

pub fn holds_amount(topic: Topic) -> bool {
    use Topic::{Carrier, Coupon, Damage, Gift, Insurance, Missing, Payment, Postage, Price, Quality, Refund, Tax};
    matches!(
        topic,
        Price | Coupon | Postage | Gift | Refund | Insurance | Tax | Payment | Damage | Quality | Missing | Carrier
    )
}

pub fn holds_time(topic: Topic) -> bool {
    use Topic::{Colour, Material, Size};
    !matches!(topic, Colour | Material | Size)
}
