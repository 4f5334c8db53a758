//! Topics as a person writes them, and as the bank counts by them.

use crate::i18n::*;
use crate::pages::trainer::bank::words;
use crate::server::{error::ApiError, state::AppState};
use std::collections::BTreeMap;

/// The bank's own topics.
const TOPICS: [&str; 14] = [
    "conduct",
    "authority",
    "returns",
    "coupon",
    "logistics",
    "fraud",
    "invoice",
    "tax",
    "platform",
    "size",
    "material",
    "care",
    "usage",
    "price",
];
/// Categories of Moodle that name nothing.
const NAMELESS: [&str; 3] = ["$course$", "$system$", "top"];

/// The topic that words name, in either language; unknown words are a topic of the school's own.
pub fn key(given: &str) -> String {
    let named = |topic: &&&str| [Locale::zh, Locale::en].iter().any(|locale| words::topic(*locale, topic) == given);
    TOPICS.iter().find(named).map_or(given, |topic| topic).to_owned()
}

/// The topic of a category: its last part; empty where it names none.
pub fn guessed(category: &str) -> String {
    let last = category.rsplit('/').next().unwrap_or_default().trim();
    if NAMELESS.contains(&last) { String::new() } else { key(last) }
}

/// The topics there are, by the words they are chosen by.
pub async fn known(state: &AppState, locale: Locale) -> Result<Vec<String>, ApiError> {
    let mut known: BTreeMap<String, ()> = TOPICS.iter().map(|topic| (words::topic(locale, topic), ())).collect();
    for item in state.items().await?.iter().filter(|item| item.version > 0) {
        known.insert(words::topic(locale, &item.topic), ());
    }
    Ok(known.into_keys().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_of_categories() {
        let check = |category: &str, expected: &str| assert_eq!(guessed(category), expected, "{category}");
        check("$course$/top/returns", "returns");
        check(&format!("客服/{}", words::topic(Locale::zh, "returns")), "returns");
        check("$course$/客服/直播", "直播");
        check("$course$/top", "");
        check("", "");
    }
}
