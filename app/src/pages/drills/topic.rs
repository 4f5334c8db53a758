//! Passages' topics, by name.

use crate::i18n::*;

/// A topic's name; a topic nobody has named yet stands as content writes it.
pub fn topic_name(locale: Locale, topic: &str) -> String {
    match topic {
        "opening" => td_string!(locale, drills.topic_opening),
        "recommend" => td_string!(locale, drills.topic_recommend),
        "presale" => td_string!(locale, drills.topic_presale),
        "sizing" => td_string!(locale, drills.topic_sizing),
        "material" => td_string!(locale, drills.topic_material),
        "colour" => td_string!(locale, drills.topic_colour),
        "care" => td_string!(locale, drills.topic_care),
        "stock" => td_string!(locale, drills.topic_stock),
        "price" => td_string!(locale, drills.topic_price),
        "coupon" => td_string!(locale, drills.topic_coupon),
        "gift" => td_string!(locale, drills.topic_gift),
        "postage" => td_string!(locale, drills.topic_postage),
        "invoice" => td_string!(locale, drills.topic_invoice),
        "closing" => td_string!(locale, drills.topic_closing),
        "dispatch" => td_string!(locale, drills.topic_dispatch),
        "logistics" => td_string!(locale, drills.topic_logistics),
        "address" => td_string!(locale, drills.topic_address),
        "return" => td_string!(locale, drills.topic_return),
        "exchange" => td_string!(locale, drills.topic_exchange),
        "refund" => td_string!(locale, drills.topic_refund),
        "quality" => td_string!(locale, drills.topic_quality),
        "damage" => td_string!(locale, drills.topic_damage),
        "missing" => td_string!(locale, drills.topic_missing),
        "wrong" => td_string!(locale, drills.topic_wrong),
        "complaint" => td_string!(locale, drills.topic_complaint),
        "review" => td_string!(locale, drills.topic_review),
        "conduct" => td_string!(locale, drills.topic_conduct),
        "fraud" => td_string!(locale, drills.topic_fraud),
        "tax" | "customs" => td_string!(locale, drills.topic_tax),
        "custom" => td_string!(locale, drills.topic_custom),
        "glasses" => td_string!(locale, drills.topic_glasses),
        "skincare" | "allergy" => td_string!(locale, drills.topic_skincare),
        "outdoor" => td_string!(locale, drills.topic_outdoor),
        "storage" => td_string!(locale, drills.topic_storage),
        "names" => td_string!(locale, drills.topic_names),
        "addresses" => td_string!(locale, drills.topic_addresses),
        "numbers" => td_string!(locale, drills.topic_numbers),
        "mixed" => td_string!(locale, drills.topic_mixed),
        "long" => td_string!(locale, drills.topic_long),
        other => return other.to_owned(),
    }
    .to_string()
}
