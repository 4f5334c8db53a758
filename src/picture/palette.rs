//! The colours a product is sold in, and which of them its picture shows.

use super::colour::{Colour, named};
use crate::catalog::Product;

/// The most further colours that are shown as dots beside the picture.
pub const DOTS_MAX: usize = 4;
/// What is drawn where no colour is known.
const NEUTRAL: u32 = 0x00a9_b0b8;

/// One colour in stock.
#[derive(Clone, Debug)]
pub struct Variant {
    /// As the page has it (雾霾蓝, 黑框灰片).
    pub word: String,
    /// What the word names, in its order; empty for words that name no colour (清爽型, 原味).
    pub colours: Vec<Colour>,
}

/// A product's colours, the one that is shown, and the rest.
#[derive(Clone, Debug)]
pub struct Palette {
    pub shown: Variant,
    pub others: Vec<Variant>,
}

impl Palette {
    /// Shows `colour` where the product has it; else the first that is not nearly black (folds and seams are hard to see on black),
    /// else the first.
    pub fn of(product: &Product, colour: Option<&str>) -> Self {
        let mut variants: Vec<Variant> =
            product.stock.keys().map(|word| Variant { word: word.clone(), colours: named(word) }).collect();
        let asked = colour.and_then(|colour| variants.iter().position(|variant| variant.word == colour));
        let lit = |variant: &Variant| variant.colours.first().is_some_and(|colour| !colour.is_dark());
        let chosen = asked.or_else(|| variants.iter().position(lit)).unwrap_or(0);
        if variants.is_empty() {
            return Self { shown: Variant { word: String::new(), colours: Vec::new() }, others: Vec::new() };
        }
        let shown = variants.remove(chosen);
        Self { shown, others: variants }
    }

    /// The colour of the main part.
    pub fn main(&self) -> Colour {
        self.shown.colours.first().copied().unwrap_or_else(|| Colour::rgb(NEUTRAL))
    }

    /// The second colour named, else `fallback`.
    pub fn second(&self, fallback: Colour) -> Colour {
        self.shown.colours.get(1).copied().unwrap_or(fallback)
    }
}
