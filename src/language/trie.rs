//! Words as a tree of characters: which of them a text begins with.
//!
//! One look-up a character in a flat table; an automaton over bytes takes three, and more memory to follow.

use std::collections::BTreeMap;

const NONE: u32 = u32::MAX;
const ROOT: u32 = 0;

/// From a node by a character to the next node, and the word that ends there.
#[derive(Clone, Copy)]
struct Step {
    from: u32,
    character: u32,
    to: u32,
    word: u32,
}

/// Few thousand short words.
pub struct Trie {
    /// An open hash table, at most half full.
    steps: Vec<Step>,
    /// The characters that words begin with, by their last twelve bits.
    begun: [u64; 64],
}

impl Trie {
    /// The words, numbered in their order.
    pub fn new<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut begun = [0; 64];
        let mut known: BTreeMap<(u32, char), Step> = BTreeMap::new();
        let mut nodes = ROOT;
        for (number, word) in (0..).zip(words) {
            if let Some(first) = word.chars().next() {
                begun[u32::from(first) as usize >> 6 & 63] |= 1 << (u32::from(first) & 63);
            }
            let mut node = ROOT;
            let mut last = None;
            for character in word.chars() {
                let step = known.entry((node, character)).or_insert_with(|| {
                    nodes += 1;
                    Step { from: node, character: character.into(), to: nodes, word: NONE }
                });
                node = step.to;
                last = Some(step);
            }
            if let Some(step) = last {
                step.word = number;
            }
        }
        let empty = Step { from: NONE, character: 0, to: NONE, word: NONE };
        let mut trie = Self { steps: vec![empty; (2 * known.len() + 1).next_power_of_two()], begun };
        for ((from, character), step) in known {
            let at = trie.slot(from, character);
            trie.steps[at] = step;
        }
        trie
    }

    /// Where the step stands, or would.
    fn slot(&self, from: u32, character: char) -> usize {
        let character = u32::from(character);
        let hash = from.wrapping_mul(0x9e37_79b1) ^ character.wrapping_mul(0x85eb_ca6b);
        let mut at = (hash ^ (hash >> 15)) as usize & (self.steps.len() - 1);
        loop {
            let step = &self.steps[at];
            if step.from == NONE || (step.from == from && step.character == character) {
                return at;
            }
            at = (at + 1) & (self.steps.len() - 1);
        }
    }

    /// Tells each word that the text begins with, the shortest first: its number and its length in bytes.
    pub fn each(&self, text: &str, mut found: impl FnMut(usize, usize)) {
        let mut node = ROOT;
        for (at, character) in text.char_indices() {
            let step = &self.steps[self.slot(node, character)];
            if step.from == NONE {
                return;
            }
            if step.word != NONE {
                found(step.word as usize, at + character.len_utf8());
            }
            node = step.to;
        }
    }

    /// The longest word that the text begins with: its number and its length in bytes.
    pub fn longest(&self, text: &str) -> Option<(usize, usize)> {
        let first = u32::from(text.chars().next()?);
        if self.begun[first as usize >> 6 & 63] >> (first & 63) & 1 == 0 {
            return None;
        }
        let mut longest = None;
        self.each(text, |word, length| longest = Some((word, length)));
        longest
    }
}

/// A hundred and twenty-eight places for the characters of a text: tells quickly what does not stand in it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Glance(u128);

impl Glance {
    /// A glance at a text.
    pub fn of(text: &str) -> Self {
        Self(text.chars().fold(0, |places, character| places | place(character)))
    }

    /// Where the word stands first in the text that was glanced at.
    pub fn find(self, text: &str, word: &str) -> Option<usize> {
        let mut characters = word.chars();
        let head = characters.next().map_or(0, place) | characters.next().map_or(0, place);
        if self.0 & head != head {
            return None;
        }
        // Shorter than what `str::find` prepares first.
        text.as_bytes().windows(word.len()).position(|bytes| bytes == word.as_bytes())
    }

    /// True where the word stands in the text that was glanced at.
    pub fn holds(self, text: &str, word: &str) -> bool {
        self.find(text, word).is_some()
    }
}

/// The place of a character among 128.
pub fn place(character: char) -> u128 {
    1 << (u32::from(character).wrapping_mul(0x9e37_79b1) >> 25)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_stem_are_told_apart() {
        let trie = Trie::new(["发", "发货", "发票"].into_iter());
        let mut found = Vec::new();
        trie.each("发货了", |word, length| found.push((word, length)));
        assert_eq!(found, vec![(0, 3), (1, 6)]);
        assert_eq!(trie.longest("发票"), Some((2, 6)));
        assert_eq!(trie.longest("货"), None);
    }

    #[test]
    fn a_glance_finds_what_is_there() {
        let glance = Glance::of("可以退货的");
        assert_eq!(glance.find("可以退货的", "退货"), Some(6));
        assert!(!glance.holds("可以退货的", "换货"));
    }
}
