//! Weak characters: what a person was slow at or typed wrong over several drills, and a text that trains them.

use super::alignment::graphemes;
use super::passage::Passage;
use super::slow::CharacterTime;
use super::statistics::Script;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A person's last tries that count: older ones are another person's fingers.
pub const TRIES: usize = 30;
/// Weak characters kept of one person.
pub const WEAK_MAX: usize = 24;
/// Slower than the person's own median by so much (per cent of it) is weak.
pub const SLOW_PERCENT: u64 = 160;
/// A wrong place weighs as much as being so many times as slow.
const WRONG_WEIGHT: u64 = 2;
/// A text made of weak characters is about so long.
pub const TEXT_CHARACTERS: usize = 160;
/// Sentences shorter or longer than this are not taken.
const SENTENCE: std::ops::RangeInclusive<usize> = 6..=64;

/// A character that a person is slow at or gets wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weak {
    pub character: String,
    /// Places typed, over all tries.
    pub typed: u64,
    /// Places typed wrong or left out.
    pub wrong: u64,
    /// Mean time a place.
    pub mean_ms: u64,
    /// Per cent: the time beside the person's median, and twice the share of wrong places.
    pub weight: u64,
}

/// A text of real sentences, and what it trains.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeakText {
    pub text: String,
    /// The weak characters in it, weakest first.
    pub trains: Vec<String>,
}

/// The weakest characters of several tries, weakest first; of equally weak ones by code point.
pub fn weak_characters<'a>(tries: impl IntoIterator<Item = &'a [CharacterTime]>) -> Vec<Weak> {
    let mut sums: BTreeMap<&str, (u64, u64, u64)> = BTreeMap::new();
    for one in tries.into_iter().take(TRIES).flatten() {
        // Marks are slow where a sentence ends: one thinks there.
        if matches!(Script::of(&one.character), Script::Punctuation | Script::Other) {
            continue;
        }
        let (typed, ms, wrong) = sums.entry(&one.character).or_default();
        *typed = typed.saturating_add(one.typed);
        *ms = ms.saturating_add(one.mean_ms.saturating_mul(one.typed));
        *wrong = wrong.saturating_add(one.wrong);
    }
    let mut means: Vec<u64> = sums.values().filter_map(|(typed, ms, _)| ms.checked_div(*typed)).collect();
    means.sort_unstable();
    let median = means.get(means.len() / 2).copied().unwrap_or(0).max(1);
    let mut weak: Vec<Weak> = sums
        .into_iter()
        .map(|(character, (typed, ms, wrong))| {
            let mean_ms = ms.checked_div(typed).unwrap_or(0);
            let slow = mean_ms.saturating_mul(100) / median;
            let wrong_share = wrong.saturating_mul(100) / typed.max(wrong).max(1);
            let weight = slow.saturating_add(WRONG_WEIGHT * wrong_share);
            Weak { character: character.to_owned(), typed, wrong, mean_ms, weight }
        })
        .filter(|weak| weak.wrong > 0 || weak.weight >= SLOW_PERCENT)
        .collect();
    weak.sort_by(|a, b| b.weight.cmp(&a.weight).then_with(|| a.character.cmp(&b.character)));
    weak.truncate(WEAK_MAX);
    weak
}

