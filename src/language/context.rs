//! What is known when a reply is read.

use super::act::Topic;
use crate::catalog::{Order, Product, Shop};

/// The conversation around a reply. Everything is optional; the reading only becomes surer with it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    pub product: Option<&'a Product>,
    pub shop: Option<&'a Shop>,
    pub order: Option<&'a Order>,
    /// What the buyer asked about last: a bare 有的亲 answers this.
    pub asked: Option<Topic>,
    /// Sizes the conversation is about, as the page writes them.
    pub sizes: &'a [String],
    /// Colours the conversation is about, as the page writes them.
    pub colours: &'a [String],
}

impl Context<'_> {
    /// Nothing is known.
    pub fn none() -> Self {
        Self::default()
    }

    /// The longest colour of the page or the conversation that stands in `text`.
    pub(super) fn colour_in<'t>(&self, text: &'t str) -> Option<&'t str> {
        let page = self.product.into_iter().flat_map(|product| product.stock.keys());
        longest_in(text, page.chain(self.colours))
    }

    /// The longest known size that stands in `text` with a letter (digits are read as numbers).
    pub(super) fn size_in<'t>(&self, text: &'t str) -> Option<&'t str> {
        let page = self.product.into_iter().flat_map(|product| product.stock.values().flat_map(|sizes| sizes.keys()));
        longest_in(text, page.chain(self.sizes).filter(|size| size.chars().any(char::is_alphabetic)))
    }
}

fn longest_in<'t, 'k>(text: &'t str, known: impl Iterator<Item = &'k String>) -> Option<&'t str> {
    let mut best: Option<&str> = None;
    for word in known.filter(|word| !word.is_empty()) {
        if let Some(at) = text.find(word.as_str())
            && best.is_none_or(|found| found.len() < word.len())
        {
            best = Some(&text[at..at + word.len()]);
        }
    }
    best
}
