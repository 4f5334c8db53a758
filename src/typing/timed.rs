//! A text long enough for the time: passages one after the other.

use super::alignment::graphemes;
use super::passage::Passage;
use crate::quiz::chance::Chance;

/// Nobody types more in a minute, so a timed text does not run out.
pub const CHARACTERS_A_MINUTE: u64 = 240;
/// Characters of one drill at most.
pub const TEXT_MAX: usize = 6_000;

/// Passages in an order the seed draws until the text lasts for `minutes`; from the first again where they run out.
/// Empty without passages.
pub fn timed_text(passages: &[&Passage], minutes: u64, seed: &str) -> String {
    let mut order: Vec<&str> = passages.iter().map(|passage| passage.text.trim()).collect();
    order.retain(|text| !text.is_empty());
    Chance::new(seed, "timed").shuffle(&mut order);
    let wanted = usize::try_from(minutes.saturating_mul(CHARACTERS_A_MINUTE)).unwrap_or(TEXT_MAX).min(TEXT_MAX);
    let (mut text, mut characters) = (String::new(), 0);
    for passage in order.iter().cycle() {
        if characters >= wanted {
            break;
        }
        text.push_str(passage);
        characters += graphemes(passage).len();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_enough_and_drawn() {
        let passages: Vec<Passage> = (0..12_u32)
            .map(|n| Passage {
                id: format!("p{n}"),
                title: String::new(),
                topic: "care".into(),
                difficulty: 1,
                text: format!("第{n}段话。").repeat(6),
            })
            .collect();
        let all: Vec<&Passage> = passages.iter().collect();
        for (minutes, least, most) in [(0, 0, 0), (1, 240, 280), (5, 1_200, 1_240)] {
            let characters = graphemes(&timed_text(&all, minutes, "a")).len();
            assert!((least..=most).contains(&characters), "{minutes} min: {characters}");
        }
        assert_eq!(timed_text(&all, 1, "a"), timed_text(&all, 1, "a"));
        assert_ne!(timed_text(&all, 1, "a"), timed_text(&all, 1, "b"));
        assert_eq!(timed_text(&[], 5, "a"), "");
    }
}