/// Sentences of the passages that are densest in weak characters, chosen greedily; each further occurrence of a
/// character counts less, so that all get their turn. `None` where no sentence holds any.
pub fn weak_text<'a>(passages: impl IntoIterator<Item = &'a Passage>, weak: &[Weak]) -> Option<WeakText> {
    let weights: BTreeMap<&str, u64> = weak.iter().map(|weak| (weak.character.as_str(), weak.weight.max(1))).collect();
    let mut left: Vec<Vec<&str>> = Vec::new();
    for passage in passages {
        for sentence in sentences(&passage.text) {
            if !left.contains(&sentence) && sentence.iter().any(|character| weights.contains_key(character)) {
                left.push(sentence);
            }
        }
    }
    let mut seen: BTreeMap<&str, u64> = BTreeMap::new();
    let mut text: Vec<&str> = Vec::new();
    while text.len() < TEXT_CHARACTERS {
        // A thousandth of weight a character.
        let gain = |sentence: &[&str]| {
            let mut here = seen.clone();
            let worth: u64 = sentence
                .iter()
                .filter_map(|character| Some((*character, weights.get(character)?)))
                .map(|(character, weight)| {
                    let times = here.entry(character).or_default();
                    *times += 1;
                    weight * 1_000 / *times
                })
                .sum();
            worth / sentence.len().max(1) as u64
        };
        let best = (0..left.len()).max_by_key(|at| (gain(&left[*at]), std::cmp::Reverse(*at)));
        let Some(best) = best else { break };
        let sentence = left.remove(best);
        for character in sentence.iter().filter(|character| weights.contains_key(*character)) {
            *seen.entry(character).or_default() += 1;
        }
        text.extend(sentence);
    }
    let trains = weak.iter().filter(|weak| seen.contains_key(weak.character.as_str()));
    let trains: Vec<String> = trains.map(|weak| weak.character.clone()).collect();
    (!trains.is_empty()).then(|| WeakText { text: text.concat(), trains })
}

/// Whole sentences as characters, with their closing mark.
fn sentences(text: &str) -> Vec<Vec<&str>> {
    let mut sentences = Vec::new();
    let mut sentence = Vec::new();
    for character in graphemes(text.trim()) {
        if character != "\n" {
            sentence.push(character);
        }
        if matches!(character, "。" | "！" | "？" | "；" | "\n") {
            let whole = std::mem::take(&mut sentence);
            if SENTENCE.contains(&whole.len()) && character != "\n" {
                sentences.push(whole);
            }
        }
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(character: &str, typed: u64, mean_ms: u64, wrong: u64) -> CharacterTime {
        CharacterTime { character: character.to_owned(), typed, mean_ms, wrong }
    }

    fn passage(id: &str, text: &str) -> Passage {
        let (topic, title) = ("care".to_owned(), id.to_owned());
        Passage { id: id.to_owned(), title, topic, difficulty: 1, text: text.to_owned() }
    }

    #[test]
    fn slow_and_wrong_over_several_tries() {
        let first = [
            time("亲", 2, 300, 0),
            time("鞋", 1, 900, 0),
            time("码", 1, 300, 1),
            time("\n", 1, 5_000, 0),
            time("，", 3, 2_000, 1),
        ];
        let second = [time("鞋", 3, 500, 0), time("在", 4, 300, 0), time("您", 1, 310, 0)];
        let weak = weak_characters([first.as_slice(), second.as_slice()]);
        let got: Vec<_> = weak.iter().map(|w| (w.character.as_str(), w.typed, w.mean_ms, w.wrong, w.weight)).collect();
        // The median character takes 300 ms: 鞋 twice that, 码 wrong each time.
        assert_eq!(got, [("码", 1, 300, 1, 300), ("鞋", 4, 600, 0, 200)]);
        assert_eq!(weak_characters([]), []);
    }

    #[test]
    fn sentences_that_are_densest_in_them() {
        let passages = [
            passage("a", "今天下午四点前付款当天发。这双鞋的码偏大，鞋面软。"),
            passage("b", "码数看表就行。欢迎光临小店。"),
        ];
        let weak = weak_characters([[time("码", 1, 300, 1), time("鞋", 4, 600, 0), time("在", 9, 300, 0)].as_slice()]);
        let made = weak_text(&passages, &weak).unwrap();
        assert_eq!(made.text, "这双鞋的码偏大，鞋面软。码数看表就行。");
        assert_eq!(made.trains, ["码", "鞋"]);
        assert_eq!(weak_text(&passages, &weak_characters([[time("鳜", 1, 900, 1)].as_slice()])), None);
        assert_eq!(weak_text(&passages, &[]), None);
    }
}
