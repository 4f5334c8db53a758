//! Pictures of products, drawn from what their pages say: cut, colour, closing, vessel, frame, pack.
//!
//! A picture is made in three steps: the *kind* of goods chooses a family, the family reads the page's words for what can be
//! seen (`look::Feature`), and draws just that. So whatever the picture shows can be said in words ([`alt`]), and how far two
//! pictures are apart can be counted ([`distance`]) without looking at them.

mod camp;
mod colour;
mod colour_words;
mod cosmetic;
mod eyewear;
mod family;
mod food;
mod gear;
mod jacket;
mod lens;
mod look;
mod motif;
mod optics;
mod palette;
mod parcel;
mod pen;
mod shoe;
mod skirt;
mod socks;
mod trousers;

#[cfg(all(test, feature = "server"))]
mod tests;

use crate::catalog::Product;
pub use family::Family;
use look::Look;
use palette::{DOTS_MAX, Palette};
use pen::Pen;

/// From this [`distance`] on two pictures can be told apart at the size of a card.
pub const DISTINCT_FROM: u32 = 4;
/// Distance between goods of different families.
const ANOTHER_FAMILY: u32 = 12;
/// What a wholly different colour counts; smaller differences in proportion.
const COLOUR_WEIGHT: f64 = 3.0;
/// OKLab distance from which colours are wholly different.
const OTHER_COLOUR: f64 = 0.2;

/// The picture of a product as an SVG document, 160 by 160, below 4 kB; in the colour that shows most of it.
pub fn svg(product: &Product) -> String {
    svg_in(product, None)
}

/// The picture in one of the product's colours (`None`, or a colour it does not have: as [`svg`]).
pub fn svg_in(product: &Product, colour: Option<&str>) -> String {
    let palette = Palette::of(product, colour);
    let (family, look) = family::of(product);
    let mut pen = Pen::default();
    look.draw(&mut pen, &palette);
    if family.has_colours() {
        dots(&mut pen, &palette);
    }
    pen.finish(palette.main().edge())
}

/// Which family draws the product; [`Family::Parcel`] where its kind is not known.
pub fn family(product: &Product) -> Family {
    family::of(product).0
}

/// The picture in words, for those who do not see it: what kind of thing, its visible attributes, its colour. It does not
/// give the product's name away: `一条长裤：高腰、阔腿、盖住脚面；米白色`.
pub fn alt(product: &Product) -> String {
    let palette = Palette::of(product, None);
    let (family, look) = family::of(product);
    let mut words = look.noun();
    let features: Vec<String> =
        look.features().into_iter().map(|feature| feature.word).filter(|word| !word.is_empty()).collect();
    if !features.is_empty() {
        words.push('：');
        words.push_str(&features.join("、"));
    }
    if family.has_colours() && !palette.shown.colours.is_empty() {
        words.push('；');
        words.push_str(&palette.shown.word);
        if family.wears_colours() && !palette.shown.word.ends_with(['色', '片', '混']) {
            words.push('色');
        }
    }
    words
}

/// How different two pictures are: the weights of the visible attributes in which they differ, and up to three for the colour.
/// 0 is the same picture.
pub fn distance(one: &Product, other: &Product) -> u32 {
    let ((family, look), (other_family, other_look)) = (family::of(one), family::of(other));
    if family != other_family || look.noun() != other_look.noun() {
        return ANOTHER_FAMILY;
    }
    features_apart(look.as_ref(), other_look.as_ref())
        + if family.has_colours() { colours_apart(one, other) } else { 0 }
}

/// Whether the picture can be told from each of the others: what a quiz asks before it offers them side by side.
pub fn distinct_from(product: &Product, others: &[&Product]) -> bool {
    others.iter().all(|other| distance(product, other) >= DISTINCT_FROM)
}

fn features_apart(one: &dyn Look, other: &dyn Look) -> u32 {
    let (mut left, mut right) = (one.features(), other.features());
    left.retain(|feature| match right.iter().position(|twin| twin == feature) {
        Some(index) => {
            right.remove(index);
            false
        }
        None => true,
    });
    // An attribute that both have in different words counts once.
    right.retain(|feature| !left.iter().any(|twin| twin.name == feature.name));
    left.iter().chain(&right).map(|feature| feature.weight as u32).sum()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and COLOUR_WEIGHT")]
fn colours_apart(one: &Product, other: &Product) -> u32 {
    let (one, other) = (Palette::of(one, None), Palette::of(other, None));
    let apart = one.main().difference(other.main());
    libm::round((apart / OTHER_COLOUR).min(1.0) * COLOUR_WEIGHT) as u32
}

/// The further colours in stock, as dots in the lower right corner.
fn dots(pen: &mut Pen, palette: &Palette) {
    let mut y = 152.0;
    for variant in palette.others.iter().filter(|variant| !variant.colours.is_empty()).take(DOTS_MAX) {
        if let [first, rest @ ..] = variant.colours.as_slice() {
            pen.oval(*first, [152.0, y, 5.0, 5.0]);
            if let Some(second) = rest.first() {
                pen.patch(*second, format_args!("M152 {}a4 4 0 0 1 0 8z", y - 4.0));
            }
        }
        y -= 13.0;
    }
}
