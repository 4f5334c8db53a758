//! What can be seen of a product: the words of its visible attributes, and who draws them.

use super::palette::Palette;
use super::pen::Pen;
use crate::catalog::Product;

/// How much an attribute changes the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// A line or a dot more.
    Detail = 1,
    /// A part has another form.
    Part = 2,
    /// The silhouette is another.
    Outline = 3,
    /// Another thing altogether.
    Whole = 4,
}

/// One visible attribute: which (`cut`, `closing`), and what it is, in the trade's words (阔腿, 双条魔术贴).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feature {
    pub name: &'static str,
    pub word: String,
    pub weight: Weight,
}

impl Feature {
    pub fn whole(name: &'static str, word: impl Into<String>) -> Self {
        Self { name, word: word.into(), weight: Weight::Whole }
    }

    pub fn outline(name: &'static str, word: impl Into<String>) -> Self {
        Self { name, word: word.into(), weight: Weight::Outline }
    }

    pub fn part(name: &'static str, word: impl Into<String>) -> Self {
        Self { name, word: word.into(), weight: Weight::Part }
    }

    pub fn detail(name: &'static str, word: impl Into<String>) -> Self {
        Self { name, word: word.into(), weight: Weight::Detail }
    }
}

/// Something that can be drawn and told in words. Both say the same: what is drawn is a feature, what is a feature is drawn.
pub trait Look {
    /// With its measure word: 一条长裤.
    fn noun(&self) -> String;
    fn features(&self) -> Vec<Feature>;
    fn draw(&self, pen: &mut Pen, palette: &Palette);
}

/// Reads a product's page for words.
#[derive(Clone, Copy)]
pub struct Page<'a>(pub &'a Product);

impl<'a> Page<'a> {
    pub fn title(self, word: &str) -> bool {
        self.0.title.contains(word)
    }

    pub fn fact(self, name: &str) -> &'a str {
        self.0.facts.get(name).map_or("", String::as_str)
    }

    pub fn material(self, part: &str) -> &'a str {
        self.0.materials.get(part).map_or("", String::as_str)
    }

    /// Title, kind, facts or materials have the word.
    pub fn has(self, word: &str) -> bool {
        self.title(word)
            || self.0.kind.contains(word)
            || self.0.facts.values().chain(self.0.materials.values()).any(|text| text.contains(word))
    }

    /// The first number in a fact, rounded down: `约98厘米` is 98.
    pub fn number(self, name: &str) -> Option<u32> {
        let text = self.fact(name);
        let digits: String =
            text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).take(6).collect();
        digits.parse().ok()
    }

    /// The first of the words that the title has.
    pub fn titled<T: Copy>(self, words: &[(&str, T)]) -> Option<T> {
        words.iter().find(|(word, _)| self.title(word)).map(|(_, found)| *found)
    }

    /// The first size in stock, where the goods have a real one (120g, 1L×4).
    pub fn size(self) -> &'a str {
        let size = self.0.stock.values().flat_map(|sizes| sizes.keys()).next().map_or("", String::as_str);
        if size == "均码" { "" } else { size }
    }
}
