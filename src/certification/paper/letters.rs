//! Letters of the shipped font: which there are, how wide they are.

use super::Paper;
use crate::certification::lettering::FONT;
use krilla::text::{GlyphId, KrillaGlyph};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};

/// The characters of `paper` that the font has not, each once, in their order.
pub fn missing(paper: &Paper) -> String {
    let Ok(font) = FontRef::new(FONT) else { return paper.title.clone() };
    let letters = font.charmap();
    let mut missing = String::new();
    for character in texts(paper).flat_map(str::chars) {
        if letters.map(character).is_none() && !missing.contains(character) {
            missing.push(character);
        }
    }
    missing
}

/// Every text that is printed.
fn texts(paper: &Paper) -> impl Iterator<Item = &str> {
    let singles =
        [&paper.kind, &paper.title, &paper.about, &paper.name, &paper.holder, &paper.state, &paper.how, &paper.address];
    let rows = paper.rows.iter().flatten().chain(&paper.heads);
    let notes = paper.notes.iter().flat_map(|(label, text)| [label, text]);
    singles.into_iter().chain(rows).chain(notes).map(String::as_str)
}

/// Measures and sets lines.
pub struct Letters<'a> {
    font: FontRef<'a>,
    per_em: f32,
}

impl Letters<'_> {
    /// `None` where the shipped font cannot be read.
    pub fn new() -> Option<Self> {
        let font = FontRef::new(FONT).ok()?;
        let per_em = f32::from(font.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
        Some(Self { font, per_em })
    }

    /// The glyphs of `text`, their widths in parts of the size; no kerning and no ligatures.
    pub fn set(&self, text: &str) -> Vec<KrillaGlyph> {
        let (letters, metrics) =
            (self.font.charmap(), self.font.glyph_metrics(Size::unscaled(), LocationRef::default()));
        text.char_indices()
            .map(|(at, character)| {
                let glyph = letters.map(character).unwrap_or_default();
                let width = metrics.advance_width(glyph).unwrap_or_default() / self.per_em;
                let range = at..at + character.len_utf8();
                KrillaGlyph::new(GlyphId::new(glyph.to_u32()), width, 0.0, 0.0, 0.0, range, None)
            })
            .collect()
    }

    /// Width of `text` in parts of the size.
    pub fn width(&self, text: &str) -> f32 {
        self.set(text).iter().map(|glyph| glyph.x_advance).sum()
    }

    /// `text` in lines of at most `width` (in parts of the size): Chinese breaks anywhere, Latin between words.
    pub fn lines(&self, text: &str, width: f32) -> Vec<String> {
        let (mut lines, mut line) = (Vec::new(), String::new());
        for word in words(text) {
            if !line.is_empty() && self.width(&format!("{line}{}", word.trim_end())) > width {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
            }
            line.push_str(word);
        }
        lines.push(line.trim_end().to_owned());
        lines
    }
}

/// Pieces of `text` between which a line may end: behind a blank, and around every character of two bytes' width; marks that
/// close stay with what they close.
fn words(text: &str) -> Vec<&str> {
    const CLOSING: &str = "，。、；：！？）》」』】,.;:!?)%";
    let (mut words, mut start) = (Vec::new(), 0);
    let mut before: Option<char> = None;
    for (at, character) in text.char_indices() {
        let wide = |c: char| c >= '\u{2e80}';
        let breaks = before.is_some_and(|before| before == ' ' || wide(before) || wide(character));
        let opens = before.is_some_and(|before| "（《「『【".contains(before));
        if breaks && !opens && !CLOSING.contains(character) {
            words.push(&text[start..at]);
            start = at;
        }
        before = Some(character);
    }
    words.push(&text[start..]);
    words
}

#[cfg(test)]
mod tests {
    use super::{Letters, words};

    #[test]
    fn lines_end_where_they_may() {
        assert_eq!(words("a bc 微信（扫码），x"), ["a ", "bc ", "微", "信", "（扫", "码），", "x"]);
        let letters = Letters::new().unwrap();
        assert!((letters.width("微信") - 2.0).abs() < 0.01);
        assert_eq!(letters.lines("微信扫码，或", 3.0), ["微信扫", "码，或"]);
        assert_eq!(letters.lines("微信扫，码或", 3.0), ["微信", "扫，码", "或"]);
        assert_eq!(letters.lines("", 3.0), [""]);
    }
}
