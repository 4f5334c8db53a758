//! Where a reply's clauses and sentences end, with and without punctuation.

use super::normalise::is_mark;
use super::pattern::{Span, begins};

/// One clause of a normalised text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clause {
    pub span: Span,
    /// The mark after it; a blank where there is none.
    pub mark: char,
    /// Counts sentences from 0.
    pub sentence: u64,
}

/// Particles that end a clause where text goes on behind them.
const LAST_WORDS: &[char] = &['哦', '呢', '哈', '啦', '呀', '噢', '喔'];

/// … unless these follow (哈尔滨, 呢大衣).
const NO_ENDS: &[&str] =
    &["哈尔", "哈喽", "哈罗", "哈密", "哈利", "呢子", "呢绒", "呢大", "呢料", "呢外", "呢面", "呢裤", "哈哈", "哈佛"];

/// Words that begin a clause in the middle of a text.
const JOINTS: &[&str] = &[
    "但是",
    "不过",
    "而且",
    "所以",
    "如果",
    "另外",
    "然后",
    "同时",
    "因为",
    "要是",
    "但",
    "或者",
    "还是建议",
    "麻烦您",
    "建议您",
];

/// Words that only begin like a joint.
const NO_JOINTS: &[&str] = &["不过敏", "不过关", "但愿", "但凡", "不过期", "不过分", "不过如此"];

/// The clauses of a normalised text, in order; none is empty.
pub fn clauses(text: &str) -> Vec<Clause> {
    let mut found: Vec<Clause> = Vec::with_capacity(4);
    let (mut start, mut sentence) = (0, 0);
    let mut previous = '\0';
    let mut push = |start: usize, end: usize, mark: char, sentence: u64| {
        let inner = &text[start..end];
        let trimmed = inner.trim_matches(is_mark);
        if trimmed.is_empty() {
            return;
        }
        let from = start + (inner.len() - inner.trim_start_matches(is_mark).len());
        let span = Span { start: from, end: from + trimmed.len(), sentence_end: 0 };
        found.push(Clause { span, mark, sentence });
    };
    for (at, character) in text.char_indices() {
        let after = &text[at + character.len_utf8()..];
        let inside_number = matches!(character, '.' | ',')
            && previous.is_ascii_digit()
            && after.starts_with(|c: char| c.is_ascii_digit());
        let letters = |c: char| c.is_ascii_alphanumeric();
        let inside_words = character == ' ' && (letters(previous) && after.starts_with(letters));
        if is_mark(character) && !inside_number && !inside_words {
            push(start, at, character, sentence);
            start = at + 1;
            sentence += u64::from(matches!(character, '.' | '?' | '!' | ';' | '\n'));
        } else if LAST_WORDS.contains(&character)
            && !after.is_empty()
            && !after.starts_with(is_mark)
            && !NO_ENDS.iter().any(|word| begins(&text[at..], word))
        {
            push(start, at + character.len_utf8(), ' ', sentence);
            start = at + character.len_utf8();
        } else if at > start && is_joint(&text[at..]) {
            push(start, at, ' ', sentence);
            start = at;
        }
        previous = character;
    }
    push(start, text.len(), ' ', sentence);
    close_sentences(&mut found);
    found
}

fn is_joint(text: &str) -> bool {
    JOINTS.iter().any(|joint| begins(text, joint)) && !NO_JOINTS.iter().any(|word| text.starts_with(word))
}

fn close_sentences(clauses: &mut [Clause]) {
    let mut end = (u64::MAX, 0);
    for clause in clauses.iter_mut().rev() {
        if clause.sentence != end.0 {
            end = (clause.sentence, clause.span.end);
        }
        clause.span.sentence_end = end.1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = clauses(text).iter().map(|c| &text[c.span.start..c.span.end]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn clauses_end_at_marks_particles_and_joints() {
        check("亲,有货的.今天发", &["亲", "有货的", "今天发"]);
        check("打3.5折", &["打3.5折"]);
        check("有货的哦今天就发", &["有货的哦", "今天就发"]);
        check("发到哈尔滨哈", &["发到哈尔滨哈"]);
        check("有货但是没有红色", &["有货", "但是没有红色"]);
        check("不会不过敏", &["不会不过敏"]);
        check(" ,, ", &[]);
    }
}
