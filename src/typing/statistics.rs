//! What a text is made of: its scripts, how often they change, and which characters stand nowhere else.

use super::alignment::graphemes;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A change of script costs about two keys more: the input method is switched, or a candidate refused.
const SWITCH_KEYS: f64 = 2.0;
/// A character that no other text has must be looked for among the candidates: about three keys more.
const RARE_KEYS: f64 = 3.0;

/// The script a character belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Script {
    Han,
    Latin,
    Digit,
    Punctuation,
    /// Blanks, line ends and all else.
    Other,
}

impl Script {
    /// By the first code point of a grapheme cluster.
    pub fn of(character: &str) -> Self {
        match character.chars().next() {
            Some('\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' | '〇' | '々') => Self::Han,
            Some(c) if c.is_numeric() => Self::Digit,
            Some(c) if c.is_alphabetic() => Self::Latin,
            Some(c) if c.is_whitespace() || c.is_control() => Self::Other,
            Some(_) => Self::Punctuation,
            None => Self::Other,
        }
    }
}

/// Counts of one text, in grapheme clusters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statistics {
    pub characters: u64,
    /// Different ones.
    pub distinct: u64,
    pub han: u64,
    pub latin: u64,
    pub digits: u64,
    pub punctuation: u64,
    pub other: u64,
    /// Changes between Han, Latin and digits; marks between them belong to either.
    pub switches: u64,
}

impl Statistics {
    pub fn of(text: &str) -> Self {
        let characters = graphemes(text);
        let mut statistics = Self {
            characters: characters.len() as u64,
            distinct: characters.iter().collect::<BTreeSet<_>>().len() as u64,
            ..Self::default()
        };
        let mut before = None;
        for character in characters {
            let script = Script::of(character);
            match script {
                Script::Han => statistics.han += 1,
                Script::Latin => statistics.latin += 1,
                Script::Digit => statistics.digits += 1,
                Script::Punctuation => statistics.punctuation += 1,
                Script::Other => statistics.other += 1,
            }
            if matches!(script, Script::Han | Script::Latin | Script::Digit) {
                statistics.switches += u64::from(before.is_some_and(|before| before != script));
                before = Some(script);
            }
        }
        statistics
    }

    /// Of all characters, 0 to 1.
    pub fn share(&self, part: u64) -> f64 {
        if self.characters == 0 { 0.0 } else { part as f64 / self.characters as f64 }
    }

    /// How hard a text is without a table of frequencies: a key a character, and what script changes and `rare`
    /// characters (such as stand in no other text) cost beside. 1 is plain.
    pub fn hardness(&self, rare: u64) -> f64 {
        1.0 + SWITCH_KEYS * self.share(self.switches) + RARE_KEYS * self.share(rare)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts() {
        let check = |text: &str, expected: [u64; 8]| {
            let s = Statistics::of(text);
            let got = [s.characters, s.distinct, s.han, s.latin, s.digits, s.punctuation, s.other, s.switches];
            assert_eq!(got, expected, "{text}");
        };
        check("", [0; 8]);
        check("您好，在的。", [6, 6, 4, 0, 0, 2, 0, 0]);
        // Han, digits, Han: two changes; the point inside the number is none.
        check("脚长13.6厘米", [8, 8, 4, 0, 3, 1, 0, 2]);
        check("XB-21 奶杏\n", [9, 9, 2, 2, 2, 1, 2, 2]);
        let hard = Statistics::of("脚长13.6厘米");
        assert!((hard.hardness(4) - 3.0).abs() < 1e-9, "{}", hard.hardness(4));
        assert!((Statistics::of("").hardness(0) - 1.0).abs() < 1e-9);
    }
}
