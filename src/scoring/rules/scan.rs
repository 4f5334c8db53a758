//! Characters of a condition, one after the other. Marks typed with a Chinese input method count as the plain ones.

use super::error::{ParseError, ParseFault};

/// A place in the text.
pub struct Scan {
    characters: Vec<char>,
    /// Characters read so far.
    pub at: usize,
}

/// Marks that may stand in a word without quotation marks.
const WORD_MARKS: &str = "%-._~+#@*/";

/// The plain form of a mark: （ is (.
fn plain(character: char) -> char {
    match character {
        '（' | '）' | '！' | '：' | '＆' | '｜' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        _ => character,
    }
}

pub fn is_quote(character: char) -> bool {
    matches!(character, '"' | '“' | '”')
}

fn is_name_character(character: char) -> bool {
    character.is_ascii_lowercase() || character.is_ascii_digit() || character == '_'
}

fn is_word_character(character: char) -> bool {
    character.is_alphanumeric() || WORD_MARKS.contains(character)
}

/// Plain small letters are names of the language, not words to look for.
pub fn is_name(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_lowercase() || first == '_') && word.chars().all(is_name_character)
}

/// A word that needs no quotation marks.
pub fn is_bare(word: &str) -> bool {
    !word.is_empty() && word.chars().all(is_word_character) && !is_name(word)
}

impl Scan {
    pub fn new(text: &str) -> Self {
        Self { characters: text.chars().collect(), at: 0 }
    }

    pub fn len(&self) -> usize {
        self.characters.len()
    }

    pub fn peek(&self) -> Option<char> {
        self.characters.get(self.at).copied().map(plain)
    }

    pub fn skip_spaces(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    /// Takes one mark if it stands here.
    pub fn takes(&mut self, mark: char) -> bool {
        let here = self.peek() == Some(mark);
        self.at += usize::from(here);
        here
    }

    /// Takes `&&` or `||`. Half of one is a fault.
    pub fn takes_double(&mut self, mark: char, whole: &'static str) -> Result<bool, ParseError> {
        if !self.takes(mark) {
            return Ok(false);
        }
        if self.takes(mark) { Ok(true) } else { Err(self.unexpected(whole)) }
    }

    /// The word from here on, names too; empty where none begins.
    pub fn word(&mut self) -> String {
        self.run(is_word_character)
    }

    pub fn name(&mut self) -> String {
        self.run(is_name_character)
    }

    pub fn digits(&mut self) -> String {
        self.run(|character| character.is_ascii_digit())
    }

    fn run(&mut self, of: impl Fn(char) -> bool) -> String {
        let rest = self.characters.get(self.at..).unwrap_or_default();
        let run: String = rest.iter().take_while(|character| of(**character)).collect();
        self.at += run.chars().count();
        run
    }

    /// The text in quotation marks, where the opening one stands here.
    pub fn quoted(&mut self) -> Result<String, ParseError> {
        let opened = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let Some(character) = self.characters.get(self.at).copied() else {
                return Err(Self::fault_at(opened, ParseFault::OpenQuote));
            };
            self.at += 1;
            match character {
                '\\' => {
                    let escaped = self.characters.get(self.at).copied();
                    let Some(escaped) = escaped.filter(|next| is_quote(*next) || *next == '\\') else {
                        return Err(self.unexpected("`\\\"` or `\\\\` after a backslash"));
                    };
                    self.at += 1;
                    text.push(escaped);
                }
                _ if is_quote(character) => break,
                _ => text.push(character),
            }
        }
        if text.trim().is_empty() {
            return Err(Self::fault_at(opened, ParseFault::EmptyQuote));
        }
        Ok(text)
    }

    /// What stands here, as an error shows it.
    pub fn unexpected(&self, expected: &'static str) -> ParseError {
        let found = match self.characters.get(self.at) {
            None => "the end".to_owned(),
            Some(character) => format!("`{character}`"),
        };
        Self::fault_at(self.at, ParseFault::Unexpected { found, expected })
    }

    /// A fault at a number of characters from the start.
    pub fn fault_at(at: usize, fault: ParseFault) -> ParseError {
        ParseError { column: at + 1, fault }
    }
}
