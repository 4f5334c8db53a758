//! Words that stand for each other: `content/language/words.tsv`, a class and its words a line.

use super::trie::Trie;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const SOURCE: &str = include_str!("../../content/language/words.tsv");

struct Words {
    trie: Trie,
    /// The classes of each word of the tree, as numbers of lines, the first its own.
    classes: Vec<Vec<u8>>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut classes: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
    let lines = SOURCE.lines().filter(|line| !line.starts_with("//")).filter_map(|line| line.split_once('\t'));
    for (class, (_, words)) in (0_u8..).zip(lines) {
        for word in words.split_whitespace() {
            classes.entry(word).or_default().push(class);
        }
    }
    let (words, classes): (Vec<&str>, Vec<Vec<u8>>) = classes.into_iter().unzip();
    Words { trie: Trie::new(words.iter().copied()), classes }
});

/// A part of a text: a word of a class, or one character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// The classes of the word, the first its own.
    Word(&'static [u8]),
    Character(char),
}

/// A normalised text in tokens, its marks left out.
pub fn tokens(text: &str) -> Vec<Token> {
    let words = &*WORDS;
    let mut found = Vec::with_capacity(text.len() / 3);
    let (mut done, mut from) = (0, 0);
    for (at, _) in text.char_indices() {
        if at >= from
            && let Some((word, length)) = words.trie.longest(&text[at..])
        {
            found.extend(characters(&text[done..at]));
            found.push(Token::Word(&words.classes[word]));
            from = at + length;
            done = from;
        }
    }
    found.extend(characters(&text[done..]));
    found
}

fn characters(text: &str) -> impl Iterator<Item = Token> {
    plain(text).map(Token::Character)
}

/// The characters of a text: without its marks, and with each number as one 0, for which number it is teaches nothing.
pub fn plain(text: &str) -> impl Iterator<Item = char> {
    let mut digits = false;
    text.chars().filter_map(move |character| {
        let again = digits && character.is_ascii_digit();
        digits = character.is_ascii_digit();
        match character {
            ' ' | ',' | '.' | '!' | ';' | '\n' => None,
            _ if again => None,
            _ if digits => Some('0'),
            _ => Some(character),
        }
    })
}
